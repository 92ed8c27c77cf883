import { expect, test } from 'vitest';
import { todayInVietnam } from '#src/i18n/formats.ts';

test('today in Vietnam is what the time zone’s own data say, from 1976 to 2100 and around each midnight', () => {
  const zone = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });
  for (let time = Date.UTC(1976, 0, 1, 16, 59, 59, 999); time < Date.UTC(2100, 0, 1); time += 17 * 86_400_000) {
    for (const now of [time, time + 1, time + 40_000_000].map((one) => new Date(one)))
      expect(todayInVietnam(now)).toBe(zone.format(now));
  }
});
