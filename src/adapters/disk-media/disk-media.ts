import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaStore, StoredPhoto, UploadResult } from '#src/ports/media.ts';
import { MAX_BYTES } from './limits.ts';
import { pictureType } from './picture-type.ts';
import type { CleanerLimits } from './run-cleaner.ts';
import { runCleaner } from './run-cleaner.ts';

/** Two at once leave a small machine room to answer readers; more than this many waiting is a flood. */
const AT_ONCE = 2;
const MOST_WAITING = 24;
/** Bits of 64 in which two photos of the same thing may differ. */
const SIMILAR_BITS = 6;

const FILE = /^[0-9a-f]{64}\.jpg$/;

/** Photos in a folder, named by what they hold. Beside each lies a small JSON with its measures. */
export function createDiskMedia(options: { folder: string; limits?: CleanerLimits }): MediaStore {
  const { folder } = options;
  const inTurn = limitTo(AT_ONCE, MOST_WAITING);
  let known: Map<string, StoredPhoto> | undefined;

  async function all(): Promise<Map<string, StoredPhoto>> {
    if (known !== undefined) return known;
    const names = await readdir(folder).catch(() => [] as string[]);
    const found = new Map<string, StoredPhoto>();
    for (const name of names.filter((one) => /^[0-9a-f]{64}\.json$/.test(one))) {
      const photo = await readFile(join(folder, name), 'utf8').then((text) => JSON.parse(text) as StoredPhoto).catch(() => undefined); // prettier-ignore
      if (photo !== undefined) found.set(photo.file, photo);
    }
    return (known ??= found);
  }

  async function take(bytes: Uint8Array): Promise<UploadResult> {
    if (bytes.length === 0) return { kind: 'refused', reason: 'empty' };
    if (bytes.length > MAX_BYTES) return { kind: 'refused', reason: 'too-many-bytes' };
    const type = pictureType(bytes);
    if (type === undefined) return { kind: 'refused', reason: 'not-a-picture' };
    const cleaned = await inTurn(() => runCleaner(bytes, options.limits));
    if (cleaned === 'full') return { kind: 'refused', reason: 'too-many-uploads' };
    if (cleaned.kind === 'refused') {
      // The usual build has no decoder for HEVC; saying "damaged" would send people looking for a fault in the phone.
      return {
        kind: 'refused',
        reason: type === 'heic' && cleaned.reason === 'damaged' ? 'heic-not-supported' : cleaned.reason,
      };
    }
    const { picture, width, height, look } = cleaned;
    const hash = createHash('sha256').update(picture).digest('hex');
    const photo: StoredPhoto = { hash, file: `${hash}.jpg`, width, height, bytes: picture.length, look };
    const photos = await all();
    const similar = [...photos.values()].filter((other) => other.hash !== hash && differingBits(other.look, look) <= SIMILAR_BITS).map((other) => other.file); // prettier-ignore
    if (photos.has(photo.file)) return { kind: 'stored', photo, known: true, similar };
    try {
      await mkdir(folder, { recursive: true });
      await writeWhole(join(folder, photo.file), picture);
      // Written last: without it the photo is not there.
      await writeWhole(join(folder, `${hash}.json`), Buffer.from(`${JSON.stringify(photo)}\n`));
    } catch {
      return { kind: 'refused', reason: 'storage-full' };
    }
    photos.set(photo.file, photo);
    return { kind: 'stored', photo, known: false, similar };
  }

  const pathOf = (file: string): string | undefined => (FILE.test(file) ? join(folder, file) : undefined);

  return {
    take,
    pathOf,
    async read(file) {
      const path = pathOf(file);
      return path === undefined ? undefined : readFile(path).catch(() => undefined);
    },
    find: async (file) => (await all()).get(file),
    async remove(file) {
      const path = pathOf(file);
      if (path === undefined || !(await all()).delete(file)) return false;
      await rm(path.replace(/jpg$/, 'json'), { force: true });
      await rm(path, { force: true });
      return true;
    },
    list: async () => [...(await all()).values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  const handle = await open(temporary, 'wx', 0o644);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await handle.close();
  await rename(temporary, path);
}

function differingBits(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits > 0n; bits &= bits - 1n) count++;
  return count;
}

/** Runs so many at once, lets so many wait, and turns the rest away. */
function limitTo(atOnce: number, mostWaiting: number): <T>(work: () => Promise<T>) => Promise<T | 'full'> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) return 'full';
      // Whoever ends hands its place over, so the count stays.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
