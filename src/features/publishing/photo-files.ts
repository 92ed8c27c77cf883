import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaStore } from '#src/ports/media.ts';
import { syncFolder, writeWhole } from './write-files.ts';

/** Photos named by their content; others in the folder were put there by hand and are left alone. */
const UPLOADED = /^[0-9a-f]{64}\.jpg$/;

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Of the photos an entry names, those that its folder does not have yet. */
export async function photosToBring(entryFolder: string, files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return [];
  const there = new Set(await namesIn(join(entryFolder, 'photos')));
  return files.filter((file) => !there.has(file));
}

/** Copies uploaded photos beside the entry. The same name is the same bytes, so doing it again changes nothing. */
export async function bringPhotos(
  entryFolder: string,
  files: readonly string[],
  media: Pick<MediaStore, 'read'>,
  id: string,
): Promise<void> {
  const folder = join(entryFolder, 'photos');
  for (const file of await photosToBring(entryFolder, files)) {
    const bytes = await media.read(file);
    if (bytes === undefined) continue;
    await mkdir(folder, { recursive: true });
    const temporary = join(folder, `.${file}.${id}.tmp`);
    try {
      await writeWhole(temporary, bytes);
      await rename(temporary, join(folder, file));
    } catch (error) {
      await rm(temporary, { force: true });
      await rmdir(folder).catch(() => undefined);
      throw error;
    }
  }
  if (files.length > 0) await syncFolder(folder);
}

/** Takes away uploaded photos that the published entry does not name: a consent withdrawn must not leave a file behind. */
export async function removeOtherPhotos(entryFolder: string, files: readonly string[]): Promise<void> {
  const folder = join(entryFolder, 'photos');
  const others = (await namesIn(folder)).filter(
    (name) => (UPLOADED.test(name) && !files.includes(name)) || name.endsWith('.tmp'),
  );
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
  if (others.length > 0) await rmdir(folder).catch(() => undefined);
  await rmdir(entryFolder).catch(() => undefined);
}
