import { copyFile, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import pixelmatch from 'pixelmatch';
import sharp from 'sharp';
import { startSite } from './bench-site.ts';
import { contactSheet } from './contact-sheet.ts';
import { CHROMIUM_ARGS, findChromium } from '#tests/support/find-chromium.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    out: { type: 'string', default: 'var/look' },
    screens: { type: 'string' },
    widths: { type: 'string', default: '360,768,1440' },
    themes: { type: 'string', default: 'light,dark' },
    locales: { type: 'string', default: 'vi,de' },
    accept: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run look [-- --url http://localhost:4321 --out var/look --screens home,place --widths 360 --accept]

Takes twenty screens in three widths, two themes and two languages, lays them on contact sheets (<out>/sheets) and
compares each with the last accepted set (<out>/accepted) pixel by pixel; what differs is painted in <out>/changed.
The first run, and each with --accept, makes the accepted set. Ends with 1 where a screen changed.
Screens that show dates change with the day.`);
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
/** Share of pixels that may differ: text is smoothed a little differently from run to run. */
const TOLERANCE = 0.0005;

type Shot = { name: string; screen: string; locale: string; theme: 'light' | 'dark'; width: number };

const executablePath = findChromium();
if (!executablePath) {
  console.error('This needs a Chromium: install one or set CHROMIUM_PATH.');
  process.exit(1);
}
const folder = (name: string) => join(values.out, name);
const screens = values.screens?.split(',') ?? Object.keys(SCREENS);
const shots: Shot[] = values.locales.split(',').flatMap((locale) =>
  (values.themes.split(',') as Shot['theme'][]).flatMap((theme) =>
    values.widths.split(',').flatMap((width) =>
      screens.map((screen) => ({ name: `${locale}-${theme}-${width}-${screen}.png`, screen, locale, theme, width: Number(width) })),
    ),
  ),
); // prettier-ignore

await Promise.all(['now', 'sheets', 'changed'].map((name) => rm(folder(name), { recursive: true, force: true })));
await Promise.all(['now', 'sheets', 'changed', 'accepted'].map((name) => mkdir(folder(name), { recursive: true })));
const site = values.url ? { url: values.url, stop: () => undefined } : await startSite();
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
try {
  const waiting = [...shots];
  const taker = async () => {
    for (let shot = waiting.shift(); shot; shot = waiting.shift()) await take(browser, shot);
  };
  await Promise.all([taker(), taker()]);
} finally {
  await browser.close();
  site.stop();
}

const groups = Map.groupBy(shots, ({ locale, theme, width }) => `${locale}-${theme}-${width}`);
for (const [name, group] of groups) {
  const file = join(folder('sheets'), `${name}.png`);
  await contactSheet(group.map((shot) => ({ file: join(folder('now'), shot.name), title: shot.screen })), file); // prettier-ignore
}

let changed = 0;
let fresh = 0;
for (const { name } of shots) {
  const accepted = join(folder('accepted'), name);
  const now = join(folder('now'), name);
  if (values.accept || !existsSync(accepted)) {
    await copyFile(now, accepted);
    fresh++;
    continue;
  }
  const share = await difference(accepted, now, join(folder('changed'), name));
  if (share <= TOLERANCE) continue;
  changed++;
  console.log(`changed ${(share * 100).toFixed(2).padStart(6)} %  ${name}`);
}
console.log(`${shots.length} screens, ${groups.size} contact sheets in ${folder('sheets')}; ${fresh} accepted, ${changed} changed`); // prettier-ignore
process.exitCode = changed === 0 ? 0 : 1;

async function take(browser: Browser, { name, screen, locale, theme, width }: Shot): Promise<void> {
  const page = await browser.newPage({
    viewport: { width, height: width < 500 ? 780 : 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  await page.goto(`${site.url}/${locale}${SCREENS[screen] ?? ''}`, { waitUntil: 'networkidle' });
  // Maps are drawn by a script, when they come into view.
  if (await page.locator('.map').count()) await page.locator('.map path').first().waitFor({ state: 'attached', timeout: 20_000 }).catch(() => undefined); // prettier-ignore
  // Pictures below the fold load when they come near.
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({
    path: join(folder('now'), name),
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, MAX_HEIGHT) },
    animations: 'disabled',
  });
  await page.close();
}

/** Share of the pixels that differ; another size counts as wholly different. The picture of it is written to `out`. */
async function difference(before: string, after: string, out: string): Promise<number> {
  const [a, b] = await Promise.all([readPixels(before), readPixels(after)]);
  const { width, height } = a.info;
  if (width !== b.info.width || height !== b.info.height) {
    await copyFile(after, out);
    return 1;
  }
  const painted = Buffer.alloc(a.data.length);
  const share = pixelmatch(a.data, b.data, painted, width, height, { threshold: 0.1 }) / (width * height);
  if (share > TOLERANCE)
    await sharp(painted, { raw: { width, height, channels: 4 } })
      .png()
      .toFile(out);
  return share;
}

function readPixels(file: string) {
  return sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
}
