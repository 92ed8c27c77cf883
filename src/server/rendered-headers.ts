import type { IncomingHttpHeaders } from 'node:http';
import type { Rendered } from '#src/server/render.ts';
import type { RouteClass } from '#src/server/route-policy.ts';
import type { FlatHeaders } from '#src/server/stored-page.ts';

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

/** The page's own headers, as far as they are its business. */
export function passedOn(rendered: Rendered): FlatHeaders {
  const headers: FlatHeaders = [];
  for (const [name, value] of rendered.headers) {
    if (!DECIDED_HERE.has(name)) headers.push(name, Array.isArray(value) ? value.join(', ') : (value as string));
  }
  return headers;
}

/** A page may say how long browsers keep it, but nothing personal ever becomes public. */
export function cacheControlOf(rendered: Rendered, routeClass: RouteClass): string {
  const own = String(rendered.headers.get('cache-control') ?? '');
  const isPersonal = routeClass === 'personal' || rendered.headers.has('set-cookie');
  return own === '' || (isPersonal && !/private|no-store/.test(own)) ? 'private, no-store' : own;
}

export function contentTypeOf(rendered: Rendered): string {
  const type = String(rendered.headers.get('content-type') ?? '');
  return /^text\/|javascript$|json$|xml$/.test(type) && !type.includes('charset') ? `${type}; charset=utf-8` : type;
}

/** Astro would believe the headers of a proxy; who we are behind one is known from the settings. */
export function withoutProxyHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith('x-forwarded-') && name !== 'forwarded'),
  );
}
