import { expect, test } from 'vitest';
import { improveDay, improveTrip, recallPlan } from '#src/domain/autoplan/improve.ts';
import { Random } from '#src/domain/autoplan/solver/random.ts';
import { countFaults } from '#src/domain/autoplan/polish.ts';
import { scheduleTrip } from '#src/domain/trip/schedule.ts';
import { updateTrip } from '#src/domain/trip/update-trip.ts';
import { TODAY, makeWorld } from '#tests/fixtures/plans/world.ts';
import { makeTrip } from '#tests/unit/trip/make-trip.ts';

const index = makeWorld();
const at = (slug: string, locked = false) => ({ at: `places/${slug}`, minutes: 20, locked });

function zigzag(lockFirst = false) {
  return makeTrip(
    [{ stops: [at('yen-minh', lockFirst), at('cong-troi-quan-ba'), at('doc-tham-ma'), at('tam-son')], bed: 'places/dong-van' }, { stops: [] }],
    { date: '2027-04-10', start: { at: 'places/ha-giang', hour: 480, arrival: 'there' }, end: { at: 'places/dong-van', departure: 'none' } },
  );
} // prettier-ignore

test('a zigzag day is put into the order of the road, and saves the time it says', () => {
  const trip = zigzag();
  const [day] = trip.days;
  const result = improveDay(trip, day?.id ?? '', index);
  if (result.kind !== 'better') throw new Error(result.kind);
  const next = updateTrip(trip, { type: 'batch', actions: result.actions });
  expect(next.days[0]?.stops.map((stop) => stop.at)).toEqual(['places/cong-troi-quan-ba', 'places/tam-son', 'places/yen-minh', 'places/doc-tham-ma']); // prettier-ignore
  expect(scheduleTrip(trip, index)[0]!.end - scheduleTrip(next, index)[0]!.end).toBe(result.savedMinutes);
  expect(improveDay(next, day?.id ?? '', index)).toEqual({ kind: 'best-already' });
});

/** Every order of a list. */
function orders<T>(list: readonly T[]): T[][] {
  return list.length < 2 ? [[...list]] : list.flatMap((one, i) => orders(list.filter((_, j) => j !== i)).map((rest) => [one, ...rest])); // prettier-ignore
}

test('a day of a trip is put into the order in which it is over soonest: every order tried, 1,000 random days', () => {
  const plateau = ['quan-ba', 'yen-minh', 'dong-van', 'meo-vac'];
  const open = [...index.places.values()].filter((place) => plateau.includes(place.area) && !place.open && !place.closed && index.graph.indexOf.has(place.id.slice('places/'.length))); // prettier-ignore
  const random = new Random(5);
  let compared = 0;
  const pick = (): string => (open[random.below(open.length)] ?? open[0])!.id;
  for (let i = 0; i < 3000 && compared < 1000; i++) {
    const stops = [...new Set(Array.from({ length: 2 + random.below(3) }, pick))].map((place) => ({ at: place, minutes: 10 })); // prettier-ignore
    const tripWith = (list: typeof stops) => makeTrip([{ stops: list, bed: pickBed }, { stops: [] }], { start: { at: pickStart, hour: 420, arrival: 'there' } }); // prettier-ignore
    const [pickBed, pickStart] = [pick(), pick()];
    const trip = tripWith(stops);
    const endOf = (one: typeof trip): number => scheduleTrip(one, index)[0]!.end;
    const soonest = Math.min(...orders(stops).map((list) => endOf(tripWith(list))));
    const result = improveDay(trip, 'd1', index);
    const improved = result.kind === 'better' ? updateTrip(trip, { type: 'batch', actions: result.actions }) : trip;
    // Where no road leads, or every order runs past midnight, there is no best one.
    if (result.kind === 'impossible') continue;
    expect([i, endOf(improved)]).toEqual([i, soonest]);
    compared++;
  }
  expect(compared).toBe(1000);
});

test('a locked stop stays where it is in its day', () => {
  const trip = zigzag(true);
  const result = improveDay(trip, trip.days[0]?.id ?? '', index);
  const next = result.kind === 'better' ? updateTrip(trip, { type: 'batch', actions: result.actions }) : trip;
  expect(next.days[0]?.stops[0]?.at).toBe('places/yen-minh');
});

test('ten stops are too many to order exactly', () => {
  const trip = makeTrip([{ stops: Array.from({ length: 10 }, () => at('yen-minh')) }]);
  expect(improveDay(trip, trip.days[0]?.id ?? '', index)).toEqual({ kind: 'too-many', most: 9 });
});

test('days are filled around locked stops, which keep their day, without an error', () => {
  const trip = makeTrip(
    [{ stops: [at('doc-tham-ma', true)], bed: 'places/dong-van' }, { stops: [at('ma-pi-leng', true)], bed: 'places/dong-van' }, { stops: [] }],
    { date: '2027-04-10', licence: { status: 'valid' }, start: { at: 'places/ha-giang', hour: 480, arrival: 'there' }, end: { at: 'places/ha-giang', departure: 'none' } },
  ); // prettier-ignore
  const result = improveTrip(trip, index, { context: { today: TODAY }, iterations: 4000 });
  if (result.kind !== 'planned') throw new Error(result.kind);
  expect(result.trip.days).toHaveLength(3);
  expect(result.trip.days[0]?.stops.find((stop) => stop.at === 'places/doc-tham-ma')?.locked).toBe(true);
  expect(result.trip.days[1]?.stops.find((stop) => stop.at === 'places/ma-pi-leng')?.locked).toBe(true);
  expect(result.trip.days.flatMap(({ stops }) => stops).length).toBeGreaterThan(2);
  expect(countFaults(result.trip, index, { today: TODAY }).errors).toBe(0);
});

test('the same work gives the same plan', () => {
  const trip = zigzag();
  const once = improveTrip(trip, index, { context: { today: TODAY }, iterations: 2000 });
  expect(improveTrip(trip, index, { context: { today: TODAY }, iterations: 2000 })).toEqual(once);
});

test('a bicycle is beyond auto-plan and is told so', () => {
  expect(improveTrip({ ...zigzag(), vehicle: 'bicycle' }, index, { context: { today: TODAY } })).toEqual({
    kind: 'unsupported',
  });
});

test('a trip that was planned before is recalled with what was asked for, so that each stop still has its reason', () => {
  const trip = makeTrip([{ stops: [{ at: 'places/ma-pi-leng', minutes: 45 }], bed: 'places/dong-van' }, { stops: [] }], { date: '2027-04-10', start: { at: 'places/dong-van', hour: 480, arrival: 'there' }, end: { at: 'places/dong-van', departure: 'none' } }); // prettier-ignore
  const recalled = recallPlan(trip, index, { today: TODAY }, { must: ['places/ma-pi-leng'], wish: [], interests: [] });
  const [stop] = trip.days[0]?.stops ?? [];
  expect(recalled?.plan.chosen.get(stop?.id ?? '')?.wish).toBe('places/ma-pi-leng');
  expect(recalled?.plan.unmet).toEqual([]);
});
