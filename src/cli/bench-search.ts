import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { makeDocument, type SearchDocument } from '#search/documents.ts';
import { EmbeddedEngine } from '#search/engines/embedded.ts';
import { MeilisearchEngine, MeilisearchIndex } from '#search/engines/meilisearch.ts';
import { documentOf, documentsOf } from '#search/index-of-content.ts';
import { startMeilisearch } from '#search/local-meilisearch.ts';
import { makeOfflineIndex } from '#search/offline-index.ts';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import type { SearchEngine } from '#src/ports/search-engine.ts';
import { generatedListings } from './bench-search/generated-listings.ts';
import { KEYSTROKES } from './bench-search/keystrokes.ts';
import { CHROMIUM_ARGS, findChromium } from '#tests/support/find-chromium.ts';

/**
 * `npm run bench:search [-- --listings 10000] [--content DIR] [--no-browser]`: what search costs with many listings
 * beside the real content, in three languages; every keystroke of typed queries is one request.
 */
const { values } = parseArgs({
  options: {
    listings: { type: 'string', default: '10000' },
    content: { type: 'string', default: 'content' },
    'no-browser': { type: 'boolean', default: false },
  },
});
const LANGUAGES: readonly Language[] = ['vi', 'en', 'de'];
const listings = Number(values.listings);
const content = await createContentFiles({ root: resolve(values.content) });

const entries = [...generatedListings(listings, content.list('places'))];
const documents = new Map<Language, SearchDocument[]>();
const makeStart = performance.now();
for (const language of LANGUAGES) {
  const made = entries.flatMap((entry) => makeDocument(entry, language, (slug) => content.find('places', slug)) ?? []);
  documents.set(language, [...documentsOf(content, language), ...made]);
}
const makeMs = performance.now() - makeStart;

type Times = { p50: number; p99: number };

/** @param rounds times of the same requests, round after round; on a busy machine the best of each is what the work takes */
function report(name: string, rounds: readonly (readonly number[])[]): Times {
  const times = summary(rounds.flat());
  console.log(`${name.padEnd(34)} p50 ${times.p50.toFixed(2)} ms  p90 ${times.p90.toFixed(2)} ms  p99 ${times.p99.toFixed(2)} ms  max ${times.max.toFixed(2)} ms`); // prettier-ignore
  if (rounds.length > 1) {
    const best = summary((rounds[0] ?? []).map((_, i) => Math.min(...rounds.map((round) => round[i] ?? Infinity))));
    console.log(`${'  best of each'.padEnd(34)} p50 ${best.p50.toFixed(2)} ms  p90 ${best.p90.toFixed(2)} ms  p99 ${best.p99.toFixed(2)} ms  max ${best.max.toFixed(2)} ms`); // prettier-ignore
  }
  return times;
}

function summary(times: readonly number[]): Times & { p90: number; max: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}

console.log(`${listings} generated listings and ${(documents.get('vi')?.length ?? 0) - listings} entries of content, ${LANGUAGES.join(', ')}; ${KEYSTROKES.length} keystrokes`); // prettier-ignore
console.log(
  `machine                            ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} at the start`,
);
console.log(`documents made                     ${(makeMs / LANGUAGES.length).toFixed(0)} ms per language`);

globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
const embedded = new EmbeddedEngine((language) => documents.get(language) ?? []);
const buildStart = performance.now();
await embedded.warm(LANGUAGES);
const buildMs = performance.now() - buildStart;
globalThis.gc?.();
console.log(`embedded: built                    ${(buildMs / LANGUAGES.length).toFixed(0)} ms per language`);
console.log(`embedded: memory                   ${((process.memoryUsage().heapUsed - before) / 1_048_576 / LANGUAGES.length).toFixed(0)} MB per language`); // prettier-ignore
for (const language of LANGUAGES) {
  const { body } = makeOfflineIndex(language, documents.get(language) ?? []);
  const small = makeOfflineIndex(language, documentsOf(content, language)).body;
  console.log(`offline file ${language}                    ${kb(body)} gzip (content alone ${kb(small)})`);
}

async function measure(engine: SearchEngine, rounds: number): Promise<number[][]> {
  const times: number[][] = [];
  for (let round = 0; round <= rounds; round++) {
    const inRound: number[] = [];
    for (const [language, q] of KEYSTROKES) {
      const start = performance.now();
      await engine.search({ q, language, limit: 8, typing: true, highlight: true });
      inRound.push(performance.now() - start);
    }
    // The first round is for the compiler.
    if (round > 0) times.push(inRound);
  }
  return times;
}

