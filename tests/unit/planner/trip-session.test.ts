import { expect, test, vi } from 'vitest';
import { newTrip } from '#src/domain/trip/new-trip.ts';
import { startHistory, type TripHistory } from '#src/domain/trip/history.ts';
import { createTripSession } from '#src/features/planner/trip-session.ts';
import type { SaveResult, TripStore } from '#src/features/planner/trip-store.ts';

/** A store in memory with the revisions of the real one; `before` may hold a save up or make it fail. */
function fakeStore(before: (history: TripHistory) => Promise<SaveResult | undefined> = async () => undefined) {
  const rows = new Map<string, { history: TripHistory; revision: number }>();
  let hear: (id: string, revision: number) => void = () => undefined;
  const store: TripStore = {
    durable: true,
    list: async () => [...rows.values()].map(({ history: { present } }) => ({ id: present.id, name: present.name, archived: present.archived, days: present.days.length, savedAt: '' })),
    async load(id) {
      const row = rows.get(id);
      return row ? { kind: 'loaded', history: row.history, revision: row.revision, repairs: [] } : { kind: 'missing' };
    },
    async save(history, from) {
      const told = await before(history);
      if (told) return told;
      const row = rows.get(history.present.id);
      if (row && row.revision !== from) return { kind: 'conflict', theirs: row.history, revision: row.revision };
      rows.set(history.present.id, { history, revision: from + 1 });
      return { kind: 'saved', revision: from + 1 };
    },
    remove: async (id) => void rows.delete(id),
    damaged: async () => [],
    onOtherTab(listener) {
      hear = listener;
      return () => undefined;
    },
    close: () => undefined,
  }; // prettier-ignore
  return { store, rows, hear: (id: string, revision: number) => hear(id, revision) };
}

let made = 0;
const session = (store: TripStore) => createTripSession(store, () => newTrip(`t${(made += 1)}`, 'Trip'), () => `t${(made += 1)}`); // prettier-ignore
const named = (name: string) => ({ type: 'set' as const, patch: { name } });

test('an untouched new trip is not saved, the first change is', async () => {
  const { store, rows } = fakeStore();
  const open = session(store);
  await open.flush();
  expect(rows.size).toBe(0);
  open.apply(named('Loop'));
  await open.flush();
  expect([...rows.values()][0]?.history.present.name).toBe('Loop');
  expect(open.state()).toMatchObject({ save: 'saved', trips: [{ name: 'Loop' }] });
});

test('what changes while a save runs is saved next, on the revision of that save', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => { release = resolve; }); // prettier-ignore
  const hold = vi.fn(async () => {
    await held;
    return undefined;
  });
  const { store, rows } = fakeStore(hold);
  const open = session(store);
  open.apply(named('One'));
  const first = open.flush();
  open.apply(named('Two'));
  const second = open.flush();
  release();
  await Promise.all([first, second]);
  expect(open.state().conflict).toBeUndefined();
  expect([...rows.values()][0]).toMatchObject({ revision: 2, history: { present: { name: 'Two' } } });
});

test('starting another trip first saves the changes of the one before', async () => {
  const { store, rows } = fakeStore();
  const open = session(store);
  open.apply(named('First'));
  await open.start(newTrip('other', 'Second'));
  expect([...rows.values()].map(({ history }) => history.present.name)).toEqual(['First', 'Second']);
});

test('a change of another tab is taken over when nothing of ours is unsaved', async () => {
  const { store, rows, hear } = fakeStore();
  const open = session(store);
  open.apply(named('Ours'));
  await open.flush();
  const { id } = open.state().history.present;
  rows.set(id, { history: startHistory({ ...newTrip(id, 'Theirs') }), revision: 2 });
  hear(id, 2);
  await vi.waitFor(() => expect(open.state().history.present.name).toBe('Theirs'));
});

test.each([
  ['mine', ['Ours'], 'Ours'],
  ['theirs', ['Theirs'], 'Theirs'],
  ['both', ['Theirs', 'Ours'], 'Ours'],
] as const)('of two versions %s is kept', async (choice, kept, shown) => {
  const { store, rows } = fakeStore();
  const open = session(store);
  open.apply(named('Before'));
  await open.flush();
  const { id } = open.state().history.present;
  rows.set(id, { history: startHistory(newTrip(id, 'Theirs')), revision: 7 });
  open.apply(named('Ours'));
  await open.flush();
  expect(open.state().conflict?.theirs.present.name).toBe('Theirs');
  open.resolve(choice);
  await open.flush();
  expect(open.state().conflict).toBeUndefined();
  expect(open.state().history.present.name).toBe(shown);
  expect([...rows.values()].map(({ history }) => history.present.name)).toEqual(kept);
});

test('a device without room is told, and the next change tries again', async () => {
  let full = true;
  const { store, rows } = fakeStore(async () => (full ? { kind: 'failed', reason: 'full' } : undefined));
  const open = session(store);
  open.apply(named('One'));
  await open.flush();
  expect(open.state().save).toBe('full');
  full = false;
  open.apply(named('Two'));
  await open.flush();
  expect(open.state().save).toBe('saved');
  expect([...rows.values()][0]?.history.present.name).toBe('Two');
});

test('a deleted trip comes back whole, with its steps', async () => {
  const { store, rows } = fakeStore();
  const open = session(store);
  open.apply(named('One'));
  open.apply(named('Two'));
  const { bringBack } = await open.remove();
  expect(rows.size).toBe(0);
  bringBack();
  await open.flush();
  expect(open.undo()).toBe(true);
  expect(open.state().history.present.name).toBe('One');
});
