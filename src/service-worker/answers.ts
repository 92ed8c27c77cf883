import { assetsOfPage } from '#src/features/takealong/page-files.ts';
import { ASSETS, isDownload, isShell, keep, MATCH, packTrip, PAGES, PICTURES, shellName, storedAt, trim } from '#src/features/takealong/stores.ts'; // prettier-ignore
import { storedAddress } from './requests.ts';
import { fetchAssets, type Build, type Quiet } from './shell.ts';

/** Visited pages and pictures; saved trips and the shell do not count here. */
export const PAGE_LIMITS = { entries: 80, bytes: 8 * 1024 * 1024 };
export const PICTURE_LIMITS = { entries: 300, bytes: 24 * 1024 * 1024 };
/** Longer than this nobody looks at an empty screen while a copy lies ready. */
const PATIENCE_MS = 4000;

type Later = (work: Promise<unknown>) => void;

/** Files of the build never change: from the device, else from the network and kept. */
export async function answerAsset(url: URL, request: Request, later: Later, quiet: Quiet): Promise<Response> {
  const assets = await caches.open(ASSETS);
  const stored = await assets.match(url.pathname, MATCH);
  if (stored) return stored;
  if (isDownload(request)) await quiet();
  const response = await fetch(request);
  if (response.ok) later(keep(assets, url.pathname, response.clone()).catch(() => undefined));
  return response;
}

export async function answerPicture(url: URL, request: Request, later: Later, quiet: Quiet): Promise<Response> {
  const stored = await findStored(url.pathname, (name) => name === PICTURES || packTrip(name) !== undefined);
  if (stored) return stored;
  // A pack stores its pictures itself: a second copy would only take up room.
  if (isDownload(request)) return quiet().then(() => fetch(request));
  try {
    const response = await fetch(request);
    if (response.ok && response.status === 200) {
      const copy = response.clone();
      later(
        (async () => {
          const pictures = await caches.open(PICTURES);
          await keep(pictures, url.pathname, copy);
          await trim(pictures, PICTURE_LIMITS);
        })().catch(() => undefined),
      );
    }
    return response;
  } catch (error) {
    const other = await findOtherWidth(url.pathname);
    if (other) return other;
    throw error;
  }
}

/** `/pictures/<hash>-<width>.<type>`: any size of the same picture is better than none. */
async function findOtherWidth(path: string): Promise<Response | undefined> {
  const stem = /^(\/pictures\/[^/]+-)\d+\.\w+$/.exec(path)?.[1];
  if (stem === undefined) return undefined;
  for (const name of await caches.keys()) {
    if (name !== PICTURES && packTrip(name) === undefined) continue;
    const cache = await caches.open(name);
    const found = (await cache.keys()).find((key) => new URL(key.url).pathname.startsWith(stem));
    if (found) return cache.match(found, MATCH);
  }
  return undefined;
}

/** Data under fixed names: from the device if it is there. */
export async function answerFixed(url: URL, request: Request, build: Build, later: Later): Promise<Response> {
  const stored = await findStored(url.pathname, isShell);
  if (stored) return stored;
  const response = await fetch(request);
  if (response.ok) later(keepInShell(build, url, response.clone()));
  return response;
}

/** The newest; what is stored only where the network gives nothing and the asker did not insist on it. */
export async function answerData(url: URL, request: Request, build: Build, later: Later): Promise<Response> {
  const insists = ['no-cache', 'no-store', 'reload'].includes(request.cache);
  const stored = insists ? undefined : await findStored(url.pathname, (name) => isShell(name) || packTrip(name) !== undefined, shellName(build.version)); // prettier-ignore
  const response = await firstOf(fetch(request), stored);
  if (response !== stored && response.ok && response.status === 200) later(keepInShell(build, url, response.clone()));
  return response;
}

async function keepInShell(build: Build, url: URL, response: Response): Promise<void> {
  try {
    await keep(await caches.open(shellName(build.version)), url.pathname, response);
  } catch {
    // The device is full: what was stored before stays.
  }
}

/**
 * A page for a person: from the network, and kept when it is public; else the stored copy, which says how old it is;
 * else the offline page of the language.
 */
