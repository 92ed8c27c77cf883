import { isLanguage } from '#src/domain/locale/languages.ts';
import { readSearchQuery, searchHref, type SearchQuery } from '#src/features/search/read-query.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Counters } from '#src/ports/state-store.ts';

const FLUSH_MS = 10_000;
/** Keys kept between two writes; a flood of invented addresses must not fill memory. */
const MOST_KEYS = 5_000;
const COUNTED = new Set(['places', 'homestays', 'events', 'guides', 'trips', 'products', 'alerts', 'planner', 'search', 'map', 'this-month', 'about', '']); // prettier-ignore
/** Results pages whose number of results is remembered, from being made to being shown. */
const MOST_ANSWERS = 2_000;
const ROBOT = /bot|crawl|spider|slurp|preview|monitor|curl|wget|python|headless/i;
const DAY_SHIFT_MS = 7 * 3_600_000;

export type PageCounter = {
  /** One page was shown. Only its name, language and day are looked at. */
  count(url: string, userAgent: string | undefined): void;
  /**
   * How many results a search has. It is counted when its page is shown to somebody, so that a page which was made
   * once and shown ten times, from whichever cache, counts ten times, and one made for a robot not at all.
   */
  noteFound(query: SearchQuery, language: string, found: number): void;
  flush(): Promise<void>;
  close(): Promise<void>;
};

/** Counts without cookies, addresses or identifiers: a number for each page, language and day. */
export function createPageCounter(counters: Counters, clock: Clock): PageCounter {
  let waiting = new Map<string, { name: string; key: string; language: string; day: string; by: number }>();
  const add = (name: string, key: string, language: string) => {
    const day = new Date(clock.now().getTime() + DAY_SHIFT_MS).toISOString().slice(0, 10);
    const id = `${name} ${day} ${language} ${key}`;
    const known = waiting.get(id);
    if (known) known.by++;
    else if (waiting.size < MOST_KEYS) waiting.set(id, { name, key, language, day, by: 1 });
  };
  const flush = async () => {
    const full = waiting;
    waiting = new Map();
    for (const count of full.values()) await counters.add(count).catch(() => undefined);
  };
  const answers = new Map<string, number>();
  const answerKey = (query: SearchQuery, language: string) => searchHref(language, { ...query, page: 1 });
  /** Words that travellers look for, and those that found nothing. */
  const countSearch = (query: SearchQuery, language: string) => {
    // Anything that could name or reach a person stays out: addresses, numbers, long texts.
    const words = query.q.normalize('NFC').trim().toLowerCase();
    if (query.page > 1 || words.length < 2 || words.length > 40 || /@|\d{4,}/.test(words)) return;
    add('search', words, language);
    if (answers.get(answerKey(query, language)) === 0) add('empty-search', words, language);
  };
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();
  return {
    count(url, userAgent) {
      if (userAgent === undefined || ROBOT.test(userAgent)) return;
      const [path = '', search = ''] = url.split('?');
      const [, language, section = '', slug = '', more] = path.split('/');
      if (!isLanguage(language) || !COUNTED.has(section) || more !== undefined || slug.includes('.')) return;
      if (slug !== '' && !/^[a-z0-9-]{1,80}$/.test(slug)) return;
      add('page', section === '' ? 'home' : slug === '' ? section : `${section}/${slug}`, language);
      if (section === 'search' && slug === '') countSearch(readSearchQuery(new URLSearchParams(search)), language);
    },
    noteFound(query, language, found) {
      const key = answerKey(query, language);
      answers.delete(key);
      answers.set(key, found);
      const [oldest] = answers.keys();
      if (answers.size > MOST_ANSWERS && oldest !== undefined) answers.delete(oldest);
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
