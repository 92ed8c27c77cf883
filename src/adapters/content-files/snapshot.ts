import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Entry } from '#src/domain/content/entry.ts';

/** `stamp` names the files with their times and sizes; an empty one never matches, so the entry is read again. */
export type SnapshotEntry = { entry: Entry; stamp: string };

/** Bumped when the shape of parsed entries changes, so that an old snapshot is not trusted. */
const FORMAT = 3;

/**
 * Parsed entries from the last run. Ten thousand listings in six languages are 70,000 files: parsing them
 * takes far longer than the five seconds a start may take, comparing their times does not.
 */
export async function loadSnapshot(file: string): Promise<Map<string, SnapshotEntry>> {
  try {
    const data: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof data !== 'object' || data === null || (data as { format?: unknown }).format !== FORMAT) return new Map();
    const list = (data as { entries: SnapshotEntry[] }).entries;
    return new Map(list.map((item) => [`${item.entry.kind}/${item.entry.slug}`, item]));
  } catch {
    return new Map(); // missing or damaged: everything is parsed again
  }
}

/** Best effort: without a snapshot the next start is only slower. */
export async function saveSnapshot(file: string, entries: readonly SnapshotEntry[]): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify({ format: FORMAT, entries }));
    await rename(temporary, file);
  } catch {
    // a full or read-only disk is told by whoever must write; this file is only a convenience
  }
}
