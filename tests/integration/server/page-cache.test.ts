import { afterEach, expect, test } from 'vitest';
import { serve, type Served } from './served.ts';

let served: Served;
afterEach(() => served.stop());

const words =
  'đá vôi cao nguyên Đồng Văn Mèo Vạc chợ phiên ruộng bậc thang hẻm sông Nho Quế đèo dốc mây sương ngô lanh'.split(' ');
const long = `<p>${Array.from({ length: 900 }, (_, i) => words[(i * i * 31 + i * 17) % words.length]).join(' ')}</p>`;

const browser = { 'accept-encoding': 'gzip, deflate, br, zstd' };

test('renders a cacheable page once and sends the same text in every encoding', async () => {
  served = await serve(() => ({ body: long, cache: { tags: ['places'] } }));
  const br = await served.get('/vi/places', browser);
  const gzip = await served.get('/vi/places', { 'accept-encoding': 'gzip' });
  const plain = await served.get('/vi/places');
  const refused = await served.get('/vi/places', { 'accept-encoding': 'br;q=0, gzip;q=0' });

  expect(served.asked).toHaveLength(1);
  expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
  expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect([br.text, gzip.text, plain.text, refused.text]).toEqual([long, long, long, long]);
  for (const answer of [br, gzip, plain]) expect(Number(answer.headers['content-length'])).toBe(answer.raw.byteLength);
  expect(br.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
});

test('answers 304 to a reader who has the page, and 200 again when it has changed', async () => {
  let body = long;
  served = await serve(() => ({ body, cache: { tags: ['places'] } }));
  const first = await served.get('/vi/places', browser);
  const etag = String(first.headers.etag);
  const again = await served.get('/vi/places', { ...browser, 'if-none-match': `"other", ${etag}` });
  expect(again).toMatchObject({ status: 304, text: '' });
  expect(again.headers).toMatchObject({
    etag,
    'cache-control': first.headers['cache-control'],
    vary: 'Accept-Encoding',
  });

  body = `${long}<p>Mới</p>`;
  served.cache.invalidate(['places']);
  const changed = await served.get('/vi/places', { ...browser, 'if-none-match': etag });
  expect(changed).toMatchObject({ status: 200, text: body });
});

test('packs a page that is read often tighter without changing its text or tag', async () => {
  served = await serve(() => ({ body: long, cache: { tags: [] } }));
  const first = await served.get('/vi/places', browser);
  for (let i = 0; i < 3; i++) await served.get('/vi/places', browser);
  await served.cache.settled();
  const tight = await served.get('/vi/places', browser);
  expect(tight.raw.byteLength).toBeLessThan(first.raw.byteLength);
  expect(Number(tight.headers['content-length'])).toBe(tight.raw.byteLength);
  expect(tight.text).toBe(long);
  expect(tight.headers.etag).toBe(first.headers.etag);
  expect(tight.headers['content-type']).toBe('text/html; charset=utf-8');
});

test('lets a hundred readers of a missing page wait for one rendering', async () => {
  served = await serve(() => ({ body: long, delayMs: 100, cache: { tags: [] } }));
  const answers = await Promise.all(Array.from({ length: 100 }, () => served.get('/vi/places')));
  expect(served.asked).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.text))).toEqual(new Set([long]));
});

test('forgets exactly the pages that carry a changed tag', async () => {
  served = await serve(({ url }) => ({
    body: url,
    cache: { tags: url.includes('fort') ? ['places/fort', 'places'] : ['events'] },
  }));
  await served.get('/vi/places/fort');
  await served.get('/vi/events');
  served.cache.invalidate(['places/fort']);
  await served.get('/vi/places/fort');
  await served.get('/vi/events');
  expect(served.asked.map(({ url }) => url)).toEqual(['/vi/places/fort', '/vi/events', '/vi/places/fort']);
});

test('renders again when the content changed while the page was being rendered', async () => {
  let text = 'old';
  served = await serve(() => ({ body: text, delayMs: 60, cache: { tags: ['places'] } }));
  const early = served.get('/vi/places');
  await new Promise((resolve) => setTimeout(resolve, 20));
  text = 'new';
  served.cache.invalidate(['places']);
  const late = served.get('/vi/places');
  expect((await early).text).toBe('new');
  expect((await late).text).toBe('new');
  expect((await served.get('/vi/places')).text).toBe('new');
  expect(served.asked).toHaveLength(2);
});

test('renders again when a page has reached its age', async () => {
  served = await serve((_asked, times) => ({
    body: `rendering ${times}`,
    cache: { tags: ['events'], maxAgeSeconds: 60 },
  }));
  expect((await served.get('/vi/events')).text).toBe('rendering 1');
  served.clock.milliseconds += 59_000;
  expect((await served.get('/vi/events')).text).toBe('rendering 1');
  served.clock.milliseconds += 1_000;
  expect((await served.get('/vi/events')).text).toBe('rendering 2');
});

