import { newTrip } from '../trip/new-trip.ts';
import { parseTrip } from '../trip/parse-trip.ts';
import { LIMITS } from '../trip/types.ts';
import type { Trip } from '../trip/types.ts';
import type { Matched } from './match-points.ts';

/**
 * A new trip of what was matched, for the traveller to keep: days as the file has them, else everything on one day in
 * the order of the file; what is too much for one day goes on the next. Only what they left ticked is handed in.
 */
export function tripFromMatches(matches: readonly Matched[], id: string, name: string): Trip {
  const days = new Map<number, { stops: unknown[]; bed?: unknown; note: string }>();
  const dayOf = (number: number) => days.get(number) ?? days.set(number, { stops: [], note: '' }).get(number)!;
  let start: unknown;
  let end: unknown;
  for (const { point, spot } of matches) {
    if (spot === undefined) continue;
    const day = dayOf(point.day ?? 1);
    if (point.role === 'start') start = spot;
    else if (point.role === 'end') end = spot;
    else if (point.role === 'bed') day.bed = { at: spot, note: point.note };
    else
      day.stops.push({ at: spot, note: point.note, locked: false, ...(point.minutes !== undefined && { minutes: point.minutes }) }); // prettier-ignore
  }
  const blank = newTrip(id, name);
  const parsed = parseTrip({
    ...blank,
    ...(start !== undefined && { start: { ...blank.start, at: start } }),
    // A file of ours says where the trip ends; without that it ends at its last stop.
    ...(start !== undefined && { end: { departure: 'none', ...(end !== undefined && { at: end }) } }),
    days: [...days].sort(([a], [b]) => a - b).flatMap(([, day]) => withinLimit(day)),
    serial: 1,
  });
  return parsed.ok ? parsed.trip : blank;
}

/** A day of more stops than a day may hold, as several; the bed stands at the end of the last. */
function withinLimit<T>({ stops, bed, note }: { stops: T[]; bed?: unknown; note: string }) {
  const count = Math.max(1, Math.ceil(stops.length / LIMITS.stopsPerDay));
  return Array.from({ length: count }, (_, i) => ({
    stops: stops.slice(i * LIMITS.stopsPerDay, (i + 1) * LIMITS.stopsPerDay),
    note,
    ...(i === count - 1 && bed !== undefined && { bed }),
  }));
}
