import { afterEach, expect, test, vi } from 'vitest';
import { createMemoryQueue } from '#search/memory-queue.ts';
import { MeilisearchIndex } from '#search/engines/meilisearch.ts';
import { documentsOf } from '#search/index-of-content.ts';
import { makeOfflineIndex } from '#search/offline-index.ts';
import { createSearch, type SearchService } from '#search/service.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';
import { startStandIn, type StandIn } from '#tests/support/meilisearch-stand-in.ts';
import { makeHouse, makePlace, smallProvince, storeOf } from '#tests/support/search-content.ts';

let search: SearchService | undefined;
let server: StandIn | undefined;
afterEach(async () => {
  await search?.close();
  await server?.close();
  server = undefined;
});

const firstOf = async (service: SearchService, q: string) =>
  (await service.engine.search({ q, language: 'en' })).hits[0]?.id;

test('a new, changed or removed entry is found or gone at once, and a renamed village renames its houses', async () => {
  const store = storeOf(smallProvince());
  search = createSearch({ content: store });
  expect(await firstOf(search, 'bamboo hideaway')).toBeUndefined();
  store.put(makeHouse('bamboo', 'meo-vac', { en: 'Bamboo Hideaway' }));
  expect(await firstOf(search, 'bamboo hideaway')).toBe('homestays/bamboo');
  store.drop('homestays', 'bamboo');
  expect(await firstOf(search, 'bamboo hideaway')).not.toBe('homestays/bamboo');

  store.put(makePlace('lo-lo-chai', { en: 'Zanzibar village' }, 23.367, 105.319));
  await vi.waitFor(async () =>
    expect(await firstOf(search!, 'homestay zanzibar')).toMatch(/^homestays\/(stone|plum)-house$/),
  );
});

test('a change among many entries indexes that entry and no other', async () => {
  const houses = Array.from({ length: 800 }, (_, i) =>
    makeHouse(`house-${i}`, 'dong-van', { vi: `Nhà số ${i}`, en: `House number ${i}` }),
  );
  const store = storeOf([...smallProvince(), ...houses]);
  search = createSearch({ content: store });
  await search.embedded.warm(['vi', 'en']);
  const indexed = vi.spyOn(search.embedded, 'upsert');
  store.put(makeHouse('house-7', 'meo-vac', { vi: 'Nhà Zanzibar', en: 'Zanzibar house' }));
  expect(await firstOf(search, 'zanzibar house')).toBe('homestays/house-7');
  expect(new Set(indexed.mock.calls.map(([, document]) => document.id))).toEqual(new Set(['homestays/house-7']));
});

test('while thousands of listings are being indexed, what is there answers, and changes are not lost', async () => {
  const houses = Array.from({ length: 1_500 }, (_, i) =>
    makeHouse(`house-${i}`, 'dong-van', { en: `House Num${i}ber` }),
  );
  const store = storeOf([...smallProvince(), ...houses]);
  search = createSearch({ content: store });
  const ready = search.embedded.warm(['en']);
  expect(search.health()).toMatchObject({ state: 'ok', indexing: ['en'] });
  expect(await firstOf(search, 'dong van')).toBe('places/dong-van');
  store.put(makeHouse('house-3', 'dong-van', { en: 'Zanzibar' }));
  store.put(makeHouse('house-1400', 'dong-van', { en: 'Timbuktu' }));
  expect(await firstOf(search, 'zanzibar')).toBe('homestays/house-3');
  await ready;
  expect(search.health()).not.toHaveProperty('indexing');
  expect(await firstOf(search, 'zanzibar')).toBe('homestays/house-3');
  expect(await firstOf(search, 'timbuktu')).toBe('homestays/house-1400');
  expect(await firstOf(search, 'num1399ber')).toBe('homestays/house-1399');
});

test('the file for offline use has a new name when the content has changed, and the old name still answers', async () => {
  const store = storeOf(smallProvince());
  let renewed = 0;
  search = createSearch({ content: store, onOfflineFiles: () => renewed++ });
  const { offline } = search;
  const before = (await offline.manifest()).en;
  expect(before).toMatch(/^\/data\/search-en-[0-9a-f]{12}\.json$/);
  expect(renewed).toBe(LOCALES.length);
  const nameOf = (address: string) => address.replace('/data/', '');
  store.put(makeHouse('bamboo', 'meo-vac', { en: 'Bamboo Hideaway' }));
  // Nobody waits for the new one: until it is whole the one before is named.
  expect((await offline.manifest()).en).toBe(before);
  await offline.renew();
  const after = (await offline.manifest()).en;
  expect(after).not.toBe(before);
  expect(renewed).toBe(2 * LOCALES.length);
  const body = (await offline.find(nameOf(after))) ?? '';
  expect(body).toContain('Bamboo Hideaway');
  expect(JSON.parse(body)).toMatchObject({ version: 1, language: 'en' });
  expect(await offline.find(nameOf(before))).not.toContain('Bamboo Hideaway');
  expect(await offline.find('search-en-000000000000.json')).toBeUndefined();
});

test('the files for offline use are made once for many who ask and for many changes, and say the same made aside', async () => {
  const store = storeOf(smallProvince());
  search = createSearch({ content: store });
  const made = vi.spyOn(store, 'list');
  await Promise.all(Array.from({ length: 20 }, () => search?.offline.manifest()));
  const lists = made.mock.calls.length;
  for (let i = 0; i < 10; i++) store.put(makeHouse(`bamboo-${i}`, 'meo-vac', { en: `Bamboo ${i}` }));
  await Promise.all([search.offline.renew(), search.offline.renew()]);
  await search.offline.renew();
  expect(made.mock.calls.length).toBe(2 * lists);
  const { en } = await search.offline.manifest();
  const whole = makeOfflineIndex('en', documentsOf(store, 'en'));
  expect(en).toBe(`/data/${whole.name}`);
  expect(await search.offline.find(whole.name)).toBe(whole.body);
  expect(JSON.parse(whole.body)).toEqual({ version: 1, language: 'en', documents: [...documentsOf(store, 'en')].map((one) => ({ ...one, text: '' })).sort((a, b) => (a.id < b.id ? -1 : 1)) }); // prettier-ignore
});

