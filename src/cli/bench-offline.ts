import { readFile, stat } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { encodeTripLink } from '#src/domain/exchange/trip-link.ts';
import { parseTrip } from '#src/domain/trip/parse-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { CHROMIUM_ARGS, requireChromium } from '#tests/support/find-chromium.ts';

/**
 * What travelling without a network costs, measured in a real browser against a running server:
 * `npm run bench:offline -- --url http://localhost:4321`.
 */
const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://localhost:4321' }, worker: { type: 'string', default: 'dist/client/sw.js' } } }); // prettier-ignore
const origin = new URL(values.url).origin;

const DAYS = [
  'cong-troi-quan-ba nui-doi-quan-ba lung-tam yen-minh', 'sung-la dinh-thu-ho-vuong cot-co-lung-cu dong-van', 'pho-co-dong-van ma-pi-leng tu-san meo-vac',
  'khau-vai mau-due du-gia', 'thac-du-gia duong-thuong lung-ho', 'bac-me thon-tha ha-giang', 'hoang-su-phi ban-luoc thong-nguyen',
]; // prettier-ignore
const BEDS = ['yen-minh', 'dong-van', 'meo-vac', 'du-gia', 'du-gia', 'ha-giang', 'hoang-su-phi'];

function trip(days: number): Trip {
  const parsed = parseTrip({
    version: 1,
    id: `bench-${days}`,
    name: `${days} days`,
    days: DAYS.slice(0, days).map((line, i) => ({
      stops: line.split(' ').map((slug) => ({ at: `places/${slug}`, locked: false, note: '' })),
      bed: { at: `places/${BEDS[i]}`, booked: false, note: '' },
      note: '',
    })),
  });
  if (!parsed.ok) throw new Error('The trip of the measurement is none.');
  return parsed.trip;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
const say = (what: string, figure: string): void => console.log(`${what.padEnd(44)} ${figure.padStart(12)}`);

const worker = await readFile(values.worker);
say('service worker', kilobytes((await stat(values.worker)).size));
say('service worker, gzip', kilobytes(gzipSync(worker, { level: 9 }).length));

const browser = await chromium.launch({ executablePath: requireChromium(console.log), args: CHROMIUM_ARGS });
try {
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const page = await context.newPage();
  const began = performance.now();
  await page.goto(`${origin}/en`);
  const isReady = () => page.evaluate(async () => (await caches.match('/_shell/en')) !== undefined);
  while (!(await isReady())) await page.waitForTimeout(100);
  say('first visit to shell ready', `${((performance.now() - began) / 1000).toFixed(1)} s`);
  const sizes = await page.evaluate(async () => {
    const sums: Record<string, number> = { index: 0, shell: 0, assets: 0 };
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const key of await cache.keys()) {
        const bytes = (await (await cache.match(key))?.arrayBuffer())?.byteLength ?? 0;
        const part = key.url.includes('/data/search-') ? 'index' : name === 'tripmap-assets' ? 'assets' : 'shell';
        sums[part] = (sums[part] ?? 0) + bytes;
      }
    }
    return sums;
  });
  say('shell: scripts, styles, fonts (unpacked)', kilobytes(sizes['assets'] ?? 0));
  say('shell: pages, planner data, map (unpacked)', kilobytes(sizes['shell'] ?? 0));
  say('search index of one language (unpacked)', kilobytes(sizes['index'] ?? 0));

  for (const days of [3, 7]) {
    await page.goto('about:blank');
    await page.goto(`${origin}/en/open#${encodeTripLink(trip(days))}`);
    await page.getByRole('button', { name: 'Keep a copy' }).click();
    await page.getByText('A copy is kept on this device.').waitFor();
    const id = await page.evaluate(() => localStorage.getItem('tripmap-open-trip'));
    await page.goto('about:blank');
    await page.goto(`${origin}/en/open#my.${id}`);
    const start = performance.now();
    await page.getByRole('button', { name: 'Save this trip for offline' }).click();
    const load = page.getByRole('button', { name: 'Load it' });
    await load.waitFor({ timeout: 120_000 });
    const told = await page.locator('[data-pack]').innerText();
    const measured = performance.now();
    await load.click();
    await page.getByText(/^Ready: all/).waitFor({ timeout: 300_000 });
    const ready = performance.now();
    say(`pack of ${days} days: told before`, told.trim());
    say(`pack of ${days} days: on the device`, (await page.locator('[data-pack]').innerText()).trim());
    say(`pack of ${days} days: size known after`, `${((measured - start) / 1000).toFixed(1)} s`);
    say(`pack of ${days} days: ready after`, `${((ready - measured) / 1000).toFixed(1)} s`);
    say(`link of ${days} days`, `${encodeTripLink(trip(days)).length} letters`);
  }
} finally {
  await browser.close();
}
