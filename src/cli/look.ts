import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import pixelmatch from 'pixelmatch';
import sharp from 'sharp';
import { startSite } from './bench-site.ts';
import { contactSheet } from './contact-sheet.ts';
import { CHROMIUM_ARGS, findChromium } from '#tests/support/find-chromium.ts';

/** A Sunday in the buckwheat season: markets are on, and a festival. */
const CLOCK = '2026-11-15T09:00:00+07:00';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    out: { type: 'string', default: 'var/look' },
    screens: { type: 'string' },
    widths: { type: 'string', default: '360,768,1440' },
    themes: { type: 'string', default: 'light,dark' },
    locales: { type: 'string', default: 'vi,de' },
    accept: { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run look [-- --screens home,place --widths 360 --themes dark --locales vi --out var/look --accept --readme]

Takes twenty screens in three widths, two themes and two languages, lays them on contact sheets (<out>/sheets) and
compares each with the last accepted set (<out>/accepted) pixel by pixel; what differs is painted in <out>/changed and
summed up by screen. Ends with 1 where a screen changed. The first run, and each with --accept, makes the accepted set.
--readme takes the pictures of the README instead (public/readme).

The site runs on a state of its own and by a clock that stands on ${CLOCK}, so that dates change nothing.
--url http://localhost:4321 looks at a running site instead, with its own state and clock.`);
  process.exit(0);
}

const SCREENS: Record<string, string> = {
  home: '',
  places: '/places',
  place: '/places/ma-pi-leng',
  'place-village': '/places/lo-lo-chai',
  homestays: '/homestays',
  homestay: '/homestays/dong-van-den-long',
  events: '/events',
  event: '/events/dong-van-market',
  guides: '/guides',
  guide: '/guides/road-safety',
  trips: '/trips',
  trip: '/trips/loop-3-days',
  product: '/products/corn-spirit',
  map: '/map',
  search: '/search?q=dong+van',
  'search-empty': '/search?q=qqqqqq',
  planner: '/planner?trip=loop-3-days',
  month: '/this-month',
  accessible: '/accessible',
  'not-found': '/nowhere',
};
/** Taller than this says little more and costs much. */
const MAX_HEIGHT = 5000;
/** Pixels that may differ before a screen counts as changed: fewer than one short word has. */
const TOLERANCE = 40;
/** What the README shows, at 1.25 times the size of its pictures. */
const README = { home: '', place: '/places/ma-pi-leng', planner: '/planner?trip=loop-3-days' };

type Shot = { name: string; screen: string; locale: string; theme: 'light' | 'dark'; width: number };

const executablePath = findChromium();
if (!executablePath) {
  console.error('This needs a Chromium: install one or set CHROMIUM_PATH.');
  process.exit(1);
}
const folder = (name: string) => join(values.out, name);
const screens = values.screens?.split(',') ?? Object.keys(SCREENS);
const unknown = screens.filter((name) => !Object.hasOwn(SCREENS, name));
if (unknown.length > 0) {
  console.error(`There is no screen ${unknown.join(', ')}. There are: ${Object.keys(SCREENS).join(', ')}.`);
  process.exit(1);
}
const shots: Shot[] = values.locales.split(',').flatMap((locale) =>
  (values.themes.split(',') as Shot['theme'][]).flatMap((theme) =>
    values.widths.split(',').flatMap((width) =>
      screens.map((screen) => ({ name: `${locale}-${theme}-${width}-${screen}.png`, screen, locale, theme, width: Number(width) })),
    ),
  ),
); // prettier-ignore

const site = values.url ? { url: values.url, stop: () => undefined } : await startSeededSite();
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
try {
  if (values.readme) await takeReadme();
  else await takeAll();
} finally {
  await browser.close();
  site.stop();
}
if (!values.readme) {
  await layOnSheets();
  process.exitCode = (await compare()) === 0 ? 0 : 1;
}

/** The content of the repository, nobody's state, every picture made, and the clock on one day. */
async function startSeededSite() {
  const state = resolve(folder('state'));
  await rm(state, { recursive: true, force: true });
  spawnSync(process.execPath, ['src/cli/render-pictures.ts'], { stdio: ['ignore', 'ignore', 'inherit'] });
  return startSite({ DATA_DIR: state, PICTURES_DIR: resolve('var/pictures'), FIXED_CLOCK: CLOCK }, [
    '--import',
    './tests/support/fixed-clock.mjs',
  ]);
}

async function openContext(theme: Shot['theme'], width: number, height: number): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    timezoneId: 'Asia/Ho_Chi_Minh',
    locale: 'en-GB',
  });
  if (!values.url) await context.clock.setFixedTime(CLOCK);
  return context;
}

async function takeAll(): Promise<void> {
  await Promise.all(['now', 'sheets', 'changed'].map((name) => rm(folder(name), { recursive: true, force: true })));
  await Promise.all(['now', 'sheets', 'changed', 'accepted'].map((name) => mkdir(folder(name), { recursive: true })));
  // Within a set the pictures and fonts come once.
  const waiting = [...Map.groupBy(shots, ({ theme, width }) => `${theme} ${width}`).values()];
  const taker = async () => {
    for (let set = waiting.shift(); set; set = waiting.shift()) {
      const [{ theme, width }] = set as [Shot];
      const context = await openContext(theme, width, width < 500 ? 780 : 900);
      for (const shot of set) await take(context, shot);
      await context.close();
    }
  };
  await Promise.all([taker(), taker()]);
}

