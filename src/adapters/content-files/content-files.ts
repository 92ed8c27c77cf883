import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '#src/domain/content/entry.ts';
import { CONTENT_KINDS, type ContentKind } from '#src/domain/content/kinds.ts';
import type { Words } from '#src/domain/content/words.ts';
import { isLanguage, type Language } from '#src/domain/locale/languages.ts';
import type { ContentChange, ContentProblem, ContentStore } from '#src/ports/content-store.ts';
import { parseFacts, parseWords } from './parse-files.ts';
import { recallGood, rememberGood } from './snapshot.ts';
import { watchContent, type ContentWatcher } from './watch-content.ts';

export type ContentFilesOptions = {
  /** The content folder. */
  root: string;
  /** Where the last good version of each entry outlives the server. */
  snapshotFile?: string;
  /** Milliseconds after the start when that file is written: the first readers come first. */
  snapshotAfterMs?: number;
  /** Follow changes on disk. */
  watch?: boolean;
  /** Told about every problem found while running. */
  onProblem?: (problem: ContentProblem) => void;
};

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const SNAPSHOT_AFTER_MS = 10_000;

/**
 * The content store over files. Everything is parsed once and held in memory; a change on disk replaces
 * just its entry. A broken file never takes an entry away: the last good version stays.
 */
