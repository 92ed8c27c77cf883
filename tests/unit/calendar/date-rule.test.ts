import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  findDayNumber,
  isCalendarDate,
  weekdayOf,
  zodiacBranchOf,
} from '#src/domain/calendar/calendar-date.ts';
import { formatDateRule, parseDateRule, ruleHoldsOn } from '#src/domain/calendar/date-rule.ts';

function holds(text: string, date: string): boolean {
  const parsed = parseDateRule(text);
  if (!parsed.ok) return expect.fail(`${text}: ${parsed.reason}`);
  return ruleHoldsOn(parsed.rule, date);
}

test('only real days of four-digit years are calendar dates', () => {
  expect(['2028-02-29', '0001-01-01', '9999-12-31'].every(isCalendarDate)).toBe(true);
  const wrong = [
    '2027-02-29',
    '2027-13-01',
    '2027-1-1',
    '0000-01-01',
    '20270101',
    '2027-01-01T00:00',
    '',
    null,
    20270101,
  ];
  expect(wrong.filter(isCalendarDate)).toEqual([]);
});

test('the Julian day number of 1 January 2000 is 2451545, and days count on from it', () => {
  expect(findDayNumber('2000-01-01')).toBe(2_451_545);
  expect(addDays('2027-12-31', 1)).toBe('2028-01-01');
  expect(addDays('2000-03-01', -1)).toBe('2000-02-29');
  expect(weekdayOf('2026-11-21')).toBe('SAT');
});

test('the branch of the day agrees with the days the sources name', () => {
  expect(zodiacBranchOf('2019-09-20')).toBe('THAN');
  expect(zodiacBranchOf('2019-09-26')).toBe('DAN');
  expect(zodiacBranchOf('2027-04-08')).toBe('TY');
  expect(zodiacBranchOf('2027-04-11')).toBe('THAN');
});

test.each([
  ['season:12-20..01-10', '2026-12-31', true],
  ['season:12-20..01-10', '2027-01-10', true],
  ['season:12-20..01-10', '2027-01-11', false],
  ['season:02-29', '2028-02-29', true],
  ['dates:2026-05-30..2026-06-18', '2026-06-18', true],
  ['dates:2026-05-30..2026-06-18', '2027-06-01', false],
  ['dates:2026-05-30', '2026-05-30', true],
  ['weekday:SAT,SUN', '2026-11-22', true],
  ['weekday:SAT,SUN', '2026-11-23', false],
  ['lunar:01-01', '2027-02-06', true],
  ['daily', '2027-02-06', true],
])('%s on %s: %s', (rule, date, expected) => {
  expect(holds(rule, date)).toBe(expected);
});

test('a feast is kept in the ordinary month, and a season runs on through the leap month after it', () => {
  // 2025 has a leap month 6, 25 July to 22 August; its 6th is 30 July.
  expect(holds('lunar:06-06', '2025-06-30')).toBe(true);
  expect(holds('lunar:06-06', '2025-07-30')).toBe(false);
  expect(holds('lunar:06-15..07-15', '2025-07-30')).toBe(true);
  expect(holds('lunar-monthly:06', '2025-07-30')).toBe(true);
  // 2033 has a leap month 11: the fire-dance season goes through it.
  expect(holds('lunar:10-16..01-15', '2033-12-25')).toBe(true);
});

test.each([
  ['', 'unknown-kind'],
  ['sunday', 'unknown-kind'],
  ['daily:', 'unknown-kind'],
  ['weekday:SUNDAY', 'unknown-weekday'],
  ['weekday:', 'unknown-weekday'],
  ['zodiac:RAT', 'unknown-branch'],
  ['zodiac:THAN,TUAT', 'branches-not-opposite'],
  ['lunar:13-01', 'bad-lunar-day'],
  ['lunar:01-31', 'bad-lunar-day'],
  ['lunar-monthly:0', 'bad-lunar-day'],
  ['lunar-monthly:31', 'bad-lunar-day'],
  ['lunar-monthly:16..14', 'range-reversed'],
  ['season:02-30', 'bad-month-day'],
  ['season:01-01..02-01..03-01', 'bad-month-day'],
  ['dates:2026-02-30', 'bad-date'],
  ['dates:2026-06-18..2026-05-30', 'range-reversed'],
])('refuses %j because of %s', (text, reason) => {
  expect(parseDateRule(text)).toEqual({ ok: false, reason });
});

test('any text is parsed or refused, and what is parsed can be written and read again', () => {
  const words = fc.constantFrom(
    'daily',
    'weekday',
    'zodiac',
    'lunar',
    'lunar-monthly',
    'season',
    'dates',
    ':',
    '..',
    ',',
  );
  const bits = fc.constantFrom('SUN', 'TI', 'NGO', '02', '30', '12-15', '01-30', '2026-05-30', '2027-01-01', ' ');
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.oneof(words, bits), { maxLength: 6 }).map((parts) => parts.join('')),
  );
  let read = 0;
  fc.assert(
    fc.property(text, (sample) => {
      const parsed = parseDateRule(sample);
      if (!parsed.ok) return;
      read++;
      expect(parseDateRule(formatDateRule(parsed.rule))).toEqual(parsed);
    }),
    { numRuns: 3000, seed: 21 },
  );
  expect(read).toBeGreaterThan(10);
});
