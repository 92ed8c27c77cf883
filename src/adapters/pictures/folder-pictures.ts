import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { SHEET } from '#src/domain/scenes/canvas.ts';
import { cutScene, drawSheet, windowFor } from '#src/domain/scenes/draw-scene.ts';
import { DRAWING_FINGERPRINT } from '#src/domain/scenes/fingerprint.ts';
import { sceneFor } from '#src/domain/scenes/scene-for.ts';
import type { SceneSpec } from '#src/domain/scenes/types.ts';
import type { PictureCrop, PictureEntry, Pictures, PictureSet, PictureTone, Rendition } from '#src/ports/pictures.ts';
import { cutRaster, encodeRenditions, readSource, type Raster, type RenditionRecord } from './encode-renditions.ts';

/**
 * A drawn scene has AVIF and WebP in every width and one JPEG, for the few browsers that know neither;
 * a photograph has all three. A change here gives every picture a new name.
 */
const SETTINGS = {
  hero: { avif: [480, 720, 960, 1440], webp: [480, 720, 960, 1440], jpeg: [960] },
  card: { avif: [240, 320, 480, 720], webp: [240, 320, 480, 720], jpeg: [480] },
  photo: { avif: [320, 640, 960, 1440], webp: [320, 640, 960, 1440], jpeg: [320, 640, 960, 1440] },
  quality: { avif: 50, webp: 72, jpeg: 76 },
} as const;
const SETTINGS_TEXT = JSON.stringify(SETTINGS);

const NAME = /^[0-9a-f]{20}-\d{2,4}\.(?:avif|webp|jpg)$/;
const TONES = [
  'paper',
  'stone',
  'mist',
  'jade',
  'gold',
  'rose',
  'indigo',
  'night',
] as const satisfies readonly PictureTone[];

const widthsSchema = z.array(z.int().min(1).max(10_000)).min(1);
const recordSchema = z.object({
  version: z.literal(1),
  width: z.int().min(1),
  height: z.int().min(1),
  avif: widthsSchema,
  webp: widthsSchema,
  jpeg: widthsSchema,
  placeholder: z.string().startsWith('data:image/webp;base64,').max(2000),
  tone: z.enum(TONES),
});

export type FolderPicturesOptions = {
  folder: string;
  /** Path before the file name in addresses, with a slash at its end. */
  base?: string;
  parallel?: number;
  /** Where the cleaned photograph of an entry lies; nothing when there is none (yet). */
  photoFile?: (entry: PictureEntry) => string | undefined;
  /** Told of a picture that could not be made in the background; the page goes on without it. */
  onProblem?: (message: string) => void;
};

/** What to make: a drawing in two crops, or one photograph. */
type Job =
  { kind: 'scene'; spec: SceneSpec; hero: string; card: string } | { kind: 'photo'; file: string; hash: string };

function hashOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 20);
}

function plainSentence(folder: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EACCES: 'the folder may not be written',
    EPERM: 'the folder may not be written',
    EROFS: 'the disk is read-only',
    ENOTDIR: 'a file is in the way',
    EEXIST: 'a file is in the way',
    ENOENT: 'the disk may be read-only or not there',
  };
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new Error(`Pictures cannot be saved in "${folder}": ${reason}.`, { cause: error });
}

/**
 * Pictures as plain files with content-hash names. A page never waits for one; the browser that asks for a file in the
 * making may (`settled`), so that the first visitor of a new site sees no empty frames.
 * Several processes may share the folder, since equal names mean equal bytes and files appear whole.
 */
