import { openDB, type IDBPDatabase } from 'idb';
import { parseHistory, startHistory, type TripHistory } from '#src/domain/trip/history.ts';
import type { Repair } from '#src/domain/trip/parse-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';

/**
 * Trips on this device. Every change is saved; two tabs never overwrite each other; a save that cannot be read is kept
 * aside and never deleted. Where the browser gives no storage the trips live as long as the page and the screen says so.
 */
export type SavedTrip = {
  id: string;
  name: string;
  archived: boolean;
  days: number;
  date?: string | undefined;
  savedAt: string;
};

export type LoadResult =
  | { kind: 'loaded'; history: TripHistory; revision: number; repairs: Repair[] }
  | { kind: 'missing' }
  | { kind: 'unreadable'; reason: 'not-a-trip' | 'newer-version' };

export type SaveResult = { kind: 'saved'; revision: number } | { kind: 'conflict'; theirs: TripHistory; revision: number } | { kind: 'failed'; reason: 'full' | 'blocked' }; // prettier-ignore

export type TripStore = {
  /** False where trips are lost when the page is closed. */
  readonly durable: boolean;
  list(): Promise<SavedTrip[]>;
  load(id: string): Promise<LoadResult>;
  /** @param from the revision this change was made on; another one in the store means that another tab was first */
  save(history: TripHistory, from: number): Promise<SaveResult>;
  remove(id: string): Promise<void>;
  /** Saves that could not be read, as they were, for export. */
  damaged(): Promise<unknown[]>;
  /** Told when another tab has saved a trip. */
  onOtherTab(listener: (id: string, revision: number) => void): () => void;
  close(): void;
};

const DATABASE = 'tripmap';
const VERSION = 1;

type Row = SavedTrip & { revision: number; history: unknown };

export async function openTripStore(now: () => Date = () => new Date()): Promise<TripStore> {
  let database: IDBPDatabase | undefined;
  try {
    database = await openDB(DATABASE, VERSION, {
      upgrade(db) {
        db.createObjectStore('trips', { keyPath: 'id' });
        db.createObjectStore('damaged', { autoIncrement: true });
      },
      // Another tab wants to upgrade: make way, the page keeps what it has in memory.
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    });
  } catch {
    return memoryStore(now);
  }
  const db = database;
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('tripmap-trips');

  return {
    durable: true,
    async list() {
      const rows = (await db.getAll('trips')) as Row[];
      return rows.map(({ id, name, archived, days, date, savedAt }) => ({ id, name, archived, days, date, savedAt })).sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)); // prettier-ignore
    },
    async load(id) {
      const row = (await db.get('trips', id)) as Row | undefined;
      if (!row) return { kind: 'missing' };
      const parsed = parseHistory(row.history);
      if (parsed.ok)
        return { kind: 'loaded', history: parsed.history, revision: row.revision, repairs: parsed.repairs };
      // One transaction: the save is in either place at any moment.
      const move = db.transaction(['trips', 'damaged'], 'readwrite');
      await move.objectStore('damaged').add(row);
      await move.objectStore('trips').delete(id);
      await move.done;
      return { kind: 'unreadable', reason: parsed.reason };
    },
    async save(history, from) {
      try {
        const write = db.transaction('trips', 'readwrite', { durability: 'strict' });
        const before = (await write.store.get(history.present.id)) as Row | undefined;
        if (before && before.revision !== from) {
          await write.done;
          const theirs = parseHistory(before.history);
          return {
            kind: 'conflict',
            theirs: theirs.ok ? theirs.history : startHistory(history.present),
            revision: before.revision,
          };
        }
        const revision = from + 1;
        await write.store.put(rowOf(history, revision, now()));
        await write.done;
        channel?.postMessage({ id: history.present.id, revision });
        return { kind: 'saved', revision };
      } catch (cause) {
        return {
          kind: 'failed',
          reason: cause instanceof DOMException && cause.name === 'QuotaExceededError' ? 'full' : 'blocked',
        };
      }
    },
    async remove(id) {
      await db.delete('trips', id);
      channel?.postMessage({ id, revision: -1 });
    },
    damaged: async () => (await db.getAll('damaged')) as unknown[],
    onOtherTab(listener) {
      const hear = ({ data }: MessageEvent<{ id: string; revision: number }>) => listener(data.id, data.revision);
      channel?.addEventListener('message', hear);
      return () => channel?.removeEventListener('message', hear);
    },
    close() {
      channel?.close();
      db.close();
    },
  };
}

function memoryStore(now: () => Date): TripStore {
  const rows = new Map<string, Row>();
  return {
    durable: false,
    list: async () => [...rows.values()],
    async load(id) {
      const row = rows.get(id);
      return row
        ? { kind: 'loaded', history: row.history as TripHistory, revision: row.revision, repairs: [] }
        : { kind: 'missing' };
    },
    async save(history, from) {
      rows.set(history.present.id, rowOf(history, from + 1, now()));
      return { kind: 'saved', revision: from + 1 };
    },
    remove: async (id) => void rows.delete(id),
    damaged: async () => [],
    onOtherTab: () => () => undefined,
    close: () => undefined,
  };
}

function rowOf(history: TripHistory, revision: number, at: Date): Row {
  const trip: Trip = history.present;
  return {
    id: trip.id,
    name: trip.name,
    archived: trip.archived,
    days: trip.days.length,
    date: trip.date,
    savedAt: at.toISOString(),
    revision,
    history,
  };
}