test.each([
  ['a page that did not ask for it', '/vi/places', {}],
  ['a page that sets a cookie', '/vi/places', { cache: { tags: [] }, headers: { 'set-cookie': 'a=1' } }],
  ['a page that is not found', '/vi/places', { cache: { tags: [] }, status: 404 }],
  ['a page that failed', '/vi/places', { cache: { tags: [] }, status: 500 }],
  ['a redirect', '/vi/places', { cache: { tags: [] }, status: 302, headers: { location: '/vi' } }],
  ['a page of a portal, whatever it asks for', '/vi/owner/listings', { cache: { tags: [] } }],
  ['an unlisted API', '/api/session', { cache: { tags: [] } }],
  ['the language chooser', '/', { cache: { tags: [] } }],
])('never keeps %s', async (_what, path, page) => {
  served = await serve(() => page);
  const first = await served.get(path);
  await served.get(path);
  expect(served.asked).toHaveLength(2);
  expect(served.cache.stats().pages).toBe(0);
  expect(first.headers['cache-control']).toBe('private, no-store');
});

test('shows public pages nothing of the reader, so that no page kept for all can be personal', async () => {
  served = await serve(({ headers }) => ({ body: JSON.stringify(headers), cache: { tags: [] } }));
  const personal = {
    cookie: 'session=secret',
    authorization: 'Bearer secret',
    'accept-language': 'de',
    'user-agent': 'x',
  };
  const answer = await served.get('/vi/places', personal);
  expect(answer.text).toBe(JSON.stringify({ host: 'tripmap.test', accept: '*/*' }));
});

test('shows pages behind sign-in the whole request', async () => {
  served = await serve(({ headers }) => ({ body: `hello ${headers.cookie}` }));
  const [anna, binh] = await Promise.all([
    served.get('/vi/owner', { cookie: 'anna' }),
    served.get('/vi/owner', { cookie: 'binh' }),
  ]);
  expect([anna.text, binh.text]).toEqual(['hello anna', 'hello binh']);
});

test('gives a page with a cookie to its own reader only, even when others wait for it', async () => {
  served = await serve((_asked, times) => ({
    delayMs: 30,
    headers: { 'set-cookie': `id=${times}` },
    cache: { tags: [] },
  }));
  const answers = await Promise.all([1, 2, 3].map(() => served.get('/vi/places')));
  const cookies = answers.map((answer) => String(answer.headers['set-cookie']));
  expect(new Set(cookies).size).toBe(3);
});

test('drops unknown parameters before looking up and before rendering, and orders the known ones', async () => {
  served = await serve(({ url }) => ({ body: url, cache: { tags: [] } }));
  const urls = [
    '/vi/places?kind=pass&area=dong-van',
    '/vi/places?utm_source=x&area=dong-van&kind=pass&kind=pass',
    '/vi/places?area=dong%2Dvan&&kind=pass&page=&%ff=1',
  ];
  for (const url of urls) expect((await served.get(url)).text).toBe('/vi/places?kind=pass&area=dong-van');
  expect((await served.get('/vi/about?x=1')).text).toBe('/vi/about');
  expect(served.asked).toHaveLength(2);
});

test('keeps the same page for every host name and every spelling of an address', async () => {
  served = await serve(({ url }) => ({ body: url, cache: { tags: [] } }), {
    env: { ALLOWED_HOSTS: 'www.tripmap.test' },
  });
  await served.get('/vi/places/m%C3%A8o-v%E1%BA%A1c');
  await served.get('/vi/places/m%c3%a8o-v%e1%ba%a1c');
  await served.get('/vi/places/%6d%C3%A8o-va%CC%A3c');
  await served.get('/vi/places/m%C3%A8o-v%E1%BA%A1c', { host: 'www.tripmap.test' });
  expect(served.asked).toHaveLength(1);
});

test('answers HEAD like GET without the body', async () => {
  served = await serve(() => ({ body: long, cache: { tags: [] } }));
  const get = await served.get('/vi/places', browser);
  const head = await served.get('/vi/places', browser, 'HEAD');
  expect(head).toMatchObject({ status: 200, text: '' });
  for (const name of ['etag', 'content-length', 'content-encoding', 'content-type', 'content-security-policy']) {
    expect(head.headers[name]).toBe(get.headers[name]);
  }
  expect(served.asked).toHaveLength(1);
});

test('stays within its size under ten thousand distinct addresses', async () => {
  served = await serve(({ url }) => ({ body: `${url}${long}`, cache: { tags: [url] } }), {
    env: { PAGE_CACHE_MB: '1', REQUEST_LOG: 'off' },
  });
  for (let from = 0; from < 10_000; from += 200) {
    await Promise.all(Array.from({ length: 200 }, (_, i) => served.get(`/vi/places?q=${from + i}`)));
  }
  const { bytes, maxBytes, pages } = served.cache.stats();
  expect(served.asked).toHaveLength(10_000);
  expect(bytes).toBeLessThanOrEqual(maxBytes);
  expect(pages).toBeGreaterThan(50);
  expect(served.cache.tagCount()).toBe(pages);
}, 60_000);

test('tells a content delivery network how long it may keep a page only when the operator says so', async () => {
  served = await serve(() => ({ cache: { tags: [] } }), { env: { CDN_MAX_AGE: '300' } });
  expect((await served.get('/vi')).headers['cache-control']).toBe('public, max-age=0, must-revalidate, s-maxage=300');
});
