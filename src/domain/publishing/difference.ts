import { sameJson } from './canonical.ts';
import type { FieldName } from './fields.ts';
import { nameOfField } from './fields.ts';
import type { FieldPath, Fields, Json } from './types.ts';

export type TextPart = { kind: 'same' | 'removed' | 'added'; text: string };

export type FieldDifference = {
  path: FieldPath;
  field: FieldName;
  kind: 'added' | 'removed' | 'changed';
  before: Json;
  after: Json;
  /** For texts: word by word. Screens print it with `<del>` and `<ins>`, always escaped. */
  text?: readonly TextPart[];
  /** For lists of names: what came and went. */
  items?: { added: readonly string[]; removed: readonly string[] };
};

/** Field by field, facts first, then words by language. */
export function differenceOf(before: Fields, after: Fields): FieldDifference[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths
    .filter((path) => !sameJson(before[path], after[path]))
    .map((path) => describe(path, before[path], after[path]));
}

function describe(path: FieldPath, before: Json | undefined, after: Json | undefined): FieldDifference {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const difference: FieldDifference = {
    path,
    field: nameOfField(path),
    kind,
    before: before ?? null,
    after: after ?? null,
  };
  if (typeof before === 'string' && typeof after === 'string' && nameOfField(path).part === 'words') {
    return { ...difference, text: compareTexts(before, after) };
  }
  if (isNames(before ?? []) && isNames(after ?? [])) {
    const [was, is] = [(before ?? []) as string[], (after ?? []) as string[]];
    return { ...difference, items: { added: is.filter((item) => !was.includes(item)), removed: was.filter((item) => !is.includes(item)) } }; // prettier-ignore
  }
  return difference;
}

const isNames = (value: Json): boolean =>
  Array.isArray(value) && (value as readonly Json[]).every((item) => typeof item === 'string');

/** Above this many words a side, only the common beginning and end are found: the table would grow too large. */
const MOST_WORDS = 1500;

/** Words, spaces and marks one by one; Han and Hangul character by character, as they have no spaces to go by. */
const tokens = (text: string): string[] =>
  text.match(/[\p{Script=Han}\p{Script=Hangul}]|[\p{L}\p{M}\p{N}]+|\s+|[^]/gu) ?? [];

/** Longest common subsequence over words (Wagner–Fischer table), after taking off what both ends share. */
export function compareTexts(before: string, after: string): TextPart[] {
  const a = tokens(before);
  const b = tokens(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middleA = a.slice(start, a.length - end);
  const middleB = b.slice(start, b.length - end);
  return join([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...compareMiddles(middleA, middleB),
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ]);
}

function compareMiddles(a: readonly string[], b: readonly string[]): TextPart[] {
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) {
    return [{ kind: 'removed', text: a.join('') }, { kind: 'added', text: b.join('') }]; // prettier-ignore
  }
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
  const parts: TextPart[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i] as string });
      i++;
      j++;
    } else if (
      j >= b.length ||
      (i < a.length && (longest[(i + 1) * width + j] as number) >= (longest[i * width + j + 1] as number))
    ) {
      parts.push({ kind: 'removed', text: a[i++] as string });
    } else {
      parts.push({ kind: 'added', text: b[j++] as string });
    }
  }
  return parts;
}

function join(parts: readonly TextPart[]): TextPart[] {
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.text === '') continue;
    if (last?.kind === part.kind) joined[joined.length - 1] = { kind: part.kind, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}
