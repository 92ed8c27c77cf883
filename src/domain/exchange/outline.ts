import type { Position } from '../geo/position.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import { legLine } from '../roads/leg-line.ts';
import { legsOf, scheduleTrip } from '../trip/schedule.ts';
import type { ScheduledDay } from '../trip/schedule.ts';
import type { CalendarDate, Minutes, Spot, Trip } from '../trip/types.ts';

/** One point of a trip as files and paper know it. */
export type OutlinePoint = {
  /** Stable within the trip: ids of stops and days. */
  id: string;
  role: 'start' | 'stop' | 'bed' | 'end';
  name: string;
  lat: number;
  lng: number;
  /** Entry id; absent for an own pin. */
  entry?: string;
  /** Minutes after midnight of the day; a night may run past 1440. */
  arrive?: Minutes;
  leave?: Minutes;
  /** Only where the traveller chose it. */
  minutes?: Minutes;
  note: string;
  phone?: string;
};

export type OutlineDay = {
  id: string;
  /** Counted from 1. */
  number: number;
  date?: CalendarDate;
  note: string;
  points: OutlinePoint[];
  /** Along the roads; straight where none is known. Fewer than two points where nobody rides. */
  line: Position[];
  km: number;
  ridingMinutes: Minutes;
};

/** A trip with its times and positions, as every export needs it. */
export type TripOutline = {
  id: string;
  name: string;
  days: OutlineDay[];
  /** Entries that are not in the data and are left out. */ missing: string[];
};

/** @param name shown for a trip without one */
export function outlineTrip(trip: Trip, index: PlannerIndex, name = ''): TripOutline {
  const missing = new Set<string>();
  const days = scheduleTrip(trip, index).map((day) => outlineDay(trip, day, index, missing));
  return { id: trip.id, name: trip.name || name, days, missing: [...missing] };
}

/** The same with one day only: people load their navigator in the morning. */
export function onlyDay(outline: TripOutline, number: number): TripOutline {
  return { ...outline, days: outline.days.filter((day) => day.number === number) };
}

function outlineDay(trip: Trip, day: ScheduledDay, index: PlannerIndex, missing: Set<string>): OutlineDay {
  const points: OutlinePoint[] = [];
  const add = (point: Pick<OutlinePoint, 'id' | 'role' | 'note' | 'arrive' | 'leave' | 'minutes'>, at: Spot): void => {
    const found = locate(index, at);
    if (!found) {
      missing.add(at as string);
      return;
    }
    points.push({
      ...point,
      name: found.name,
      lat: round5(found.lat),
      // The date line has two names; GPX knows only the western one.
      lng: found.lng === 180 ? -180 : round5(found.lng),
      ...(typeof at === 'string' && { entry: at }),
      ...(found.bed?.phone !== undefined && { phone: found.bed.phone }),
    });
  };
  const { bed } = day.day;
  const isLast = day.index === trip.days.length - 1;
  if (day.index === 0) add({ id: 'start', role: 'start', note: '', leave: day.start }, trip.start.at);
  for (const { stop, enter, leave } of day.stops) {
    add({ id: stop.id, role: 'stop', note: stop.note, arrive: enter, leave, ...(stop.minutes !== undefined && { minutes: stop.minutes }) }, stop.at); // prettier-ignore
  }
  if (bed) add({ id: `${day.day.id}-bed`, role: 'bed', note: bed.note, ...(!isLast && { arrive: day.end }) }, bed.at);
  if (isLast && trip.end.at !== undefined) add({ id: 'end', role: 'end', note: '', arrive: day.end }, trip.end.at);
  return {
    id: day.day.id,
    number: day.index + 1,
    ...(day.date !== undefined && { date: day.date }),
    note: day.day.note,
    points,
    line: lineOf(day, index),
    km: day.km,
    ridingMinutes: day.ridingMinutes,
  };
}

function lineOf(day: ScheduledDay, index: PlannerIndex): Position[] {
  const line: Position[] = [];
  for (const { ride, from, to } of legsOf(day)) {
    const points = ride.leg ? legLine(index.graph, ride.leg) : [from, to];
    for (const { lat, lng } of points) {
      const last = line.at(-1);
      const point = { lat: round5(lat), lng: round5(lng) };
      if (last?.lat !== point.lat || last.lng !== point.lng) line.push(point);
    }
  }
  return line;
}

const round5 = (degrees: number): number => Math.round(degrees * 1e5) / 1e5 + 0;
