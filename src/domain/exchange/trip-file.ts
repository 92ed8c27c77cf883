import type { Trip } from '../trip/types.ts';

/** Our own file: the whole trip, with everything in it, for another device of the same traveller. */
export function toTripFile(trip: Trip): string {
  return `${JSON.stringify({ format: 'tripmap', trip }, null, 1)}\n`;
}
