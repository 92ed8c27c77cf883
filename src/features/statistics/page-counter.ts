import { isLanguage } from '#src/domain/locale/languages.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Counters } from '#src/ports/state-store.ts';

const FLUSH_MS = 10_000;
/** Keys kept between two writes; a flood of invented addresses must not fill memory. */
const MOST_KEYS = 5_000;
const COUNTED = new Set(['places', 'homestays', 'events', 'guides', 'trips', 'products', 'alerts', 'planner', 'search', 'map', 'this-month', 'about', '']); // prettier-ignore
const ROBOT = /bot|crawl|spider|slurp|preview|monitor|curl|wget|python|headless/i;
const DAY_SHIFT_MS = 7 * 3_600_000;

export type PageCounter = {
  /** One page was shown. Only its name, language and day are looked at. */
  count(url: string, userAgent: string | undefined): void;
  /** Words that travellers look for, and those that found nothing. */
  countSearch(query: string, language: string, found: number): void;
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
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();
  return {
    count(url, userAgent) {
      if (userAgent === undefined || ROBOT.test(userAgent)) return;
      const [, language, section = '', slug = '', more] = (url.split('?')[0] ?? '').split('/');
      if (!isLanguage(language) || !COUNTED.has(section) || more !== undefined || slug.includes('.')) return;
      if (slug !== '' && !/^[a-z0-9-]{1,80}$/.test(slug)) return;
      add('page', section === '' ? 'home' : slug === '' ? section : `${section}/${slug}`, language);
    },
    countSearch(query, language, found) {
      // Anything that could name or reach a person stays out: addresses, numbers, long texts.
      const words = query.normalize('NFC').trim().toLowerCase();
      if (words.length < 2 || words.length > 40 || /@|\d{4,}/.test(words)) return;
      add('search', words, language);
      if (found === 0) add('empty-search', words, language);
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
