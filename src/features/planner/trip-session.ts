import type { TripAction } from '#src/domain/trip/actions.ts';
import { applyAction, redo, startHistory, undo, type TripHistory } from '#src/domain/trip/history.ts';
import type { Repair } from '#src/domain/trip/parse-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import type { SavedTrip, TripStore } from './trip-store.ts';

/** How the last change was kept. `none`: nothing to keep yet. */
export type SaveState = 'none' | 'saving' | 'saved' | 'full' | 'blocked';

export type SessionState = {
  /** All trips on this device, newest first; the open one is among them once it was saved. */
  trips: readonly SavedTrip[];
  history: TripHistory;
  save: SaveState;
  /** Another tab saved the same trip first: both versions stay until the traveller has chosen. */
  conflict?: { theirs: TripHistory; revision: number } | undefined;
  /** Saves that could not be read; they stay on the device. */
  damaged: number;
  /** What had to be changed to read the open trip. */
  repairs: readonly Repair[];
  unreadable?: 'not-a-trip' | 'newer-version' | undefined;
};

export type TripSession = {
  state(): SessionState;
  subscribe(listener: () => void): () => void;
  /** Whether the action changed anything. */
  apply(action: TripAction): boolean;
  undo(): boolean;
  redo(): boolean;
  open(id: string): Promise<boolean>;
  /** Opens a trip that is not on the device yet; kept at once when `save`, else with its first change. */
  start(trip: Trip, options?: { save?: boolean; repairs?: readonly Repair[] }): Promise<void>;
  /** Takes the open trip off the device and opens another; `bringBack` undoes it. */
  remove(): Promise<{ bringBack: () => void }>;
  resolve(choice: 'mine' | 'theirs' | 'both'): void;
  dismiss(what: 'repairs' | 'unreadable'): void;
  /** Writes what is not yet written, for instance when the page is being left. */
  flush(): Promise<void>;
  close(): void;
};

/** Long enough for the change to be painted first, short enough that nobody can reload in between. */
const SAVE_AFTER_MS = 40;

/**
 * The open trip and its way to the device. One save runs at a time; what changes meanwhile is saved next,
 * so that the revision a save starts from is always the one the store knows from us.
 */
export function createTripSession(
  store: TripStore,
  makeTrip: () => Trip,
  newId: () => string,
  trips: readonly SavedTrip[] = [],
): TripSession {
  let state: SessionState = { trips, history: startHistory(makeTrip()), save: 'none', damaged: 0, repairs: [] };
  let revision = 0;
  let written: TripHistory | undefined = state.history;
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  function set(patch: Partial<SessionState>) {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  }

  function change(history: TripHistory): boolean {
    if (history === state.history) return false;
    set({ history, save: state.save === 'full' || state.save === 'blocked' ? state.save : 'saving' });
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), SAVE_AFTER_MS);
    return true;
  }

  /** Ends when everything is written or could not be. */
  async function flush(): Promise<void> {
    clearTimeout(timer);
    while (running) await running;
    running = saveAll().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function saveAll() {
    while (state.history !== written && !state.conflict) {
      const saving = state.history;
      const result = await store.save(saving, revision);
      if (result.kind === 'failed') {
        set({ save: result.reason });
        return;
      }
      // Another trip was opened meanwhile: its revision is its own.
      if (saving.present.id !== state.history.present.id) continue;
      if (result.kind === 'conflict') {
        set({ conflict: { theirs: result.theirs, revision: result.revision }, save: 'saving' });
        return;
      }
      revision = result.revision;
      written = saving;
      set({ save: state.history === saving ? 'saved' : 'saving', trips: withRow(state.trips, saving.present) });
    }
  }

  function show(history: TripHistory, from: number, patch: Partial<SessionState> = {}) {
    revision = from;
    written = history;
    set({ history, conflict: undefined, repairs: [], save: from > 0 ? 'saved' : 'none', ...patch });
  }

  async function open(id: string): Promise<boolean> {
    await flush();
    const loaded = await store.load(id);
    if (loaded.kind === 'loaded') {
      show(loaded.history, loaded.revision, { repairs: loaded.repairs });
      return true;
    }
    const [trips, damaged] = await Promise.all([store.list(), store.damaged()]);
    set({ trips, damaged: damaged.length, ...(loaded.kind === 'unreadable' && { unreadable: loaded.reason }) });
    return false;
  }

  const stopHearing = store.onOtherTab((id, newer) => {
    if (id !== state.history.present.id || newer === revision) {
      void store.list().then((trips) => set({ trips }));
      return;
    }
    // Nothing of ours is unsaved: the other tab's version is simply the newer one.
    if (newer > revision && state.history === written && !running) void open(id);
  });

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply: (action) => change(applyAction(state.history, action)),
    undo: () => change(undo(state.history)),
    redo: () => change(redo(state.history)),
    open,
    async start(trip, { save = true, repairs = [] } = {}) {
      await flush();
      show(startHistory(trip), 0, { repairs });
      if (save) {
        written = undefined;
        await flush();
      }
    },
    async remove() {
      await flush();
      const { history } = state;
      const { id } = history.present;
      await store.remove(id);
      const trips = await store.list();
      set({ trips });
      const next = trips.find((trip) => !trip.archived);
      if (!next || !(await open(next.id))) show(startHistory(makeTrip()), 0);
      return {
        bringBack() {
          show(history, 0);
          written = undefined;
          void flush();
        },
      };
    },
    resolve(choice) {
      const { conflict, history } = state;
      if (!conflict) return;
      if (choice === 'mine') {
        revision = conflict.revision;
        written = undefined;
        set({ conflict: undefined });
      } else if (choice === 'theirs') {
        show(conflict.theirs, conflict.revision);
      } else {
        // Ours becomes a trip of its own, so neither is lost.
        show(startHistory({ ...history.present, id: newId() }), 0);
        written = undefined;
      }
      void flush();
    },
    dismiss: (what) => set(what === 'repairs' ? { repairs: [] } : { unreadable: undefined }),
    flush,
    close() {
      clearTimeout(timer);
      stopHearing();
      store.close();
    },
  };
}

function withRow(trips: readonly SavedTrip[], trip: Trip): SavedTrip[] {
  const row: SavedTrip = {
    id: trip.id,
    name: trip.name,
    archived: trip.archived,
    days: trip.days.length,
    date: trip.date,
    savedAt: new Date().toISOString(),
  };
  return [row, ...trips.filter(({ id }) => id !== trip.id)];
}
