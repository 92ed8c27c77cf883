import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import type { AlertFacts } from '#src/domain/content/facts.ts';
import { placeOfStop } from '../trips/trips-through.ts';
import { activeAlerts, placesOnRoad } from './active-alerts.ts';

export type Affected = {
  places: readonly Entry<'places'>[];
  homestays: readonly Entry<'homestays'>[];
  trips: readonly Entry<'trips'>[];
  /** The alerted roads with the kilometres between their two places. */
  roads: readonly (AlertFacts['roads'][number] & { km: number })[];
};

type Where = Pick<AlertFacts, 'places' | 'areas' | 'roads'>;

/** Whom an alert reaches: what lies in it, who sleeps there, which suggested trips go through. */
export function affectedBy(app: App, alert: Where): Affected {
  const stretches = stretchesOf(app, alert);
  const ends = alert.roads.flatMap((road) => placesOnRoad(app, road));
  const named = new Set([...alert.places, ...ends]);
  const places = app.content
    .list('places')
    .filter(({ slug, facts }) => facts.kind !== 'junction' && (named.has(slug) || (alert.areas as readonly string[]).includes(facts.area)));
  const inside = new Set([...named, ...places.map(({ slug }) => slug)]);
  return {
    places,
    homestays: app.content.list('homestays').filter(({ facts }) => inside.has(facts.village)),
    trips: app.content.list('trips').filter((trip) => touches(app, trip, inside, stretches)),
    roads: alert.roads.map((road) => ({ ...road, km: app.roads.leg(road.from, road.to, 'motorbike')?.km ?? 0 })),
  };
} // prettier-ignore

/** Alerts in force that a suggested trip runs into. */
export function alertsOnTrip(app: App, trip: Entry<'trips'>): Entry<'alerts'>[] {
  return activeAlerts(app).filter(({ facts }) => {
    const areas = facts.areas as readonly string[];
    const inside = new Set([
      ...facts.places,
      ...app.content.list('places').filter((place) => areas.includes(place.facts.area)).map(({ slug }) => slug),
    ]); // prettier-ignore
    return touches(app, trip, inside, stretchesOf(app, facts));
  });
}

/** Each alerted road as the pairs of neighbouring places it runs through, in both directions. */
function stretchesOf(app: App, { roads }: Where): Set<string> {
  return new Set(roads.flatMap((road) => pairs(placesOnRoad(app, road))));
}

const pairs = (via: readonly string[]): string[] =>
  via.slice(1).flatMap((place, i) => [`${via[i] as string} ${place}`, `${place} ${via[i] as string}`]);

function touches(app: App, trip: Entry<'trips'>, inside: ReadonlySet<string>, stretches: ReadonlySet<string>): boolean {
  const stops = [
    trip.facts.start,
    ...trip.facts.days.flatMap((day) => [...day.stops.map(({ at }) => placeOfStop(app, at)), ...(day.bed === undefined ? [] : [placeOfBed(app, day.bed)])]),
    trip.facts.end,
  ]; // prettier-ignore
  if (stops.some((slug) => inside.has(slug))) return true;
  if (stretches.size === 0) return false;
  return stops.slice(1).some((slug, i) => {
    const from = stops[i] as string;
    if (from === slug) return false;
    const via = app.roads.leg(from, slug, 'motorbike')?.via ?? [];
    return pairs(via).some((pair) => stretches.has(pair));
  });
}

function placeOfBed(app: App, bed: string): string {
  const [kind, slug = ''] = bed.split('/');
  return kind === 'homestays' ? (app.content.find('homestays', slug)?.facts.village ?? slug) : slug;
}
