import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { AtFailPoint } from './fail-points.ts';

export type StorageFault = 'disk-full' | 'read-only' | 'storage';

/** Undefined for an error that is no matter of storage. */
export function storageFault(error: unknown): StorageFault | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const text = error instanceof Error ? error.message : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || /database or disk is full/.test(text)) return 'disk-full';
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || /readonly database/.test(text)) return 'read-only';
  const fromSystem = (error as NodeJS.ErrnoException | undefined)?.syscall !== undefined;
  return fromSystem || /disk I\/O error/.test(text) ? 'storage' : undefined;
}

/**
 * Writes and removes files of one folder so that a reader sees each old or new and never half: temporary file in the
 * same folder, fsync, rename, fsync of the folder. All temporary files are complete before the first rename, so a full
 * disk leaves everything as it was. Doing it again does no harm. Temporary names begin with a dot and end in `.tmp`.
 */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | null>>,
  id: string,
  at: AtFailPoint,
): Promise<void> {
  const temporaryOf = (name: string) => join(folder, `.${name}.${id}.tmp`);
  const written = Object.entries(files).filter((file): file is [string, string] => file[1] !== null);
  if (written.length > 0) await mkdir(folder, { recursive: true });
  try {
    for (const [name, text] of written) await writeWhole(temporaryOf(name), text);
  } catch (error) {
    await Promise.all(written.map(([name]) => rm(temporaryOf(name), { force: true }).catch(() => undefined)));
    await rmdir(folder).catch(() => undefined); // only goes when it is empty, that is, when it is new
    throw error;
  }
  await at('temporary-written');
  // Facts last: an entry without facts.yaml is not there yet, so a new one appears complete.
  const order = written.map(([name]) => name).sort((a, b) => Number(a === 'facts.yaml') - Number(b === 'facts.yaml'));
  for (const [i, name] of order.entries()) {
    await rename(temporaryOf(name), join(folder, name));
    if (i === 0) await at('first-renamed');
  }
  // And first when it goes: what has no facts is gone at once.
  const gone = Object.keys(files).filter((name) => files[name] === null);
  gone.sort((a, b) => Number(b === 'facts.yaml') - Number(a === 'facts.yaml'));
  for (const name of gone) await unlink(join(folder, name)).catch(unlessMissing);
  await at('all-renamed');
  await syncFolder(folder);
  await removeEmpty(folder);
  await at('folder-synced');
}

export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const handle: FileHandle = await open(path, 'w', 0o644);
  try {
    await handle.writeFile(content, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders; its renames are in the journal.
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** Clears what a crash left behind: temporary files of publications that are not under way any more. */
export async function removeTemporaryFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [] as string[]);
  await Promise.all(
    names
      .filter((name) => name.startsWith('.') && name.endsWith('.tmp'))
      .map((name) => rm(join(folder, name), { force: true })),
  );
}
