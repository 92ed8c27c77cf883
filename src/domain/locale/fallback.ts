import { DEFAULT_LOCALE, LOCALES, type Language } from './languages.ts';

/** A text with the language it is really in, so that screens can mark a borrowed field. */
export type Localized<T = string> = { value: T; language: Language };

/** Requested → English → Vietnamese → whatever there is. */
export function fallbackOrder(wanted: Language): Language[] {
  return [...new Set<Language>([wanted, 'en', DEFAULT_LOCALE, ...LOCALES])];
}

/**
 * Picks a field in the nearest language that has it; an empty text does not count.
 * @returns undefined when no language has the field
 */
export function pickField<W, T>(
  words: Partial<Record<Language, W>>,
  wanted: Language,
  read: (words: W) => T | undefined,
): Localized<T> | undefined {
  for (const language of fallbackOrder(wanted)) {
    const entry = words[language];
    const value = entry === undefined ? undefined : read(entry);
    if (value !== undefined && value !== '') return { value, language };
  }
  return undefined;
}
