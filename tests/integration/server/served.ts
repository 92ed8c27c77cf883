import { request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { CacheWish, PageOfRequest } from '#src/ports/page-cache.ts';
import { createFrontServer } from '#src/server/front-server.ts';
import { MemoryPageCache } from '#src/server/memory-page-cache.ts';
import { createRequestLog } from '#src/server/request-log.ts';
import { parseSettings } from '#src/settings.ts';

export type FakePage = {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string;
  cache?: CacheWish;
  delayMs?: number;
};

export type Asked = { method: string; url: string; headers: IncomingHttpHeaders; body: string; encrypted: boolean };

export type Answer = { status: number; headers: IncomingHttpHeaders; raw: Buffer; text: string };

export type Served = {
  port: number;
  /** Bytes that have come in over all connections so far. */
  received(): number;
  folder: string;
  cache: MemoryPageCache;
  asked: Asked[];
  logged: string[];
  reported: string[];
  clock: { milliseconds: number };
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Answer>;
  post(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
};

/** A front server on a real socket, around pages that the test makes up. */
export async function serve(
  page: (asked: Asked, times: number) => FakePage,
  {
    env = {},
    files = {},
    pictureSettled,
  }: {
    env?: Record<string, string>;
    files?: Record<string, string | Buffer>;
    /** Gets the folder's path too, so that a test can make the picture meanwhile. */
    pictureSettled?: (name: string, folder: string) => Promise<void>;
  } = {},
): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'tripmap-front-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const parsed = parseSettings({ PORT: '0', SITE_URL: 'http://tripmap.test', REQUEST_LOG: 'text', ...env });
  if (parsed.kind === 'wrong') throw new Error(parsed.problems.join(' '));
  const asked: Asked[] = [];
  const logged: string[] = [];
  const reported: string[] = [];
  const clock = { milliseconds: 1_800_000_000_000 };
  const cache = new MemoryPageCache({ maxBytes: parsed.settings.pageCacheBytes, now: () => clock.milliseconds });
  const log = createRequestLog(parsed.settings.requestLog, (text) => logged.push(...text.trimEnd().split('\n')));
  const front = createFrontServer({
    settings: parsed.settings,
    cache,
    log,
    handler: async (req, res, _next, locals) => answer(page, asked, req, res, locals as { page: PageOfRequest }),
    health: () => ({ content: { places: 3 } }),
    report: (message) => reported.push(message),
    ...(pictureSettled && { pictureSettled: (name) => pictureSettled(name, folder) }),
    clientDir: join(folder, 'client'),
    picturesDir: join(folder, 'pictures'),
    version: '9.9.9',
    now: () => clock.milliseconds,
    renderTimeoutMs: 2000,
    paceCheckMs: 5,
  });
  await front.prepare();
  const sockets = new Set<Socket>();
  front.server.on('connection', (socket: Socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => front.server.listen(0, '127.0.0.1', resolve));
  const { port } = front.server.address() as { port: number };
  return {
    port,
    received: () => [...sockets].reduce((sum, socket) => sum + socket.bytesRead, 0),
    folder,
    cache,
    asked,
    logged,
    reported,
    clock,
    get: (path, headers = {}, method = 'GET') => ask(port, method, path, headers),
    post: (path, body, headers = {}) => ask(port, 'POST', path, headers, body),
    async stop() {
      front.server.closeAllConnections();
      await new Promise((resolve) => front.server.close(resolve));
      await cache.settled();
      log.flush();
      await rm(folder, { recursive: true });
    },
  };
}

async function answer(
  page: (asked: Asked, times: number) => FakePage,
  asked: Asked[],
  req: IncomingMessage,
  res: ServerResponse,
  locals: { page: PageOfRequest },
): Promise<void> {
  const body = Buffer.from((req as unknown as { body: Uint8Array }).body).toString();
  const { method = '', url = '', headers } = req;
  const encrypted = (req.socket as unknown as { encrypted: boolean }).encrypted;
  const seen: Asked = { method, url, headers, body, encrypted };
  asked.push(seen);
  const made = page(seen, asked.length);
  if (made.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, made.delayMs));
  if (made.cache !== undefined) locals.page.cache = made.cache;
  res.writeHead(made.status ?? 200, { 'content-type': 'text/html', ...made.headers });
  res.end(made.body ?? `<h1>${url}</h1>`);
}

/** One request with the path exactly as written: `fetch` would tidy it up. */
function ask(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request(
      { port, host: '127.0.0.1', method, path, agent: false, headers: { host: 'tripmap.test', ...headers } },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () => {
          const raw = Buffer.concat(chunks);
          resolve({
            status: res.statusCode ?? 0,
            headers: res.headers,
            raw,
            text: decoded(raw, res.headers).toString(),
          });
        });
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

function decoded(raw: Buffer, headers: IncomingHttpHeaders): Buffer {
  if (raw.byteLength === 0) return raw;
  if (headers['content-encoding'] === 'br') return brotliDecompressSync(raw);
  if (headers['content-encoding'] === 'gzip') return gunzipSync(raw);
  return raw;
}
