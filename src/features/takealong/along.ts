import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { locate } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerAlert } from '#src/domain/planner-data/types.ts';
import { findLeg } from '#src/domain/roads/find-leg.ts';
import type { Leg } from '#src/domain/roads/leg.ts';
import { entriesOfTrip } from '#src/domain/trip/new-trip.ts';
import { legsOf, scheduleTrip } from '#src/domain/trip/schedule.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import type { Along, PackWish } from './pack.ts';

/** What lies along a trip: its entries with their places, their areas, and the stretches of road it rides. */
export function alongTrip(trip: Trip, index: PlannerIndex): Along {
  const entries = new Set<string>();
  const areas = new Set<string>();
  for (const entry of entriesOfTrip(trip)) {
    const at = locate(index, entry);
    if (!at) continue;
    entries.add(entry);
    if (at.place) entries.add(at.place.id);
    if (at.area) areas.add(at.area);
  }
  for (const { bed } of trip.days) if (bed?.area) areas.add(bed.area);
  const legs = scheduleTrip(trip, index).flatMap((day) => legsOf(day).flatMap(({ ride }) => ride.leg ?? []));
  return { entries: [...entries], areas: [...areas], edges: [...new Set(legs.flatMap(edgesOf))] };
}

const edgesOf = (leg: Leg): string[] => leg.pieces.flatMap(({ from, to }) => (from && to ? [[from, to].sort().join('|')] : [])); // prettier-ignore

/** Whether an alert concerns someone on this way. One for whole areas does when the trip enters one of them. */
export function concerns(alert: PlannerAlert, along: Along, index: PlannerIndex): boolean {
  if (alert.places?.some((place) => along.entries.includes(place))) return true;
  const stretches = alert.roads ?? [];
  if (stretches.some(({ from, to }) => stretchTouches(from, to, along, index))) return true;
  // A road alert names its area too; only its stretch counts then.
  return stretches.length === 0 && (alert.areas ?? []).some((area) => along.areas.includes(area));
}

function stretchTouches(from: string, to: string, along: Along, index: PlannerIndex): boolean {
  const slug = (id: string): string => id.slice('places/'.length);
  const leg = findLeg(index.graph, slug(from), slug(to), 'motorbike');
  return leg.kind === 'leg' && edgesOf(leg).some((edge) => along.edges.includes(edge));
}

/** Everything to store for a trip in a language. */
export function packWish(trip: Trip, index: PlannerIndex, locale: string): PackWish {
  const along = alongTrip(trip, index);
  const alerts = index.alerts.filter((alert) => concerns(alert, along, index));
  const pages = [...along.entries, ...alerts.map(({ id }) => id)].map((id) => `/${locale}/${id}`);
  return {
    tripId: trip.id,
    name: trip.name,
    locale,
    pages: [...pages, `/${locale}/alerts`],
    data: [...along.areas.map((area) => `/api/planner/beds/${locale}/${area}`), `/api/planner/core/${locale}`, `/api/planner/alerts/${locale}`], // prettier-ignore
    alerts,
    along,
  };
}
