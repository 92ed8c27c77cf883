import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setApp } from '#src/app.ts';
import { createApp } from '#src/composition.ts';
import type { SignedIn } from '#src/domain/rights/can.ts';
import { createFrontServer } from '#src/server/front-server.ts';
import { MemoryPageCache } from '#src/server/memory-page-cache.ts';
import type { PageHandler } from '#src/server/render.ts';
import { createRequestLog } from '#src/server/request-log.ts';
import { parseSettings } from '#src/settings.ts';

/**
 * `npm run bench:publish [-- --listings 10000 --rounds 40 --json]`: a reviewer approves, and readers ask for the page,
 * the search, the planner's data, the sitemap and the feed over HTTP, all at once, until each shows it. Times are from
 * the moment of approval; `cpuMs` is what the process worked for one approval with all five answers, and the load of
 * the machine is told beside it. The site is the built one (`npm run build`), with the content of the repository and
 * so many listings in three languages besides.
 */
const { values } = parseArgs({ options: { listings: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '40' }, json: { type: 'boolean', default: false } } }); // prettier-ignore
const listings = Number(values.listings);
const rounds = Number(values.rounds);
const ROOT = new URL('../../', import.meta.url);
const folder = await mkdtemp(join(tmpdir(), 'tripmap-bench-publish-'));

await cp(new URL('content', ROOT), join(folder, 'content'), { recursive: true });
const villages = await villagesWithArea();
await writeListings();

const parsed = parseSettings({
  CONTENT_DIR: join(folder, 'content'),
  DATA_DIR: join(folder, 'var'),
  REQUEST_LOG: 'off',
  WRITES_PER_MINUTE: '100000',
});
if (parsed.kind === 'wrong') throw new Error(parsed.problems.join(' '));
const { settings } = parsed;
const started = performance.now();
const app = await createApp(settings);
setApp(app);
const startMs = Math.round(performance.now() - started);
const cache = new MemoryPageCache({ maxBytes: settings.pageCacheBytes, now: Date.now });
app.connectPageCache(cache);
const { handler } = (await import(new URL('dist/server/entry.mjs', ROOT).href)) as { handler: PageHandler };
const front = createFrontServer({
  settings,
  handler,
  cache,
  health: () => app.health(),
  log: createRequestLog('off', () => undefined),
  report: (text) => process.stderr.write(`${text}\n`),
  clientDir: fileURLToPath(new URL('dist/client', ROOT)),
  picturesDir: settings.picturesDir,
  version: '0',
});
await front.prepare();
await new Promise<void>((ready) => front.server.listen(0, '127.0.0.1', ready));
const site = `http://localhost:${(front.server.address() as AddressInfo).port}`;

const account = (id: string, role: 'editor' | 'reviewer'): SignedIn => ({
  kind: 'account',
  id,
  roles: [role],
  owns: [],
  helps: [],
  duty: false,
});
const [editor, reviewer] = [account('editor', 'editor'), account('reviewer', 'reviewer')];
const { publishing } = app.state;

const PARTS = ['approve', 'page', 'search', 'planner', 'sitemap', 'feed'] as const;
type Times = Record<(typeof PARTS)[number] | 'all' | 'cpu', number>;
const times: Times[] = [];
// The first questions build indexes, and search goes on filling its own after the start: no part of publishing.
await app.search.embedded.warm();
for (const path of [
  '/vi/homestays/bench-0',
  '/api/search?q=nha&lang=vi',
  '/api/planner/beds/vi/dong-van',
  '/vi/feed.xml',
])
  await fetch(site + path);
const cpuNow = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/** The sitemap's file of a listing: they are in slug order, 5,000 a file. */
const sitemapParts = await mapOfSitemaps();

for (let i = 0; i < rounds; i++) {
  const n = Math.floor((i * listings) / rounds);
  const slug = `bench-${n}`;
  // A word that nothing else holds.
  const word = `dautay${i}x${process.pid}`;
  const { version } = await publishing.status('homestays', slug);
  const saved = await publishing.saveDraft(
    editor,
    'homestays',
    slug,
    { published: version },
    { 'words/vi/name': `Nhà ${word}` },
  );
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
  const sent = await publishing.submit(editor, saved.draftId, saved.version);
  if (sent.kind !== 'done') throw new Error(JSON.stringify(sent));

  const map = sitemapParts.get(slug) ?? '';
  const changedBefore = lastChange(await (await fetch(site + map)).text(), slug);
  const cpu = cpuNow();
  const begin = performance.now();
  const since = () => performance.now() - begin;
  const approved = await publishing.approve(reviewer, saved.draftId, sent.version);
  if (approved.kind !== 'published') throw new Error(JSON.stringify(approved));
  const approve = since();
  const shown = async (path: string, says = (text: string) => text.includes(word)) => {
    for (;;) {
      const text = await (await fetch(site + path)).text();
      if (says(text)) return since();
      if (since() > 20_000) throw new Error(`${path} does not show the publication`);
    }
  };
  const [page, search, planner, sitemap, feed] = await Promise.all([
    shown(`/vi/homestays/${slug}`),
    shown(`/api/search?q=${word}&lang=vi`),
    shown(`/api/planner/beds/vi/${villages[n % villages.length]?.area}`),
    shown(map, (text) => lastChange(text, slug) > changedBefore),
    shown('/vi/feed.xml'),
  ]);
  times.push({ approve, page, search, planner, sitemap, feed, all: since(), cpu: cpuNow() - cpu });
}

