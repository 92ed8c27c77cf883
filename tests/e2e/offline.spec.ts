import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../support/find-chromium.ts';
import { openCutProxy, type CutProxy } from '../support/socket-cut-proxy.ts';

/** One phone's story, in order: each test goes on where the one before left the device. */
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const LINK = (JSON.parse(readFileSync('tests/fixtures/links/v1.json', 'utf8')) as { link: string }[])[0]!.link.split('#')[1]!; // prettier-ignore

let proxy: CutProxy;
let profile: string;
let context: BrowserContext;
let page: Page;
let tripId = '';

async function startBrowser() {
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
}

/** The shell is there when the worker has written its marker, and not before. */
async function shellReady(locale = 'en') {
  await expect
    .poll(() => page.evaluate(async (marker) => (await caches.match(marker)) !== undefined, `/_shell/${locale}`), {
      timeout: 60_000,
    })
    .toBe(true);
}

const stored = (name: string) => page.evaluate(async (prefix) => {
  const found: string[] = [];
  for (const cache of await caches.keys()) {
    if (!cache.startsWith(prefix)) continue;
    for (const { url } of await (await caches.open(cache)).keys()) found.push(new URL(url).pathname);
  }
  return found;
}, name); // prettier-ignore

test.beforeAll(async ({ baseURL }) => {
  proxy = await openCutProxy(baseURL ?? '');
  profile = mkdtempSync(join(tmpdir(), 'tripmap-phone-'));
  await startBrowser();
});
test.afterAll(async () => {
  await context.close();
  await proxy.close();
  rmSync(profile, { recursive: true, force: true });
});

test('one visit to any page brings the shell, and nothing that nobody asks for', async () => {
  await page.goto(`${proxy.origin}/en/places/dong-van`);
  await shellReady();
  const assets = await stored('tripmap-assets');
  expect(assets.length).toBeGreaterThan(10);
  // Every stored file is named by a page or file that is stored too, under exactly the address it is stored by.
  const unnamed = await page.evaluate(async (files) => {
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const key of await cache.keys()) {
        const response = await cache.match(key);
        if (/html|javascript|css/.test(response?.headers.get('content-type') ?? '')) texts.push(await response!.text());
      }
    }
    return files.filter((file) => !texts.some((text) => text.includes(file.split('/').at(-1)!)));
  }, assets);
  expect(unnamed).toEqual([]);
  const shell = await stored('tripmap-shell-');
  for (const path of ['/en/planner', '/en/offline', '/en/open', '/en/map', '/en/guides/emergency', '/en/guides/road-safety', '/en/guides/licence-and-permits', '/api/planner/core/en', '/map/drawing.json']) expect(shell).toContain(path); // prettier-ignore
  expect(shell.some((path) => /^\/data\/search-en-/.test(path))).toBe(true);
});

test('a shared trip is kept, measured, loaded and called ready only when counted', async () => {
  await page.goto(`${proxy.origin}/en/open#${LINK}`);
  await page.getByRole('button', { name: 'Keep a copy' }).click();
  await expect(page.getByText('A copy is kept on this device.')).toBeVisible();
  tripId = (await page.evaluate(() => localStorage.getItem('tripmap-open-trip'))) ?? '';
  await page.goto('about:blank');
  await page.goto(`${proxy.origin}/en/open#my.${tripId}`);
  await page.getByRole('button', { name: 'Save this trip for offline' }).click();
  await expect(page.getByText(/MB|kB/).first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect(page.getByText(/^Ready: all \d+ files counted/)).toBeVisible({ timeout: 90_000 });
  const pack = await stored('tripmap-pack-');
  expect(pack).toContain('/en/places/ma-pi-leng');
  expect(pack.some((path) => path.startsWith('/pictures/'))).toBe(true);
  expect(pack).toContain('/api/planner/beds/en/dong-van');
});

test('what is gone from a pack makes it incomplete, whatever was written before', async () => {
  await page.evaluate(async (id) => void (await (await caches.open(`tripmap-pack-${id}`)).delete('/en/places/ma-pi-leng')), tripId); // prettier-ignore
  await page.reload();
  await expect(page.getByText(/^Not complete: 1 of \d+/)).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 90_000 });
});

test('with the line cut, the app starts cold from its home-screen address', async () => {
  await context.close();
  await proxy.cut();
  await startBrowser();
  await page.goto(`${proxy.origin}/en/planner`);
  await expect(page.getByText('Vòng Hà Giang với Anna & Tuấn').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('offline-notice')).toContainText('comes from your device');
});

