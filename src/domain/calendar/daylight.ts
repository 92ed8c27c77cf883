import { getTimes } from 'suncalc';
import type { CalendarDate } from './calendar-date.ts';

export type Daylight = { sunrise: number; sunset: number };

/**
 * Sunrise and sunset at a place on a day, in whole minutes after midnight at UTC+7 (the clock of
 * Vietnam, wherever the machine stands). Flat horizon: in a gorge the sun goes earlier.
 * Undefined where the sun does not rise or set, or the position is no number.
 */
export function findDaylight(position: { lat: number; lng: number }, date: CalendarDate): Daylight | undefined {
  const midnight = Date.parse(`${date}T00:00:00+07:00`);
  // suncalc picks the solar day by the instant's UTC date and the longitude; local noon is on the right one.
  const times = getTimes(new Date(midnight + 12 * 3_600_000), position.lat, position.lng);
  const sunrise = minutesAfter(midnight, times.sunrise);
  const sunset = minutesAfter(midnight, times.sunset);
  return sunrise === undefined || sunset === undefined ? undefined : { sunrise, sunset };
}

function minutesAfter(midnight: number, instant: Date | null): number | undefined {
  const minutes = instant ? Math.round((instant.getTime() - midnight) / 60_000) : NaN;
  return Number.isFinite(minutes) ? minutes : undefined;
}
