import { entryId, translatedLanguages, type Entry, type EntryId } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { pickField, type Localized } from '#src/domain/locale/fallback.ts';
import { languageOf, type Language, type Locale } from '#src/domain/locale/languages.ts';

/** An entry in a reader's language: each field with the language it is really in. */
export type EntryView<K extends ContentKind = ContentKind> = {
  id: EntryId;
  kind: K;
  slug: string;
  entry: Entry<K>;
  name: Localized;
  summary: Localized;
  body: Localized;
  /** `/de/places/ma-pi-leng` */
  href: string;
};

export function viewEntry<K extends ContentKind>(entry: Entry<K>, locale: Locale): EntryView<K> {
  const wanted = languageOf(locale);
  const nothing: Localized = { value: '', language: wanted };
  return {
    id: entryId(entry),
    kind: entry.kind,
    slug: entry.slug,
    entry,
    name: pickField(entry.words, wanted, (words) => words.name) ?? { value: entry.slug, language: 'vi' },
    summary: pickField(entry.words, wanted, (words) => words.summary) ?? nothing,
    body: pickField(entry.words, wanted, (words) => words.body) ?? nothing,
    href: entryPath(locale, entry),
  };
}

export function entryPath(locale: Locale, entry: { kind: ContentKind; slug: string }): string {
  return `/${locale}/${entry.kind}/${entry.slug}`;
}

/** The Vietnamese name beside another language's: signs and hosts use it. Empty where it would repeat the name. */
export function vietnameseName(view: EntryView): string {
  const vietnamese = view.entry.words.vi?.name ?? '';
  return vietnamese === view.name.value ? '' : vietnamese;
}

/** `lang` for a borrowed field; undefined where it is in the page's own language. */
export function langIfBorrowed(field: Localized, locale: Locale): string | undefined {
  return field.language === languageOf(locale) ? undefined : field.language === 'zh' ? 'zh-Hans' : field.language;
}

export function alternatesOf(entry: Entry): Language[] {
  return translatedLanguages(entry);
}
