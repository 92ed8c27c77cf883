import { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { PageOfRequest } from '#src/ports/page-cache.ts';

/** What the built site exports (`@astrojs/node` in middleware mode). */
export type PageHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next?: (error?: unknown) => void,
  locals?: object,
) => void | Promise<void>;

export type RenderRequest = {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body?: Buffer;
  clientAddress: string;
  secure: boolean;
};

export type Rendered = {
  status: number;
  /** Lower-case names. `set-cookie` may hold several. */
  headers: Map<string, string | readonly string[]>;
  body: Buffer;
  page: PageOfRequest;
};

/**
 * Renders one page to its end, apart from any connection: a reader who leaves does not spoil the page
 * for the others who wait for it. Rejects when the page breaks off or does not end in time.
 */
export async function renderPage(handler: PageHandler, request: RenderRequest, timeoutMs: number): Promise<Rendered> {
  const page: PageOfRequest = {};
  const response = new CapturedResponse();
  const captured = response.captured();
  // The adapter reads these fields and listens for the socket closing, which here never happens.
  const incoming = Object.assign(new EventEmitter(), {
    method: request.method,
    url: request.url,
    headers: request.headers,
    socket: { encrypted: request.secure, remoteAddress: request.clientAddress, on() {}, off() {}, destroyed: false },
    body: request.body ?? new Uint8Array(0),
  });
  const done = handler(incoming as unknown as IncomingMessage, response as unknown as ServerResponse, undefined, {
    page,
  });
  const timer = setTimeout(
    () => response.destroy(new Error(`The page was not ready after ${timeoutMs / 1000} s.`)),
    timeoutMs,
  );
  try {
    const { status, headers, body } = await Promise.race([captured, Promise.resolve(done).then(() => captured)]);
    return { status, headers, body, page };
  } finally {
    clearTimeout(timer);
  }
}

type Captured = Pick<Rendered, 'status' | 'headers' | 'body'>;

/** The part of a ServerResponse that the adapter writes to. */
class CapturedResponse extends EventEmitter {
  statusCode = 200;
  statusMessage = '';
  headersSent = false;
  writableEnded = false;
  readonly #headers = new Map<string, string | readonly string[]>();
  readonly #chunks: Uint8Array[] = [];

  captured(): Promise<Captured> {
    return new Promise((resolve, reject) => {
      this.once('finish', () =>
        resolve({ status: this.statusCode, headers: this.#headers, body: Buffer.concat(this.#chunks) }),
      );
      this.once('broken', reject);
    });
  }

  setHeader(name: string, value: string | number | readonly string[]): this {
    this.#headers.set(name.toLowerCase(), typeof value === 'number' ? String(value) : value);
    return this;
  }

  writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status;
    this.headersSent = true;
    const headers = rest.find((part) => typeof part === 'object' && part !== null) ?? {};
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value as string);
    return this;
  }

  write(chunk: Uint8Array | string, written?: () => void): boolean {
    this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    written?.();
    return true;
  }

  end(chunk?: Uint8Array | string): this {
    if (this.writableEnded) return this;
    if (chunk !== undefined) this.write(chunk);
    this.writableEnded = true;
    this.emit('finish');
    this.emit('close');
    return this;
  }

  /** The adapter destroys the response when rendering fails after the first bytes: half a page is no page. */
  destroy(error?: Error): this {
    if (this.writableEnded) return this;
    this.writableEnded = true;
    this.emit('broken', error ?? new Error('The page broke off while it was rendered.'));
    this.emit('close');
    return this;
  }
}
