import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import type { Vnd } from '#src/domain/content/parts.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { collator } from '#src/i18n/formats.ts';
import {
  applyListQuery,
  readListQuery,
  type FacetReader,
  type ListPage,
  type ListQuery,
} from '../entries/list-query.ts';
import { viewEntry } from '../entries/entry-view.ts';

type Homestay = Entry<'homestays'>;

export const HOMESTAY_SORTS = ['best', 'price', 'name'] as const;
/** Facets offered for amenities: what travellers ask for before they choose. */
const ASKED_AMENITIES: readonly string[] = ['hot-water', 'heating', 'family-room', 'private-room', 'ground-floor', 'parking', 'wifi', 'dinner']; // prettier-ignore

export function homestayFacets(app: App): FacetReader<Homestay>[] {
  return [
    { name: 'village', values: ({ facts }) => [facts.village] },
    { name: 'area', values: ({ facts }) => [app.content.find('places', facts.village)?.facts.area ?? 'outside'] },
    { name: 'toilet', values: ({ facts }) => [facts.toilet] },
    { name: 'car', values: ({ facts }) => (facts.car === 'yes' ? ['yes'] : []) },
    { name: 'amenity', values: ({ facts }) => facts.amenities.filter((amenity) => ASKED_AMENITIES.includes(amenity)) },
  ];
}

export function readHomestaysQuery(app: App, params: URLSearchParams): ListQuery {
  return readListQuery(params, homestayFacets(app).map((facet) => facet.name), HOMESTAY_SORTS); // prettier-ignore
}

export function listHomestays(app: App, locale: Locale, query: ListQuery): ListPage<Homestay> {
  const order = collator(locale);
  const byName = (a: Homestay, b: Homestay) =>
    order.compare(viewEntry(a, locale).name.value, viewEntry(b, locale).name.value);
  const compare = {
    best: (a: Homestay, b: Homestay) => b.facts.weight - a.facts.weight || byName(a, b),
    price: (a: Homestay, b: Homestay) => low(a.facts.priceFrom.vnd) - low(b.facts.priceFrom.vnd) || byName(a, b),
    name: byName,
  }[query.sort as (typeof HOMESTAY_SORTS)[number]];
  return applyListQuery(app.content.list('homestays'), homestayFacets(app), query, compare);
}

export function low(value: Vnd): number {
  return typeof value === 'number' ? value : value[0];
}
