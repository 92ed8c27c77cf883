import { addDays, daysFromTo } from '../calendar/calendar-date.ts';
import type { Located } from '../planner-data/planner-index.ts';
import type { ScheduledDay, ScheduledLeg, ScheduledStop } from '../trip/schedule.ts';
import type { CalendarDate, Minutes, Vehicle } from '../trip/types.ts';
import type { View } from './finding.ts';

/** Small questions that several rules ask of a view. */

export type StopVisit = { day: ScheduledDay; visit: ScheduledStop; at: Located };

/** Every stop whose place is known. */
export function visitsOf(view: View): StopVisit[] {
  return view.days.flatMap((day) => day.stops.flatMap((visit) => (visit.at ? [{ day, visit, at: visit.at }] : [])));
}

export type DayLeg = { day: ScheduledDay; leg: ScheduledLeg; id: string };

/** The rides of a day, with the id that findings name them by. */
export function ridesOfDay(day: ScheduledDay): DayLeg[] {
  const rides: DayLeg[] = [];
  for (const { leg, stop } of day.stops) if (leg) rides.push({ day, leg, id: stop.id });
  if (day.home) rides.push({ day, leg: day.home, id: 'home' });
  return rides;
}

/** Every ride of the trip. */
export function ridesOf(view: View): DayLeg[] {
  return view.days.flatMap(ridesOfDay);
}

/** The instant of a minute of a day in Vietnam, in milliseconds. */
export function instantOf(date: CalendarDate, minutes: Minutes): number {
  return Date.parse(`${date}T00:00:00+07:00`) + minutes * 60_000;
}

export function isInForce(span: { from: string; until: string }, begin: number, end: number): boolean {
  // An empty span still lies somewhere: a stop without minutes is a moment.
  return Date.parse(span.from) < Math.max(end, begin + 1) && Date.parse(span.until) > begin;
}

/** The last day on which an alert still holds. */
export function lastDayOf(until: string): CalendarDate {
  return new Date(Date.parse(until) - 1 + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** Who steers a two-wheeler needs light, rest and a licence more than who is driven. */
export const rides = (vehicle: Vehicle): boolean =>
  vehicle === 'motorbike' || vehicle === 'easy-rider' || vehicle === 'bicycle';

/** Rides shorter than this stay in a town or village, under lamps and at walking pace. */
export const SHORT_RIDE: Minutes = 10;

/** Whole months from a `seen` (day, month or year, taken at its end) to a day. */
export function monthsSince(seen: string, today: CalendarDate): number {
  const [year = '0', month = '12'] = seen.split('-');
  return (Number(today.slice(0, 4)) - Number(year)) * 12 + Number(today.slice(5, 7)) - Number(month);
}

/** Whether a solar season `MM-DD..MM-DD` holds on a date; it may run over new year. */
export function inSeason(date: CalendarDate, from: string, to: string): boolean {
  const day = date.slice(5);
  return from <= to ? from <= day && day <= to : day >= from || day <= to;
}

/** The last day of the season that holds on `date`. */
export function seasonEnd(date: CalendarDate, to: string): CalendarDate {
  const year = Number(date.slice(0, 4)) + (date.slice(5) > to ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${to}`;
}

/** The start date of the trip that puts `day` on `date`. */
export function startDateFor(day: ScheduledDay, date: CalendarDate): CalendarDate {
  return addDays(date, -day.index);
}

export { addDays, daysFromTo };
