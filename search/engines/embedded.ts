import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import type { SearchAnswer, SearchEngine, SearchRequest } from '#src/ports/search-engine.ts';
import type { SearchDocument } from '../documents.ts';
import type { Lexicon } from '../understand.ts';
import { LanguageIndex } from './language-index.ts';

/** Where documents come from when a language is asked for the first time. */
export type DocumentSource = (language: Language) => Iterable<SearchDocument>;

/**
 * Search in memory: the default in the server, the fallback beside Meilisearch, and the search in the browser
 * when there is no network. An index is built when its language is first used, or ahead of time by `warm`.
 */
export class EmbeddedEngine implements SearchEngine {
  readonly name = 'embedded';
  private readonly indexes = new Map<Language, LanguageIndex>();
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
    this.indexes.get(language)?.upsert(document);
  }

  remove(id: string): void {
    for (const index of this.indexes.values()) index.remove(id);
  }

  isBuilt(language: Language): boolean {
    return this.indexes.has(language);
  }

  /** Forgets all indexes; each is built anew when next asked for. */
  reset(): void {
    this.indexes.clear();
  }

  /** Builds the indexes one after another, giving way to other work in between. */
  async warm(languages: readonly Language[] = LOCALES): Promise<void> {
    for (const language of languages) {
      this.indexOf(language);
      await new Promise((resolve) => setTimeout(resolve, 0));
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
