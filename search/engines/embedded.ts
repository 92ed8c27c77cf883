import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import type { SearchAnswer, SearchEngine, SearchRequest } from '#src/ports/search-engine.ts';
import type { SearchDocument } from '../documents.ts';
import type { Lexicon } from '../understand.ts';
import { LanguageIndex } from './language-index.ts';

/** Entries indexed before other work has a turn: a few milliseconds. */
const CHUNK = 20;

/** Where documents come from when a language is asked for the first time. */
export type DocumentSource = (language: Language) => Iterable<SearchDocument>;

/**
 * Search in memory: the default in the server, the fallback beside Meilisearch, and the search in the browser
 * when there is no network. An index is built when its language is first used, or ahead of time by `warm`.
 */
export class EmbeddedEngine implements SearchEngine {
  readonly name = 'embedded';
  private readonly indexes = new Map<Language, LanguageIndex>();
  private readonly building = new Map<Language, (() => void)[]>();
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
    this.building.get(language)?.push(() => this.upsert(language, document));
    this.indexes.get(language)?.upsert(document);
  }

  remove(id: string): void {
    for (const missed of this.building.values()) missed.push(() => this.remove(id));
    for (const index of this.indexes.values()) index.remove(id);
  }

  /** Whether the language is indexed, or about to be: then it wants to hear of changes. */
  isBuilt(language: Language): boolean {
    return this.indexes.has(language) || this.building.has(language);
  }

  /** Forgets all indexes; each is built anew when next asked for. */
  reset(): void {
    this.indexes.clear();
  }

  /** Builds the indexes one after another, giving way to other work every few entries. */
  async warm(languages: readonly Language[] = LOCALES): Promise<void> {
    for (const language of languages) {
      if (this.indexes.has(language)) continue;
      const index = new LanguageIndex(language);
      // What changes meanwhile is done again at the end, when the source may have handed out the older entry.
      const missed: (() => void)[] = [];
      this.building.set(language, missed);
      let count = 0;
      for (const document of this.source(language)) {
        index.upsert(document);
        if (++count % CHUNK === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      }
      this.building.delete(language);
      // A reader who could not wait has had it built at once.
      if (this.indexes.has(language)) continue;
      this.indexes.set(language, index);
      for (const change of missed) change();
    }
  }

  /** Names of a language, for reading queries elsewhere. */
  lexicon(language: Language): Lexicon {
    return this.indexOf(language);
  }

  size(language: Language): number {
    return this.indexOf(language).size;
  }

  private indexOf(language: Language): LanguageIndex {
    let index = this.indexes.get(language);
    if (!index) {
      index = new LanguageIndex(language, this.source(language));
      this.indexes.set(language, index);
    }
    return index;
  }
}
