import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { applyAction, startHistory } from '#src/domain/trip/history.ts';
import { newTrip } from '#src/domain/trip/new-trip.ts';
import { openTripStore } from '#src/features/planner/trip-store.ts';

test('a saved trip comes back with its undo steps', async () => {
  const store = await openTripStore();
  const first = startHistory(newTrip('t1', 'Vòng cung'));
  const second = applyAction(first, { type: 'set', patch: { name: 'Loop' } });
  expect(await store.save(first, 0)).toEqual({ kind: 'saved', revision: 1 });
  expect(await store.save(second, 1)).toEqual({ kind: 'saved', revision: 2 });
  expect(await store.load('t1')).toMatchObject({
    kind: 'loaded',
    revision: 2,
    history: { present: { name: 'Loop' }, past: [{ name: 'Vòng cung' }] },
  });
  expect(await store.list()).toMatchObject([{ id: 't1', name: 'Loop' }]);
  store.close();
});

test('the second of two tabs is told of the conflict and nothing is overwritten', async () => {
  const [one, two] = [await openTripStore(), await openTripStore()];
  const trip = startHistory(newTrip('t2', 'A'));
  await one.save(trip, 0);
  const mine = applyAction(trip, { type: 'set', patch: { name: 'mine' } });
  const theirs = applyAction(trip, { type: 'set', patch: { name: 'theirs' } });
  expect(await two.save(theirs, 1)).toMatchObject({ kind: 'saved' });
  expect(await one.save(mine, 1)).toMatchObject({
    kind: 'conflict',
    revision: 2,
    theirs: { present: { name: 'theirs' } },
  });
  expect(await one.load('t2')).toMatchObject({ history: { present: { name: 'theirs' } } });
  one.close();
  two.close();
});

test('a damaged save is kept aside and never deleted', async () => {
  const store = await openTripStore();
  await store.save(startHistory(newTrip('t3', 'A')), 0);
  const raw = await openDB('tripmap', 1);
  await raw.put('trips', { id: 't3', revision: 1, name: 'A', history: { present: 'rubbish' } });
  raw.close();
  expect(await store.load('t3')).toEqual({ kind: 'unreadable', reason: 'not-a-trip' });
  expect(await store.load('t3')).toEqual({ kind: 'missing' });
  expect(await store.damaged()).toMatchObject([{ id: 't3', history: { present: 'rubbish' } }]);
  store.close();
});
