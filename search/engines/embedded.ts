import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import type { SearchAnswer, SearchEngine, SearchRequest } from '#src/ports/search-engine.ts';
import type { SearchDocument } from '../documents.ts';
import type { Lexicon } from '../understand.ts';
import { LanguageIndex } from './language-index.ts';

/** Entries indexed before other work has a turn: a few milliseconds. */
const CHUNK = 20;
/** Entries a language has before it answers at all: everything on a site of ordinary size, a tenth of a second. */
const FIRST = 300;

/** Where documents come from when a language is asked for the first time. */
export type DocumentSource = (language: Language) => Iterable<SearchDocument>;

/** An index that is being filled, and the changes to make again when the source has handed out all its entries. */
type Filling = { index: LanguageIndex; documents: Iterator<SearchDocument>; missed: (() => void)[] };

/**
 * Search in memory: the default in the server, the fallback beside Meilisearch, and the search in the browser
 * when there is no network. An index is built when its language is first used, or ahead of time by `warm`; while
 * that goes on, what is indexed already answers, and `indexing` tells which languages are not complete.
 */
export class EmbeddedEngine implements SearchEngine {
  readonly name = 'embedded';
  private readonly indexes = new Map<Language, LanguageIndex>();
  private readonly filling = new Map<Language, Filling>();
  private stopped = false;
  private readonly source: DocumentSource;
  private readonly now: () => number;

  constructor(source: DocumentSource, now: () => number = () => Date.now()) {
    this.source = source;
    this.now = now;
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    return Promise.resolve(this.answer(request));
  }

  /** The same without waiting: an answer takes a few milliseconds. */
  answer(request: SearchRequest): SearchAnswer {
    return this.indexOf(request.language).search(request, this.name, this.now());
  }

  upsert(language: Language, document: SearchDocument): void {
    this.filling.get(language)?.missed.push(() => this.upsert(language, document));
    this.indexes.get(language)?.upsert(document);
  }

  remove(id: string): void {
    for (const { missed, index } of this.filling.values()) missed.push(() => index.remove(id));
    for (const index of this.indexes.values()) index.remove(id);
  }

  /** Whether the language is indexed, or about to be: then it wants to hear of changes. */
  isBuilt(language: Language): boolean {
    return this.indexes.has(language);
  }

  /** Whether every entry of the language is in. */
  isComplete(language: Language): boolean {
    return this.indexes.has(language) && !this.filling.has(language) && !this.stopped;
  }

  documents(language: Language): Iterable<SearchDocument> {
    return this.indexOf(language).documents();
  }

  /** Languages that do not have all entries yet. */
  get indexing(): Language[] {
    return [...this.filling.keys()];
  }

  /** Builds the indexes side by side, giving way to other work every few entries. */
  async warm(languages: readonly Language[] = LOCALES): Promise<void> {
    for (const language of languages) {
      if (this.indexes.has(language)) continue;
      const filling = { index: new LanguageIndex(language), documents: iterate(this.source(language)), missed: [] };
      this.indexes.set(language, filling.index);
      this.filling.set(language, filling);
    }
    while (this.filling.size > 0) {
      for (const language of [...this.filling.keys()]) {
        this.fill(language, CHUNK);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    }
  }

  /** Ends a `warm` that is under way; what is not indexed stays out. */
  stop(): void {
    this.stopped = true;
    this.filling.clear();
  }

  /** Names of a language, for reading queries elsewhere. */
  lexicon(language: Language): Lexicon {
    return this.indexOf(language);
  }

  size(language: Language): number {
    return this.indexOf(language).size;
  }

  private indexOf(language: Language): LanguageIndex {
    const known = this.indexes.get(language);
    if (known) {
      if (known.size < FIRST) this.fill(language, FIRST - known.size);
      return known;
    }
    const index = new LanguageIndex(language, this.source(language));
    this.indexes.set(language, index);
    return index;
  }

  private fill(language: Language, most: number): void {
    const filling = this.filling.get(language);
    if (!filling) return;
    for (let count = 0; count < most; count++) {
      const { done, value } = filling.documents.next();
      if (done === true) {
        // What changed meanwhile is done again: the source may have handed out the older entry.
        this.filling.delete(language);
        for (const change of filling.missed) change();
        return;
      }
      filling.index.upsert(value);
    }
  }
}

function iterate(documents: Iterable<SearchDocument>): Iterator<SearchDocument> {
  return documents[Symbol.iterator]();
}
