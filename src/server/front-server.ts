import { createServer, type Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { LONGEST_REQUEST_MS, refuseOnWire, watchPace } from '#src/server/body-pace.ts';
import { clientAddress, rateLimitKey } from '#src/server/client-address.ts';
import {
  chooseEncoding,
  compressBrotli,
  compressGzip,
  isCompressible,
  MIN_COMPRESSED_BYTES,
} from '#src/server/content-encoding.ts';
import { readingAllowed } from '#src/server/cross-origin.ts';
import { createAnswers, type Exchange } from '#src/server/exchange.ts';
import { createHostCheck } from '#src/server/hosts.ts';
import type { MemoryPageCache, RenderOutcome } from '#src/server/memory-page-cache.ts';
import { RateLimiter } from '#src/server/rate-limit.ts';
import { renderPage, type PageHandler, type Rendered } from '#src/server/render.ts';
import { cacheControlOf, contentTypeOf, passedOn, withoutProxyHeaders } from '#src/server/rendered-headers.ts';
import { readBody } from '#src/server/request-body.ts';
import type { RequestLog } from '#src/server/request-log.ts';
import { parseTarget, type Target } from '#src/server/request-target.ts';
import { isDraftFrame, maxBodyBytes } from '#src/server/route-policy.ts';
import { isOwnWrite } from '#src/server/same-origin.ts';
import {
  commonSecurityHeaders,
  DATA_POLICY,
  pagePolicy,
  scriptFilePolicy,
  securityOptions,
} from '#src/server/security-headers.ts';
import { createSiteFiles } from '#src/server/site-files.ts';
import { storePage, type FlatHeaders } from '#src/server/stored-page.ts';
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
  /** Resolves when a picture in the making is there or has failed, at once for any other name. */
  pictureSettled?: (name: string) => Promise<void>;
  clientDir: string;
  picturesDir: string;
  version: string;
  now?: () => number;
  renderTimeoutMs?: number;
  /** How often a body on its way is looked at. */
  paceCheckMs?: number;
};

export type FrontServer = {
  server: Server;
  /** Lists the static files; call it before listening. */
  prepare(): Promise<void>;
};

const READS = new Set(['GET', 'HEAD']);
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const ALLOWED = [...READS, ...WRITES].join(', ');
const MAX_RENDERS = 256;
// A page that hangs must not hold all who wait for it.
const RENDER_TIMEOUT_MS = 20_000;
const PACE_CHECK_MS = 5_000;
// Longer than a picture takes on a busy machine, shorter than a browser's patience.
const PICTURE_WAIT_MS = 20_000;

