import { LOCALES } from '#src/domain/locale/languages.ts';
import type { ContentChange, ContentStore } from '#src/ports/content-store.ts';
import type { JobQueue } from '#src/ports/job-queue.ts';
import { SEARCH_KINDS, type EngineHealth, type SearchEngine } from '#src/ports/search-engine.ts';
import { isSearchable } from './documents.ts';
import { EmbeddedEngine } from './engines/embedded.ts';
import { MeilisearchEngine, MeilisearchIndex, type MeilisearchOptions } from './engines/meilisearch.ts';
import { ResilientEngine } from './engines/resilient.ts';
import { dependentsOf, documentOf, documentsOf, type EntryRef } from './index-of-content.ts';
import { createMemoryQueue } from './memory-queue.ts';
import { createOfflineFiles, type OfflineFiles } from './offline-files.ts';

export type SearchOptions = {
  content: ContentStore;
  /** Without it the embedded engine answers alone. */
  meilisearch?: MeilisearchOptions | undefined;
  /** Keeps what the server still has to learn across restarts; without one it is kept in memory. */
  jobs?: JobQueue | undefined;
  /** One plain sentence for the operator when the state of search changes. */
  log?: (message: string) => void;
  /** Told when a file for search without network has another name. */
  onOfflineFiles?: () => void;
  now?: () => number;
};

export type SearchService = {
  /** Answers every request, whatever state the server is in. */
  readonly engine: SearchEngine;
  readonly embedded: EmbeddedEngine;
  readonly offline: OfflineFiles;
  /** Makes ready what the first readers would wait for: the indexes, then the files for search without network. */
  warm(): Promise<void>;
  health(): EngineHealth;
  close(): Promise<void>;
};

const JOB = 'search-entry';
const LEASE_SECONDS = 60;
const MOST_ATTEMPTS = 12;
/** Dependents of a place that are indexed at once; the rest follows between other work. */
const AT_ONCE = 20;

/** Starts search over the content and keeps it current: the embedded engine at once, a server through the job queue. */
export function createSearch(options: SearchOptions): SearchService {
  const { content } = options;
  const now = options.now ?? Date.now;
  const embedded = new EmbeddedEngine((language) => documentsOf(content, language), now);
  const offline = createOfflineFiles({
    // What is indexed already need not be made again.
    documentsOf: (language) => (embedded.isComplete(language) ? embedded.documents(language) : documentsOf(content, language)), // prettier-ignore
    onRenewed: () => options.onOfflineFiles?.(),
  });
  const server = options.meilisearch && startServer(options, options.meilisearch, embedded);
  let closed = false;

  const reindex = ({ kind, slug }: EntryRef): void => {
    const entry = content.find(kind, slug);
    if (!entry) {
      embedded.remove(`${kind}/${slug}`);
      return;
    }
    for (const language of LOCALES) {
      if (!embedded.isBuilt(language)) continue;
      const document = documentOf(content, entry, language);
      if (document) embedded.upsert(language, document);
      else embedded.remove(`${kind}/${slug}`);
    }
  };
  const later = (refs: EntryRef[]): void => {
    if (refs.length === 0 || closed) return;
    setTimeout(() => {
      refs.slice(0, AT_ONCE).forEach(reindex);
      offline.changed();
      later(refs.slice(AT_ONCE));
    }, 0);
  };
  const stopListening = content.onChange((changes: readonly ContentChange[]) => {
    const refs = changes.flatMap(({ kind, slug }) => (isSearchable(kind) ? [{ kind, slug }] : []));
    const dependents = refs.flatMap(({ kind, slug }) => (kind === 'places' ? dependentsOf(content, slug) : []));
    refs.forEach(reindex);
    if (refs.length > 0) offline.changed();
    later(dependents);
    for (const ref of [...refs, ...dependents]) server?.enqueue(ref);
  });

  return {
    engine: server?.engine ?? embedded,
    embedded,
    offline,
    async warm() {
      await embedded.warm();
      await offline.renew();
    },
    health: () => ({
      ...(server?.health() ?? { state: 'ok', engine: embedded.name }),
      ...(embedded.indexing.length > 0 ? { indexing: embedded.indexing } : {}),
    }),
    async close() {
      closed = true;
      stopListening();
      embedded.stop();
      offline.stop();
      await server?.close();
    },
  };
}

