import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { countPack, listPacks, picturesOfPage, planPack, removePack, savePack, type PackWish } from '#src/features/takealong/pack.ts'; // prettier-ignore
import { assetsOfPage, assetsOfScript } from '#src/features/takealong/page-files.ts';
import { asDownload, keep, trim } from '#src/features/takealong/stores.ts';
import { answerPicture, PAGE_LIMITS } from '#src/service-worker/answers.ts';
import { assetsInFile, handlingOf, storedAddress } from '#src/service-worker/requests.ts';
import { MemoryCaches } from '#tests/support/memory-caches.ts';

let stores: MemoryCaches;
/** What the server answers; an address that is missing breaks the connection. */
let site: Map<string, string>;
let asked: string[];

beforeEach(() => {
  stores = new MemoryCaches();
  asked = [];
  site = new Map([
    ['/vi/places/a', `<main><picture><source type="image/avif" srcset="/pictures/x-480.avif 480w, /pictures/x-720.avif 720w, /pictures/x-1440.avif 1440w"></picture>${'a'.repeat(500)}`], // prettier-ignore
    ['/vi/places/b', `<main>${'b'.repeat(800)}`],
    ['/pictures/x-720.avif', 'p'.repeat(3000)],
    ['/api/planner/beds/vi/dong-van', '[]'],
    ['/_astro/map.js', 'import"./deep.js"'],
    ['/_astro/deep.js', 'export{}'],
  ]);
  vi.stubGlobal('caches', stores);
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${url}`);
    const body = site.get(url);
    if (body === undefined) throw new TypeError('no connection');
    if (/^\d{3}$/.test(body)) return new Response('', { status: Number(body) });
    return new Response(init?.method === 'HEAD' ? null : body, { headers: { 'content-length': String(body.length) } });
  });
});
afterEach(() => vi.unstubAllGlobals());

const wish: PackWish = { tripId: 't1', name: 'Trip', locale: 'vi', pages: ['/vi/places/a', '/vi/places/b'], data: ['/api/planner/beds/vi/dong-van'], alerts: [], along: { entries: [], areas: [], edges: [] } }; // prettier-ignore
const silent = () => undefined;

/** A page with a script that names another one. */
const withScript = () => site.set('/vi/places/b', `<main>${'b'.repeat(800)}<script src="/_astro/map.js"></script>`);

describe('a pack', () => {
  test('is measured before anything is stored, one width of each picture', async () => {
    const plan = await planPack(wish);
    expect(plan.items.map(({ url }) => url).sort()).toEqual(['/api/planner/beds/vi/dong-van', '/pictures/x-720.avif', '/vi/places/a', '/vi/places/b']); // prettier-ignore
    expect(plan.bytes).toBe(plan.items.reduce((sum, { url }) => sum + (site.get(url)?.length ?? 0), 0));
    expect(await stores.keys()).not.toContain('tripmap-pack-t1');
  });

  test('is ready when everything promised was counted, and tells its progress', async () => {
    const told: number[] = [];
    const end = await savePack(await planPack(wish), (done) => told.push(done));
    expect(end).toMatchObject({ kind: 'ready', count: 4 });
    expect(told).toEqual([0, 1, 2, 3, 4]);
    expect((await listPacks()).map(({ tripId }) => tripId)).toEqual(['t1']);
  });

  test('is not ready when the connection breaks, keeps what came, and goes on from there', async () => {
    const plan = await planPack(wish);
    const page = site.get('/vi/places/b')!;
    site.delete('/vi/places/b');
    expect(await savePack(plan, silent)).toMatchObject({ kind: 'partial', stopped: 'connection' });
    site.set('/vi/places/b', page);
    asked = [];
    expect(await savePack(plan, silent)).toMatchObject({ kind: 'ready' });
    expect(asked.filter((url) => url.includes('/pictures/')).length).toBeLessThanOrEqual(1);
  });

  test('says when the quota is reached in the middle, and loses nothing', async () => {
    const plan = await planPack(wish);
    stores.quota = 2000;
    const end = await savePack(plan, silent);
    expect(end).toMatchObject({ kind: 'partial', stopped: 'full' });
    stores.quota = Infinity;
    expect(await savePack(plan, silent)).toMatchObject({ kind: 'ready' });
  });

  test('regression: "ready" over an incomplete pack: an empty or cut body does not count', async () => {
    await savePack(await planPack(wish), silent);
    const cache = await stores.open('tripmap-pack-t1');
    await cache.put('/vi/places/a', new Response('half', { headers: { 'x-stored-bytes': '580' } }));
    expect(await countPack('t1')).toMatchObject({ kind: 'partial', missing: ['/vi/places/a'] });
    await cache.put('/vi/places/a', new Response('', { headers: { 'x-stored-bytes': '0' } }));
    expect(await countPack('t1')).toMatchObject({ kind: 'partial', missing: ['/vi/places/a'] });
  });

  test('regression: "ready" over an incomplete pack: the scripts its pages ask for are promised and counted too', async () => {
    withScript();
    const plan = await planPack(wish);
    expect(plan.items.map(({ url }) => url)).toEqual(expect.arrayContaining(['/_astro/map.js', '/_astro/deep.js']));
    expect(await savePack(plan, silent)).toMatchObject({ kind: 'ready', count: 6 });
    await (await stores.open('tripmap-assets')).delete('/_astro/deep.js');
    expect(await countPack('t1')).toMatchObject({ kind: 'partial', missing: ['/_astro/deep.js'] });
  });

  test('regression: "ready" over an incomplete pack: a server in trouble is no picture that does not exist', async () => {
    site.set('/pictures/x-720.avif', '503');
    await expect(planPack(wish)).rejects.toThrow('503');
    site.set('/pictures/x-720.avif', '404');
    expect((await planPack(wish)).items.map(({ url }) => url)).not.toContain('/pictures/x-720.avif');
  });

  test('is as old as its oldest page when the connection was lost in the middle of an update', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-01T00:00:00Z') });
    try {
      await savePack(await planPack(wish), silent);
      vi.setSystemTime(new Date('2026-11-20T00:00:00Z'));
      const plan = await planPack(wish);
      site.delete('/vi/places/b');
      const end = await savePack(plan, silent);
      expect(end).toMatchObject({ kind: 'ready', stopped: 'connection', savedAt: '2026-11-01T00:00:00.000Z' });
    } finally {
      vi.useRealTimers();
    }
  });

  test('leaves out pages that are gone, and goes as a whole', async () => {
    site.set('/vi/places/b', '404');
    const end = await savePack(await planPack(wish), silent);
    expect(end).toMatchObject({ kind: 'ready', count: 3 });
    await removePack('t1');
    expect(await countPack('t1')).toEqual({ kind: 'none' });
  });
});

describe('visited pages', () => {
  test('regression: fewer entries kept than promised: as many as the limit says stay, the newest longest', async () => {
    const cache = await stores.open('tripmap-pages');
    for (let i = 0; i < 10; i++) await keep(cache, `/vi/p${i}`, new Response('x'.repeat(100)), new Date(1_800_000_000_000 + i)); // prettier-ignore
    await trim(cache, { entries: 6, bytes: 1_000_000 });
    expect((await cache.keys()).map(({ url }) => new URL(url).pathname).sort()).toEqual(['/vi/p4', '/vi/p5', '/vi/p6', '/vi/p7', '/vi/p8', '/vi/p9']); // prettier-ignore
    await trim(cache, { entries: 6, bytes: 350 });
    expect(await cache.keys()).toHaveLength(3);
    for (let i = 0; i < PAGE_LIMITS.entries + 20; i++) {
      await keep(cache, `/vi/many${i}`, new Response('x'), new Date(1_900_000_000_000 + i));
      await trim(cache, PAGE_LIMITS);
    }
    expect(await cache.keys()).toHaveLength(PAGE_LIMITS.entries);
  });
});

describe('what lies in the device', () => {
  test('regression: the same picture is not stored twice: what a pack loads is left to the pack', async () => {
    const later: Promise<unknown>[] = [];
    const picture = (init: RequestInit) =>
      answerPicture(new URL('http://localhost/pictures/x-720.avif'), new Request('http://localhost/pictures/x-720.avif', init), (work) => void later.push(work), () => Promise.resolve()); // prettier-ignore
    vi.stubGlobal('fetch', async () => new Response('p', { headers: { 'content-type': 'image/avif' } }));
    await picture(asDownload());
    await Promise.all(later);
    expect(await (await stores.open('tripmap-pictures')).keys()).toEqual([]);
    await picture({});
    await Promise.all(later);
    expect(await (await stores.open('tripmap-pictures')).keys()).toHaveLength(1);
  });

  test('a download waits until the line is free for it', async () => {
    let free: () => void = () => undefined;
    const quiet = () => new Promise<void>((done) => (free = done));
    vi.stubGlobal('fetch', async () => (asked.push('picture'), new Response('p')));
    const answer = answerPicture(new URL('http://localhost/pictures/y-720.avif'), new Request('http://localhost/pictures/y-720.avif', asDownload()), () => undefined, quiet); // prettier-ignore
    await new Promise((done) => setTimeout(done));
    expect(asked).toEqual([]);
    free();
    await answer;
    expect(asked).toEqual(['picture']);
  });
});

describe('what the worker does with an address', () => {
  test.each([
    ['/vi/my', 'leave'], ['/vi/desk/queue', 'leave'], ['/en/sign-in', 'leave'], ['/api/auth/session', 'leave'], ['/api/share', 'leave'],
    ['/t/abc', 'leave'], ['/q/places/dong-van', 'leave'], ['/vi/report', 'page'], ['/vi/tickets/x', 'leave'], ['/api/search', 'leave'], ['/healthz', 'leave'], ['/sw.js', 'leave'],
    ['/vi/places/dong-van', 'page'], ['/vi', 'page'], ['/_astro/x.js', 'asset'], ['/pictures/a-720.avif', 'picture'],
    ['/api/planner/core/vi', 'data'], ['/data/search.json', 'data'], ['/data/search-vi-1a2b.json', 'fixed-data'], ['/map/drawing.json', 'data'],
  ] as const)('%s: %s', (path, handling) => {
    expect(handlingOf(path, true)).toBe(handling);
  }); // prettier-ignore

  test('regression: addresses cached that are never asked for: pages fetched by scripts are left alone', () => {
    expect(handlingOf('/vi/places/dong-van', false)).toBe('leave');
  });

  test('the planner answers any question, other pages only theirs', () => {
    expect(storedAddress(new URL('http://x/vi/planner?place=a'))).toBe('/vi/planner');
    expect(storedAddress(new URL('http://x/vi/search?q=a'))).toBe('/vi/search?q=a');
  });

  test('finds the files of a page, without fonts of scripts nobody reads', () => {
    const html = `<link href="/_astro/a.css"><script src="/_astro/b.js"></script><astro-island component-url="/_astro/c.js"></astro-island>
      <style>@font-face{src:url("/_astro/fonts/vi.woff2");unicode-range:U+1EA0-1EF9}@font-face{src:url("/_astro/fonts/ext.woff2");unicode-range:U+0100-02BA}</style>`;
    expect(assetsOfPage(html).sort()).toEqual([
      '/_astro/a.css',
      '/_astro/b.js',
      '/_astro/c.js',
      '/_astro/fonts/vi.woff2',
    ]);
    expect(assetsOfScript('import"./x.A1.js";import(`./y.js`);m.f=["_astro/z.B2.css"];const no="./data.json"')).toEqual(['/_astro/x.A1.js', '/_astro/y.js', '/_astro/z.B2.css']); // prettier-ignore
    expect(assetsInFile('import"./x.A1.js";a("leaflet.js");["_astro/y.css"]', new Set(['x.A1.js', 'y.css']))).toEqual(['/_astro/x.A1.js', '/_astro/y.css']); // prettier-ignore
  });

  test('takes one width of each picture in the text of a page', () => {
    expect(picturesOfPage(site.get('/vi/places/a')!)).toEqual(['/pictures/x-720.avif']);
  });
});
