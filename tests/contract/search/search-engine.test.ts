import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EmbeddedEngine } from '#search/engines/embedded.ts';
import { MeilisearchEngine, MeilisearchIndex } from '#search/engines/meilisearch.ts';
import { documentsOf } from '#search/index-of-content.ts';
import { startMeilisearch } from '#search/local-meilisearch.ts';
import { FACETS, type SearchAnswer, type SearchEngine, type SearchRequest } from '#src/ports/search-engine.ts';
import { startStandIn } from '#tests/support/meilisearch-stand-in.ts';
import { smallProvince, storeOf } from '#tests/support/search-content.ts';

const store = storeOf(smallProvince());
const now = () => Date.parse('2026-11-21T00:00:00Z');
const embedded = new EmbeddedEngine((language) => documentsOf(store, language), now);

type Started = { engine: SearchEngine; stop(): Promise<void> };

async function onServer(url: string, key: string | undefined, stop: () => Promise<void>): Promise<Started> {
  const options = { url, key, prefix: `contract-${process.pid}`, now };
  const index = new MeilisearchIndex(options);
  for (const language of ['vi', 'en', 'zh', 'ko'] as const) await index.rebuild(language, documentsOf(store, language));
  return {
    engine: new MeilisearchEngine(options, (language) => embedded.lexicon(language)),
    async stop() {
      await index.dropAll();
      await stop();
    },
  };
}

/** What every engine must do. One suite, all engines. */
function contract(name: string, start: () => Promise<Started>): void {
  describe(name, () => {
    let started: Started;
    beforeAll(async () => {
      started = await start();
    }, 60_000);
    afterAll(() => started.stop());
    const ask = (request: Partial<SearchRequest> & { q: string }): Promise<SearchAnswer> =>
      started.engine.search({ language: 'en', ...request });
    const ids = (answer: SearchAnswer): string[] => answer.hits.map((hit) => hit.id);

    test.each([
      ['dong van', 'en', 'places/dong-van'],
      ['Đồng Văn', 'vi', 'places/dong-van'],
      ['dongvan', 'en', 'places/dong-van'],
      ['meo vak', 'en', 'places/meo-vac'],
      ['chợ Đồng Văn chủ nhật', 'vi', 'events/dong-van-market'],
      ['lung khuy cave', 'en', 'places/lung-khuy'],
      ['do i need a permit', 'en', 'guides/licence-and-permits'],
      ['atm', 'en', 'guides/money-and-signal'],
      ['homestay lo lo chai hot water', 'en', 'homestays/stone-house'],
      ['landslide', 'en', 'alerts/slide'],
      ['同文', 'zh', 'places/dong-van'],
      ['메오박', 'ko', 'places/meo-vac'],
      ['동반', 'ko', 'places/dong-van'],
    ] as const)('"%s" (%s) finds %s first', async (q, language, id) => {
      expect(ids(await ask({ q, language }))[0]).toBe(id);
    });

    test('marks that were typed put their own first', async () => {
      const order = async (q: string) => ids(await ask({ q, language: 'vi', filters: { kind: ['places'] } }));
      expect((await order('Lùng')).slice(0, 2).sort()).toEqual(['places/lung-khuy', 'places/lung-tam']);
      expect((await order('Lũng')).slice(0, 2).sort()).toEqual(['places/lung-cu', 'places/lung-phin']);
    });

    test('an alert that is over is not found', async () => {
      expect(ids(await ask({ q: 'landslide' }))).not.toContain('alerts/old-slide');
    });

    test('filters narrow, and a facet counts what its other values would add', async () => {
      const answer = await ask({
        q: '',
        filters: { kind: ['homestays'], amenity: ['hot-water'] },
        facets: ['kind', 'amenity', 'area'],
      });
      expect(ids(answer).sort()).toEqual(['homestays/stone-house', 'homestays/town-house']);
      expect(answer.total).toBe(2);
      expect(answer.facets.kind).toEqual({ homestays: 2 });
      const kinds = (await ask({ q: '', filters: { kind: ['homestays'] }, facets: ['kind'] })).facets.kind;
      expect(kinds).toMatchObject({ homestays: 4, places: 8, events: 2 });
    });

    test('sorts by price and by distance', async () => {
      const cheap = await ask({ q: '', filters: { kind: ['homestays'] }, sort: 'price' });
      expect(ids(cheap)[0]).toBe('homestays/plum-house');
      const near = await ask({
        q: '',
        filters: { kind: ['homestays'] },
        sort: 'distance',
        near: { lat: 23.16, lng: 105.41 },
      });
      expect(ids(near)[0]).toBe('homestays/karst-house');
      expect(near.hits[0]?.distanceMeters).toBeLessThan(1_000);
    });

    test('a box keeps what lies inside', async () => {
      const answer = await ask({
        q: '',
        filters: { kind: ['places'] },
        box: { south: 23.3, west: 105.2, north: 23.5, east: 105.5 },
      });
      expect(ids(answer).sort()).toEqual(['places/lo-lo-chai', 'places/lung-cu']);
    });

    test('pages do not overlap and end', async () => {
      const first = await ask({ q: '', limit: 10 });
      const second = await ask({ q: '', limit: 10, offset: 10 });
      expect(new Set([...ids(first), ...ids(second)]).size).toBe(first.total);
      expect((await ask({ q: '', limit: 10, offset: 1_000_000 })).hits).toEqual([]);
    });

    test('homestays near a place that has none of its own', async () => {
      expect(
        ids(await ask({ q: 'homestay near lung cu' }))
          .slice(0, 2)
          .sort(),
      ).toEqual(['homestays/plum-house', 'homestays/stone-house']);
    });

    test('unknown facets, odd windows and empty boxes are no errors', async () => {
      const answer = await ask({
        q: 'dong van',
        facets: ['kind', 'nonsense' as 'kind'],
        filters: { area: ['atlantis'] },
        limit: -3,
        offset: Number.NaN,
        box: { south: 0, west: 0, north: 0, east: 0 },
      });
      expect(answer.hits).toEqual([]);
      expect(Object.keys(answer.facets)).toEqual(['kind']);
    });

    test('whatever is typed gets an answer', async () => {
      const odd = ['🏔️🛵', '‮hello‬', '\u0000\u0007', '.*(a+)+$', '<script>alert(1)</script>', '"); DROP TABLE', 'ا'.repeat(50), 'a'.repeat(10_000), '   ', "' OR 1=1", '\ud800', 'đ'.repeat(200)];
      for (const q of odd) {
        const answer = await ask({ q, facets: FACETS, highlight: true, typing: true });
        expect(answer.total).toBeGreaterThanOrEqual(answer.hits.length);
      }
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('vi', 'en', 'zh', 'ko'), async (q, language) => {
          const answer = await ask({ q, language, highlight: true, limit: 5 });
          for (const hit of answer.hits) expect(hit.pieces?.name.map(([text]) => text).join('')).toBe(hit.name);
        }),
        { numRuns: 60 },
      );
    }); // prettier-ignore
  });
}

contract('embedded', () => Promise.resolve({ engine: embedded, stop: () => Promise.resolve() }));

contract('meilisearch adapter on a stand-in', async () => {
  const standIn = await startStandIn();
  return onServer(standIn.url, standIn.masterKey, () => standIn.close());
});

const server = await startMeilisearch(process.env);
if (server) contract('meilisearch on a real server', () => onServer(server.url, server.key, () => server.stop()));
else console.log('skipped: no Meilisearch server here (set MEILI_URL, or put a meilisearch program on the PATH).');
