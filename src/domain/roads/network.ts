import type { Position } from '../geo/position.ts';

/** How one moves along an edge. Vehicles run on `road` only. */
export const MODES = ['road', 'foot', 'boat', 'trek'] as const;
export type Mode = (typeof MODES)[number];

export const VEHICLES = ['motorbike', 'easy-rider', 'car', 'bus', 'bicycle', 'foot'] as const;
export type Vehicle = (typeof VEHICLES)[number];

export const SURFACES = [
  'street',
  'good-asphalt',
  'asphalt',
  'fair-asphalt',
  'broken-asphalt',
  'mixed',
  'concrete',
  'dirt',
  'path',
  'trail',
  'water',
] as const;
export type Surface = (typeof SURFACES)[number];

export const HAZARDS = [
  'fog',
  'hairpins',
  'winding',
  'steep',
  'long-climb',
  'narrow',
  'cliff',
  'potholes',
  'broken-surface',
  'roadworks',
  'ore-trucks',
  'mud-in-rain',
  'slippery',
  'border-check',
  'border-permit',
  'no-night-riding',
  'no-cars',
  'walk-last-part',
  'guide-needed',
] as const;
export type Hazard = (typeof HAZARDS)[number];

export type RoadConfidence = 'high' | 'medium' | 'low';

/** Minutes without stops, the same both ways. `other` is the time on foot, by boat or on a trek. */
export type EdgeMinutes = {
  motorbike?: number | undefined;
  car?: number | undefined;
  other?: number | undefined;
};

/** A stretch between two places, as `content/map/roads.yaml` says it, ridden either way. */
export type RoadEdge = {
  from: string;
  to: string;
  /** The label of the sources: a road number, a word such as `local`, or both. */
  road: string;
  mode: Mode;
  km: number;
  minutes: EdgeMinutes;
  surface: Surface;
  hazards: readonly Hazard[];
  maxElev?: number | undefined;
  minElev?: number | undefined;
  confidence: RoadConfidence;
};

/** A kilometre stone that a source names. */
export type RoadPost = { road: string; place: string; km: number };

/** `name` is the Vietnamese one, for points without a page. Elevation in metres; absent where nobody knows it. */
export type RoadNode = { slug: string; name: string; lat: number; lng: number; elev?: number | undefined };

/** Plain data, so that it travels to the browser as JSON. */
export type RoadNetwork = {
  nodes: readonly RoadNode[];
  edges: readonly RoadEdge[];
  posts: readonly RoadPost[];
};

/** A place by its slug, or a traveller's own pin. */
export type LegPoint = string | Position;

/** The road numbers in a label: `DT182, QL279 (Bac Me - Na Hang)` → `DT182`, `QL279`. */
export function roadNumbers(label: string): string[] {
  // A road in brackets is where the branch leaves, not what it is.
  const plain = label.replace(/\(QL\w+ branch[^)]*\)/, '');
  return [...new Set(plain.match(/\b(?:QL|DT|DH)\d+[A-Z]?\b/g) ?? [])];
}

/** A word for a road without a number; each has words in every language. */
export const ROAD_WORDS = ['city', 'expressway', 'local', 'path', 'boat', 'trail'] as const;
export type RoadWord = (typeof ROAD_WORDS)[number];

/** The numbers of an edge's road, or the word for its kind when it has none. */
export function roadName(edge: RoadEdge): string {
  const numbers = roadNumbers(edge.road);
  if (numbers.length > 0) return numbers.join(', ');
  if (edge.mode === 'boat') return 'boat' satisfies RoadWord;
  if (edge.mode === 'trek') return 'trail' satisfies RoadWord;
  if (edge.mode === 'foot') return 'path' satisfies RoadWord;
  const word = (['city', 'expressway'] satisfies RoadWord[]).find((one) => edge.road.startsWith(one));
  return word ?? ('local' satisfies RoadWord);
}
