import type { ScheduledDay } from '../../trip/schedule.ts';
import type { Minutes } from '../../trip/types.ts';
import { giveUp, removeStop, startEarlier, startEarlyWithout } from '../fix-ideas.ts';
import type { Draft, Fix, Rule, View } from '../finding.ts';
import { visitsOf } from '../stops.ts';

/** To return a bike, find the bus and load the bags; on a mountain road an hour is soon gone. */
const slackForBus = 60;

/** Buses and boats that leave without the traveller. */
export const departures: Rule = {
  name: 'departures',
  find: (view) => [...visitsOf(view).flatMap(({ day, visit, at }): Draft[] => {
    const { departs } = visit.stop;
    if (departs === undefined || visit.enter <= departs) return [];
    return [{
      severity: 'error', day: day.day.id, stop: visit.stop.id, key: 'departure-missed',
      values: { place: at.name, time: visit.enter, limitTime: departs },
      fixes: () => [
        ...startEarlier(view, day, visit.enter - departs),
        ...removeBefore(day, visit.index),
        { key: 'no-departure', values: { place: at.name }, actions: [{ type: 'set-stop', stop: visit.stop.id, patch: { departs: null } }] },
      ],
    }];
  }), ...endOfTrip(view)],
}; // prettier-ignore

function endOfTrip(view: View): Draft[] {
  const day = view.days.at(-1);
  const { by, departure } = view.trip.end;
  if (!day || by === undefined) return [];
  const place = day.to?.name ?? '';
  const slack: Minutes = by - day.end;
  const isRide = departure === 'bus' || departure === 'boat';
  if (slack >= (isRide ? slackForBus : 0)) return [];
  return [
    {
      severity: slack < 0 ? 'error' : 'warning',
      day: day.day.id,
      key: slack < 0 ? (isRide ? 'end-missed' : 'end-late') : 'end-tight',
      values: { place, time: day.end, limitTime: by, ...(slack >= 0 && { minutes: slack }) },
      fixes: () => [
        ...startEarlier(view, day, (isRide ? slackForBus : 0) - slack),
        ...giveUp(day, 3),
        ...startEarlyWithout(view, day, 3),
      ],
    },
  ];
}

function removeBefore(day: ScheduledDay, index: number): Fix[] {
  return day.stops.slice(0, index).filter(({ stop }) => !stop.locked).slice(-2).map(removeStop); // prettier-ignore
}
