import MiniSearch from 'minisearch';
import type { Language } from '#src/domain/locale/languages.ts';
import { FACETS, type Facet, type SearchAnswer, type SearchRequest } from '#src/ports/search-engine.ts';
import { countFacet, hitOf, passOf, sortDocuments, windowOf, withoutFacet, type Pass } from '../answer.ts';
import { isMadeOfIdeas, roleOf, type ConceptId } from '../concepts.ts';
import type { SearchDocument } from '../documents.ts';
import { cutWords } from '../folding.ts';
import { GramIndex } from '../grams.ts';
import { placeNamesIn, prepare, type Prepared } from '../prepare.ts';
import { isMisspelt, order, scoreAll, trustedLikeness, worthShowing } from '../order.ts';
import { gluedNames, Matcher, type Candidate, type RankContext, type Scored } from '../rank.ts';
import { CANDIDATES, SEARCHABLE, TYPOS } from '../settings.ts';
import { understand, type Lexicon, type QueryWord, type Understood } from '../understand.ts';

type Slot = { document: SearchDocument; prepared: Prepared };
type Matched = { documents: SearchDocument[]; scored: Scored[]; spelling: string | undefined };

const WORDY: readonly string[] = Object.keys(SEARCHABLE).filter((field) => field !== 'ideas');

/** Folded words, and for Chinese and Korean runs their letters and pairs of letters. */
export function indexWords(text: string): string[] {
  const out: string[] = [];
  for (const word of cutWords(text)) {
    if (word.script === 'letters') out.push(word.folded);
    else out.push(...pairsOf(word.folded));
  }
  return out;
}

function pairsOf(run: string): string[] {
  // By code point: rare Chinese characters take two units, and half of one is no text.
  const letters = [...run];
  return letters.length < 2 ? [run] : letters.slice(1).map((letter, i) => `${letters[i] ?? ''}${letter}`);
}

/** The documents of one language in memory: MiniSearch finds by words, postings by idea, grams by likeness. */
export class LanguageIndex implements Lexicon {
  private readonly slots = new Map<number, Slot>();
  private readonly slotOf = new Map<string, number>();
  private readonly postings = new Map<ConceptId, Set<number>>();
  private readonly grams = new GramIndex();
  private readonly nameWords = new Map<string, number>();
  private readonly runs = new Map<string, number>();
  private readonly placeNames = new Map<string, number>();
  private next = 0;
  longestRun = 1;
  readonly language: Language;
  private readonly words = new MiniSearch<Record<string, unknown>>({
    fields: WORDY as string[],
    idField: 'slot',
    tokenize: indexWords,
    processTerm: (term) => term,
    extractField: (row, field) => row[field] as string,
  });

  constructor(language: Language, documents: Iterable<SearchDocument> = []) {
    this.language = language;
    for (const document of documents) this.upsert(document);
  }

  get size(): number {
    return this.slots.size;
  }

  upsert(document: SearchDocument): void {
    this.remove(document.id);
    const slot = this.next++;
    const prepared = prepare(document);
    this.slots.set(slot, { document, prepared });
    this.slotOf.set(document.id, slot);
    for (const concept of Object.keys(document.concepts)) {
      const posting = this.postings.get(concept);
      if (posting) posting.add(slot);
      else this.postings.set(concept, new Set([slot]));
    }
    for (const key of prepared.keys) this.grams.add(key, slot);
    this.count(document, prepared, 1);
    this.words.add({
      slot,
      names: document.names.join(' | '),
      belongs: document.belongs.join(' | '),
      regions: document.regions.join(' | '),
      summary: document.summary,
      text: document.text,
    });
  }

  remove(id: string): void {
    const slot = this.slotOf.get(id);
    const known = slot === undefined ? undefined : this.slots.get(slot);
    if (slot === undefined || !known) return;
    for (const concept of Object.keys(known.document.concepts)) this.postings.get(concept)?.delete(slot);
    for (const key of known.prepared.keys) this.grams.remove(key, slot);
    this.count(known.document, known.prepared, -1);
    this.words.discard(slot);
    this.slots.delete(slot);
    this.slotOf.delete(id);
  }

  private count(document: SearchDocument, prepared: Prepared, by: number): void {
    for (const name of prepared.names) {
      if (document.kind === 'places') for (const text of placeNamesIn(name)) tally(this.placeNames, text, by);
      // Guides are named and nicknamed in ordinary words.
      if (document.kind === 'guides') continue;
      for (const word of name.words) tally(this.nameWords, word.folded, by);
      if (name.run !== '' && !isMadeOfIdeas(name.run)) {
        tally(this.runs, name.run, by);
        this.longestRun = Math.max(this.longestRun, Math.min(12, name.run.length));
      }
    }
    for (const run of prepared.belongRuns) if (!isMadeOfIdeas(run)) tally(this.runs, run, by);
  }

