import { createHash } from 'node:crypto';
import type { Language } from '#src/domain/locale/languages.ts';
import type { SearchDocument } from './documents.ts';

export type OfflineIndex = {
  /** `search-vi-1a2b3c4d5e6f.json`: the name changes with the content, so the file may be cached for ever. */
  name: string;
  body: string;
  documents: number;
};

/** What a browser needs to search without network: names, aliases, summaries, ideas and positions, no bodies. */
export function makeOfflineIndex(language: Language, documents: Iterable<SearchDocument>): OfflineIndex {
  const slim: SearchDocument[] = [];
  for (const document of documents) slim.push({ ...document, text: '' });
  slim.sort((a, b) => (a.id < b.id ? -1 : 1));
  const body = JSON.stringify({ version: 1, language, documents: slim });
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { name: `search-${language}-${hash}.json`, body, documents: slim.length };
}
