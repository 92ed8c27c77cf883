import type { ContentKind } from '#src/domain/content/kinds.ts';
import { factsSchemas } from '#src/domain/content/facts.ts';
import {
  clockSchema, confidenceSchema, dateRuleSchema, hoursSchema, positionSchema, rangeSchema, seenSchema, slugSchema, vndSchema,
} from '#src/domain/content/parts.ts'; // prettier-ignore
import { sameJson } from '#src/domain/publishing/canonical.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import type { FieldChanges, Fields, Json } from '#src/domain/publishing/types.ts';
import { readPhone } from '../owner/phone-number.ts';
import { readRule } from './rule-form.ts';

/** What a text field expects, for its keyboard, its hint and its list of suggestions. */
export type TextHint = 'plain' | 'place' | 'entry' | 'clock' | 'seen' | 'phone' | 'url' | 'hours' | 'instant';

/** A form field, derived from the Zod schema that also reads the files. `name` is the last part of its path. */
export type FormField = { name: string; path: string; required: boolean; initial?: Json } & (
  | { type: 'text'; hint: TextHint }
  | { type: 'number'; min?: number; max?: number; whole: boolean }
  | { type: 'range' }
  | { type: 'boolean' }
  | { type: 'choice'; options: readonly string[] }
  | { type: 'choices'; options: readonly string[] }
  | { type: 'names'; hint: TextHint }
  | { type: 'rule' }
  | { type: 'rules' }
  | { type: 'position' }
  | { type: 'effect'; activities: readonly string[] }
  | { type: 'group'; fields: readonly FormField[] }
  | { type: 'list'; item: (path: string) => FormField }
);

type Def = {
  type: string;
  innerType?: Schema;
  element?: Schema;
  shape?: Record<string, Schema>;
  entries?: Record<string, string>;
  options?: Schema[];
  values?: unknown[];
  defaultValue?: unknown;
};
type Schema = { _zod: { def: Def; bag?: { minimum?: number; maximum?: number; format?: string } } };

const PLACE_NAMES = new Set(['village', 'place', 'start', 'end', 'from', 'to']);
const ENTRY_NAMES = new Set(['at', 'bed', 'related', 'soldAt', 'feature']);
const same = (a: unknown, b: unknown): boolean => a === b;

/** The fields of a kind's facts, in the schema's order: what a kind alone has first, photos and sources last. */
export function fieldsOfKind(kind: ContentKind): FormField[] {
  const shape = factsSchemas[kind].shape as unknown as Record<string, Schema>;
  const shared = ['weight', 'sample', 'aliases', 'photos', 'sources', 'formerSlugs'];
  const names = [...Object.keys(shape).filter((name) => !shared.includes(name)), ...shared];
  return names.map((name) => describe(shape[name] as Schema, `facts/${name}`));
}

