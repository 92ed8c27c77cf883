import { afterEach, expect, test } from 'vitest';
import { addDays, weekdayOf, zodiacBranchOf } from '#src/domain/calendar/calendar-date.ts';
import { findDaylight } from '#src/domain/calendar/daylight.ts';
import { findDateOfLunar, lunarDateOf } from '#src/domain/calendar/lunar-date.ts';
import { nextDates } from '#src/domain/calendar/opening-hours.ts';

const original = process.env['TZ'];
afterEach(() => {
  if (original === undefined) delete process.env['TZ'];
  else process.env['TZ'] = original;
});

/** Days around Tết, leap months, clock changes of America and the skipped day of Samoa (2011-12-30). */
function answers(): unknown {
  const days = ['2007-02-17', '2011-12-30', '2025-07-25', '2026-03-08', '2026-11-01', '2030-02-02', '2033-12-22'];
  return days.map((day) => [
    lunarDateOf(day),
    findDateOfLunar(lunarDateOf(day)),
    weekdayOf(day),
    zodiacBranchOf(day),
    addDays(day, 1),
    nextDates({ open: [{ rule: 'season:12-30..01-02' }, { rule: 'lunar-monthly:01,15' }] }, day, 5),
    findDaylight({ lat: 23.28, lng: 105.36 }, day),
  ]);
}

test('every answer is the same wherever the machine stands', () => {
  const offsets = new Set<number>();
  const results = ['UTC', 'Asia/Ho_Chi_Minh', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Apia'].map((zone) => {
    process.env['TZ'] = zone;
    offsets.add(new Date('2026-07-01T00:00:00Z').getTimezoneOffset());
    return JSON.stringify(answers());
  });
  // Proof that the zone really changed under the code.
  expect(offsets.size).toBe(5);
  expect(new Set(results).size).toBe(1);
});
