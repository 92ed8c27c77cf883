import { withoutLocale, classifyPath } from '#src/server/route-policy.ts';

export type LoggedRequest = {
  method: string;
  /** As asked; the query is not written down. */
  url: string;
  status: number;
  bytes: number;
  milliseconds: number;
  /** Where the answer came from. */
  source: 'hit' | 'render' | 'static' | 'server';
  id?: string;
};

export type RequestLog = { write(request: LoggedRequest): void; flush(): void };

const FLUSH_AFTER_MS = 200;
const FLUSH_AT_LINES = 500;

/**
 * One line for each request, written in bundles because a write per request would cost more than a cached page.
 * No address, no query, no agent; behind sign-in and in invitations the path ends after its section,
 * because what follows may be a token.
 */
export function createRequestLog(style: 'text' | 'json' | 'errors' | 'off', write: (text: string) => void): RequestLog {
  let lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length === 0) return;
    const text = lines.join('\n') + '\n';
    lines = [];
    write(text);
  };
  return {
    write(request) {
      if (style === 'off' || (style === 'errors' && request.status < 500)) return;
      lines.push(style === 'json' ? jsonLine(request) : textLine(request));
      if (lines.length >= FLUSH_AT_LINES) flush();
      else timer ??= setTimeout(flush, FLUSH_AFTER_MS).unref();
    },
    flush,
  };
}

function textLine({ method, url, status, bytes, milliseconds, source, id }: LoggedRequest): string {
  const end = id === undefined ? '' : ` ${id}`;
  return `${method} ${safePath(url)} ${status} ${source} ${milliseconds.toFixed(1)}ms ${bytes}B${end}`;
}

function jsonLine({ url, milliseconds, ...rest }: LoggedRequest): string {
  return JSON.stringify({
    time: new Date().toISOString(),
    path: safePath(url),
    ms: Number(milliseconds.toFixed(1)),
    ...rest,
  });
}

function safePath(url: string): string {
  const mark = url.indexOf('?');
  const path = (mark === -1 ? url : url.slice(0, mark)).slice(0, 200);
  if (classifyPath(path) !== 'personal') return path.replace(/[^\x21-\x7e]/g, '?');
  const [, section = ''] = withoutLocale(path).split('/');
  return `/…/${section.replace(/[^\w-]/g, '?')}/…`;
}
