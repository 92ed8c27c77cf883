import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { randomBytes } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { clientAddress, rateLimitKey } from '#src/server/client-address.ts';
import {
  chooseEncoding,
  compressBrotli,
  compressGzip,
  isCompressible,
  MIN_COMPRESSED_BYTES,
} from '#src/server/content-encoding.ts';
import { readingAllowed } from '#src/server/cross-origin.ts';
import { matchesEntityTag } from '#src/server/entity-tag.ts';
import { errorPage, localeOfRequest, STATUS_OF, type ErrorReason } from '#src/server/error-page.ts';
import { createHostCheck } from '#src/server/hosts.ts';
import type { MemoryPageCache, RenderOutcome } from '#src/server/memory-page-cache.ts';
import { RateLimiter } from '#src/server/rate-limit.ts';
import { renderPage, type PageHandler, type Rendered } from '#src/server/render.ts';
import { readBody } from '#src/server/request-body.ts';
import type { LoggedRequest, RequestLog } from '#src/server/request-log.ts';
import { parseTarget, type Target } from '#src/server/request-target.ts';
import { maxBodyBytes, type RouteClass } from '#src/server/route-policy.ts';
import { isOwnWrite } from '#src/server/same-origin.ts';
import {
  commonSecurityHeaders,
  DATA_POLICY,
  pagePolicy,
  scriptFilePolicy,
  type SecurityOptions,
} from '#src/server/security-headers.ts';
import { answerStatic, StaticFolder, type StaticFile } from '#src/server/static-files.ts';
import { bodyOf, storePage, type FlatHeaders, type StoredPage } from '#src/server/stored-page.ts';
import type { Settings } from '#src/settings.ts';

export type FrontServerOptions = {
  settings: Settings;
  handler: PageHandler;
  cache: MemoryPageCache;
  /** What `/healthz` adds to the server's own figures. */
  health: () => object | Promise<object>;
  log: RequestLog;
  /** Faults worth an operator's eye. */
  report: (message: string) => void;
  /** Told of each page that was shown, for counting. */
  onPage?: (url: string, userAgent: string | undefined) => void;
  clientDir: string;
  picturesDir: string;
  version: string;
  now?: () => number;
  renderTimeoutMs?: number;
};

export type FrontServer = {
  server: Server;
  /** Lists the static files; call it before listening. */
  prepare(): Promise<void>;
};

const READS = new Set(['GET', 'HEAD']);
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const MAX_RENDERS = 256;
// A page that hangs must not hold all who wait for it.
const RENDER_TIMEOUT_MS = 20_000;
const STATIC_MEMORY = 48 * 1024 * 1024;

