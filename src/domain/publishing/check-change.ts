import { factsSchemas } from '../content/facts.ts';
import type { ContentKind } from '../content/kinds.ts';
import { slugSchema } from '../content/parts.ts';
import { wordsSchema } from '../content/words.ts';
import { isLanguage } from '../locale/languages.ts';
import { fromFields, WHOLE_OBJECTS } from './fields.ts';
import type { EntryData, FieldChanges, FieldPath, Fields, Json } from './types.ts';

export type FieldProblem = {
  path: FieldPath;
  /** For developers and logs; screens show words for `reason` and the field. */
  message: string;
  reason: 'unknown-field' | 'too-long' | 'not-text' | 'missing' | 'invalid';
};

const MOST_BODY = 60_000;
const MOST_VALUE = 12_000;
const MOST_CHANGES = 400;
const PHOTO_FILE = /^[a-z0-9][a-z0-9._-]{0,120}$/;
const FACT_NAME = /^[a-zA-Z][a-zA-Z0-9]{0,40}$/;
/** Controls, and marks that turn the direction of text around them: nothing a person means to type. */
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Reads changes from outside. A draft takes anything that could belong to such an entry, so that half-done work can be
 * saved; unknown fields and oversized values are refused. Texts come back in NFC without hidden characters.
 */
export function parseChanges(
  kind: ContentKind,
  input: unknown,
): { ok: true; changes: FieldChanges } | { ok: false; problems: FieldProblem[] } {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) {
    return { ok: false, problems: [{ path: '', reason: 'invalid', message: 'changes must be an object of fields' }] };
  }
  const entries = Object.entries(input as Record<string, unknown>);
  if (entries.length > MOST_CHANGES)
    return { ok: false, problems: [{ path: '', reason: 'too-long', message: 'too many fields at once' }] };
  const changes: Record<FieldPath, Json> = {};
  const problems: FieldProblem[] = [];
  for (const [path, raw] of entries) {
    if (!isKnownField(kind, path)) {
      problems.push({ path: path.slice(0, 200), reason: 'unknown-field', message: 'is no field of this kind' });
      continue;
    }
    const value = cleanJson(raw, 0);
    if (value === undefined || isObject(value) !== (isWhole(path) && value !== null)) {
      problems.push({ path, reason: 'invalid', message: 'must be plain data for this field' });
    } else if (JSON.stringify(value).length > (path.endsWith('/body') ? MOST_BODY : MOST_VALUE)) {
      problems.push({ path, reason: 'too-long', message: 'is too long' });
    } else if (
      path.startsWith('words/') &&
      !path.endsWith('/translation') &&
      value !== null &&
      typeof value !== 'string'
    ) {
      problems.push({ path, reason: 'not-text', message: 'must be text' });
    } else changes[path] = value;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, changes };
}

export function isKnownField(kind: ContentKind, path: string): boolean {
  const [part, ...names] = path.split('/');
  const [first, second] = names;
  if (part === 'facts') {
    if (first === undefined || !Object.hasOwn(factsSchemas[kind].shape, first)) return false;
    if (first === 'photos') return names.length === 1 || (names.length === 2 && PHOTO_FILE.test(second as string));
    if (names.length > 1 && isWhole(`facts/${first}`)) return false;
    return names.length <= 4 && names.every((name) => FACT_NAME.test(name));
  }
  if (part !== 'words' || !isLanguage(first)) return false;
  if (second === 'photos') return names.length === 3 && PHOTO_FILE.test(names[2] as string);
  return names.length === 2 && ['name', 'summary', 'body', 'translation'].includes(second as string);
}

const isObject = (value: Json): boolean => value !== null && typeof value === 'object' && !Array.isArray(value);

/** Fields whose value is an object; all others are texts, numbers or lists. */
const isWhole = (path: FieldPath): boolean =>
  WHOLE_OBJECTS.has(path) || path.startsWith('facts/photos/') || path.endsWith('/translation');

/** NFC, one kind of line end, no hidden characters: how every text that people send is kept. */
export const cleanText = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').replace(HIDDEN, '');

/** Plain JSON, at most eight deep, texts normalised. Undefined for anything else. */
function cleanJson(value: unknown, depth: number): Json | undefined {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string') return cleanText(value);
  if (depth > 8 || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) {
    const list = value.map((item) => cleanJson(item, depth + 1));
    return list.includes(undefined) ? undefined : (list as Json[]);
  }
  const pairs = Object.entries(value).map(([key, item]) => [key, cleanJson(item, depth + 1)] as const);
  return pairs.some(([key, item]) => item === undefined || key === '__proto__')
    ? undefined
    : (Object.fromEntries(pairs) as Json);
}

const MISSING_CODES: ReadonlySet<string> = new Set(['invalid_type', 'invalid_value', 'invalid_union', 'custom']);

export type CheckedEntry = { ok: true; data: EntryData } | { ok: false; problems: FieldProblem[] };

/** A published entry validates: the same schemas that read the files. The result has all defaults filled in. */
export function checkEntry(kind: ContentKind, slug: string, fields: Fields): CheckedEntry {
  const problems: FieldProblem[] = [];
  const add = (
    prefix: string,
    issues: readonly { path: PropertyKey[]; message: string; code: string; input?: unknown }[],
  ) => {
    for (const issue of issues) {
      const path = [prefix, ...issue.path.map(String)].join('/');
      // A choice that was not made, or a field that a rule of ours asks for, is missing and not wrong.
      const missing = MISSING_CODES.has(issue.code) && valueAt(fields, path) === undefined;
      problems.push({ path, reason: missing ? 'missing' : 'invalid', message: issue.message });
    }
  };
  const slugResult = slugSchema.safeParse(slug);
  if (!slugResult.success) add('slug', slugResult.error.issues);

  const data = fromFields(fields);
  const facts = factsSchemas[kind].safeParse(data.facts);
  if (!facts.success) add('facts', facts.error.issues);
  const words: Record<string, { [key: string]: Json }> = {};
  for (const [language, { body, ...front }] of Object.entries(data.words)) {
    if (!isLanguage(language)) {
      problems.push({ path: `words/${language}`, reason: 'unknown-field', message: 'is no language of the site' });
      continue;
    }
    const parsed = wordsSchema.safeParse(front);
    if (parsed.success)
      words[language] = {
        ...(parsed.data as { [key: string]: Json }),
        body: typeof body === 'string' ? body.trim() : '',
      };
    else add(`words/${language}`, parsed.error.issues);
  }
  if (Object.keys(data.words).length === 0)
    problems.push({ path: 'words/vi/name', reason: 'missing', message: 'needs words in one language' });
  if (problems.length > 0 || !facts.success) return { ok: false, problems };
  return { ok: true, data: { facts: facts.data as unknown as EntryData['facts'], words } };
}

const valueAt = (fields: Fields, path: FieldPath): Json | undefined =>
  fields[path] ?? Object.entries(fields).find(([key]) => key.startsWith(`${path}/`))?.[1];
