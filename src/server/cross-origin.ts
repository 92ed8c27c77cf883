/** Open data may be read by any site's script; everything else keeps the browser's own rule. */
const OPEN_DATA = '/api/v1/';

/**
 * The answer to a browser's preflight (Fetch standard, "CORS-preflight request"). A script asks first when
 * it wants to send `If-None-Match`, so that what it already has is not sent again.
 */
export function readingAllowed(pathname: string): string[] {
  if (!pathname.startsWith(OPEN_DATA)) return [];
  return [
    'Access-Control-Allow-Origin', '*',
    'Access-Control-Allow-Methods', 'GET, HEAD',
    'Access-Control-Allow-Headers', 'If-None-Match, If-Modified-Since',
    'Access-Control-Max-Age', '86400',
  ]; // prettier-ignore
}
