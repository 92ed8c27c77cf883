import { locate } from '../../planner-data/planner-index.ts';
import type { TripAction } from '../../trip/actions.ts';
import type { ScheduledLeg } from '../../trip/schedule.ts';
import type { Fix, Rule, View } from '../finding.ts';
import { ridesOfDay } from '../stops.ts';

/** Children sit no longer than this; a stop shorter than ten minutes is none. */
const longest = 120;
const shortestBreak = 10;
const breakMinutes = 20;

/** More than two hours on the road without a stop, with children on board. */
export const childrenBreaks: Rule = {
  name: 'children-breaks',
  find: (view) => {
    if (!view.trip.party.children.some((age) => age < 12) || view.trip.vehicle === 'bus') return [];
    return view.days.flatMap((day) => {
      let sitting = 0;
      return ridesOfDay(day).flatMap(({ leg, id }) => {
        const begun = sitting;
        sitting += leg.ride.ridingMinutes;
        const minutes = sitting;
        const visit = day.stops.find(({ stop }) => stop.id === id);
        if (visit && visit.wait + visit.stay >= shortestBreak) sitting = 0;
        if (minutes <= longest) return [];
        sitting = 0;
        return [{
          severity: 'warning' as const, day: day.day.id, leg: id, key: 'children-break', values: { place: leg.to.name, minutes },
          fixes: () => breaksAlong(view, day.day.id, leg, visit?.index ?? day.stops.length, begun),
        }];
      }); // prettier-ignore
    });
  },
};

/** Stops along a ride so that no part of it is longer than two hours, at places with a toilet or food where there are any. */
function breaksAlong(view: View, day: string, { ride }: ScheduledLeg, index: number, begun: number): Fix[] {
  const passed: { id: string; name: string; at: number; comfort: number }[] = [];
  let minutes = begun;
  for (const piece of ride.leg?.pieces ?? []) {
    minutes += piece.minutes;
    const place = piece.to === undefined ? undefined : locate(view.index, `places/${piece.to}`)?.place;
    if (!place || piece.to === ride.leg?.via.at(-1)) continue;
    const comfort = (place.services?.includes('toilet') ? 2 : 0) + (place.services?.includes('food') ? 1 : 0);
    passed.push({ id: place.id, name: place.name, at: minutes, comfort });
  }
  const actions: TripAction[] = [];
  const names: string[] = [];
  let last = 0;
  while (minutes - last > longest && actions.length < 5) {
    const reach = passed.filter(({ at }) => at > last && at <= last + longest - 5);
    const best = reach.sort((a, b) => (b.comfort > 0 ? 1 : 0) - (a.comfort > 0 ? 1 : 0) || b.at - a.at)[0];
    if (!best) return [];
    actions.push({
      type: 'add-stop',
      day,
      stop: { at: best.id, minutes: breakMinutes },
      index: index + actions.length,
    });
    names.push(best.name);
    last = best.at;
  }
  return actions.length > 0
    ? [{ key: 'take-breaks', values: { place: names.join(' · '), minutes: breakMinutes }, actions }]
    : [];
}
