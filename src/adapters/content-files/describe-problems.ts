import type * as z from 'zod';
import type { ContentProblem } from '#src/ports/content-store.ts';

/** Turns Zod issues into problems an editor can mend: field, what was expected, what is there, what to do. */
export function describeIssues(file: string, issues: readonly z.core.$ZodIssue[], input: unknown): ContentProblem[] {
  return issues.flatMap((issue) => describeIssue(file, issue, input));
}

function describeIssue(file: string, issue: z.core.$ZodIssue, input: unknown): ContentProblem[] {
  const field = fieldName(issue.path);
  const found = show(valueAt(input, issue.path));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        file,
        field: fieldName([...issue.path, key]),
        expected: 'must be a known field',
        found: show(valueAt(input, [...issue.path, key])),
        fix: `Correct the field's name or remove it.`,
      }));
    case 'invalid_value': {
      const options = issue.values.map(String);
      const near = nearest(found.replaceAll('"', ''), options);
      return [
        {
          file,
          field,
          expected: `must be one of ${options.join(', ')}`,
          found,
          fix: near ? `Write ${near}.` : 'Use one of the words named.',
        },
      ];
    }
    case 'invalid_type':
      return [
        found === 'nothing'
          ? { file, field, expected: `must be there (${issue.expected})`, found, fix: `Add "${field}:" with a value.` }
          : { file, field, expected: `must be ${issue.expected}`, found, fix: 'Correct the value; quote text that looks like a number or a date.' },
      ]; // prettier-ignore
    case 'invalid_union': {
      const deepest = issue.errors.flat().filter((inner) => inner.code !== 'invalid_type');
      const expected = [...new Set((deepest.length > 0 ? deepest : issue.errors.flat()).map((inner) => inner.message))];
      return [{ file, field, expected: `must be valid (${expected.join(' or ')})`, found, fix: 'Correct the value.' }];
    }
    default: {
      const expected = issue.message.startsWith('must') || issue.message.startsWith('needs') ? issue.message : `must be valid: ${issue.message}`;
      const example = /(?:such as|like) (\S+)/.exec(expected)?.[1];
      return [{ file, field, expected, found, fix: example ? `Write it like ${example}` : 'Correct the value.' }];
    } // prettier-ignore
  }
}

/** One sentence for log and terminal. */
export function tellProblem(problem: ContentProblem): string {
  return `content/${problem.file}: "${problem.field}" ${problem.expected}, but is ${problem.found}. ${problem.fix}`;
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '(whole file)' : path.map(String).join('.');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** The option one would most likely have meant: within two edits. */
function nearest(found: string, options: readonly string[]): string | undefined {
  let best: { option: string; distance: number } | undefined;
  for (const option of options) {
    const distance = editDistance(found.toLowerCase(), option.toLowerCase());
    if (distance <= 2 && (best === undefined || distance < best.distance)) best = { option, distance };
  }
  return best?.option;
}

/** Levenshtein distance, two rows at a time. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitute, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
