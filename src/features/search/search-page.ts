import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { languageOf, type Locale } from '#src/domain/locale/languages.ts';
import type { Facet as FacetView } from '#src/features/entries/list-query.ts';
import { pictureEntryOf } from '#src/features/entries/scene-entry.ts';
import { formatKm, formatVnd } from '#src/i18n/formats.ts';
import type { PictureSet } from '#src/ports/pictures.ts';
import { FACETS, type Facet, type GeoPoint, type Piece, type SearchHit } from '#src/ports/search-engine.ts';
import { requestOf, RESULTS_PER_PAGE, type SearchQuery } from './read-query.ts';

export type Result = {
  id: string;
  href: string;
  name: Piece[];
  nameLang: string;
  summary: Piece[];
  summaryLang: string;
  /** Kind and where it is. */
  eyebrow: string;
  badges: string[];
  picture: PictureSet | undefined;
  position: GeoPoint | undefined;
  /** From 1 over all pages: the mark on the map bears it. */
  number: number;
  sample: boolean;
};

export type SearchView = {
  results: Result[];
  total: number;
  page: number;
  pages: number;
  facets: (FacetView & { label: string; textOf: (value: string) => string })[];
  didYouMean: string | undefined;
  /** Shown when nothing was found. */
  popular: Entry<'places'>[];
};

const POPULAR = 6;

/** Everything a results page shows. */
export async function searchPage(app: App, locale: Locale, query: SearchQuery): Promise<SearchView> {
  const language = languageOf(locale);
  let answer = await app.search.engine.search(requestOf(query, language));
  let page = query.page;
  if (answer.hits.length === 0 && answer.total > 0) {
    // Past the end: the last page is nearer to what was meant than an error.
    page = Math.ceil(answer.total / RESULTS_PER_PAGE);
    answer = await app.search.engine.search(requestOf({ ...query, page }, language));
  }
  app.counter.noteFound(query, language, answer.total);
  const t = app.translator.t(locale);
  const first = (page - 1) * RESULTS_PER_PAGE + 1;
  return {
    results: answer.hits.map((hit, index) => resultOf(app, locale, hit, first + index)),
    total: answer.total,
    page,
    pages: Math.max(1, Math.ceil(answer.total / RESULTS_PER_PAGE)),
    facets: FACETS.map((facet) => ({
      name: facet,
      label: t(`search:facets.${facet}`),
      textOf: (value: string) => facetText(app, locale, facet, value),
      options: optionsOf(answer.facets[facet] ?? {}, query.filters[facet] ?? []),
    })),
    didYouMean: answer.didYouMean === query.q ? undefined : answer.didYouMean,
    popular: answer.total > 0 ? [] : popularPlaces(app),
  };
}

export function popularPlaces(app: App, most = POPULAR): Entry<'places'>[] {
  return app.content
    .list('places')
    .toSorted((a, b) => b.facts.weight - a.facts.weight)
    .slice(0, most);
}

function optionsOf(counts: Readonly<Record<string, number>>, chosen: readonly string[]): FacetView['options'] {
  const values = [...Object.keys(counts), ...chosen.filter((value) => counts[value] === undefined)];
  return values.map((value) => ({ value, count: counts[value] ?? 0, selected: chosen.includes(value) }));
}

/** A facet's value in words; one that has none (an old address) shows itself. */
export function facetText(app: App, locale: Locale, facet: Facet, value: string): string {
  const t = app.translator.t(locale);
  const groups: Record<Facet, readonly string[]> = {
    kind: ['search:kinds'],
    type: ['facts:placeKinds', 'facts:eventKinds', 'facts:listingKinds', 'facts:guideTopics', 'facts:vehicles', 'facts:productKinds', 'facts:alertLevels'],
    area: ['facts:areas'],
    access: ['search:access'],
    amenity: ['facts:amenities'],
    service: ['facts:services'],
    day: [],
  }; // prettier-ignore
  if (facet === 'day') return weekdayText(locale, value);
  const known = app.translator.words(locale, ['facts', 'search']);
  for (const group of groups[facet]) {
    const [namespace = '', name = ''] = group.split(':');
    const words = known[namespace]?.[name];
    if (typeof words === 'object' && typeof words[value] === 'string') return t(`${group}.${value}`);
  }
  return value;
}

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function weekdayText(locale: Locale, code: string): string {
  const index = WEEKDAYS.indexOf(code);
  if (index < 0) return code;
  // 1 August 2021 was a Sunday.
  const date = new Date(Date.UTC(2021, 7, 1 + index));
  return new Intl.DateTimeFormat(languageOf(locale), { weekday: 'long', timeZone: 'UTC' }).format(date);
}

function resultOf(app: App, locale: Locale, hit: SearchHit, number: number): Result {
  const t = app.translator.t(locale);
  const entry = app.content.find(hit.kind, hit.slug);
  const kind = facetText(app, locale, 'type', hit.type);
  const where = hit.where ?? '';
  const badges: string[] = [];
  if (hit.distanceMeters !== undefined)
    badges.push(t('search:away', { distance: formatKm(locale, hit.distanceMeters / 1000) }));
  if (hit.price !== undefined && hit.kind === 'homestays')
    badges.push(t('search:from', { price: formatVnd(locale, hit.price) }));
  return {
    id: hit.id,
    href: `/${locale}/${hit.kind}/${hit.slug}`,
    name: hit.pieces?.name ?? [[hit.name, false]],
    nameLang: hit.nameLanguage,
    summary: hit.pieces?.summary ?? [[hit.summary, false]],
    summaryLang: hit.summaryLanguage,
    eyebrow: [hit.type === hit.kind ? t(`search:kinds.${hit.kind}`) : kind, where]
      .filter((part) => part !== '')
      .join(' · '),
    badges,
    picture: entry && app.pictures.pictureFor(pictureEntryOf(entry), 'card'),
    position: hit.position,
    number,
    sample: hit.sample === true,
  };
}
