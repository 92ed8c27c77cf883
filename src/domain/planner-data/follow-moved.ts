import type { Repair } from '../trip/parse-trip.ts';
import type { Bed, Spot, Stop, Trip } from '../trip/types.ts';
import type { PlannerCore } from './types.ts';

/**
 * A trip whose places were renamed since it was saved, pointed to their new ids; one repair a place.
 * The same object when nothing moved.
 */
export function followMoved(trip: Trip, { moved, places, events }: PlannerCore): { trip: Trip; repairs: Repair[] } {
  const repairs = new Map<string, Repair>();
  const follow = (spot: Spot): Spot => {
    const to = typeof spot === 'string' && Object.hasOwn(moved, spot) ? moved[spot] : undefined;
    if (to === undefined) return spot;
    const name = [...places, ...events].find(({ id }) => id === to)?.name ?? to;
    repairs.set(to, { key: 'place-moved', values: { place: name } });
    return to;
  };
  const followStop = (stop: Stop): Stop => ({ ...stop, at: follow(stop.at) });
  const followBed = (bed: Bed): Bed => ({ ...bed, at: follow(bed.at) });
  const next: Trip = {
    ...trip,
    start: { ...trip.start, at: follow(trip.start.at) },
    end: { ...trip.end, ...(trip.end.at !== undefined && { at: follow(trip.end.at) }) },
    days: trip.days.map((day) => ({
      ...day,
      stops: day.stops.map(followStop),
      ...(day.bed && { bed: followBed(day.bed) }),
    })),
  };
  return { trip: repairs.size > 0 ? next : trip, repairs: [...repairs.values()] };
}