type Server = { engine: ResilientEngine; health(): EngineHealth; enqueue(ref: EntryRef): void; close(): Promise<void> };

function startServer(options: SearchOptions, meilisearch: MeilisearchOptions, embedded: EmbeddedEngine): Server {
  const { content } = options;
  const log = options.log ?? (() => undefined);
  const now = options.now ?? Date.now;
  const jobs = options.jobs ?? createMemoryQueue(now);
  const index = new MeilisearchIndex(meilisearch);
  const first = new MeilisearchEngine(meilisearch, (language) => embedded.lexicon(language));
  const engine = new ResilientEngine(first, embedded, {
    now,
    verify: async () => {
      first.reconnect();
      await index.checkVersion();
      await requireComplete(index, content);
    },
    onChange: ({ state, reason }) =>
      log(
        state === 'ok'
          ? 'search: Meilisearch answers.'
          : `search: the embedded engine answers, because Meilisearch does not: ${reason ?? 'unknown'}.`,
      ),
  });
  void engine.probe();

  let working: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const work = (): void => {
    working ??= drain().finally(() => {
      working = undefined;
    });
  };
  const drain = async (): Promise<void> => {
    for (;;) {
      if (closed) return;
      const job = await jobs.claim([JOB], LEASE_SECONDS);
      if (!job) break;
      try {
        await indexEntry(index, content, String(job.payload));
        await jobs.finish(job.id);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const wait = Math.min(600_000, 1_000 * 2 ** (job.attempts - 1));
        const giveUp = job.attempts >= MOST_ATTEMPTS;
        await jobs.fail(job.id, reason, giveUp ? undefined : new Date(now() + wait).toISOString());
        if (giveUp)
          log(`search: "${String(job.payload)}" could not be indexed (${reason}); run npm run search:reindex.`);
        else schedule(wait);
      }
    }
  };
  const schedule = (milliseconds: number): void => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
    timer.unref?.();
  };
  schedule(0);

  return {
    engine,
    health: () => engine.health(),
    enqueue(ref) {
      const id = `${ref.kind}/${ref.slug}`;
      // The revision is part of the key: a change that comes while the entry is being indexed needs a job of its own.
      void jobs.enqueue(JOB, id, { key: `${id}@${content.revision}` }).then(work, (error: unknown) => {
        log(`search: "${id}" could not be queued (${error instanceof Error ? error.message : String(error)}).`);
      });
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await working;
    },
  };
}

/** Brings one entry of the server's indexes up to date with the content, whatever happened to it. */
async function indexEntry(index: MeilisearchIndex, content: ContentStore, id: string): Promise<void> {
  const [kind = '', slug = ''] = id.split('/');
  const entry = isSearchable(kind as EntryRef['kind']) ? content.find(kind as EntryRef['kind'], slug) : undefined;
  for (const language of LOCALES) {
    const document = entry && documentOf(content, entry, language);
    if (document) await index.upsert(language, [document]);
    else await index.remove(language, [id]);
  }
}

/** An empty or half-filled server must not answer: a reader cannot tell "nothing found" from "nothing there". */
async function requireComplete(index: MeilisearchIndex, content: ContentStore): Promise<void> {
  const counts = await index.counts();
  const expected = SEARCH_KINDS.reduce(
    (sum, kind) => sum + content.list(kind).filter((entry) => Object.keys(entry.words).length > 0).length,
    0,
  );
  for (const language of LOCALES) {
    if (counts[language] < expected * 0.95) {
      throw new Error(
        `its ${language} index holds ${counts[language]} of ${expected} entries; run npm run search:reindex`,
      );
    }
  }
}
