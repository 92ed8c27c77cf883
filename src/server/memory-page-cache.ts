import { LRUCache } from 'lru-cache';
import { ALL_PAGES, type PageCache, type PageCacheStats } from '#src/ports/page-cache.ts';
import { packTighter, type StoredPage } from '#src/server/stored-page.ts';

/** `keep` is stored and shown to all; `share` only to the readers who waited for it; `own` to its reader alone. */
export type RenderOutcome<T> =
  { kind: 'keep'; page: StoredPage } | { kind: 'share'; answer: T } | { kind: 'own'; answer: T };

export type MemoryPageCacheOptions = {
  maxBytes: number;
  now: () => number;
  /** From this many hits a page is worth its tightest brotli. 0 turns that off. */
  tightenAfterHits?: number;
};

// A page whose tags keep changing while it renders is served as it is, unkept.
const MAX_RENDERINGS = 3;

/**
 * The pages of this process, bounded by bytes, least recently read first out. Pages are known by URL
 * and forgotten by tag or age. Many readers of a page that is not there wait for one rendering.
 */
export class MemoryPageCache implements PageCache {
  readonly #pages: LRUCache<string, StoredPage>;
  readonly #keysByTag = new Map<string, Set<string>>();
  readonly #flights = new Map<string, Promise<RenderOutcome<unknown>>>();
  readonly #invalidatedAt = new Map<string, number>();
  readonly #now: () => number;
  readonly #maxBytes: number;
  readonly #tightenAfterHits: number;
  #sequence = 0;
  #hits = 0;
  #misses = 0;
  #shared = 0;
  #tightening: Promise<void> = Promise.resolve();
  #waitingToTighten = 0;

  constructor({ maxBytes, now, tightenAfterHits = 3 }: MemoryPageCacheOptions) {
    this.#now = now;
    this.#maxBytes = maxBytes;
    this.#tightenAfterHits = tightenAfterHits;
    this.#pages = new LRUCache<string, StoredPage>({
      maxSize: maxBytes,
      // One giant answer must not push out everything else.
      maxEntrySize: Math.max(1, Math.floor(maxBytes / 8)),
      sizeCalculation: (page, key) => page.bytes + key.length * 4,
      dispose: (page, key, reason) => {
        if (reason !== 'set') this.#unindex(page, key);
      },
    });
  }

  /** The page if it is there and has not aged. */
  find(key: string): StoredPage | undefined {
    const page = this.#pages.get(key);
    if (page === undefined) return undefined;
    if (page.expiresAt !== Infinity && page.expiresAt <= this.#now()) {
      this.#pages.delete(key);
      return undefined;
    }
    this.#hits++;
    page.hits++;
    if (page.hits === this.#tightenAfterHits && !page.tight) this.#tighten(key, page);
    return page;
  }

  /**
   * Renders the page unless it is there or being rendered. `render` says whether the result may be kept;
   * when it may only be seen by its own reader, each waiting reader renders again.
   */
  async load<T>(key: string, render: () => Promise<RenderOutcome<T>>): Promise<RenderOutcome<T>> {
    const flight = this.#flights.get(key) as Promise<RenderOutcome<T>> | undefined;
    if (flight !== undefined) {
      const outcome = await flight;
      if (outcome.kind === 'own') return render();
      this.#shared++;
      return outcome;
    }
    this.#misses++;
    const started = this.#renderCurrent(key, render);
    this.#flights.set(key, started);
    try {
      return await started;
    } finally {
      this.#flights.delete(key);
      if (this.#flights.size === 0) this.#invalidatedAt.clear();
    }
  }

  async #renderCurrent<T>(key: string, render: () => Promise<RenderOutcome<T>>): Promise<RenderOutcome<T>> {
    for (let attempt = 1; ; attempt++) {
      const since = this.#sequence;
      const outcome = await render();
      if (outcome.kind !== 'keep') return outcome;
      if (!this.#invalidatedSince(since, outcome.page.tags)) {
        this.#put(key, outcome.page);
        return outcome;
      }
      if (attempt === MAX_RENDERINGS) return outcome;
    }
  }

  #invalidatedSince(since: number, tags: readonly string[]): boolean {
    return [ALL_PAGES, ...tags].some((tag) => (this.#invalidatedAt.get(tag) ?? 0) > since);
  }

  #put(key: string, page: StoredPage): void {
    const old = this.#pages.peek(key);
    if (old !== undefined) this.#unindex(old, key);
    this.#pages.set(key, page);
    if (!this.#pages.has(key)) return;
    for (const tag of page.tags) {
      const keys = this.#keysByTag.get(tag);
      if (keys === undefined) this.#keysByTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  #unindex(page: StoredPage, key: string): void {
    for (const tag of page.tags) {
      const keys = this.#keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysByTag.delete(tag);
    }
  }

  invalidate(tags: readonly string[]): void {
    this.#sequence++;
    if (this.#flights.size > 0) for (const tag of tags) this.#invalidatedAt.set(tag, this.#sequence);
    if (tags.includes(ALL_PAGES)) {
      this.#pages.clear();
      return;
    }
    for (const tag of tags) for (const key of [...(this.#keysByTag.get(tag) ?? [])]) this.#pages.delete(key);
  }

  stats(): PageCacheStats {
    return {
      pages: this.#pages.size,
      bytes: this.#pages.calculatedSize,
      maxBytes: this.#maxBytes,
      hits: this.#hits,
      misses: this.#misses,
      shared: this.#shared,
    };
  }

  /** Tags that some page carries; as bounded as the pages are. */
  tagCount(): number {
    return this.#keysByTag.size;
  }

  /** One page at a time: readers of other pages need the threads as well. */
  #tighten(key: string, page: StoredPage): void {
    if (this.#waitingToTighten >= 50) return;
    this.#waitingToTighten++;
    this.#tightening = this.#tightening
      .then(async () => {
        const tight = await packTighter(page);
        if (this.#pages.peek(key) === page) this.#put(key, tight);
      })
      .finally(() => {
        this.#waitingToTighten--;
      });
  }

  /** Resolves when no background packing is under way. */
  async settled(): Promise<void> {
    await this.#tightening;
  }
}
