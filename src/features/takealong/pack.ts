import type { PlannerAlert } from '#src/domain/planner-data/types.ts';
import { assetsOfPage, assetsOfScript } from './page-files.ts';
import { asDownload, ASSETS, isFull, keep, MATCH, packName, packTrip, storedAt, storedBytes } from './stores.ts';

/** What a saved trip keeps on the device. */
export type PackRecord = {
  tripId: string;
  name: string;
  locale: string;
  savedAt: string;
  /** Everything promised, pictures and data included. */
  urls: string[];
  /** Alerts along the trip when it was saved, to tell changes later. */
  alerts: PlannerAlert[];
  /** Entries and road edges along the trip: an alert that names one of these concerns it. */
  along: Along;
};
export type Along = { entries: string[]; areas: string[]; edges: string[] };

export type PackWish = {
  tripId: string;
  name: string;
  locale: string;
  /** Pages of entries along the way, e.g. `/vi/places/dong-van`. */
  pages: string[];
  /** Data, e.g. the beds of an area. */
  data: string[];
  alerts: PlannerAlert[];
  along: Along;
};

export type PackPlan = {
  wish: PackWish;
  items: { url: string; bytes: number }[];
  /** To be loaded, as far as the server says. */
  bytes: number;
};

export type PackState =
  | { kind: 'none' }
  /** `savedAt`: when the oldest of its pages and data came from the server, ISO 8601. */
  | { kind: 'ready'; bytes: number; count: number; savedAt: string }
  | { kind: 'partial'; bytes: number; count: number; missing: string[]; savedAt: string };

export type SaveEnd = PackState & { stopped?: 'full' | 'connection' | 'asked' };

const AT_ONCE = 3;
const recordUrl = (tripId: string): string => `/_pack/${encodeURIComponent(tripId)}`;

/**
 * Finds out what a pack consists of and how large it is, before anything is stored. Reads the pages to learn their
 * pictures and scripts and asks the server for the size of each file. Rejects without a network.
 */
export async function planPack(wish: PackWish): Promise<PackPlan> {
  const items = new Map<string, number>();
  const pictures = new Set<string>();
  const files = new Set<string>();
  await each(wish.pages, async (url) => {
    const response = await fetch(url, asDownload());
    // A page that is gone cannot be promised; the planner tells about the entry itself.
    if (isGone(response)) return;
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    const html = await response.text();
    items.set(url, Number(response.headers.get('content-length')) || new TextEncoder().encode(html).length);
    for (const picture of picturesOfPage(html)) pictures.add(picture);
    for (const file of assetsOfPage(html)) files.add(file);
  });
  await each([...wish.data, ...pictures], async (url) => {
    const response = await askSize(url, pictures.has(url) ? PICTURE_TRIES : 1);
    // A picture that cannot be made is not on the page either.
    if (isGone(response) && pictures.has(url)) return;
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    items.set(url, Number(response.headers.get('content-length') ?? 0));
  });
  for (const [url, bytes] of await filesWithin(files)) items.set(url, bytes);
  const list = [...items].map(([url, bytes]) => ({ url, bytes }));
  return { wish, items: list, bytes: list.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * On a new site the pages of a pack name more pictures than are made within one request's patience: the server holds a
 * request for a picture in the making, and answers at once for one that it cannot make.
 */
const PICTURE_TRIES = 4;

async function askSize(url: string, tries: number): Promise<Response> {
  for (let left = tries; ; left--) {
    const response = await fetch(url, asDownload({ method: 'HEAD', cache: 'no-cache' }));
    if (left <= 1 || !isGone(response)) return response;
  }
}

const isGone = ({ status }: Response): boolean => status === 404 || status === 410;

/** Files of the build with all they name, and what is still to be loaded of each: most are here with the shell. */
async function filesWithin(urls: Iterable<string>): Promise<Map<string, number>> {
  const assets = await caches.open(ASSETS);
  const found = new Map<string, number>();
  let next = [...urls];
  while (next.length > 0) {
    const named = new Set<string>();
    await each(next, async (url) => {
      found.set(url, 0);
      const stored = await assets.match(url, MATCH);
      const response = stored ?? (await fetch(url, asDownload()));
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      const body = await response.clone().arrayBuffer();
      if (!stored) found.set(url, body.byteLength);
      if (url.endsWith('.js')) for (const name of assetsOfScript(await response.text())) named.add(name);
    });
    next = [...named].filter((url) => !found.has(url));
  }
  return found;
}

const SUITABLE_WIDTH = 720;

/** One width of every picture: the one nearest to what a phone shows. */
export function picturesOfPage(html: string): string[] {
  const main = html.slice(html.indexOf('<main'));
  return [...main.matchAll(/<source type="image\/avif" srcset="([^"]+)"/g)].flatMap(([, srcset = '']) => {
    const sizes = srcset.split(',').flatMap((part) => {
      const [url = '', width = ''] = part.trim().split(/\s+/);
      return url.startsWith('/pictures/') ? [{ url, width: parseInt(width, 10) }] : [];
    });
    sizes.sort((a, b) => Math.abs(a.width - SUITABLE_WIDTH) - Math.abs(b.width - SUITABLE_WIDTH));
    return sizes.slice(0, 1).map(({ url }) => url);
  });
}

