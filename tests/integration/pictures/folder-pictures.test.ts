import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeRenditions, isPlainDrawing, photoFormat } from '#src/adapters/pictures/encode-renditions.ts';
import { createFolderPictures } from '#src/adapters/pictures/folder-pictures.ts';
import { drawScene } from '#src/domain/scenes/draw-scene.ts';
import { sceneFor } from '#src/domain/scenes/scene-for.ts';
import type { PictureEntry, PictureSet } from '#src/ports/pictures.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pictures-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const place: PictureEntry = { kind: 'place', slug: 'ma-pi-leng', type: 'pass', elevation: 1300 };
const nameOf = (url: string): string => url.replace('/pictures/', '');
const namesOf = (set: PictureSet): string[] =>
  [...set.avif, ...set.webp, ...set.jpeg].map(({ url }) => nameOf(url)).concat(nameOf(set.social));

async function photograph(width = 1200, height = 900): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#7a8f66' } })
    .composite([
      {
        input: Buffer.from(
          `<svg width="${width}" height="${height}"><circle cx="300" cy="200" r="150" fill="#c33"/></svg>`,
        ),
      },
    ])
    .withExif({ IFD0: { Copyright: 'secret owner' }, IFD3: { GPSLatitude: '23/1 15/1 0/1' } })
    .jpeg()
    .toBuffer();
}

