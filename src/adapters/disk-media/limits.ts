import type { UploadRefusal } from '#src/ports/media.ts';

export const MAX_BYTES = 25 * 1024 * 1024;
/** More than any phone takes, and still decodable in the memory below. */
export const MAX_PIXELS = 64_000_000;
export const MIN_SIDE = 320;
/** Longer side of what is kept: enough for the largest rendition and for print. */
export const MAX_SIDE = 2560;
export const MAX_SECONDS = 20;
export const MAX_MEMORY_BYTES = 900 * 1024 * 1024;

export type CleanAnswer =
  { kind: 'cleaned'; width: number; height: number; look: string } | { kind: 'refused'; reason: UploadRefusal };
