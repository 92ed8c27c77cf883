import { distanceMeters, isPosition, nearestOnLine } from '../geo/position.ts';
import type { Position } from '../geo/position.ts';
import type { Conditions } from './conditions.ts';
import { positionOf } from './graph.ts';
import type { GraphEdge, RoadGraph } from './graph.ts';
import type { LegPoint, Vehicle } from './network.ts';
import type { EdgePart } from './shortest-paths.ts';

/** A way from a point to a node of the road network; `minutesBack` is the same way the other way round. */
export type Way = { node: number; minutes: number; minutesBack: number; parts: readonly EdgePart[] };

/** A part across country; `km` is the straight line. */
export type Straight = { minutes: number; km: number; from: Position; to: Position };

/** Where and how a point meets the roads that the vehicle can use. */
export type Access = {
  point: LegPoint;
  ways: readonly Way[];
  /** Straight across country to the road, for a pin. */
  straight: Straight | undefined;
  /** On an edge (a pin), or out of reach of roads (a pier, a viewpoint) with what else is there. */
  spot: { edge: number; fraction: number } | undefined;
  offRoad: { node: number; reached: ReadonlyMap<number, Way> } | undefined;
};

export type NoAccess = 'unknown-place' | 'bad-position' | 'too-far-from-roads';

/** Beyond this a pin is not in this province, and a straight line would say nothing. */
const farthestPinKm = 30;

/** How `point` meets the road, or why it does not. No ways at all means that the vehicle gets nowhere near it. */
export function findAccess(graph: RoadGraph, conditions: Conditions, point: LegPoint): Access | NoAccess {
  if (typeof point !== 'string') return findPinAccess(graph, conditions, point);
  const node = graph.indexOf.get(point);
  if (node === undefined) return 'unknown-place';
  const onRoad = edgesAt(graph, node).some(({ edge }) => edge.mode === 'road');
  if (onRoad)
    return {
      point,
      ways: [{ node, minutes: 0, minutesBack: 0, parts: [] }],
      straight: undefined,
      spot: undefined,
      offRoad: undefined,
    };
  return findOffRoadAccess(graph, conditions, point, node);
}

/**
 * Places without a road (the canyon, a path's end, a summit) are met by boat or on foot from one road
 * place, the nearest that the vehicle can reach. Only one, in and out: the motorbike stands there.
 */
function findOffRoadAccess(graph: RoadGraph, { forward, usual }: Conditions, point: string, target: number): Access {
  const reached = new Map<number, Way>([[target, { node: target, minutes: 0, minutesBack: 0, parts: [] }]]);
  const open = new Set([target]);
  const passable = (edge: number): boolean => graph.edges[edge]?.edge.mode === 'road' && Number.isFinite(usual[edge]);
  const ways: Way[] = [];
  while (open.size > 0) {
    const nearest = [...open].reduce((a, b) => (minutesTo(reached, b) < minutesTo(reached, a) ? b : a));
    open.delete(nearest);
    const way = reached.get(nearest) as Way;
    const around = graph.around[nearest] as readonly number[];
    // A road place ends the search: from there one rides.
    if (around.some((edge) => graph.edges[edge]?.edge.mode === 'road')) {
      if (around.some(passable)) ways.push(way);
      continue;
    }
    for (const index of around) {
      const { a, b } = graph.edges[index] as GraphEdge;
      const backwards = b === nearest;
      const next = backwards ? a : b;
      const minutes = way.minutes + (forward[index] as number);
      if (!Number.isFinite(minutes) || minutes >= minutesTo(reached, next)) continue;
      const part = backwards ? { edge: index, start: 1, end: 0 } : { edge: index, start: 0, end: 1 };
      reached.set(next, { node: next, minutes, minutesBack: minutes, parts: [...way.parts, part] });
      open.add(next);
    }
  }
  return { point, ways: ways.slice(0, 1), straight: undefined, spot: undefined, offRoad: { node: target, reached } };
}

function findPinAccess(graph: RoadGraph, conditions: Conditions, pin: Position): Access | NoAccess {
  if (!isPosition(pin)) return 'bad-position';
  const { forward, backward } = conditions;
  let best: { edge: number; fraction: number; meters: number; position: Position } | undefined;
  graph.edges.forEach(({ edge, line }, index) => {
    if (edge.mode !== 'road' || !Number.isFinite(conditions.usual[index])) return;
    const near = nearestOnLine(pin, line);
    if (near && near.meters < (best?.meters ?? Infinity)) best = { ...near, edge: index };
  });
  if (!best || best.meters > farthestPinKm * 1000) return 'too-far-from-roads';

  const { edge, fraction } = best;
  const { a, b } = graph.edges[edge] as GraphEdge;
  const straight = straightBetween(pin, best.position, conditions.vehicle);
  const wayTo = (node: number, end: 0 | 1): Way => {
    const share = Math.abs(end - fraction);
    // Times 0 would turn a closed edge into no number.
    if (share === 0) return { node, minutes: 0, minutesBack: 0, parts: [] };
    const [there, back] = end === 0 ? ([backward, forward] as const) : ([forward, backward] as const);
    const minutes = share * (there[edge] as number);
    const minutesBack = share * (back[edge] as number);
    return { node, minutes, minutesBack, parts: [{ edge, start: fraction, end }] };
  };
  return { point: pin, ways: [wayTo(a, 0), wayTo(b, 1)], straight, spot: { edge, fraction }, offRoad: undefined };
}

/**
 * Off the network no way is known, only that it winds: 1.4 times the straight line, at 15 km/h on
 * wheels and 4 km/h on foot. Screens show this part as a guess.
 */
export function straightBetween(from: Position, to: Position, vehicle: Vehicle): Straight {
  const km = distanceMeters(from, to) / 1000;
  return { minutes: ((km * 1.4) / (vehicle === 'foot' ? 4 : 15)) * 60, km, from, to };
}

export function positionOfPoint(graph: RoadGraph, point: LegPoint): Position {
  return typeof point === 'string' ? positionOf(graph.nodes[graph.indexOf.get(point) ?? -1]) : point;
}

const minutesTo = (reached: ReadonlyMap<number, Way>, node: number): number => reached.get(node)?.minutes ?? Infinity;

function edgesAt(graph: RoadGraph, node: number): GraphEdge[] {
  return (graph.around[node] ?? []).map((index) => graph.edges[index] as GraphEdge);
}
