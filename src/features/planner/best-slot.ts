import { distanceMeters, type Position } from '#src/domain/geo/position.ts';
import { locate, type PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { Spot, Trip } from '#src/domain/trip/types.ts';

/** Where a place fits best into a trip: the gap in which it costs the least way, by the straight line. */
export function bestSlot(trip: Trip, index: PlannerIndex, spot: Spot): { day: string; index: number } {
  const at = locate(index, spot);
  const [firstDay] = trip.days;
  let best = { day: firstDay?.id ?? '', index: firstDay?.stops.length ?? 0 };
  let least = Infinity;
  let before: Position | undefined = locate(index, trip.start.at);
  for (const [dayIndex, day] of trip.days.entries()) {
    const goal = day.bed?.at ?? (dayIndex === trip.days.length - 1 ? trip.end.at : undefined);
    const after = goal === undefined ? undefined : locate(index, goal);
    const points = [before, ...day.stops.map((stop) => locate(index, stop.at)), after];
    for (let gap = 1; gap < points.length; gap += 1) {
      const cost = at ? detour(points[gap - 1], at, points[gap]) : Infinity;
      // Of equal gaps the later one: a place comes after the other visits of its day.
      if (cost <= least && cost < Infinity) {
        least = cost;
        best = { day: day.id, index: gap - 1 };
      }
    }
    before = points.findLast((point) => point !== undefined);
  }
  return best;
}

function detour(from: Position | undefined, via: Position, to: Position | undefined): number {
  if (from && to) return distanceMeters(from, via) + distanceMeters(via, to) - distanceMeters(from, to);
  const end = from ?? to;
  return end ? distanceMeters(end, via) : 0;
}