export function createFolderPictures(
  options: FolderPicturesOptions,
): Pictures & { prune(keep: Iterable<PictureEntry>): number; close(): Promise<void> } {
  const folder = path.resolve(options.folder);
  const base = options.base ?? '/pictures/';
  const records = new Map<string, RenditionRecord>();
  const sceneJobs = new Map<string, Job & { kind: 'scene' }>();
  const photoHashes = new Map<string, string>();
  const waiting = new Map<string, Job>();
  /** Those who wait for a picture, by the key of its job. */
  const listeners = new Map<string, (() => void)[]>();
  const failed = new Set<string>();
  let working: Promise<void> | undefined;
  let closed = false;

  function recordFor(hash: string): RenditionRecord | undefined {
    const known = records.get(hash);
    if (known) return known;
    try {
      const record = recordSchema.parse(JSON.parse(readFileSync(path.join(folder, `${hash}.json`), 'utf8')));
      records.set(hash, record);
      return record;
    } catch {
      // No record, or a damaged one: both mean that the picture is to be made.
      return undefined;
    }
  }

  function sceneJob(entry: PictureEntry): Job & { kind: 'scene' } {
    const spec = sceneFor(entry);
    const text = JSON.stringify(spec);
    const known = sceneJobs.get(text);
    if (known) return known;
    const name = (crop: string): string => hashOf(text, DRAWING_FINGERPRINT, crop, SETTINGS_TEXT);
    const job = { kind: 'scene', spec, hero: name('hero'), card: name('card') } as const;
    // Entries come and go over months; starting afresh is cheap.
    if (sceneJobs.size > 5000) sceneJobs.clear();
    sceneJobs.set(text, job);
    return job;
  }

  function photoJob(entry: PictureEntry): (Job & { kind: 'photo' }) | undefined {
    const file = entry.photo && options.photoFile?.(entry);
    if (!file) return undefined;
    try {
      const { mtimeMs, size } = statSync(file);
      const key = `${file} ${mtimeMs} ${size}`;
      const hash = photoHashes.get(key) ?? hashOf(readFileSync(file), SETTINGS_TEXT);
      photoHashes.set(key, hash);
      return { kind: 'photo', file, hash };
    } catch {
      // Facts that name a lost file are the content check's business; the page shows the scene.
      return undefined;
    }
  }

  const keyOf = (job: Job): string => (job.kind === 'scene' ? job.hero : job.hash);
  const isReady = (job: Job): boolean =>
    job.kind === 'scene'
      ? recordFor(job.hero) !== undefined && recordFor(job.card) !== undefined
      : recordFor(job.hash) !== undefined;

  async function make(job: Job): Promise<void> {
    const encode = async (hash: string, source: Buffer | Raster, shape: 'hero' | 'card' | 'photo'): Promise<void> => {
      const result = await encodeRenditions(source, {
        folder,
        hash,
        ...SETTINGS[shape],
        quality: SETTINGS.quality,
        effort: (width) => (shape === 'photo' ? 2 : width > 1000 ? 0 : 1),
        social: shape !== 'card',
      });
      if (result.kind === 'refused') throw new Error(`a source could not be used (${result.reason})`);
      records.set(hash, result.record);
    };
    if (job.kind === 'photo') return encode(job.hash, await readFile(job.file), 'photo');
    const sheet = drawSheet(job.spec);
    const width = Math.max(...SETTINGS.hero.avif);
    const read = await readSource(cutScene(sheet, 'hero', width), width);
    if (read.kind === 'refused') throw new Error(`a drawing could not be used (${read.reason})`);
    if (!recordFor(job.hero)) await encode(job.hero, read.raster, 'hero');
    if (recordFor(job.card)) return;
    // Turning shapes into pixels is the dear part, so the card is cut out of the hero's pixels.
    const view = windowFor('card', sheet.focus);
    const share = {
      x: view.x / SHEET.width,
      y: view.y / SHEET.height,
      width: view.width / SHEET.width,
      height: view.height / SHEET.height,
    };
    const cardWidth = Math.max(...SETTINGS.card.avif);
    await encode(
      job.card,
      await cutRaster(read.raster, share, { width: cardWidth, height: (cardWidth * 3) / 4 }),
      'card',
    );
  }

  function queue(job: Job): void {
    const key = keyOf(job);
    if (closed || failed.has(key) || waiting.has(key)) return;
    waiting.set(key, job);
    working ??= drain().finally(() => {
      working = undefined;
    });
  }

  async function drain(): Promise<void> {
    for (let next = waiting.entries().next().value; next; next = waiting.entries().next().value) {
      const [key, job] = next;
      try {
        // The process that fills the folder at the first start may have been quicker.
        if (!isReady(job)) await make(job);
      } catch (error) {
        failed.add(key);
        options.onProblem?.(plainSentence(folder, error).message);
      }
      waiting.delete(key);
      for (const tell of listeners.get(key) ?? []) tell();
      listeners.delete(key);
    }
  }

  const url = (hash: string, width: number, extension: string): string => `${base}${hash}-${width}.${extension}`;
  const listed = (hash: string, widths: readonly number[], extension: string): Rendition[] =>
    widths.map((width) => ({ width, url: url(hash, width, extension) }));

  function photoSet(entry: PictureEntry): PictureSet | undefined {
    const { photo } = entry;
    const job = photo && photoJob(entry);
    if (!photo || !job) return undefined;
    const record = recordFor(job.hash);
    if (!record) {
      queue(job);
      return undefined;
    }
    return {
      width: record.width,
      height: record.height,
      ...(photo.alt === undefined ? {} : { alt: photo.alt }),
      placeholder: record.placeholder,
      tone: record.tone,
      avif: listed(job.hash, record.avif, 'avif'),
      webp: listed(job.hash, record.webp, 'webp'),
      jpeg: listed(job.hash, record.jpeg, 'jpg'),
      social: url(job.hash, 1200, 'jpg'),
      credit: {
        kind: 'photo',
        ...(photo.author === undefined ? {} : { author: photo.author }),
        ...(photo.licence === undefined ? {} : { licence: photo.licence }),
      },
    };
  }

  function sceneSet(entry: PictureEntry, crop: PictureCrop): PictureSet {
    const job = sceneJob(entry);
    const hash = job[crop];
    const record = recordFor(hash);
    if (!record) queue(job);
    const { avif, webp, jpeg } = SETTINGS[crop];
    const width = Math.max(...avif);
    return {
      width,
      height: Math.round(crop === 'hero' ? (width * 9) / 16 : (width * 3) / 4),
      placeholder: record?.placeholder ?? '',
      tone: record?.tone ?? 'mist',
      avif: listed(hash, avif, 'avif'),
      webp: listed(hash, webp, 'webp'),
      jpeg: listed(hash, jpeg, 'jpg'),
      social: url(job.hero, 1200, 'jpg'),
      credit: { kind: 'drawn' },
    };
  }

  return {
    // A photograph that is lost or not ready falls back to the scene: a page never shows a broken frame.
    pictureFor: (entry, crop) => photoSet(entry) ?? sceneSet(entry, crop),
    fileFor(name) {
      // The pattern leaves no room for a path, so the folder cannot be left.
      if (!NAME.test(name)) return undefined;
      const file = path.join(folder, name);
      return existsSync(file) ? file : undefined;
    },
    settled(name) {
      const hash = name.slice(0, 20);
      for (const [key, job] of waiting) {
        if (key !== hash && !(job.kind === 'scene' && job.card === hash)) continue;
        return new Promise((resolve) => listeners.set(key, [...(listeners.get(key) ?? []), resolve]));
      }
      return Promise.resolve();
    },
    async ensureAll(entries, onProgress) {
      const jobs = new Map<string, Job>();
      for (const entry of entries) {
        const job = photoJob(entry) ?? sceneJob(entry);
        jobs.set(keyOf(job), job);
      }
      const missing = [...jobs.values()].filter((job) => !isReady(job));
      const total = jobs.size;
      let done = total - missing.length;
      let made = 0;
      onProgress?.({ done, total, made });
      if (missing.length === 0) return { made: 0, kept: total };
      try {
        await mkdir(folder, { recursive: true });
        const lane = async (): Promise<void> => {
          for (let job = missing.pop(); job; job = missing.pop()) {
            await make(job);
            done += 1;
            made += 1;
            onProgress?.({ done, total, made });
          }
        };
        await Promise.all(Array.from({ length: options.parallel ?? 2 }, lane));
      } catch (error) {
        missing.length = 0;
        throw plainSentence(folder, error);
      }
      return { made, kept: total - made };
    },
    /** Finishes the picture in work and forgets the others: from then on nothing is written into the folder. */
    async close() {
      closed = true;
      waiting.clear();
      await working;
      for (const tell of [...listeners.values()].flat()) tell();
      listeners.clear();
    },
    /** Removes files that no entry needs any more. Returns how many; files of an hour or less stay, someone may be writing them. */
    prune(keep) {
      const wanted = new Set<string>();
      for (const entry of keep) {
        const scene = sceneJob(entry);
        wanted.add(scene.hero).add(scene.card);
        const photo = photoJob(entry);
        if (photo) wanted.add(photo.hash);
      }
      const hourAgo = Date.now() - 3_600_000;
      let removed = 0;
      for (const name of existsSync(folder) ? readdirSync(folder) : []) {
        const parts = /^([0-9a-f]{20})(?:-\d+\.(?:avif|webp|jpg)|\.json)(\.[0-9a-f]+\.tmp)?$/.exec(name);
        if (!parts || (wanted.has(parts[1] ?? '') && !parts[2])) continue;
        const file = path.join(folder, name);
        if (statSync(file).mtimeMs > hourAgo) continue;
        rmSync(file, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}
