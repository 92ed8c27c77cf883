import type { Language } from '../locale/languages.ts';
import type { FactsByKind } from './facts.ts';
import type { ContentKind } from './kinds.ts';
import type { Words } from './words.ts';

/** A published entry: facts once, words per language. */
export type Entry<K extends ContentKind = ContentKind> = {
  readonly kind: K;
  readonly slug: string;
  readonly facts: FactsByKind[K];
  readonly words: Readonly<Partial<Record<Language, Words>>>;
  /** When the newest of its files changed, as ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** Hash over all its files: changes whenever anything about it changes. */
  readonly version: string;
};

/** `places/ma-pi-leng`: how entries name each other, in files, URLs, search and trips alike. */
export type EntryId = `${ContentKind}/${string}`;

export function entryId(entry: { kind: ContentKind; slug: string }): EntryId {
  return `${entry.kind}/${entry.slug}`;
}

export function parseEntryId(text: string): { kind: string; slug: string } | undefined {
  const match = /^([a-z]+)\/([a-z0-9-]+)$/.exec(text);
  return match ? { kind: match[1] as string, slug: match[2] as string } : undefined;
}

/** Languages in which an entry is truly there: name and summary exist. `hreflang` lists only these. */
export function translatedLanguages(entry: Entry): Language[] {
  return (Object.keys(entry.words) as Language[]).filter((language) => {
    const words = entry.words[language];
    return words !== undefined && words.name !== '' && words.summary !== '';
  });
}
