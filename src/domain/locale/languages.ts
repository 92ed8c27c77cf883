/**
 * The languages of the site. The code is the URL prefix and the file name (`content/…/<code>.md`);
 * the tag is what browsers and `Intl` want.
 */
export const LANGUAGES = {
  vi: { tag: 'vi', name: 'Tiếng Việt', direction: 'ltr' },
  en: { tag: 'en', name: 'English', direction: 'ltr' },
  de: { tag: 'de', name: 'Deutsch', direction: 'ltr' },
  fr: { tag: 'fr', name: 'Français', direction: 'ltr' },
  zh: { tag: 'zh-Hans', name: '简体中文', direction: 'ltr' },
  ko: { tag: 'ko', name: '한국어', direction: 'ltr' },
} as const;

export type Language = keyof typeof LANGUAGES;

/** The right-to-left pseudo locale of CLDR: English words, mirrored page. It proves `dir`; only test servers offer it. */
export const TEST_LOCALE = 'ar-xb';
export type Locale = Language | typeof TEST_LOCALE;

export const LOCALES = Object.keys(LANGUAGES) as readonly Language[];
export const DEFAULT_LOCALE: Language = 'vi';

/** Complete from day one; the others borrow field by field. */
export const COMPLETE_LANGUAGES: readonly Language[] = ['vi', 'en', 'de'];

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value);
}

export function isLocale(value: unknown): value is Locale {
  return isLanguage(value) || value === TEST_LOCALE;
}

/** The language whose words and content a locale shows: the test locale shows English. */
export function languageOf(locale: Locale): Language {
  return locale === TEST_LOCALE ? 'en' : locale;
}

/** BCP 47 tag for `lang` attributes and `hreflang`. */
export function tagOf(locale: Locale): string {
  return locale === TEST_LOCALE ? 'ar-XB' : LANGUAGES[locale].tag;
}

/** Tag for `Intl`. The test locale formats as English, or digits would change under the tests. */
export function intlTagOf(locale: Locale): string {
  const language = languageOf(locale);
  return language === 'en' ? 'en-GB' : LANGUAGES[language].tag;
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === TEST_LOCALE ? 'rtl' : 'ltr';
}
