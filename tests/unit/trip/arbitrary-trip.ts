import fc from 'fast-check';
import type { TripAction } from '#src/domain/trip/actions.ts';
import { PACES, VEHICLES } from '#src/domain/trip/types.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { makeTrip } from './make-trip.ts';

export const spots = ['places/dong-van', 'places/meo-vac', 'places/ma-pi-leng', 'places/lung-cu', 'places/du-gia', 'events/dong-van-market', 'events/lung-phin-market', 'places/yen-minh'] as const; // prettier-ignore

const degrees = (from: number, to: number) => fc.integer({ min: from * 1e5, max: to * 1e5 }).map((step) => step / 1e5);

const spot = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...spots) },
  // Whole steps of 0.00001°, as trips keep them.
  fc.record({ lat: degrees(22, 23.4), lng: degrees(104, 106), name: fc.constantFrom('', 'tea', 'Quán cà phê') }),
);

export const arbitraryTrip: fc.Arbitrary<Trip> = fc
  .array(
    fc.record(
      {
        stops: fc.array(fc.record({ at: spot, locked: fc.boolean(), minutes: fc.nat(300) }), { maxLength: 6 }),
        bed: fc.constantFrom('places/dong-van', 'places/meo-vac', 'homestays/gone'),
        start: fc.integer({ min: 0, max: 1439 }),
      },
      { requiredKeys: ['stops'] },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .chain((days) =>
    fc
      .record({
        date: fc.option(fc.constantFrom('2027-01-14', '2027-03-13', '2027-08-05', '2027-11-12'), { nil: undefined }),
        vehicle: fc.constantFrom(...VEHICLES),
        pace: fc.constantFrom(...PACES),
      })
      .map(({ date, ...about }) => makeTrip(days, { ...about, ...(date !== undefined && { date }) })),
  );

const dayIds = fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd17', 'd20', 'gone');
const stopIds = fc.constantFrom(...Array.from({ length: 24 }, (_, i) => `s${i + 1}`));
const index = fc.integer({ min: -2, max: 9 });

/** Actions as a person may cause them, among them some that name what is not there. */
export const arbitraryAction: fc.Arbitrary<TripAction> = fc.oneof(
  fc.record({ type: fc.constant('add-stop' as const), day: dayIds, stop: fc.record({ at: spot, locked: fc.boolean() }), index }), // prettier-ignore
  fc.record({ type: fc.constant('remove-stop' as const), stop: stopIds }),
  fc.record({ type: fc.constant('move-stop' as const), stop: stopIds, day: dayIds, index }),
  fc.record({ type: fc.constant('nudge-stop' as const), stop: stopIds, by: fc.constantFrom(1 as const, -1 as const) }),
  fc.record({ type: fc.constant('replace-stop' as const), stop: stopIds, at: spot }),
  fc.record({ type: fc.constant('set-stop' as const), stop: stopIds, patch: fc.record({ minutes: fc.integer({ min: -50, max: 2000 }), note: fc.string() }) }), // prettier-ignore
  fc.record({ type: fc.constant('order-stops' as const), day: dayIds, stops: fc.array(stopIds, { maxLength: 8 }) }),
  fc.record({ type: fc.constant('reverse-day' as const), day: dayIds }),
  fc.record({ type: fc.constant('add-day' as const), index }),
  fc.record({ type: fc.constant('duplicate-day' as const), day: dayIds }),
  fc.record({ type: fc.constant('delete-day' as const), day: dayIds }),
  fc.record({ type: fc.constant('move-day' as const), day: dayIds, index }),
  fc.record({ type: fc.constant('set-day' as const), day: dayIds, patch: fc.record({ start: fc.constantFrom(null, 360, 480, -3, NaN) }) }), // prettier-ignore
  fc.record({ type: fc.constant('set-bed' as const), day: dayIds, bed: fc.constantFrom(null, { at: 'places/yen-minh' }, { at: 'nonsense' }) }), // prettier-ignore
  fc.constant<TripAction>({ type: 'reverse-trip' }),
  fc.record({ type: fc.constant('set' as const), patch: fc.record({ pace: fc.constantFrom(...PACES), vehicle: fc.constantFrom(...VEHICLES) }) }), // prettier-ignore
  fc.record({ type: fc.constant('add-item' as const), list: fc.constantFrom('packing' as const, 'todo' as const), text: fc.string() }), // prettier-ignore
);
