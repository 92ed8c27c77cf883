import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { planPack, savePack, type PackWish } from '#src/features/takealong/pack.ts';
import { MemoryCaches } from '#tests/support/memory-caches.ts';

const picture = '/pictures/x-720.avif';
const page = `<main><picture><source type="image/avif" srcset="${picture} 720w"></picture>`;
const wish: PackWish = { tripId: 't1', name: 'Trip', locale: 'vi', pages: ['/vi/places/a'], data: [], alerts: [], along: { entries: [], areas: [], edges: [] } }; // prettier-ignore

/** How often the picture is asked for before it is there. */
let missing: number;
let asked: number;

beforeEach(() => {
  asked = 0;
  vi.stubGlobal('caches', new MemoryCaches());
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const body = url === picture ? 'p'.repeat(3000) : page;
    if (url === picture && asked++ < missing) return new Response('404', { status: 404 });
    return new Response(init?.method === 'HEAD' ? null : body, { headers: { 'content-length': String(body.length) } });
  });
});
afterEach(() => vi.unstubAllGlobals());

test('a pack of a new site waits for the pictures that its pages name, and holds them', async () => {
  missing = 2;
  const plan = await planPack(wish);
  expect(plan.items.map(({ url }) => url)).toEqual(['/vi/places/a', picture]);
  expect(await savePack(plan, () => undefined)).toMatchObject({ kind: 'ready', count: 2 });
});

test('a picture that cannot be made does not keep a pack from being ready', async () => {
  missing = Infinity;
  const plan = await planPack(wish);
  expect(plan.items.map(({ url }) => url)).toEqual(['/vi/places/a']);
  expect(asked).toBeLessThan(10);
  expect(await savePack(plan, () => undefined)).toMatchObject({ kind: 'ready', count: 1 });
});
