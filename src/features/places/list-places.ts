import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { TECHNICAL_PLACE_KINDS } from '#src/domain/content/kinds.ts';
import { ruleHoldsOn, parseDateRule } from '#src/domain/calendar/date-rule.ts';
import { languageOf, type Locale } from '#src/domain/locale/languages.ts';
import { collator } from '#src/i18n/formats.ts';
import {
  applyListQuery,
  readListQuery,
  type FacetReader,
  type ListPage,
  type ListQuery,
} from '../entries/list-query.ts';
import { viewEntry } from '../entries/entry-view.ts';

type Place = Entry<'places'>;

export const PLACE_SORTS = ['best', 'name', 'elevation'] as const;

/** A month in the middle of each season of the plateau, to ask a place's rules whether it is at its best then. */
const SEASON_DAYS = { spring: '2026-02-20', water: '2026-06-01', summer: '2026-07-20', harvest: '2026-09-25', buckwheat: '2026-11-05', winter: '2026-12-28' } as const; // prettier-ignore

export const PLACE_FACETS: readonly FacetReader<Place>[] = [
  { name: 'kind', values: (place) => [place.facts.kind] },
  { name: 'area', values: (place) => [place.facts.area] },
  {
    name: 'season',
    values: (place) =>
      Object.entries(SEASON_DAYS)
        .filter(([, day]) => place.facts.best.some((rule) => holds(rule, day)))
        .map(([season]) => season),
  },
  {
    name: 'access',
    values: ({ facts }) => [
      ...(facts.access.car === 'yes' ? ['car'] : []),
      ...(facts.access.stepFree === 'yes' || facts.access.stepFree === 'partly' ? ['step-free'] : []),
      ...(facts.services.includes('petrol') ? ['petrol'] : []),
      ...(facts.services.includes('atm') ? ['atm'] : []),
    ],
  },
];

export function readPlacesQuery(params: URLSearchParams): ListQuery {
  return readListQuery(params, PLACE_FACETS.map((facet) => facet.name), PLACE_SORTS); // prettier-ignore
}

/** Places worth a visit, filtered and sorted; junctions are only joints of the road network. */
export function listPlaces(app: App, locale: Locale, query: ListQuery): ListPage<Place> {
  const places = app.content.list('places').filter((place) => !TECHNICAL_PLACE_KINDS.includes(place.facts.kind));
  const order = collator(locale);
  const language = languageOf(locale);
  const name = (place: Place) => place.words[language]?.name ?? viewEntry(place, locale).name.value;
  const byName = (a: Place, b: Place) => order.compare(name(a), name(b));
  const compare = {
    best: (a: Place, b: Place) => b.facts.weight - a.facts.weight || byName(a, b),
    name: byName,
    elevation: (a: Place, b: Place) => top(b) - top(a) || byName(a, b),
  }[query.sort as (typeof PLACE_SORTS)[number]];
  return applyListQuery(places, PLACE_FACETS, query, compare);
}

function top(place: Place): number {
  const { elevation } = place.facts;
  return elevation === undefined ? -1 : typeof elevation === 'number' ? elevation : elevation[1];
}

function holds(rule: string, day: string): boolean {
  const parsed = parseDateRule(rule);
  return parsed.ok && ruleHoldsOn(parsed.rule, day);
}
