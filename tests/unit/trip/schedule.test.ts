import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { bufferMinutes, legsOf, scheduleTrip } from '#src/domain/trip/schedule.ts';
import type { ScheduledDay } from '#src/domain/trip/schedule.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { makeAlert, makeWorld } from '#tests/fixtures/plans/world.ts';
import { arbitraryAction, arbitraryTrip } from './arbitrary-trip.ts';
import { makeTrip } from './make-trip.ts';
import type { DaySketch } from './make-trip.ts';
import { updateTrip } from '#src/domain/trip/update-trip.ts';

const world = makeWorld();
const home = { at: 'places/ha-giang', departure: 'none' as const };
const schedule = (days: DaySketch[], about: Partial<Trip> = {}, index: PlannerIndex = world): ScheduledDay[] =>
  scheduleTrip(makeTrip(days, { end: home, ...about }), index);

describe('scheduleTrip', () => {
  test('rides, stays and goes to bed along the roads, with the buffer of the pace', () => {
    // Hà Giang – Tam Sơn 96 minutes, Tam Sơn – Yên Minh 96: each with a fifth more.
    const [day] = schedule([{ stops: ['places/tam-son'], bed: 'places/yen-minh' }, {}]);
    expect(day).toMatchObject({ start: 480, end: 480 + 96 + 19 + 30 + 96 + 19, ridingMinutes: 192 });
    expect(day?.stops[0]).toMatchObject({ arrive: 595, wait: 0, enter: 595, stay: 30, leave: 625 });
    expect(day?.home).toMatchObject({ depart: 625, arrive: 740, bufferMinutes: 19 });
  });

  test('each day begins where the one before ended', () => {
    const days = schedule([{ stops: ['places/tam-son'], bed: 'places/yen-minh' }, { stops: ['places/dong-van'] }, {}]);
    expect(days.map((day) => [day.from?.key, day.to?.key])).toEqual([['ha-giang', 'yen-minh'], ['yen-minh', 'dong-van'], ['dong-van', 'ha-giang']]); // prettier-ignore
  });

  test('rests after a night bus, and does not ride before seven', () => {
    const at = (hour: number, arrival: Trip['start']['arrival'], start?: number) =>
      schedule([{ stops: ['places/tam-son'], ...(start !== undefined && { start }) }], { start: { at: 'places/ha-giang', hour, arrival } })[0]; // prettier-ignore
    expect(at(270, 'night-bus')).toMatchObject({ arrives: 270, start: 420 });
    expect(at(330, 'night-bus')).toMatchObject({ arrives: 330, start: 450 });
    expect(at(750, 'bus')).toMatchObject({ arrives: 750, start: 795 });
    expect(at(480, 'there')).toMatchObject({ start: 480 });
    // A wish is a wish, but nobody leaves before having arrived.
    expect(at(270, 'night-bus', 240)).toMatchObject({ start: 270 });
  });

  test('waits for a gate whose hours are known, and not for a word such as morning', () => {
    const [early] = schedule([{ stops: ['places/dinh-thu-ho-vuong'], start: 300 }], { start: { at: 'places/sa-phin', hour: 300, arrival: 'there' }, date: '2027-04-10' }); // prettier-ignore
    expect(early?.stops[0]).toMatchObject({ arrive: 301, wait: 149, enter: 450, leave: 510 });
    const [word] = schedule([{ stops: ['places/can-ty'], start: 300 }], { start: { at: 'places/trang-kim', hour: 300, arrival: 'there' }, date: '2027-04-10' }); // prettier-ignore
    expect(word?.stops[0]).toMatchObject({ wait: 0 });
  });

  test('leaves at a fixed departure, or after the visit when it was missed', () => {
    const [kept] = schedule([{ stops: [{ at: 'places/tam-son', departs: 700 }, 'places/yen-minh'] }]);
    expect(kept?.stops[0]).toMatchObject({ arrive: 595, leave: 700, stay: 105 });
    const [missed] = schedule([{ stops: [{ at: 'places/tam-son', departs: 500 }] }]);
    expect(missed?.stops[0]).toMatchObject({ arrive: 595, leave: 625 });
  });

  test('an undated trip has no daylight and no market day, but the hours of the market', () => {
    const [day] = schedule([{ stops: ['events/dong-van-market'], start: 240 }], {
      start: { at: 'places/dong-van', hour: 240, arrival: 'there' },
    });
    expect(day?.daylight).toBeUndefined();
    expect(day?.date).toBeUndefined();
    expect(day?.stops[0]).toMatchObject({ arrive: 240, wait: 60 });
  });

  test('a road closed that day sends the ride round, and only that day', () => {
    const closed = makeWorld([
      makeAlert({
        effect: { kind: 'road-closed' },
        roads: [{ from: 'places/ma-pi-leng', to: 'places/nga-ba-xin-cai' }],
        from: '2027-04-11T00:00:00+07:00',
        until: '2027-04-12T00:00:00+07:00',
      }),
    ]);
    const days = [{ stops: ['places/dong-van'], bed: 'places/dong-van' }, { bed: 'places/meo-vac' }, {}];
    const ride = (date: string) => schedule(days, { date }, closed)[1]?.home?.ride;
    expect(ride('2027-04-08')).toMatchObject({ alerts: [], detourMinutes: 0 });
    expect(ride('2027-04-10')?.alerts).toEqual(['alerts/test']);
    expect(ride('2027-04-10')?.leg?.via).toContain('mau-due');
    expect(ride('2027-04-10')?.detourMinutes).toBeGreaterThan(100);
  });

  test('where a car cannot go it takes the time of a motorbike and says so', () => {
    const [day] = schedule([{ stops: ['places/ta-lang'] }], {
      vehicle: 'car',
      start: { at: 'places/ma-pi-leng', hour: 480, arrival: 'there' },
    });
    expect(day?.stops[0]?.leg?.ride).toMatchObject({ minutes: 35, fault: { reason: 'not-passable' } });
  });

  test('sixty stops and a place that vanished do not stop it', () => {
    const stops = Array.from({ length: 60 }, (_, i) =>
      i === 30 ? 'places/vanished' : i % 2 ? 'places/dong-van' : 'places/meo-vac',
    );
    const [day] = schedule([{ stops }]);
    expect(day?.stops).toHaveLength(60);
    expect(day?.stops[30]?.at).toBeUndefined();
    expect(day?.end).toBeGreaterThan(1440);
  });

  test('remembers days that did not change', () => {
    const trip = makeTrip([{ stops: ['places/tam-son'], bed: 'places/yen-minh' }, { stops: ['places/dong-van'] }]);
    const [first] = scheduleTrip(trip, world);
    const noted = updateTrip(trip, { type: 'set-stop', stop: 's2', patch: { note: 'n' } });
    expect(scheduleTrip(noted, world)[0]).toBe(first);
    expect(scheduleTrip(noted, makeWorld())[0]).not.toBe(first);
    expect(scheduleTrip({ ...trip, pace: 'slow' }, world)[0]?.end).toBeGreaterThan(first?.end ?? 0);
  });

  test('is never negative and never overlaps, for any trip and after any actions', () => {
    fc.assert(
      fc.property(arbitraryTrip, fc.array(arbitraryAction, { maxLength: 8 }), (start, actions) => {
        const trip = actions.reduce(updateTrip, start);
        const days = scheduleTrip(trip, world);
        expect(days).toHaveLength(trip.days.length);
        for (const day of days) {
          let now = day.start;
          expect(now).toBeGreaterThanOrEqual(0);
          for (const visit of day.stops) {
            if (visit.leg) expect(visit.leg.depart).toBe(now);
            expect(visit.arrive).toBe(visit.leg?.arrive ?? now);
            expect(visit.arrive).toBeGreaterThanOrEqual(now);
            expect(
              [visit.wait, visit.stay, visit.enter - visit.arrive, visit.leave - visit.enter].every(
                (span) => span >= 0,
              ),
            ).toBe(true);
            expect(visit.enter).toBe(visit.arrive + visit.wait);
            expect(visit.leave).toBe(visit.enter + visit.stay);
            now = visit.leave;
          }
          if (day.home) expect(day.home.depart).toBe(now);
          expect(day.end).toBe(day.home?.arrive ?? now);
          for (const { ride, depart, arrive, bufferMinutes: buffer } of legsOf(day))
            expect(arrive - depart).toBe(ride.minutes + buffer);
          expect([day.km, day.ridingMinutes, day.climbMeters].every((sum) => Number.isFinite(sum) && sum >= 0)).toBe(
            true,
          );
        }
      }),
      { numRuns: 150 },
    );
  });
});

test('slow days have more room than fast ones, and a bus has its own timetable', () => {
  expect((['slow', 'normal', 'fast'] as const).map((pace) => bufferMinutes(100, pace, 'motorbike'))).toEqual([
    30, 20, 10,
  ]);
  expect(bufferMinutes(100, 'slow', 'bus')).toBe(0);
});
