import type { TripFacts } from '../content/facts.ts';
import { migrateTrip } from './migrate-trip.ts';
import { newTrip } from './new-trip.ts';
import { parseTrip } from './parse-trip.ts';
import type { Trip } from './types.ts';

/** A traveller's own copy of a suggested trip: undated, every stop and bed editable. */
export function tripFromSuggestion(facts: TripFacts, id: string, name: string): Trip {
  const parsed = parseTrip(migrateTrip({ ...facts, id, name, version: 1 }, 0));
  if (!parsed.ok) return newTrip(id, name);
  return { ...parsed.trip, start: { ...parsed.trip.start, hour: parsed.trip.dayStart } };
}
