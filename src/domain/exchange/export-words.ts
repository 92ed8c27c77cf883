import type { OutlineDay, OutlinePoint } from './outline.ts';

/** Sentences for files, in the traveller's language; the domain has none of its own. */
export type ExportWords = {
  /** For instance `Day 2 · Fri 12 Mar`. */
  day: (day: OutlineDay) => string;
  /** What stands below a point: times, note, phone. */
  about: (point: OutlinePoint) => string;
  /** Address of an entry's page, for a person to open. */
  address: (entry: string) => string;
};

/** Our own fields inside other formats, so that our files come back as they left. */
export const TRIPMAP_NAMESPACE = 'urn:tripmap:exchange:1';
