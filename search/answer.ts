import {
  ALL_MUST_HOLD, MAX_LIMIT, type Facet, type GeoBox, type GeoPoint, type SearchFilters, type SearchHit, type SearchRequest,
} from '#src/ports/search-engine.ts'; // prettier-ignore
import type { SearchDocument } from './documents.ts';
import { highlight } from './highlight.ts';
import { distanceMeters } from './rank.ts';
import type { Understood } from './understand.ts';

/** What both engines do alike with the documents they found: filters, facets, order, hits. */

export function valuesOf(document: SearchDocument, facet: Facet): readonly string[] {
  switch (facet) {
    case 'kind': return [document.kind];
    case 'type': return [document.type];
    case 'area': return document.area === undefined ? [] : [document.area];
    default: return document[facet];
  } // prettier-ignore
}

export type Pass = (document: SearchDocument) => boolean;

/** Filters, box and the end of alerts as one question. Unknown values simply match nothing. */
export function passOf(filters: SearchFilters, box: GeoBox | undefined, now: number): Pass {
  const wanted = (Object.entries(filters) as [Facet, readonly string[]][]).filter(([, values]) => values.length > 0);
  return (document) => {
    if (document.until !== undefined && document.until < now) return false;
    for (const [facet, values] of wanted) {
      const has = valuesOf(document, facet);
      const holds = ALL_MUST_HOLD.includes(facet)
        ? values.every((v) => has.includes(v))
        : values.some((v) => has.includes(v));
      if (!holds) return false;
    }
    return box === undefined || inBox(document.position, box);
  };
}

export function inBox(position: GeoPoint | undefined, box: GeoBox): boolean {
  return (
    position !== undefined &&
    position.lat >= box.south && position.lat <= box.north && position.lng >= box.west && position.lng <= box.east
  ); // prettier-ignore
}

export function withoutFacet(filters: SearchFilters, facet: Facet): SearchFilters {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => name !== facet));
}

export function countFacet(documents: Iterable<SearchDocument>, facet: Facet): Record<string, number> {
  const counts = new Map<string, number>();
  for (const document of documents)
    for (const value of valuesOf(document, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

/** Sorts in place; relevance leaves the order alone. Entries without the value stand last. */
export function sortDocuments(documents: SearchDocument[], request: SearchRequest): void {
  const { near } = request;
  if (request.sort === 'distance' && near) {
    const far = new Map(
      documents.map((d) => [d, d.position ? distanceMeters(near, d.position) : Number.POSITIVE_INFINITY]),
    );
    documents.sort((a, b) => orderOf(far.get(a), far.get(b)));
  } else if (request.sort === 'price') {
    documents.sort((a, b) => orderOf(a.price, b.price));
  } else if (request.sort === 'name') {
    const collator = new Intl.Collator(request.language);
    documents.sort((a, b) => collator.compare(a.name, b.name));
  }
}

function orderOf(a: number | undefined, b: number | undefined): number {
  const left = a ?? Number.POSITIVE_INFINITY;
  const right = b ?? Number.POSITIVE_INFINITY;
  return left === right ? 0 : left - right;
}

export function hitOf(document: SearchDocument, request: SearchRequest, query: Understood | undefined): SearchHit {
  const { id, kind, slug, type, name, nameLanguage, summary, summaryLanguage, where, area, position, price, sample } =
    document;
  return {
    id, kind, slug, type, name, nameLanguage, summary, summaryLanguage, where, area, position, price, sample,
    distanceMeters: request.near && position ? Math.round(distanceMeters(request.near, position)) : undefined,
    ...(request.highlight ? { pieces: { name: highlight(name, query), summary: highlight(summary, query) } } : {}),
  }; // prettier-ignore
}

export type Window = { limit: number; offset: number };

/** Limit and offset as whole numbers within reason, whatever was asked. */
export function windowOf(request: SearchRequest): Window {
  const limit = Number.isFinite(request.limit) ? Math.trunc(request.limit as number) : 20;
  const offset = Number.isFinite(request.offset) ? Math.trunc(request.offset as number) : 0;
  return { limit: Math.min(MAX_LIMIT, Math.max(0, limit)), offset: Math.max(0, offset) };
}