const KEY = 'stand-in-master-key-0123456789';

async function withServer(): Promise<{ store: ReturnType<typeof storeOf>; told: string[]; standIn: StandIn }> {
  const standIn = (server = await startStandIn());
  const store = storeOf(smallProvince());
  const index = new MeilisearchIndex({ url: standIn.url, key: standIn.masterKey });
  for (const language of LOCALES) await index.rebuild(language, documentsOf(store, language));
  const told: string[] = [];
  search = createSearch({ content: store, meilisearch: { url: standIn.url, key: standIn.masterKey }, jobs: createMemoryQueue(), log: (message) => told.push(message) }); // prettier-ignore
  await vi.waitFor(() => expect(search?.health().engine).toBe('meilisearch'), 5_000);
  return { store, told, standIn };
}

test('a complete server answers; when it stops the embedded engine does, and the operator is told once', async () => {
  const { told, standIn } = await withServer();
  expect((await search!.engine.search({ q: 'dong van', language: 'en' })).engine).toBe('meilisearch');
  standIn.faults.status = 500;
  for (let i = 0; i < 5; i++) {
    const answer = await search!.engine.search({ q: 'dong van', language: 'en' });
    expect(answer.hits[0]?.id).toBe('places/dong-van');
  }
  expect(search!.health()).toMatchObject({ state: 'degraded', engine: 'embedded' });
  expect(told.filter((message) => message.includes('embedded engine answers'))).toHaveLength(1);
});

test('an empty server is not believed', async () => {
  const standIn = (server = await startStandIn());
  const told: string[] = [];
  search = createSearch({ content: storeOf(smallProvince()), meilisearch: { url: standIn.url, key: standIn.masterKey }, log: (message) => told.push(message) }); // prettier-ignore
  await vi.waitFor(() => expect(told.join()).toContain('holds 0 of 18 entries; run npm run search:reindex'));
  expect((await search.engine.search({ q: 'dong van', language: 'en' })).hits[0]?.id).toBe('places/dong-van');
});

test.each<[string, string, (standIn: StandIn) => void, (standIn: StandIn) => void]>([
  ['is too old', 'is too old', (it) => (it.faults.version = '1.10.0'), (it) => delete it.faults.version],
  ['refuses the key', 'API key is invalid', (it) => (it.masterKey = 'changed'), (it) => (it.masterKey = KEY)],
  ['fails', 'cause', (it) => (it.faults.status = 500), (it) => delete it.faults.status],
  ['is slow', 'no answer within', (it) => (it.faults.delay = 2_500), (it) => delete it.faults.delay],
  ['is half filled', 'of 18 entries', (it) => it.indexes.get('tripmap-ko')?.documents.clear(), () => undefined],
])('a server that %s leaves the answer to the embedded engine, says so, and is taken back', async (_, reason, spoil, mend) => {
  const standIn = (server = await startStandIn());
  const store = storeOf(smallProvince());
  const index = new MeilisearchIndex({ url: standIn.url, key: standIn.masterKey });
  for (const language of LOCALES) await index.rebuild(language, documentsOf(store, language));
  spoil(standIn);
  let ahead = 0;
  const told: string[] = [];
  search = createSearch({ content: store, meilisearch: { url: standIn.url, key: KEY }, now: () => Date.now() + ahead, log: (message) => told.push(message) }); // prettier-ignore
  if (reason !== 'cause') await vi.waitFor(() => expect(told.join()).toContain(reason), 8_000);
  else await vi.waitFor(() => expect(told).toHaveLength(1), 8_000);
  const answer = await search.engine.search({ q: 'dong van', language: 'en' });
  expect([answer.engine, answer.hits[0]?.id]).toEqual(['embedded', 'places/dong-van']);
  expect(search.health()).toMatchObject({ state: 'degraded', engine: 'embedded' });
  mend(standIn);
  if (reason === 'of 18 entries') await index.rebuild('ko', documentsOf(store, 'ko'));
  ahead += 120_000;
  await vi.waitFor(async () => {
    ahead += 120_000;
    expect((await search!.engine.search({ q: 'dong van', language: 'en' })).engine).toBe('meilisearch');
  }, 10_000);
  expect(search.health()).toMatchObject({ state: 'ok', engine: 'meilisearch' });
}, 30_000); // prettier-ignore

test('a published entry reaches the server, after a failure too', async () => {
  const { store, standIn } = await withServer();
  standIn.faults.failTasks = 'disk full';
  store.put(makeHouse('bamboo', 'meo-vac', { en: 'Bamboo Hideaway' }));
  await vi.waitFor(() => expect(standIn.requests.some(({ path, body }) => path.endsWith('/documents') && JSON.stringify(body).includes('Bamboo'))).toBe(true)); // prettier-ignore
  expect(standIn.indexes.get('tripmap-en')?.documents.has('homestays--bamboo')).toBe(false);
  standIn.faults = {};
  await vi.waitFor(
    () => expect(standIn.indexes.get('tripmap-en')?.documents.has('homestays--bamboo')).toBe(true),
    8_000,
  );
  store.drop('homestays', 'bamboo');
  await vi.waitFor(
    () => expect(standIn.indexes.get('tripmap-en')?.documents.has('homestays--bamboo')).toBe(false),
    5_000,
  );
});
