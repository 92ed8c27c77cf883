import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { startSite } from './bench-site.ts';
import { CHROMIUM_ARGS, findChromium } from '#tests/support/find-chromium.ts';

/**
 * `npm run bench:pages [-- --url http://localhost:4321 --lighthouse home,place --locales vi,en,de --json]`
 * For each template and language: HTML bytes (brotli), bytes before scrolling, requests, JavaScript bytes; then
 * Lighthouse's mobile scores for six templates. Without --url it starts the built site on a free port.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    locales: { type: 'string', default: 'vi,en,de' },
    lighthouse: { type: 'string', default: 'home,places,place,homestay,events,planner' },
    'lighthouse-locales': { type: 'string', default: 'vi' },
    json: { type: 'boolean', default: false },
  },
});

const TEMPLATES: Record<string, string> = {
  home: '',
  places: '/places',
  place: '/places/ma-pi-leng',
  homestays: '/homestays',
  homestay: '',
  events: '/events',
  event: '/events/dong-van-market',
  guide: '/guides/road-safety',
  trips: '/trips',
  trip: '',
  products: '/products',
  map: '/map',
  search: '/search?q=dong+van',
  planner: '/planner',
  month: '/this-month',
};

type Row = { template: string; locale: string; html: number; initial: number; requests: number; javascript: number };
type Scores = {
  template: string;
  locale: string;
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
};

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
  TEMPLATES['homestay'] = await firstLink(`${site.url}/vi/homestays`, /href="\/vi(\/homestays\/[a-z0-9-]+)"/);
  TEMPLATES['trip'] = await firstLink(`${site.url}/vi/trips`, /href="\/vi(\/trips\/[a-z0-9-]+)"/);
  const rows: Row[] = [];
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  say('template     lang   HTML br B  before scroll B  requests  JS B');
  for (const [template, path] of Object.entries(TEMPLATES)) {
    for (const locale of values.locales.split(',')) {
      const row = { template, locale, ...(await measure(browser, `${site.url}/${locale}${path}`)) };
      rows.push(row);
      say(`${template.padEnd(12)} ${locale.padEnd(4)} ${String(row.html).padStart(10)} ${String(row.initial).padStart(16)} ${String(row.requests).padStart(9)} ${String(row.javascript).padStart(7)}`); // prettier-ignore
    }
  }
  await browser.close();

  const scores: Scores[] = [];
  const wanted = values.lighthouse === 'none' ? [] : values.lighthouse.split(',');
  if (wanted.length > 0) say('\nLighthouse mobile   lang  performance accessibility best-practices seo');
  for (const template of wanted) {
    for (const locale of values['lighthouse-locales'].split(',')) {
      const score = {
        template,
        locale,
        ...(await lighthouseScores(`${site.url}/${locale}${TEMPLATES[template] ?? ''}`, executablePath)),
      };
      scores.push(score);
      say(`${template.padEnd(19)} ${locale.padEnd(5)} ${[score.performance, score.accessibility, score.bestPractices, score.seo].map((n) => String(n).padStart(11)).join('')}`); // prettier-ignore
    }
  }
  const heaviest = rows.reduce((a, b) => (b.html > a.html ? b : a));
  say(`\nlargest HTML ${heaviest.html} B (${heaviest.template}, ${heaviest.locale}); budget 14000 B`);
  if (values.json) console.log(JSON.stringify({ pages: rows, lighthouse: scores }));
} finally {
  site.stop();
}

/** A phone-sized window, cold cache, nothing scrolled; bytes as they cross the wire. */
async function measure(browser: Browser, url: string): Promise<Omit<Row, 'template' | 'locale'>> {
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
  let initial = 0;
  let javascript = 0;
  let requests = 0;
  client.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    initial += encodedDataLength;
    requests++;
    if (kinds.get(requestId) === 'Script') javascript += encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await context.close();
  const response = await fetch(url, { headers: { 'accept-encoding': 'br' } });
  const html = Number(response.headers.get('content-length') ?? (await response.arrayBuffer()).byteLength);
  return { html, initial, requests, javascript };
}

async function lighthouseScores(url: string, chromePath: string): Promise<Omit<Scores, 'template' | 'locale'>> {
  const [{ default: lighthouse }, { launch }] = await Promise.all([import('lighthouse'), import('chrome-launcher')]);
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', ...CHROMIUM_ARGS] });
  try {
    const result = await lighthouse(url, { port: chrome.port, output: 'json', logLevel: 'error' });
    const score = (name: string) => Math.round((result?.lhr.categories[name]?.score ?? 0) * 100);
    return {
      performance: score('performance'),
      accessibility: score('accessibility'),
      bestPractices: score('best-practices'),
      seo: score('seo'),
    };
  } finally {
    chrome.kill();
  }
}

async function firstLink(url: string, pattern: RegExp): Promise<string> {
  return pattern.exec(await (await fetch(url)).text())?.[1] ?? '';
}
