import { allowedParams } from '#src/server/query-params.ts';
import { classifyPath, withoutLocale, type RouteClass } from '#src/server/route-policy.ts';

export type Target = {
  kind: 'target';
  /** Decoded and NFC, for static files. */
  decodedPath: string;
  /** Encoded in the one way we encode. */
  pathname: string;
  search: string;
  /** `pathname + search`: what Astro is asked, and the key in the page cache. */
  url: string;
  routeClass: RouteClass;
};

export type ParsedTarget = Target | { kind: 'moved'; to: string } | { kind: 'malformed' } | { kind: 'too-long' };

const MAX_URL_LENGTH = 2048;
/** Public pages keep only the parameters they know, and of a search only its beginning, so more may come in. */
const MAX_PUBLIC_URL_LENGTH = 8192;
const MAX_PARAM_LENGTH = 300;
/** What people type: cut and cleaned rather than refused, because no search may end in an error page. */
const TYPED_PARAM = 'q';
// Control characters, and the backslash that browsers read as a slash.
const FORBIDDEN = /[\u0000-\u001f\u007f\\]/;

/**
 * Reads the request line's target. Two spellings of one address become one: percent-encoding, NFC, and
 * for reading public pages only the parameters the page understands, in its own order. Doubled and trailing
 * slashes move. Writes keep their whole query: form actions are named in it.
 */
export function parseTarget(raw: string, method = 'GET'): ParsedTarget {
  if (raw.length > MAX_PUBLIC_URL_LENGTH) return { kind: 'too-long' };
  if (raw[0] !== '/') return { kind: 'malformed' };
  const mark = raw.indexOf('?');
  const rawPath = mark === -1 ? raw : raw.slice(0, mark);
  const rawSearch = mark === -1 ? '' : raw.slice(mark);
  if (rawPath.length > MAX_URL_LENGTH) return { kind: 'too-long' };

  const segments: string[] = [];
  for (const segment of rawPath.split('/')) {
    const decoded = decode(segment);
    if (decoded === undefined || FORBIDDEN.test(decoded) || decoded === '.' || decoded === '..')
      return { kind: 'malformed' };
    if (decoded !== '') segments.push(decoded);
  }
  const pathname = `/${segments.map(encodeURIComponent).join('/')}`;
  const isCanonical = rawPath === '/' || (!rawPath.endsWith('/') && !rawPath.includes('//'));
  if (!isCanonical) return { kind: 'moved', to: pathname + rawSearch };

  const routeClass = classifyPath(pathname);
  const reads = method === 'GET' || method === 'HEAD';
  const filtered = routeClass === 'public' && reads;
  if (!filtered && raw.length > MAX_URL_LENGTH) return { kind: 'too-long' };
  const search = rawSearch.length <= 1 ? '' : filtered ? knownParams(pathname, rawSearch) : rawSearch;
  if (search === undefined) return { kind: 'malformed' };
  return {
    kind: 'target',
    decodedPath: `/${segments.join('/')}`,
    pathname,
    search,
    url: pathname + search,
    routeClass,
  };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment).normalize('NFC');
  } catch {
    return undefined;
  }
}

/** Bytes that are no UTF-8 become replacement characters, control characters become spaces, the end is cut off. */
function decodeTyped(encoded: string): string {
  const bytes = Buffer.from(encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1'); // prettier-ignore
  const text = /[^\u0000-\u007f]/.test(encoded) ? (decode(encoded) ?? '') : bytes.toString('utf8');
  return text
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f\ufffd]+/g, ' ')
    .trim()
    .slice(0, MAX_PARAM_LENGTH)
    .toWellFormed();
}

/** @returns undefined when a known parameter is not UTF-8 or absurdly long */
function knownParams(pathname: string, rawSearch: string): string | undefined {
  const allowed = allowedParams(withoutLocale(pathname));
  if (allowed.length === 0) return '';
  const given = new Map<string, string[]>();
  for (const pair of rawSearch.slice(1).split('&')) {
    const equals = pair.indexOf('=');
    const name = equals === -1 ? pair : pair.slice(0, equals);
    if (!allowed.includes(name)) continue;
    const encoded = (equals === -1 ? '' : pair.slice(equals + 1)).replaceAll('+', ' ');
    const value = name === TYPED_PARAM ? decodeTyped(encoded) : decode(encoded);
    if (value === undefined || value.length > MAX_PARAM_LENGTH || value.includes('\u0000')) return undefined;
    if (value === '') continue;
    const values = given.get(name);
    if (values === undefined) given.set(name, [value]);
    else if (!values.includes(value)) values.push(value);
  }
  const parts = allowed.flatMap((name) =>
    // A facet ticked in another order is the same page.
    (given.get(name) ?? []).sort().map((value) => `${name}=${encodeURIComponent(value)}`),
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
