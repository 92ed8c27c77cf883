import { findAccess } from './access.ts';
import { conditionsFor } from './conditions.ts';
import type { LegOptions } from './conditions.ts';
import { joinRoute } from './find-leg.ts';
import type { RoadGraph } from './graph.ts';
import type { LegPoint, Vehicle } from './network.ts';
import { searchRoads } from './shortest-paths.ts';

/** `minutes[i][j]` from point i to point j, whole minutes; `km` to 0.1. Infinity where there is no way. */
export type TravelMatrix = { minutes: number[][]; km: number[][] };

/** All legs between the points, the same minutes and km as `findLeg`, with one search a point. */
export function travelMatrix(
  graph: RoadGraph,
  points: readonly LegPoint[],
  vehicle: Vehicle,
  options: LegOptions = {},
): TravelMatrix {
  const conditions = conditionsFor(graph, vehicle, options);
  const accesses = points.map((point) => findAccess(graph, conditions, point));
  const matrix: TravelMatrix = { minutes: [], km: [] };
  for (const start of accesses) {
    const minutes: number[] = [];
    const km: number[] = [];
    const tree = typeof start === 'string' ? undefined : searchRoads(graph, conditions, start.ways);
    for (const end of accesses) {
      const known = tree && typeof start !== 'string' && typeof end !== 'string';
      const route = known ? joinRoute(graph, conditions, tree, start, end) : undefined;
      const onEdges = route?.parts.reduce(
        (sum, part) => sum + Math.abs(part.end - part.start) * (graph.edges[part.edge]?.edge.km ?? 0),
        0,
      );
      const across = (route?.before?.km ?? 0) + (route?.after?.km ?? 0);
      minutes.push(route ? Math.round(route.minutes) : Infinity);
      km.push(route ? Math.round(((onEdges ?? 0) + across) * 10) / 10 : Infinity);
    }
    matrix.minutes.push(minutes);
    matrix.km.push(km);
  }
  return matrix;
}