async function take(context: BrowserContext, { name, screen, locale, width }: Shot): Promise<void> {
  const page = await context.newPage();
  await openSettled(page, `/${locale}${SCREENS[screen] ?? ''}`);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({
    path: join(folder('now'), name),
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, MAX_HEIGHT) },
    animations: 'disabled',
    caret: 'hide',
  });
  await page.close();
}

/** Opens a page and waits until nothing on it will change any more. */
async function openSettled(page: Page, path: string): Promise<void> {
  await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' });
  if (path.includes('/planner')) {
    await page.locator('.pl-day').first().waitFor({ timeout: 60_000 });
    // The message that a trip was opened would go by itself after a while.
    await page.locator('.pl-toast[data-open=true] .pl-icon').click({ timeout: 20_000 });
    await page.locator('.pl-toast[data-open=false]').waitFor({ state: 'attached' });
    if (await page.locator('.pl-aside').isVisible()) await page.locator('.pl-aside .pl-pin').first().waitFor({ timeout: 60_000 }); // prettier-ignore
  }
  // Maps are drawn by a script, when they come into view. Pictures below the fold load when they come near.
  const map = page.locator('.leaflet-container:visible, .map:visible').first();
  if (await map.count()) {
    await map.scrollIntoViewIfNeeded();
    await map.locator('path').first().waitFor({ state: 'attached', timeout: 60_000 }).catch(() => undefined); // prettier-ignore
  }
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    await document.fonts.ready;
    scrollTo(0, 0);
  });
  await page.waitForLoadState('networkidle');
  for (let last = '', tries = 0; tries < 20; tries++) {
    const now = (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
    if (now === last) break;
    last = now;
  }
  const missing = await page.evaluate(() => [...document.images].filter(({ naturalWidth, complete }) => complete && naturalWidth === 0).map(({ src }) => src)); // prettier-ignore
  if (missing.length > 0) throw new Error(`${path} shows no picture for ${missing[0]}.`);
}

async function layOnSheets(): Promise<void> {
  for (const [name, group] of Map.groupBy(shots, ({ locale, theme, width }) => `${locale}-${theme}-${width}`)) {
    const thumbs = group.map((shot) => ({ file: join(folder('now'), shot.name), title: shot.screen }));
    await contactSheet(thumbs, join(folder('sheets'), `${name}.png`));
  }
}

/** Compares what was taken with what was accepted, prints a line for each screen that changed, and counts them. */
async function compare(): Promise<number> {
  const changed: { shot: Shot; pixels: number; share: number }[] = [];
  let fresh = 0;
  for (const shot of shots) {
    const accepted = join(folder('accepted'), shot.name);
    const now = join(folder('now'), shot.name);
    if (values.accept || !existsSync(accepted)) {
      await copyFile(now, accepted);
      fresh++;
      continue;
    }
    const { pixels, share } = await difference(accepted, now, join(folder('changed'), shot.name));
    if (pixels > TOLERANCE) changed.push({ shot, pixels, share });
  }
  for (const [screen, some] of Map.groupBy(changed, ({ shot }) => shot.screen)) {
    const most = Math.max(...some.map(({ share }) => share));
    const where = some.map(({ shot }) => `${shot.locale}-${shot.theme}-${shot.width}`).join(' ');
    console.log(`changed  ${screen.padEnd(14)} ${String(some.length).padStart(2)} of ${shots.length / screens.length}, up to ${(most * 100).toFixed(2)} %: ${where}`); // prettier-ignore
  }
  if (changed.length > 0) console.log(`Look at them in ${folder('changed')}; npm run look -- --accept takes them as they are now.`); // prettier-ignore
  console.log(`${shots.length} screens on contact sheets in ${folder('sheets')}: ${fresh} newly accepted, ${shots.length - fresh - changed.length} the same, ${changed.length} changed`); // prettier-ignore
  return changed.length;
}

async function takeReadme(): Promise<void> {
  const context = await openContext('light', 1120, 840);
  const page = await context.newPage();
  for (const [name, path] of Object.entries(README)) {
    await openSettled(page, `/en${path}`);
    const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    await sharp(picture).resize({ width: 900 }).webp({ quality: 82, effort: 6 }).toFile(`public/readme/${name}.webp`);
    console.log(`public/readme/${name}.webp`);
  }
  await context.close();
}

/** Pixels that differ; another size counts as wholly different. The picture of it is written to `out`. */
async function difference(before: string, after: string, out: string): Promise<{ pixels: number; share: number }> {
  const [a, b] = await Promise.all([readPixels(before), readPixels(after)]);
  const { width, height } = a.info;
  if (width !== b.info.width || height !== b.info.height) {
    await copyFile(after, out);
    return { pixels: width * height, share: 1 };
  }
  const painted = Buffer.alloc(a.data.length);
  const pixels = pixelmatch(a.data, b.data, painted, width, height, { threshold: 0.1 });
  if (pixels > TOLERANCE)
    await sharp(painted, { raw: { width, height, channels: 4 } })
      .png()
      .toFile(out);
  return { pixels, share: pixels / (width * height) };
}

function readPixels(file: string) {
  return sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
}
