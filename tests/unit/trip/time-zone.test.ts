import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { checkTrip } from '#src/domain/plan-check/check-trip.ts';
import { addDays } from '#src/domain/calendar/calendar-date.ts';
import { scheduleTrip } from '#src/domain/trip/schedule.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { TODAY, makeWorld } from '#tests/fixtures/plans/world.ts';
import { makeTrip } from './make-trip.ts';

/** A world for each zone, so that nothing worked out in one is kept for another. */
const worlds = ['Asia/Ho_Chi_Minh', 'Pacific/Auckland', 'America/Los_Angeles'].map((zone) => ({ zone, index: makeWorld() })); // prettier-ignore
const places = [...makeWorld().places.keys()];
const original = process.env['TZ'];
afterEach(() => {
  if (original === undefined) delete process.env['TZ'];
  else process.env['TZ'] = original;
});

const stop = fc.record({ at: fc.constantFrom(...places), minutes: fc.integer({ min: 5, max: 240 }) });
const day = fc.record({ stops: fc.array(stop, { maxLength: 5 }), bed: fc.constantFrom(...places) });
/** Any day of two years: clock changes of Auckland and Los Angeles among them. */
const trip = fc
  .tuple(fc.array(day, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 730 }), fc.integer({ min: 240, max: 1200 }))
  .map(([days, later, hour]): Trip => makeTrip(days, { date: addDays('2026-11-22', later), start: { at: 'places/ha-giang', hour, arrival: 'there' }, end: { at: 'places/ha-giang', departure: 'none' } })); // prettier-ignore

test('schedule and findings of a trip are the same wherever the telephone thinks it is', () => {
  fc.assert(
    fc.property(trip, (one) => {
      const answers = worlds.map(({ zone, index }) => {
        process.env['TZ'] = zone;
        const days = scheduleTrip(one, index).map(({ date, start, end, km, ridingMinutes, daylight, stops }) => ({ date, start, end, km, ridingMinutes, daylight, stops: stops.map(({ arrive, enter, leave }) => [arrive, enter, leave]) })); // prettier-ignore
        const found = checkTrip(one, index, { today: TODAY }).map(({ key, values, day: where }) => ({ key, values, where })); // prettier-ignore
        return { offset: new Date('2027-01-15T00:00:00Z').getTimezoneOffset(), told: JSON.stringify({ days, found }) };
      });
      // The zone really changed under the code.
      expect(new Set(answers.map(({ offset }) => offset)).size).toBe(3);
      expect(new Set(answers.map(({ told }) => told)).size).toBe(1);
    }),
    { numRuns: 60, seed: 11 },
  );
});