  isName(folded: string): boolean {
    return this.nameWords.has(folded);
  }

  isRun(run: string): boolean {
    return this.runs.has(run);
  }

  isPlaceName(words: string): boolean {
    return this.placeNames.has(words);
  }

  documents(): Iterable<SearchDocument> {
    return [...this.slots.values()].map((slot) => slot.document);
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
      const known = this.slots.get(slot);
      if (!known || !pass(known.document)) return;
      const before = candidates.get(slot);
      if (before && (likeness === undefined || (before.likeness ?? 0) >= likeness)) return;
      candidates.set(slot, likeness === undefined ? { ...known } : { ...known, likeness });
    };

    const named = this.namedPlaces(query);
    const lexical = this.findByWords(query, pass);
    for (const { id } of lexical.slice(0, CANDIDATES)) add(id as number);
    const ideas = this.findByIdeas(query, pass, named.slugs);
    for (const slot of ideas.best) add(slot);
    for (const slot of named.slots) add(slot);

    let scored = scoreAll(candidates.values(), context);
    let spelling: string | undefined;
    if (isMisspelt(scored, context.matcher)) {
      spelling = this.addLikely(query, add);
      scored = scoreAll(candidates.values(), context);
    }
    const elsewhere = [...named.slots].flatMap((slot) => this.slots.get(slot) ?? []);
    scored = order(scored, candidates.values(), elsewhere, context);
    const top = scored[0];
    if (!top) return { documents: [], scored, spelling: this.nearestSpelling(query) };
    const documents = worthShowing(scored).map((one) => one.candidate.document);
    const seen = new Set(scored.map((one) => one.candidate.document.id));
    for (const slot of [...this.overflow(query, lexical), ...ideas.rest]) {
      const document = this.slots.get(slot)?.document;
      if (!document || seen.has(document.id)) continue;
      seen.add(document.id);
      documents.push(document);
    }
    if (documents.length === 0) spelling ??= this.nearestSpelling(query);
    return { documents, scored, spelling };
  }

  private everything(pass: Pass): SearchDocument[] {
    const documents = [...this.slots.values()].map((slot) => slot.document).filter(pass);
    return documents.sort((a, b) => b.weight - a.weight || orderOfKind(a) - orderOfKind(b) || (a.id < b.id ? -1 : 1));
  }

  private findByWords(query: Understood, pass: Pass): { id: unknown; queryTerms: string[] }[] {
    const useful = query.words.filter((word) => word.weight > 0.1 && !this.isEverywhere(query, word));
    if (useful.length === 0) return [];
    const open = new Set(useful.filter((word) => word.open).map((word) => word.folded));
    return this.words.search(useful.flatMap((word) => (word.script === 'letters' ? [word.folded] : pairsOf(word.folded))).join(' '), {
      boost: SEARCHABLE,
      tokenize: (text) => text.split(' '),
      combineWith: 'OR',
      prefix: (term) => open.has(term) || term.length >= 4,
      fuzzy: (term) => (/^[a-z]{4,}$/.test(term) ? (term.length >= TYPOS.two ? 2 : 1) : false),
      weights: { fuzzy: 0.45, prefix: 0.6 },
      filter: (result) => {
        const document = this.slots.get(result.id as number)?.document;
        return document !== undefined && pass(document);
      },
    }); // prettier-ignore
  }

  /** An idea that very many entries share finds them by its posting, not by its letters. */
  private isEverywhere(query: Understood, word: QueryWord): boolean {
    const span = query.spans[word.span];
    return span?.concepts.some((concept) => (this.postings.get(concept)?.size ?? 0) > 400) ?? false;
  }

  private findByIdeas(query: Understood, pass: Pass, slugs: ReadonlySet<string>): { best: number[]; rest: number[] } {
    const spans = query.spans.filter((span) => span.concepts[0] !== 'filler');
    if (spans.length === 0) return { best: [], rest: [] };
    const found = new Map<number, number>();
    for (const span of spans) {
      const role = roleOf(span.concepts[0] ?? 'filler');
      const value = role === 'kind' ? 2 : 1;
      const inSpan = new Map<number, number>();
      for (const concept of span.concepts) {
        for (const slot of this.postings.get(concept) ?? []) {
          const strength = this.slots.get(slot)?.document.concepts[concept] ?? 0;
          if (strength > (inSpan.get(slot) ?? 0)) inSpan.set(slot, strength);
        }
      }
      for (const [slot, strength] of inSpan) found.set(slot, (found.get(slot) ?? 0) + value * strength);
    }
    const ordered: [number, number][] = [];
    for (const [slot, value] of found) {
      const document = this.slots.get(slot)?.document;
      if (!document || !pass(document)) continue;
      const here = document.placeSlug !== undefined && slugs.has(document.placeSlug) ? 3 : 0;
      ordered.push([slot, value + here + 0.05 * document.weight]);
    }
    ordered.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const best = ordered.slice(0, 260).map(([slot]) => slot);
    const onlyIdeas = query.words.every((word) => word.span !== -1);
    const full = spans.reduce((sum, span) => sum + (roleOf(span.concepts[0] ?? '') === 'kind' ? 2 : 1) * 0.4, 0);
    const rest = ordered.slice(260).filter(([, value]) => (onlyIdeas ? value >= full : value >= full + 3));
    return { best, rest: rest.map(([slot]) => slot) };
  }

  /** Places whose name stands letter for letter in the query, whatever else matches. */
  namedPlaces(query: Understood): { slots: Set<number>; slugs: Set<string> } {
    const slots = new Set<number>();
    const slugs = new Set<string>();
    const { words } = query;
    for (let from = 0; from < words.length; from++) {
      let glued = '';
      for (let to = from; to < Math.min(words.length, from + 5); to++) {
        glued += words[to]?.folded ?? '';
        let taken = 0;
        for (const slot of this.grams.ownersOf(glued)) {
          const document = this.slots.get(slot)?.document;
          if (!document) continue;
          if (document.kind === 'places') {
            slots.add(slot);
            slugs.add(document.slug);
          } else if (taken++ < 20) slots.add(slot);
        }
      }
    }
    return { slots, slugs };
  }

  private addLikely(query: Understood, add: (slot: number, likeness?: number) => void): string | undefined {
    let spelling: { text: string; likeness: number } | undefined;
    for (const { text, least, share } of gluedNames(query)) {
      for (const { key, likeness } of this.grams.find(text, least, 12, query.words.at(-1)?.open)) {
        for (const slot of this.placesFirst(this.grams.ownersOf(key)).slice(0, 25)) {
          const known = this.slots.get(slot);
          const document = known?.document;
          const trusted = known ? trustedLikeness(known, key, likeness * share) : 0;
          add(slot, trusted);
          const better = likeness < 1 && likeness > (spelling?.likeness ?? 0) && !text.startsWith('~');
          if (document && better && document.kind !== 'homestays')
            spelling = { text: shownFor(this.slots.get(slot), key), likeness };
        }
      }
    }
    return spelling?.text;
  }

  private placesFirst(slots: ReadonlySet<number>): number[] {
    const isPlace = (slot: number): boolean => this.slots.get(slot)?.document.kind === 'places';
    const all = [...slots];
    return [...all.filter(isPlace), ...all.filter((slot) => !isPlace(slot))];
  }

  isNearPlaceName(glued: string): boolean {
    return this.grams.find(glued, 0.8, 3).some(({ key }) =>
      this.placesFirst(this.grams.ownersOf(key))
        .slice(0, 1)
        .some((slot) => this.slots.get(slot)?.document.kind === 'places'),
    );
  }

  private nearestSpelling(query: Understood): string | undefined {
    for (const { text } of gluedNames(query)) {
      const near = this.grams.find(text, 0.5, 1)[0];
      if (!near) continue;
      for (const slot of this.grams.ownersOf(near.key)) return shownFor(this.slots.get(slot), near.key);
    }
    return undefined;
  }

  private overflow(query: Understood, lexical: readonly { id: unknown; queryTerms: string[] }[]): number[] {
    if (lexical.length <= CANDIDATES) return [];
    const names = query.words
      .filter((word) => word.span === -1 && word.script === 'letters')
      .map((word) => word.folded);
    if (names.length === 0) return [];
    const kinds = query.spans.filter((span) => roleOf(span.concepts[0] ?? '') === 'kind');
    return lexical
      .slice(CANDIDATES)
      .filter(({ id, queryTerms }) => {
        const concepts = this.slots.get(id as number)?.document.concepts ?? {};
        return (
          names.every((name) => queryTerms.includes(name)) &&
          kinds.every((span) => span.concepts.some((concept) => (concepts[concept] ?? 0) >= 0.4))
        );
      })
      .map(({ id }) => id as number);
  }
}

function tally(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count <= 0) counts.delete(key);
  else counts.set(key, count);
}

const KIND_ORDER = ['places', 'events', 'trips', 'guides', 'homestays', 'products', 'alerts'];

function orderOfKind(document: SearchDocument): number {
  return KIND_ORDER.indexOf(document.kind);
}

/** The spelling of a name that belongs to a glued key, for "did you mean". */
function shownFor(slot: Slot | undefined, key: string): string {
  const name = slot?.prepared.names.find(
    (one) =>
      one.words.map((w) => w.folded).join('') === key ||
      one.words
        .filter((w) => !w.generic)
        .map((w) => w.folded)
        .join('') === key,
  );
  return name?.text ?? slot?.document.name ?? '';
}
