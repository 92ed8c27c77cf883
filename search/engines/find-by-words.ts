import { roleOf } from '../concepts.ts';
import { pairsOf } from '../index-words.ts';
import { SEARCHABLE, TYPOS } from '../settings.ts';
import type { QueryWord, Understood } from '../understand.ts';
import type { Pass } from '../answer.ts';
import { COMMON, type InvertedIndex } from './inverted-index.ts';

/** Slots worth scoring, and those that match as well but will not be scored: pages and facets count them. */
export type Found = { best: number[]; rest: number[] };

/** Entries that hold the words of the query, or are in a place it names. */
export function findByWords(index: InvertedIndex, query: Understood, pass: Pass, most: number): Found {
  const useful = query.words.filter((word) => word.weight > 0.1 && !isEverywhere(index, query, word));
  const passes = (slot: number): boolean => {
    const document = index.documentAt(slot);
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
    const expanded = open ? index.vocabulary.from(term) : undefined;
    const often = expanded?.often ?? index.vocabulary.entriesWith(term);
    if (often <= COMMON) rare.push({ term, open });
    else if (expanded) for (const word of expanded.words) take(index.byNameWord.get(word) ?? [], most);
    else common.push(index.byNameWord.get(term) ?? new Set());
  }
  let rest: number[] = [];
  if (rare.length > 0) {
    const open = new Set(rare.filter((word) => word.open).map((word) => word.term));
    const found = index.words.search(rare.map((word) => word.term).join(' '), {
      boost: SEARCHABLE,
      combineWith: 'OR',
      // A word that is known is meant as it stands.
      prefix: (term) => open.has(term) || (term.length >= 4 && index.vocabulary.entriesWith(term) === 0),
      fuzzy: (term) =>
        /^[a-z]{4,}$/.test(term) && index.vocabulary.entriesWith(term) === 0
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
      .flatMap(({ id, queryTerms }) => (answersAll(index, query, id as number, queryTerms) ? [id as number] : []));
  }
  // A common word alone still finds its entries, and houses in a named place are found by it.
  common.sort((a, b) => a.size - b.size);
  if (rare.length === 0 && common[0]) {
    take(common[0], most);
    rest = [...common[0]].filter(
      (slot) => !best.has(slot) && passes(slot) && common.every((posting) => posting.has(slot)),
    );
  }
  const here = aroundQuery(index, query);
  take(here, best.size + Math.floor(most / 2));
  if (terms.length > 0 && query.concepts.length === 0)
    rest.push(...[...here].filter((slot) => !best.has(slot) && passes(slot)));
  return { best: [...best], rest };
}

/** Entries in a place or area that stands whole in the query. */
function aroundQuery(index: InvertedIndex, query: Understood): Set<number> {
  const slots = new Set<number>();
  const { words } = query;
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + 5); to > from; to--) {
      const slice = words.slice(from, to);
      const phrase = slice.map((word) => word.folded).join(' ');
      const posting = slice.every((word) => word.weight < 0.1) ? undefined : index.around.get(phrase);
      if (!posting) continue;
      for (const slot of posting) slots.add(slot);
      break;
    }
  }
  return slots;
}

/** An idea that very many entries share finds them by its posting, not by its letters. */
function isEverywhere(index: InvertedIndex, query: Understood, word: QueryWord): boolean {
  const span = query.spans[word.span];
  return span?.concepts.some((concept) => (index.postings.get(concept)?.size ?? 0) > 400) ?? false;
}

function answersAll(index: InvertedIndex, query: Understood, slot: number, queryTerms: readonly string[]): boolean {
  const names = query.words.filter((word) => word.span === -1 && word.script === 'letters');
  const concepts = index.documentAt(slot)?.concepts ?? {};
  const kinds = query.spans.filter((span) => roleOf(span.concepts[0] ?? '') === 'kind');
  return (
    names.length > 0 &&
    names.every((word) => queryTerms.includes(word.folded)) &&
    kinds.every((span) => span.concepts.some((concept) => (concepts[concept] ?? 0) >= 0.4))
  );
}