const here = report('embedded, Node, per keystroke', await measure(embedded, 3));

const updates: number[] = [];
for (const entry of entries.slice(0, 300)) {
  const start = performance.now();
  for (const language of LANGUAGES) {
    const document = documentOf(content, entry, language);
    if (document) embedded.upsert(language, document);
  }
  updates.push(performance.now() - start);
}
report(`embedded, update in ${LANGUAGES.length} languages`, [updates]);

if (!values['no-browser']) await measureInBrowser();

const server = await startMeilisearch(process.env);
if (server) {
  try {
    const options = { url: server.url, key: server.key, prefix: `tripmap-bench-${process.pid}` };
    const index = new MeilisearchIndex(options);
    const start = performance.now();
    for (const language of LANGUAGES) await index.rebuild(language, documents.get(language) ?? []);
    console.log(`meilisearch: built                 ${((performance.now() - start) / LANGUAGES.length).toFixed(0)} ms per language`); // prettier-ignore
    const engine = new MeilisearchEngine(options, (language) => embedded.lexicon(language));
    const there = report('meilisearch, per keystroke', await measure(engine, 1));
    console.log(`embedded / meilisearch             p50 ${(here.p50 / there.p50).toFixed(3)}  p99 ${(here.p99 / there.p99).toFixed(3)}`); // prettier-ignore
    await index.dropAll();
  } finally {
    await server.stop();
  }
} else {
  console.log('meilisearch: not here (set MEILI_URL, or put a meilisearch program on the PATH).');
}
await content.close();

function kb(text: string): string {
  return `${(gzipSync(text).length / 1024).toFixed(0)} KB`;
}

/** The same modules in Chromium at a quarter of its speed, over the English listings. */
async function measureInBrowser(): Promise<void> {
  const executablePath = findChromium();
  const site = await serveSources();
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const typed = KEYSTROKES.filter(([language]) => language === 'en').map(([, q]) => q);
    const { build, times } = await page.evaluate(async (queries) => {
      const load = new Function('path', 'return import(path)') as (path: string) => Promise<Record<string, never>>;
      const { EmbeddedEngine: Engine } = (await load('/search/engines/embedded.ts')) as unknown as { EmbeddedEngine: typeof EmbeddedEngine };
      const kept = (await (await fetch('/documents.json')).json()) as SearchDocument[];
      const engine = new Engine(() => kept);
      const start = performance.now();
      await engine.warm(['en']);
      const built = performance.now() - start;
      const measured: number[][] = [];
      for (let round = 0; round <= 3; round++) {
        const inRound: number[] = [];
        for (const q of queries) {
          const begin = performance.now();
          engine.answer({ q, language: 'en', limit: 8, typing: true, highlight: true });
          inRound.push(performance.now() - begin);
        }
        if (round > 0) measured.push(inRound);
      }
      return { build: built, times: measured };
    }, typed); // prettier-ignore
    console.log(`embedded, Chromium 4× slower: built ${build.toFixed(0)} ms`);
    report('embedded, Chromium 4× slower', times);
  } finally {
    await browser.close();
    site.close();
  }
}

/** Our sources as the browser reads them: types taken off, short names resolved by an import map. */
async function serveSources(): Promise<Server> {
  const root = resolve(import.meta.dirname, '../..');
  const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports: { '#search/': '/search/', '#src/': '/src/', minisearch: '/node_modules/minisearch/dist/es/index.js' } })}</script>`; // prettier-ignore
  const list = JSON.stringify((documents.get('en') ?? []).map((document) => ({ ...document, text: '' })));
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    if (path === '/') return void res.setHeader('Content-Type', 'text/html').end(page);
    if (path === '/documents.json') return void res.setHeader('Content-Type', 'application/json').end(list);
    if (!/^\/(?:search|src|node_modules\/minisearch)\/[\w./-]+\.(?:ts|js)$/.test(path) || path.includes('..'))
      return void res.writeHead(404).end();
    void readFile(resolve(root, `.${path}`), 'utf8').then(
      (text) =>
        res.setHeader('Content-Type', 'text/javascript').end(path.endsWith('.ts') ? stripTypeScriptTypes(text) : text),
      () => res.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}