test('without a network a stop is moved, checked, and still there after a reload', async () => {
  const day = page.getByRole('list', { name: 'Stops of day 1' });
  const names = () => day.locator('> li[data-stop], > li').evaluateAll((rows) => rows.map((row) => row.querySelector('h3, h4, a, button, strong')?.textContent?.trim() ?? '')); // prettier-ignore
  const before = await names();
  expect(before.length).toBeGreaterThan(3);
  await day.locator('li').nth(1).locator('button').first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(names).not.toEqual(before);
  const after = await names();
  await page.waitForTimeout(500);
  await page.reload();
  await expect(day).toBeVisible({ timeout: 30_000 });
  await expect.poll(names).toEqual(after);
});

test('without a network pages of the trip, their pictures and the guides open, and say their age', async () => {
  await page.goto(`${proxy.origin}/en/places/ma-pi-leng`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ma Pi Leng');
  await expect(page.locator('offline-notice')).toContainText('comes from your device');
  const picture = page.locator('figure img').first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true); // prettier-ignore
  await page.goto(`${proxy.origin}/en/guides/emergency`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${proxy.origin}/en/places/never-visited`);
  await expect(page.getByRole('heading', { name: 'No network' })).toBeVisible();
});

test('without a network the map draws at three zooms over every stop', async () => {
  for (const place of ['dong-van', 'ma-pi-leng', 'du-gia']) {
    await page.goto(`${proxy.origin}/en/map?place=${place}`);
    await expect(page.locator('.leaflet-container svg path').first()).toBeVisible({ timeout: 20_000 });
    for (let zoom = 0; zoom < 2; zoom++) {
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await page.waitForTimeout(300);
      expect(await page.locator('.leaflet-container svg path').count()).toBeGreaterThan(5);
    }
  }
});

test('without a network a search answers, even for a results page never seen', async () => {
  await page.goto(`${proxy.origin}/en/search?q=dong+van+market`);
  await expect(page.locator('offline-search').getByRole('link', { name: /Dong Van.*market/i }).first()).toBeVisible({ timeout: 20_000 }); // prettier-ignore
});

test('without a network the trip goes out as GPX and calendar', async () => {
  await page.goto(`${proxy.origin}/en/open#my.${tripId}`);
  for (const [button, sign] of [
    ['GPX (navigators)', '<gpx'],
    ['Calendar (ICS)', 'BEGIN:VCALENDAR'],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text).toContain(sign);
    expect(text.length).toBeGreaterThan(2000);
  }
});

test('without a network the trip prints on two sheets', async () => {
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('img', { name: 'QR code that opens this trip' }).last()).toBeVisible();
  const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? [];
  await page.emulateMedia({ media: null });
  expect(sheets).toHaveLength(2);
});

test('killed and started again without a network, nothing is lost', async () => {
  await context.close();
  await startBrowser();
  await page.goto(`${proxy.origin}/en/open#my.${tripId}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vòng Hà Giang với Anna & Tuấn');
  await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 30_000 });
});

test('an altered link says so in words, without a network too', async () => {
  await page.goto('about:blank');
  await page.goto(`${proxy.origin}/en/open#${LINK.slice(0, -3)}`);
  await expect(page.getByRole('alert')).toContainText('cut off or altered');
});

test('with the network back, a new version replaces the old without taking the pack or the registration', async () => {
  await proxy.restore();
  const old = (await page.evaluate(() => caches.keys())).find((name) => name.startsWith('tripmap-shell-')) ?? '';
  proxy.rewrite = (path, body) => path === '/sw.js' ? body.replaceAll(old.slice('tripmap-shell-'.length), 'f00dfeed0001') : undefined; // prettier-ignore
  await page.goto(`${proxy.origin}/en/open#my.${tripId}`);
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state), {
      timeout: 60_000,
    })
    .toBe('installed');
  expect(await page.evaluate(() => caches.keys())).toContain('tripmap-shell-f00dfeed0001');
  // The open page goes on with the old one, whose files are all still there.
  expect(await page.evaluate(() => caches.keys())).toContain(old);
  // Closing the last page lets the new version take over.
  await context.close();
  await startBrowser();
  await page.goto(`${proxy.origin}/en/places/dong-van`);
  await expect.poll(() => page.evaluate(() => caches.keys()), { timeout: 30_000 }).not.toContain(old);
  await proxy.cut();
  await page.goto(`${proxy.origin}/en/open#my.${tripId}`);
  await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 30_000 });
  await page.goto(`${proxy.origin}/en/places/ma-pi-leng`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ma Pi Leng');
  const styled = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
  expect(styled).toContain('Be Vietnam');
  await page.goto(`${proxy.origin}/en/planner`);
  await expect(page.getByText('Vòng Hà Giang với Anna & Tuấn').first()).toBeVisible({ timeout: 30_000 });
});

