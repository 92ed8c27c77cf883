import {
  FACETS, SORTS, type Facet, type GeoBox, type GeoPoint, type SearchFilters, type SearchRequest, type SearchSort,
} from '#src/ports/search-engine.ts'; // prettier-ignore
import type { Language } from '#src/domain/locale/languages.ts';

/** What the address of a results page says. Anything wrong in it is ignored or clamped, never an error. */
export type SearchQuery = {
  q: string;
  filters: SearchFilters;
  sort: SearchSort;
  near?: GeoPoint;
  box?: GeoBox;
  /** From 1. */
  page: number;
};

export const RESULTS_PER_PAGE = 20;
const MAX_PAGE = 1_000_000;
const MAX_VALUES = 30;
const MAX_TYPED = 200;

export function readSearchQuery(params: URLSearchParams): SearchQuery {
  const near = readPoint(params.get('near'));
  const box = readBox(params.get('box'));
  const sort = SORTS.find((each) => each === params.get('sort')) ?? (near ? 'distance' : 'relevance');
  return {
    q: clean(params.get('q') ?? ''),
    filters: Object.fromEntries(
      FACETS.map((facet) => [facet, valuesOf(params, facet)] as const).filter(([, values]) => values.length > 0),
    ),
    sort: sort === 'distance' && !near ? 'relevance' : sort,
    ...(near ? { near } : {}),
    ...(box ? { box } : {}),
    page: readPage(params.get('page')),
  };
}

/** Control characters and unpaired surrogates have no place in a page; the rest stays as it was typed. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufffd]+/gu, ' ')
    .trim()
    .slice(0, MAX_TYPED)
    .toWellFormed();
}

function valuesOf(params: URLSearchParams, facet: Facet): string[] {
  const values = params.getAll(facet).flatMap((value) => value.split(','));
  return [...new Set(values.filter((value) => /^[A-Za-z0-9-]{1,40}$/.test(value)))].slice(0, MAX_VALUES);
}

function readPage(text: string | null): number {
  const page = /^\d{1,9}$/.test(text ?? '') ? Number(text) : 1;
  return Math.min(MAX_PAGE, Math.max(1, page));
}

function readPoint(text: string | null): GeoPoint | undefined {
  const [lat, lng, ...more] = numbers(text);
  if (lat === undefined || lng === undefined || more.length > 0) return undefined;
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : undefined;
}

/** `south,west,north,east`; sides in the wrong order are put right, sides off the globe are brought back. */
function readBox(text: string | null): GeoBox | undefined {
  const [a, b, c, d, ...more] = numbers(text);
  if (a === undefined || b === undefined || c === undefined || d === undefined || more.length > 0) return undefined;
  const lat = (value: number): number => Math.min(90, Math.max(-90, value));
  const lng = (value: number): number => Math.min(180, Math.max(-180, value));
  return {
    south: lat(Math.min(a, c)),
    west: lng(Math.min(b, d)),
    north: lat(Math.max(a, c)),
    east: lng(Math.max(b, d)),
  };
}

function numbers(text: string | null): number[] {
  if (text === null || text.length > 120) return [];
  const parts = text.split(',');
  return parts.every((part) => /^-?\d{1,3}(?:\.\d{1,12})?$/.test(part.trim())) ? parts.map(Number) : [];
}

/** Fields to set; `undefined` takes one away. */
type Change = { [K in keyof SearchQuery]?: SearchQuery[K] | undefined };

/** The address of a results page; what is at its default is left out. */
export function searchHref(path: string, query: SearchQuery, change: Change = {}): string {
  const { near, box, ...rest }: Change = { ...query, page: 1, ...change };
  const { q = '', filters = {}, sort = 'relevance', page = 1 } = rest;
  const params = new URLSearchParams();
  if (q !== '') params.set('q', q);
  for (const facet of FACETS) for (const value of filters[facet] ?? []) params.append(facet, value);
  if (near) params.set('near', `${near.lat},${near.lng}`);
  if (box) params.set('box', [box.south, box.west, box.north, box.east].join(','));
  if (sort !== (near ? 'distance' : 'relevance')) params.set('sort', sort);
  if (page > 1) params.set('page', String(page));
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function requestOf(query: SearchQuery, language: Language): SearchRequest {
  const { q, filters, sort, near, box, page } = query;
  return {
    q, language, filters, sort,
    facets: FACETS,
    limit: RESULTS_PER_PAGE,
    offset: (page - 1) * RESULTS_PER_PAGE,
    highlight: true,
    ...(near ? { near } : {}),
    ...(box ? { box } : {}),
  }; // prettier-ignore
}