function describe(schema: Schema, path: string): FormField {
  const name = path.split('/').filter((part) => !/^\d+$/.test(part)).at(-1) as string; // prettier-ignore
  let inner = schema;
  let required = true;
  let initial: Json | undefined;
  while (['optional', 'default', 'prefault', 'nullable'].includes(inner._zod.def.type)) {
    const { defaultValue } = inner._zod.def;
    if (defaultValue !== undefined) initial = defaultValue as Json;
    required = false;
    inner = inner._zod.def.innerType as Schema;
  }
  const base = { name, path, required, ...(initial === undefined ? {} : { initial }) };
  const def = inner._zod.def;
  if (same(inner, dateRuleSchema)) return { ...base, type: 'rule' };
  if (same(inner, positionSchema)) return { ...base, type: 'position' };
  if (same(inner, vndSchema) || same(inner, rangeSchema)) return { ...base, type: 'range' };
  switch (def.type) {
    case 'boolean':
      // Without a default there are three answers: yes, no, not said.
      return initial === undefined ? { ...base, type: 'choice', options: ['true', 'false'] } : { ...base, type: 'boolean' }; // prettier-ignore
    case 'number': {
      const { minimum, maximum, format } = inner._zod.bag ?? {};
      const safe = (limit?: number) => limit !== undefined && Math.abs(limit) < 1e12;
      return { ...base, type: 'number', whole: format?.includes('int') === true, ...(safe(minimum) ? { min: minimum as number } : {}), ...(safe(maximum) ? { max: maximum as number } : {}) }; // prettier-ignore
    }
    case 'enum':
      return { ...base, type: 'choice', options: Object.values(def.entries ?? {}) };
    case 'union':
      return { ...base, type: 'effect', activities: activitiesOf(def) };
    case 'object': {
      const fields = Object.entries(def.shape ?? {}).map(([key, part]) => describe(part, `${path}/${key}`));
      return { ...base, type: 'group', fields };
    }
    case 'array': {
      const element = def.element as Schema;
      if (same(element, dateRuleSchema)) return { ...base, type: 'rules' };
      if (element._zod.def.type === 'enum')
        return { ...base, type: 'choices', options: Object.values(element._zod.def.entries ?? {}) };
      if (element._zod.def.type === 'string') return { ...base, type: 'names', hint: textHint(element, name) };
      return { ...base, type: 'list', item: (at) => describe(element, at) };
    }
    default:
      return { ...base, type: 'text', hint: textHint(inner, name) };
  }
}

function textHint(schema: Schema, name: string): TextHint {
  if (same(schema, clockSchema)) return 'clock';
  if (same(schema, seenSchema)) return 'seen';
  if (same(schema, hoursSchema)) return 'hours';
  if (same(schema, slugSchema) && (PLACE_NAMES.has(name) || name === 'places')) return 'place';
  if (ENTRY_NAMES.has(name)) return 'entry';
  if (name === 'phone') return 'phone';
  if (name === 'url' || name === 'facebook') return 'url';
  if (name === 'from' || name === 'until') return 'instant';
  return 'plain';
}

function activitiesOf(def: Def): string[] {
  const banned = (def.options ?? []).find((option) => option._zod.def.shape?.['activity'] !== undefined);
  return Object.values(banned?._zod.def.shape?.['activity']?._zod.def.entries ?? {});
}

/** Empty rows offered below the rows that are there: forms grow without JavaScript by saving. */
export const BLANK_ROWS = 2;
const MOST_ROWS = 80;

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** What somebody meant by digits; anything else stays text, so that the check can point at it. */
export function readNumber(text: string, grouped = false): Json | undefined {
  if (text === '') return undefined;
  // 250.000 is money in Vietnam; 105.411 is a longitude.
  const plain =
    grouped && /^-?\d{1,3}(?:[.\s]\d{3})+$/.test(text) ? text.replace(/[.\s]/g, '') : text.replace(',', '.');
  const number = Number(plain);
  return Number.isFinite(number) ? number : text;
}

/** `22/11/2026` and `11/2026`, as dates are written in Vietnam, as ISO dates; anything else stays as it is. */
export function readSeen(text: string): string {
  const [, day, month = '', year] = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  if (year === undefined) return text;
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}

