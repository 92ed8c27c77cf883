import { stringify } from 'yaml';
import type { Entry } from '#src/domain/content/entry.ts';
import { factsSchemas } from '#src/domain/content/facts.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { commonFacts } from '#src/domain/content/parts.ts';
import { canonicalJson } from '#src/domain/publishing/canonical.ts';
import type { EntryData, Json } from '#src/domain/publishing/types.ts';

type JsonObject = { readonly [key: string]: Json };

/** An entry of the content store as plain data. */
export function dataOf(entry: Entry | undefined): EntryData | null {
  if (entry === undefined) return null;
  return { facts: entry.facts as unknown as EntryData['facts'], words: entry.words as unknown as EntryData['words'] };
}

/**
 * The files of an entry: file name → text. What the schema would fill in anyway is left out, keys come in a fixed
 * order, so that the same content is always the same bytes and a diff shows only what changed.
 */
export function entryFiles(kind: ContentKind, data: EntryData): Record<string, string> {
  const files: Record<string, string> = { 'facts.yaml': toYaml(inOrder(withoutDefaults(kind, data.facts))) };
  for (const [language, { body, ...front }] of Object.entries(data.words)) {
    const { name, summary, photos, translation } = front as { [key: string]: Json | undefined };
    const shown = Object.entries({ name, summary, photos, translation }).filter(([, value]) => !isEmpty(value));
    const text = typeof body === 'string' ? body.trim() : '';
    files[`${language}.md`] =
      `---\n${toYaml(Object.fromEntries(shown) as JsonObject)}---\n${text === '' ? '' : `\n${text}\n`}`;
  }
  return files;
}

const toYaml = (value: JsonObject): string =>
  stringify(value, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Takes away, as deep as it goes, every key without which the schema reads the same. */
function withoutDefaults(kind: ContentKind, facts: JsonObject): JsonObject {
  const schema = factsSchemas[kind];
  const meaning = (value: JsonObject) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? canonicalJson(parsed.data as unknown as Json) : undefined;
  };
  const wanted = meaning(facts);
  if (wanted === undefined) return facts;
  const copy = structuredClone(facts) as Record<string, Json>;
  const prune = (object: Record<string, Json>) => {
    for (const key of Object.keys(object)) {
      const value = object[key] as Json;
      delete object[key];
      if (meaning(copy) === wanted) continue;
      object[key] = value;
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) prune(value as Record<string, Json>);
    }
  };
  prune(copy);
  return reordered(copy, Object.keys(facts)) as JsonObject;
}

/** Deleting and putting back moved the keys: they return to the schema's order. */
function reordered(object: Record<string, Json>, order: readonly string[]): Record<string, Json> {
  return Object.fromEntries(order.filter((key) => Object.hasOwn(object, key)).map((key) => [key, object[key] as Json]));
}

/** What a kind alone has comes first, what all kinds share comes last. */
function inOrder(facts: JsonObject): JsonObject {
  const shared = Object.keys(commonFacts);
  const keys = Object.keys(facts);
  const sorted = [...keys.filter((key) => !shared.includes(key)), ...keys.filter((key) => shared.includes(key))];
  return reordered(facts as Record<string, Json>, sorted);
}
