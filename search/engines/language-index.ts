import type { Language } from '#src/domain/locale/languages.ts';
import { FACETS, type Facet, type SearchAnswer, type SearchRequest } from '#src/ports/search-engine.ts';
import { countFacet, hitOf, passOf, sortDocuments, windowOf, withoutFacet, type Pass } from '../answer.ts';
import type { SearchDocument } from '../documents.ts';
import { indexWords } from '../index-words.ts';
import { isMisspelt, order, scoreAll, worthShowing } from '../order.ts';
import { Matcher, type Candidate, type RankContext, type Scored } from '../rank.ts';
import { CANDIDATES } from '../settings.ts';
import { understand, type Lexicon, type Understood } from '../understand.ts';
import { findByIdeas } from './find-by-ideas.ts';
import { addLikely, isNearPlaceName, namedPlaces, nearestSpelling } from './find-by-spelling.ts';
import { findByWords } from './find-by-words.ts';
import { InvertedIndex } from './inverted-index.ts';

type Matched = { documents: SearchDocument[]; scored: Scored[]; spelling: string | undefined };

/** The documents of one language in memory: MiniSearch finds by words, postings by idea, grams by likeness. */
export class LanguageIndex implements Lexicon {
  private readonly index = new InvertedIndex();
  readonly language: Language;

  constructor(language: Language, documents: Iterable<SearchDocument> = []) {
    this.language = language;
    for (const document of documents) this.upsert(document);
  }

  get size(): number {
    return this.index.slots.size;
  }

  get longestRun(): number {
    return this.index.longestRun;
  }

  upsert(document: SearchDocument): void {
    this.index.upsert(document);
  }

  remove(id: string): void {
    this.index.remove(id);
  }

  isName(folded: string): boolean {
    return this.index.nameWords.has(folded);
  }

  isRun(run: string): boolean {
    return this.index.runs.has(run);
  }

  isPlaceName(words: string): boolean {
    return this.index.placeNames.has(words);
  }

  isNearPlaceName(glued: string): boolean {
    return isNearPlaceName(this.index, glued);
  }

  documents(): Iterable<SearchDocument> {
    return [...this.index.slots.values()].map((slot) => slot.document);
  }

  search(request: SearchRequest, engine: string, now: number): SearchAnswer {
    const filters = request.filters ?? {};
    const query = understand(request.q, this.language, this, request.typing);
    const matched = this.match(query, passOf(filters, request.box, now));
    const facets: SearchAnswer['facets'] = {};
    for (const facet of request.facets ?? []) {
      if (!FACETS.includes(facet)) continue;
      const narrowed = (filters[facet]?.length ?? 0) > 0;
      const documents = narrowed
        ? this.match(query, passOf(withoutFacet(filters, facet as Facet), request.box, now)).documents
        : matched.documents;
      facets[facet] = countFacet(documents, facet);
    }
    sortDocuments(matched.documents, request);
    const { limit, offset } = windowOf(request);
    return {
      hits: matched.documents.slice(offset, offset + limit).map((document) => hitOf(document, request, query)),
      total: matched.documents.length,
      facets,
      didYouMean: matched.spelling,
      understood: query.concepts,
      engine,
    };
  }

  /** The documents that match, best first. An empty query matches everything. */
  private match(query: Understood, pass: Pass): Matched {
    if (query.words.length === 0) return { documents: this.everything(pass), scored: [], spelling: undefined };
    const context: RankContext = { matcher: new Matcher(query), places: [], cut: indexWords };
    const candidates = new Map<number, Candidate>();
    const add = (slot: number, likeness?: number): void => {
      const known = this.index.slots.get(slot);
      if (!known || !pass(known.document)) return;
      const before = candidates.get(slot);
      if (before && (likeness === undefined || (before.likeness ?? 0) >= likeness)) return;
      candidates.set(slot, likeness === undefined ? { ...known } : { ...known, likeness });
    };

    const quick = query.typing;
    const most = quick ? Math.floor(CANDIDATES / 2) : CANDIDATES;
    const named = namedPlaces(this.index, query);
    const lexical = findByWords(this.index, query, pass, most);
    for (const slot of lexical.best) add(slot);
    for (const slot of named.slots) add(slot);
    const addIdeas = (): number[] => {
      const ideas = findByIdeas(this.index, query, pass, named.slugs, most);
      for (const slot of ideas.best) add(slot);
      return ideas.rest;
    };
    let rest = addIdeas();

    let scored = scoreAll(candidates.values(), context);
    let spelling: string | undefined;
    if (isMisspelt(scored, context.matcher)) {
      spelling = addLikely(this.index, query, add);
      const before = named.slugs.size;
      for (const { document, likeness = 0 } of candidates.values()) {
        if (document.kind === 'places' && likeness >= 0.75) named.slugs.add(document.slug);
      }
      if (named.slugs.size > before && query.concepts.length > 0) rest = addIdeas();
      scored = scoreAll(candidates.values(), context);
    }
    const elsewhere = [...named.slots].flatMap((slot) => this.index.slots.get(slot) ?? []);
    scored = order(scored, candidates.values(), elsewhere, context);
    const top = scored[0];
    if (!top) return { documents: [], scored, spelling: nearestSpelling(this.index, query) };
    const documents = worthShowing(scored).map((one) => one.candidate.document);
    const seen = new Set(scored.map((one) => one.candidate.document.id));
    // Suggestions show the first few; only a results page counts and pages through all.
    for (const slot of quick ? [] : [...lexical.rest, ...rest]) {
      const document = this.index.slots.get(slot)?.document;
      if (!document || seen.has(document.id)) continue;
      seen.add(document.id);
      documents.push(document);
    }
    if (documents.length === 0) spelling ??= nearestSpelling(this.index, query);
    return { documents, scored, spelling };
  }

  private everything(pass: Pass): SearchDocument[] {
    const documents = [...this.index.slots.values()].map((slot) => slot.document).filter(pass);
    return documents.sort((a, b) => b.weight - a.weight || orderOfKind(a) - orderOfKind(b) || (a.id < b.id ? -1 : 1));
  }
}

const KIND_ORDER = ['places', 'events', 'trips', 'guides', 'homestays', 'products', 'alerts'];

function orderOfKind(document: SearchDocument): number {
  return KIND_ORDER.indexOf(document.kind);
}
