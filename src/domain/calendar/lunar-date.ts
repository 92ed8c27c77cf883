import { dateOfDayNumber, dayNumberOf } from './calendar-date.ts';
import type { CalendarDate } from './calendar-date.ts';
import { newMoonInstant, sunLongitude, synodicMonth } from './sun-and-moon.ts';

/** A day of the Vietnamese lunar calendar. `year` is the Gregorian year in which the lunar year began. */
export type LunarDate = { year: number; month: number; day: number; leap: boolean };

/**
 * Vietnamese lunar dates by the published rules: months begin on the day of the new moon, month 11
 * holds the winter solstice, and of thirteen months between two solstices the first without a
 * major solar term is the leap month. "Day" means the day at UTC+7, and that is what makes Tết
 * differ from China's new year in 1985, 2007, 2030 and 2053.
 *
 * The rules and the procedure are Hồ Ngọc Đức's, "Thuật toán tính âm lịch"
 * (https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html). Its astronomy is
 * Meeus's, taken here with all printed terms (`sun-and-moon.ts`).
 *
 * Checked day by day for 1900–2100. The rule is applied unchanged to years before 1968, when
 * Vietnam followed Chinese tables, and to years far ahead, when a new moon within a minute of
 * midnight (2054-05-08, 2077-11-15, 2085-10-18) hangs on how the earth will turn.
 */
export function lunarDateOf(date: CalendarDate): LunarDate {
  const dayNumber = dayNumberOf(date);
  const month = findMonth(dayNumber);
  return { year: month.year, month: month.month, day: dayNumber - month.start + 1, leap: month.leap };
}

/**
 * The solar day of a lunar one; undefined when it does not exist that year: the 30th of a month
 * with 29 days, or a leap month the year does not have.
 */
export function findDateOfLunar(lunar: LunarDate): CalendarDate | undefined {
  const solarYear = lunar.month >= 11 ? lunar.year + 1 : lunar.year;
  for (const month of monthsBeforeSolsticeOf(solarYear)) {
    if (month.month !== lunar.month || month.leap !== lunar.leap || month.year !== lunar.year) continue;
    return lunar.day >= 1 && lunar.day <= month.length ? dateOfDayNumber(month.start + lunar.day - 1) : undefined;
  }
  return undefined;
}

/** The first day of the lunar year that begins in this Gregorian year (Tết Nguyên Đán). */
export function lunarNewYearOf(year: number): CalendarDate {
  const first = monthsBeforeSolsticeOf(year).find((month) => month.month === 1 && !month.leap);
  if (!first) throw new RangeError(`No lunar new year in ${year}`);
  return dateOfDayNumber(first.start);
}

/** The leap month of a lunar year, 1–12, if it has one. */
export function findLeapMonth(year: number): number | undefined {
  const months = [...monthsBeforeSolsticeOf(year), ...monthsBeforeSolsticeOf(year + 1)];
  return months.find((month) => month.leap && month.year === year)?.month;
}

type LunarMonth = { start: number; length: number; year: number; month: number; leap: boolean };

// A lunar year takes about 30 new moons to set up and is asked for hundreds of days in a row.
const monthsByYear = new Map<number, readonly LunarMonth[]>();
const yearsKept = 400;

function findMonth(dayNumber: number): LunarMonth {
  const year = new Date((dayNumber - 2_440_588) * 86_400_000).getUTCFullYear();
  for (const solarYear of [year, year + 1]) {
    const months = monthsBeforeSolsticeOf(solarYear);
    for (let i = months.length - 1; i >= 0; i--) {
      const month = months[i] as LunarMonth;
      if (dayNumber >= month.start && dayNumber < month.start + month.length) return month;
    }
  }
  throw new RangeError(`No lunar month found for day number ${dayNumber}`);
}

/** The 12 or 13 months from month 11 of the year before up to, but without, month 11 of this year. */
function monthsBeforeSolsticeOf(year: number): readonly LunarMonth[] {
  const kept = monthsByYear.get(year);
  if (kept) return kept;

  const first = newMoonOfSolsticeMonth(year - 1);
  const last = newMoonOfSolsticeMonth(year);
  const starts: number[] = [];
  for (let k = first; k <= last; k++) starts.push(newMoonDay(k));
  const count = last - first;
  const leapIndex = count === 13 ? starts.findIndex((start, i) => i > 0 && !hasMajorTerm(start, starts[i + 1])) : -1;

  const months: LunarMonth[] = [];
  for (let i = 0; i < count; i++) {
    const start = starts[i] as number;
    const number = leapIndex >= 0 && i >= leapIndex ? i - 1 : i;
    const month = ((10 + number) % 12) + 1;
    months.push({
      start,
      length: (starts[i + 1] as number) - start,
      year: number < 2 ? year - 1 : year,
      month,
      leap: i === leapIndex,
    });
  }

  if (monthsByYear.size >= yearsKept) monthsByYear.clear();
  monthsByYear.set(year, months);
  return months;
}

/** Index of the new moon that begins month 11, the one in which the sun reaches 270°. */
function newMoonOfSolsticeMonth(year: number): number {
  const lastOfDecember = new Date(0).setUTCFullYear(year, 11, 31) / 86_400_000 + 2_440_588;
  let k = Math.round((lastOfDecember - 2_451_550) / synodicMonth) + 1;
  while (newMoonDay(k) > lastOfDecember) k--;
  return majorTermAtStartOf(newMoonDay(k)) >= 9 ? k - 1 : k;
}

function hasMajorTerm(start: number, next: number | undefined): boolean {
  return next === undefined || majorTermAtStartOf(start) !== majorTermAtStartOf(next);
}

/** The last major solar term (0 = spring equinox … 9 = winter solstice) begun when this day begins in Vietnam. */
function majorTermAtStartOf(dayNumber: number): number {
  return Math.floor(sunLongitude(dayNumber - 0.5 - vietnamOffset) / 30);
}

const vietnamOffset = 7 / 24;

/** The day in Vietnam on which new moon number k falls; k = 0 is 6 January 2000. */
function newMoonDay(k: number): number {
  return Math.floor(newMoonInstant(k) + 0.5 + vietnamOffset);
}
