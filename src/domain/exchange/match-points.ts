import { distanceMeters } from '../geo/position.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import type { Pin, Spot } from '../trip/types.ts';
import type { ImportedPoint } from './imported.ts';

export type Matched = {
  point: ImportedPoint;
  /** What it becomes; absent where neither a place nor a position is known, and then it is left out. */
  spot?: Spot;
  /** Why: ours by its id, the name near by, the place itself, the name alone; or a pin. */
  by: 'id' | 'name' | 'distance' | 'name-only' | 'pin' | 'nothing';
  /** Name of the matched place. */
  name?: string;
  meters?: number;
};

type Candidate = { id: string; name: string; lat: number; lng: number; folded: string };

/** Within this, two points are the same place whatever they are called. */
export const SAME_METERS = 150;
/** A name counts as far as this: maps differ by a valley. */
const NAMED_METERS = 5000;
const OWN_METERS = 3000;

/**
 * Finds our places for foreign points: by id (files of ours), by name within five kilometres, by distance within 150 m,
 * and by an exact name that only one place has where the file gives no position. The rest become pins.
 */
export function matchPoints(points: readonly ImportedPoint[], index: PlannerIndex): Matched[] {
  const candidates: Candidate[] = [];
  const add = (id: string, name: string, at: { lat: number; lng: number }): void => {
    candidates.push({ id, name, lat: at.lat, lng: at.lng, folded: foldName(name) });
  };
  for (const place of index.places.values()) add(place.id, place.name, place);
  for (const bed of index.beds.values()) add(bed.id, bed.name, bed);
  for (const event of index.events.values()) {
    const place = index.places.get(event.place);
    if (place) add(event.id, event.name, place);
  }
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const byName = Map.groupBy(candidates, ({ folded }) => folded);
  return points.map((point) => matchPoint(point, candidates, byId, byName));
}

function matchPoint(
  point: ImportedPoint,
  candidates: readonly Candidate[],
  byId: ReadonlyMap<string, Candidate>,
  byName: ReadonlyMap<string, readonly Candidate[]>,
): Matched {
  const { position } = point;
  const folded = foldName(point.name);
  const own = point.entry === undefined ? undefined : byId.get(point.entry);
  if (own && (!position || distanceMeters(position, own) < OWN_METERS))
    return { point, spot: own.id, by: 'id', name: own.name, meters: position ? Math.round(distanceMeters(position, own)) : 0 }; // prettier-ignore
  if (!position) {
    const places = (byName.get(folded) ?? []).filter(({ id }) => id.startsWith('places/'));
    const [only] = places;
    return folded !== '' && only && places.length === 1
      ? { point, spot: only.id, by: 'name-only', name: only.name }
      : { point, by: 'nothing' };
  }
  let best: { candidate: Candidate; meters: number; rank: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.lat - position.lat) > 0.06) continue;
    const meters = distanceMeters(position, candidate);
    const named = folded !== '' && meters <= NAMED_METERS ? nameRank(folded, candidate.folded) : 0;
    // A homestay or market is only meant when it is named: its village is the likelier goal.
    const near = meters <= SAME_METERS && candidate.id.startsWith('places/');
    if (named === 0 && !near) continue;
    if (!best || named > best.rank || (named === best.rank && meters < best.meters))
      best = { candidate, meters, rank: named };
  }
  if (best) {
    const { candidate, meters, rank } = best;
    return { point, spot: candidate.id, by: rank > 0 ? 'name' : 'distance', name: candidate.name, meters: Math.round(meters) }; // prettier-ignore
  }
  const pin: Pin = { lat: round5(position.lat), lng: round5(position.lng), name: point.name };
  return { point, spot: pin, by: 'pin' };
}

/** 2: equal; 1: one holds the other as whole words of at least six letters (`Ma Pi Leng Pass`); 0: different. */
function nameRank(a: string, b: string): 0 | 1 | 2 {
  if (a === b) return 2;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 6 && ` ${long} `.includes(` ${short} `) ? 1 : 0;
}

/** Lower case, without marks, `đ` as `d`, words parted by one space. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|['’ʼ`]/gu, '')
    .replace(/[đð]/g, 'd')
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const round5 = (degrees: number): number => Math.round(degrees * 1e5) / 1e5 + 0;
