import { distanceMeters, nearestOnLine } from '../geo/position.ts';
import type { Position } from '../geo/position.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import { LIMITS } from '../trip/types.ts';
import type { ImportedPoint } from './imported.ts';
import { SAME_METERS } from './match-points.ts';

/** What a line offers for a trip: where it begins and ends, and our places that it passes. */
export type TrackOffer = {
  kind: 'start' | 'passed' | 'end';
  /** Counted from 1, as in the file. */
  track: number;
  /** Length of the whole line. */
  km: number;
  point: ImportedPoint;
};

/**
 * Turns recorded or drawn lines into points that may become stops, in riding order: a line itself is nothing that a
 * trip can hold, because trips ride along roads. A line is a day; one that comes back to its start has no end.
 */
export function offersOfTracks(tracks: readonly (readonly Position[])[], index: PlannerIndex): TrackOffer[] {
  const places = [...index.places.values()].filter(({ kind }) => kind !== 'junction');
  return tracks.flatMap((line, i): TrackOffer[] => {
    const [start, end] = [line[0], line.at(-1)];
    if (!start || !end) return [];
    const about = { track: i + 1, km: lengthMeters(line) / 1000 };
    const at = { note: '', day: Math.min(i + 1, LIMITS.days) };
    const passed = places
      .flatMap((place) => {
        const nearest = nearestOnLine(place, line);
        const isEnd = distanceMeters(place, start) <= SAME_METERS || distanceMeters(place, end) <= SAME_METERS;
        return nearest && !isEnd && nearest.meters <= SAME_METERS ? [{ place, fraction: nearest.fraction }] : [];
      })
      .sort((a, b) => a.fraction - b.fraction);
    return [
      { ...about, kind: 'start', point: { ...at, name: '', position: start } },
      ...passed.map(({ place }): TrackOffer => ({ ...about, kind: 'passed', point: { ...at, name: place.name, entry: place.id, position: { lat: place.lat, lng: place.lng } } })), // prettier-ignore
      ...(distanceMeters(start, end) > SAME_METERS ? [{ ...about, kind: 'end' as const, point: { ...at, name: '', position: end } }] : []), // prettier-ignore
    ];
  });
}

const lengthMeters = (line: readonly Position[]): number =>
  line.slice(1).reduce((sum, point, i) => sum + distanceMeters(line[i] as Position, point), 0);
