import type { Position } from '../geo/position.ts';
import type { RoadEdge, RoadNetwork, RoadNode, Vehicle } from './network.ts';

export type GraphEdge = {
  a: number;
  b: number;
  edge: RoadEdge;
  /** Drawn from `edge.from` to `edge.to`; the straight line where no drawing is known. */
  line: readonly Position[];
  /** Metres climbed from a to b and back. */
  climb: number;
  climbBack: number;
};

export type RoadGraph = {
  nodes: readonly RoadNode[];
  edges: readonly GraphEdge[];
  /** Edge numbers at each node. */
  around: readonly (readonly number[])[];
  indexOf: ReadonlyMap<string, number>;
  posts: RoadNetwork['posts'];
};

/** Drawn lines by `edgeKey(from, to)`, each running from `from` to `to`. */
export type RoadLines = ReadonlyMap<string, readonly Position[]>;

export const edgeKey = (from: string, to: string): string => `${from} ${to}`;

/** Prepares a network for questions. Lines give pins a truer place to join than the straight of an edge. */
export function buildRoadGraph(network: RoadNetwork, lines?: RoadLines): RoadGraph {
  const { nodes, posts } = network;
  const indexOf = new Map(nodes.map((node, i) => [node.slug, i]));
  const around: number[][] = nodes.map(() => []);
  const joined = network.edges.flatMap((edge) => {
    const [a, b] = [indexOf.get(edge.from), indexOf.get(edge.to)];
    return a === undefined || b === undefined ? [] : [{ a, b, edge }];
  });
  joined.forEach(({ a, b }, i) => {
    around[a]?.push(i);
    around[b]?.push(i);
  });

  const heights = estimateHeights(nodes, joined);
  const edges = joined.map(({ a, b, edge }): GraphEdge => {
    const line = lines?.get(edgeKey(edge.from, edge.to)) ?? [positionOf(nodes[a]), positionOf(nodes[b])];
    const [low, high] = [heights[a] as number, heights[b] as number];
    const climb = climbOf([low, ...extremesBetween(edge, low, high), high]);
    const climbBack = climbOf([high, ...extremesBetween(edge, high, low), low]);
    return { a, b, edge, line, climb, climbBack };
  });
  return { nodes, edges, around, indexOf, posts };
}

/**
 * The edge's highest and lowest point where they lie outside its ends, in the order in which one
 * meets them: whoever goes up overall is taken to dip first.
 */
export function extremesBetween(edge: RoadEdge, from: number | undefined, to: number | undefined): number[] {
  const ends = [from, to].filter((end) => end !== undefined);
  const top = edge.maxElev !== undefined && ends.every((end) => (edge.maxElev as number) > end) ? [edge.maxElev] : [];
  const foot = edge.minElev !== undefined && ends.every((end) => (edge.minElev as number) < end) ? [edge.minElev] : [];
  return (to ?? 0) >= (from ?? 0) ? [...foot, ...top] : [...top, ...foot];
}

/** Sum of all rises in a row of heights, in metres. */
export function climbOf(heights: readonly number[]): number {
  return heights.reduce((sum, height, i) => sum + Math.max(0, height - (heights[i - 1] ?? height)), 0);
}

/**
 * Minutes along an edge one way; Infinity where the vehicle cannot go.
 *
 * - motorbike and easy rider, car: as the network says; bus: 1.2 times the car (Hanoi – Hà Giang 6.4 h).
 * - bicycle: 12 km/h, and a minute for each 10 m of climb (a loaded rider climbs about 600 m an hour).
 * - on foot: 5 km/h and a minute for each 10 m of climb: W. Naismith's rule (Scottish Mountaineering
 *   Club Journal, 1892: an hour for 3 miles, and one for 2,000 feet of ascent).
 * - boats, paths and treks take the minutes of the edge, whoever comes.
 */
export function minutesAlong({ edge, climb, climbBack }: GraphEdge, vehicle: Vehicle, reversed: boolean): number {
  if (edge.mode !== 'road') return edge.minutes.other ?? Infinity;
  const rise = (reversed ? climbBack : climb) / 10;
  switch (vehicle) {
    case 'motorbike':
    case 'easy-rider':
      return edge.minutes.motorbike ?? Infinity;
    case 'car':
      return edge.minutes.car ?? Infinity;
    case 'bus':
      return (edge.minutes.car ?? Infinity) * 1.2;
    case 'bicycle':
      return edge.km * 5 + rise;
    case 'foot':
      return edge.km * 12 + rise;
  }
}

export function positionOf(node: RoadNode | undefined): Position {
  return { lat: node?.lat ?? NaN, lng: node?.lng ?? NaN };
}

/** Unknown heights become the mean of their neighbours', nearer ones counting more; good enough for walking times. */
function estimateHeights(
  nodes: readonly RoadNode[],
  edges: readonly { a: number; b: number; edge: RoadEdge }[],
): number[] {
  const known = nodes.map((node) => node.elev);
  const all = known.filter((height) => height !== undefined);
  const mean = all.reduce((sum, height) => sum + height, 0) / Math.max(1, all.length);
  let heights = known.map((height) => height ?? mean);
  for (let round = 0; round < 30; round++) {
    const sums = nodes.map(() => 0);
    const weights = nodes.map(() => 0);
    for (const { a, b, edge } of edges) {
      for (const [at, other] of [
        [a, b],
        [b, a],
      ] as const) {
        sums[at] = (sums[at] as number) + (heights[other] as number) / edge.km;
        weights[at] = (weights[at] as number) + 1 / edge.km;
      }
    }
    heights = known.map((height, i) => height ?? (weights[i] ? (sums[i] as number) / (weights[i] as number) : mean));
  }
  return heights;
}
