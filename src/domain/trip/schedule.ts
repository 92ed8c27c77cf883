import { findDaylight } from '../calendar/daylight.ts';
import type { Daylight } from '../calendar/daylight.ts';
import { isOpenOn, parseHours } from '../calendar/opening-hours.ts';
import type { OpenInterval } from '../calendar/opening-hours.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { Located, PlannerIndex } from '../planner-data/planner-index.ts';
import { dateOfDay } from './new-trip.ts';
import { findRide } from './rides.ts';
import type { Ride } from './rides.ts';
import type { Arrival, CalendarDate, Day, Minutes, Pace, Stop, Trip, Vehicle } from './types.ts';

/** Nobody should ride a mountain road before this, unless they choose to. */
export const FIRST_RIDE: Minutes = 7 * 60;

/** Rest and breakfast between arriving and the first ride. A night on a bus is no night's sleep. */
export const REST_AFTER: Readonly<Record<Arrival, Minutes>> = { 'night-bus': 120, bus: 45, own: 0, there: 0 };

/**
 * Time added to riding for photographs, petrol, rain coats and tired hands. Riders' days on the loop take
 * 1.5 to 2 times the riding time; stops planned by name make up most of that, the stage tables of
 * travellers leave a quarter to a half for the rest (`riding h` against `with stops`).
 */
const bufferShare: Readonly<Record<Pace, number>> = { slow: 0.3, normal: 0.2, fast: 0.1 };

/** Minutes of buffer for a ride; a bus keeps its own timetable. */
export function bufferMinutes(ridingMinutes: Minutes, pace: Pace, vehicle: Vehicle): Minutes {
  return vehicle === 'bus' ? 0 : Math.round(ridingMinutes * bufferShare[pace]);
}

/** From one point of the day to the next. */
export type ScheduledLeg = {
  from: Located;
  to: Located;
  depart: Minutes;
  arrive: Minutes;
  bufferMinutes: Minutes;
  ride: Ride;
};

export type ScheduledStop = {
  stop: Stop;
  index: number;
  /** Undefined where the place has vanished: the stop then takes its own minutes and no ride. */
  at?: Located;
  /** Undefined where the traveller is there already. */
  leg?: ScheduledLeg;
  arrive: Minutes;
  /** Minutes until it opens. */
  wait: Minutes;
  enter: Minutes;
  stay: Minutes;
  leave: Minutes;
  /** The hours on that day; empty: closed. Undefined: no hours are known, or the trip is undated and they vary. */
  hours?: readonly OpenInterval[];
};

export type ScheduledDay = {
  day: Day;
  index: number;
  date?: CalendarDate;
  from?: Located;
  /** When the traveller gets to the start of the trip; only on the first day. */
  arrives?: Minutes;
  /** When the day's first ride or visit begins. */
  start: Minutes;
  stops: readonly ScheduledStop[];
  /** The last ride: to the bed, or to the end of the trip. */
  home?: ScheduledLeg;
  end: Minutes;
  /** Where the day ends. */
  to?: Located;
  /** At the day's last stop or bed; undefined for an undated trip. */
  daylight?: Daylight;
  km: number;
  ridingMinutes: Minutes;
  climbMeters: number;
  highest?: { meters: number; slug?: string | undefined };
};

/** The legs of a day in order, the last one to bed included. */
export function legsOf(day: ScheduledDay): ScheduledLeg[] {
  return [...day.stops.flatMap(({ leg }) => leg ?? []), ...(day.home ? [day.home] : [])];
}

/**
 * Times for every day, in the traveller's own order: nothing is moved, dropped or shortened to make it fit.
 * Times only run forward, a day may run past midnight, and each day begins afresh. Opening hours make the
 * traveller wait where they are known to the minute; an undated trip takes hours that do not hang on the day.
 */
export function scheduleTrip(trip: Trip, index: PlannerIndex): ScheduledDay[] {
  const days: ScheduledDay[] = [];
  let from = locate(index, trip.start.at);
  for (const [i, day] of trip.days.entries()) {
    const isLast = i === trip.days.length - 1;
    const goal = isLast ? (trip.end.at ?? day.bed?.at) : day.bed?.at;
    const to = goal === undefined ? undefined : locate(index, goal);
    const { start, arrives } = startOfDay(trip, i);
    const scheduled = scheduleDay(index, { day, index: i, from, to, start, arrives, date: dateOfDay(trip, i), vehicle: trip.vehicle, pace: trip.pace }); // prettier-ignore
    days.push(scheduled);
    from = scheduled.to ?? from;
  }
  return days;
}

/** When a day begins. On the first day nobody leaves before having arrived. */
export function startOfDay(trip: Trip, index: number): { start: Minutes; arrives?: Minutes } {
  const chosen = trip.days[index]?.start;
  if (index > 0) return { start: chosen ?? trip.dayStart };
  const { hour, arrival } = trip.start;
  if (chosen !== undefined) return { start: Math.max(chosen, hour), arrives: hour };
  const rested = hour + REST_AFTER[arrival];
  return { start: arrival === 'night-bus' ? Math.max(rested, FIRST_RIDE) : rested, arrives: hour };
}