test('an update that breaks off in the middle leaves everything as it was', async () => {
  await proxy.restore();
  proxy.rewrite = (path, body) => (path === '/sw.js' ? body.replaceAll(/[0-9a-f]{12}(?="?,files)/g, 'f00dfeed0002') : undefined); // prettier-ignore
  proxy.delayMs = (path) => (path.startsWith('/api/planner/core') ? 60_000 : 0);
  await page.goto(`${proxy.origin}/en/about`);
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update().catch(() => undefined)));
  await expect.poll(() => page.evaluate(() => caches.keys())).toContain('tripmap-shell-f00dfeed0002');
  await proxy.cut();
  proxy.delayMs = () => 0;
  await page.goto(`${proxy.origin}/en/open#my.${tripId}`);
  await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 30_000 });
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(1);
});

test('back in the network, an alert that is new on a saved trip is pointed out, once, and others are not', async () => {
  await proxy.restore();
  const about = { level: 'danger', cause: 'landslide', effect: { kind: 'place-closed' }, from: '2026-11-20T00:00:00+07:00', until: '2027-12-01T00:00:00+07:00', issuedBy: 'x' }; // prettier-ignore
  proxy.rewrite = (path, body) =>
    path === '/api/planner/alerts/en'
      ? JSON.stringify([
          ...(JSON.parse(body) as object[]),
          { ...about, id: 'alerts/test-on-the-way', name: 'Rockfall at the pass', places: ['places/ma-pi-leng'] },
          { ...about, id: 'alerts/test-elsewhere', name: 'Flood far away', places: ['places/bac-ha'] },
        ])
      : undefined;
  await page.goto(`${proxy.origin}/en/about`);
  const notice = page.locator('offline-notice');
  await expect(notice.getByRole('link', { name: 'Rockfall at the pass' })).toBeVisible({ timeout: 20_000 });
  await expect(notice).not.toContainText('Flood far away');
  await page.reload();
  await page.waitForLoadState('networkidle');
  await expect(notice).toBeHidden();
});

test('personal pages are never stored, signing in does not wait for downloads, signing out forgets visits', async () => {
  await proxy.restore();
  proxy.rewrite = () => undefined;
  await page.goto(`${proxy.origin}/en/places/lung-cu`);
  await page.goto(`${proxy.origin}/en/sign-in`);
  await page.goto(`${proxy.origin}/en/my`);
  const all = await stored('tripmap-');
  expect(all.filter((path) => /sign-in|\/my\b|\/desk|\/api\/auth/.test(path))).toEqual([]);
  await page.goto(`${proxy.origin}/en/places/lung-cu`);
  await expect.poll(() => stored('tripmap-pages')).toContain('/en/places/lung-cu');
  // While a pack is loaded, every picture takes two seconds; a sign-in page must not.
  proxy.delayMs = (path) => (path.startsWith('/pictures/') ? 2000 : 0);
  await page.evaluate(() => {
    for (let i = 0; i < 12; i++) void fetch(`/pictures/none-${i}-720.avif`, { priority: 'low' }).catch(() => undefined);
  });
  const begin = Date.now();
  const status = await page.evaluate(async () => (await fetch('/en/sign-in')).status);
  expect(status).toBe(200);
  expect(Date.now() - begin).toBeLessThan(6000);
  proxy.delayMs = () => 0;
  await page.evaluate(() => fetch('/api/auth/sign-out', { method: 'POST' }).catch(() => undefined));
  await expect.poll(() => stored('tripmap-pages')).toEqual([]);
  expect((await stored('tripmap-pack-')).length).toBeGreaterThan(10);
});

test('a trip that is removed takes its pack along', async () => {
  await page.goto(`${proxy.origin}/en/open#my.${tripId}`);
  await page.getByRole('button', { name: 'Remove from this device' }).click();
  await expect.poll(() => stored('tripmap-pack-')).toEqual([]);
});
