import type { View } from '#src/domain/plan-check/finding.ts';
import type { RoadLines } from '#src/domain/roads/graph.ts';
import { findLeg } from '#src/domain/roads/find-leg.ts';
import { pieceLine } from '#src/domain/roads/leg-line.ts';
import { legsOf } from '#src/domain/trip/schedule.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { Line } from '#src/features/map/basemap.ts';
import type { RouteLine } from '#src/features/map/drawn-map.ts';

const KINDS = { road: 'ride', foot: 'foot', trek: 'foot', boat: 'boat', straight: 'straight' } as const;

/** The trip's rides as lines: one for each stretch of the same kind, with its day. */
export function routesOf(view: View, lines: RoadLines): RouteLine[] {
  return view.days.flatMap((day) =>
    legsOf(day).flatMap((leg) => {
      const { leg: way } = leg.ride;
      if (!way) return [{ kind: 'straight' as const, day: day.index, points: [pair(leg.from), pair(leg.to)] }];
      const routes: { kind: RouteLine['kind']; day: number; points: Line }[] = [];
      for (const piece of way.pieces) {
        const points = pieceLine(view.index.graph, piece, lines).map(pair);
        const kind = KINDS[piece.mode];
        const open = routes.at(-1);
        if (open?.kind === kind) open.points.push(...points);
        else routes.push({ kind, day: day.index, points });
      }
      return routes;
    }),
  );
}

/** The stretches between places that alerts close or slow, as the map draws them. */
export function alertedRoads(index: PlannerIndex): { from: string; to: string }[] {
  return index.roadAlerts.flatMap(({ from, to }) => {
    const leg = findLeg(index.graph, from, to, 'motorbike');
    if (leg.kind !== 'leg') return [{ from, to }];
    return leg.pieces.flatMap(({ edge }) => {
      const road = edge === undefined ? undefined : index.graph.edges[edge]?.edge;
      return road ? [{ from: road.from, to: road.to }] : [];
    });
  });
}

const pair = ({ lat, lng }: { lat: number; lng: number }): [number, number] => [lat, lng];
