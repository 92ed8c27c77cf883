import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join, sep } from 'node:path';
import type { Entry } from '#src/domain/content/entry.ts';
import { CONTENT_KINDS, type ContentKind } from '#src/domain/content/kinds.ts';
import type { Words } from '#src/domain/content/words.ts';
import { isLanguage, type Language } from '#src/domain/locale/languages.ts';
import type { ContentChange, ContentProblem, ContentStore } from '#src/ports/content-store.ts';
import { parseFacts, parseWords } from './parse-files.ts';
import { loadSnapshot, saveSnapshot, type SnapshotEntry } from './snapshot.ts';

export type ContentFilesOptions = {
  /** The content folder. */
  root: string;
  /** Where parsed entries are remembered between starts; without it every start parses everything. */
  snapshotFile?: string;
  /** Follow changes on disk. */
  watch?: boolean;
  /** Told about every problem found while running. */
  onProblem?: (problem: ContentProblem) => void;
};

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Editors save in bursts (temporary file, rename, second file): wait for the last of them. */
const SETTLE_MS = 60;

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
  const snapshot = options.snapshotFile ? await loadSnapshot(options.snapshotFile) : new Map<string, SnapshotEntry>();
  let revision = 0;
  let watcher: FSWatcher | undefined;
  let closed = false;

  const mapOf = (kind: ContentKind) => entries.get(kind) as Map<string, Entry>;

  const loaded: SnapshotEntry[] = [];
  let parsedAnew = 0;
  for (const kind of CONTENT_KINDS) {
    for (const slug of readSlugs(join(options.root, kind))) {
      const result = readEntry(options.root, kind, slug, snapshot.get(`${kind}/${slug}`));
      if (result.problems.length > 0) problems.set(`${kind}/${slug}`, result.problems);
      if (result.fresh) parsedAnew++;
      if (result.entry) {
        mapOf(kind).set(slug, result.entry);
        loaded.push({ entry: result.entry, stamp: result.problems.length > 0 ? '' : result.stamp });
        for (const old of result.entry.facts.formerSlugs) moved.set(`${kind}/${old}`, slug);
      }
    }
  }
  if (options.snapshotFile && parsedAnew > 0) void saveSnapshot(options.snapshotFile, loaded);

  async function refresh(kind: ContentKind, slug: string): Promise<void> {
    const key = `${kind}/${slug}`;
    const before = mapOf(kind).get(slug);
    if (closed) return;
    const result = readEntry(options.root, kind, slug, undefined);
    if (result.problems.length > 0) {
      problems.set(key, result.problems);
      for (const problem of result.problems) options.onProblem?.(problem);
      return; // the last good version stays
    }
    problems.delete(key);
    const after = result.entry;
    if (before?.version === after?.version) return;
    if (after) {
      mapOf(kind).set(slug, after);
      for (const old of after.facts.formerSlugs) moved.set(`${kind}/${old}`, slug);
    } else {
      mapOf(kind).delete(slug);
    }
    sorted.delete(kind);
    revision++;
    const change = after === undefined ? 'removed' : before === undefined ? 'added' : 'changed';
    for (const listener of listeners) listener([{ kind, slug, change }]);
  }

  if (options.watch) watcher = watchFolder(options.root, (kind, slug) => void refresh(kind, slug));

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
      watcher?.close();
      listeners.clear();
    },
  };
}

type ReadResult = { entry: Entry | undefined; problems: ContentProblem[]; stamp: string; fresh: boolean };

/**
 * Reads one entry's folder. With a remembered entry of the same stamp nothing is parsed. Without promises: a start
 * opens 70,000 small files before there is anybody to keep waiting, and each promise costs more than its file.
 */
function readEntry(root: string, kind: ContentKind, slug: string, remembered: SnapshotEntry | undefined): ReadResult {
  const folder = join(root, kind, slug);
  const names = namesIn(folder)
    .filter((name) => name === 'facts.yaml' || name.endsWith('.md'))
    .sort();
  if (!names.includes('facts.yaml')) return { entry: undefined, problems: [], stamp: '', fresh: true };
  const stats = names.map((name) => statSync(join(folder, name), { throwIfNoEntry: false }));
  const stamp = names.map((name, i) => `${name}:${stats[i]?.mtimeMs}:${stats[i]?.size}`).join('|');
  if (remembered && remembered.stamp === stamp) return { entry: remembered.entry, problems: [], stamp, fresh: false };

  const texts = names.map((name) => textOf(join(folder, name)));
  const unreadable = names.filter((_, i) => texts[i] === undefined);
  if (unreadable.length > 0) {
    const problems = unreadable.map((name) => ({ file: `${kind}/${slug}/${name}`, field: '(file)', expected: 'must be readable', found: 'closed to the server', fix: 'Check its rights and owner.' })); // prettier-ignore
    return { entry: remembered?.entry, problems, stamp: '', fresh: true };
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
  if (facts === undefined || found.length > 0) return { entry: remembered?.entry, problems: found, stamp, fresh: true };
  const version = hash('sha256', texts.join('\u0000')).slice(0, 16);
  const updatedAt = new Date(Math.max(...stats.map((s) => s?.mtimeMs ?? 0))).toISOString();
  return { entry: { kind, slug, facts, words, updatedAt, version }, problems: [], stamp, fresh: true };
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

/** Calls back once per entry after its folder has been quiet for a moment. */
function watchFolder(root: string, changed: (kind: ContentKind, slug: string) => void): FSWatcher {
  const waiting = new Map<string, NodeJS.Timeout>();
  const watcher = watch(root, { recursive: true, persistent: false }, (_event, name) => {
    if (name === null) return;
    const [kind, slug] = name.split(sep);
    if (!(CONTENT_KINDS as readonly string[]).includes(kind ?? '') || !slug || !SLUG.test(slug)) return;
    const key = `${kind}/${slug}`;
    clearTimeout(waiting.get(key));
    waiting.set(
      key,
      setTimeout(() => {
        waiting.delete(key);
        changed(kind as ContentKind, slug);
      }, SETTLE_MS),
    );
  });
  // A folder may vanish under the watcher (git checkout); the entry's next change is still seen.
  watcher.on('error', () => undefined);
  return watcher;
}