const at = (part: keyof Times, share: number) => {
  const sorted = times.map((time) => time[part]).sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
};
const part = (name: keyof Times) => ({ p50Ms: at(name, 0.5), p99Ms: at(name, 0.99) });
const result = {
  listings,
  rounds,
  startMs,
  ...part('all'),
  cpuMs: part('cpu'),
  load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  parts: Object.fromEntries(PARTS.map((name) => [name, part(name)])) as Record<(typeof PARTS)[number], ReturnType<typeof part>>, // prettier-ignore
};
if (values.json) console.log(JSON.stringify(result));
else {
  console.log(
    `${listings} listings × 3 languages, started in ${startMs} ms, ${rounds} approvals; ms from the approval until shown (load ${result.load}, cpu ${result.cpuMs.p50Ms} ms an approval):`,
  );
  for (const [name, { p50Ms, p99Ms }] of [...Object.entries(result.parts), ['all', part('all')] as const]) console.log(`${name.padEnd(8)} p50 ${String(p50Ms).padStart(8)}   p99 ${String(p99Ms).padStart(8)}`); // prettier-ignore
}
front.server.closeAllConnections();
await new Promise((closed) => front.server.close(closed));
await app.close();
// On a slow disk a folder may be busy for a moment.
await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
// The maker of pictures would go on with what nobody will look at.
process.exit(0);

function lastChange(xml: string, slug: string): string {
  return new RegExp(`/vi/homestays/${slug}</loc><lastmod>([^<]+)`).exec(xml)?.[1] ?? '';
}

async function mapOfSitemaps(): Promise<Map<string, string>> {
  const index = await (await fetch(`${site}/sitemap.xml`)).text();
  const files = [...index.matchAll(/<loc>[^<]*(\/sitemap-homestays-\d+\.xml)<\/loc>/g)].map(([, path = '']) => path);
  const found = new Map<string, string>();
  for (const file of files) {
    const xml = await (await fetch(site + file)).text();
    for (const [, slug = ''] of xml.matchAll(/\/vi\/homestays\/([a-z0-9-]+)<\/loc>/g)) found.set(slug, file);
  }
  return found;
}

async function villagesWithArea(): Promise<{ slug: string; area: string }[]> {
  const places = join(folder, 'content/places');
  const found: { slug: string; area: string }[] = [];
  for (const slug of await readdir(places)) {
    const facts = await readFile(join(places, slug, 'facts.yaml'), 'utf8').catch(() => '');
    const area = /^area: (.+)$/m.exec(facts)?.[1];
    if (area !== undefined && area !== 'outside' && /^kind: (?:village|market-village|town)$/m.test(facts))
      found.push({ slug, area });
  }
  return found;
}

async function writeListings(): Promise<void> {
  for (let from = 0; from < listings; from += 200) {
    await Promise.all(Array.from({ length: Math.min(200, listings - from) }, (_, i) => writeListing(from + i)));
  }
}

async function writeListing(n: number): Promise<void> {
  const entry = join(folder, 'content/homestays', `bench-${n}`);
  await mkdir(entry, { recursive: true });
  const village = villages[n % villages.length]?.slug ?? '';
  const facts = `village: ${village}\nphone: '+840000000000'\npriceFrom: { vnd: ${150_000 + (n % 40) * 10_000}, per: person, seen: 2026-11-01 }\nsleeps: ${2 + (n % 20)}\ntoilet: ${n % 2 ? 'inside' : 'shared'}\ncar: yes\namenities: [wifi, dinner]\n`;
  const words = (name: string, text: string) =>
    `---\nname: ${name} ${n}\nsummary: ${text} ${n}.\n---\n\n${`${text} ${n}. `.repeat(12)}\n`;
  await Promise.all([
    writeFile(join(entry, 'facts.yaml'), facts),
    writeFile(join(entry, 'vi.md'), words('Nhà nghỉ', 'Nhà trình tường bên nương ngô')),
    writeFile(join(entry, 'en.md'), words('House', 'A rammed-earth house beside the maize')),
    writeFile(join(entry, 'de.md'), words('Haus', 'Ein Stampflehmhaus neben dem Mais')),
  ]);
}
