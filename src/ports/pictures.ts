import type { SceneEntry } from '#src/domain/scenes/types.ts';

/** A width in pixels and the address of the file that has it. */
export type Rendition = { width: number; url: string };

export type PictureCredit = { kind: 'drawn' } | { kind: 'photo'; author?: string; licence?: string };

/** One picture in every size a page may ask for. Addresses hold a content hash, so they may be cached for ever. */
export type PictureSet = {
  /** Of the largest rendition, for the `width` and `height` attributes. */
  width: number;
  height: number;
  alt?: string;
  /** A blurred WebP of a few hundred bytes as a data URI; empty until the picture has been made. */
  placeholder: string;
  /** The nearest of a few named tones, so that a stylesheet can colour the empty frame without inline style. */
  tone: PictureTone;
  avif: readonly Rendition[];
  webp: readonly Rendition[];
  jpeg: readonly Rendition[];
  /** 1200×630 JPEG for link previews. */
  social: string;
  credit: PictureCredit;
};

export type PictureTone = 'paper' | 'stone' | 'mist' | 'jade' | 'gold' | 'rose' | 'indigo' | 'night';

/** A photograph that has been taken in; `id` is its file name as the facts have it. */
export type PhotoRef = { id: string; alt?: string; author?: string; licence?: string };

/** The entry a picture is for: its photograph when there is one, else the scene drawn from its facts. */
export type PictureEntry = SceneEntry & { photo?: PhotoRef };

export type PictureCrop = 'hero' | 'card';

export type PictureProgress = { done: number; total: number; made: number };

export interface Pictures {
  /** Addresses for an entry. Never waits for an encoder; a picture not made yet is queued at once. */
  pictureFor(entry: PictureEntry, crop: PictureCrop): PictureSet;
  /** The file behind `/pictures/<name>`, or nothing when the name is not one of ours or has not been made. */
  fileFor(name: string): string | undefined;
  /** Resolves when a queued picture has been made or has failed, by the name of one of its files; at once for any other. */
  settled(name: string): Promise<void>;
  /** Makes what is missing and leaves the rest alone. Throws one plain sentence when the folder cannot be written. */
  ensureAll(
    entries: Iterable<PictureEntry>,
    onProgress?: (progress: PictureProgress) => void,
  ): Promise<{ made: number; kept: number }>;
}
