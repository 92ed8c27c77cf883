import type {
  Article,
  BreadcrumbList,
  Event,
  Festival,
  GeoCoordinates,
  Hotel,
  LodgingBusiness,
  PostalAddress,
  TouristAttraction,
  TouristDestination,
  TouristTrip,
} from 'schema-dts';
import type { App } from '#src/composition.ts';
import type { EntryView } from '#src/features/entries/entry-view.ts';
import { eventsAt, nextEventDates } from '#src/features/events/upcoming.ts';
import type { PictureSet } from '#src/ports/pictures.ts';

/**
 * Structured data after schema.org, whose vocabulary the types of `schema-dts` hold each object to.
 * Each function returns one object; the page adds the context.
 */

const ATTRACTION_KINDS = new Set(['viewpoint', 'landmark', 'heritage', 'museum', 'canyon', 'river', 'pier', 'lake', 'cave', 'waterfall', 'peak', 'trail', 'pass']); // prettier-ignore

export function absolute(app: App, path: string): string {
  return path.startsWith('http') ? path : `${app.settings.siteUrl.origin}${path}`;
}

export function crumbsLd(app: App, items: readonly { name: string; href?: string }[]): BreadcrumbList {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: items.map((item, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: item.name,
      ...(item.href ? { item: absolute(app, item.href) } : {}),
    })),
  };
}

export function placeLd(
  app: App,
  view: EntryView<'places'>,
  picture: PictureSet,
): Exclude<TouristAttraction | TouristDestination, string> {
  const { facts } = view.entry;
  return {
    '@type': ATTRACTION_KINDS.has(facts.kind) ? 'TouristAttraction' : 'TouristDestination',
    '@id': absolute(app, view.href),
    url: absolute(app, view.href),
    name: view.name.value,
    description: view.summary.value,
    image: absolute(app, picture.social),
    geo: geo(facts.position),
    ...(facts.commune ? { address: address(facts.commune) } : {}),
    ...(facts.fees.length > 0 ? { isAccessibleForFree: false } : {}),
    ...(eventsAt(app, view.slug).length > 0
      ? { event: eventsAt(app, view.slug).slice(0, 5).map((event) => ({ '@type': 'Event', name: event.words.vi?.name ?? event.slug, startDate: nextEventDates(app, event, 1)[0] ?? '', location: { '@id': absolute(app, view.href) } })) }
      : {}),
  }; // prettier-ignore
}

export function lodgingLd(
  app: App,
  view: EntryView<'homestays'>,
  picture: PictureSet,
  position: { lat: number; lng: number } | undefined,
): Exclude<Hotel | LodgingBusiness, string> {
  const { facts } = view.entry;
  const { vnd } = facts.priceFrom;
  return {
    '@type': facts.kind === 'hotel' ? 'Hotel' : 'LodgingBusiness',
    '@id': absolute(app, view.href),
    url: absolute(app, view.href),
    name: view.name.value,
    description: view.summary.value,
    image: absolute(app, picture.social),
    priceRange: typeof vnd === 'number' ? `từ ${vnd} ₫` : `${vnd[0]}–${vnd[1]} ₫`,
    currenciesAccepted: 'VND',
    address: address(app.content.find('places', facts.village)?.facts.commune ?? ''),
    ...(position ? { geo: geo(position) } : {}),
    ...(facts.phoneConsent ? { telephone: facts.phone } : {}),
    amenityFeature: facts.amenities.map((name) => ({ '@type': 'LocationFeatureSpecification', name, value: true })),
  };
}

/** One Event for the next date; a rotating market has no simpler schedule that schema.org could say. */
export function eventLd(
  app: App,
  view: EntryView<'events'>,
  picture: PictureSet,
  dates: readonly string[],
): Event | Festival | undefined {
  const next = dates[0];
  if (next === undefined) return undefined;
  const place = app.content.find('places', view.entry.facts.place);
  const opens = /^(\d\d:\d\d)-/.exec(view.entry.facts.open[0]?.hours ?? '')?.[1];
  return {
    '@type': view.entry.facts.kind === 'festival' ? 'Festival' : 'Event',
    name: view.name.value,
    description: view.summary.value,
    url: absolute(app, view.href),
    image: absolute(app, picture.social),
    startDate: opens ? `${next}T${opens}:00+07:00` : next,
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: {
      '@type': 'Place',
      name: place?.words.vi?.name ?? view.entry.facts.place,
      address: address(place?.facts.commune ?? ''),
      ...(place ? { geo: geo(place.facts.position) } : {}),
    },
  };
}

export function tripLd(
  app: App,
  view: EntryView<'trips'>,
  picture: PictureSet,
  stops: readonly { name: string; href: string }[],
): TouristTrip {
  return {
    '@type': 'TouristTrip',
    name: view.name.value,
    description: view.summary.value,
    url: absolute(app, view.href),
    image: absolute(app, picture.social),
    itinerary: {
      '@type': 'ItemList',
      numberOfItems: stops.length,
      itemListElement: stops.map((stop, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        item: { '@type': 'TouristAttraction', name: stop.name, url: absolute(app, stop.href) },
      })),
    },
  };
}

export function articleLd(app: App, view: EntryView<'guides'>, picture: PictureSet): Article {
  return {
    '@type': 'Article',
    headline: view.name.value,
    description: view.summary.value,
    inLanguage: view.body.language,
    url: absolute(app, view.href),
    image: absolute(app, picture.social),
    dateModified: view.entry.updatedAt,
    author: { '@type': 'Organization', name: 'Tripmap' },
  };
}

function geo({ lat, lng }: { lat: number; lng: number }): GeoCoordinates {
  return { '@type': 'GeoCoordinates', latitude: lat, longitude: lng };
}

function address(commune: string): PostalAddress {
  return {
    '@type': 'PostalAddress',
    ...(commune ? { addressLocality: commune } : {}),
    addressRegion: 'Tuyên Quang',
    addressCountry: 'VN',
  };
}
