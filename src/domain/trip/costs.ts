import type { PlannerFee } from '../planner-data/types.ts';
import type { ScheduledDay } from './schedule.ts';
import type { Trip } from './types.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import { locate } from '../planner-data/planner-index.ts';

/** A price of petrol and how far it goes, with the day it was seen: it comes from the caller, prices age. */
export type Fuel = {
  vndPerLitre: { low: number; high: number };
  litresPer100Km: { low: number; high: number };
  seen: string;
};

/** Amounts in đồng for the whole party; `low` and `high` are equal where nothing is open. */
export type CostLine = {
  kind: 'room' | 'fee' | 'boat' | 'fuel' | 'own';
  low: number;
  high: number;
  /** When the price was last seen; absent for what the traveller entered. */
  seen?: string;
  day?: string;
  stop?: string;
  /** Name of the place or bed, or the traveller's own words. */
  name: string;
};

export type TripCosts = {
  lines: CostLine[];
  low: number;
  high: number;
  /** The oldest price among them. */ seen?: string;
};

/**
 * What the trip costs as far as prices are known: rooms, entrance and boat fees, petrol, and what the
 * traveller entered. Two people share a room priced by the room. Of motorbikes there is between one for
 * two people and one for each adult. Fees for a guide, a stall or a motorbike taxi are wishes and left out.
 */
export function tripCosts(trip: Trip, days: readonly ScheduledDay[], index: PlannerIndex, fuel?: Fuel): TripCosts {
  const { adults, children } = trip.party;
  const people = adults + children.length;
  const lines: CostLine[] = [];
  for (const day of days) {
    for (const { at, stop } of day.stops) {
      for (const fee of at?.event ? [] : (at?.place?.fees ?? [])) {
        const times = timesPaid(fee, trip);
        if (times === 0) continue;
        const kind = fee.for === 'boat' ? 'boat' : 'fee';
        lines.push({ kind, low: fee.low * times, high: fee.high * times, seen: fee.seen, day: day.day.id, stop: stop.id, name: at?.name ?? '' }); // prettier-ignore
      }
    }
    const { bed } = day.day;
    const listing = bed && locate(index, bed.at)?.bed;
    if (bed?.vnd !== undefined) {
      lines.push({
        kind: 'room',
        low: bed.vnd,
        high: bed.vnd,
        day: day.day.id,
        name: listing?.name ?? nameOfSpot(index, bed.at),
      });
    } else if (listing) {
      const times = listing.price.per === 'person' ? people : Math.ceil(people / 2);
      const { low, high, seen } = listing.price;
      lines.push({ kind: 'room', low: low * times, high: high * times, seen, day: day.day.id, name: listing.name });
    }
  }
  if (fuel && trip.vehicle === 'motorbike') {
    const km = days.reduce((sum, day) => sum + day.km, 0);
    const cost = (end: 'low' | 'high', bikes: number): number =>
      Math.round((((km / 100) * fuel.litresPer100Km[end] * fuel.vndPerLitre[end]) / 1000) * bikes) * 1000;
    lines.push({
      kind: 'fuel',
      low: cost('low', Math.ceil(people / 2)),
      high: cost('high', adults),
      seen: fuel.seen,
      name: '',
    });
  }
  for (const { text, vnd, per } of trip.costs) {
    const amount = vnd * (per === 'day' ? trip.days.length : per === 'person' ? people : 1);
    lines.push({ kind: 'own', low: amount, high: amount, name: text });
  }
  const [seen] = lines.flatMap((line) => line.seen ?? []).sort();
  return {
    lines,
    low: lines.reduce((sum, line) => sum + line.low, 0),
    high: lines.reduce((sum, line) => sum + line.high, 0),
    ...(seen !== undefined && { seen }),
  };
}

function timesPaid(fee: PlannerFee, { party, vehicle }: Trip): number {
  const people = party.adults + party.children.length;
  if (fee.for === 'adult') return fee.per === 'person' ? party.adults : 1;
  if (fee.for === 'child') return fee.per === 'person' ? party.children.length : 0;
  if (fee.for === 'boat' || fee.for === 'visit') return fee.per === 'person' ? people : 1;
  if (fee.for === 'parking' || fee.for === 'vehicle') return vehicle === 'foot' || vehicle === 'bus' ? 0 : 1;
  return 0;
}

function nameOfSpot(index: PlannerIndex, spot: Trip['start']['at']): string {
  return locate(index, spot)?.name ?? (typeof spot === 'string' ? spot : spot.name);
}
