import { legProfile } from '#src/domain/roads/leg.ts';
import type { RoadGraph } from '#src/domain/roads/graph.ts';
import { legsOf, type ScheduledDay } from '#src/domain/trip/schedule.ts';

export type DayPoint = { km: number; meters: number; slug?: string | undefined };

/** Heights known along a day, by kilometre; for a chart and for its table. */
export function dayProfile(graph: RoadGraph, day: ScheduledDay): DayPoint[] {
  const points: DayPoint[] = [];
  let km = 0;
  for (const { ride } of legsOf(day)) {
    if (ride.leg)
      points.push(
        ...legProfile(graph, ride.leg).map((point) => ({ ...point, km: Math.round((km + point.km) * 10) / 10 })),
      );
    km += ride.km;
  }
  return points.filter((point, i) => point.slug === undefined || point.slug !== points[i - 1]?.slug);
}
