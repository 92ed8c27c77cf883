import type { TripAction } from './actions.ts';
import { parseTrip } from './parse-trip.ts';
import type { Repair } from './parse-trip.ts';
import { readFields } from './read-fields.ts';
import { updateTrip } from './update-trip.ts';
import type { Trip } from './types.ts';

/**
 * A trip with its past and future, as one plain value: it can be saved on every change and survives
 * a reload. Structured cloning (IndexedDB) keeps the parts that steps share only once.
 */
export type TripHistory = { past: Trip[]; present: Trip; future: Trip[] };

/** Steps kept; older ones fall off. */
export const HISTORY_STEPS = 100;

export function startHistory(trip: Trip): TripHistory {
  return { past: [], present: trip, future: [] };
}

/** One action is one step; an action that changes nothing is none and keeps the way forward. */
export function applyAction(history: TripHistory, action: TripAction): TripHistory {
  const present = updateTrip(history.present, action);
  if (present === history.present) return history;
  return { past: [...history.past, history.present].slice(-HISTORY_STEPS), present, future: [] };
}

export function undo(history: TripHistory): TripHistory {
  const present = history.past.at(-1);
  if (!present) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future] };
}

export function redo(history: TripHistory): TripHistory {
  const [present, ...future] = history.future;
  if (!present) return history;
  return { past: [...history.past, history.present], present, future };
}

export type ParsedHistory =
  { ok: true; history: TripHistory; repairs: Repair[] } | { ok: false; reason: 'not-a-trip' | 'newer-version' };

/**
 * Reads a saved history. The present decides whether it can be read at all; a step that cannot be
 * read ends the way in its direction, because steps beyond it would not follow from each other.
 */
export function parseHistory(value: unknown): ParsedHistory {
  const fields = readFields(value);
  const present = parseTrip(fields?.['present']);
  if (!fields || !present.ok) return present.ok ? { ok: false, reason: 'not-a-trip' } : present;
  return {
    ok: true,
    history: {
      past: readSteps(listOf(fields['past']).reverse()).reverse(),
      present: present.trip,
      future: readSteps(listOf(fields['future'])),
    },
    repairs: present.repairs,
  };
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? [...value] : []);

function readSteps(values: unknown[]): Trip[] {
  const steps: Trip[] = [];
  for (const value of values.slice(0, HISTORY_STEPS)) {
    const parsed = parseTrip(value);
    if (!parsed.ok || parsed.repairs.length > 0) break;
    steps.push(parsed.trip);
  }
  return steps;
}
