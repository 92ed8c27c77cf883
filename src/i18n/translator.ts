import { readdirSync, readFileSync } from 'node:fs';
import i18next, { type i18n } from 'i18next';
import { LOCALES, languageOf, type Language, type Locale } from '#src/domain/locale/languages.ts';

export type Values = Record<string, string | number>;
/** `t('places:title')`, `t('common:results', { count: 3 })`. A missing key is a fault of ours and throws in tests. */
export type Translate = (key: string, values?: Values) => string;
export type WordTree = { [key: string]: string | WordTree };

const WORDS_FOLDER = new URL('./words/', import.meta.url);

/** Every UI word of a language by namespace, as it stands in `words/<language>/<namespace>.json`. */
export function readWords(language: Language): Record<string, WordTree> {
  const folder = new URL(`${language}/`, WORDS_FOLDER);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as WordTree]),
  );
}

export type Translator = {
  t(locale: Locale): Translate;
  /** The words of some namespaces, for islands: they reach the browser as JSON. */
  words(locale: Locale, namespaces: readonly string[]): Record<string, WordTree>;
};

export function createTranslator(): Translator {
  const all = new Map(LOCALES.map((language) => [language, readWords(language)]));
  const instance: i18n = i18next.createInstance();
  void instance.init({
    initAsync: false,
    lng: 'en',
    fallbackLng: 'en',
    resources: Object.fromEntries(all),
    ns: Object.keys(all.get('en') ?? {}),
    defaultNS: 'common',
    // Astro and React escape what they print; escaping twice would show entities.
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  });
  return {
    t(locale) {
      const fixed = instance.getFixedT(languageOf(locale));
      return (key, values) => fixed(key, values ?? {});
    },
    words(locale, namespaces) {
      const words = all.get(languageOf(locale)) ?? {};
      return Object.fromEntries(namespaces.map((name) => [name, words[name] ?? {}]));
    },
  };
}
