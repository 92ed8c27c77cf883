import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { startSite } from './bench-site.ts';
import { lighthouseScores, type Judgement } from './lighthouse-scores.ts';
import { CHROMIUM_ARGS, findChromium } from '#tests/support/find-chromium.ts';

/**
 * `npm run bench:pages [-- --url http://localhost:4321 --lighthouse home,place --runs 3 --locales vi,en,de --json]`
 * One table: for each template and language the HTML (brotli), all bytes before scrolling, of these pictures and
 * JavaScript, requests; and for ten templates in two languages Lighthouse's mobile scores, performance as the median
 * of three runs. Without --url it starts the built site on a free port. Fails where a page is over its budget.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    locales: { type: 'string', default: 'vi,en,de' },
    lighthouse: { type: 'string', default: 'home,places,place,homestay,event,guide,trip,search,month,planner' },
    'lighthouse-locales': { type: 'string', default: 'vi,de' },
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});

const HTML_BUDGET = 14_000;
const PAGE_BUDGET = 150_000;
/** Maps and the planner are programs that load on use; their budget is `bench:island`'s. */
const ISLANDS = new Set(['map', 'planner']);

const TEMPLATES: Record<string, string> = {
  home: '',
  places: '/places',
  place: '/places/ma-pi-leng',
  homestays: '/homestays',
  homestay: '',
  events: '/events',
  event: '/events/dong-van-market',
  guides: '/guides',
  guide: '/guides/road-safety',
  trips: '/trips',
  trip: '',
  products: '/products',
  product: '',
  map: '/map',
  search: '/search?q=dong+van',
  planner: '/planner',
  month: '/this-month',
  accessible: '/accessible',
  alerts: '/alerts',
  about: '/about',
  widget: '/widget',
};

type Weight = { html: number; initial: number; images: number; javascript: number; requests: number };
type Row = { template: string; locale: string; lighthouse?: Judgement } & Weight;

const executablePath = findChromium();
if (!executablePath) {
  console.error('This benchmark needs a Chromium: install one or set CHROMIUM_PATH.');
  process.exit(1);
}
const site = values.url ? { url: values.url, stop: () => undefined } : await startSite();
const say = (text: string) => {
  if (!values.json) console.log(text);
};
const columns = (cells: readonly (string | number)[]) =>
  cells.map((cell, index) => (index < 2 ? String(cell).padEnd(index === 0 ? 11 : 4) : String(cell).padStart(9))).join(' '); // prettier-ignore

try {
  for (const kind of ['homestay', 'trip', 'product'] as const)
    TEMPLATES[kind] = await firstLink(`${site.url}/vi/${kind}s`, new RegExp(`href="/vi(/${kind}s/[a-z0-9-]+)"`));
  const judged = values.lighthouse === 'none' ? [] : values.lighthouse.split(',');
  const judgedIn = values['lighthouse-locales'].split(',');
  const rows: Row[] = [];
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  for (const [template, path] of Object.entries(TEMPLATES))
    for (const locale of values.locales.split(','))
      rows.push({ template, locale, ...(await measure(browser, `${site.url}/${locale}${path}`)) });
  await browser.close();

  say('Bytes as they cross the wire, a phone with an empty cache, nothing scrolled. Lighthouse: mobile.');
  say(columns(['template', 'lang', 'HTML br', 'all', 'pictures', 'script', 'requests', 'perform', 'access', 'practice', 'seo'])); // prettier-ignore
  for (const row of rows) {
    if (judged.includes(row.template) && judgedIn.includes(row.locale)) {
      const url = `${site.url}/${row.locale}${TEMPLATES[row.template] ?? ''}`;
      row.lighthouse = await lighthouseScores(url, executablePath, Number(values.runs));
    }
    const { template, locale, html, initial, images, javascript, requests, lighthouse } = row;
    const scores = lighthouse ? [lighthouse.performance, lighthouse.accessibility, lighthouse.bestPractices, lighthouse.seo] : ['–', '–', '–', '–']; // prettier-ignore
    say(columns([template, locale, html, initial, images, javascript, requests, ...scores]));
  }

  const lost = rows.flatMap(({ template, locale, lighthouse }) => (lighthouse?.lost ?? []).map((audit) => `${template} ${locale} ${audit}`)); // prettier-ignore
  if (lost.length > 0) say(`\nAudits below 0.9 in the last run of a page:\n${lost.map((line) => `  ${line}`).join('\n')}`); // prettier-ignore
  const html = rows.reduce((a, b) => (b.html > a.html ? b : a));
  const pages = rows.filter(({ template }) => !ISLANDS.has(template));
  const page = pages.reduce((a, b) => (b.initial > a.initial ? b : a));
  say(`\nlargest HTML ${html.html} B (${html.template}, ${html.locale}); budget ${HTML_BUDGET} B`);
  say(`largest page before scrolling ${page.initial} B (${page.template}, ${page.locale}); budget ${PAGE_BUDGET} B (map and planner apart)`); // prettier-ignore
  if (html.html > HTML_BUDGET || page.initial > PAGE_BUDGET) process.exitCode = 1;
  if (values.json) console.log(JSON.stringify(rows));
} finally {
  site.stop();
}

/** A phone-sized window, cold cache, nothing scrolled. */
async function measure(browser: Browser, url: string): Promise<Weight> {
  const context = await browser.newContext({
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
    isMobile: true,
    hasTouch: true,
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  let requests = 0;
  client.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other';
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength);
    requests++;
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await context.close();
  const response = await fetch(url, { headers: { 'accept-encoding': 'br' } });
  const html = Number(response.headers.get('content-length') ?? (await response.arrayBuffer()).byteLength);
  const initial = [...bytes.values()].reduce((sum, one) => sum + one, 0);
  return { html, initial, images: bytes.get('Image') ?? 0, javascript: bytes.get('Script') ?? 0, requests };
}

async function firstLink(url: string, pattern: RegExp): Promise<string> {
  return pattern.exec(await (await fetch(url)).text())?.[1] ?? '';
}
