import { findDaylight } from '../../calendar/daylight.ts';
import type { Daylight } from '../../calendar/daylight.ts';
import { FIRST_RIDE } from '../../trip/schedule.ts';
import type { ScheduledDay } from '../../trip/schedule.ts';
import {
  giveUp,
  middleStop,
  nameOf,
  moveToNextMorning,
  sleepNear,
  splitDay,
  startAt,
  startEarlier,
  startEarlyWithout,
} from '../fix-ideas.ts';
import type { Draft, Fix, Rule, Severity, View } from '../finding.ts';
import { SHORT_RIDE, ridesOfDay, rides as isRidden } from '../stops.ts';
import type { DayLeg } from '../stops.ts';

/** Riding should be over this long before sunset: punctures, photographs, a road that takes longer. */
const reserve = 30;

/**
 * Riding in the dark, too near to sunset, or before 07:00. A bus has its own driver and hours. An undated
 * trip is judged by the longest day of the year, so that what is dark then is dark on every day.
 */
export const darkRides: Rule = {
  name: 'dark-rides',
  find: (view) => (view.trip.vehicle === 'bus' ? [] : view.days.flatMap((day) => [...morning(view, day), ...evening(view, day)])), // prettier-ignore
};

function longRides(day: ScheduledDay): DayLeg[] {
  return ridesOfDay(day).filter(({ leg }) => leg.ride.ridingMinutes >= SHORT_RIDE);
}

function daylightOf(view: View, day: ScheduledDay): Daylight | undefined {
  if (day.daylight) return day.daylight;
  return day.to && findDaylight(day.to, `${view.context.today.slice(0, 4)}-06-21`);
}

function evening(view: View, day: ScheduledDay): Draft[] {
  const daylight = daylightOf(view, day);
  if (!daylight) return [];
  const { sunset } = daylight;
  const rides = longRides(day);
  const near = rides.find(({ leg }) => leg.arrive > sunset - (day.date === undefined ? 0 : reserve));
  // The first ride in the dark is worse than one that only comes near it.
  const late = rides.find(({ leg }) => leg.arrive > sunset) ?? near;
  if (!late) return [];
  const { leg, id } = late;
  const dark = leg.arrive > sunset;
  const last = rides.at(-1)?.leg.arrive ?? leg.arrive;
  return [
    {
      severity: dark && view.trip.vehicle !== 'car' ? 'error' : 'warning',
      day: day.day.id,
      leg: id,
      key: dark ? 'rides-after-sunset' : 'rides-near-sunset',
      values: { place: leg.to.name, time: leg.arrive, limitTime: sunset },
      fixes: (): Fix[] => {
        const final = day.stops.at(-1);
        return [
          ...startEarlier(view, day, last - (sunset - reserve)),
          ...(final ? moveToNextMorning(view, day, final) : []),
          ...(final?.at && id === 'home' && day.day.bed ? sleepNear(view, day, final.at, 1) : []),
          ...splitDay(view, day, middleStop(day)),
          ...giveUp(day, 3),
          ...startEarlyWithout(view, day, 3),
        ];
      },
    },
  ];
}

function morning(view: View, day: ScheduledDay): Draft[] {
  const early = longRides(day).find(({ leg }) => leg.depart < FIRST_RIDE);
  const sunrise = daylightOf(view, day)?.sunrise;
  if (!early || sunrise === undefined) return [];
  const { leg, id } = early;
  const dark = leg.depart < sunrise;
  const driven: Severity = dark ? 'warning' : 'notice';
  return [
    {
      severity: isRidden(view.trip.vehicle) ? (dark ? 'error' : 'warning') : driven,
      day: day.day.id,
      leg: id,
      key: dark ? 'rides-before-sunrise' : 'rides-early',
      values: { place: leg.to.name, time: leg.depart, limitTime: dark ? sunrise : FIRST_RIDE },
      fixes: () => later(day, early, FIRST_RIDE - leg.depart),
    },
  ];
}

/** Leaves later: from the stop before, by staying there, or else from the bed. */
function later(day: ScheduledDay, { id }: DayLeg, by: number): Fix[] {
  const index = day.stops.findIndex(({ stop }) => stop.id === id);
  const before = day.stops[(index < 0 ? day.stops.length : index) - 1];
  const fixes = [startAt(day, day.start + by, 'start-later')];
  if (before) {
    const minutes = before.stay + by;
    fixes.push({ key: 'stay-longer', values: { place: nameOf(before), minutes }, actions: [{ type: 'set-stop', stop: before.stop.id, patch: { minutes } }] }); // prettier-ignore
  }
  return fixes;
}
