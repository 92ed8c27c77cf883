import type { Area } from '../content/kinds.ts';
import { buildRoadGraph } from '../roads/graph.ts';
import type { RoadGraph, RoadLines } from '../roads/graph.ts';
import type { RoadAlert } from '../roads/conditions.ts';
import type { LegPoint } from '../roads/network.ts';
import type { Spot } from '../trip/types.ts';
import type { PlannerAlert, PlannerBed, PlannerBeds, PlannerCore, PlannerEvent, PlannerPlace } from './types.ts';

/** The planner's data made ready for questions. Building it takes a few milliseconds; keep it while the data stays. */
export type PlannerIndex = {
  readonly core: PlannerCore;
  readonly places: ReadonlyMap<string, PlannerPlace>;
  readonly events: ReadonlyMap<string, PlannerEvent>;
  /** Events by the id of their place. */
  readonly eventsAt: ReadonlyMap<string, readonly PlannerEvent[]>;
  readonly beds: ReadonlyMap<string, PlannerBed>;
  /** Areas whose beds are loaded: only there can one say that a bed is gone. */
  readonly bedAreas: ReadonlySet<string>;
  readonly alerts: readonly PlannerAlert[];
  /** The alerts that close or slow roads, as the roads understand them. */
  readonly roadAlerts: readonly RoadAlert[];
  readonly graph: RoadGraph;
};

export function indexPlannerData(core: PlannerCore, beds: PlannerBeds = {}, lines?: RoadLines): PlannerIndex {
  const eventsAt = new Map<string, PlannerEvent[]>();
  for (const event of core.events) {
    eventsAt.set(event.place, [...(eventsAt.get(event.place) ?? []), event]);
  }
  return {
    core,
    places: byId(core.places),
    events: byId(core.events),
    eventsAt,
    ...bedsOf(beds),
    alerts: core.alerts,
    roadAlerts: core.alerts.flatMap(roadAlertsOf),
    graph: buildRoadGraph(core.roads, lines),
  };
}

/** The same index with the beds of more areas: they are loaded as the trip grows. */
export function withBeds(index: PlannerIndex, beds: PlannerBeds): PlannerIndex {
  return { ...index, ...bedsOf(beds) };
}

/** The same index with other alerts, for instance newer ones than those of a saved pack. */
export function withAlerts(index: PlannerIndex, alerts: readonly PlannerAlert[]): PlannerIndex {
  return { ...index, alerts, roadAlerts: alerts.flatMap(roadAlertsOf) };
}

/** Where a spot of a trip is, and what is known about it. */
export type Located = {
  /** Equal for spots at the same point of the road network; serves as a key. */
  key: string;
  /** Empty for a pin without a name. */
  name: string;
  lat: number;
  lng: number;
  /** Where it stands in the road network: a slug, or the position itself. */
  point: LegPoint;
  area?: Area;
  /** The place itself, or the place of the event or bed. */
  place?: PlannerPlace;
  event?: PlannerEvent;
  bed?: PlannerBed;
};

/** Undefined when the entry is not in the data: it vanished, or its beds are not loaded. */
export function locate(index: PlannerIndex, spot: Spot): Located | undefined {
  if (typeof spot !== 'string') {
    return { key: `${spot.lat},${spot.lng}`, name: spot.name, lat: spot.lat, lng: spot.lng, point: { lat: spot.lat, lng: spot.lng } }; // prettier-ignore
  }
  const event = index.events.get(spot);
  const bed = index.beds.get(spot);
  const place = index.places.get(event?.place ?? bed?.village ?? spot);
  if (!place) return undefined;
  const slug = place.id.slice('places/'.length);
  const onRoads = index.graph.indexOf.has(slug);
  const { name } = event ?? bed ?? place;
  // A bed stands in its village: its own position would only add a guess at the last few hundred metres.
  const { lat, lng } = bed ?? place;
  return {
    key: onRoads ? slug : `${place.lat},${place.lng}`,
    name,
    lat,
    lng,
    point: onRoads ? slug : { lat: place.lat, lng: place.lng },
    area: place.area,
    place,
    ...(event && { event }),
    ...(bed && { bed }),
  };
}

function byId<T extends { id: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((one) => [one.id, one]));
}

function bedsOf(beds: PlannerBeds): Pick<PlannerIndex, 'beds' | 'bedAreas'> {
  return { beds: byId(Object.values(beds).flat()), bedAreas: new Set(Object.keys(beds)) };
}

function roadAlertsOf(alert: PlannerAlert): RoadAlert[] {
  const { effect } = alert;
  if (effect.kind !== 'road-closed' && effect.kind !== 'road-slow') return [];
  const slugOf = (id: string): string => id.slice('places/'.length);
  return (alert.roads ?? []).map(({ from, to, ...km }) => ({
    id: alert.id,
    from: slugOf(from),
    to: slugOf(to),
    ...km,
    effect,
    since: alert.from,
    until: alert.until,
  }));
}