/**
 * Stores a pack. What an earlier try has stored is not loaded again; what fails is told, and everything else stays.
 * "Ready" is never believed but counted (`countPack`).
 */
export async function savePack(
  plan: PackPlan,
  tell: (done: number, of: number) => void,
  signal?: AbortSignal,
): Promise<SaveEnd> {
  const { wish, items } = plan;
  const cache = await caches.open(packName(wish.tripId));
  const assets = await caches.open(ASSETS);
  let stopped: SaveEnd['stopped'];
  let done = 0;
  const record: PackRecord = { tripId: wish.tripId, name: wish.name, locale: wish.locale, savedAt: new Date().toISOString(), urls: items.map(({ url }) => url), alerts: wish.alerts, along: wish.along }; // prettier-ignore
  try {
    await keep(cache, recordUrl(wish.tripId), Response.json(record));
    await forgetOthers(cache, new Set([...record.urls, recordUrl(wish.tripId)]));
  } catch (error) {
    return { ...(await countPack(wish.tripId)), stopped: isFull(error) ? 'full' : 'connection' };
  }
  tell(0, items.length);
  await each(items, async ({ url }) => {
    if (stopped) return;
    if (signal?.aborted) {
      stopped = 'asked';
      return;
    }
    try {
      const store = isFile(url) ? assets : cache;
      const isFixed = isFile(url) || isPicture(url);
      // What never changes is loaded once; a page or data of yesterday anew.
      if (!isFixed || !(await store.match(url, MATCH))) {
        const response = await fetch(
          url,
          asDownload({ cache: isFixed ? 'default' : 'no-cache', signal: signal ?? null }),
        );
        if (!response.ok) throw new Error(`${url} answered ${response.status}`);
        await keep(store, url, response);
      }
      tell(++done, items.length);
    } catch (error) {
      if (isFull(error)) stopped = 'full';
      else if (signal?.aborted) stopped = 'asked';
      else stopped = 'connection';
    }
  });
  return { ...(await countPack(wish.tripId)), ...(stopped && { stopped }) };
}

/** Counts what is really there: every promised address, with a body of the size that was stored. */
export async function countPack(tripId: string): Promise<PackState> {
  if (!(await caches.has(packName(tripId)))) return { kind: 'none' };
  const cache = await caches.open(packName(tripId));
  const assets = await caches.open(ASSETS);
  const record = await readRecord(cache, tripId);
  if (!record) return { kind: 'none' };
  const missing: string[] = [];
  let bytes = 0;
  let { savedAt } = record;
  for (const url of record.urls) {
    const response = await (isFile(url) ? assets : cache).match(url, MATCH);
    const size = response ? (await response.clone().arrayBuffer()).byteLength : 0;
    if (!response || size === 0 || size !== storedBytes(response)) missing.push(url);
    // Files of the build are shared with the rest of the site.
    else if (!isFile(url)) bytes += size;
    const at = response && storedAt(response);
    // An update that broke off leaves old pages among the new: the oldest says how far to trust them.
    if (at !== undefined && !isFile(url) && !isPicture(url) && at < savedAt) savedAt = at;
  }
  const count = record.urls.length;
  return missing.length === 0 && count > 0 ? { kind: 'ready', bytes, count, savedAt } : { kind: 'partial', bytes, count, missing, savedAt }; // prettier-ignore
}

const isFile = (url: string): boolean => url.startsWith('/_astro/');
const isPicture = (url: string): boolean => url.startsWith('/pictures/');

export async function removePack(tripId: string): Promise<void> {
  await caches.delete(packName(tripId));
}

export async function listPacks(): Promise<PackRecord[]> {
  const records: PackRecord[] = [];
  for (const name of await caches.keys()) {
    const tripId = packTrip(name);
    const record = tripId === undefined ? undefined : await readRecord(await caches.open(name), tripId);
    if (record) records.push(record);
  }
  return records;
}

/** Remembers the alerts that were pointed out, so that each change is told once. */
export async function updateAlerts(record: PackRecord, alerts: PlannerAlert[]): Promise<void> {
  await keep(
    await caches.open(packName(record.tripId)),
    recordUrl(record.tripId),
    Response.json({ ...record, alerts }),
  );
}

async function readRecord(cache: Cache, tripId: string): Promise<PackRecord | undefined> {
  try {
    return (await (await cache.match(recordUrl(tripId), MATCH))?.json()) as PackRecord | undefined;
  } catch {
    return undefined;
  }
}

async function forgetOthers(cache: Cache, wanted: ReadonlySet<string>): Promise<void> {
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!wanted.has(pathname + search)) await cache.delete(request, MATCH);
  }
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const one = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
