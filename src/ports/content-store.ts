import type { Entry } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';

/** A fault in the content, told so that an editor can mend it. */
export type ContentProblem = {
  /** Path below the content folder, e.g. `places/ma-pi-leng/facts.yaml`. */
  file: string;
  field: string;
  expected: string;
  found: string;
  fix: string;
};

export type ContentChange = { kind: ContentKind; slug: string; change: 'added' | 'changed' | 'removed' };

/**
 * What the site says, held in memory and always the last good version: a broken file shows up
 * in `problems()` and its entry stays as it was.
 */
export interface ContentStore {
  find<K extends ContentKind>(kind: K, slug: string): Entry<K> | undefined;
  /** All entries of a kind, in slug order. The array is the store's own: do not change it. */
  list<K extends ContentKind>(kind: K): readonly Entry<K>[];
  /** Where an old slug went. */
  findMoved(kind: ContentKind, slug: string): string | undefined;
  problems(): readonly ContentProblem[];
  /** Rises with every change; cheap to compare. */
  readonly revision: number;
  /** Called after each change has become visible. Returns the way to stop listening. */
  onChange(listener: (changes: readonly ContentChange[]) => void): () => void;
  /** Reads an entry's files again now, without waiting for the watcher; publishing calls it. */
  refresh(kind: ContentKind, slug: string): Promise<void>;
  close(): Promise<void>;
}
