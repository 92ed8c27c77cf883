import { canonicalJson, sameJson } from './canonical.ts';
import type { FieldName } from './fields.ts';
import { nameOfField } from './fields.ts';
import type { FieldPath, Fields, Json } from './types.ts';

export type TextPart = { kind: 'same' | 'removed' | 'added'; text: string };

/** A row of a list that came, went or is another one now. Rows count from 1: where they stand now, or stood before. */
export type RowDifference = {
  kind: 'added' | 'removed' | 'changed';
  number: number;
  before: Json;
  after: Json;
  /** For a row that changed: its parts that did. */
  parts?: readonly ValueDifference[];
};

export type ValueDifference = {
  path: FieldPath;
  kind: 'added' | 'removed' | 'changed';
  before: Json;
  after: Json;
  /** For texts: word by word. Screens print it with `<del>` and `<ins>`, always escaped. */
  text?: readonly TextPart[];
  /** For lists of names: what came and went. */
  items?: { added: readonly string[]; removed: readonly string[] };
  /** For lists of objects (opening rules, fees, the days of a trip): row by row, and how many rows stayed. */
  rows?: { changed: readonly RowDifference[]; same: number };
  /** For an object on both sides: its parts that differ. */
  parts?: readonly ValueDifference[];
};

export type FieldDifference = ValueDifference & { field: FieldName };

/** Field by field, facts first, then words by language. */
export function differenceOf(before: Fields, after: Fields): FieldDifference[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths
    .filter((path) => !sameJson(before[path], after[path]))
    .map((path) => ({ ...describe(path, before[path], after[path]), field: nameOfField(path) }));
}

function describe(path: FieldPath, before: Json | undefined, after: Json | undefined): ValueDifference {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const difference: ValueDifference = { path, kind, before: before ?? null, after: after ?? null };
  if (typeof before === 'string' && typeof after === 'string' && path.startsWith('words/')) {
    return { ...difference, text: compareTexts(before, after) };
  }
  if (isNames(before ?? []) && isNames(after ?? [])) {
    const [was, is] = [(before ?? []) as string[], (after ?? []) as string[]];
    const items = { added: is.filter((item) => !was.includes(item)), removed: was.filter((item) => !is.includes(item)) };
    // The same names in another order: only both lists side by side show it.
    return items.added.length + items.removed.length === 0 ? difference : { ...difference, items };
  }
  if (isRows(before ?? []) && isRows(after ?? [])) {
    return { ...difference, rows: compareRows(path, (before ?? []) as Json[], (after ?? []) as Json[]) };
  }
  // A position and a translation's record mean something only as a whole.
  if (isObject(before) && isObject(after) && path !== 'facts/position' && !path.endsWith('/translation')) {
    return { ...difference, parts: compareObjects(path, before, after) };
  }
  return difference;
} // prettier-ignore

type JsonObject = { readonly [key: string]: Json };
const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isNames = (value: Json): boolean =>
  Array.isArray(value) && (value as readonly Json[]).every((item) => typeof item === 'string');

const isRows = (value: Json): boolean => Array.isArray(value) && (value as readonly Json[]).every((item) => isObject(item)); // prettier-ignore

function compareObjects(path: FieldPath, before: JsonObject, after: JsonObject): ValueDifference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !sameJson(before[key], after[key]))
    .map((key) => describe(`${path}/${key}`, before[key], after[key]));
}

/** Rows that are equal are found first; of what is left between them, the first that went became the first that came. */
function compareRows(
  path: FieldPath,
  before: readonly Json[],
  after: readonly Json[],
): NonNullable<ValueDifference['rows']> {
  // prettier-ignore
  const steps = align(before.map(canonicalJson), after.map(canonicalJson));
  const changed: RowDifference[] = [];
  let same = 0;
  for (let at = 0; at < steps.length;) {
    if (steps[at]?.kind === 'same') {
      same++;
      at++;
      continue;
    }
    const end = steps.findIndex((step, i) => i >= at && step.kind === 'same');
    const run = steps.slice(at, end < 0 ? steps.length : end);
    at += run.length;
    const gone = run.filter((step) => step.kind === 'removed').map(({ i }) => i);
    const come = run.filter((step) => step.kind === 'added').map(({ j }) => j);
    for (let n = 0; n < Math.max(gone.length, come.length); n++) {
      const [i, j] = [gone[n], come[n]];
      const [was, is] = [i === undefined ? null : (before[i] as Json), j === undefined ? null : (after[j] as Json)];
      if (j === undefined) changed.push({ kind: 'removed', number: (i as number) + 1, before: was, after: null });
      else if (i === undefined) changed.push({ kind: 'added', number: j + 1, before: null, after: is });
      else changed.push({ kind: 'changed', number: j + 1, before: was, after: is, parts: compareObjects(`${path}/${j}`, was as JsonObject, is as JsonObject) }); // prettier-ignore
    }
  }
  return { changed, same };
}

