import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import type { SearchDocument } from './documents.ts';
import { makeOfflineIndexAside, type OfflineIndex } from './offline-index.ts';

export type OfflineFilesOptions = {
  documentsOf: (language: Language) => Iterable<SearchDocument>;
  /** Told when a file has another name than before. */
  onRenewed: () => void;
  /** How long content must be quiet before the files are made again. */
  quietMs?: number;
};

export type OfflineFiles = {
  /** Address of the current file by language, e.g. `{ vi: '/data/search-vi-1a2b3c4d5e6f.json' }`. */
  manifest(): Promise<Record<Language, string>>;
  /** A file by its name, while it is the current one or the one before. */
  find(name: string): Promise<string | undefined>;
  /** Content has changed. Many changes in a row make the files once. */
  changed(): void;
  /** Makes what is out of date now; at once when nothing is. */
  renew(): Promise<void>;
  stop(): void;
};

/** A desk that publishes ten entries in a row costs one renewal. */
const QUIET_MS = 2_000;

/**
 * The files for search without network. They are made aside, one at a time, after content has changed; until a new one
 * is whole the one before is handed out, so that nobody waits but the very first who asks after a start.
 */
export function createOfflineFiles(options: OfflineFilesOptions): OfflineFiles {
  const { documentsOf, onRenewed, quietMs = QUIET_MS } = options;
  const current = new Map<Language, OfflineIndex>();
  const older = new Map<Language, OfflineIndex>();
  let wanted = 1;
  let made = 0;
  let stopped = false;
  let making: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function makeAll(): Promise<void> {
    while (made < wanted && !stopped) {
      const revision = wanted;
      for (const language of LOCALES) {
        const index = await makeOfflineIndexAside(language, documentsOf(language), () => stopped);
        if (index === undefined) return;
        const before = current.get(language);
        if (before?.name === index.name) continue;
        // A page opened before the change may still ask for the file it named.
        if (before) older.set(language, before);
        current.set(language, index);
        onRenewed();
      }
      made = revision;
    }
  }

  function renew(): Promise<void> {
    clearTimeout(timer);
    if (made >= wanted) return making ?? Promise.resolve();
    return (making ??= makeAll().finally(() => {
      making = undefined;
    }));
  }

  return {
    async manifest() {
      if (current.size < LOCALES.length) await renew();
      return Object.fromEntries(
        LOCALES.map((language) => [language, `/data/${current.get(language)?.name ?? ''}`]),
      ) as Record<Language, string>;
    },
    async find(name) {
      const language = LOCALES.find((each) => name.startsWith(`search-${each}-`));
      if (language === undefined) return undefined;
      if (!current.has(language)) await renew();
      return [current.get(language), older.get(language)].find((index) => index?.name === name)?.body;
    },
    changed() {
      wanted++;
      clearTimeout(timer);
      timer = setTimeout(() => void renew(), quietMs);
      timer.unref();
    },
    renew,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