export async function createContentFiles(options: ContentFilesOptions): Promise<ContentStore> {
  const entries = new Map<ContentKind, Map<string, Entry>>(
    CONTENT_KINDS.map((kind) => [kind, new Map<string, Entry>()]),
  );
  const sorted = new Map<ContentKind, readonly Entry[]>();
  const moved = new Map<string, string>();
  const problems = new Map<string, ContentProblem[]>();
  const listeners = new Set<(changes: readonly ContentChange[]) => void>();
  let revision = 0;
  let watcher: ContentWatcher | undefined;
  let closed = false;

  const mapOf = (kind: ContentKind) => entries.get(kind) as Map<string, Entry>;

  const keep = (entry: Entry): void => {
    mapOf(entry.kind).set(entry.slug, entry);
    for (const old of entry.facts.formerSlugs) moved.set(`${entry.kind}/${old}`, entry.slug);
  };

  // Followed before it is read: a change in between is then seen twice, not never.
  if (options.watch) watcher = watchContent(options.root, (name) => SLUG.test(name), (kind, slug) => void refresh(kind, slug)); // prettier-ignore
  for (const kind of CONTENT_KINDS) {
    for (const slug of readSlugs(join(options.root, kind))) {
      const result = readEntry(options.root, kind, slug);
      if (result.problems.length > 0) problems.set(`${kind}/${slug}`, result.problems);
      if (result.entry) keep(result.entry);
    }
  }
  if (options.snapshotFile && problems.size > 0) {
    const good = await recallGood(options.snapshotFile);
    for (const key of problems.keys()) {
      const entry = good.get(key);
      if (entry) keep(entry);
    }
  }
  const remembering = options.snapshotFile === undefined ? undefined : setTimeout(remember, options.snapshotAfterMs ?? SNAPSHOT_AFTER_MS, options.snapshotFile).unref(); // prettier-ignore

  function remember(file: string): void {
    const all = CONTENT_KINDS.flatMap((kind) => [...mapOf(kind).values()]);
    const fingerprint = hash('sha256', all.map(({ kind, slug, version }) => `${kind}/${slug}@${version}`).sort().join('\n')); // prettier-ignore
    void rememberGood(file, fingerprint, all, () => closed);
  }

  async function refresh(kind: ContentKind, slug: string): Promise<void> {
    const key = `${kind}/${slug}`;
    const before = mapOf(kind).get(slug);
    if (closed) return;
    const result = readEntry(options.root, kind, slug);
    if (result.problems.length > 0) {
      problems.set(key, result.problems);
      for (const problem of result.problems) options.onProblem?.(problem);
      return; // the last good version stays
    }
    problems.delete(key);
    const after = result.entry;
    if (before?.version === after?.version) return;
    if (after) {
      keep(after);
    } else {
      mapOf(kind).delete(slug);
    }
    sorted.delete(kind);
    revision++;
    const change = after === undefined ? 'removed' : before === undefined ? 'added' : 'changed';
    for (const listener of listeners) listener([{ kind, slug, change }]);
  }

  return {
    find: <K extends ContentKind>(kind: K, slug: string) => mapOf(kind).get(slug) as Entry<K> | undefined,
    list<K extends ContentKind>(kind: K): readonly Entry<K>[] {
      let list = sorted.get(kind);
      if (!list) {
        list = [...mapOf(kind).values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
        sorted.set(kind, list);
      }
      return list as readonly Entry<K>[];
    },
    findMoved: (kind, slug) => moved.get(`${kind}/${slug}`),
    problems: () => [...problems.values()].flat(),
    get revision() {
      return revision;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    async close() {
      closed = true;
      clearTimeout(remembering);
      watcher?.close();
      listeners.clear();
    },
  };
}

type ReadResult = { entry: Entry | undefined; problems: ContentProblem[] };

/**
 * Reads one entry's folder. Without promises: a start
 * opens 70,000 small files before there is anybody to keep waiting, and each promise costs more than its file.
 */
function readEntry(root: string, kind: ContentKind, slug: string): ReadResult {
  const folder = join(root, kind, slug);
  const names = namesIn(folder)
    .filter((name) => name === 'facts.yaml' || name.endsWith('.md'))
    .sort();
  if (!names.includes('facts.yaml')) return { entry: undefined, problems: [] };
  const stats = names.map((name) => statSync(join(folder, name), { throwIfNoEntry: false }));
  const texts = names.map((name) => textOf(join(folder, name)));
  const unreadable = names.filter((_, i) => texts[i] === undefined);
  if (unreadable.length > 0) {
    const problems = unreadable.map((name) => ({ file: `${kind}/${slug}/${name}`, field: '(file)', expected: 'must be readable', found: 'closed to the server', fix: 'Check its rights and owner.' })); // prettier-ignore
    return { entry: undefined, problems };
  }
  const found: ContentProblem[] = [];
  const words: Partial<Record<Language, Words>> = {};
  let facts: Entry['facts'] | undefined;
  for (const [i, name] of names.entries()) {
    const file = `${kind}/${slug}/${name}`;
    const text = texts[i] ?? '';
    if (name === 'facts.yaml') {
      const parsed = parseFacts(kind, file, text);
      if (parsed.ok) facts = parsed.value;
      else found.push(...parsed.problems);
      continue;
    }
    const language = name.slice(0, -3);
    if (!isLanguage(language)) {
      found.push({ file, field: '(file name)', expected: 'must be a language of the site (vi, en, de, fr, zh, ko)', found: `"${name}"`, fix: 'Rename or remove the file.' }); // prettier-ignore
      continue;
    }
    const parsed = parseWords(file, text);
    if (parsed.ok) words[language] = parsed.value;
    else found.push(...parsed.problems);
  }
  if (facts !== undefined && Object.keys(words).length === 0 && found.length === 0) {
    found.push({ file: `${kind}/${slug}`, field: '(folder)', expected: 'must hold words in at least one language', found: 'nothing', fix: 'Add vi.md with name: and summary:.' }); // prettier-ignore
  }
  if (facts === undefined || found.length > 0) return { entry: undefined, problems: found };
  const version = hash('sha256', texts.join('\u0000')).slice(0, 16);
  const updatedAt = new Date(Math.max(...stats.map((s) => s?.mtimeMs ?? 0))).toISOString();
  return { entry: { kind, slug, facts, words, updatedAt, version }, problems: [] };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // gone, or no folder
  }
}

function readSlugs(folder: string): string[] {
  let items;
  try {
    items = readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new Error(`The content folder cannot be read (${code ?? 'error'}): ${folder}. Check its path and rights.`, { cause });
  } // prettier-ignore
  return items.filter((item) => item.isDirectory() && SLUG.test(item.name)).map((item) => item.name);
}
