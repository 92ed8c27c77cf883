import { newTrip } from '#src/domain/trip/new-trip.ts';
import type { Day, Spot, Stop, Trip } from '#src/domain/trip/types.ts';

export type DaySketch = { stops?: (Spot | (Partial<Stop> & { at: Spot }))[]; bed?: Spot; start?: number };

/** A trip from a sketch: days d1, d2 … with stops s1, s2 … counted through. */
export function makeTrip(days: DaySketch[], about: Partial<Trip> = {}): Trip {
  let number = 1;
  const made = days.map(({ stops = [], bed, start }, i): Day => ({
    id: `d${i + 1}`,
    stops: stops.map((stop): Stop => {
      const id = `s${number++}`;
      const blank = { id, locked: false, note: '' };
      return typeof stop === 'object' && 'at' in stop ? { ...blank, ...stop } : { ...blank, at: stop };
    }),
    ...(bed !== undefined && { bed: { at: bed, booked: false, note: '' } }),
    ...(start !== undefined && { start }),
    note: '',
  }));
  return { ...newTrip('test', 'Test'), days: made, serial: Math.max(number, days.length + 1) + 10, ...about };
}
