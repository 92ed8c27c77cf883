import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { PictureTone } from '#src/ports/pictures.ts';

/** Beside each picture's files lies `<hash>.json` with this; it is written last, so its presence says "complete". */
export type RenditionRecord = {
  version: 1;
  width: number;
  height: number;
  avif: number[];
  webp: number[];
  jpeg: number[];
  placeholder: string;
  tone: PictureTone;
};

export type EncodeOptions = {
  folder: string;
  hash: string;
  avif: readonly number[];
  webp: readonly number[];
  jpeg: readonly number[];
  quality: { avif: number; webp: number; jpeg: number };
  /** Work AVIF puts into a file of this width, 0 to 9: 2 suits photographs; flat drawings lose 5 % of bytes with 1, 13 % with 0, and take half or a quarter of the time. */
  effort: (width: number) => number;
  /** Adds `<hash>-1200.jpg` of 1200×630 for link previews, cut out of the middle. */
  social?: boolean;
};

export type PictureRefusal = 'not-a-picture' | 'too-large' | 'too-small' | 'damaged';

export type Encoded = { kind: 'made'; record: RenditionRecord } | { kind: 'refused'; reason: PictureRefusal };

/** More than any phone camera takes, and still decodable in 512 MB. */
export const MAX_PIXELS = 60_000_000;
export const MAX_PHOTO_BYTES = 25 * 1024 * 1024;
const MIN_SIDE = 320;

const TONES: Record<PictureTone, readonly [number, number, number]> = {
  paper: [240, 234, 218],
  stone: [140, 150, 152],
  mist: [205, 216, 214],
  jade: [88, 150, 136],
  gold: [208, 172, 96],
  rose: [205, 150, 150],
  indigo: [84, 84, 130],
  night: [32, 44, 80],
};

function nearestTone([r, g, b]: readonly [number, number, number]): PictureTone {
  let best: PictureTone = 'paper';
  let least = Number.POSITIVE_INFINITY;
  for (const [name, [tr, tg, tb]] of Object.entries(TONES) as [PictureTone, readonly [number, number, number]][]) {
    const distance = (r - tr) ** 2 + (g - tg) ** 2 + (b - tb) ** 2;
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

/** What the bytes say they are. SVG from outside is not among them: it is a program, not a photograph. */
export function photoFormat(bytes: Uint8Array): 'jpeg' | 'png' | 'webp' | 'heif' | undefined {
  const starts = (signature: readonly number[], at = 0): boolean =>
    signature.every((byte, i) => bytes[at + i] === byte);
  if (starts([0xff, 0xd8, 0xff])) return 'jpeg';
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8)) return 'webp';
  if (starts([0x66, 0x74, 0x79, 0x70], 4)) {
    const brand = String.fromCharCode(...bytes.slice(8, 12));
    if (['avif', 'heic', 'heix', 'mif1', 'msf1'].includes(brand)) return 'heif';
  }
  return undefined;
}

