/** What a page tells the front server about itself while it renders. */
export type PageOfRequest = {
  /**
   * Set it only where the answer depends on nothing but the URL. Without it the answer is sent
   * `private, no-store` and never kept.
   */
  cache?: CacheWish;
};

export type CacheWish = {
  /** Whatever the page showed, e.g. `places/ma-pi-leng`, `places`, `alerts`. */
  tags: readonly string[];
  /** For pages that age by themselves, such as the calendar of the next days. */
  maxAgeSeconds?: number;
};

export type PageCacheStats = {
  pages: number;
  bytes: number;
  maxBytes: number;
  hits: number;
  misses: number;
  /** Requests that waited for another one's rendering. */
  shared: number;
};

/** Given to invalidate, it forgets every page. */
export const ALL_PAGES = '*';

export interface PageCache {
  /** Forgets every page that carries one of the tags. A rendering under way is done again before it is kept. */
  invalidate(tags: readonly string[]): void;
  stats(): PageCacheStats;
}
