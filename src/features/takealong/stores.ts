/**
 * The browser's caches as pages and the service worker share them. Names say how long a thing lives:
 * assets carry a hash in their name and outlive versions; a shell belongs to one build; packs belong to a trip.
 */
export const ASSETS = 'tripmap-assets';
export const PAGES = 'tripmap-pages';
export const PICTURES = 'tripmap-pictures';
const SHELL = 'tripmap-shell-';
const PACK = 'tripmap-pack-';

export const shellName = (build: string): string => SHELL + build;
export const isShell = (name: string): boolean => name.startsWith(SHELL);
export const packName = (tripId: string): string => PACK + tripId;
export const packTrip = (name: string): string | undefined => name.startsWith(PACK) ? name.slice(PACK.length) : undefined; // prettier-ignore

const STORED_AT = 'x-stored-at';
const BYTES = 'x-stored-bytes';
/** Stored bodies are unpacked and belong to this device alone. */
const NOT_KEPT = ['content-encoding', 'content-length', 'vary', 'set-cookie', 'transfer-encoding'];

/** Matching goes by address alone: what we stored has no variants. */
export const MATCH: CacheQueryOptions = { ignoreVary: true };

/**
 * Stores a whole answer with the hour and its size, and gives the size in bytes. Rejects when the body breaks off or
 * the device is full; nothing is stored then. A redirected answer is stored plain, or browsers refuse it later.
 */
export async function keep(cache: Cache, url: string, response: Response, now = new Date()): Promise<number> {
  const body = await response.arrayBuffer();
  const headers = new Headers(response.headers);
  for (const name of NOT_KEPT) headers.delete(name);
  headers.set(STORED_AT, now.toISOString());
  headers.set(BYTES, String(body.byteLength));
  await cache.put(url, new Response(body, { status: 200, headers }));
  return body.byteLength;
}

export const storedAt = (response: Response): string | undefined => response.headers.get(STORED_AT) ?? undefined;
export const storedBytes = (response: Response): number => Number(response.headers.get(BYTES) ?? 0);

export const isFull = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { name?: unknown }).name === 'QuotaExceededError';

/** Drops the oldest until both limits hold. Gives the addresses that went. */
export async function trim(cache: Cache, limits: { entries: number; bytes: number }): Promise<string[]> {
  const all = await Promise.all(
    (await cache.keys()).map(async (request) => {
      const response = await cache.match(request, MATCH);
      return { request, at: (response && storedAt(response)) ?? '', bytes: response ? storedBytes(response) : 0 };
    }),
  );
  all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  let bytes = 0;
  const gone: string[] = [];
  for (const [i, entry] of all.entries()) {
    bytes += entry.bytes;
    // The newest stays whatever its size: someone is reading it.
    if (i === 0 || (i < limits.entries && bytes <= limits.bytes)) continue;
    await cache.delete(entry.request, MATCH);
    gone.push(entry.request.url);
  }
  return gone;
}

/** Downloads in the background say so, and the service worker lets everyone else go first. */
const DOWNLOAD = 'x-download';
export const asDownload = (init: RequestInit = {}): RequestInit => ({
  credentials: 'omit',
  priority: 'low',
  ...init,
  headers: { [DOWNLOAD]: '1' },
});
export const isDownload = (request: Request): boolean => request.headers.has(DOWNLOAD);
