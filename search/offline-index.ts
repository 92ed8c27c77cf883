import { createHash } from 'node:crypto';
import type { Language } from '#src/domain/locale/languages.ts';
import type { SearchDocument } from './documents.ts';

export type OfflineIndex = {
  /** `search-vi-1a2b3c4d5e6f.json`: the name changes with the content, so the file may be cached for ever. */
  name: string;
  body: string;
  documents: number;
};

/** Entries written before other work has a turn: a few milliseconds. */
const CHUNK = 200;

/** What a browser needs to search without network: names, aliases, summaries, ideas and positions, no bodies. */
export function makeOfflineIndex(language: Language, documents: Iterable<SearchDocument>): OfflineIndex {
  const steps = stepsOf(language, documents);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, giving way to readers every few milliseconds. Undefined when it was told to stop. */
export async function makeOfflineIndexAside(
  language: Language,
  documents: Iterable<SearchDocument>,
  stopped: () => boolean,
): Promise<OfflineIndex | undefined> {
  const steps = stepsOf(language, documents);
  while (!stopped()) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return undefined;
}

function* stepsOf(language: Language, documents: Iterable<SearchDocument>): Generator<undefined, OfflineIndex> {
  const all: SearchDocument[] = [];
  for (const document of documents) if (all.push(document) % CHUNK === 0) yield;
  all.sort((a, b) => (a.id < b.id ? -1 : 1));
  yield;
  const head = `{"version":1,"language":"${language}","documents":[`;
  const hash = createHash('sha256').update(head);
  const parts: string[] = [];
  for (let from = 0; from < all.length; from += CHUNK) {
    const slim = all.slice(from, from + CHUNK).map((document) => JSON.stringify({ ...document, text: '' }));
    const part = slim.join(',');
    parts.push(part);
    hash.update(part);
    yield;
  }
  const name = `search-${language}-${hash.digest('hex').slice(0, 12)}.json`;
  return { name, body: `${head}${parts.join(',')}]}`, documents: all.length };
}
