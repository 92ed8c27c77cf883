import type { Language } from '#src/domain/locale/languages.ts';

/** Ways to say one thing, by language, separated by `|`. Marks matter only when the query has marks too. */
export type Phrases = Readonly<Partial<Record<Language, string>>>;
export type ConceptTable = Readonly<Record<string, Phrases>>;

/**
 * What recognising a concept does to a search:
 * `kind` asks for entries of that kind, `amenity`, `service`, `people`, `day`, `month`, `theme` raise entries that
 * have it, `topic` asks for the guide about it, `alert` puts alerts first, `filler` counts for nothing.
 */
export type ConceptRole =
  'kind' | 'amenity' | 'service' | 'people' | 'day' | 'month' | 'theme' | 'topic' | 'alert' | 'filler';