/** Reads one field out of a sent form; undefined is "not set". Never throws: faults are found by the schema. */
export function readField(field: FormField, form: FormData): Json | undefined {
  const { path } = field;
  const text = () => textOf(form, path);
  switch (field.type) {
    case 'text': {
      const value = text();
      if (field.hint === 'phone') return value === '' ? undefined : (readPhone(value) ?? value);
      if (field.hint === 'seen') return value === '' ? undefined : readSeen(value);
      if (field.hint === 'instant' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)) return `${value}:00+07:00`;
      return value === '' ? undefined : value;
    }
    case 'number':
      return readNumber(text());
    case 'range': {
      const [low, high] = ['low', 'high'].map((end) => readNumber(textOf(form, `${path}/${end}`), true));
      return low === undefined ? high : high === undefined || sameJson(low, high) ? low : [low, high];
    }
    case 'boolean':
      return form.has(path);
    case 'choice': {
      const value = text();
      if (field.options.includes('true')) return value === '' ? undefined : value === 'true';
      return value === '' ? undefined : value;
    }
    case 'choices':
      return form.getAll(path).filter((value) => typeof value === 'string');
    case 'names':
      return [...new Set(text().split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ''))]; // prettier-ignore
    case 'rule':
      return readRule(form, path);
    case 'rules':
      return rowsOf(form, path).flatMap((row) => readRule(form, `${path}/${row}`) ?? []);
    case 'position': {
      const lat = readNumber(textOf(form, `${path}/lat`));
      const lng = readNumber(textOf(form, `${path}/lng`));
      const confidence = textOf(form, `${path}/confidence`) || (confidenceSchema.options[0] as string);
      return lat === undefined && lng === undefined ? undefined : { lat: lat ?? '', lng: lng ?? '', confidence };
    }
    case 'effect': {
      const kind = textOf(form, `${path}/kind`);
      if (kind === '') return undefined;
      const factor = readNumber(textOf(form, `${path}/factor`));
      const activity = textOf(form, `${path}/activity`);
      return {
        kind,
        ...(kind === 'road-slow' && factor !== undefined ? { factor } : {}),
        ...(kind === 'activity-banned' && activity !== '' ? { activity } : {}),
      };
    }
    case 'group': {
      const parts = field.fields.map((part) => [part.name, readField(part, form)] as const);
      const object = Object.fromEntries(parts.filter(([, value]) => value !== undefined)) as { [key: string]: Json };
      return Object.values(object).every(isBlank) ? undefined : object;
    }
    case 'list':
      return rowsOf(form, path).flatMap((row) => {
        const value = readField(field.item(`${path}/${row}`), form);
        return value === undefined ? [] : [prune(value)];
      });
  }
}

const isBlank = (value: Json): boolean => value === '' || (Array.isArray(value) && value.length === 0);

/** Inside list items blank parts are left out, as they are in the files. */
function prune(value: Json): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, part]) => !isBlank(part as Json) || key === 'stops')); // prettier-ignore
}

function rowsOf(form: FormData, path: string): number[] {
  const count = Math.min(MOST_ROWS, Math.max(0, Number(textOf(form, `${path}/_rows`)) || 0));
  return Array.from({ length: count }, (_, row) => row).filter((row) => !form.has(`${path}/${row}/_remove`));
}

/** The facts of a sent form as changes against what stands: also what the form no longer says. */
export function readFacts(kind: ContentKind, form: FormData, current: Fields): FieldChanges {
  const fields = fieldsOfKind(kind);
  const facts: Record<string, Json> = {};
  for (const field of fields) {
    const value = readField(field, form);
    if (value !== undefined) facts[field.name] = value;
  }
  const initial = initialFields(fields);
  const wanted = toFields({ facts, words: {} });
  const changes: Record<string, Json> = {};
  for (const [path, value] of Object.entries(wanted)) {
    const untouched = current[path] === undefined && sameJson(value, initial[path]);
    if (!untouched && !sameJson(value, current[path]) && !sameNames(value, current[path])) changes[path] = value;
  }
  for (const path of Object.keys(current)) if (path.startsWith('facts/') && wanted[path] === undefined) changes[path] = null; // prettier-ignore
  return changes;
}

/** Ticked boxes come in the form's order, lists on file in somebody's: the same names are no change. */
function sameNames(a: Json, b: Json | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  const [ours, theirs] = [new Set(a as readonly Json[]), new Set(b as readonly Json[])];
  return [...ours, ...theirs].every((item) => typeof item === 'string' && ours.has(item) && theirs.has(item));
}

function initialFields(fields: readonly FormField[]): Fields {
  const all: Record<string, Json> = {};
  for (const field of fields) {
    if (field.type === 'group') Object.assign(all, initialFields(field.fields));
    else if (field.initial !== undefined) all[field.path] = field.initial;
  }
  return all;
}
