import { FACETS } from '#src/ports/search-engine.ts';

/** One definition of what is searchable and how, for both engines. */
export const SEARCHABLE = { names: 4, belongs: 1.8, regions: 1, ideas: 1.2, summary: 0.8, text: 0.35 } as const;
export const FACET_FIELDS = FACETS;
export const SORTABLE = ['price', 'weight', 'name'] as const;

/** Candidates an engine finds before the common order is made. */
export const CANDIDATES = 140;

/** A word may be misspelt by one letter from five letters on, by two from nine (as Meilisearch does). */
export const TYPOS = { one: 5, two: 9 } as const;
