import type { EntryData, FieldPath, Fields, Json } from './types.ts';

/** Objects whose parts mean nothing alone: half of a moved pin is a place nobody chose. */
export const WHOLE_OBJECTS: ReadonlySet<string> = new Set(['facts/position', 'facts/effect']);
const PHOTOS = 'facts/photos';

type JsonObject = { readonly [key: string]: Json };
const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * An entry as flat fields. Lists stay whole except photos, which become one field each plus one for their order, so
 * that two people can add photos at once. Empty texts, lists and objects are absent: the schemas give them back.
 */
export function toFields(data: EntryData): Fields {
  const fields: Record<FieldPath, Json> = {};
  collect('facts', data.facts, fields);
  for (const [language, words] of Object.entries(data.words)) collect(`words/${language}`, words, fields);
  return fields;
}

function collect(prefix: string, object: JsonObject, fields: Record<FieldPath, Json>): void {
  for (const [key, value] of Object.entries(object)) {
    const path = `${prefix}/${key}`;
    if (isEmpty(value)) continue;
    if (path === PHOTOS && Array.isArray(value)) collectPhotos(value as readonly Json[], fields);
    else if (key === 'translation' || WHOLE_OBJECTS.has(path) || !isObject(value)) fields[path] = value;
    else collect(path, value, fields);
  }
}

function collectPhotos(photos: readonly Json[], fields: Record<FieldPath, Json>): void {
  const order: string[] = [];
  for (const photo of photos) {
    if (!isObject(photo) || typeof photo['file'] !== 'string') continue;
    const { file, ...rest } = photo as { readonly file: string } & JsonObject;
    order.push(file);
    fields[`${PHOTOS}/${file}`] = rest;
  }
  if (order.length > 0) fields[PHOTOS] = order;
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

/** The way back. Languages without a single field are gone; a language's body is always there. */
export function fromFields(fields: Fields): EntryData {
  const facts: Record<string, Json> = {};
  const words: Record<string, Record<string, Json>> = {};
  for (const [path, value] of Object.entries(fields)) {
    const [part, ...names] = path.split('/');
    if (path === PHOTOS || path.startsWith(`${PHOTOS}/`) || names.length === 0) continue;
    if (part === 'facts') put(facts, names, value);
    else if (part === 'words') {
      const language = names[0] as string;
      if (!Object.hasOwn(words, language)) words[language] = { body: '' };
      put(words[language] as Record<string, Json>, names.slice(1), value);
    }
  }
  const photos = photosOf(fields);
  if (photos.length > 0) facts['photos'] = photos;
  return { facts, words };
}

function photosOf(fields: Fields): Json[] {
  const order = fields[PHOTOS];
  if (!Array.isArray(order)) return [];
  return (order as readonly Json[]).flatMap((file) => {
    const details = typeof file === 'string' ? fields[`${PHOTOS}/${file}`] : undefined;
    return isObject(details) ? [{ file: file as string, ...details }] : [];
  });
}

function put(target: Record<string, Json>, names: readonly string[], value: Json): void {
  const [name, ...rest] = names;
  if (name === undefined) return;
  if (rest.length === 0) {
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
    return;
  }
  const found = Object.hasOwn(target, name) ? target[name] : undefined;
  const inner: Record<string, Json> = isObject(found) ? (found as Record<string, Json>) : {};
  Object.defineProperty(target, name, { value: inner, enumerable: true, writable: true, configurable: true });
  put(inner, rest, value);
}

export type FieldName = {
  part: 'facts' | 'words';
  /** With words. */
  language?: string;
  /** `priceFrom.vnd`, `body`, `photos`: the key under which screens keep the field's name. */
  name: string;
  /** The photo that it is about. */
  file?: string;
};

/** Splits a path for screens: they translate `name` and print `file` and `language` beside it. */
export function nameOfField(path: FieldPath): FieldName {
  const [part, ...names] = path.split('/');
  if (part === 'words') {
    const [language = '', name = '', file] = names;
    return { part: 'words', language, name, ...(file === undefined ? {} : { file }) };
  }
  if (names[0] === 'photos' && names[1] !== undefined) return { part: 'facts', name: 'photo', file: names[1] };
  return { part: 'facts', name: names.join('.') };
}
