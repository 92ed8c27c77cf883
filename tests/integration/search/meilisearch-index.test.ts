import { afterEach, beforeEach, expect, test } from 'vitest';
import { EmbeddedEngine } from '#search/engines/embedded.ts';
import { MeilisearchEngine, MeilisearchIndex } from '#search/engines/meilisearch.ts';
import { documentsOf } from '#search/index-of-content.ts';
import { startStandIn, type StandIn } from '#tests/support/meilisearch-stand-in.ts';
import { smallProvince, storeOf } from '#tests/support/search-content.ts';

let server: StandIn;
beforeEach(async () => {
  server = await startStandIn();
});
afterEach(() => server.close());

const store = storeOf(smallProvince());
const embedded = new EmbeddedEngine((language) => documentsOf(store, language));
const indexOn = () => new MeilisearchIndex({ url: server.url, key: server.masterKey });
const engineOn = (key = server.masterKey, timeout = 5_000) =>
  new MeilisearchEngine({ url: server.url, key, timeout }, (language) => embedded.lexicon(language));

test('a rebuild fills a fresh index and swaps it in, so that readers never see half of one', async () => {
  await indexOn().rebuild('en', documentsOf(store, 'en'));
  const changes = server.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
  const at = (request: string): number => changes.indexOf(request);
  expect(at('PATCH /indexes/tripmap-en-next/settings')).toBeLessThan(at('POST /indexes/tripmap-en-next/documents'));
  expect(at('POST /indexes/tripmap-en-next/documents')).toBeLessThan(at('POST /swap-indexes'));
  expect(changes.some((request) => request.includes('/indexes/tripmap-en/documents'))).toBe(false);
  expect([...server.indexes.keys()]).toEqual(['tripmap-en']);
  expect(server.indexes.get('tripmap-en')?.documents.size).toBe(smallProvince().length);
});

test('a failed task fails the rebuild with the reason, and the old index still answers', async () => {
  await indexOn().rebuild('en', documentsOf(store, 'en'));
  server.faults.failTasks = 'no space left on device';
  await expect(indexOn().rebuild('en', documentsOf(store, 'en'))).rejects.toThrow(/failed: no space left on device/);
  server.faults = {};
  expect((await engineOn().search({ q: 'dong van', language: 'en' })).hits[0]?.id).toBe('places/dong-van');
});

test('questions go with a key that can only search, made once', async () => {
  await indexOn().rebuild('en', documentsOf(store, 'en'));
  await engineOn().search({ q: 'dong van', language: 'en' });
  await engineOn().search({ q: 'meo vac', language: 'en' });
  const asked = server.requests.filter(({ path }) => path === '/multi-search');
  expect(asked.every(({ key }) => key !== server.masterKey)).toBe(true);
  const made = server.requests.filter(({ method, path }) => method === 'POST' && path === '/keys');
  expect(made).toHaveLength(1);
  expect(made[0]?.body).toMatchObject({ actions: ['search'], indexes: ['tripmap-*'] });
});

test('what is typed cannot leave the quotes of a filter', async () => {
  await indexOn().rebuild('en', documentsOf(store, 'en'));
  const answer = await engineOn().search({ q: '', language: 'en', filters: { area: ['x"] OR kind IN ["places'] } });
  expect(answer.hits).toEqual([]);
});

test.each([
  ['a wrong key', () => engineOn('wrong-key').search({ q: 'x', language: 'en' }), /invalid/],
  ['no index', () => engineOn().search({ q: 'x', language: 'en' }), /not found/],
])('%s is an error with its reason, not an empty result', async (_, ask, reason) => {
  await expect(ask()).rejects.toThrow(reason);
});

test('a server that is too old is refused', async () => {
  server.faults.version = '1.12.3';
  await expect(indexOn().checkVersion()).rejects.toThrow('Meilisearch 1.12.3 is too old: at least 1.30 is needed.');
});

test('single entries are replaced and removed', async () => {
  const index = indexOn();
  await index.rebuild('en', documentsOf(store, 'en'));
  const [document] = documentsOf(store, 'en');
  await index.upsert('en', [{ ...document!, name: 'Renamed' }]);
  await index.remove('en', ['places/meo-vac']);
  expect((await index.counts()).en).toBe(smallProvince().length - 1);
});
