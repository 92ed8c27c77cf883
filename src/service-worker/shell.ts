import { assetsOfPage } from '#src/features/takealong/page-files.ts';
import { ASSETS, keep, MATCH, shellName } from '#src/features/takealong/stores.ts';
import { assetsInFile, NEEDED, shellData, SHELL_PAGES } from './requests.ts';

export type Build = { version: string; /** Names below /_astro/. */ files: readonly string[] };

/** Says that the shell of a language is whole; written last. */
const marker = (locale: string): string => `/_shell/${locale}`;

/** Few at a time, so that whoever reads or signs in meanwhile does not wait. */
const AT_ONCE = 2;

export type Quiet = () => Promise<void>;

/**
 * Brings the shell of a language onto the device: its pages, the files these pages ask for, however deep, and the
 * planner's data, map and search. Rejects when something necessary is missing; what is there stays for the next try.
 * @param quiet waits until nobody else needs the line
 */
export async function fetchShell(build: Build, locale: string, quiet: Quiet): Promise<void> {
  const shell = await caches.open(shellName(build.version));
  const assets = await caches.open(ASSETS);
  const wanted = new Set<string>();
  await each(SHELL_PAGES, async (path) => {
    await quiet();
    const url = `/${locale}/${path}`;
    const response = await fetch(url, { cache: 'no-cache', credentials: 'omit' });
    // A guide may be missing in a young language; a fault of the server is not the same.
    if (response.status === 404 && !NEEDED.has(path)) return;
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    for (const asset of assetsOfPage(await response.clone().text())) wanted.add(asset);
    await keep(shell, url, response);
  });
  await fetchAssets(assets, [...wanted], new Set(build.files), quiet);
  await each(shellData(locale), async (url) => {
    await quiet();
    const response = await fetch(url, { cache: 'no-cache', credentials: 'omit' });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    if (url === '/data/search.json') {
      const manifest = (await response.clone().json()) as Record<string, string>;
      const index = manifest[locale] ?? (locale === 'ar-xb' ? manifest['en'] : undefined);
      if (index !== undefined && !(await shell.match(index, MATCH))) {
        const body = await fetch(index);
        if (!body.ok) throw new Error(`${index} answered ${body.status}`);
        await keep(shell, index, body);
      }
    }
    await keep(shell, url, response);
  });
  await keep(shell, marker(locale), new Response(JSON.stringify({ locale })));
}

/** Fetches files and all the files they name that are not here yet. */
export async function fetchAssets(
  assets: Cache,
  urls: readonly string[],
  files: ReadonlySet<string>,
  quiet: Quiet,
): Promise<void> {
  const seen = new Set<string>();
  let next = [...urls];
  while (next.length > 0) {
    const found: string[] = [];
    await each(next, async (url) => {
      if (seen.has(url)) return;
      seen.add(url);
      let stored = await assets.match(url, MATCH);
      if (!stored) {
        await quiet();
        const response = await fetch(url);
        if (!response.ok) throw new Error(`${url} answered ${response.status}`);
        await keep(assets, url, response);
        stored = await assets.match(url, MATCH);
      }
      if (stored && /\.(?:js|css)$/.test(url)) found.push(...assetsInFile(await stored.text(), files));
    });
    next = found.filter((url) => !seen.has(url));
  }
}

/** Languages whose shell is whole in a cache. */
export async function localesIn(name: string): Promise<string[]> {
  const keys = await (await caches.open(name)).keys();
  return keys.flatMap(({ url }) => /\/_shell\/([\w-]+)$/.exec(url)?.[1] ?? []);
}

/**
 * Drops files of the build that no stored page needs any more. Pages of a pack may be of an older build, and keep
 * their files with them.
 */
export async function forgetAssets(pageCaches: readonly string[]): Promise<void> {
  const assets = await caches.open(ASSETS);
  const stored = new Map((await assets.keys()).map((request) => [new URL(request.url).pathname, request]));
  const names = new Set([...stored.keys()].map((path) => path.slice('/_astro/'.length)));
  const needed = new Set<string>();
  const queue: string[] = [];
  for (const name of pageCaches) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const page = await cache.match(request, MATCH);
      if (page?.headers.get('content-type')?.startsWith('text/html')) queue.push(...assetsOfPage(await page.text()));
    }
  }
  while (queue.length > 0) {
    const path = queue.pop() as string;
    const request = stored.get(path);
    if (needed.has(path) || !request) continue;
    needed.add(path);
    const file = await assets.match(request, MATCH);
    if (file && /\.(?:js|css)$/.test(path)) queue.push(...assetsInFile(await file.text(), names));
  }
  for (const [path, request] of stored) if (!needed.has(path)) await assets.delete(request, MATCH);
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const one = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
