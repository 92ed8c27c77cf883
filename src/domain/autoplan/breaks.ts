import type { CheckContext } from '../plan-check/finding.ts';
import { ridesOfDay } from '../plan-check/stops.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import { scheduleTrip } from '../trip/schedule.ts';
import type { ScheduledDay } from '../trip/schedule.ts';
import type { TripAction } from '../trip/actions.ts';
import type { Minutes, Trip } from '../trip/types.ts';
import { updateTrip } from '../trip/update-trip.ts';
import { countFaults } from './polish.ts';
import { BREAK } from './travel.ts';

/** How long one sits at most: children and stiff knees less, and who rides alone not half a day either. */
const sitting = { careful: 110, usual: 150 } as const;
/** A stop shorter than this is none. */
const shortest: Minutes = 10;
/** Nobody stops for a rest right after setting out or right before arriving. */
const tooNear: Minutes = 25;
const mostBreaks = 8;

/**
 * Puts a rest where a ride has none for too long, at a place on the way that has a toilet or food if there is one.
 * Only where the day bears it: no rest makes a day end after dark.
 *
 * @param latest when each day has to be over, as the search had it
 */
export function takeBreaks(trip: Trip, index: PlannerIndex, context: CheckContext, latest: readonly Minutes[]): Trip {
  if (trip.vehicle === 'bus') return trip;
  const { children, mobility } = trip.party;
  const longest = mobility === 'limited' || children.some((age) => age < 12) ? sitting.careful : sitting.usual;
  let current = trip;
  let faults = countFaults(current, index, context);
  for (const d of trip.days.keys()) {
    const day = scheduleTrip(current, index)[d];
    const actions = day ? breaksOf(day, index, longest) : [];
    // All of a day's rests, else those of its first hours: who has to be home in time rests as often as that allows.
    for (let count = actions.length; count > 0; count--) {
      const next = updateTrip(current, { type: 'batch', actions: actions.slice(0, count) });
      const after = countFaults(next, index, context);
      const then = scheduleTrip(next, index)[d];
      const rideEnds = then ? Math.max(0, ...ridesOfDay(then).map(({ leg }) => leg.arrive)) : Infinity;
      const worse = after.errors > faults.errors || after.warnings > faults.warnings;
      const cures = after.warnings < faults.warnings;
      if (worse || (!cures && rideEnds > (latest[d] ?? 0))) continue;
      [current, faults] = [next, after];
      break;
    }
  }
  return current;
}

type AddStop = Extract<TripAction, { type: 'add-stop' }>;

/** Where rests are due on a day, in order; each index counts the rests before it. */
function breaksOf(day: ScheduledDay, index: PlannerIndex, longest: Minutes): AddStop[] {
  const actions: AddStop[] = [];
  let sat = 0;
  for (const { leg, id } of ridesOfDay(day)) {
    const found = day.stops.findIndex((visit) => visit.stop.id === id);
    const before = found < 0 ? day.stops.length : found;
    const total = leg.ride.ridingMinutes;
    let ridden = 0;
    const passed = (leg.ride.leg?.pieces ?? []).flatMap((piece) => {
      ridden += piece.minutes;
      const place = piece.to === undefined ? undefined : locate(index, `places/${piece.to}`)?.place;
      if (!place || total - ridden < tooNear) return [];
      const comfort = place.services?.some((one) => one === 'toilet' || one === 'food') ? 1 : 0;
      return [{ id: place.id, at: ridden, comfort }];
    });
    let rested = 0;
    while (sat + total - rested > longest) {
      const due = longest - sat + rested;
      const inReach = passed.filter(({ at }) => at <= due && at >= rested + Math.min(tooNear, longest - sat));
      // In a town rather than at a fork, and late enough to be the only one; on an empty road at its first place.
      const best = inReach.sort((a, b) => b.comfort - a.comfort || b.at - a.at)[0] ?? passed.find(({ at }) => at > due);
      if (!best || actions.length === mostBreaks) break;
      actions.push({ type: 'add-stop', day: day.day.id, stop: { at: best.id, minutes: BREAK }, index: before + actions.length }); // prettier-ignore
      rested = best.at;
      sat = 0;
    }
    sat += total - rested;
    const visit = day.stops[found];
    if (visit && visit.wait + visit.stay >= shortest) sat = 0;
  }
  return actions;
}