/** Requests in, answers out: stored pages and files first, then Astro, with one set of rules around both. */
export function createFrontServer(options: FrontServerOptions): FrontServer {
  const { settings, cache, log } = options;
  const now = options.now ?? Date.now;
  const startedAt = now();
  const security: SecurityOptions = {
    secure: settings.siteUrl.protocol === 'https:',
    tileOrigins: settings.tiles.url === undefined || settings.tiles.file !== undefined ? [] : [tileOrigin(settings.tiles.url)], // prettier-ignore
    widgetFrameAncestors: settings.widgetFrameAncestors,
  };
  const common = commonSecurityHeaders(security);
  /** For what is neither page nor script. */
  const bare: FlatHeaders = ['Content-Security-Policy', DATA_POLICY, ...common];
  const scriptPolicy = scriptFilePolicy(security);
  const pageCacheControl =
    'public, max-age=0, must-revalidate' +
    (settings.cdnMaxAgeSeconds > 0 ? `, s-maxage=${settings.cdnMaxAgeSeconds}` : '');
  const isOurHost = createHostCheck(settings);
  const writes = new RateLimiter(
    { burst: Math.ceil(settings.writesPerMinute / 2), perMinute: settings.writesPerMinute },
    now,
  );
  const staticHeaders = (type: string): FlatHeaders => [
    ...common,
    'Content-Security-Policy',
    type.startsWith('text/javascript') || type.startsWith('text/html')
      ? scriptPolicy
      : type.startsWith('image/svg')
        ? `${DATA_POLICY}; style-src 'unsafe-inline'; sandbox`
        : DATA_POLICY,
  ];
  const client = new StaticFolder({
    folder: options.clientDir,
    prefix: '',
    immutable: ['/_astro/'],
    listed: true,
    maxBytes: STATIC_MEMORY,
    headersFor: staticHeaders,
  });
  const pictures = new StaticFolder({
    folder: options.picturesDir,
    prefix: '/pictures',
    immutable: ['/pictures/'],
    listed: false,
    maxBytes: STATIC_MEMORY,
    headersFor: staticHeaders,
  });
  const tileFile = settings.tiles.file;
  const tiles = new StaticFolder({
    folder: dirname(tileFile ?? '.'),
    prefix: '/tiles',
    immutable: [],
    listed: false,
    maxBytes: STATIC_MEMORY,
    headersFor: staticHeaders,
  });
  const findTiles = (path: string) =>
    tileFile !== undefined && path === `/tiles/${basename(tileFile)}` ? tiles.find(path) : undefined;
  const instance = randomBytes(3).toString('hex');
  let requestNumber = 0;
  let renders = 0;

  const server = createServer({
    maxHeaderSize: 16 * 1024,
    keepAliveTimeout: 65_000,
    requestTimeout: 60_000,
    headersTimeout: 15_000,
  });
  server.on('request', (req, res) => {
    const started = performance.now();
    const { method = 'GET', url = '/' } = req;
    if (method === 'GET' || method === 'HEAD') {
      // The common case first and without any parsing: a page under its own spelling, or a file.
      if (isOurHost(req.headers.host)) {
        const page = cache.find(url);
        if (page !== undefined) {
          sendStored(req, res, page, 'hit', started);
          return;
        }
        const file = client.findLoaded(url) ?? pictures.findLoaded(url);
        if (file !== undefined) {
          sendFile(req, res, file, started);
          return;
        }
      }
    }
    handle(req, res, method, url, started).catch((error: unknown) => {
      options.report(
        `${method} request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      if (!res.headersSent) refuse(req, res, 'broken', started);
      else res.destroy();
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });

  async function handle(
    req: IncomingMessage,
    res: ServerResponse,
    method: string,
    url: string,
    started: number,
  ): Promise<void> {
    if (url === '/healthz' && READS.has(method)) return sendHealth(req, res, started);
    if (!isOurHost(req.headers.host)) return refuse(req, res, 'unknownHost', started);
    const target = parseTarget(url, method);
    if (target.kind === 'too-long') return refuse(req, res, 'tooLong', started);
    if (target.kind === 'malformed') return refuse(req, res, 'malformed', started);
    if (target.kind === 'moved') {
      const status = READS.has(method) ? 301 : 308;
      return send(
        req,
        res,
        status,
        ['Location', target.to, 'Cache-Control', 'no-cache', ...bare],
        Buffer.alloc(0),
        'server',
        started,
      );
    }
    if (READS.has(method)) return read(req, res, target, started);
    if (WRITES.has(method)) return write(req, res, target, started);
    if (method === 'OPTIONS') {
      return send(
        req,
        res,
        204,
        ['Allow', [...READS, ...WRITES].join(', '), ...readingAllowed(target.pathname), ...bare],
        Buffer.alloc(0),
        'server',
        started,
      );
    }
    return refuse(req, res, 'method', started);
  }

  async function read(req: IncomingMessage, res: ServerResponse, target: Target, started: number): Promise<void> {
    const file = (await pictures.find(target.decodedPath)) ?? (await client.find(target.decodedPath)) ?? (await findTiles(target.decodedPath)); // prettier-ignore
    if (file !== undefined) return sendFile(req, res, file, started);
    if (target.decodedPath.startsWith('/pictures/') || target.decodedPath.startsWith('/_astro/')) {
      return send(
        req,
        res,
        404,
        ['Content-Type', 'text/plain; charset=utf-8', 'Cache-Control', 'no-store', ...bare],
        Buffer.from('404'),
        'server',
        started,
      );
    }
    if (target.routeClass !== 'public') return renderAlone(req, res, target, undefined, started);

    const stored = cache.find(target.url);
    if (stored !== undefined) return sendStored(req, res, stored, 'hit', started);
    if (renders >= MAX_RENDERS) return refuse(req, res, 'busy', started);
    const outcome = await cache.load<Rendered>(target.url, () => renderPublic(target));
    if (outcome.kind === 'keep') return sendStored(req, res, outcome.page, 'render', started);
    return sendRendered(req, res, target, outcome.answer, started);
  }

  /** The answer depends on the URL alone, because nothing else about the reader reaches the page. */
  async function renderPublic(target: Target): Promise<RenderOutcome<Rendered>> {
    const rendered = await render({
      method: 'GET',
      url: target.url,
      headers: { host: settings.siteUrl.host, accept: '*/*' },
      clientAddress: '0.0.0.0',
      secure: security.secure,
    });
    const wish = rendered.page.cache;
    if (rendered.headers.has('set-cookie')) return { kind: 'own', answer: rendered };
    if (rendered.status !== 200 || wish === undefined || wish.maxAgeSeconds === 0)
      return { kind: 'share', answer: rendered };
    const contentType = contentTypeOf(rendered);
    const page = await storePage({
      body: rendered.body,
      contentType,
      headers: [
        'Cache-Control',
        pageCacheControl,
        ...passedOn(rendered),
        ...common,
        'Content-Security-Policy',
        policyFor(contentType, rendered, target.pathname),
      ],
      tags: wish.tags,
      expiresAt: wish.maxAgeSeconds === undefined ? Infinity : now() + wish.maxAgeSeconds * 1000,
    });
    return { kind: 'keep', page };
  }

  async function write(req: IncomingMessage, res: ServerResponse, target: Target, started: number): Promise<void> {
    if (!isOwnWrite(req.headers, isOurHost)) return refuse(req, res, 'foreignWrite', started);
    const turn = writes.take(rateLimitKey(clientAddress(req, settings.trustedProxies)));
    if (turn.kind === 'refused') return refuse(req, res, 'tooMany', started, ['Retry-After', turn.retryAfterSeconds]);
    const read = await readBody(req, maxBodyBytes(target.pathname));
    if (read.kind === 'too-large') return refuse(req, res, 'tooLarge', started);
    if (read.kind === 'broken-off') return;
    return renderAlone(req, res, target, read.body, started);
  }

  /** For one reader: sees the whole request, and nobody else sees the answer. */
  async function renderAlone(
    req: IncomingMessage,
    res: ServerResponse,
    target: Target,
    body: Buffer | undefined,
    started: number,
  ): Promise<void> {
    if (renders >= MAX_RENDERS) return refuse(req, res, 'busy', started);
    const rendered = await render({
      method: req.method === 'HEAD' ? 'GET' : (req.method ?? 'GET'),
      url: target.url,
      headers: ownHeaders(req.headers),
      ...(body === undefined ? {} : { body }),
      clientAddress: clientAddress(req, settings.trustedProxies),
      secure: security.secure,
    });
    return sendRendered(req, res, target, rendered, started);
  }

  async function render(request: Parameters<typeof renderPage>[1]): Promise<Rendered> {
    renders++;
    try {
      return await renderPage(options.handler, request, options.renderTimeoutMs ?? RENDER_TIMEOUT_MS);
    } finally {
      renders--;
    }
  }

  async function sendRendered(
    req: IncomingMessage,
    res: ServerResponse,
    target: Target,
    rendered: Rendered,
    started: number,
  ): Promise<void> {
    const contentType = contentTypeOf(rendered);
    // Astro answers with these words when a page and the error page both failed.
    if (rendered.status === 500 && !contentType.startsWith('text/html')) return refuse(req, res, 'broken', started);
    const headers: FlatHeaders = [];
    if (contentType !== '') headers.push('Content-Type', contentType);
    headers.push('Cache-Control', cacheControlOf(rendered, target.routeClass), ...passedOn(rendered), ...common);
    for (const cookie of [rendered.headers.get('set-cookie') ?? []].flat()) headers.push('Set-Cookie', cookie);
    headers.push('Content-Security-Policy', policyFor(contentType, rendered, target.pathname));
    const encoding = chooseEncoding(req.headers['accept-encoding']);
    let body = rendered.body;
    if (
      body.byteLength >= MIN_COMPRESSED_BYTES &&
      isCompressible(contentType) &&
      !rendered.headers.has('content-encoding')
    ) {
      headers.push('Vary', 'Accept-Encoding');
      if (encoding !== 'identity') {
        headers.push('Content-Encoding', encoding);
        body = encoding === 'br' ? await compressBrotli(body, 4) : await compressGzip(body, 5);
      }
    }
    send(req, res, rendered.status, headers, body, 'render', started);
  }

  function policyFor(contentType: string, rendered: Rendered, pathname: string): string {
    if (contentType.startsWith('text/javascript')) return scriptPolicy;
    if (!contentType.startsWith('text/html')) return DATA_POLICY;
    const given = rendered.headers.get('content-security-policy');
    return pagePolicy(given === undefined ? undefined : String(given), rendered.body.toString(), pathname, security);
  }

  function sendStored(
    req: IncomingMessage,
    res: ServerResponse,
    page: StoredPage,
    source: 'hit' | 'render',
    started: number,
  ): void {
    const { headers } = req;
    let bytes = 0;
    let status = 200;
    if (headers['if-none-match'] !== undefined && matchesEntityTag(headers['if-none-match'], page.etag)) {
      status = 304;
      res.writeHead(304, page.notModified);
      res.end();
    } else {
      const chosen = bodyOf(page, chooseEncoding(headers['accept-encoding']));
      bytes = chosen.body.byteLength;
      res.writeHead(200, chosen.headers);
      if (req.method === 'HEAD') res.end();
      else res.end(chosen.body);
    }
    note(req, { status, bytes, source, started });
  }

  function sendFile(req: IncomingMessage, res: ServerResponse, file: StaticFile, started: number): void {
    const { headers } = req;
    if (headers['if-none-match'] !== undefined && matchesEntityTag(headers['if-none-match'], file.etag)) {
      res.writeHead(304, file.headers);
      res.end();
      return note(req, { status: 304, bytes: 0, source: 'static', started });
    }
    const answer = answerStatic(
      file,
      chooseEncoding(headers['accept-encoding']),
      req.method === 'GET' ? headers.range : undefined,
    );
    res.writeHead(answer.status, answer.headers);
    const { body } = answer;
    if (req.method === 'HEAD' || body === undefined || Buffer.isBuffer(body)) {
      if (body !== undefined && !Buffer.isBuffer(body)) body.destroy();
      res.end(req.method === 'HEAD' ? undefined : body);
    } else {
      body.on('error', (error) => {
        options.report(`A file could not be read to its end: ${error.message}`);
        res.destroy();
      });
      res.on('close', () => body.destroy());
      body.pipe(res);
    }
    note(req, { status: answer.status, bytes: file.size, source: 'static', started });
  }

  async function sendHealth(req: IncomingMessage, res: ServerResponse, started: number): Promise<void> {
    const parts = await options.health();
    const body = JSON.stringify({
      status: 'ok',
      version: options.version,
      uptimeSeconds: Math.round((now() - startedAt) / 1000),
      pageCache: cache.stats(),
      ...parts,
    });
    const headers: FlatHeaders = ['Content-Type', 'application/json; charset=utf-8', 'Cache-Control', 'no-store'];
    send(req, res, 200, [...headers, ...bare], Buffer.from(body), 'server', started);
  }

  function refuse(
    req: IncomingMessage,
    res: ServerResponse,
    reason: ErrorReason,
    started: number,
    extra: FlatHeaders = [],
  ): void {
    const locale = localeOfRequest(req.url ?? '/', req.headers['accept-language']);
    const page = Buffer.from(errorPage(reason, locale));
    const headers: FlatHeaders = ['Content-Type', 'text/html; charset=utf-8', 'Cache-Control', 'no-store'];
    headers.push(...bare, ...extra);
    if (reason === 'busy') headers.push('Retry-After', 2);
    if (reason === 'method') headers.push('Allow', [...READS, ...WRITES].join(', '));
    // A body that nobody will read must not be taken for the next request.
    if (!req.complete) headers.push('Connection', 'close');
    send(req, res, STATUS_OF[reason], headers, page, 'server', started);
  }

  function send(
    req: IncomingMessage,
    res: ServerResponse,
    status: number,
    headers: FlatHeaders,
    body: Buffer,
    source: LoggedRequest['source'],
    started: number,
  ): void {
    const id = `${instance}-${(++requestNumber).toString(36)}`;
    const hasBody = status !== 204 && status !== 304;
    res.writeHead(status, ['X-Request-Id', id, ...(hasBody ? ['Content-Length', body.byteLength] : []), ...headers]);
    res.end(req.method === 'HEAD' || !hasBody ? undefined : body);
    note(req, { status, bytes: body.byteLength, source, started, id });
  }

  function note(
    req: IncomingMessage,
    answer: { status: number; bytes: number; source: LoggedRequest['source']; started: number; id?: string },
  ): void {
    const { started, ...rest } = answer;
    const shown = answer.status === 200 || answer.status === 304;
    if (shown && req.method === 'GET' && (answer.source === 'hit' || answer.source === 'render')) {
      options.onPage?.(req.url ?? '', req.headers['user-agent']);
    }
    log.write({ method: req.method ?? '', url: req.url ?? '', milliseconds: performance.now() - started, ...rest });
  }

  return {
    server,
    async prepare() {
      await Promise.all([client.list(), pictures.list()]);
    },
  };
}

// What the front server decides itself, or must not leave the process.
const DECIDED_HERE = new Set([
  'cache-control',
  'connection',
  'content-length',
  'content-security-policy',
  'content-type',
  'date',
  'etag',
  'keep-alive',
  'set-cookie',
  'transfer-encoding',
]);

function passedOn(rendered: Rendered): FlatHeaders {
  const headers: FlatHeaders = [];
  for (const [name, value] of rendered.headers) {
    if (!DECIDED_HERE.has(name)) headers.push(name, Array.isArray(value) ? value.join(', ') : (value as string));
  }
  return headers;
}

/** A page may say how long browsers keep it, but nothing personal ever becomes public. */
function cacheControlOf(rendered: Rendered, routeClass: RouteClass): string {
  const own = String(rendered.headers.get('cache-control') ?? '');
  const isPersonal = routeClass === 'personal' || rendered.headers.has('set-cookie');
  return own === '' || (isPersonal && !/private|no-store/.test(own)) ? 'private, no-store' : own;
}

function contentTypeOf(rendered: Rendered): string {
  const type = String(rendered.headers.get('content-type') ?? '');
  return /^text\/|javascript$|json$|xml$/.test(type) && !type.includes('charset') ? `${type}; charset=utf-8` : type;
}

// Astro would believe these; who we are behind a proxy is known from the settings.
function ownHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith('x-forwarded-') && name !== 'forwarded'),
  );
}

function tileOrigin(template: string): string {
  // `{s}` stands for one of several subdomains, which CSP writes as a star.
  const { protocol, host } = new URL(template.replace('{s}', 'subdomain-of'));
  return `${protocol}//${host.replace('subdomain-of', '*')}`;
}
