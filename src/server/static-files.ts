import { createReadStream, type ReadStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { LRUCache } from 'lru-cache';
import {
  compressBrotli,
  compressGzip,
  isCompressible,
  MIN_COMPRESSED_BYTES,
  type Encoding,
} from '#src/server/content-encoding.ts';
import { entityTag } from '#src/server/entity-tag.ts';
import { mediaTypeOf } from '#src/server/media-types.ts';
import type { FlatHeaders } from '#src/server/stored-page.ts';

/** A file ready to be sent: from memory when small, from disk when large. */
export type StaticFile = {
  path: string;
  size: number;
  type: string;
  etag: string;
  cacheControl: string;
  headers: FlatHeaders;
  plain?: Buffer;
  br?: Buffer;
  gzip?: Buffer;
};

export type StaticAnswer = { status: 200 | 206 | 304 | 416; headers: FlatHeaders; body?: Buffer | ReadStream };

export type FolderOptions = {
  folder: string;
  /** Path prefix in the URL, without a slash at the end; empty for the root. */
  prefix: string;
  /** Below these URL prefixes names hold a hash of the content, so browsers may keep them for good. */
  immutable: readonly string[];
  /** Listed once at start, so that most requests for pages never touch the disk. */
  listed: boolean;
  maxBytes: number;
  /** Headers for one file, by its type; the same on every answer. */
  headersFor: (type: string) => FlatHeaders;
};

// Larger files go from disk: they are pictures and tiles, which gain nothing from our memory.
const MAX_MEMORY_FILE = 1024 * 1024;
const IMMUTABLE = 'public, max-age=31536000, immutable';
const REVALIDATE = 'public, max-age=0, must-revalidate';

/** Serves one folder. Text is compressed at the first request and kept; nothing outside the folder or hidden is reached. */
export class StaticFolder {
  readonly #options: FolderOptions;
  readonly #root: string;
  readonly #files: LRUCache<string, StaticFile>;
  readonly #loading = new Map<string, Promise<StaticFile | undefined>>();
  #names: Set<string> | undefined;

  constructor(options: FolderOptions) {
    this.#options = options;
    this.#root = resolve(options.folder);
    this.#files = new LRUCache({
      maxSize: options.maxBytes,
      sizeCalculation: (file) =>
        1024 + (file.plain?.byteLength ?? 0) + (file.br?.byteLength ?? 0) + (file.gzip?.byteLength ?? 0),
    });
  }

  /**
   * Reads a listed folder once, with its files, so that first readers do not wait and a new build does not
   * take files from under a running server. A missing folder is an empty one.
   */
  async list(): Promise<void> {
    if (!this.#options.listed) return;
    const entries = await readdir(this.#root, { recursive: true, withFileTypes: true }).catch(() => []);
    const names = entries
      .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(this.#root.length).replaceAll(sep, '/'));
    this.#names = new Set(names.filter((name) => !isHidden(name)));
    await Promise.all([...this.#names].map((name) => this.find(this.#options.prefix + name)));
  }

  /** A file that is in memory already, by its URL path. */
  findLoaded(path: string): StaticFile | undefined {
    return this.#files.get(path);
  }

  /** @param path decoded URL path, which has no empty, `.` or `..` segments */
  async find(path: string): Promise<StaticFile | undefined> {
    const { prefix } = this.#options;
    if (!path.startsWith(`${prefix}/`)) return undefined;
    const name = path.slice(prefix.length);
    if (this.#names !== undefined ? !this.#names.has(name) : isHidden(name)) return undefined;
    const loaded = this.#files.get(path);
    if (loaded !== undefined) return loaded;
    const loading = this.#loading.get(path) ?? this.#load(path, name).finally(() => this.#loading.delete(path));
    this.#loading.set(path, loading);
    return loading;
  }

  async #load(path: string, name: string): Promise<StaticFile | undefined> {
    const file = join(this.#root, name);
    if (!file.startsWith(this.#root + sep)) return undefined;
    const info = await stat(file).catch(() => undefined);
    if (!info?.isFile()) return undefined;
    const type = mediaTypeOf(name);
    const cacheControl = this.#options.immutable.some((start) => path.startsWith(start)) ? IMMUTABLE : REVALIDATE;
    const isLarge = info.size > MAX_MEMORY_FILE;
    const plain = isLarge ? undefined : await readFile(file);
    const compressible = plain !== undefined && plain.byteLength >= MIN_COMPRESSED_BYTES && isCompressible(type);
    const packed = compressible ? ((await packedBeside(file)) ?? (await compressBoth(plain))) : {};
    const etag = plain === undefined ? `W/"${info.size.toString(36)}-${info.mtimeMs.toString(36)}"` : entityTag(plain);
    const loaded: StaticFile = {
      path: file,
      size: info.size,
      type,
      etag,
      cacheControl,
      headers: [
        'Content-Type',
        type,
        'ETag',
        etag,
        'Cache-Control',
        cacheControl,
        ...(compressible ? ['Vary', 'Accept-Encoding'] : []),
        ...this.#options.headersFor(type),
      ],
      ...(plain === undefined ? {} : { plain }),
      ...packed,
    };
    // Files that keep their name may change, and a folder that grows is not watched: only hashed names stay in memory.
    if (this.#options.listed || (cacheControl === IMMUTABLE && !isLarge)) this.#files.set(path, loaded);
    return loaded;
  }
}

function isHidden(name: string): boolean {
  return name.replace(/^\/\.well-known\//, '/').includes('/.');
}

/** What the build has packed already (`src/cli/precompress.mjs`). */
async function packedBeside(file: string): Promise<{ br: Buffer; gzip: Buffer } | undefined> {
  const [br, gzip] = await Promise.all(
    [`${file}.br`, `${file}.gz`].map((path) => readFile(path).catch(() => undefined)),
  );
  return br === undefined || gzip === undefined ? undefined : { br, gzip };
}

async function compressBoth(plain: Buffer): Promise<{ br: Buffer; gzip: Buffer }> {
  const [br, gzip] = await Promise.all([compressBrotli(plain, 9), compressGzip(plain, 9)]);
  return { br, gzip };
}

/** @param range the `Range` header; only plain bytes can be asked for in parts */
export function answerStatic(file: StaticFile, encoding: Encoding, range: string | undefined): StaticAnswer {
  if (range !== undefined) {
    const part = parseRange(range, file.size);
    if (part === 'unsatisfiable') {
      return { status: 416, headers: [...file.headers, 'Content-Range', `bytes */${file.size}`, 'Content-Length', 0] };
    }
    if (part !== undefined) {
      const { start, end } = part;
      return {
        status: 206,
        headers: [
          ...file.headers,
          'Content-Range',
          `bytes ${start}-${end}/${file.size}`,
          'Content-Length',
          end - start + 1,
        ],
        body: file.plain?.subarray(start, end + 1) ?? createReadStream(file.path, { start, end }),
      };
    }
  }
  const compressed = encoding === 'br' ? file.br : encoding === 'gzip' ? file.gzip : undefined;
  if (compressed !== undefined) {
    const headers = [...file.headers, 'Content-Encoding', encoding, 'Content-Length', compressed.byteLength];
    return { status: 200, headers, body: compressed };
  }
  return {
    status: 200,
    headers: [...file.headers, 'Accept-Ranges', 'bytes', 'Content-Length', file.size],
    body: file.plain ?? createReadStream(file.path),
  };
}

/** One range of bytes (RFC 9110 §14.2); several at once or another unit are answered with the whole file. */
function parseRange(header: string, size: number): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last));
  return start >= size || start > end ? 'unsatisfiable' : { start, end };
}
