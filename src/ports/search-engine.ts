import type { EntryId } from '#src/domain/content/entry.ts';
import type { Language } from '#src/domain/locale/languages.ts';

/** What search can find. Single pages such as "about" are not among it. */
export const SEARCH_KINDS = ['places', 'homestays', 'events', 'guides', 'trips', 'products', 'alerts'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/**
 * `type` is the kind within the kind (waterfall, weekly-market, hotel), `access` what a visitor must manage
 * (`car`, `step-free`, `toilet`), `day` a weekday such as SUN.
 */
export const FACETS = ['kind', 'type', 'area', 'access', 'amenity', 'service', 'day'] as const;
export type Facet = (typeof FACETS)[number];

/** Values of one facet are alternatives, except amenities, services and access: all of those must hold. */
export type SearchFilters = Readonly<Partial<Record<Facet, readonly string[]>>>;
export const ALL_MUST_HOLD: readonly Facet[] = ['amenity', 'service', 'access'];

export type GeoPoint = { readonly lat: number; readonly lng: number };
/** Degrees; `west` ≤ `east`, `south` ≤ `north`. */
export type GeoBox = { readonly south: number; readonly west: number; readonly north: number; readonly east: number };

export const SORTS = ['relevance', 'distance', 'price', 'name'] as const;
export type SearchSort = (typeof SORTS)[number];

export const MAX_LIMIT = 100;

export type SearchRequest = {
  /** As typed; anything goes, engines fold and clamp it. Empty means everything, best first. */
  q: string;
  language: Language;
  filters?: SearchFilters;
  /** Facets to count. Each is counted without its own filter, so that alternatives show what they would add. */
  facets?: readonly Facet[];
  /** `distance` needs `near`; without it the order is by relevance. */
  sort?: SearchSort;
  near?: GeoPoint;
  box?: GeoBox;
  /** 1 … 100, default 20. */
  limit?: number;
  offset?: number;
  highlight?: boolean;
  /** The last word may be unfinished: suggestions while typing. */
  typing?: boolean;
};

/** A piece of text, and whether the query hit it. Pieces join to the whole text; nothing in them is markup. */
export type Piece = readonly [text: string, hit: boolean];

export type SearchHit = {
  id: EntryId;
  kind: SearchKind;
  slug: string;
  type: string;
  name: string;
  nameLanguage: Language;
  summary: string;
  summaryLanguage: Language;
  /** The place it belongs to, for people to read. */
  where?: string | undefined;
  area?: string | undefined;
  position?: GeoPoint | undefined;
  /** From `near`, along a straight line. */
  distanceMeters?: number | undefined;
  /** In đồng, the lowest that is known. */
  price?: number | undefined;
  sample?: boolean | undefined;
  pieces?: { name: Piece[]; summary: Piece[] };
};

export type SearchAnswer = {
  hits: SearchHit[];
  /** How many entries match in all. */
  total: number;
  facets: Partial<Record<Facet, Record<string, number>>>;
  /** The query in the spelling that was searched instead, when the typed one is nowhere. */
  didYouMean?: string | undefined;
  /** What the words were taken for, as concept ids such as `kind:market`. */
  understood: string[];
  /** Which engine answered. */
  engine: string;
};

export interface SearchEngine {
  readonly name: string;
  search(request: SearchRequest): Promise<SearchAnswer>;
}

export type EngineHealth = {
  state: 'ok' | 'degraded';
  engine: string;
  reason?: string;
  since?: string;
  /** Languages whose entries are not all indexed yet: soon after a start with thousands of them. */
  indexing?: readonly Language[];
};
