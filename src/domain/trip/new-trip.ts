import { addDays } from '../calendar/calendar-date.ts';
import { TRIP_VERSION } from './types.ts';
import type { CalendarDate, Day, Spot, Stop, Trip } from './types.ts';

/** Where almost every trip begins. */
export const DEFAULT_START = 'places/ha-giang';
export const DEFAULT_DAY_START = 8 * 60;

/** An empty trip of one day from Hà Giang city, by motorbike, undated. `id` comes from the caller: the domain has no dice. */
export function newTrip(id: string, name: string): Trip {
  return {
    version: TRIP_VERSION,
    id,
    name,
    archived: false,
    start: { at: DEFAULT_START, hour: DEFAULT_DAY_START, arrival: 'there' },
    end: { at: DEFAULT_START, departure: 'none' },
    dayStart: DEFAULT_DAY_START,
    vehicle: 'motorbike',
    licence: { status: 'unsure' },
    experience: 'normal',
    pace: 'normal',
    party: { adults: 2, children: [] },
    bedNeeds: [],
    days: [{ id: 'd1', stops: [], note: '' }],
    lists: { packing: [], todo: [] },
    costs: [],
    serial: 2,
  };
}

/** The date of a day counted from 0; undefined for an undated trip. */
export function dateOfDay(trip: Pick<Trip, 'date'>, dayIndex: number): CalendarDate | undefined {
  return trip.date === undefined ? undefined : addDays(trip.date, dayIndex);
}

export type FoundStop = { day: Day; dayIndex: number; stop: Stop; stopIndex: number };

export function findStop(trip: Trip, stopId: string): FoundStop | undefined {
  for (const [dayIndex, day] of trip.days.entries()) {
    const stopIndex = day.stops.findIndex((stop) => stop.id === stopId);
    const stop = day.stops[stopIndex];
    if (stop) return { day, dayIndex, stop, stopIndex };
  }
  return undefined;
}

/** Every entry a trip names, once: what a page, an offline pack or a share link needs to load. */
export function entriesOfTrip(trip: Trip): string[] {
  const spots: (Spot | undefined)[] = [trip.start.at, trip.end.at];
  for (const day of trip.days) spots.push(...day.stops.map((stop) => stop.at), day.bed?.at);
  return [...new Set(spots.filter((spot) => typeof spot === 'string'))];
}
