import { distanceMeters } from '../geo/position.ts';
import { findAccess, positionOfPoint, straightBetween } from './access.ts';
import type { Access, NoAccess, Straight, Way } from './access.ts';
import { conditionsFor, minutesOfPart } from './conditions.ts';
import type { Conditions, LegOptions } from './conditions.ts';
import type { RoadGraph } from './graph.ts';
import { describeLeg } from './leg.ts';
import type { Leg } from './leg.ts';
import type { LegPoint, Vehicle } from './network.ts';
import { searchRoads } from './shortest-paths.ts';
import type { EdgePart, SearchTree } from './shortest-paths.ts';

export type NoRoute = {
  kind: 'no-route';
  /**
   * `closed`: alerts of the day block it. `not-passable`: roads lead there, but not for this vehicle.
   * `unconnected`: no road leads there at all. The others speak of the points themselves.
   */
  reason: NoAccess | 'closed' | 'not-passable' | 'unconnected';
  /** The last place that the vehicle reaches on the way of a motorbike (`not-passable`). */
  last?: string | undefined;
  /** Alerts on the way that is usually taken (`closed`). */
  alerts: readonly string[];
};

/** A route as bare parts of edges, between straight ends where points lie off the network. Not rounded. */
export type Route = {
  minutes: number;
  parts: readonly EdgePart[];
  before: Straight | undefined;
  after: Straight | undefined;
};

/**
 * The quickest way between two points for a vehicle, under the alerts of the day. Vehicles keep to
 * roads; a boat, path or trek stands at the ends only, where a point has no road. Minutes are those
 * under way, without stops.
 */
export function findLeg(
  graph: RoadGraph,
  from: LegPoint,
  to: LegPoint,
  vehicle: Vehicle,
  options: LegOptions = {},
): Leg | NoRoute {
  const conditions = conditionsFor(graph, vehicle, options);
  const leg = findLegUnder(graph, conditions, from, to);
  return typeof leg === 'string' ? explain(graph, conditions, from, to, leg) : leg;
}

function findLegUnder(
  graph: RoadGraph,
  conditions: Conditions,
  from: LegPoint,
  to: LegPoint,
): Leg | NoAccess | 'no-way' {
  const start = findAccess(graph, conditions, from);
  const end = findAccess(graph, conditions, to);
  if (typeof start === 'string') return start;
  if (typeof end === 'string') return end;
  const route = joinRoute(graph, conditions, searchRoads(graph, conditions, start.ways), start, end);
  return route ? describeLeg(graph, conditions, from, to, route) : 'no-way';
}

/** The best route to one end, by a tree searched from `start.ways`; undefined when there is none. */
export function joinRoute(
  graph: RoadGraph,
  conditions: Conditions,
  tree: SearchTree,
  start: Access,
  end: Access,
): Route | undefined {
  const across = findStraight(graph, conditions.vehicle, start, end);
  if (across) return { minutes: across.minutes, parts: [], before: across, after: undefined };

  let best = findDirect(start, end, conditions);
  for (const way of end.ways) {
    const minutes = (tree.minutes[way.node] as number) + way.minutesBack;
    if (minutes >= (best?.minutes ?? Infinity)) continue;
    best = { minutes, parts: [...waysInto(start, tree, way), ...tree.partsTo(way.node), ...turnedRound(way.parts)] };
  }
  if (!best) return undefined;
  const minutes = best.minutes + (start.straight?.minutes ?? 0) + (end.straight?.minutes ?? 0);
  return { minutes, parts: best.parts, before: start.straight, after: end.straight };
}

/** Two points nearer to each other than a pin is to its road are joined straight, not by way of the road. */
function findStraight(graph: RoadGraph, vehicle: Vehicle, start: Access, end: Access): Straight | undefined {
  const toRoad = Math.max(start.straight?.km ?? -1, end.straight?.km ?? -1);
  if (toRoad < 0) return undefined;
  const [from, to] = [positionOfPoint(graph, start.point), positionOfPoint(graph, end.point)];
  return distanceMeters(from, to) <= toRoad * 1000 ? straightBetween(from, to, vehicle) : undefined;
}

/** Between two pins of one edge, or two points of one shore, without touching a road place. */
function findDirect(
  start: Access,
  end: Access,
  conditions: Conditions,
): { minutes: number; parts: readonly EdgePart[] } | undefined {
  if (start.spot && end.spot && start.spot.edge === end.spot.edge) {
    const part = { edge: start.spot.edge, start: start.spot.fraction, end: end.spot.fraction };
    const minutes = minutesOfPart(part, conditions);
    return Number.isFinite(minutes) ? { minutes, parts: [part] } : undefined;
  }
  return end.offRoad && start.offRoad?.reached.get(end.offRoad.node);
}

function waysInto(start: Access, tree: SearchTree, last: Way): readonly EdgePart[] {
  const root = tree.rootOf(last.node);
  const ways = start.ways.filter((way) => way.node === root);
  return ways.sort((a, b) => a.minutes - b.minutes)[0]?.parts ?? [];
}

function turnedRound(parts: readonly EdgePart[]): EdgePart[] {
  return [...parts].reverse().map(({ edge, start, end }) => ({ edge, start: end, end: start }));
}

/** Says why there is no way: first as if no alert were in force, then as if one rode a motorbike. */
function explain(
  graph: RoadGraph,
  conditions: Conditions,
  from: LegPoint,
  to: LegPoint,
  reason: NoAccess | 'no-way',
): NoRoute {
  if (reason !== 'no-way') return { kind: 'no-route', reason, alerts: [] };
  const usual = findLegUnder(graph, conditionsFor(graph, conditions.vehicle), from, to);
  if (typeof usual !== 'string') {
    const blocking = usual.pieces.flatMap(({ edge = -1 }) => conditions.alerts.get(edge) ?? []);
    return { kind: 'no-route', reason: 'closed', alerts: [...new Set(blocking)] };
  }
  const ridden = findLegUnder(graph, conditionsFor(graph, 'motorbike'), from, to);
  if (typeof ridden === 'string') return { kind: 'no-route', reason: 'unconnected', alerts: [] };
  const barrier = ridden.pieces.find(
    ({ edge = -1, mode }) => mode === 'road' && !Number.isFinite(conditions.usual[edge] ?? Infinity),
  );
  return { kind: 'no-route', reason: 'not-passable', last: barrier?.from, alerts: [] };
}
