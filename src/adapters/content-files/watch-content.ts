import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { join, sep } from 'node:path';
import { CONTENT_KINDS, type ContentKind } from '#src/domain/content/kinds.ts';

/** Editors save in bursts (temporary file, rename, second file): wait for the last of them. */
const SETTLE_MS = 60;

export type ContentWatcher = { close(): void };

/**
 * Calls back once per entry after its folder has been quiet for a moment. Where the system can follow a whole tree it
 * does; on Linux Node would follow every single file, which takes seconds for 70,000, so each folder is followed here.
 * @param isSlug whether a folder's name is one of an entry
 */
export function watchContent(
  root: string,
  isSlug: (name: string) => boolean,
  changed: (kind: ContentKind, slug: string) => void,
): ContentWatcher {
  const waiting = new Map<string, NodeJS.Timeout>();
  const touched = (kind: ContentKind, slug: string): void => {
    const key = `${kind}/${slug}`;
    clearTimeout(waiting.get(key));
    waiting.set(
      key,
      setTimeout(() => {
        waiting.delete(key);
        changed(kind, slug);
      }, SETTLE_MS).unref(),
    );
  };
  const watcher = process.platform === 'linux' ? watchFolders(root, isSlug, touched) : watchTree(root, isSlug, touched);
  return {
    close() {
      watcher.close();
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  };
}

type Touched = (kind: ContentKind, slug: string) => void;

function watchTree(root: string, isSlug: (name: string) => boolean, touched: Touched): ContentWatcher {
  const watcher = watch(root, { recursive: true, persistent: false }, (_event, name) => {
    const [kind, slug] = name?.split(sep) ?? [];
    if (isKind(kind) && slug !== undefined && isSlug(slug)) touched(kind, slug);
  });
  // A folder may vanish under the watcher (git checkout); the entry's next change is still seen.
  watcher.on('error', () => undefined);
  return watcher;
}

function watchFolders(root: string, isSlug: (name: string) => boolean, touched: Touched): ContentWatcher {
  const watchers = new Map<string, FSWatcher>();

  const follow = (folder: string, heard: (name: string | null) => void): boolean => {
    if (watchers.has(folder)) return true;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => heard(name));
      const forget = () => {
        watcher.close();
        if (watchers.get(folder) === watcher) watchers.delete(folder);
      };
      watcher.on('error', forget);
      watchers.set(folder, watcher);
      return true;
    } catch {
      return false; // gone already, or no folder
    }
  };
  const forget = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  const followEntry = (kind: ContentKind, slug: string): void => {
    follow(join(root, kind, slug), () => touched(kind, slug));
  };
  const followKind = (kind: ContentKind): void => {
    const folder = join(root, kind);
    const isFollowed = follow(folder, (slug) => {
      if (slug === null || !isSlug(slug)) return;
      // Made, taken away, or put in the place of another of the same name: the old folder's news is no longer wanted.
      forget(join(folder, slug));
      followEntry(kind, slug);
      touched(kind, slug);
    });
    if (!isFollowed) return;
    for (const slug of namesIn(folder)) if (isSlug(slug)) followEntry(kind, slug);
  };

  follow(root, (name) => {
    if (!isKind(name)) return;
    for (const folder of [...watchers.keys()]) {
      if (folder === join(root, name) || folder.startsWith(join(root, name) + sep)) forget(folder);
    }
    followKind(name);
    for (const slug of namesIn(join(root, name))) if (isSlug(slug)) touched(name, slug);
  });
  for (const kind of CONTENT_KINDS) followKind(kind);
  return {
    close() {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function isKind(name: string | null | undefined): name is ContentKind {
  return (CONTENT_KINDS as readonly string[]).includes(name ?? '');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
