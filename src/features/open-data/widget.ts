import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { distanceMeters } from '#src/domain/geo/position.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { formatDate, formatVnd } from '#src/i18n/formats.ts';
import { placeName } from '../entries/card.ts';
import { viewEntry } from '../entries/entry-view.ts';
import { eventDays, today } from '../events/upcoming.ts';
import { listPlaces } from '../places/list-places.ts';
import { homestayPosition } from '../places/near.ts';

/** What a frame on another site shows. Everything is in its address; what it does not know it ignores. */
export const WIDGET_VIEWS = ['map', 'list'] as const;
export const WIDGET_KINDS = ['places', 'homestays', 'events'] as const;
export const WIDGET_THEMES = ['light', 'dark', 'contrast'] as const;
export type WidgetView = (typeof WIDGET_VIEWS)[number];
export type WidgetQuery = {
  kind: (typeof WIDGET_KINDS)[number];
  /** Slug of a place around which to look. */
  place?: string;
  theme?: (typeof WIDGET_THEMES)[number];
};

export type WidgetItem = {
  id: string;
  href: string;
  name: { value: string; language: string };
  note: string;
  position?: { lat: number; lng: number };
};

const AROUND_METERS = 25_000;
const MOST_ITEMS = 30;
const EVENT_DAYS = 30;

export function readWidgetQuery(app: App, params: URLSearchParams): WidgetQuery {
  const kind = WIDGET_KINDS.find((known) => known === params.get('kind')) ?? 'places';
  const theme = WIDGET_THEMES.find((known) => known === params.get('theme'));
  const place = app.content.find('places', params.get('place') ?? '')?.slug;
  return { kind, ...(place ? { place } : {}), ...(theme ? { theme } : {}) };
}

/** The frame's address, with only what differs from the usual. */
export function widgetPath(locale: Locale, view: WidgetView, query: WidgetQuery): string {
  const params = new URLSearchParams();
  if (query.kind !== 'places') params.set('kind', query.kind);
  if (query.place) params.set('place', query.place);
  if (query.theme) params.set('theme', query.theme);
  return `/${locale}/widget/${view}${params.size > 0 ? `?${params}` : ''}`;
}

/**
 * The code for another site. The frame is locked: it may open its links in a new tab and nothing else, so it
 * needs no trust; without `allow-same-origin` and `allow-scripts` it can neither store nor run anything.
 */
export function widgetSnippet(src: string, title: string, height: number): string {
  const quoted = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${quoted(src)}" title="${quoted(title)}" width="100%" height="${height}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>`;
}

/** The best first; around a place the nearest first; events by their day. */
export function widgetItems(app: App, locale: Locale, query: WidgetQuery): WidgetItem[] {
  const centre = query.place && app.content.find('places', query.place)?.facts.position;
  const items = MAKERS[query.kind](app, locale);
  const near = centre
    ? items
        .filter((item) => item.position && distanceMeters(centre, item.position) <= AROUND_METERS)
        .sort((a, b) => (query.kind === 'events' ? 0 : meters(centre, a) - meters(centre, b)))
    : items;
  return near.slice(0, MOST_ITEMS);
}

type Position = { lat: number; lng: number };

function meters(from: Position, item: WidgetItem): number {
  return item.position ? distanceMeters(from, item.position) : Infinity;
}

const MAKERS: Readonly<Record<WidgetQuery['kind'], (app: App, locale: Locale) => WidgetItem[]>> = {
  places: (app, locale) =>
    listPlaces(app, locale, { filters: {}, sort: 'best', page: 1 }).items.map((place) =>
      itemOf(
        app,
        locale,
        place,
        app.translator.t(locale)(`facts:placeKinds.${place.facts.kind}`),
        place.facts.position,
      ),
    ),
  homestays: (app, locale) =>
    app.content.list('homestays').map((homestay) => {
      const t = app.translator.t(locale);
      const price = t('homestays:from', { price: formatVnd(locale, homestay.facts.priceFrom.vnd) });
      const where = placeName(app, locale, homestay.facts.village);
      const sample = homestay.facts.sample ? ` · ${t('common:sample')}` : '';
      return itemOf(app, locale, homestay, `${where} · ${price}${sample}`, homestayPosition(app, homestay));
    }),
  events: (app, locale) =>
    eventDays(app, today(app), EVENT_DAYS).map(({ date, event }) => ({
      ...itemOf(
        app,
        locale,
        event,
        `${formatDate(locale, date, 'full')} · ${placeName(app, locale, event.facts.place)}`,
        app.content.find('places', event.facts.place)?.facts.position,
      ),
      id: `events/${event.slug}/${date}`,
    })),
};

function itemOf(app: App, locale: Locale, entry: Entry, note: string, position: Position | undefined): WidgetItem {
  const view = viewEntry(entry, locale);
  return {
    id: view.id,
    href: `${app.settings.siteUrl.origin}${view.href}`,
    name: view.name,
    note,
    ...(position ? { position } : {}),
  };
}
