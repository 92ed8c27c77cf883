import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a write comes from our own pages. Browsers say so in `Sec-Fetch-Site` (https and localhost)
 * and in `Origin`; whoever says neither is refused, unless it brings its own `Authorization` and no cookie,
 * because then there is nothing a foreign page could borrow.
 */
export function isOwnWrite(headers: IncomingHttpHeaders, isOurHost: (host: string) => boolean): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin') return true;
    if (site !== 'none') return false;
  }
  const origin = headers.origin;
  if (origin === undefined)
    return site === 'none' || (headers.authorization !== undefined && headers.cookie === undefined);
  if (!URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  return (protocol === 'https:' || protocol === 'http:') && host === headers.host?.toLowerCase() && isOurHost(host);
}
