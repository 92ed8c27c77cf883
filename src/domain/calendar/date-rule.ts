import { WEEKDAYS, ZODIAC_BRANCHES, findDayNumber, weekdayOf, zodiacBranchOf } from './calendar-date.ts';
import type { CalendarDate, Weekday, ZodiacBranch } from './calendar-date.ts';
import { lunarDateOf } from './lunar-date.ts';

export type MonthDay = { month: number; day: number };

/** On which days something happens; one type for markets, festivals, seasons, closures and alerts. */
export type DateRule =
  | { kind: 'daily' }
  | { kind: 'weekday'; weekdays: Weekday[] }
  | { kind: 'zodiac'; branches: ZodiacBranch[] }
  | { kind: 'lunar'; from: MonthDay; to: MonthDay }
  | { kind: 'lunar-monthly'; days: number[] }
  | { kind: 'season'; from: MonthDay; to: MonthDay }
  | { kind: 'dates'; from: CalendarDate; to: CalendarDate };

/** Keys for a translated sentence; `unknown-kind` also stands for text that is no rule at all. */
export type DateRuleFault =
  | 'unknown-kind'
  | 'unknown-weekday'
  | 'unknown-branch'
  | 'branches-not-opposite'
  | 'bad-lunar-day'
  | 'bad-month-day'
  | 'bad-date'
  | 'range-reversed';

export type ParsedDateRule = { ok: true; rule: DateRule } | { ok: false; reason: DateRuleFault };

/**
 * Reads a rule as editors write it:
 * `daily` · `weekday:SUN` (also `SAT,SUN`) · `zodiac:DAN,THAN` · `lunar:03-26..03-27` · `lunar-monthly:02,07`
 * or `14..16` · `season:10-15..11-30` · `dates:2026-05-30..2026-06-18`. Both ends of a range belong to it;
 * a season may run over new year and a lunar range over Tết. One day may stand without `..`.
 */
export function parseDateRule(text: string): ParsedDateRule {
  const [kind, ...rest] = text.trim().split(':');
  const body = rest.join(':').trim();
  switch (kind) {
    case 'daily':
      return body === '' && rest.length === 0 ? done({ kind }) : failed('unknown-kind');
    case 'weekday': {
      const weekdays = everyOf(WEEKDAYS, body);
      return weekdays ? done({ kind, weekdays }) : failed('unknown-weekday');
    }
    case 'zodiac': {
      const branches = everyOf(ZODIAC_BRANCHES, body);
      if (!branches) return failed('unknown-branch');
      // A rotating market comes every 6 or 12 days; other pairs are misprints that circulate.
      const [first, second] = branches.map((branch) => ZODIAC_BRANCHES.indexOf(branch));
      const opposite = second === undefined || Math.abs(second - (first ?? 0)) === 6;
      return opposite && branches.length <= 2 ? done({ kind, branches }) : failed('branches-not-opposite');
    }
    case 'lunar': {
      const range = parseRange(body, (part) => parseMonthDay(part, () => 30));
      return range ? done({ kind, ...range }) : failed('bad-lunar-day');
    }
    case 'lunar-monthly':
      return parseLunarMonthly(body);
    case 'season': {
      const range = parseRange(body, (part) => parseMonthDay(part, longestMonth));
      return range ? done({ kind, ...range }) : failed('bad-month-day');
    }
    case 'dates': {
      const range = parseRange(body, (part) => (findDayNumber(part) === undefined ? undefined : part));
      if (!range) return failed('bad-date');
      return range.from <= range.to ? done({ kind, ...range }) : failed('range-reversed');
    }
    default:
      return failed('unknown-kind');
  }
}

/** The rule in the grammar again; parsing it gives the same rule. */
export function formatDateRule(rule: DateRule): string {
  switch (rule.kind) {
    case 'daily':
      return 'daily';
    case 'weekday':
      return `weekday:${rule.weekdays.join(',')}`;
    case 'zodiac':
      return `zodiac:${rule.branches.join(',')}`;
    case 'lunar-monthly':
      return `lunar-monthly:${rule.days.map(twoDigits).join(',')}`;
    case 'dates':
      return `dates:${formatRange(rule.from, rule.to)}`;
    case 'lunar':
    case 'season':
      return `${rule.kind}:${formatRange(formatMonthDay(rule.from), formatMonthDay(rule.to))}`;
  }
}

/** Whether the rule holds on that day. `date` must be a calendar date; throws RangeError if not. */
export function ruleHoldsOn(rule: DateRule, date: CalendarDate): boolean {
  switch (rule.kind) {
    case 'daily':
      return true;
    case 'weekday':
      return rule.weekdays.includes(weekdayOf(date));
    case 'zodiac':
      return rule.branches.includes(zodiacBranchOf(date));
    case 'lunar-monthly':
      return rule.days.includes(lunarDateOf(date).day);
    case 'dates':
      return rule.from <= date && date <= rule.to;
    case 'season': {
      const position = Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));
      return isWithin(position, positionOf(rule.from), positionOf(rule.to));
    }
    case 'lunar': {
      const lunar = lunarDateOf(date);
      // Half a month on, so that a leap month lies after its namesake: a feast is kept once, in the
      // ordinary month, while a longer range that runs past the leap month includes it.
      const position = positionOf(lunar) + (lunar.leap ? 50 : 0);
      return isWithin(position, positionOf(rule.from), positionOf(rule.to));
    }
  }
}

function isWithin(position: number, from: number, to: number): boolean {
  return from <= to ? from <= position && position <= to : position >= from || position <= to;
}

const positionOf = (at: MonthDay): number => at.month * 100 + at.day;
const longestMonth = (month: number): number => [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
const twoDigits = (value: number): string => String(value).padStart(2, '0');
const formatMonthDay = (at: MonthDay): string => `${twoDigits(at.month)}-${twoDigits(at.day)}`;
const formatRange = (from: string, to: string): string => (from === to ? from : `${from}..${to}`);
const done = (rule: DateRule): ParsedDateRule => ({ ok: true, rule });
const failed = (reason: DateRuleFault): ParsedDateRule => ({ ok: false, reason });

function everyOf<Word extends string>(known: readonly Word[], body: string): Word[] | undefined {
  const words = body.split(',').map((word) => known.find((one) => one === word.trim()));
  return words.some((word) => word === undefined) ? undefined : [...new Set(words as Word[])];
}

function parseLunarMonthly(body: string): ParsedDateRule {
  const range = parseRange(body, parseLunarDay);
  if (range) {
    if (range.from > range.to) return failed('range-reversed');
    const days = Array.from({ length: range.to - range.from + 1 }, (_, i) => range.from + i);
    return done({ kind: 'lunar-monthly', days });
  }
  const days = body.split(',').map((part) => parseLunarDay(part.trim()));
  if (days.some((day) => day === undefined)) return failed('bad-lunar-day');
  return done({ kind: 'lunar-monthly', days: [...new Set(days as number[])].sort((a, b) => a - b) });
}

function parseLunarDay(text: string): number | undefined {
  const day = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return day >= 1 && day <= 30 ? day : undefined;
}

function parseMonthDay(text: string, daysIn: (month: number) => number): MonthDay | undefined {
  const match = /^(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [month, day] = [Number(match[1]), Number(match[2])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month) ? { month, day } : undefined;
}

function parseRange<Point>(body: string, parsePoint: (part: string) => Point | undefined) {
  const parts = body.split('..').map((part) => parsePoint(part.trim()));
  const [from, to = from] = parts;
  if (parts.length > 2 || parts.includes(undefined) || from === undefined || to === undefined) return undefined;
  return { from, to };
}
