import { getLunarDate } from '@dqcai/vn-lunar';
import { Lunar, ShouXingUtil, Solar } from 'lunar-javascript';
import { describe, expect, test } from 'vitest';
import { dateOfDayNumber, dayNumberOf } from '#src/domain/calendar/calendar-date.ts';
import { findDateOfLunar, findLeapMonth, lunarDateOf, lunarNewYearOf } from '#src/domain/calendar/lunar-date.ts';

const years = Array.from({ length: 201 }, (_, i) => 1900 + i);

const vietnam = 7 / 24;

function dayInVietnam(daysFrom2000: number): number {
  return Math.floor(2451545 + daysFrom2000 - ShouXingUtil.dtT(daysFrom2000) + 0.5 + vietnam);
}

const newMoonDays = Array.from({ length: 2520 }, (_, i) =>
  dayInVietnam(ShouXingUtil.msaLonT((i - 1250) * 2 * Math.PI) * 36525),
);

describe('against @dqcai/vn-lunar, which carries the printed tables', () => {
  test('every day from 1968 to 2100 is the same, but for one month that begins 30 seconds from midnight', () => {
    const different: string[] = [];
    for (let n = dayNumberOf('1968-01-01'); n <= dayNumberOf('2100-12-31'); n++) {
      const date = dateOfDayNumber(n);
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
      const table = getLunarDate(day, month, year);
      const own = lunarDateOf(date);
      const same =
        table.day === own.day && table.month === own.month && table.year === own.year && table.leap === own.leap;
      if (!same) different.push(date);
    }
    // The table begins month 4 of 2054 on 7 May; the test below shows the new moon after midnight of the 8th.
    expect(different).toHaveLength(30);
    expect(different[0]).toBe('2054-05-07');
    expect(different.at(-1)).toBe('2054-06-05');
  });

  test('before 1968 the table is the Chinese one, which begins some months at UTC+8, a day after ours', () => {
    const unexplained: string[] = [];
    let different = 0;
    for (let n = dayNumberOf('1900-01-01'); n < dayNumberOf('1968-01-01'); n++) {
      const date = dateOfDayNumber(n);
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
      const table = getLunarDate(day, month, year);
      const own = lunarDateOf(date);
      if (table.day === own.day && table.month === own.month && table.leap === own.leap) continue;
      different++;
      const china = Solar.fromYmd(year, month, day).getLunar();
      if (table.day !== china.getDay() || table.month !== Math.abs(china.getMonth())) unexplained.push(date);
    }
    expect(different).toBe(897);
    // In 1925 the Chinese library and the table, both "Chinese", differ from each other for one month.
    expect(unexplained).toEqual(Array.from({ length: 30 }, (_, i) => dateOfDayNumber(dayNumberOf('1925-01-24') + i)));
  });
});

describe('against the Shou Xing series (another theory of sun and moon), counted the slow way', () => {
  test('months of 1900-2100 begin on the same day, but for two new moons seconds from midnight', () => {
    const different: string[] = [];
    for (const start of newMoonDays) {
      if (start < dayNumberOf('1900-01-01') || start > dayNumberOf('2100-12-31')) continue;
      if (lunarDateOf(dateOfDayNumber(start)).day !== 1) different.push(dateOfDayNumber(start));
    }
    expect(different).toEqual(['1967-07-08', '2077-11-16']);
  });

  test('leap months of 1900-2100 are the same', () => {
    expect(years.map(findLeapMonth)).toEqual(years.map(recountLeapMonth));
  });
});

test('China has another new year in 1985, 2007, 2030 and 2053, so its libraries cannot serve here', () => {
  const differs = years
    .filter((year) => year >= 1970)
    .filter((year) => Lunar.fromYmd(year, 1, 1).getSolar().toYmd() !== lunarNewYearOf(year));
  expect(differs).toEqual([1985, 2007, 2030, 2053]);
  expect(lunarNewYearOf(1985)).toBe('1985-01-21');
  expect(Lunar.fromYmd(1985, 1, 1).getSolar().toYmd()).toBe('1985-02-20');
});

test.each([
  [1968, '1968-01-29'],
  [2007, '2007-02-17'],
  [2025, '2025-01-29'],
  [2026, '2026-02-17'],
  [2030, '2030-02-02'],
])('Tết of %i is %s', (year, date) => {
  expect(lunarNewYearOf(year)).toBe(date);
  expect(lunarDateOf(date)).toEqual({ year, month: 1, day: 1, leap: false });
});

test('leap months: 6 in 2025, 5 in 2028, 3 in 2031, 11 in 2033, none in 2026', () => {
  expect([2025, 2028, 2031, 2033, 2026].map(findLeapMonth)).toEqual([6, 5, 3, 11, undefined]);
});

test('every day of 1900-2100 comes back from its lunar date', () => {
  for (let n = dayNumberOf('1900-01-01'); n <= dayNumberOf('2100-12-31'); n++) {
    const date = dateOfDayNumber(n);
    if (findDateOfLunar(lunarDateOf(date)) !== date) expect.fail(`${date} is lost`);
  }
});

test('a lunar day that the year does not have is not found', () => {
  expect(findDateOfLunar({ year: 2026, month: 6, day: 1, leap: true })).toBeUndefined();
  expect(findDateOfLunar({ year: 2025, month: 6, day: 1, leap: true })).toBe('2025-07-25');
  const lengthOfFirst = dayNumberOf('2026-03-19') - dayNumberOf('2026-02-17');
  expect(lunarDateOf('2026-03-19')).toMatchObject({ month: 2, day: 1 });
  expect(lengthOfFirst).toBe(30);
  expect(findDateOfLunar({ year: 2026, month: 1, day: 31, leap: false })).toBeUndefined();
});

/** Day of a major term; turn counts 30° steps from the spring equinox of 1999. */
function majorTermDay(turn: number): number {
  return dayInVietnam(ShouXingUtil.saLonT((turn * Math.PI) / 6) * 36525);
}

/** The leap month by hand: list months between two solstices, cross out those that hold a major term. */
function recountLeapMonth(year: number): number | undefined {
  for (const solsticeYear of [year, year + 1]) {
    const turn = (solsticeYear - 1999) * 12 + 9;
    const eleventh = (day: number) => newMoonDays.findLastIndex((start) => start <= day);
    const first = eleventh(majorTermDay(turn - 12));
    const last = eleventh(majorTermDay(turn));
    if (last - first !== 13) continue;
    const terms = Array.from({ length: 14 }, (_, i) => majorTermDay(turn - 13 + i));
    for (let i = 1; i < 13; i++) {
      const [from = 0, to = 0] = [newMoonDays[first + i], newMoonDays[first + i + 1]];
      if (terms.some((term) => term >= from && term < to)) continue;
      const month = ((10 + i - 1) % 12) + 1;
      const lunarYear = month >= 11 ? solsticeYear - 1 : solsticeYear;
      if (lunarYear === year) return month;
      break;
    }
  }
  return undefined;
}
