import { expect, test } from 'vitest';
import { tripCosts } from '#src/domain/trip/costs.ts';
import type { Fuel } from '#src/domain/trip/costs.ts';
import { scheduleTrip } from '#src/domain/trip/schedule.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { makeWorld } from '#tests/fixtures/plans/world.ts';
import { makeTrip } from './make-trip.ts';

const world = makeWorld();
const fuel: Fuel = { vndPerLitre: { low: 20000, high: 20000 }, litresPer100Km: { low: 2, high: 3 }, seen: '2026-10' };
const costs = (trip: Trip, with_?: Fuel) => tripCosts(trip, scheduleTrip(trip, world), world, with_);

test('adds rooms, fees, petrol and own costs for the whole party, with the oldest date seen', () => {
  const trip = makeTrip(
    [
      { stops: ['places/dinh-thu-ho-vuong', 'places/can-ty'], bed: 'homestays/dong-van-good' },
      { stops: [], bed: 'homestays/dong-van-old-price' },
    ],
    {
      party: { adults: 2, children: [7] },
      end: { at: 'places/dong-van', departure: 'none' },
      costs: [
        { id: 'c1', text: 'helmets', vnd: 50000, per: 'day' },
        { id: 'c2', text: 'bus', vnd: 300000, per: 'person' },
      ],
    },
  );
  const { lines, low, high, seen } = costs(trip);
  expect(lines.map(({ kind, low, high, name }) => [kind, low, high, name])).toEqual([
    ['fee', 60000, 60000, 'dinh-thu-ho-vuong'],
    ['fee', 20000, 40000, 'can-ty'],
    ['room', 450000, 450000, 'dong-van-good'],
    ['room', 300000, 300000, 'dong-van-old-price'],
    ['own', 100000, 100000, 'helmets'],
    ['own', 900000, 900000, 'bus'],
  ]);
  expect([low, high, seen]).toEqual([1_830_000, 1_850_000, '2023']);
});

test('an agreed price counts instead of the list price', () => {
  const trip = makeTrip([{ bed: 'homestays/dong-van-good' }, {}]);
  const agreed = {
    ...trip,
    days: trip.days.map((day) => (day.bed ? { ...day, bed: { ...day.bed, vnd: 400000 } } : day)),
  };
  expect(costs(agreed).lines).toEqual([{ kind: 'room', low: 400000, high: 400000, day: 'd1', name: 'dong-van-good' }]);
});

test('petrol is for the one who steers, between one bike for two and one each', () => {
  const trip = makeTrip([{ stops: ['places/tam-son'] }], { end: { at: 'places/ha-giang', departure: 'none' } });
  // 94 km there and back: 94 km × 2 l × 20,000 đ, once; or 3 l and two bikes.
  expect(costs(trip, fuel).lines).toMatchObject([{ kind: 'fuel', low: 38000, high: 113000, seen: '2026-10' }]);
  expect(costs({ ...trip, vehicle: 'easy-rider' }, fuel).lines).toEqual([]);
});
