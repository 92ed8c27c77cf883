import { addDays, daysFromTo, isCalendarDate } from './calendar-date.ts';
import type { CalendarDate } from './calendar-date.ts';
import { parseDateRule, ruleHoldsOn } from './date-rule.ts';
import type { DateRule } from './date-rule.ts';

/**
 * One line of opening times: the days by a date rule, the hours as clock ranges (`05:00-12:00`, or
 * `07:30-11:30,13:30-17:00`) or as a word of `hourWords`. Without hours the whole day is meant, unconfirmed.
 */
export type Opening = { rule: string; hours?: string | undefined; note?: string | undefined };
/** Days on which nothing is open, whatever the openings say. `reason` is a key or an editor's word. */
export type Closure = { rule: string; reason?: string | undefined };
export type OpeningHours = { open: readonly Opening[]; closed?: readonly Closure[] | undefined };

/**
 * Minutes after midnight, `from` < `to`; `to` passes 1440 where a night runs into the next day.
 * `approximate` marks hours that came from a word such as "morning" and not from a clock.
 */
export type OpenInterval = { from: number; to: number; approximate: boolean };

/** What the words of the sources are taken to mean. */
export const hourWords: Readonly<Record<string, OpenInterval>> = {
  morning: { from: 6 * 60, to: 12 * 60, approximate: true },
  day: { from: 6 * 60, to: 18 * 60, approximate: true },
  evening: { from: 18 * 60, to: 22 * 60, approximate: true },
  night: { from: 19 * 60, to: 24 * 60, approximate: true },
  'all day': { from: 0, to: 24 * 60, approximate: false },
  varies: { from: 0, to: 24 * 60, approximate: true },
};
const unconfirmed: OpenInterval = { from: 0, to: 24 * 60, approximate: true };

/** Reads hours; undefined where they are neither clock ranges nor a known word. */
export function parseHours(text: string): OpenInterval[] | undefined {
  const word = Object.hasOwn(hourWords, text.trim()) ? hourWords[text.trim()] : undefined;
  if (word) return [word];
  const intervals = text.split(',').map(parseClockRange);
  return intervals.some((interval) => interval === undefined) ? undefined : (intervals as OpenInterval[]);
}

/**
 * When it is open on that day, in order and without overlaps; empty when it is closed. Lines that
 * cannot be read count as absent: content is checked before it is published, and a page must not
 * break on one line.
 */
export function isOpenOn(hours: OpeningHours, date: CalendarDate): OpenInterval[] {
  if (findClosure(hours, date)) return [];
  const intervals: OpenInterval[] = [];
  for (const opening of hours.open) {
    if (!holdsOn(opening.rule, date)) continue;
    intervals.push(...(opening.hours === undefined ? [unconfirmed] : (parseHours(opening.hours) ?? [unconfirmed])));
  }
  return joinOverlaps(intervals);
}

/** The closure in force on that day, so that a screen can say why it is closed. */
export function findClosure(hours: OpeningHours, date: CalendarDate): Closure | undefined {
  return hours.closed?.find((closure) => holdsOn(closure.rule, date));
}

/** The next `count` open days from `from` on (included), looking `horizonDays` days ahead. */
export function nextDates(hours: OpeningHours, from: CalendarDate, count: number, horizonDays = 400): CalendarDate[] {
  const dates: CalendarDate[] = [];
  for (
    let i = 0, date = from;
    i < horizonDays && dates.length < count && date < lastDate;
    i++, date = addDays(date, 1)
  ) {
    if (isOpenOn(hours, date).length > 0) dates.push(date);
  }
  return dates;
}

/** All open days from `from` to `to`, both included. */
export function datesBetween(hours: OpeningHours, from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const days = daysFromTo(from, to) + 1;
  return nextDates(hours, from, days, days);
}

// Year 9999 ends the calendar; walking past it would leave the four-digit form.
const lastDate = '9999-12-31';

// The plan check asks the same few rules for many days; the cap keeps strangers' texts from filling memory.
const parsedRules = new Map<string, DateRule | undefined>();
const rulesKept = 1000;

function holdsOn(text: string, date: CalendarDate): boolean {
  if (!parsedRules.has(text)) {
    if (parsedRules.size >= rulesKept) parsedRules.clear();
    const parsed = parseDateRule(text);
    parsedRules.set(text, parsed.ok ? parsed.rule : undefined);
  }
  const rule = parsedRules.get(text);
  return rule !== undefined && isCalendarDate(date) && ruleHoldsOn(rule, date);
}

function parseClockRange(text: string): OpenInterval | undefined {
  const match = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!match) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  if (fromHour > 23 || toHour > 24 || fromMinute > 59 || toMinute > 59 || (toHour === 24 && toMinute > 0))
    return undefined;
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  if (from === to) return undefined;
  return { from, to: to > from ? to : to + 24 * 60, approximate: false };
}

function joinOverlaps(intervals: OpenInterval[]): OpenInterval[] {
  const joined: OpenInterval[] = [];
  for (const interval of [...intervals].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = joined.at(-1);
    if (last && interval.from <= last.to) {
      last.approximate ||= interval.approximate;
      last.to = Math.max(last.to, interval.to);
    } else {
      joined.push({ ...interval });
    }
  }
  return joined;
}
