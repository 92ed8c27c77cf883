import type { App } from '#src/composition.ts';
import { slugSchema } from '#src/domain/content/parts.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';
import { sameJson } from '#src/domain/publishing/canonical.ts';
import { checkEntry, parseChanges, type FieldProblem } from '#src/domain/publishing/check-change.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import { applyChanges } from '#src/domain/publishing/merge.ts';
import type { FieldChanges, FieldPath, Json } from '#src/domain/publishing/types.ts';
import type { Actor } from '#src/domain/rights/can.ts';
import type { Translator } from '#src/i18n/translator.ts';
import type { Cell } from '#src/ports/tables.ts';
import type { ContentStore } from '#src/ports/content-store.ts';
import type { RefusalReason } from '../publishing/answers.ts';
import { dataOf } from '../publishing/entry-files.ts';
import { optionWords } from './field-words.ts';
import { readNumber, readSeen } from './schema-form.ts';
import { findColumns, type Column, type TableKind } from './table-columns.ts';

export type ImportRow = { /** As the spreadsheet counts, header is 1. */ row: number; slug: string; name: string } & (
  | { state: 'new' | 'changed'; changes: FieldChanges }
  | { state: 'same' }
  | {
      state: 'wrong';
      reason: 'bad-slug' | 'slug-taken' | 'bad-fields';
      paths: readonly FieldPath[];
      faults?: readonly RowFault[];
    }
);
/** A field of a row that is wrong, and what stands in its cell. */
export type RowFault = { path: FieldPath; reason: FieldProblem['reason']; found: string };
export type DryRun = { rows: ImportRow[]; unknownHeaders: string[] };

type Parts = { content: ContentStore; translator: Translator };

/** Rows that are read in one go; then readers of the site have their turn. */
const ROWS_AT_ONCE = 100;

/** What an import would do, row by row. Writes nothing. */
export async function dryRun(parts: Parts, kind: TableKind, table: readonly (readonly Cell[])[]): Promise<DryRun> {
  const [head = [], ...body] = table;
  const columns = findColumns(parts.translator, kind, head.map((cell) => String(cell ?? ''))); // prettier-ignore
  const options = optionReader(parts.translator, kind, columns);
  const seen = new Set<string>();
  const rows: ImportRow[] = [];
  for (const [i, cells] of body.entries()) {
    if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await new Promise((turn) => setImmediate(turn));
    if (cells.every((cell) => cell === null || String(cell).trim() === '')) continue;
    const row = readRow(parts, kind, columns, options, cells, i + 2);
    const twice = row.state !== 'wrong' && seen.has(row.slug);
    rows.push(twice ? { row: row.row, slug: row.slug, name: row.name, state: 'wrong', reason: 'slug-taken', paths: [] } : row); // prettier-ignore
    seen.add(row.slug);
  }
  return {
    rows,
    unknownHeaders: head.map(String).filter((header, i) => columns[i] === undefined && header.trim() !== ''),
  };
}

type OptionReader = (column: Column, text: string) => string;

/** Translated words of options back to their names, in every language of the site. */
function optionReader(translator: Translator, kind: TableKind, columns: readonly (Column | undefined)[]): OptionReader {
  const known = new Map<string, string>();
  for (const column of columns) {
    const { field } = column ?? {};
    if (column === undefined || field === undefined || !('options' in field)) continue;
    for (const option of field.options) {
      for (const locale of LOCALES) known.set(`${column.path} ${optionWords(translator.t(locale), kind, column.path, option).toLowerCase()}`, option); // prettier-ignore
      known.set(`${column.path} ${option}`, option);
    }
  }
  const yes = new Set(LOCALES.map((locale) => translator.t(locale)('newsroom:options.bool.true').toLowerCase()));
  return (column, text) => {
    if (column.field?.type === 'boolean') return yes.has(text.toLowerCase()) || /^(?:1|x|true|yes)$/i.test(text) ? 'true' : 'false';
    return known.get(`${column.path} ${text.toLowerCase()}`) ?? text;
  };
} // prettier-ignore

function readRow(
  parts: Parts,
  kind: TableKind,
  columns: readonly (Column | undefined)[],
  options: OptionReader,
  cells: readonly Cell[],
  row: number,
): ImportRow {
  const values = new Map<string, Json>();
  let slug = '';
  for (const [i, column] of columns.entries()) {
    const cell = cells[i];
    if (column === undefined || cell === undefined || cell === null) continue;
    const text = cellText(cell).trim();
    if (text === '') continue;
    if (column.path === 'slug') slug = text;
    else values.set(column.path, readCell(column, text, cell, options));
  }
  const name = String(values.get('words/vi/name') ?? '');
  if (slug === '') slug = slugOf(name);
  const wrong = (reason: 'bad-slug' | 'bad-fields', problems: readonly FieldProblem[] = []): ImportRow => {
    const faults = problems.map((problem) => ({ path: problem.path, reason: problem.reason, found: foundIn(values, problem.path) })); // prettier-ignore
    return {
      row,
      slug: slug.slice(0, 90),
      name,
      state: 'wrong',
      reason,
      paths: faults.map(({ path }) => path),
      faults,
    };
  };
  if (!slugSchema.safeParse(slug).success) return wrong('bad-slug');
  const known = parts.content.find(kind, slug);
  const current = known === undefined ? {} : toFields(dataOf(known) ?? { facts: {}, words: {} });
  joinParts(values, current);
  const parsed = parseChanges(kind, Object.fromEntries(values));
  if (!parsed.ok) return wrong('bad-fields', parsed.problems);
  const changes = Object.fromEntries(Object.entries(parsed.changes).filter(([path, value]) => !sameJson(value, current[path]))); // prettier-ignore
  const checked = checkEntry(kind, slug, applyChanges(current, changes));
  if (!checked.ok) return wrong('bad-fields', checked.problems);
  if (known === undefined) return { row, slug, name, state: 'new', changes };
  return Object.keys(changes).length === 0 ? { row, slug, name, state: 'same' } : { row, slug, name, state: 'changed', changes }; // prettier-ignore
}

