import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findStop } from '#src/domain/trip/new-trip.ts';
import { LIMITS } from '#src/domain/trip/types.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { updateTrip } from '#src/domain/trip/update-trip.ts';
import { arbitraryAction, arbitraryTrip } from './arbitrary-trip.ts';
import { makeTrip } from './make-trip.ts';

const order = (trip: Trip): string[][] => trip.days.map((day) => day.stops.map((stop) => stop.id));

const threeDays = makeTrip([
  { stops: ['places/tam-son', 'places/yen-minh', 'places/dong-van'], bed: 'places/dong-van' },
  { stops: ['places/ma-pi-leng', 'places/meo-vac'], bed: 'places/meo-vac' },
  { stops: ['places/du-gia'] },
]);

describe('updateTrip', () => {
  test('adds a stop where asked and gives it a fresh id', () => {
    const trip = updateTrip(threeDays, { type: 'add-stop', day: 'd2', stop: { at: 'places/lung-cu', minutes: 45 }, index: 1 }); // prettier-ignore
    expect(trip.days[1]?.stops[1]).toEqual({ id: 's17', at: 'places/lung-cu', minutes: 45, locked: false, note: '' });
    expect(trip.serial).toBe(18);
  });

  test('adds at the end when no index is given, and refuses what is no place', () => {
    const trip = updateTrip(threeDays, {
      type: 'add-stop',
      day: 'd3',
      stop: { at: { lat: 23, lng: 105, name: 'tea' } },
    });
    expect(trip.days[2]?.stops.at(-1)?.at).toEqual({ lat: 23, lng: 105, name: 'tea' });
    expect(updateTrip(threeDays, { type: 'add-stop', day: 'd3', stop: { at: 'guides/packing' } })).toBe(threeDays);
    expect(updateTrip(threeDays, { type: 'add-stop', day: 'd3', stop: { at: { lat: NaN, lng: 1, name: '' } } })).toBe(threeDays); // prettier-ignore
  });

  test('moves a stop within a day, counted without the stop itself, and to another day', () => {
    expect(order(updateTrip(threeDays, { type: 'move-stop', stop: 's1', day: 'd1', index: 2 }))[0]).toEqual(['s2', 's3', 's1']); // prettier-ignore
    expect(order(updateTrip(threeDays, { type: 'move-stop', stop: 's1', day: 'd2', index: 1 }))).toEqual([['s2', 's3'], ['s4', 's1', 's5'], ['s6']]); // prettier-ignore
  });

  test('nudges over the edge of a day', () => {
    expect(order(updateTrip(threeDays, { type: 'nudge-stop', stop: 's3', by: 1 }))).toEqual([['s1', 's2'], ['s3', 's4', 's5'], ['s6']]); // prettier-ignore
    expect(order(updateTrip(threeDays, { type: 'nudge-stop', stop: 's4', by: -1 }))).toEqual([['s1', 's2', 's3', 's4'], ['s5'], ['s6']]); // prettier-ignore
    expect(updateTrip(threeDays, { type: 'nudge-stop', stop: 's1', by: -1 })).toBe(threeDays);
  });

  test('reverses and orders a day around a locked stop', () => {
    const locked = updateTrip(threeDays, { type: 'lock-stop', stop: 's2', locked: true });
    expect(order(updateTrip(locked, { type: 'reverse-day', day: 'd1' }))[0]).toEqual(['s3', 's2', 's1']);
    const first = updateTrip(threeDays, { type: 'lock-stop', stop: 's1', locked: true });
    expect(order(updateTrip(first, { type: 'reverse-day', day: 'd1' }))[0]).toEqual(['s1', 's3', 's2']);
    expect(order(updateTrip(first, { type: 'order-stops', day: 'd1', stops: ['s3', 's1', 's2'] }))[0]).toEqual(['s1', 's3', 's2']); // prettier-ignore
  });

  test('leaves a locked stop where it is until it is unlocked', () => {
    const locked = updateTrip(threeDays, { type: 'lock-stop', stop: 's4', locked: true });
    for (const action of [
      { type: 'remove-stop', stop: 's4' },
      { type: 'move-stop', stop: 's4', day: 'd1', index: 0 },
      { type: 'nudge-stop', stop: 's4', by: 1 },
      { type: 'replace-stop', stop: 's4', at: 'places/lung-cu' },
      { type: 'set-stop', stop: 's4', patch: { minutes: 5 } },
      { type: 'delete-day', day: 'd2' },
      { type: 'reverse-trip' },
    ] as const) {
      expect(updateTrip(locked, action), action.type).toBe(locked);
    }
    const free = updateTrip(locked, { type: 'lock-stop', stop: 's4', locked: false });
    expect(findStop(updateTrip(free, { type: 'remove-stop', stop: 's4' }), 's4')).toBeUndefined();
  });

  test('duplicates a day with fresh ids and deletes one; the last day is emptied, never lost', () => {
    const doubled = updateTrip(threeDays, { type: 'duplicate-day', day: 'd2' });
    expect(doubled.days.map((day) => day.stops.map((stop) => stop.at))[2]).toEqual([
      'places/ma-pi-leng',
      'places/meo-vac',
    ]);
    expect(new Set(order(doubled).flat()).size).toBe(8);
    const one = makeTrip([{ stops: ['places/dong-van'] }]);
    const emptied = updateTrip(one, { type: 'delete-day', day: 'd1' });
    expect(emptied.days).toHaveLength(1);
    expect(emptied.days[0]?.stops).toEqual([]);
  });

  test('reverses a whole trip with the beds still between the same days', () => {
    const there = { ...threeDays, end: { at: 'places/bao-lac', departure: 'none' as const } };
    const back = updateTrip(there, { type: 'reverse-trip' });
    expect(order(back)).toEqual([['s6'], ['s5', 's4'], ['s3', 's2', 's1']]);
    expect(back.days.map((day) => day.bed?.at)).toEqual(['places/meo-vac', 'places/dong-van', undefined]);
    expect([back.start.at, back.end.at]).toEqual(['places/bao-lac', 'places/ha-giang']);
  });

  test('sets and clears fields, and ignores values that cannot be read', () => {
    const dated = updateTrip(threeDays, { type: 'set', patch: { date: '2027-11-12', pace: 'slow', end: { by: 1230, departure: 'bus' } } }); // prettier-ignore
    expect(dated).toMatchObject({ date: '2027-11-12', pace: 'slow', end: { by: 1230, departure: 'bus' } });
    expect(updateTrip(dated, { type: 'set', patch: { date: null } }).date).toBeUndefined();
    expect(updateTrip(dated, { type: 'set', patch: { date: '2027-02-30' } })).toBe(dated);
    expect(updateTrip(dated, { type: 'set', patch: { party: { adults: 0, children: [] } } })).toBe(dated);
    expect(updateTrip(dated, { type: 'set', patch: {} })).toBe(dated);
  });

  test('keeps lists and costs', () => {
    let trip = updateTrip(threeDays, { type: 'add-item', list: 'packing', text: ' rain coat ' });
    const item = trip.lists.packing[0]?.id ?? '';
    trip = updateTrip(trip, { type: 'set-item', list: 'packing', item, patch: { done: true } });
    expect(trip.lists.packing).toEqual([{ id: item, text: 'rain coat', done: true }]);
    trip = updateTrip(trip, { type: 'add-cost', cost: { text: 'fuel', vnd: 90000, per: 'day' } });
    expect(updateTrip(trip, { type: 'set-cost', item: trip.costs[0]?.id ?? '', patch: { vnd: -1 } })).toBe(trip);
    expect(updateTrip(trip, { type: 'remove-cost', item: trip.costs[0]?.id ?? '' }).costs).toEqual([]);
  });

  test('stops at its limits', () => {
    let trip = threeDays;
    for (let i = 0; i < LIMITS.days + 5; i++) trip = updateTrip(trip, { type: 'add-day' });
    expect(trip.days).toHaveLength(LIMITS.days);
    for (let i = 0; i < LIMITS.stopsPerDay + 5; i++) trip = updateTrip(trip, { type: 'add-stop', day: 'd1', stop: { at: 'places/dong-van' } }); // prettier-ignore
    expect(trip.days[0]?.stops).toHaveLength(LIMITS.stopsPerDay);
  });

  test('never breaks a lock and never loses or doubles an id, whatever is done', () => {
    fc.assert(
      fc.property(arbitraryTrip, fc.array(arbitraryAction, { maxLength: 25 }), (start, actions) => {
        const places = (trip: Trip) => trip.days.flatMap((day) => day.stops.filter((stop) => stop.locked).map((stop) => ({ day: day.id, id: stop.id, at: stop.at, minutes: stop.minutes }))); // prettier-ignore
        let trip = start;
        for (const action of actions) {
          const held = places(trip);
          trip = updateTrip(trip, action);
          for (const day of trip.days) {
            const before = held.filter((stop) => stop.day === day.id);
            const known = new Set(before.map((stop) => stop.id));
            expect(places(trip).filter((stop) => stop.day === day.id && known.has(stop.id))).toEqual(before);
          }
          expect(held.every((stop) => trip.days.some((day) => day.id === stop.day))).toBe(true);
          const ids = trip.days.flatMap((day) => [day.id, ...day.stops.map((stop) => stop.id)]);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