export async function answerPage(
  url: URL,
  request: Request,
  build: Build,
  later: Later,
  quiet: Quiet,
): Promise<Response> {
  const address = storedAddress(url);
  const stored = await findStored(address, () => true, shellName(build.version));
  try {
    const response = await firstOf(fetch(request), stored);
    if (response === stored) return await withAge(stored, url, build);
    if (response.status >= 502 && response.status <= 504 && stored) return await withAge(stored, url, build);
    if (isKept(response)) later(keepPage(address, response.clone(), build, quiet));
    return response;
  } catch (error) {
    if (stored) return withAge(stored, url, build);
    return await offlinePage(url, error);
  }
}

/** Keeps the page that brought the worker in: it was loaded before anyone could keep it. */
export async function keepFirstPage(url: URL, build: Build, quiet: Quiet): Promise<void> {
  if (await findStored(storedAddress(url), () => true)) return;
  await quiet();
  const response = await fetch(url, { credentials: 'omit' });
  if (isKept(response)) await keepPage(storedAddress(url), response, build, quiet);
}

/** What is never stored: passed on as it came; without a network a person is told so in our words. */
export async function answerUnstored(url: URL, request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    return offlinePage(url, error);
  }
}

async function offlinePage(url: URL, error: unknown): Promise<Response> {
  const locale = url.pathname.split('/')[1] ?? '';
  const offline = (await findStored(`/${locale}/offline`, isShell)) ?? (await findAnyOffline());
  if (offline) return offline;
  throw error;
}

/** Only what the server calls public, whole and under its own address. */
function isKept(response: Response): boolean {
  const control = response.headers.get('cache-control') ?? '';
  return (
    response.status === 200 &&
    response.type === 'basic' &&
    !response.redirected &&
    /\bpublic\b/.test(control) &&
    !/no-store|private/.test(control) &&
    (response.headers.get('content-type') ?? '').startsWith('text/html')
  );
}

async function keepPage(address: string, response: Response, build: Build, quiet: Quiet): Promise<void> {
  try {
    const html = await response.clone().text();
    const shell = await caches.open(shellName(build.version));
    const inShell = (await shell.match(address, MATCH)) !== undefined;
    const cache = inShell ? shell : await caches.open(PAGES);
    await keep(cache, address, response);
    if (!inShell) await trim(cache, PAGE_LIMITS);
    await fetchAssets(await caches.open(ASSETS), assetsOfPage(html), new Set(build.files), quiet);
  } catch {
    // Full, or the connection broke: the page is shown all the same, and an older copy stays.
  }
}

/** The network's answer, or the stored one when it fails or takes too long. */
async function firstOf(network: Promise<Response>, stored: Response | undefined): Promise<Response> {
  if (!stored) return network;
  const slow = new Promise<Response>((done) => setTimeout(() => done(stored), PATIENCE_MS));
  return Promise.race([network.catch(() => stored), slow]);
}

/** @param first looked at before the others: of two copies the one of the present build is right */
async function findStored(
  address: string,
  where: (name: string) => boolean,
  first?: string,
): Promise<Response | undefined> {
  const names = (await caches.keys()).filter(where);
  if (first !== undefined && names.includes(first)) names.unshift(first);
  let best: Response | undefined;
  for (const name of names) {
    const found = await (await caches.open(name)).match(address, MATCH);
    if (!found) continue;
    if (name === first) return found;
    if (!best || (storedAt(found) ?? '') > (storedAt(best) ?? '')) best = found;
  }
  return best;
}

async function findAnyOffline(): Promise<Response | undefined> {
  for (const name of (await caches.keys()).filter(isShell)) {
    const cache = await caches.open(name);
    const key = (await cache.keys()).find(({ url }) => url.endsWith('/offline'));
    if (key) return cache.match(key, MATCH);
  }
  return undefined;
}

/** The page with the hour of its facts on `<html>`, for the notice on it. In the planner these are the planner's data. */
async function withAge(page: Response, url: URL, build: Build): Promise<Response> {
  const [, locale = '', section = ''] = url.pathname.split('/');
  const facts = ['planner', 'plan', 'open', 'map'].includes(section)
    ? await findStored(`/api/planner/core/${locale}`, isShell, shellName(build.version))
    : undefined;
  const at = storedAt(facts ?? page);
  if (at === undefined) return page;
  const html = (await page.text()).replace('<html ', `<html data-stored-at="${at}" `);
  return new Response(html, { status: 200, headers: page.headers });
}
