import { expect, test } from 'vitest';
import { holidayOn } from '#src/domain/calendar/holidays.ts';

test.each([
  ['2027-01-01', 'new-year'],
  // Tết 2026 is 17 February, 2030 is 2 February in Vietnam (3 February in China).
  ['2026-02-16', 'tet'],
  ['2026-02-17', 'tet'],
  ['2026-02-21', 'tet'],
  ['2030-02-02', 'tet'],
  ['2026-04-26', 'hung-kings'],
  ['2026-04-30', 'reunification'],
  ['2026-05-01', 'labour'],
  ['2026-09-02', 'national'],
  ['2026-09-25', 'mid-autumn'],
])('%s is %s', (date, holiday) => expect(holidayOn(date)).toBe(holiday));

test.each(['2026-11-22', '2026-02-15', '2026-02-22', '2030-01-31'])('%s is an ordinary day', (date) =>
  expect(holidayOn(date)).toBeUndefined(),
);
