import type { PlannerFee } from '#src/domain/planner-data/types.ts';
import type { View } from '#src/domain/plan-check/finding.ts';
import type { Vehicle } from '#src/domain/trip/types.ts';

/** đồng from … to …; equal where there is no range. */
export type Cost = { low: number; high: number };
export type CostLine = Cost & {
  kind: 'room' | 'fee' | 'fuel' | 'own';
  /** Name of the house or place, or the traveller's own words; the kind of fee in `detail`. */
  name: string;
  detail?: string;
  day?: number;
  seen?: string;
  /** Agreed by the traveller, not a listed price. */
  agreed?: boolean;
};

/** Litres for 100 km on mountain roads and đồng a litre: ranges, no quotes. The screen calls them assumptions to be confirmed. */
export const FUEL: { litres: Partial<Record<Vehicle, Cost>>; vndPerLitre: Cost } = {
  litres: { motorbike: { low: 2, high: 3 }, car: { low: 9, high: 13 } },
  vndPerLitre: { low: 19_000, high: 24_000 },
};

/** People that share a room where a price is by the room. */
const PERSONS_PER_ROOM = 2;

/** What the trip costs by what is known: rooms, fees with the day they were seen, fuel, own items. Never a promise. */
export function reckonCosts(view: View): { lines: CostLine[]; total: Cost } {
  const { trip, days } = view;
  const persons = trip.party.adults + trip.party.children.length;
  const lines: CostLine[] = [];

  for (const { day, index } of days) {
    const bed = typeof day.bed?.at === 'string' ? view.index.beds.get(day.bed.at) : undefined;
    const name =
      bed?.name ?? (typeof day.bed?.at === 'object' ? day.bed.at.name : view.index.places.get(day.bed?.at ?? '')?.name);
    if (day.bed?.vnd !== undefined) {
      lines.push({ kind: 'room', name: name ?? '', day: index + 1, low: day.bed.vnd, high: day.bed.vnd, agreed: true });
    } else if (bed) {
      const times = bed.price.per === 'person' ? persons : Math.ceil(persons / PERSONS_PER_ROOM);
      lines.push({
        kind: 'room',
        name: bed.name,
        day: index + 1,
        low: bed.price.low * times,
        high: bed.price.high * times,
        seen: bed.price.seen,
      });
    }
  }

  for (const { stops, index } of days) {
    for (const { at } of stops) {
      for (const fee of at?.place?.fees ?? []) {
        const times = timesPaid(fee, trip.party.adults, trip.party.children.length);
        if (times === 0) continue;
        lines.push({
          kind: 'fee',
          name: at?.name ?? '',
          detail: fee.for,
          day: index + 1,
          low: fee.low * times,
          high: fee.high * times,
          seen: fee.seen,
        });
      }
    }
  }

  const litres = FUEL.litres[trip.vehicle];
  const km = days.reduce((sum, day) => sum + day.km, 0);
  if (litres !== undefined && km > 0) {
    // Two ride on a motorbike; nobody shares a seat of the driver.
    const vehicles = trip.vehicle === 'motorbike' ? Math.max(1, Math.ceil(persons / 2)) : 1;
    const vnd = (side: keyof Cost) =>
      Math.round((km * litres[side] * FUEL.vndPerLitre[side] * vehicles) / 100_000) * 1000;
    lines.push({ kind: 'fuel', name: '', low: vnd('low'), high: vnd('high') });
  }

  for (const item of trip.costs) {
    const vnd = item.vnd * (item.per === 'day' ? days.length : item.per === 'person' ? persons : 1);
    lines.push({ kind: 'own', name: item.text, low: vnd, high: vnd });
  }
  const sum = (side: 'low' | 'high') => lines.reduce((total, line) => total + line[side], 0);
  return { lines, total: { low: sum('low'), high: sum('high') } };
}

function timesPaid(fee: PlannerFee, adults: number, children: number): number {
  if (fee.for === 'child') return fee.per === 'person' ? children : 0;
  // Rides and guides one may do without; a traveller adds them where wanted.
  if (fee.for === 'xe-om' || fee.for === 'guide' || fee.for === 'stall') return 0;
  if (fee.per !== 'person') return 1;
  return fee.for === 'adult' ? adults : adults + children;
}