/** Requests in, answers out: stored pages and files first, then Astro, with one set of rules around both. */
export function createFrontServer(options: FrontServerOptions): FrontServer {
  const { settings, cache, report } = options;
  const now = options.now ?? Date.now;
  const startedAt = now();
  const security = securityOptions(settings);
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
  // What is typed is shown again at each pause; that must not use up what saving needs.
  const frames = new RateLimiter({ burst: settings.writesPerMinute, perMinute: 2 * settings.writesPerMinute }, now);
  const files = createSiteFiles(
    { client: options.clientDir, pictures: options.picturesDir, tileFile: settings.tiles.file },
    common,
    scriptPolicy,
  );
  const answers = createAnswers({ log: options.log, report, onPage: options.onPage, bare, allowed: ALLOWED });
  const pace = { now, checkEveryMs: options.paceCheckMs ?? PACE_CHECK_MS };
  let renders = 0;

  const server = createServer({
    maxHeaderSize: 16 * 1024,
    keepAliveTimeout: 65_000,
    headersTimeout: 15_000,
    // Within it every body keeps its own pace.
    requestTimeout: LONGEST_REQUEST_MS,
  });
  server.on('request', (req, res) => {
    const exchange: Exchange = { req, res, started: performance.now() };
    const { method = 'GET', url = '/' } = req;
    watchPace(req, res, pace);
    if (method === 'GET' || method === 'HEAD') {
      // The common case first and without any parsing: a page under its own spelling, or a file.
      if (isOurHost(req.headers.host)) {
        const page = cache.find(url);
        if (page !== undefined) return answers.stored(exchange, page, 'hit');
        const file = files.findLoaded(url);
        if (file !== undefined) return answers.file(exchange, file);
      }
    }
    handle(exchange, method, url).catch((error: unknown) => {
      report(`${method} request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (!res.headersSent) answers.refuse(exchange, 'broken');
      else res.destroy();
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else refuseOnWire(socket, WIRE_STATUS[error.code ?? ''] ?? '400 Bad Request');
  });

  async function handle(exchange: Exchange, method: string, url: string): Promise<void> {
    if (url === '/healthz' && READS.has(method)) return sendHealth(exchange);
    if (!isOurHost(exchange.req.headers.host)) return answers.refuse(exchange, 'unknownHost');
    const target = parseTarget(url, method);
    if (target.kind === 'too-long') return answers.refuse(exchange, 'tooLong');
    if (target.kind === 'malformed') return answers.refuse(exchange, 'malformed');
    if (target.kind === 'moved') {
      const status = READS.has(method) ? 301 : 308;
      const headers = ['Location', target.to, 'Cache-Control', 'no-cache', ...bare];
      return answers.whole(exchange, { status, headers });
    }
    if (READS.has(method)) return read(exchange, target);
    if (WRITES.has(method)) return write(exchange, target);
    if (method === 'OPTIONS') {
      const headers = ['Allow', ALLOWED, ...readingAllowed(target.pathname), ...bare];
      return answers.whole(exchange, { status: 204, headers });
    }
    return answers.refuse(exchange, 'method');
  }

  /** A page of a new site may name a picture before it is made: whoever asks for it waits a little. */
  async function madeMeanwhile(path: string): ReturnType<typeof files.find> {
    if (options.pictureSettled === undefined || !path.startsWith('/pictures/')) return undefined;
    const settled = options.pictureSettled(path.slice('/pictures/'.length));
    await Promise.race([settled, setTimeout(PICTURE_WAIT_MS, undefined, { ref: false })]);
    return files.find(path);
  }

  async function read(exchange: Exchange, target: Target): Promise<void> {
    const file = (await files.find(target.decodedPath)) ?? (await madeMeanwhile(target.decodedPath));
    if (file !== undefined) return answers.file(exchange, file);
    if (target.decodedPath.startsWith('/pictures/') || target.decodedPath.startsWith('/_astro/')) {
      const headers = ['Content-Type', 'text/plain; charset=utf-8', 'Cache-Control', 'no-store', ...bare];
      return answers.whole(exchange, { status: 404, headers, body: Buffer.from('404') });
    }
    if (target.routeClass !== 'public') return renderAlone(exchange, target, undefined);

    const stored = cache.find(target.url);
    if (stored !== undefined) return answers.stored(exchange, stored, 'hit');
    if (renders >= MAX_RENDERS) return answers.refuse(exchange, 'busy');
    const outcome = await cache.load<Rendered>(target.url, () => renderPublic(target));
    if (outcome.kind === 'keep') return answers.stored(exchange, outcome.page, 'render');
    return sendRendered(exchange, target, outcome.answer);
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

  async function write(exchange: Exchange, target: Target): Promise<void> {
    const { req } = exchange;
    if (!isOwnWrite(req.headers, isOurHost)) return answers.refuse(exchange, 'foreignWrite');
    const turn = (isDraftFrame(target.pathname) ? frames : writes).take(rateLimitKey(clientAddress(req, settings.trustedProxies))); // prettier-ignore
    if (turn.kind === 'refused') return answers.refuse(exchange, 'tooMany', ['Retry-After', turn.retryAfterSeconds]);
    const body = await readBody(req, maxBodyBytes(target.pathname));
    if (body.kind === 'too-large') return answers.refuse(exchange, 'tooLarge');
    if (body.kind === 'broken-off') return;
    return renderAlone(exchange, target, body.body);
  }

  /** For one reader: sees the whole request, and nobody else sees the answer. */
  async function renderAlone(exchange: Exchange, target: Target, body: Buffer | undefined): Promise<void> {
    const { req } = exchange;
    if (renders >= MAX_RENDERS) return answers.refuse(exchange, 'busy');
    const rendered = await render({
      method: req.method === 'HEAD' ? 'GET' : (req.method ?? 'GET'),
      url: target.url,
      headers: withoutProxyHeaders(req.headers),
      ...(body === undefined ? {} : { body }),
      clientAddress: clientAddress(req, settings.trustedProxies),
      secure: security.secure,
    });
    return sendRendered(exchange, target, rendered);
  }

  async function render(request: Parameters<typeof renderPage>[1]): Promise<Rendered> {
    renders++;
    try {
      return await renderPage(options.handler, request, options.renderTimeoutMs ?? RENDER_TIMEOUT_MS);
    } finally {
      renders--;
    }
  }

  async function sendRendered(exchange: Exchange, target: Target, rendered: Rendered): Promise<void> {
    const contentType = contentTypeOf(rendered);
    // Astro answers with these words when a page and the error page both failed.
    if (rendered.status === 500 && !contentType.startsWith('text/html')) return answers.refuse(exchange, 'broken');
    const headers: FlatHeaders = [];
    if (contentType !== '') headers.push('Content-Type', contentType);
    headers.push('Cache-Control', cacheControlOf(rendered, target.routeClass), ...passedOn(rendered), ...common);
    for (const cookie of [rendered.headers.get('set-cookie') ?? []].flat()) headers.push('Set-Cookie', cookie);
    headers.push('Content-Security-Policy', policyFor(contentType, rendered, target.pathname));
    const encoding = chooseEncoding(exchange.req.headers['accept-encoding']);
    let { body } = rendered;
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
    answers.whole(exchange, { status: rendered.status, headers, body, source: 'render' });
  }

  function policyFor(contentType: string, rendered: Rendered, pathname: string): string {
    if (contentType.startsWith('text/javascript')) return scriptPolicy;
    if (!contentType.startsWith('text/html')) return DATA_POLICY;
    const given = rendered.headers.get('content-security-policy');
    return pagePolicy(given === undefined ? undefined : String(given), rendered.body.toString(), pathname, security);
  }

  async function sendHealth(exchange: Exchange): Promise<void> {
    const parts = await options.health();
    const body = JSON.stringify({
      status: 'ok',
      version: options.version,
      uptimeSeconds: Math.round((now() - startedAt) / 1000),
      pageCache: cache.stats(),
      ...parts,
    });
    const headers: FlatHeaders = ['Content-Type', 'application/json; charset=utf-8', 'Cache-Control', 'no-store'];
    answers.whole(exchange, { status: 200, headers: [...headers, ...bare], body: Buffer.from(body) });
  }

  return { server, prepare: () => files.list() };
}

/** By the fault that Node names, for those who never came as far as a request. */
const WIRE_STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};
