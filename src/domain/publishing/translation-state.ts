import type { Language } from '../locale/languages.ts';
import { LOCALES } from '../locale/languages.ts';
import { canonicalJson, hashText } from './canonical.ts';
import type { EntryData, Json } from './types.ts';

/**
 * `original`: what the others are translated from. `machine`: made by a machine and not read by anyone yet.
 */
export type TranslationState = 'original' | 'current' | 'outdated' | 'missing' | 'machine';

export type TranslatedWords = {
  name?: string;
  summary?: string;
  body?: string;
  photos?: Readonly<Record<string, string>>;
  translation?: { from: string; of: string; by?: 'person' | 'machine' } | undefined;
};
type WordsByLanguage = { readonly [language: string]: TranslatedWords | undefined };

/** Hash of the words a translator works from. Spaces at line ends and the form of accents do not count. */
export function sourceHash(words: TranslatedWords): string {
  const clean = (text = '') => text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/[ \t]+$/gm, '').trim(); // prettier-ignore
  const photos = Object.entries(words.photos ?? {}).map(([file, text]) => [file, clean(text)] as const);
  return hashText(
    canonicalJson([clean(words.name), clean(words.summary), clean(words.body), Object.fromEntries(photos)]),
  );
}

/** Vietnamese where it is an original, else the first language that is no translation. */
export function sourceLanguage(words: WordsByLanguage): Language | undefined {
  return LOCALES.find((language) => words[language] !== undefined && words[language]?.translation === undefined);
}

export function translationState(words: WordsByLanguage, language: Language): TranslationState {
  const here = words[language];
  if (here === undefined || !here.name || !here.summary) return 'missing';
  if (here.translation === undefined) return sourceLanguage(words) === language ? 'original' : 'current';
  if (here.translation.by === 'machine') return 'machine';
  const source = words[here.translation.from];
  return source === undefined || sourceHash(source) === here.translation.of ? 'current' : 'outdated';
}

export function translationStates(words: WordsByLanguage): Record<Language, TranslationState> {
  return Object.fromEntries(LOCALES.map((language) => [language, translationState(words, language)])) as Record<Language, TranslationState>; // prettier-ignore
}

/**
 * Before changed source words go out, every translation that has no record yet gets one for the words as they were:
 * it was current until now, and that is how it becomes outdated. A translation with a record keeps it, also when
 * somebody mends a word in it; only a translator's screen says "this is now made from those words" (`translationOf`).
 */
export function anchorTranslations(before: EntryData | null, after: EntryData): EntryData {
  if (before === null) return after;
  const source = sourceLanguage(before.words as WordsByLanguage);
  const [was, is] = source === undefined ? [] : [before.words[source], after.words[source]];
  if (source === undefined || was === undefined || is === undefined) return after;
  if (sourceHash(was as TranslatedWords) === sourceHash(is as TranslatedWords)) return after;
  const words = Object.fromEntries(
    Object.entries(after.words).map(([language, here]) => {
      const known = language === source || here['translation'] !== undefined || before.words[language] === undefined;
      return [language, known ? here : { ...here, translation: translationOf(source, was as TranslatedWords) }];
    }),
  );
  return { facts: after.facts, words };
}

/** The record a translator's screen sets as `words/<language>/translation`. */
export function translationOf(
  from: string,
  source: TranslatedWords,
  by: 'person' | 'machine' = 'person',
): { [key: string]: Json } {
  // prettier-ignore
  return { from, of: sourceHash(source), by };
}
