import MiniSearch from 'minisearch';
import type { Language } from '#src/domain/locale/languages.ts';
import { FACETS, type Facet, type GeoPoint, type SearchAnswer, type SearchRequest } from '#src/ports/search-engine.ts';
import { countFacet, hitOf, passOf, sortDocuments, windowOf, withoutFacet, type Pass } from '../answer.ts';
import { isMadeOfIdeas, roleOf, type ConceptId } from '../concepts.ts';
import type { SearchDocument } from '../documents.ts';
import { cutWords } from '../folding.ts';
import { GramIndex } from '../grams.ts';
import { placeNamesIn, prepare, type Prepared } from '../prepare.ts';
import { isMisspelt, order, scoreAll, trustedLikeness, worthShowing } from '../order.ts';
import { gluedNames, Matcher, type Candidate, type RankContext, type Scored } from '../rank.ts';
import { CANDIDATES, SEARCHABLE, TYPOS } from '../settings.ts';
import { Vocabulary } from '../vocabulary.ts';
import { understand, type Lexicon, type QueryWord, type Understood } from '../understand.ts';

type Slot = { document: SearchDocument; prepared: Prepared };
type Matched = { documents: SearchDocument[]; scored: Scored[]; spelling: string | undefined };

/** Fields MiniSearch holds. Where an entry is stands in postings of whole phrases: a village is common to thousands. */
const FIELDS = ['names', 'summary', 'text'];
/** A word in more entries than this finds them by posting; scoring each of them for it would tell nothing. */
const COMMON = 1_200;

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
  /** Names of places and areas, as whole phrases or runs, and the entries in them. */
  private readonly around = new Map<string, Set<number>>();
  private readonly byPlace = new Map<string, Set<number>>();
  private readonly vocabulary = new Vocabulary();
  private readonly byNameWord = new Map<string, Set<number>>();
  private readonly grams = new GramIndex();
  private readonly nameWords = new Map<string, number>();
  private readonly runs = new Map<string, number>();
  private readonly placeNames = new Map<string, number>();
  private next = 0;
  longestRun = 1;
  readonly language: Language;
  private readonly words = new MiniSearch<Row>({
    fields: FIELDS,
    idField: 'slot',
    // Rows come cut into words already.
    tokenize: (text) => (text === '' ? [] : text.split(' ')),
    processTerm: (term) => term,
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
    for (const concept of Object.keys(document.concepts)) post(this.postings, concept, slot);
    for (const key of prepared.keys) this.grams.add(key, slot);
    for (const phrase of prepared.around.phrases) post(this.around, phrase, slot);
    if (document.placeSlug !== undefined) post(this.byPlace, document.placeSlug, slot);
    const row = rowOf(document, slot);
    for (const word of new Set(row.names.split(' '))) post(this.byNameWord, word, slot);
    for (const word of wordsOfRow(row)) this.vocabulary.count(word, 1);
    this.count(document, prepared, 1);
    this.words.add(row);
  }

  remove(id: string): void {
    const slot = this.slotOf.get(id);
    const known = slot === undefined ? undefined : this.slots.get(slot);
    if (slot === undefined || !known) return;
    for (const concept of Object.keys(known.document.concepts)) this.postings.get(concept)?.delete(slot);
    for (const key of known.prepared.keys) this.grams.remove(key, slot);
    for (const phrase of known.prepared.around.phrases) this.around.get(phrase)?.delete(slot);
    if (known.document.placeSlug !== undefined) this.byPlace.get(known.document.placeSlug)?.delete(slot);
    const row = rowOf(known.document, slot);
    for (const word of new Set(row.names.split(' '))) this.byNameWord.get(word)?.delete(slot);
    for (const word of wordsOfRow(row)) this.vocabulary.count(word, -1);
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
    for (const run of prepared.around.runs) if (!isMadeOfIdeas(run)) tally(this.runs, run, by);
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

    const quick = query.typing;
    const most = quick ? Math.floor(CANDIDATES / 2) : CANDIDATES;
    const named = this.namedPlaces(query);
    const lexical = this.findByWords(query, pass, most);
    for (const slot of lexical.best) add(slot);
    for (const slot of named.slots) add(slot);
    const addIdeas = (): number[] => {
      const ideas = this.findByIdeas(query, pass, named.slugs, most);
      for (const slot of ideas.best) add(slot);
      return ideas.rest;
    };
    let rest = addIdeas();

    let scored = scoreAll(candidates.values(), context);
    let spelling: string | undefined;
    if (isMisspelt(scored, context.matcher)) {
      spelling = this.addLikely(query, add);
      const before = named.slugs.size;
      for (const { document, likeness = 0 } of candidates.values()) {
        if (document.kind === 'places' && likeness >= 0.75) named.slugs.add(document.slug);
      }
      if (named.slugs.size > before && query.concepts.length > 0) rest = addIdeas();
      scored = scoreAll(candidates.values(), context);
    }
    const elsewhere = [...named.slots].flatMap((slot) => this.slots.get(slot) ?? []);
    scored = order(scored, candidates.values(), elsewhere, context);
    const top = scored[0];
    if (!top) return { documents: [], scored, spelling: this.nearestSpelling(query) };
    const documents = worthShowing(scored).map((one) => one.candidate.document);
    const seen = new Set(scored.map((one) => one.candidate.document.id));
    // Suggestions show the first few; only a results page counts and pages through all.
    for (const slot of quick ? [] : [...lexical.rest, ...rest]) {
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

  private findByWords(query: Understood, pass: Pass, most: number): { best: number[]; rest: number[] } {
    const useful = query.words.filter((word) => word.weight > 0.1 && !this.isEverywhere(query, word));
    const passes = (slot: number): boolean => {
      const document = this.slots.get(slot)?.document;
      return document !== undefined && pass(document);
    };
    const terms = useful.flatMap((word) =>
      (word.script === 'letters' ? [word.folded] : pairsOf(word.folded)).map((term) => ({ term, open: word.open })),
    );
    const rare: { term: string; open: boolean }[] = [];
    const best = new Set<number>();
    const take = (slots: Iterable<number>, room: number): void => {
      for (const slot of slots) {
        if (best.size >= room) return;
        if (passes(slot)) best.add(slot);
      }
    };
    const common: ReadonlySet<number>[] = [];
    for (const { term, open } of terms) {
      const expanded = open ? this.vocabulary.from(term) : undefined;
      const often = expanded?.often ?? this.vocabulary.entriesWith(term);
      if (often <= COMMON) rare.push({ term, open });
      else if (expanded) for (const word of expanded.words) take(this.byNameWord.get(word) ?? [], most);
      else common.push(this.byNameWord.get(term) ?? new Set());
    }
    let rest: number[] = [];
    if (rare.length > 0) {
      const open = new Set(rare.filter((word) => word.open).map((word) => word.term));
      const found = this.words.search(rare.map((word) => word.term).join(' '), {
        boost: SEARCHABLE,
        combineWith: 'OR',
        // A word that is known is meant as it stands.
        prefix: (term) => open.has(term) || (term.length >= 4 && this.vocabulary.entriesWith(term) === 0),
        fuzzy: (term) =>
          /^[a-z]{4,}$/.test(term) && this.vocabulary.entriesWith(term) === 0
            ? term.length >= TYPOS.two
              ? 2
              : 1
            : false,
        maxFuzzy: 2,
        weights: { fuzzy: 0.45, prefix: 0.6 },
        filter: (result) => passes(result.id as number),
      });
      for (const { id } of found.slice(0, most)) best.add(id as number);
      rest = found
        .slice(most)
        .flatMap(({ id, queryTerms }) => (this.answersAll(query, id as number, queryTerms) ? [id as number] : []));
    }
    // A common word alone still finds its entries, and houses in a named place are found by it.
    common.sort((a, b) => a.size - b.size);
    if (rare.length === 0 && common[0]) {
      take(common[0], most);
      rest = [...common[0]].filter(
        (slot) => !best.has(slot) && passes(slot) && common.every((posting) => posting.has(slot)),
      );
    }
    const here = this.aroundQuery(query);
    take(here, best.size + Math.floor(most / 2));
    if (terms.length > 0 && query.concepts.length === 0)
      rest.push(...[...here].filter((slot) => !best.has(slot) && passes(slot)));
    return { best: [...best], rest };
  }

  /** Entries in a place or area that stands whole in the query. */
  private aroundQuery(query: Understood): Set<number> {
    const slots = new Set<number>();
    const { words } = query;
    for (let from = 0; from < words.length; from++) {
      for (let to = Math.min(words.length, from + 5); to > from; to--) {
        const slice = words.slice(from, to);
        const phrase = slice.map((word) => word.folded).join(' ');
        const posting = slice.every((word) => word.weight < 0.1) ? undefined : this.around.get(phrase);
        if (!posting) continue;
        for (const slot of posting) slots.add(slot);
        break;
      }
    }
    return slots;
  }

  /** An idea that very many entries share finds them by its posting, not by its letters. */
  private isEverywhere(query: Understood, word: QueryWord): boolean {
    const span = query.spans[word.span];
    return span?.concepts.some((concept) => (this.postings.get(concept)?.size ?? 0) > 400) ?? false;
  }

  /**
   * Entries that are what the words mean. An idea of few entries brings them all; one of thousands brings those in
   * and near the places named, those that other ideas share, and only then any, until there are enough.
   */
  private findByIdeas(
    query: Understood,
    pass: Pass,
    slugs: ReadonlySet<string>,
    most: number,
  ): { best: number[]; rest: number[] } {
    const spans = query.spans.filter((span) => span.concepts[0] !== 'filler');
    if (spans.length === 0) return { best: [], rest: [] };
    const postings = spans.map((span) => span.concepts.flatMap((concept) => this.postings.get(concept) ?? []));
    const sizes = postings.map((sets) => sets.reduce((sum, set) => sum + set.size, 0));
    const passes = (slot: number): boolean => {
      const document = this.slots.get(slot)?.document;
      return document !== undefined && pass(document);
    };
    const isIn = (span: number, slot: number): boolean => postings[span]?.some((set) => set.has(slot)) ?? false;
    const large = spans.map((_, span) => span).filter((span) => (sizes[span] ?? 0) > COMMON);
    const small = spans.map((_, span) => span).filter((span) => !large.includes(span));

    const seeds = new Set<number>();
    for (const span of small) for (const set of postings[span] ?? []) for (const slot of set) seeds.add(slot);
    const here = this.slotsIn(slugs);
    for (const slot of here.keys()) if (large.some((span) => isIn(span, slot))) seeds.add(slot);
    large.sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
    const [smallest] = large;
    if (smallest !== undefined) {
      for (const shared of large.length > 1 ? [true, false] : [false]) {
        let found = 0;
        for (const set of postings[smallest] ?? []) {
          for (const slot of set) {
            if (found >= most) break;
            if (seeds.has(slot) || !passes(slot) || (shared && !large.every((span) => isIn(span, slot)))) continue;
            seeds.add(slot);
            found += 1;
          }
        }
      }
    }

    const ordered: [number, number][] = [];
    for (const slot of seeds) {
      if (!passes(slot)) continue;
      const document = this.slots.get(slot)?.document as SearchDocument;
      let value = (here.get(slot) ?? 0) + 0.05 * document.weight;
      for (const span of spans) {
        const strength = Math.max(...span.concepts.map((concept) => document.concepts[concept] ?? 0));
        value += strength * (roleOf(span.concepts[0] ?? 'filler') === 'kind' ? 2 : 1);
      }
      ordered.push([slot, value]);
    }
    ordered.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const best = ordered.slice(0, most).map(([slot]) => slot);
    if (query.typing) return { best, rest: [] };

    // The rest counts for pages and facets: whatever has all ideas, in the places named if any are.
    const onlyIdeas = query.words.every((word) => word.span !== -1);
    const head = new Set(best);
    const narrow = spans.map((_, span) => span).sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0))[0] ?? 0;
    const rest: number[] = [];
    for (const set of postings[narrow] ?? []) {
      for (const slot of set) {
        if (head.has(slot) || !(onlyIdeas || here.has(slot)) || !passes(slot)) continue;
        const { concepts } = this.slots.get(slot)?.document as SearchDocument;
        const all = spans.every((span) => span.concepts.some((concept) => (concepts[concept] ?? 0) >= 0.4));
        if (all) rest.push(slot);
      }
    }
    return { best, rest };
  }

  /** Entries that belong to the places (3) or to places within about ten kilometres of them (1.5). */
  private slotsIn(slugs: ReadonlySet<string>): Map<number, number> {
    const found = new Map<number, number>();
    for (const slug of slugs) {
      const at = this.slotsOfPlace(slug)?.position;
      for (const [other, slots] of at ? this.byPlace : []) {
        if (other !== slug && isNear(at as GeoPoint, this.slotsOfPlace(other)?.position)) {
          for (const slot of slots) found.set(slot, Math.max(1.5, found.get(slot) ?? 0));
        }
      }
      for (const slot of this.byPlace.get(slug) ?? []) found.set(slot, 3);
    }
    return found;
  }

  private slotsOfPlace(slug: string): SearchDocument | undefined {
    const slot = this.slotOf.get(`places/${slug}`);
    return slot === undefined ? undefined : this.slots.get(slot)?.document;
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

  private answersAll(query: Understood, slot: number, queryTerms: readonly string[]): boolean {
    const names = query.words.filter((word) => word.span === -1 && word.script === 'letters');
    const concepts = this.slots.get(slot)?.document.concepts ?? {};
    const kinds = query.spans.filter((span) => roleOf(span.concepts[0] ?? '') === 'kind');
    return (
      names.length > 0 &&
      names.every((word) => queryTerms.includes(word.folded)) &&
      kinds.every((span) => span.concepts.some((concept) => (concepts[concept] ?? 0) >= 0.4))
    );
  }
}

type Row = { slot: number; names: string; summary: string; text: string };

function rowOf(document: SearchDocument, slot: number): Row {
  const cut = (texts: readonly string[]): string => texts.flatMap(indexWords).join(' ');
  return { slot, names: cut(document.names), summary: cut([document.summary]), text: cut([document.text]) };
}

function wordsOfRow({ names, summary, text }: Row): Set<string> {
  return new Set([names, summary, text].flatMap((part) => (part === '' ? [] : part.split(' '))));
}

function post(postings: Map<string, Set<number>>, key: string, slot: number): void {
  const posting = postings.get(key);
  if (posting) posting.add(slot);
  else postings.set(key, new Set([slot]));
}

/** Within about ten kilometres; exact distances are for the ranking. */
function isNear(a: GeoPoint, b: GeoPoint | undefined): boolean {
  return b !== undefined && Math.abs(a.lat - b.lat) < 0.09 && Math.abs(a.lng - b.lng) < 0.1;
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
