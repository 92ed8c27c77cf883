import { LOCALES } from '#src/domain/locale/languages.ts';
import type { FieldPath, Fields, Json } from '#src/domain/publishing/types.ts';
import type { Translator } from '#src/i18n/translator.ts';
import { optionWords, pathWords } from './field-words.ts';
import { fieldsOfKind, type FormField } from './schema-form.ts';

export const TABLE_KINDS = ['places', 'homestays', 'events'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** `slug`, or a field. Positions and ranges have a column for each number. */
export type Column = { path: FieldPath | 'slug'; field?: FormField; part?: 'lat' | 'lng' };

const PATHS: Readonly<Record<TableKind, readonly string[]>> = {
  places: ['kind', 'area', 'position', 'elevation', 'commune', 'visitMinutes', 'interests', 'services', 'signal', 'confidence', 'weight', 'sample'],
  homestays: ['kind', 'village', 'position', 'phone', 'phoneConsent', 'zalo', 'priceFrom/vnd', 'priceFrom/per', 'priceFrom/seen', 'priceFrom/weekend', 'sleeps', 'rooms', 'toilet', 'car', 'amenities', 'checkIn', 'checkedOn', 'sample'],
  events: ['kind', 'place', 'visitMinutes', 'thinsOut', 'interests', 'dateSetYearly', 'confidence', 'weight', 'sample'],
}; // prettier-ignore

/** The columns of a kind's table: its address, words in the three main languages, and the facts of one value each. */
export function columnsOf(kind: TableKind): Column[] {
  const all = new Map(flatten(fieldsOfKind(kind)).map((field) => [field.path, field]));
  const words = ['vi', 'en', 'de'].flatMap((language) => ['name', 'summary'].map((name) => ({ path: `words/${language}/${name}` })));
  const facts = PATHS[kind].flatMap((name): Column[] => {
    const field = all.get(`facts/${name}`);
    if (field === undefined) return [];
    if (field.type === 'position') return (['lat', 'lng'] as const).map((part) => ({ path: `facts/${name}/${part}`, field, part })); // prettier-ignore
    return [{ path: field.path, field }];
  });
  // The days of an event come as one rule, with its hours.
  const opening: Column[] = kind === 'events' ? [{ path: 'facts/open/rule' }, { path: 'facts/open/hours' }] : [];
  return [{ path: 'slug' }, ...words, ...facts, ...opening];
} // prettier-ignore

const flatten = (fields: readonly FormField[]): FormField[] =>
  fields.flatMap((field) => (field.type === 'group' ? [field, ...flatten(field.fields)] : [field]));

export function headerOf(translator: Translator, locale: (typeof LOCALES)[number], column: Column): string {
  const t = translator.t(locale);
  return column.path === 'slug' ? t('newsroom:entries.slug') : pathWords(t, column.path);
}

/** Which column a header means, in any language of the site or as a path. */
export function findColumns(translator: Translator, kind: TableKind, headers: readonly string[]): (Column | undefined)[] {
  const clean = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
  const known = new Map<string, Column>();
  for (const column of columnsOf(kind)) {
    known.set(clean(column.path), column);
    for (const locale of LOCALES) known.set(clean(headerOf(translator, locale, column)), column);
  }
  return headers.map((header) => known.get(clean(header)));
} // prettier-ignore

/** A value of an entry as a cell: the same words that the import reads. */
export function cellOf(translator: Translator, kind: TableKind, column: Column, slug: string, fields: Fields): string {
  const { path, field, part } = column;
  const t = translator.t('vi');
  if (path === 'slug') return slug;
  if (part !== undefined) {
    const position = fields['facts/position'] as { readonly [key: string]: Json } | undefined;
    return position === undefined ? '' : String(position[part] ?? '');
  }
  if (path.startsWith('facts/open/')) {
    const [first] = (fields['facts/open'] ?? []) as readonly { readonly [key: string]: Json }[];
    return String(first?.[path.slice(11)] ?? '');
  }
  const value = fields[path];
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return t(`newsroom:options.bool.${value}`);
  if (field?.type === 'choices') return (value as readonly string[]).map((option) => optionWords(t, kind, path, option)).join('; '); // prettier-ignore
  if (field?.type === 'choice') return optionWords(t, kind, path, String(value));
  if (Array.isArray(value)) return value.join('–');
  return String(value);
}