type DayQuestion = {
  day: Day;
  index: number;
  from: Located | undefined;
  to: Located | undefined;
  start: Minutes;
  arrives: Minutes | undefined;
  date: CalendarDate | undefined;
  vehicle: Vehicle;
  pace: Pace;
};

// A day is a plain value that never changes in place, so its times can be remembered: typing a note
// on one of ten days must not reckon the other nine again.
const remembered = new WeakMap<PlannerIndex, WeakMap<Day, { key: string; scheduled: ScheduledDay }>>();

function scheduleDay(index: PlannerIndex, question: DayQuestion): ScheduledDay {
  const { day, from, to, start, arrives, date, vehicle, pace } = question;
  const key = [question.index, from?.key, from?.name, to?.key, to?.name, start, arrives, date, vehicle, pace].join('|');
  let ofIndex = remembered.get(index);
  if (!ofIndex) remembered.set(index, (ofIndex = new WeakMap()));
  const known = ofIndex.get(day);
  if (known?.key === key) return known.scheduled;
  const scheduled = reckonDay(index, question);
  ofIndex.set(day, { key, scheduled });
  return scheduled;
}

function reckonDay(index: PlannerIndex, question: DayQuestion): ScheduledDay {
  const { day, from, to, start, arrives, date, vehicle, pace } = question;
  let now = start;
  let here = from;

  const goTo = (place: Located): ScheduledLeg | undefined => {
    const before = here;
    here = place;
    if (!before || before.key === place.key) return undefined;
    const ride = findRide(index, before, place, vehicle, date, now);
    const buffer = bufferMinutes(ride.ridingMinutes, pace, vehicle);
    const depart = now;
    now += ride.minutes + buffer;
    return { from: before, to: place, depart, arrive: now, bufferMinutes: buffer, ride };
  };

  const stops = day.stops.map((stop, i): ScheduledStop => {
    const at = locate(index, stop.at);
    const leg = at && goTo(at);
    const arrive = now;
    const hours = at && hoursOf(at, date);
    const wait = waitFor(hours, arrive);
    const enter = arrive + wait;
    const usual = stop.minutes ?? at?.event?.visitMinutes ?? at?.place?.visitMinutes ?? 0;
    // A boat or bus leaves at its hour: a visit before it is as long as it can be.
    const stay = stop.departs !== undefined && stop.departs >= enter ? stop.departs - enter : usual;
    now = enter + stay;
    return { stop, index: i, ...(at && { at }), ...(leg && { leg }), arrive, wait, enter, stay, leave: now, ...(hours && { hours }) }; // prettier-ignore
  });
  const home = to && goTo(to);

  const legs = [...stops.map(({ leg }) => leg), home].filter((leg) => leg !== undefined);
  const daylight = date !== undefined && here ? findDaylight(here, date) : undefined;
  const tops = legs.flatMap(({ ride }) => ride.leg?.highest ?? []).sort((a, b) => b.meters - a.meters);
  return {
    day,
    index: question.index,
    ...(date !== undefined && { date }),
    ...(from && { from }),
    ...(arrives !== undefined && { arrives }),
    start,
    stops,
    ...(home && { home }),
    end: now,
    ...(here && { to: here }),
    ...(daylight && { daylight }),
    km: Math.round(legs.reduce((sum, { ride }) => sum + ride.km, 0) * 10) / 10,
    ridingMinutes: legs.reduce((sum, { ride }) => sum + ride.ridingMinutes, 0),
    climbMeters: legs.reduce((sum, { ride }) => sum + (ride.leg?.climbMeters ?? 0), 0),
    ...(tops[0] && { highest: tops[0] }),
  };
}

/** The hours of an event or place on a day; undefined where nothing is known about them. */
export function hoursOf(at: Located, date: CalendarDate | undefined): OpenInterval[] | undefined {
  const { open = [], closed = [] } = at.event ?? (at.bed ? {} : (at.place ?? {}));
  if (open.length === 0) return date !== undefined && closed.length > 0 ? closedOrUnknown(closed, date) : undefined;
  if (date !== undefined) return isOpenOn({ open, closed }, date);
  // Without a date the day is the traveller's to choose, so the hours count and the rule does not.
  const texts = new Set(open.map(({ hours }) => hours));
  const [only] = texts;
  return texts.size === 1 && only !== undefined ? parseHours(only) : undefined;
}

function closedOrUnknown(
  closed: readonly { rule: string; reason?: string }[],
  date: CalendarDate,
): OpenInterval[] | undefined {
  const openDay = isOpenOn({ open: [{ rule: 'daily' }], closed }, date);
  return openDay.length === 0 ? [] : undefined;
}

/** Minutes until it opens, where that is known to the minute and still to come. */
function waitFor(hours: readonly OpenInterval[] | undefined, arrive: Minutes): Minutes {
  const next = hours?.find((interval) => interval.to > arrive);
  return next && !next.approximate ? Math.max(0, next.from - arrive) : 0;
}