/** Our own drawings hold shapes and gradients only; anything that could load, run or point outside is refused. */
export function isPlainDrawing(svg: string): boolean {
  return (
    svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"') &&
    !/<(?:!|\?|script|foreignObject|image|use|a|text|style|animate|set|iframe|feImage)\b|<!|\son\w+\s*=|href\s*=|javascript:|@import/i.test(
      svg,
    ) &&
    !/url\((?!#)/.test(svg)
  );
}

/** A file appears whole or not at all: readers never see half a picture, and a crash leaves only a temporary name. */
export async function writeWhole(file: string, bytes: Buffer | string): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Pixels without metadata: what is left of a source once it has been looked at. */
export type Raster = { data: Buffer; width: number; height: number; channels: 3 };

type Rastered = { kind: 'read'; raster: Raster } | { kind: 'refused'; reason: PictureRefusal };

const BACKGROUND = '#f0ead9';

function imageOf({ data, width, height, channels }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

async function toRaster(image: Sharp): Promise<Raster> {
  const { data, info } = await image
    .flatten({ background: BACKGROUND })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { data, width: info.width, height: info.height, channels: 3 };
  // A grey photograph has one channel; spread it so that everything after sees three.
  const grey = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  const spread = await grey.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data: spread.data, width: spread.info.width, height: spread.info.height, channels: 3 };
}

/** Looks at a source and reads it: a string is an SVG of our own, a buffer is a photograph from outside. */
export async function readSource(input: Buffer | string, widest: number): Promise<Rastered> {
  if (typeof input === 'string') {
    if (!isPlainDrawing(input)) return { kind: 'refused', reason: 'not-a-picture' };
    return { kind: 'read', raster: await toRaster(sharp(Buffer.from(input)).resize({ width: widest })) };
  }
  if (input.length > MAX_PHOTO_BYTES) return { kind: 'refused', reason: 'too-large' };
  if (!photoFormat(input)) return { kind: 'refused', reason: 'not-a-picture' };
  try {
    const { width, height } = await sharp(input, { limitInputPixels: false }).metadata();
    if (width * height > MAX_PIXELS) return { kind: 'refused', reason: 'too-large' };
    if (Math.min(width, height) < MIN_SIDE) return { kind: 'refused', reason: 'too-small' };
    const photo = sharp(input, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true }).autoOrient();
    return { kind: 'read', raster: await toRaster(photo.resize({ width: widest, withoutEnlargement: true })) };
  } catch {
    return { kind: 'refused', reason: 'damaged' };
  }
}

/** A window of a raster in shares of its sides, brought to a size. */
export async function cutRaster(
  raster: Raster,
  window: { x: number; y: number; width: number; height: number },
  size: { width: number; height: number },
): Promise<Raster> {
  const left = Math.round(window.x * raster.width);
  const top = Math.round(window.y * raster.height);
  return toRaster(
    imageOf(raster)
      .extract({
        left,
        top,
        width: Math.min(raster.width - left, Math.round(window.width * raster.width)),
        height: Math.min(raster.height - top, Math.round(window.height * raster.height)),
      })
      .resize({ ...size, fit: 'fill' }),
  );
}

/**
 * Source to files: `<hash>-<width>.<avif|webp|jpg>`, `<hash>-1200.jpg` for link previews when asked, and the record.
 * Widths beyond the source's own are left out. Metadata never survives, since only pixels are carried over.
 */
export async function encodeRenditions(input: Buffer | string | Raster, options: EncodeOptions): Promise<Encoded> {
  const widest = Math.max(...options.avif, ...options.webp, ...options.jpeg);
  const read: Rastered =
    typeof input === 'string' || Buffer.isBuffer(input)
      ? await readSource(input, widest)
      : { kind: 'read', raster: input };
  if (read.kind === 'refused') return read;
  const { raster } = read;
  const { quality, effort } = options;
  await mkdir(options.folder, { recursive: true });
  const file = (name: string): string => path.join(options.folder, `${options.hash}-${name}`);
  const fitting = (widths: readonly number[]): number[] => {
    const fit = widths.filter((one) => one <= raster.width);
    return fit.length > 0 ? fit : [raster.width];
  };
  const made = { avif: fitting(options.avif), webp: fitting(options.webp), jpeg: fitting(options.jpeg) };
  // Each size once, then every format from it: shrinking costs more than a WebP.
  for (const size of new Set([...made.avif, ...made.webp, ...made.jpeg])) {
    const sized = size === raster.width ? raster : await toRaster(imageOf(raster).resize({ width: size }));
    if (made.avif.includes(size)) {
      const avif = imageOf(sized).avif({ quality: quality.avif, effort: effort(size), chromaSubsampling: '4:2:0' });
      await writeWhole(file(`${size}.avif`), await avif.toBuffer());
    }
    if (made.webp.includes(size)) {
      await writeWhole(
        file(`${size}.webp`),
        await imageOf(sized).webp({ quality: quality.webp, effort: 2 }).toBuffer(),
      );
    }
    if (made.jpeg.includes(size)) {
      await writeWhole(
        file(`${size}.jpg`),
        await imageOf(sized).jpeg({ quality: quality.jpeg, progressive: true }).toBuffer(),
      );
    }
  }
  if (options.social) {
    const social = imageOf(raster).resize({ width: 1200, height: 630, fit: 'cover' });
    await writeWhole(file('1200.jpg'), await social.jpeg({ quality: quality.jpeg, progressive: true }).toBuffer());
  }
  const tiny = await imageOf(raster).resize({ width: 16 }).webp({ quality: 30, effort: 4 }).toBuffer();
  const mean = await imageOf(raster).resize(1, 1, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
  const record: RenditionRecord = {
    version: 1,
    width: raster.width,
    height: raster.height,
    ...made,
    placeholder: `data:image/webp;base64,${tiny.toString('base64')}`,
    tone: nearestTone([mean[0] ?? 0, mean[1] ?? 0, mean[2] ?? 0]),
  };
  await writeWhole(path.join(options.folder, `${options.hash}.json`), JSON.stringify(record));
  return { kind: 'made', record };
}
