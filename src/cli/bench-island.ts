import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { distanceMeters } from '#src/domain/geo/position.ts';
import type { PlannerCore } from '#src/domain/planner-data/types.ts';
import { CHROMIUM_ARGS, findChromium } from '#tests/support/find-chromium.ts';
import { startSite } from './bench-site.ts';

/**
 * `npm run bench:island [-- --url http://localhost:4321 --slow 4 --json]`
 * The planner as a phone gets it: its JavaScript by chunk (gzip), then, with the processor slowed down, the time until
 * a saved trip of ten days and sixty stops can be used, and from an input to the next paint for what people do most.
 * Without --url it starts the built site on a free port.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    slow: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});

const BUDGET = { totalBytes: 120_000, firstBytes: 80_000, inputMs: 100 };
const DAYS = 10;
const STOPS_A_DAY = 6;
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
const BASES = ['ha-giang', 'tam-son', 'yen-minh', 'dong-van', 'meo-vac', 'du-gia', 'bac-me', 'vi-xuyen', 'hoang-su-phi', 'xin-man']; // prettier-ignore

type Chunk = { name: string; gzip: number; first: boolean };
/** The middle of the repetitions, and how far they lie apart: far apart means a busy machine. */
type Input = { name: string; milliseconds: number; quickest: number; slowest: number };
const REPETITIONS = 7;

const executablePath = findChromium();
if (!executablePath) {
  console.error('This benchmark needs a Chromium: install one or set CHROMIUM_PATH.');
  process.exit(1);
}
const site = values.url ? { url: values.url, stop: () => undefined } : await startSite();
const say = (text: string) => {
  if (!values.json) console.log(text);
};

try {
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
  const trip = makeTrip((await (await fetch(`${site.url}/api/planner/core/en`)).json()) as PlannerCore);
  const chunks = await measureChunks(context, trip);
  const first = sum(chunks.filter((chunk) => chunk.first));
  const total = sum(chunks);
  for (const { name, gzip, first } of chunks) say(`${name.padEnd(28)} ${String(gzip).padStart(7)} B gz  ${first ? 'at once' : 'when used'}`); // prettier-ignore
  say(`${'at once'.padEnd(28)} ${String(first).padStart(7)} B gz  budget about ${BUDGET.firstBytes}`);
  say(`${'in all, map included'.padEnd(28)} ${String(total).padStart(7)} B gz  budget ${BUDGET.totalBytes}\n`);

  const page = await context.newPage();
  const slow = Number(values.slow);
  const ready = await measureReady(page, slow);
  say(`${DAYS} days, ${DAYS * STOPS_A_DAY} stops, processor ${slow} times slower`);
  say(`first day drawn after ${ready.drawn} ms, usable after ${ready.usable} ms\n`);
  const inputs = await measureInputs(page);
  for (const { name, milliseconds, quickest, slowest } of inputs) say(`${name.padEnd(34)} ${String(milliseconds).padStart(5)} ms to the next paint (of ${REPETITIONS}: ${quickest} to ${slowest})`); // prettier-ignore
  const worst = Math.max(...inputs.map(({ milliseconds }) => milliseconds));
  say(`${'slowest middle'.padEnd(34)} ${String(worst).padStart(5)} ms, budget ${BUDGET.inputMs}`);
  await browser.close();

  if (values.json) console.log(JSON.stringify({ chunks, first, total, slow, ready, inputs, worst, budget: BUDGET }));
  if (total > BUDGET.totalBytes || worst > BUDGET.inputMs) process.exitCode = 1;
} finally {
  site.stop();
}

/** Sixty stops around ten towns, as real as the content is. */
function makeTrip(core: PlannerCore): object {
  const places = core.places.filter(({ kind, area }) => kind !== 'junction' && kind !== 'bus-station' && area !== 'outside'); // prettier-ignore
  const days = BASES.slice(0, DAYS).map((slug) => {
    const base = places.find(({ id }) => id === `places/${slug}`);
    if (!base) throw new Error(`The content has no place "${slug}".`);
    const near = places.toSorted((a, b) => distanceMeters(base, a) - distanceMeters(base, b));
    return {
      stops: near.slice(1, STOPS_A_DAY + 1).map(({ id }) => ({ at: id, minutes: 20 })),
      bed: { at: base.id },
    };
  });
  const date = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  return { version: 1, name: 'Sixty stops', date, vehicle: 'motorbike', days };
}

