import type { Entry } from '#src/domain/content/entry.ts';
import type { AlertFacts, EventFacts, HomestayFacts, ProductFacts, TripFacts } from '#src/domain/content/facts.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import { SEARCH_KINDS, type SearchKind } from '#src/ports/search-engine.ts';
import type { ContentStore } from '#src/ports/content-store.ts';
import { makeDocument, type SearchDocument } from './documents.ts';

/** Few and asked for most; listings come in thousands. */
const LISTINGS_LAST = [...SEARCH_KINDS].sort((a, b) => Number(a === 'homestays') - Number(b === 'homestays'));

/** The documents of all content in one language, made one by one, listings last. */
export function* documentsOf(content: ContentStore, language: Language): Generator<SearchDocument> {
  for (const kind of LISTINGS_LAST) {
    for (const entry of content.list(kind)) {
      const document = documentOf(content, entry, language);
      if (document) yield document;
    }
  }
}

export function documentOf(content: ContentStore, entry: Entry, language: Language): SearchDocument | undefined {
  return makeDocument(entry, language, (slug) => content.find('places', slug));
}

export type EntryRef = { kind: SearchKind; slug: string };

/** Entries whose documents carry the names or the position of a place: they change with it. */
export function dependentsOf(content: ContentStore, placeSlug: string): EntryRef[] {
  const at = `places/${placeSlug}`;
  const found: EntryRef[] = [];
  const look = <K extends SearchKind, F>(kind: K, depends: (facts: F) => boolean): void => {
    for (const entry of content.list(kind)) if (depends(entry.facts as F)) found.push({ kind, slug: entry.slug });
  };
  look('homestays', (facts: HomestayFacts) => facts.village === placeSlug);
  look('events', (facts: EventFacts) => facts.place === placeSlug);
  look('products', (facts: ProductFacts) => facts.village === placeSlug);
  look('trips', (facts: TripFacts) => facts.days.some((day) => day.stops.some((stop) => stop.at === at)));
  look(
    'alerts',
    (facts: AlertFacts) =>
      facts.places.includes(placeSlug) || facts.roads.some((road) => road.from === placeSlug || road.to === placeSlug),
  );
  return found;
}
