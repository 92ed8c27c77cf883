import { gunzipSync } from 'node:zlib';
import type { OutgoingHttpHeader } from 'node:http';
import {
  compressBrotli,
  compressGzip,
  isCompressible,
  MIN_COMPRESSED_BYTES,
  type Encoding,
} from '#src/server/content-encoding.ts';
import { entityTag } from '#src/server/entity-tag.ts';

/** Names and values in turn, ready for `writeHead`. */
export type FlatHeaders = OutgoingHttpHeader[];

/**
 * An answer with everything about it decided: sending it is one `writeHead` and one `end`.
 * Compressed pages keep no plain copy; the rare reader without gzip gets it unpacked.
 */
export type StoredPage = {
  readonly tags: readonly string[];
  /** Milliseconds since the epoch; Infinity when only tags end it. */
  readonly expiresAt: number;
  readonly etag: string;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
  readonly plain?: Buffer;
  readonly headers: Readonly<Partial<Record<Encoding, FlatHeaders>>>;
  readonly notModified: FlatHeaders;
  readonly bytes: number;
  /** How often it was sent; pages that are read often are packed tighter. */
  hits: number;
  readonly tight: boolean;
};

export type PageToStore = {
  body: Buffer;
  contentType: string;
  /** Sent with the page in every encoding and with its 304, except Content-Type. */
  headers: FlatHeaders;
  tags: readonly string[];
  expiresAt: number;
};

/** Buffers, header strings and bookkeeping besides the bodies, roughly. */
const OVERHEAD_BYTES = 4096;

export async function storePage(page: PageToStore): Promise<StoredPage> {
  const { body, tags, expiresAt } = page;
  const etag = entityTag(body);
  const common: FlatHeaders = ['ETag', etag, ...page.headers];
  const type: FlatHeaders = ['Content-Type', page.contentType];
  if (body.byteLength < MIN_COMPRESSED_BYTES || !isCompressible(page.contentType)) {
    return {
      tags,
      expiresAt,
      etag,
      plain: body,
      headers: { identity: ['Content-Length', body.byteLength, ...type, ...common] },
      notModified: common,
      bytes: body.byteLength + OVERHEAD_BYTES,
      hits: 0,
      tight: true,
    };
  }
  const [br, gzip] = await Promise.all([compressBrotli(body, 5), compressGzip(body, 6)]);
  const varied: FlatHeaders = [...type, ...common, 'Vary', 'Accept-Encoding'];
  return {
    tags,
    expiresAt,
    etag,
    br,
    gzip,
    headers: {
      br: encodedHeaders('br', br, varied),
      gzip: encodedHeaders('gzip', gzip, varied),
      identity: ['Content-Length', body.byteLength, ...varied],
    },
    notModified: [...common, 'Vary', 'Accept-Encoding'],
    bytes: br.byteLength + gzip.byteLength + OVERHEAD_BYTES,
    hits: 0,
    tight: false,
  };
}

/** The same page with its brotli bytes as small as they get; takes some tens of milliseconds of another thread. */
export async function packTighter(page: StoredPage): Promise<StoredPage> {
  const { gzip, br } = page;
  if (gzip === undefined || br === undefined) return page;
  const packed = await compressBrotli(gunzipSync(gzip), 11);
  if (packed.byteLength >= br.byteLength) return { ...page, tight: true };
  const { br: oldHeaders, ...others } = page.headers;
  // Length and encoding are the first two pairs; the rest stays as it was.
  const rest = (oldHeaders ?? []).slice(4);
  return {
    ...page,
    br: packed,
    headers: { ...others, br: encodedHeaders('br', packed, rest) },
    bytes: page.bytes - br.byteLength + packed.byteLength,
    tight: true,
  };
}

function encodedHeaders(encoding: Encoding, body: Buffer, rest: FlatHeaders): FlatHeaders {
  return ['Content-Length', body.byteLength, 'Content-Encoding', encoding, ...rest];
}

/** What to send to a reader who takes `wanted`. */
export function bodyOf(page: StoredPage, wanted: Encoding): { headers: FlatHeaders; body: Buffer } {
  if (page.plain !== undefined) return { headers: page.headers.identity ?? [], body: page.plain };
  if (wanted === 'br' && page.br !== undefined) return { headers: page.headers.br ?? [], body: page.br };
  const gzip = page.gzip ?? Buffer.alloc(0);
  if (wanted === 'identity') return { headers: page.headers.identity ?? [], body: gunzipSync(gzip) };
  return { headers: page.headers.gzip ?? [], body: gzip };
}
