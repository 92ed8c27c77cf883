import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type BrowserContext, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../support/find-chromium.ts';
import { openCutProxy, type CutProxy } from '../support/socket-cut-proxy.ts';

/** A phone with its own storage behind a line that can be cut. It can be killed and started again. */
export type Phone = {
  readonly proxy: CutProxy;
  readonly context: BrowserContext;
  readonly page: Page;
  start(): Promise<void>;
  /** As the system does: nothing is told to the pages. */
  kill(): Promise<void>;
  throwAway(): Promise<void>;
  open(path: string): Promise<void>;
  /** Paths stored in all caches whose name begins so. */
  stored(caches: string): Promise<string[]>;
  cacheNames(): Promise<string[]>;
};

export async function newPhone(baseURL: string): Promise<Phone> {
  const proxy = await openCutProxy(baseURL);
  const profile = mkdtempSync(join(tmpdir(), 'tripmap-phone-'));
  let context: BrowserContext;
  let page: Page;
  const phone: Phone = {
    proxy,
    get context() {
      return context;
    },
    get page() {
      return page;
    },
    async start() {
      const executablePath = findChromium();
      context = await chromium.launchPersistentContext(profile, {
        args: CHROMIUM_ARGS,
        ...(executablePath ? { executablePath } : {}),
        serviceWorkers: 'allow',
        acceptDownloads: true,
        locale: 'en-GB',
        viewport: { width: 412, height: 900 },
      });
      page = context.pages()[0] ?? (await context.newPage());
    },
    kill: () => context.close(),
    async throwAway() {
      await context.close();
      await proxy.close();
      rmSync(profile, { recursive: true, force: true });
    },
    async open(path) {
      // Only the part after `#` may differ, and then the browser would stay on the page.
      if (path.includes('#')) await page.goto('about:blank');
      await page.goto(`${proxy.origin}${path}`);
    },
    stored: (caches_) =>
      page.evaluate(async (prefix) => {
        const found: string[] = [];
        for (const name of await caches.keys()) {
          if (!name.startsWith(prefix)) continue;
          for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
        }
        return found;
      }, caches_),
    cacheNames: () => page.evaluate(() => caches.keys()),
  };
  await phone.start();
  return phone;
}

/** Five days and thirty stops in a link of the first version. */
export const LINK = (JSON.parse(readFileSync('tests/fixtures/links/v1.json', 'utf8')) as { link: string }[])[0]!.link.split('#')[1]!; // prettier-ignore
export const TRIP_NAME = 'Vòng Hà Giang với Anna & Tuấn';

/** The shell is there when the worker has written its marker, and not before. */
export async function shellReady(phone: Phone, locale = 'en'): Promise<void> {
  const marker = `/_shell/${locale}`;
  await expect
    .poll(() => phone.page.evaluate(async (path) => (await caches.match(path)) !== undefined, marker), {
      timeout: 60_000,
    }) // prettier-ignore
    .toBe(true);
}

/** Opens the shared trip, keeps a copy and gives its id. */
export async function keepTrip(phone: Phone): Promise<string> {
  const { page } = phone;
  await phone.open(`/en/open#${LINK}`);
  await page.getByRole('button', { name: 'Keep a copy' }).click();
  await expect(page.getByText('A copy is kept on this device.')).toBeVisible();
  return (await page.evaluate(() => localStorage.getItem('tripmap-open-trip'))) ?? '';
}

/** Measures and loads the pack of a kept trip, up to "ready". */
export async function savePack(phone: Phone, tripId: string): Promise<void> {
  const { page } = phone;
  await phone.open(`/en/open#my.${tripId}`);
  await page.getByRole('button', { name: 'Save this trip for offline' }).click();
  await expect(page.getByRole('button', { name: 'Load it' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect(page.getByText(/^Ready: all \d+ files counted/)).toBeVisible({ timeout: 90_000 });
}

/**
 * The same site as another build would be: every script and style under a new name, named so in every page, script and
 * worker, and another version in the worker.
 */
export async function publishNewVersion(proxy: CutProxy, version: string): Promise<void> {
  const worker = await (await fetch(`${proxy.origin}/sw.js`)).text();
  const list = /files:\[([^\]]*)\]/.exec(worker)?.[1] ?? '';
  const names = [...list.matchAll(/"([^"/]+)\.(js|css)"/g)].map(([, stem = '', ending = '']) => [`${stem}.${ending}`, `${stem}-${version}.${ending}`] as const); // prettier-ignore
  const old = new RegExp(names.map(([name]) => name.replaceAll('.', String.raw`\.`)).join('|'), 'g');
  const renamed = new Map<string, string>(names);
  const back = new Map<string, string>(names.map(([name, other]) => [`/_astro/${other}`, `/_astro/${name}`]));
  const build = /version:"([0-9a-f]{12})"/.exec(worker)?.[1] ?? '';
  if (names.length < 20 || build === '') throw new Error('The worker does not name its build.');
  proxy.readdress = (path) => back.get(path) ?? path;
  proxy.rewrite = (path, body) => {
    const text = body.replace(old, (name) => renamed.get(name) ?? name).replaceAll(build, version);
    return text === body || /\.(?:woff2|avif|png|jpg)$/.test(path) ? undefined : text;
  };
}
