import MiniSearch from 'minisearch';
import { isMadeOfIdeas, type ConceptId } from '../concepts.ts';
import type { SearchDocument } from '../documents.ts';
import { GramIndex } from '../grams.ts';
import { indexWords } from '../index-words.ts';
import { placeNamesIn, prepare, type Prepared } from '../prepare.ts';
import { Vocabulary } from '../vocabulary.ts';

export type Slot = { document: SearchDocument; prepared: Prepared };

/** Fields MiniSearch holds. Where an entry is stands in postings of whole phrases: a village is common to thousands. */
const FIELDS = ['names', 'summary', 'text'];
/** A word or an idea in more entries than this finds them by posting; scoring each of them for it would tell nothing. */
export const COMMON = 1_200;

/**
 * What leads from a word, an idea, a place or a spelling to the entries of one language, which are numbered by slots.
 * It only keeps; the ways of finding are functions beside it.
 */
export class InvertedIndex {
  readonly slots = new Map<number, Slot>();
  readonly slotOf = new Map<string, number>();
  readonly postings = new Map<ConceptId, Set<number>>();
  /** Names of places and areas, as whole phrases or runs, and the entries in them. */
  readonly around = new Map<string, Set<number>>();
  readonly byPlace = new Map<string, Set<number>>();
  readonly vocabulary = new Vocabulary();
  readonly byNameWord = new Map<string, Set<number>>();
  readonly grams = new GramIndex();
  readonly nameWords = new Map<string, number>();
  readonly runs = new Map<string, number>();
  readonly placeNames = new Map<string, number>();
  longestRun = 1;
  readonly words = new MiniSearch<Row>({
    fields: FIELDS,
    idField: 'slot',
    // Rows come cut into words already.
    tokenize: (text) => (text === '' ? [] : text.split(' ')),
    processTerm: (term) => term,
  });
  private next = 0;

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

  documentAt(slot: number): SearchDocument | undefined {
    return this.slots.get(slot)?.document;
  }

  placeNamed(slug: string): SearchDocument | undefined {
    const slot = this.slotOf.get(`places/${slug}`);
    return slot === undefined ? undefined : this.documentAt(slot);
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

function tally(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count <= 0) counts.delete(key);
  else counts.set(key, count);
}
