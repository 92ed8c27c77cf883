import { parseDocument } from 'yaml';
import { factsSchemas, type FactsByKind } from '#src/domain/content/facts.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { wordsSchema, type Words } from '#src/domain/content/words.ts';
import type { ContentProblem } from '#src/ports/content-store.ts';
import { describeIssues } from './describe-problems.ts';
import { readPlainYaml } from './plain-yaml.ts';

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: ContentProblem[] };

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Reads a `facts.yaml`. `file` is the path below the content folder, for messages. */
export function parseFacts<K extends ContentKind>(kind: K, file: string, text: string): Parsed<FactsByKind[K]> {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const result = factsSchemas[kind].safeParse(yaml.value);
  if (result.success) return { ok: true, value: result.data as FactsByKind[K] };
  return { ok: false, problems: describeIssues(file, result.error.issues, yaml.value) };
}

/** Reads a `<lang>.md`: front matter and Markdown body. */
export function parseWords(file: string, text: string): Parsed<Words> {
  const match = FRONT_MATTER.exec(text.replace(/^\uFEFF/, ''));
  if (!match) {
    return {
      ok: false,
      problems: [
        {
          file,
          field: '(front matter)',
          expected: 'must stand between two lines of ---',
          found: JSON.stringify(text.slice(0, 20)),
          fix: 'Begin the file with ---, then name: and summary:, then --- again.',
        },
      ],
    };
  }
  const yaml = parseYaml(file, match[1] ?? '');
  if (!yaml.ok) return yaml;
  const result = wordsSchema.safeParse(yaml.value);
  if (!result.success) return { ok: false, problems: describeIssues(file, result.error.issues, yaml.value) };
  return {
    ok: true,
    value: {
      ...result.data,
      body: text
        .replace(/^\uFEFF/, '')
        .slice(match[0].length)
        .trim(),
    },
  };
}

function parseYaml(file: string, text: string): Parsed<unknown> {
  const plain = readPlainYaml(text);
  if (plain !== undefined) return { ok: true, value: plain };
  // Dates stay text (core schema), a key given twice is a problem, and aliases cannot be used to blow memory up.
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true, strict: true });
  const error = document.errors[0];
  if (error) {
    const line = error.linePos?.[0].line ?? 1;
    return {
      ok: false,
      problems: [
        {
          file,
          field: `(line ${line})`,
          expected: 'must be valid YAML',
          found: JSON.stringify((text.split('\n')[line - 1] ?? '').trim().slice(0, 60)),
          fix: `${error.message.split('\n')[0]?.replace(/ at line.*$/, '') ?? 'Correct the line'}.`,
        },
      ],
    };
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 10 }) ?? {} };
  } catch (cause) {
    return {
      ok: false,
      problems: [{ file, field: '(whole file)', expected: 'must be plain YAML', found: String(cause).slice(0, 80), fix: 'Remove the aliases (&name, *name).' }],
    }; // prettier-ignore
  }
}
