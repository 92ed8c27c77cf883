import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';

export type Encoding = 'br' | 'gzip' | 'identity';

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

const MAX_REMEMBERED = 256;
const remembered = new Map<string, Encoding>();

/** The best encoding the reader takes. Browsers send a handful of headers, so each is read once. */
export function chooseEncoding(header: string | undefined): Encoding {
  if (header === undefined) return 'identity';
  const known = remembered.get(header);
  if (known !== undefined) return known;
  const chosen = readAcceptEncoding(header);
  if (remembered.size < MAX_REMEMBERED) remembered.set(header, chosen);
  return chosen;
}

function readAcceptEncoding(header: string): Encoding {
  const accepted = new Set<string>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...params] = part.split(';').map((text) => text.trim());
    if (!params.some((param) => /^q=0(\.0*)?$/.test(param))) accepted.add(name);
  }
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') ? 'gzip' : 'identity';
}

/** Pictures and fonts are compressed already. */
export function isCompressible(contentType: string): boolean {
  return /^(text\/|image\/svg)|[/+](json|xml|javascript|manifest\+json|gpx|kml|geo\+json)\b|calendar/.test(contentType);
}

/** Fewer bytes than this fit one packet with or without compression. */
export const MIN_COMPRESSED_BYTES = 600;

export function compressGzip(body: Uint8Array, level: number): Promise<Buffer> {
  return gzipAsync(body, { level });
}

/** @param quality 0 to 11; 5 costs about as much as gzip, 11 is for bytes that are sent many times */
export function compressBrotli(body: Uint8Array, quality: number): Promise<Buffer> {
  return brotliAsync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
    },
  });
}