describe('a folder of pictures', () => {
  test('makes every rendition it names, in the size and format it says', async () => {
    const pictures = createFolderPictures({ folder });
    expect(await pictures.ensureAll([place])).toEqual({ made: 1, kept: 0 });

    for (const crop of ['hero', 'card'] as const) {
      const set = pictures.pictureFor(place, crop);
      expect(set.avif).toHaveLength(4);
      expect(set.credit).toEqual({ kind: 'drawn' });
      for (const [format, list] of [
        ['heif', set.avif],
        ['webp', set.webp],
        ['jpeg', set.jpeg],
      ] as const) {
        for (const { url, width } of list) {
          const file = pictures.fileFor(nameOf(url));
          expect(file, url).toBeDefined();
          const meta = await sharp(file).metadata();
          expect([meta.format, meta.width, meta.height]).toEqual([
            format,
            width,
            Math.round(width * (crop === 'hero' ? 9 / 16 : 3 / 4)),
          ]);
        }
      }
      const social = await sharp(pictures.fileFor(nameOf(set.social))).metadata();
      expect([social.format, social.width, social.height]).toEqual(['jpeg', 1200, 630]);
      expect(set.placeholder).toMatch(/^data:image\/webp;base64,/);
      expect(set.placeholder.length).toBeLessThan(400);
    }
  });

  test('does nothing the second time, in this process or the next', async () => {
    await createFolderPictures({ folder }).ensureAll([place]);
    const before = readdirSync(folder).map((name) => [name, statSync(path.join(folder, name)).mtimeMs]);

    expect(await createFolderPictures({ folder }).ensureAll([place])).toEqual({ made: 0, kept: 1 });
    expect(readdirSync(folder).map((name) => [name, statSync(path.join(folder, name)).mtimeMs])).toEqual(before);
  });

  test('goes on where a killed run stopped, and leaves no half-written names', async () => {
    const first = createFolderPictures({ folder });
    await first.ensureAll([place]);
    const names = namesOf(first.pictureFor(place, 'card'));
    const record = `${names[0]?.split('-')[0]}.json`;
    rmSync(path.join(folder, record));
    rmSync(path.join(folder, names[1] ?? ''));

    const again = createFolderPictures({ folder });
    expect(await again.ensureAll([place])).toEqual({ made: 1, kept: 0 });
    expect(names.filter((name) => !existsSync(path.join(folder, name)))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('a damaged record is made again, not trusted', async () => {
    const first = createFolderPictures({ folder });
    await first.ensureAll([place]);
    const hash = namesOf(first.pictureFor(place, 'hero'))[0]?.split('-')[0];
    writeFileSync(path.join(folder, `${hash}.json`), '{"version":1,"placeholder":"javascript:');

    expect(await createFolderPictures({ folder }).ensureAll([place])).toEqual({ made: 1, kept: 0 });
  });

  test('two processes at once end with the same files', async () => {
    const both = [createFolderPictures({ folder }), createFolderPictures({ folder })];
    await Promise.all(both.map((one) => one.ensureAll([place])));

    const [a, b] = both.map((one) => namesOf(one.pictureFor(place, 'hero')));
    expect(a).toEqual(b);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('names addresses at once and makes the files soon after', async () => {
    const pictures = createFolderPictures({ folder });
    const set = pictures.pictureFor(place, 'card');
    expect(set.placeholder).toBe('');
    expect(pictures.fileFor(namesOf(set)[0] ?? '')).toBeUndefined();

    await expect.poll(() => pictures.pictureFor(place, 'card').placeholder, { timeout: 15_000 }).not.toBe('');
    expect(namesOf(pictures.pictureFor(place, 'card')).map((name) => pictures.fileFor(name))).not.toContain(undefined);
  });

  test('tells who waits for a file when the picture is made, and nobody waits for others', async () => {
    const pictures = createFolderPictures({ folder });
    await pictures.settled('0123456789abcdef0123-240.avif');
    const names = [...namesOf(pictures.pictureFor(place, 'hero')), ...namesOf(pictures.pictureFor(place, 'card'))];
    await Promise.all(names.map((name) => pictures.settled(name)));

    expect(names.map((name) => pictures.fileFor(name))).not.toContain(undefined);
  });

  test('ends the waiting when a picture cannot be made', async () => {
    const inTheWay = path.join(folder, 'a-file');
    writeFileSync(inTheWay, '');
    const pictures = createFolderPictures({ folder: inTheWay, onProblem: () => undefined });
    const [name = ''] = namesOf(pictures.pictureFor(place, 'card'));
    await pictures.settled(name);

    expect(pictures.fileFor(name)).toBeUndefined();
  });

  test('writes nothing into its folder once it is closed, and keeps nobody waiting', async () => {
    const pictures = createFolderPictures({ folder, onProblem: (message) => expect.fail(message) });
    const sets = ['a', 'b', 'c'].map((slug) => pictures.pictureFor({ ...place, slug }, 'hero'));
    const waits = sets.map((set) => pictures.settled(nameOf(set.avif[0]?.url ?? '')));
    await pictures.close();
    await Promise.all(waits);
    const files = readdirSync(folder);
    expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    pictures.pictureFor({ ...place, slug: 'd' }, 'hero');
    await pictures.close();
    expect(readdirSync(folder)).toEqual(files);
  });

  test('hands out nothing but its own files', async () => {
    const pictures = createFolderPictures({ folder });
    writeFileSync(path.join(folder, 'private.txt'), 'no');
    const refused = [
      'private.txt',
      '../private.txt',
      '..%2fprivate.txt',
      '',
      'a'.repeat(20) + '-320.avif',
      'a'.repeat(20) + '.json',
      '/etc/passwd',
    ];

    expect(refused.map((name) => pictures.fileFor(name))).toEqual(refused.map(() => undefined));
  });

  test('says in one sentence that the folder cannot be used', async () => {
    const file = path.join(folder, 'in-the-way');
    writeFileSync(file, '');

    await expect(createFolderPictures({ folder: file }).ensureAll([place])).rejects.toThrow(
      `Pictures cannot be saved in "${file}": a file is in the way.`,
    );
  });

  test('sweeps what nobody needs, but not what may still be in work', async () => {
    const pictures = createFolderPictures({ folder });
    await pictures.ensureAll([place]);
    const old = path.join(folder, `${'b'.repeat(20)}-320.avif`);
    const fresh = path.join(folder, `${'c'.repeat(20)}-320.avif`);
    writeFileSync(old, 'x');
    writeFileSync(fresh, 'x');
    const yesterday = Date.now() / 1000 - 86_400;
    for (const name of readdirSync(folder))
      if (!name.startsWith('c')) utimesSync(path.join(folder, name), yesterday, yesterday);

    expect(pictures.prune([place])).toBe(1);
    expect(existsSync(old)).toBe(false);
    expect(existsSync(fresh)).toBe(true);
    expect(await createFolderPictures({ folder }).ensureAll([place])).toEqual({ made: 0, kept: 1 });
  });

  test('a photograph takes the place of the scene, and a lost one gives it back', async () => {
    const file = path.join(folder, 'photo.jpg');
    writeFileSync(file, await photograph());
    const pictures = createFolderPictures({ folder, photoFile: ({ photo }) => photo && path.join(folder, photo.id) });
    const entry: PictureEntry = { ...place, photo: { id: 'photo.jpg', author: 'Lầu Thị Mai', licence: 'CC BY 4.0' } };
    await pictures.ensureAll([entry, place]);

    const set = pictures.pictureFor(entry, 'hero');
    expect(set).toMatchObject({
      width: 1200,
      height: 900,
      credit: { kind: 'photo', author: 'Lầu Thị Mai', licence: 'CC BY 4.0' },
    });
    expect(set.jpeg.map(({ width }) => width)).toEqual([320, 640, 960]);
    expect(namesOf(set).map((name) => pictures.fileFor(name))).not.toContain(undefined);

    rmSync(file);
    expect(pictures.pictureFor(entry, 'hero')).toEqual(pictures.pictureFor(place, 'hero'));
  });
});

describe('heavy scenes stay light', () => {
  test('the 960 px AVIF of a hero is at most 35 kB', async () => {
    const heavy: PictureEntry[] = [
      { kind: 'event', slug: 'buckwheat', type: 'season' },
      { kind: 'place', slug: 'lo-lo-chai', type: 'village' },
      { kind: 'event', slug: 'dong-van-market', type: 'weekly-market' },
    ];
    const pictures = createFolderPictures({ folder });
    await pictures.ensureAll(heavy);
    const sizes = heavy.map((entry) => {
      const url = pictures.pictureFor(entry, 'hero').avif.find(({ width }) => width === 960)?.url ?? '';
      return statSync(pictures.fileFor(nameOf(url)) ?? '').size;
    });

    expect(Math.max(...sizes)).toBeLessThanOrEqual(35_000);
  });
});

describe('sources from outside', () => {
  const options = () => ({
    folder,
    hash: 'd'.repeat(20),
    avif: [320, 640],
    webp: [320, 640],
    jpeg: [320, 640],
    quality: { avif: 50, webp: 72, jpeg: 76 },
    effort: () => 2,
  });

  test('an SVG is taken only when it is a drawing of ours', async () => {
    const good = drawScene(sceneFor(place), 'hero', 640);
    expect(isPlainDrawing(good)).toBe(true);
    const bad = [
      good.replace('<defs>', '<script>alert(1)</script><defs>'),
      good.replace('<defs>', '<foreignObject/><defs>'),
      good.replace('<defs>', '<image href="http://example.com/x.png"/><defs>'),
      good.replace('<defs>', '<g onload="x()"/><defs>'),
      good.replace('<defs>', '<rect fill="url(http://example.com/#a)"/><defs>'),
      `<!DOCTYPE svg [<!ENTITY a "b">]>${good}`,
      good.replace('<defs>', '<!-- --><defs>'),
      good.replace('<defs>', '<text>x</text><defs>'),
    ];

    expect(bad.map(isPlainDrawing)).toEqual(bad.map(() => false));
    for (const svg of bad)
      expect(await encodeRenditions(svg, options())).toEqual({ kind: 'refused', reason: 'not-a-picture' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('an SVG, a page or a program sent as a photograph is refused by its bytes', async () => {
    const sent = [drawScene(sceneFor(place)), '<html></html>', 'MZ\u0090', 'GIF89a', ''].map((text) =>
      Buffer.from(text),
    );

    for (const bytes of sent)
      expect(await encodeRenditions(bytes, options())).toEqual({ kind: 'refused', reason: 'not-a-picture' });
    expect(photoFormat(Buffer.from('RIFF1234WEBPVP8 '))).toBe('webp');
  });

  test('a photograph cut short is refused, and leaves nothing behind', async () => {
    const whole = await photograph();

    expect(await encodeRenditions(whole.subarray(0, whole.length / 2), options())).toEqual({
      kind: 'refused',
      reason: 'damaged',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a stamp-sized photograph and one beyond the pixel limit are refused', async () => {
    expect(await encodeRenditions(await photograph(400, 200), options())).toEqual({
      kind: 'refused',
      reason: 'too-small',
    });

    const bomb = await sharp({ create: { width: 9000, height: 8000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(await encodeRenditions(bomb, options())).toEqual({ kind: 'refused', reason: 'too-large' });
  });

  test('no rendition carries position, camera or owner', async () => {
    const source = await photograph();
    expect((await sharp(source).metadata()).exif).toBeDefined();
    expect((await encodeRenditions(source, options())).kind).toBe('made');

    for (const name of readdirSync(folder).filter((one) => !one.endsWith('.json'))) {
      const meta = await sharp(path.join(folder, name)).metadata();
      expect([name, meta.exif, meta.xmp, meta.iptc]).toEqual([name, undefined, undefined, undefined]);
      expect(readFileSync(path.join(folder, name)).includes('secret owner')).toBe(false);
    }
  });

  test('a photograph that says it was held sideways is turned upright', async () => {
    const sideways = await sharp(await photograph(1200, 800))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const result = await encodeRenditions(sideways, options());

    expect(result).toMatchObject({ kind: 'made', record: { width: 640, height: 960 } });
  });

  test('a grey photograph and one with transparency come through', async () => {
    const grey = await sharp(await photograph())
      .greyscale()
      .toColourspace('b-w')
      .jpeg()
      .toBuffer();
    const glass = await sharp({
      create: { width: 700, height: 500, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.3 } },
    })
      .png()
      .toBuffer();

    expect((await encodeRenditions(grey, options())).kind).toBe('made');
    expect((await encodeRenditions(glass, options())).kind).toBe('made');
  });
});
