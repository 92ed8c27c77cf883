import { expect, test } from 'vitest';
import { findDaylight } from '#src/domain/calendar/daylight.ts';

const dongVan = { lat: 23.279, lng: 105.362 };
const at = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

test.each([
  ['2026-11-15', '17:15'],
  ['2026-12-21', '17:17'],
  ['2027-01-15', '17:33'],
  ['2027-03-21', '18:10'],
  ['2027-04-15', '18:19'],
  ['2027-08-15', '18:32'],
  ['2027-09-22', '17:56'],
])('the sun sets at Đồng Văn on %s within 3 minutes of %s', (date, sunset) => {
  const daylight = findDaylight(dongVan, date);
  expect(Math.abs((daylight?.sunset ?? 0) - at(sunset))).toBeLessThanOrEqual(3);
  expect(daylight?.sunrise).toBeGreaterThan(at('05:00'));
  expect(daylight?.sunrise).toBeLessThan(at('06:45'));
});

test('there is no sunset in the polar summer, nor at a position that is no number', () => {
  expect(findDaylight({ lat: 78, lng: 16 }, '2027-06-21')).toBeUndefined();
  expect(findDaylight({ lat: NaN, lng: NaN }, '2027-06-21')).toBeUndefined();
  expect(findDaylight(dongVan, 'soon')).toBeUndefined();
});
