import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { chooseEncoding } from '#src/server/content-encoding.ts';
import { matchesEntityTag } from '#src/server/entity-tag.ts';
import { errorPage, localeOfRequest, STATUS_OF, type ErrorReason } from '#src/server/error-page.ts';
import type { LoggedRequest, RequestLog } from '#src/server/request-log.ts';
import { answerStatic, type StaticFile } from '#src/server/static-files.ts';
import { bodyOf, type FlatHeaders, type StoredPage } from '#src/server/stored-page.ts';

/** One request and where its answer goes. */
export type Exchange = {
  req: IncomingMessage;
  res: ServerResponse;
  /** By `performance.now()`. */
  started: number;
};

type Source = LoggedRequest['source'];

export type Whole = { status: number; headers: FlatHeaders; body?: Buffer; source?: Source };

export type Answers = {
  /** A page from the cache, or 304 to who has it. */
  stored(exchange: Exchange, page: StoredPage, source: 'hit' | 'render'): void;
  file(exchange: Exchange, file: StaticFile): void;
  whole(exchange: Exchange, answer: Whole): void;
  /** The server's own page about what is wrong, in the reader's language. */
  refuse(exchange: Exchange, reason: ErrorReason, extra?: FlatHeaders): void;
};

export type AnswersOptions = {
  log: RequestLog;
  report: (message: string) => void;
  onPage: ((url: string, userAgent: string | undefined) => void) | undefined;
  /** Headers of what is neither page nor script. */
  bare: FlatHeaders;
  /** For a refused method. */
  allowed: string;
};

/** The ways a request is answered; each writes its line into the log. */
export function createAnswers({ log, report, onPage, bare, allowed }: AnswersOptions): Answers {
  const instance = randomBytes(3).toString('hex');
  let requestNumber = 0;

  function note({ req, started }: Exchange, answer: { status: number; bytes: number; source: Source; id?: string }) {
    const shown = answer.status === 200 || answer.status === 304;
    if (shown && req.method === 'GET' && (answer.source === 'hit' || answer.source === 'render')) {
      onPage?.(req.url ?? '', req.headers['user-agent']);
    }
    log.write({ method: req.method ?? '', url: req.url ?? '', milliseconds: performance.now() - started, ...answer });
  }

  function stored(exchange: Exchange, page: StoredPage, source: 'hit' | 'render'): void {
    const { req, res } = exchange;
    const { headers } = req;
    if (headers['if-none-match'] !== undefined && matchesEntityTag(headers['if-none-match'], page.etag)) {
      res.writeHead(304, page.notModified);
      res.end();
      return note(exchange, { status: 304, bytes: 0, source });
    }
    const chosen = bodyOf(page, chooseEncoding(headers['accept-encoding']));
    res.writeHead(200, chosen.headers);
    if (req.method === 'HEAD') res.end();
    else res.end(chosen.body);
    note(exchange, { status: 200, bytes: chosen.body.byteLength, source });
  }

  function file(exchange: Exchange, found: StaticFile): void {
    const { req, res } = exchange;
    const { headers } = req;
    if (headers['if-none-match'] !== undefined && matchesEntityTag(headers['if-none-match'], found.etag)) {
      res.writeHead(304, found.headers);
      res.end();
      return note(exchange, { status: 304, bytes: 0, source: 'static' });
    }
    const answer = answerStatic(
      found,
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
        report(`A file could not be read to its end: ${error.message}`);
        res.destroy();
      });
      res.on('close', () => body.destroy());
      body.pipe(res);
    }
    note(exchange, { status: answer.status, bytes: found.size, source: 'static' });
  }

  function whole(exchange: Exchange, { status, headers, body = Buffer.alloc(0), source = 'server' }: Whole): void {
    const { req, res } = exchange;
    const id = `${instance}-${(++requestNumber).toString(36)}`;
    const hasBody = status !== 204 && status !== 304;
    res.writeHead(status, ['X-Request-Id', id, ...(hasBody ? ['Content-Length', body.byteLength] : []), ...headers]);
    res.end(req.method === 'HEAD' || !hasBody ? undefined : body);
    note(exchange, { status, bytes: body.byteLength, source, id });
  }

  function refuse(exchange: Exchange, reason: ErrorReason, extra: FlatHeaders = []): void {
    const { req } = exchange;
    const locale = localeOfRequest(req.url ?? '/', req.headers['accept-language']);
    const headers: FlatHeaders = ['Content-Type', 'text/html; charset=utf-8', 'Cache-Control', 'no-store'];
    headers.push(...bare, ...extra);
    if (reason === 'busy') headers.push('Retry-After', 2);
    if (reason === 'method') headers.push('Allow', allowed);
    // A body that nobody will read must not be taken for the next request.
    if (!req.complete) headers.push('Connection', 'close');
    whole(exchange, { status: STATUS_OF[reason], headers, body: Buffer.from(errorPage(reason, locale)) });
  }

  return { stored, file, whole, refuse };
}
