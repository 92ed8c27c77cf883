import { parseDateRule, type DateRule } from '#src/domain/calendar/date-rule.ts';
import { parseHours } from '#src/domain/calendar/opening-hours.ts';
import { formatClock, formatDate, formatList } from '#src/i18n/formats.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { Translate } from '#src/i18n/translator.ts';

/** 4 January 1970 was a Sunday: names of weekdays come from `Intl`. */
const WEEKDAY_DATES = { SUN: '1970-01-04', MON: '1970-01-05', TUE: '1970-01-06', WED: '1970-01-07', THU: '1970-01-08', FRI: '1970-01-09', SAT: '1970-01-10' } as const; // prettier-ignore

/** An opening rule in words: "every Sunday, 05:00–12:00", "Tiger and Monkey days (every 6 days)". */
export function ruleText(t: Translate, locale: Locale, opening: { rule: string; hours?: string | undefined }): string {
  const parsed = parseDateRule(opening.rule);
  const when = parsed.ok ? dateRuleText(t, locale, parsed.rule) : opening.rule;
  const hours = opening.hours === undefined ? '' : hoursText(t, opening.hours);
  return hours === '' ? when : t('calendar:whenAndHours', { when, hours });
}

export function hoursText(t: Translate, hours: string): string {
  if (!/\d/.test(hours)) return hours === 'all day' ? t('calendar:hours.allDay') : t(`calendar:hours.${hours}`);
  return (parseHours(hours) ?? [])
    .map((span) => `${formatClock(span.from)}–${span.to === 1440 ? '24:00' : formatClock(span.to)}`)
    .join(', ');
}

function dateRuleText(t: Translate, locale: Locale, rule: DateRule): string {
  switch (rule.kind) {
    case 'daily':
      return t('calendar:daily');
    case 'weekday':
      return t('calendar:everyWeekday', { days: formatList(locale, rule.weekdays.map((day) => formatDate(locale, WEEKDAY_DATES[day], 'weekday'))) }); // prettier-ignore
    case 'zodiac':
      return t(rule.branches.length === 1 ? 'calendar:everyTwelveDays' : 'calendar:everySixDays', {
        animals: formatList(
          locale,
          rule.branches.map((branch) => t(`calendar:animals.${branch}`)),
        ),
      });
    case 'lunar': {
      const from = lunarDay(t, rule.from);
      const to = lunarDay(t, rule.to);
      return from === to ? t('calendar:lunarDay', { day: from }) : t('calendar:lunarRange', { from, to });
    }
    case 'lunar-monthly':
      return t('calendar:lunarMonthly', { days: formatList(locale, rule.days.map(String)) });
    case 'season':
      return t('calendar:season', { from: monthDay(locale, rule.from), to: monthDay(locale, rule.to) });
    case 'dates':
      return rule.from === rule.to
        ? formatDate(locale, rule.from)
        : t('calendar:season', { from: formatDate(locale, rule.from), to: formatDate(locale, rule.to) });
  }
}

function lunarDay(t: Translate, { month, day }: { month: number; day: number }): string {
  return t('calendar:lunarDate', { month, day });
}

function monthDay(locale: Locale, { month, day }: { month: number; day: number }): string {
  // A leap year, so that 29 February can be printed.
  return formatDate(locale, `2024-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, 'short');
}
