import type { PlannerIndex } from '../planner-data/planner-index.ts';
import { hoursOf, scheduleTrip } from '../trip/schedule.ts';
import type { Day, Minutes, Trip } from '../trip/types.ts';
import { isEvening } from './candidates.ts';
import type { Lodging } from './beds.ts';

/** Nobody stands about longer than this for a feast to begin. */
const patience: Minutes = 40;

/**
 * The solver lets a day end at its evening feast; between the last ride and the feast one is at the bed. That time
 * becomes a stop of its own, so that nobody waits for hours at a closed gate.
 */
export function restBeforeEvening(trip: Trip, lodgings: readonly (Lodging | undefined)[], index: PlannerIndex): Trip {
  let { serial } = trip;
  const days = scheduleTrip(trip, index).map((scheduled, d): Day => {
    const { day, date } = scheduled;
    const last = scheduled.stops.at(-1);
    const bed = lodgings[d];
    if (!last?.at || !bed || date === undefined || !isEvening(last.at, date)) return day;
    const wait = (hoursOf(last.at, date)?.[0]?.from ?? 0) - last.arrive;
    if (wait <= patience) return day;
    const minutes = wait - patience / 2;
    const rest = { id: `s${serial++}`, at: bed.id, minutes, locked: false, note: '' };
    return { ...day, stops: [...day.stops.slice(0, -1), rest, ...day.stops.slice(-1)] };
  });
  return { ...trip, days, serial };
}