const MOST_SHOWN = 40;

/** What the cell of a faulty field says, shortened; a fault inside a list or a position is the whole cell's. */
function foundIn(values: ReadonlyMap<string, Json>, path: FieldPath): string {
  const [at = ''] = [...values.keys()].filter((key) => path === key || path.startsWith(`${key}/`));
  const value = values.get(at);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : value === undefined ? '' : JSON.stringify(value); // prettier-ignore
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** Columns that are parts of one field: a position, the first opening rule. */
function joinParts(values: Map<string, Json>, current: Readonly<Record<string, Json>>): void {
  const [lat, lng] = [values.get('facts/position/lat'), values.get('facts/position/lng')];
  values.delete('facts/position/lat');
  values.delete('facts/position/lng');
  if (lat !== undefined || lng !== undefined) {
    const was = current['facts/position'] as { readonly [key: string]: Json } | undefined;
    values.set('facts/position', { lat: lat ?? was?.['lat'] ?? '', lng: lng ?? was?.['lng'] ?? '', confidence: was?.['confidence'] ?? 'medium' }); // prettier-ignore
  }
  const [rule, hours] = [values.get('facts/open/rule'), values.get('facts/open/hours')];
  values.delete('facts/open/rule');
  values.delete('facts/open/hours');
  if (rule === undefined && hours === undefined) return;
  const [first, ...rest] = (current['facts/open'] ?? []) as readonly { readonly [key: string]: Json }[];
  values.set('facts/open', [{ ...first, ...(rule === undefined ? {} : { rule }), ...(hours === undefined ? {} : { hours }) }, ...rest]); // prettier-ignore
}

function readCell(column: Column, text: string, cell: Cell, options: OptionReader): Json {
  const { field, part, path } = column;
  if (part !== undefined) return readNumber(text) ?? '';
  switch (field?.type) {
    case 'boolean':
      return options(column, text) === 'true';
    case 'choices':
      return [...new Set(text.split(/[;,]/).map((one) => options(column, one.trim())).filter((one) => one !== ''))]; // prettier-ignore
    case 'choice':
      return options(column, text);
    case 'number':
      return readNumber(text, field.whole) ?? '';
    case 'range': {
      const [low = '', high] = text.split('–');
      const lowest = readNumber(low.trim(), true) ?? '';
      return high === undefined ? lowest : [lowest, readNumber(high.trim(), true) ?? ''];
    }
    case 'text':
      if (field.hint === 'seen') return seenOfCell(cell, text);
      if (field.hint === 'clock') return clockOfCell(cell, text);
      if (field.hint === 'phone') return phoneOf(text);
      return text;
    default:
      return path.startsWith('words/') ? text : text;
  }
}

/** Excel counts days from 1899-12-30; a date that lost its format arrives as such a number. */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

function seenOfCell(cell: Cell, text: string): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const serial = Number(text);
  if (Number.isInteger(serial) && serial > 20_000 && serial < 80_000) return new Date(EXCEL_EPOCH_MS + serial * DAY_MS).toISOString().slice(0, 10); // prettier-ignore
  return readSeen(text);
}

function clockOfCell(cell: Cell, text: string): string {
  const fraction = typeof cell === 'number' && cell >= 0 && cell < 1 ? Math.round(cell * 1440) : undefined;
  if (cell instanceof Date) return cell.toISOString().slice(11, 16);
  if (fraction !== undefined) return `${String(Math.floor(fraction / 60)).padStart(2, '0')}:${String(fraction % 60).padStart(2, '0')}`; // prettier-ignore
  return /^\d:\d{2}$/.test(text) ? `0${text}` : text;
}

/** `0912 345 678`, `84912345678` and `'+84…` all mean `+84912345678`. */
function phoneOf(text: string): string {
  const digits = text.replace(/[^\d+]/g, '');
  // "call later" stays as it is, so that the fault shows what stands there.
  if (digits.length < 9) return text;
  if (digits.startsWith('+')) return digits;
  return digits.startsWith('84') ? `+${digits}` : digits.startsWith('0') ? `+84${digits.slice(1)}` : digits.length === 9 ? `+84${digits}` : digits; // prettier-ignore
}

/** What an export neutralised comes back as it was. */
const cellText = (cell: Exclude<Cell, null>): string => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).replace(/^'(?=[=+\-@])/, '')); // prettier-ignore

export const slugOf = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 80); // prettier-ignore

/** Makes a draft of a row that is new or changed. Answers with the reason when that is refused; other rows need nothing. */
export async function importRow(
  app: Pick<App, 'state'>,
  actor: Actor,
  kind: TableKind,
  row: ImportRow,
): Promise<RefusalReason | undefined> {
  if (row.state !== 'new' && row.state !== 'changed') return undefined;
  const { publishing } = app.state;
  const status = await publishing.status(kind, row.slug);
  const seen =
    status.draft === undefined
      ? { published: status.version }
      : { draft: status.draft.id, version: status.draft.version };
  const saved =
    status.subject.state === 'none'
      ? await publishing.createEntry(actor, kind, row.slug, row.changes)
      : await publishing.saveDraft(actor, kind, row.slug, seen, row.changes);
  return saved.kind === 'saved' ? undefined : saved.reason;
}
