import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check } from '@placemarkio/check-geojson';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COLLECTIONS, SCHEMA_NAMES, type Collection } from '#src/features/open-data/schemas.ts';
import { addAlert, startBuiltSite, type BuiltSite } from '#tests/support/built-site.ts';
import { checkerOf } from '#tests/support/json-schema.ts';

type Page = { total: number; pages: number; next?: string; language: string; records: Record<string, unknown>[] };

let site: BuiltSite;
let document: Record<string, unknown>;
const AGREED = 'dong-van-den-long';

beforeAll(async () => {
  site = await startBuiltSite(async (content) => {
    await addAlert(content);
    const file = join(content, 'homestays', AGREED, 'facts.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('phoneConsent: false', 'phoneConsent: true'));
  });
  document = (await (await fetch(`${site.origin}/api/v1/openapi.json`)).json()) as Record<string, unknown>;
}, 240_000);

afterAll(() => site.stop());

async function get(path: string): Promise<{ response: Response; body: Page }> {
  const response = await fetch(`${site.origin}/api/v1/${path}`);
  return { response, body: (await response.json()) as Page };
}

async function all(collection: Collection, query = ''): Promise<Record<string, unknown>[]> {
  const records: Record<string, unknown>[] = [];
  for (let page = 1; ; page++) {
    const { body } = await get(`${collection}?per-page=50&page=${page}${query}`);
    records.push(...body.records);
    if (page >= body.pages) return records;
  }
}

test('describes itself in valid OpenAPI 3.1, every reference of which leads somewhere', async () => {
  expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.0.0' } });
  expect(Object.keys(document['paths'] as object)).toEqual(COLLECTIONS.map((name) => `/${name}`));
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
  expect(references.length).toBeGreaterThan(20);
  for (const reference of new Set(references)) {
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect(found, reference).toBeTypeOf('object');
  }
  const verdict = await new Validator().validate(structuredClone(document));
  expect(verdict.errors ?? verdict.valid).toBe(true);
  const spoilt = { ...structuredClone(document), paths: { '/places': { get: { parameters: 'none' } } } };
  expect((await new Validator().validate(spoilt)).valid).toBe(false);
  const operations = Object.values(document['paths'] as Record<string, { get: { operationId: string } }>);
  expect(new Set(operations.map(({ get: { operationId } }) => operationId)).size).toBe(COLLECTIONS.length);
});

test.each(COLLECTIONS)('%s answer as described, in JSON and GeoJSON, in three languages', async (collection) => {
  const name = SCHEMA_NAMES[collection];
  const pageFault = checkerOf(document, `${name}Page`);
  const featuresFault = checkerOf(document, `${name}Features`);
  for (const lang of ['vi', 'de', 'ko']) {
    const { response, body } = await get(`${collection}?lang=${lang}&per-page=500`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(pageFault(body)).toBeUndefined();
    expect(body.language).toBe(lang);
    expect(body.total).toBeGreaterThan(0);
    expect(body.records).toHaveLength(body.total);
    for (const record of body.records)
      expect(record['licence'], String(record['id'])).toMatchObject({ name: expect.stringMatching(/CC BY-SA|ODbL/) });

    const geojson = await fetch(`${site.origin}/api/v1/${collection}?lang=${lang}&format=geojson&per-page=500`);
    expect(geojson.headers.get('content-type')).toMatch(/^application\/geo\+json/);
    const text = await geojson.text();
    expect(featuresFault(JSON.parse(text))).toBeUndefined();
    expect(check(text)).toMatchObject({ type: 'FeatureCollection' });
  }
});

test('the checker of the answers does find faults', async () => {
  const { body } = await get('places?per-page=1');
  const fault = checkerOf(document, 'PlacePage');
  expect(fault(body)).toBeUndefined();
  expect(fault({ ...body, records: [{ ...body.records[0], position: { lat: 'north', lng: 1 } }] })).toBeDefined();
  expect(fault({ ...body, records: [{ ...body.records[0], phone: '+84' }] })).toBeDefined();
});

test('pages follow each other and together hold every record once', async () => {
  const whole = (await get('places?per-page=500')).body.records.map(({ id }) => id);
  const seen: unknown[] = [];
  let next: string | undefined = `${site.origin}/api/v1/places?lang=vi&per-page=37`;
  while (next !== undefined) {
    const response: Response = await fetch(next);
    const body = (await response.json()) as Page;
    seen.push(...body.records.map(({ id }) => id));
    const link = response.headers.get('link') ?? '';
    expect(link.includes('rel="next"')).toBe(body.next !== undefined);
    // The address is the public one; the test asks the same path of its own port.
    next = body.next && body.next.replace('http://localhost', site.origin);
  }
  expect(seen).toEqual(whole);
  expect(new Set(seen).size).toBe(seen.length);
});

test('a phone is told only with consent, samples say so, and junctions stay out', async () => {
  const homestays = await all('homestays');
  expect(homestays.length).toBeGreaterThanOrEqual(30);
  expect(homestays.filter((homestay) => 'phone' in homestay).map(({ slug }) => slug)).toEqual([AGREED]);
  expect(homestays.every(({ sample }) => sample === true)).toBe(true);
  expect((await all('places')).filter(({ kind }) => kind === 'junction')).toEqual([]);
});

test('an alert names its road, and the road names the alert', async () => {
  const [alert] = await all('alerts', '&lang=en');
  expect(alert).toMatchObject({ name: 'Test landslide', effect: 'road-slow', slowFactor: 1.5, inForce: true });
  const roads = (await all('roads')).filter(({ alerts }) => (alerts as string[]).length > 0);
  expect(roads.map(({ alerts }) => alerts)).toEqual([['alerts/test-landslide']]);
});

test('events tell their days in the window asked for', async () => {
  const { body } = await get('events?days=7&per-page=500');
  const market = body.records.find(({ slug }) => slug === 'dong-van-market') as { dates: { date: string }[] };
  expect(market.dates).toHaveLength(1);
  // The market of Đồng Văn is on Sundays.
  expect(new Date(`${market.dates[0]?.date}T00:00:00Z`).getUTCDay()).toBe(0);
});

test('changed-since leaves out what is older, and knows an edit at once', async () => {
  expect((await get('guides')).response.status).toBe(404);
  const future = await get('places?changed-since=2100-01-01');
  expect(future.body.total).toBe(0);
  const since = new Date(Date.now() - 1000).toISOString();
  const file = join(site.contentDir, 'places/ma-pi-leng/en.md');
  await writeFile(file, `${await readFile(file, 'utf8')}\n\nA new line.\n`);
  await expect
    .poll(async () => (await get(`places?changed-since=${since}&per-page=${400 + Math.ceil(Math.random() * 99)}`)).body.records.map(({ slug }) => slug), { timeout: 5000 })
    .toEqual(['ma-pi-leng']); // prettier-ignore
});

test('answers 304 to who has it already, and may be read from any page', async () => {
  const { response } = await get('roads');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('set-cookie')).toBeNull();
  const etag = String(response.headers.get('etag'));
  const again = await fetch(`${site.origin}/api/v1/roads`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  expect(again.headers.get('access-control-allow-origin')).toBe('*');
});

test('lets a script of another site ask with an ETag, and lets it nowhere else', async () => {
  const ask = (path: string) =>
    fetch(site.origin + path, {
      method: 'OPTIONS',
      headers: { origin: 'https://a.example', 'access-control-request-method': 'GET' },
    });
  const open = await ask('/api/v1/places');
  expect(open.status).toBe(204);
  expect(open.headers.get('access-control-allow-origin')).toBe('*');
  expect(open.headers.get('access-control-allow-headers')).toContain('If-None-Match');
  expect(open.headers.get('access-control-allow-methods')).not.toMatch(/POST|PUT|DELETE/);
  expect((await ask('/api/share')).headers.get('access-control-allow-origin')).toBeNull();
});

test.each([
  ['places?lang=xx', ['lang']],
  ['places?format=csv&page=0&per-page=9999', ['format', 'page', 'per-page']],
  ['events?days=0', ['days']],
  ['alerts?changed-since=yesterday', ['changed-since']],
  ['places?changed-since=2026-02-31T99:00', ['changed-since']],
])('tells what is wrong with %s', async (path, parameters) => {
  const { response, body } = await get(path);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(checkerOf(document, 'Problem')(body)).toBeUndefined();
  expect((body as unknown as { problems: { parameter: string }[] }).problems.map((p) => p.parameter)).toEqual(
    parameters,
  );
});

test('an unknown collection, and writing, are refused as problems of a known shape', async () => {
  const unknown = await get('guides');
  expect(unknown.response.status).toBe(404);
  expect(unknown.response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(unknown.response.headers.get('access-control-allow-origin')).toBe('*');
  expect(checkerOf(document, 'Problem')(unknown.body)).toBeUndefined();
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const headers = { origin: site.origin, 'sec-fetch-site': 'same-origin' };
    const { status } = await fetch(`${site.origin}/api/v1/places`, { method, headers });
    expect(status, method).toBeGreaterThanOrEqual(400);
    expect(status, method).toBeLessThan(500);
  }
});

test.each(COLLECTIONS)(
  '%s are there by HEAD, by ETag and by date of change, as the description says',
  async (collection) => {
    const address = `${site.origin}/api/v1/${collection}?lang=en`;
    const whole = await fetch(address);
    const head = await fetch(address, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(whole.headers.get('etag'));
    expect(await head.text()).toBe('');
    const known = await fetch(address, { headers: { 'if-none-match': String(whole.headers.get('etag')) } });
    expect(known.status).toBe(304);
    const described = (document['paths'] as Record<string, { get: { responses: object } }>)[`/${collection}`]?.get.responses; // prettier-ignore
    expect(Object.keys(described ?? {})).toEqual(expect.arrayContaining(['200', '304', '400']));
    if (collection === 'roads') {
      // They change as a whole, and have no date each.
      expect((await get('roads?changed-since=2000-01-01')).response.status).toBe(400);
      return;
    }
    // What nobody has changed since then is left out, in one shape with the rest.
    const none = await get(`${collection}?changed-since=2100-01-01`);
    expect(none.body.records).toEqual([]);
    expect(checkerOf(document, `${SCHEMA_NAMES[collection]}Page`)(none.body)).toBeUndefined();
    const since = await get(`${collection}?changed-since=2000-01-01&per-page=500`);
    expect(since.body.total).toBe((await get(`${collection}?per-page=500`)).body.total);
  },
);

test('a page beyond the last is empty and not an error', async () => {
  const { response, body } = await get('trips?page=99');
  expect(response.status).toBe(200);
  expect(body.records).toEqual([]);
});
