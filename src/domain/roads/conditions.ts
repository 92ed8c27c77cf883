import type { CalendarDate } from '../calendar/calendar-date.ts';
import { minutesAlong } from './graph.ts';
import type { RoadGraph } from './graph.ts';
import { roadNumbers } from './network.ts';
import type { Vehicle } from './network.ts';
import { searchRoads } from './shortest-paths.ts';
import type { EdgePart } from './shortest-paths.ts';

/**
 * What an alert does to a stretch of road. `from` and `to` may lie several edges apart: the stretch is
 * then the shortest road between them. Kilometres are those of the stones, and only narrow the alert
 * where stones stand at both ends of an edge. `since` and `until` are instants with an offset, or days.
 */
export type RoadAlert = {
  id: string;
  from: string;
  to: string;
  kmFrom?: number | undefined;
  kmTo?: number | undefined;
  effect: { kind: 'road-closed' } | { kind: 'road-slow'; factor: number };
  since?: string | undefined;
  until?: string | undefined;
};

export type LegOptions = {
  alerts?: readonly RoadAlert[] | undefined;
  /** The day of travel; alerts of other days do not count. Without it all of them do. */
  date?: CalendarDate | undefined;
  closedEdges?: readonly { from: string; to: string }[] | undefined;
};

/** Minutes by edge and direction under the alerts of the day, and which alerts touch each edge. */
export type Conditions = {
  vehicle: Vehicle;
  forward: Float64Array;
  backward: Float64Array;
  /** Without alerts: tells "closed today" from "never passable". */
  usual: Float64Array;
  alerts: ReadonlyMap<number, readonly string[]>;
};

export function conditionsFor(graph: RoadGraph, vehicle: Vehicle, options: LegOptions = {}): Conditions {
  const count = graph.edges.length;
  const forward = new Float64Array(count);
  const backward = new Float64Array(count);
  graph.edges.forEach((edge, i) => {
    forward[i] = minutesAlong(edge, vehicle, false);
    backward[i] = minutesAlong(edge, vehicle, true);
  });
  const conditions = { vehicle, forward, backward, usual: forward.slice(), alerts: new Map<number, string[]>() };

  const apply = (edge: number, factor: number): void => {
    forward[edge] = (forward[edge] as number) * factor;
    backward[edge] = (backward[edge] as number) * factor;
  };
  for (const { from, to } of options.closedEdges ?? []) {
    for (const edge of edgesOfStretch(graph, from, to)) apply(edge, Infinity);
  }
  for (const alert of options.alerts ?? []) {
    if (options.date !== undefined && !alertHoldsOn(alert, options.date)) continue;
    for (const edge of edgesOfStretch(graph, alert.from, alert.to)) {
      const share = shareTouched(graph, edge, alert);
      if (share === 0) continue;
      // A factor below 1 would make a warned road faster; a share of the edge is slowed, the rest not.
      apply(edge, alert.effect.kind === 'road-closed' ? Infinity : 1 + (Math.max(1, alert.effect.factor) - 1) * share);
      conditions.alerts.set(edge, [...(conditions.alerts.get(edge) ?? []), alert.id]);
    }
  }
  return conditions;
}

/** Minutes along a part of an edge; 0 for none of it, be the edge closed or not. */
export function minutesOfPart({ edge, start, end }: EdgePart, { forward, backward }: Conditions): number {
  if (start === end) return 0;
  return Math.abs(end - start) * ((end > start ? forward : backward)[edge] as number);
}

/** Whether an alert is in force at any time of that day in Vietnam. */
export function alertHoldsOn(alert: Pick<RoadAlert, 'since' | 'until'>, date: CalendarDate): boolean {
  const begin = Date.parse(`${date}T00:00:00+07:00`);
  const since = alert.since === undefined ? -Infinity : instantOf(alert.since, '00:00:00');
  const until = alert.until === undefined ? Infinity : instantOf(alert.until, '24:00:00');
  return !(since >= begin + 86_400_000 || until <= begin);
}

/** Edges of a stretch named by its ends: the edge between them, else the shortest road; none when there is none. */
export function edgesOfStretch(graph: RoadGraph, from: string, to: string): number[] {
  const [start, end] = [graph.indexOf.get(from), graph.indexOf.get(to)];
  if (start === undefined || end === undefined || start === end) return [];
  const direct = graph.edges.findIndex(({ a, b }) => (a === start && b === end) || (a === end && b === start));
  if (direct >= 0) return [direct];
  const lengths = Float64Array.from(graph.edges, ({ edge }) => (edge.mode === 'road' ? edge.km : Infinity));
  const tree = searchRoads(graph, { forward: lengths, backward: lengths }, [{ node: start, minutes: 0 }]);
  return tree.partsTo(end).map(({ edge }) => edge);
}

/** The part (0–1) of an edge between the alert's kilometre stones. */
function shareTouched(graph: RoadGraph, index: number, { kmFrom, kmTo }: RoadAlert): number {
  const edge = graph.edges[index]?.edge;
  if (!edge || kmFrom === undefined || kmTo === undefined) return 1;
  for (const road of roadNumbers(edge.road)) {
    const stones = graph.posts.filter((post) => post.road === road);
    const start = stones.find((post) => post.place === edge.from)?.km;
    const end = stones.find((post) => post.place === edge.to)?.km;
    if (start === undefined || end === undefined || start === end) continue;
    const [low, high] = [Math.min(start, end), Math.max(start, end)];
    const [first, last] = [Math.max(low, Math.min(kmFrom, kmTo)), Math.min(high, Math.max(kmFrom, kmTo))];
    // One stone names a spot, not a stretch of no length.
    if (kmFrom === kmTo) return kmFrom >= low && kmFrom <= high ? 0.1 : 0;
    return Math.max(0, last - first) / (high - low);
  }
  return 1;
}

function instantOf(text: string, clock: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Date.parse(text);
  const midnight = Date.parse(`${text}T00:00:00+07:00`);
  return clock === '24:00:00' ? midnight + 86_400_000 : midnight;
}
