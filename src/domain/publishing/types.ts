import type { EntryState } from '../rights/actions.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Where a value stands in an entry, parts joined by `/`: `facts/priceFrom/vnd`, `words/vi/body`,
 * `words/vi/photos/cua-nha.jpg`. Slashes, because file names hold dots.
 */
export type FieldPath = string;

/** An entry as a flat map of fields. A field that is not set is absent; `null` is never a value here. */
export type Fields = Readonly<Record<FieldPath, Json>>;

/** What somebody wants to set. `null` takes the field away. */
export type FieldChanges = Readonly<Record<FieldPath, Json>>;

/** An entry as its files say it, before or after the schemas have looked at it. */
export type EntryData = {
  readonly facts: { readonly [key: string]: Json };
  readonly words: { readonly [language: string]: { readonly [key: string]: Json } };
};

/**
 * `scheduled`: approved, waits for its time. `published` and `discarded` are the ends of a draft;
 * `archived` is a state of the entry, which then has no files.
 */
export const DRAFT_STATES = ['draft', 'in-review', 'changes-asked', 'scheduled', 'published', 'discarded'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** Draft states in which it still takes edits. An entry has at most one such draft. */
export const OPEN_DRAFT_STATES: readonly DraftState[] = ['draft', 'in-review', 'changes-asked', 'scheduled'];

/** The state of an entry for `can`: that of its open draft, else published, archived or none. */
export function entryStateOf(found: {
  draft?: DraftState | undefined;
  published: boolean;
  revisions: boolean;
}): EntryState {
  switch (found.draft) {
    case 'draft':
    case 'in-review':
    case 'changes-asked':
      return found.draft;
    case 'scheduled':
      return 'in-review';
    default:
      return found.published ? 'published' : found.revisions ? 'archived' : 'none';
  }
}
