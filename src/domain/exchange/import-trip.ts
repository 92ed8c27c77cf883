import { newTrip } from '../trip/new-trip.ts';
import { parseTrip } from '../trip/parse-trip.ts';
import { LIMITS } from '../trip/types.ts';
import type { Trip } from '../trip/types.ts';
import type { Matched } from './match-points.ts';

/**
 * A new trip of what was matched, for the traveller to keep: days as the file has them, else everything on one day in
 * the order of the file. Only what they left ticked is handed in.
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
    else if (day.stops.length < LIMITS.stopsPerDay)
      day.stops.push({ at: spot, note: point.note, locked: false, ...(point.minutes !== undefined && { minutes: point.minutes }) }); // prettier-ignore
  }
  const blank = newTrip(id, name);
  const parsed = parseTrip({
    ...blank,
    ...(start !== undefined && { start: { ...blank.start, at: start } }),
    // A file of ours says where the trip ends; without that it ends at its last stop.
    ...(start !== undefined && { end: { departure: 'none', ...(end !== undefined && { at: end }) } }),
    days: [...days].sort(([a], [b]) => a - b).map(([, day]) => day),
    serial: 1,
  });
  return parsed.ok ? parsed.trip : blank;
}