async function measureChunks(context: BrowserContext, trip: object): Promise<Chunk[]> {
  const page = await context.newPage();
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/_astro/') && pathname.endsWith('.js')) scripts.set(pathname, response.body());
  });
  // What every page loads is not the island's.
  await page.goto(`${site.url}/en/about`, { waitUntil: 'networkidle' });
  const everywhere = new Set(scripts.keys());
  await page.goto(`${site.url}/en/planner`, { waitUntil: 'networkidle' });
  const atOnce = new Set(scripts.keys());
  await page.getByLabel('Open a file').setInputFiles({ name: 'trip.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(trip)) }); // prettier-ignore
  await page.locator('[data-stop]').first().waitFor();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByRole('tab', { name: 'Map' }).click();
  await page.locator('.pl-pin').first().waitFor();
  await page.getByRole('tab', { name: 'Days' }).click();
  await page.locator('.pl-bed button').first().click();
  await page.getByRole('dialog').waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.pl-save[data-save=saved]').waitFor({ state: 'attached' });
  const own = [...scripts].filter(([path]) => !everywhere.has(path));
  const chunks = await Promise.all(
    own.map(async ([path, body]): Promise<Chunk> => ({
      name: path.slice('/_astro/'.length).replace(/\.[\w-]+\.js$/, ''),
      gzip: gzipSync(await body, { level: 9 }).length,
      first: atOnce.has(path),
    })),
  );
  await page.close();
  return chunks.sort((a, b) => b.gzip - a.gzip);
}

async function measureReady(page: Page, slow: number): Promise<{ drawn: number; usable: number }> {
  await page.addInitScript(() => {
    const seen = { tasks: [] as [number, number][], events: [] as [string, number][] };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) seen.tasks.push([startTime, startTime + duration]);
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) seen.events.push([name, duration]);
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow });
  await page.goto(`${site.url}/en/planner`);
  await page.locator('[data-stop]').first().waitFor();
  const drawn = await page.evaluate(() => performance.now());
  await page.waitForTimeout(4000);
  const usable = await page.evaluate((from) => {
    const { tasks } = (window as unknown as { seen: { tasks: [number, number][] } }).seen;
    // Usable: the first half second without a long task after the trip is drawn.
    let at = from;
    for (const [start, end] of tasks) if (end > at && start < at + 500) at = end;
    return at;
  }, drawn);
  return { drawn: Math.round(drawn), usable: Math.round(usable) };
}

/** By the browser's own event timing: from the input to the next paint, in steps of 8 ms. The middle of the repetitions tells a busy machine from a slow page. */
async function measureInputs(page: Page): Promise<Input[]> {
  const stop = page.locator('[data-stop] .pl-stop-name');
  const inputs: Input[] = [];
  async function measure(name: string, act: (turn: number) => Promise<void>) {
    const durations: number[] = [];
    for (let turn = 0; turn < REPETITIONS; turn += 1) {
      await page.evaluate(() => { (window as unknown as { seen: { events: unknown[] } }).seen.events = []; }); // prettier-ignore
      await act(turn);
      // The check runs after the paint; the next input comes when people's fingers are that far.
      await page.waitForTimeout(1200);
      const events = await page.evaluate(() => (window as unknown as { seen: { events: [string, number][] } }).seen.events); // prettier-ignore
      durations.push(Math.max(16, ...events.map(([, duration]) => duration)));
    }
    durations.sort((a, b) => a - b);
    inputs.push({
      name,
      milliseconds: durations[REPETITIONS >> 1] ?? 0,
      quickest: durations[0] ?? 0,
      slowest: durations.at(-1) ?? 0,
    });
  }
  await stop.nth(8).focus();
  await measure('move a stop (key)', (turn) => page.keyboard.press(turn % 2 ? 'Alt+ArrowUp' : 'Alt+ArrowDown'));
  await measure('move a stop to the next day (key)', () => page.keyboard.press('Alt+PageDown'));
  await measure('undo (key)', () => page.keyboard.press('Control+z'));
  await measure('open or close a stop', () => stop.nth(3).tap());
  await measure('remove a stop (key)', async (turn) => {
    await stop.nth(20 + turn).focus();
    await page.keyboard.press('Delete');
  });
  await page.locator('.pl-add').first().tap();
  await page.waitForTimeout(1000);
  await measure('type in the search', (turn) => page.keyboard.press('lung cu'[turn] ?? 'x'));
  await measure('show another view', (turn) => page.getByRole('tab', { name: turn % 2 ? 'Days' : 'Timeline' }).tap());
  return inputs;
}

function sum(chunks: readonly Chunk[]): number {
  return chunks.reduce((total, { gzip }) => total + gzip, 0);
}
