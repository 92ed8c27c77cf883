/**
 * A day as people write it: `YYYY-MM-DD`, Gregorian, years 0001–9999. It names a day and not an
 * instant, so no time zone can move it; all sums go through the Julian day number in UTC.
 */
export type CalendarDate = string;

export const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Earthly branches in order from 0: rat, ox, tiger, cat, dragon, snake, horse, goat, monkey, rooster, dog, pig. */
export const ZODIAC_BRANCHES = [
  'TI',
  'SUU',
  'DAN',
  'MAO',
  'THIN',
  'TY',
  'NGO',
  'MUI',
  'THAN',
  'DAU',
  'TUAT',
  'HOI',
] as const;
export type ZodiacBranch = (typeof ZODIAC_BRANCHES)[number];

const millisecondsPerDay = 86_400_000;
/** Julian day number of 1970-01-01, by the convention that names a day after its noon. */
const epochDayNumber = 2_440_588;

/** The Julian day number, or undefined where the text is no day of the calendar (`2027-02-30`, `27-2-3`). */
export function findDayNumber(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1) return undefined;
  // setUTCFullYear because Date.UTC reads the years 0–99 as 1900–1999.
  const instant = new Date(0).setUTCFullYear(year, month - 1, day);
  const dayNumber = Math.round(instant / millisecondsPerDay) + epochDayNumber;
  return dateOfDayNumber(dayNumber) === text ? dayNumber : undefined;
}

export function isCalendarDate(value: unknown): value is CalendarDate {
  return typeof value === 'string' && findDayNumber(value) !== undefined;
}

/** The Julian day number of a date that was parsed before; throws RangeError for anything else. */
export function dayNumberOf(date: CalendarDate): number {
  const dayNumber = findDayNumber(date);
  if (dayNumber === undefined) throw new RangeError(`Not a calendar date: ${date}`);
  return dayNumber;
}

export function dateOfDayNumber(dayNumber: number): CalendarDate {
  const instant = new Date((dayNumber - epochDayNumber) * millisecondsPerDay);
  return instant.toISOString().slice(0, 10);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDayNumber(dayNumberOf(date) + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysFromTo(from: CalendarDate, to: CalendarDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

export function weekdayOf(date: CalendarDate): Weekday {
  return WEEKDAYS[(dayNumberOf(date) + 1) % 7] as Weekday;
}

/** The day's earthly branch, which the rotating markets follow. */
export function zodiacBranchOf(date: CalendarDate): ZodiacBranch {
  return ZODIAC_BRANCHES[(dayNumberOf(date) + 1) % 12] as ZodiacBranch;
}
