import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createFolderPictures } from '#src/adapters/pictures/folder-pictures.ts';
import { createDiskMedia } from '#src/adapters/disk-media/disk-media.ts';
import { makeCorpus, TRACES } from '#tests/fixtures/uploads/make-corpus.ts';

const folder = mkdtempSync(join(tmpdir(), 'tripmap-media-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const corpus = await makeCorpus();
const photo = (name: string) => corpus.find((upload) => upload.name === name)?.bytes ?? new Uint8Array();

test(`every upload of the corpus is cleaned or refused, and no file keeps a trace of its maker`, async () => {
  const media = createDiskMedia({ folder: join(folder, 'corpus') });
  const answers: string[] = [];
  for (const { name, bytes, expected } of corpus) {
    const result = await media.take(bytes);
    if (expected === 'clean') expect(result, name).toMatchObject({ kind: 'stored' });
    else {
      expect(result.kind, name).toBe('refused');
      expect(expected, name).toContain(result.kind === 'refused' ? result.reason : 'stored');
    }
    answers.push(`${name}: ${result.kind === 'refused' ? result.reason : 'clean'}`);
  }
  const files = readdirSync(join(folder, 'corpus'));
  let traces = 0;
  for (const name of files.filter((file) => file.endsWith('.jpg'))) {
    const bytes = readFileSync(join(folder, 'corpus', name));
    for (const trace of TRACES) if (bytes.includes(trace)) traces++;
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg' });
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  }
  expect(traces).toBe(0);
  expect(files.filter((file) => !/^[0-9a-f]{64}\.(?:jpg|json)$/.test(file))).toEqual([]);
  console.log(`uploads: ${corpus.length}, EXIF/GPS traces in public files: ${traces}`);
}, 60_000);

test('renditions that travellers are given carry no trace either', async () => {
  const media = createDiskMedia({ folder: join(folder, 'rendered') });
  const made = join(folder, 'renditions');
  const photos = [];
  for (const name of ['photo.jpg', 'turned.jpg', 'photo.png']) {
    const result = await media.take(photo(name));
    if (result.kind === 'stored') photos.push(result.photo.file);
  }
  const pictures = createFolderPictures({ folder: made, photoFile: (entry) => media.pathOf(entry.photo?.id ?? '') });
  await pictures.ensureAll(photos.map((id) => ({ kind: 'homestay', slug: 'nha-co', type: 'homestay', elevation: 1400, photo: { id, author: 'Nhà Co', licence: 'CC BY 4.0' } }))); // prettier-ignore
  const files = readdirSync(made).filter((name) => /\.(?:avif|webp|jpg|jpeg)$/.test(name));
  let traces = 0;
  for (const name of files) {
    const bytes = readFileSync(join(made, name));
    for (const trace of TRACES) if (bytes.includes(trace)) traces++;
  }
  expect(photos).toHaveLength(3);
  expect(files.length).toBeGreaterThanOrEqual(3 * 3);
  expect(traces).toBe(0);
  console.log(`renditions: ${files.length}, EXIF/GPS traces: ${traces}`);
}, 120_000);

test('a turned photo comes out upright', async () => {
  const media = createDiskMedia({ folder: join(folder, 'turned') });
  expect(await media.take(photo('turned.jpg'))).toMatchObject({ photo: { width: 400, height: 640 } });
});

test('the same photo twice is one file, and a re-saved one is pointed out as similar', async () => {
  const media = createDiskMedia({ folder: join(folder, 'same') });
  const first = await media.take(photo('photo.jpg'));
  const again = await media.take(photo('photo.jpg'));
  expect(again).toMatchObject({ kind: 'stored', known: true, similar: [] });
  const resaved = await sharp(photo('photo.jpg')).resize(600).jpeg({ quality: 60 }).toBuffer();
  const similar = await media.take(resaved);
  expect(similar).toMatchObject({
    kind: 'stored',
    known: false,
    similar: [first.kind === 'stored' ? first.photo.file : ''],
  });
  expect(await media.take(photo('photo.webp'))).toMatchObject({ similar: [] });
  expect(await media.list()).toHaveLength(3);
  expect(await createDiskMedia({ folder: join(folder, 'same') }).list()).toHaveLength(3);
});

test('only its own files are read or removed, whatever the name says', async () => {
  const media = createDiskMedia({ folder: join(folder, 'names') });
  const result = await media.take(photo('photo.png'));
  const file = result.kind === 'stored' ? result.photo.file : '';
  writeFileSync(join(folder, 'outside.jpg'), 'x');
  for (const name of [
    '../outside.jpg',
    '/etc/passwd',
    '',
    'a.jpg',
    `../names/${file}`,
    `${file}\u0000`,
    file.toUpperCase(),
  ]) {
    expect(media.pathOf(name)).toBeUndefined();
    expect(await media.read(name)).toBeUndefined();
    expect(await media.remove(name)).toBe(false);
  }
  expect((await media.read(file))?.length).toBeGreaterThan(1000);
  expect(await media.remove(file)).toBe(true);
  expect(await media.find(file)).toBeUndefined();
  expect(readdirSync(join(folder, 'names'))).toEqual([]);
});

test('a decoder that takes too long or too much memory is ended', async () => {
  const slow = createDiskMedia({ folder: join(folder, 'slow'), limits: { seconds: 0.05, memoryBytes: 1e12 } });
  expect(await slow.take(photo('photo.jpg'))).toEqual({ kind: 'refused', reason: 'took-too-long' });
  const fat = createDiskMedia({ folder: join(folder, 'fat'), limits: { seconds: 20, memoryBytes: 1_000_000 } });
  expect(await fat.take(photo('photo.jpg'))).toEqual({ kind: 'refused', reason: 'too-many-pixels' });
  expect(await slow.list()).toEqual([]);
});

test('a flood is turned away and those who were let in are served', async () => {
  const media = createDiskMedia({ folder: join(folder, 'flood') });
  const small = photo('stamp.jpg');
  const results = await Promise.all(Array.from({ length: 40 }, () => media.take(small)));
  const reasons = results.map((result) => (result.kind === 'refused' ? result.reason : 'stored'));
  expect(reasons.filter((reason) => reason === 'too-many-uploads')).toHaveLength(14);
  expect(reasons.filter((reason) => reason === 'too-small')).toHaveLength(26);
}, 60_000);

test('a folder that cannot be written refuses and leaves nothing', async () => {
  writeFileSync(join(folder, 'blocked'), 'a file where the folder should be');
  const media = createDiskMedia({ folder: join(folder, 'blocked') });
  expect(await media.take(photo('photo.jpg'))).toEqual({ kind: 'refused', reason: 'storage-full' });
  expect(await media.list()).toEqual([]);
});