/** Above this many words (or lines) a side the table would grow too large. */
const MOST_WORDS = 1500;

/** Words, spaces and marks one by one; Han and Hangul character by character, as they have no spaces to go by. */
const tokens = (text: string): string[] =>
  text.match(/[\p{Script=Han}\p{Script=Hangul}]|[\p{L}\p{M}\p{N}]+|\s+|[^]/gu) ?? [];

/** Word by word, after taking off what both ends share. Long texts go line by line first. */
export function compareTexts(before: string, after: string): TextPart[] {
  const a = tokens(before);
  const b = tokens(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return tidy([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...compareMiddles(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ]);
}

function compareMiddles(a: readonly string[], b: readonly string[]): TextPart[] {
  if (a.length <= MOST_WORDS && b.length <= MOST_WORDS) return partsOf(a, b);
  const [from, to] = [linesOf(a.join('')), linesOf(b.join(''))];
  if (from.length > MOST_WORDS || to.length > MOST_WORDS) return whole(a.join(''), b.join(''));
  // Between lines that stayed, what went and what came is one passage rewritten.
  return passages(partsOf(from, to)).flatMap((part) => {
    if (part.kind === 'same') return [part];
    const [was, is] = [tokens(part.removed), tokens(part.added)];
    return was.length > MOST_WORDS || is.length > MOST_WORDS ? whole(part.removed, part.added) : partsOf(was, is);
  });
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];
const whole = (before: string, after: string): TextPart[] => [{ kind: 'removed', text: before }, { kind: 'added', text: after }]; // prettier-ignore

type Passage = { kind: 'same'; text: string } | { kind: 'rewritten'; removed: string; added: string };

function passages(parts: readonly TextPart[]): Passage[] {
  const found: Passage[] = [];
  for (const { kind, text } of parts) {
    const last = found.at(-1);
    if (kind === 'same') found.push({ kind, text });
    else if (last?.kind === 'rewritten') found[found.length - 1] = { ...last, [kind]: last[kind] + text };
    else found.push({ kind: 'rewritten', removed: '', added: '', [kind]: text });
  }
  return found;
}

const partsOf = (a: readonly string[], b: readonly string[]): TextPart[] =>
  align(a, b).map(({ kind, i, j }) => ({ kind, text: (kind === 'added' ? b[j] : a[i]) as string }));

type Step = { kind: TextPart['kind']; i: number; j: number };

/** Longest common subsequence (Wagner–Fischer table). The caller keeps both sides below `MOST_WORDS`. */
function align(a: readonly string[], b: readonly string[]): Step[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] as number) + 1
          : Math.max(longest[(i + 1) * width + j] as number, longest[i * width + j + 1] as number);
    }
  }
  const steps: Step[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) steps.push({ kind: 'same', i: i++, j: j++ });
    else if (
      j >= b.length ||
      (i < a.length && (longest[(i + 1) * width + j] as number) >= (longest[i * width + j + 1] as number))
    )
      steps.push({ kind: 'removed', i: i++, j });
    else steps.push({ kind: 'added', i, j: j++ });
  }
  return steps;
}

/**
 * Passages as people read them: first what went, then what came. A single space that stayed between words that all
 * changed belongs to the change, or every second word would be struck through alone.
 */
function tidy(parts: readonly TextPart[]): TextPart[] {
  const tidied: TextPart[] = [];
  const all = passages(parts.filter(({ text }) => text !== ''));
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed !== '') tidied.push({ kind: 'removed', text: removed });
    if (added !== '') tidied.push({ kind: 'added', text: added });
    removed = added = '';
  };
  all.forEach((part, at) => {
    if (part.kind === 'rewritten') {
      removed += part.removed;
      added += part.added;
      return;
    }
    const next = all[at + 1];
    const between = removed !== '' && added !== '' && next?.kind === 'rewritten' && next.removed !== '' && next.added !== ''; // prettier-ignore
    if (between && /^ +$/.test(part.text)) {
      removed += part.text;
      added += part.text;
      return;
    }
    flush();
    const last = tidied.at(-1);
    if (last?.kind === 'same') tidied[tidied.length - 1] = { kind: 'same', text: last.text + part.text };
    else tidied.push(part);
  });
  flush();
  return tidied;
}
