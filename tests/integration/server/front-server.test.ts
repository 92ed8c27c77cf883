import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { LOCALES } from '#src/domain/locale/languages.ts';
import { serve, type Served } from './served.ts';

let served: Served;
afterEach(() => served.stop());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const ownPage = { ...form, origin: 'http://tripmap.test', 'sec-fetch-site': 'same-origin' };

test('answers under its own names only', async () => {
  served = await serve(() => ({}), { env: { ALLOWED_HOSTS: 'www.tripmap.test, beta.tripmap.test:8080' } });
  const statusFor = async (host: string) => (await served.get('/vi', { host })).status;
  expect(await statusFor('tripmap.test')).toBe(200);
  expect(await statusFor('TRIPMAP.test')).toBe(200);
  expect(await statusFor('www.tripmap.test:4321')).toBe(200);
  expect(await statusFor('beta.tripmap.test:8080')).toBe(200);
  expect(await statusFor(`localhost:${served.port}`)).toBe(200);
  expect(await statusFor('evil.example')).toBe(421);
  expect(await statusFor('beta.tripmap.test')).toBe(421);
});

test.each([
  ['/vi/%E0%A4%A', 400],
  ['/vi/%00', 400],
  ['/vi/%2e%2e/secret', 400],
  ['/vi/..%5c..%5csecret', 400],
  ['/vi/places?kind=%ff', 400],
  [`/vi/places?kind=${'a'.repeat(301)}`, 400],
  [`/vi/${'a'.repeat(2100)}`, 414],
  ['http://evil.example/vi', 400],
])('answers a damaged address with a clear page: %s', async (path, status) => {
  served = await serve(() => ({}));
  const answer = await served.get(path);
  expect(answer.status).toBe(status);
  expect(answer.text).toMatch(/<h1>.+<\/h1>/);
  expect(served.asked).toHaveLength(0);
});

test.each([
  ['%ff', '/vi/search'],
  ['a'.repeat(301), `/vi/search?q=${'a'.repeat(300)}`],
])('cuts and cleans what is typed into a search instead of refusing it: %s', async (typed, asked) => {
  served = await serve(() => ({}));
  expect((await served.get(`/vi/search?q=${typed}`)).status).toBe(200);
  expect(served.asked.map(({ url }) => url)).toEqual([asked]);
});

test('tells what is wrong in the language of the address, else of the reader', async () => {
  served = await serve(() => ({}));
  const pages = await Promise.all(LOCALES.map((locale) => served.get(`/${locale}/%ff`)));
  expect(new Set(pages.map(({ text }) => /<h1>(.+)<\/h1>/.exec(text)?.[1])).size).toBe(LOCALES.length);
  expect((await served.get('/%ff', { 'accept-language': 'de' })).text).toContain('<html lang="de"');
});

test('moves doubled and trailing slashes, never to another site', async () => {
  served = await serve(() => ({}));
  expect((await served.get('/vi/places/?kind=pass')).headers.location).toBe('/vi/places?kind=pass');
  expect((await served.get('//evil.example//x')).headers.location).toBe('/evil.example/x');
  expect((await served.get('/vi/')).status).toBe(301);
});

test('puts the security headers on every kind of answer', async () => {
  served = await serve(({ url }) => ({ cache: { tags: [] }, status: url === '/vi/nope' ? 404 : 200 }), {
    files: { 'client/robots.txt': 'User-agent: *' },
  });
  const answers = [
    await served.get('/vi'),
    await served.get('/vi'),
    await served.get('/vi/nope'),
    await served.get('/vi/%ff'),
    await served.get('/robots.txt'),
    await served.get('/pictures/none.avif'),
    await served.get('/healthz'),
    await served.get('/vi', { host: 'evil.example' }),
    await served.post('/vi', 'a=1'),
  ];
  for (const { headers } of answers) {
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers['permissions-policy']).toContain('geolocation=(self), camera=(self)');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['content-security-policy']).not.toContain('unsafe-inline');
    expect(headers['strict-transport-security']).toBeUndefined();
  }
});

test('asks for https only where readers come by https', async () => {
  served = await serve(({ encrypted }) => ({ body: String(encrypted) }), { env: { SITE_URL: 'https://tripmap.test' } });
  const answer = await served.get('/vi');
  expect(answer.text).toBe('true');
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  expect(answer.headers['content-security-policy']).toContain('upgrade-insecure-requests');
});

test('allows the inline scripts that Astro vouches for, and no other', async () => {
  const known = `'sha256-${createHash('sha256').update('console.log(1)').digest('base64')}'`;
  const other = "'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='";
  served = await serve(() => ({
    body: '<script>console.log(1)</script><script>alert("smuggled in")</script><script src="/x.js"></script>',
    headers: { 'content-security-policy': `script-src 'self' ${known} ${other}; style-src 'self'` },
  }));
  const policy = String((await served.get('/vi')).headers['content-security-policy']);
  expect(policy).toContain(`script-src 'self' ${known};`);
});

test('lets the operator name a tile server, and other sites frame the widgets only', async () => {
  served = await serve(() => ({}), { env: { TILE_URL: 'https://{s}.tiles.example/{z}/{x}/{y}.png' } });
  const page = String((await served.get('/vi/map')).headers['content-security-policy']);
  expect(page).toContain("img-src 'self' data: blob: https://*.tiles.example;");
  expect(page).toContain("frame-ancestors 'none'");
  const widget = String((await served.get('/vi/widget/markets')).headers['content-security-policy']);
  expect(widget).toContain('frame-ancestors *');
});

test.each([
  ['a foreign page', { ...form, origin: 'https://evil.example' }],
  ['a foreign page without an origin', { ...form, 'sec-fetch-site': 'cross-site' }],
  ['a neighbour on the same domain', { ...ownPage, 'sec-fetch-site': 'same-site' }],
  ['a hidden origin', { ...form, origin: 'null' }],
  ['nobody', form],
])('refuses a write that comes from %s', async (_who, headers) => {
  served = await serve(() => ({}));
  const answer = await served.post('/vi/report', 'a=1', headers as Record<string, string>);
  expect(answer.status).toBe(403);
  expect(served.asked).toHaveLength(0);
});

test('passes a write from our own page on with its body, query and cookies', async () => {
  served = await serve(() => ({ status: 303, headers: { location: '/vi', 'set-cookie': ['a=1', 'b=2'] } }));
  const answer = await served.post('/vi/places?_action=report', 'text=đá', { ...ownPage, cookie: 's=1' });
  expect(answer).toMatchObject({ status: 303 });
  expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  expect(served.asked[0]).toMatchObject({ method: 'POST', url: '/vi/places?_action=report', body: 'text=đá' });
  expect(served.asked[0]?.headers.cookie).toBe('s=1');
});

test('takes a write with its own authorization, because no foreign page could borrow that', async () => {
  served = await serve(() => ({}));
  expect((await served.post('/api/import', '{}', { authorization: 'Bearer x' })).status).toBe(200);
  expect((await served.post('/api/import', '{}', { authorization: 'Bearer x', cookie: 's=1' })).status).toBe(403);
});

test('refuses a body over the limit, announced or not', async () => {
  served = await serve(() => ({}));
  expect((await served.post('/vi/places', Buffer.alloc(1024 * 1024 + 1), ownPage)).status).toBe(413);
  const chunked = { ...ownPage, 'transfer-encoding': 'chunked' };
  const answer = await served.post('/vi/places', Buffer.alloc(1024 * 1024 + 1), chunked).catch(() => undefined);
  expect(answer?.status ?? 413).toBe(413);
  expect((await served.post('/vi/owner/photos', Buffer.alloc(3 * 1024 * 1024), ownPage)).status).toBe(200);
  expect(served.asked).toHaveLength(1);
});

test('slows down whoever writes too often, and counts each proxied reader apart', async () => {
  served = await serve(() => ({}), { env: { WRITES_PER_MINUTE: '4', TRUST_PROXY: '1' } });
  const writeFrom = (address: string) =>
    served.post('/vi/report', 'a=1', { ...ownPage, 'x-forwarded-for': `1.2.3.4, ${address}` });
  expect((await writeFrom('203.0.113.5')).status).toBe(200);
  expect((await writeFrom('203.0.113.5')).status).toBe(200);
  const refused = await writeFrom('203.0.113.5');
  expect(refused).toMatchObject({ status: 429 });
  expect(refused.headers['retry-after']).toBe('15');
  expect((await writeFrom('203.0.113.6')).status).toBe(200);
  served.clock.milliseconds += 15_000;
  expect((await writeFrom('203.0.113.5')).status).toBe(200);
});

test('knows no methods but those it serves', async () => {
  served = await serve(() => ({}));
  expect((await served.get('/vi', {}, 'TRACE')).status).toBe(405);
  expect((await served.get('/vi', {}, 'OPTIONS')).headers.allow).toBe('GET, HEAD, POST, PUT, PATCH, DELETE');
});

test('shows its own page when a page breaks, says so to the operator, and stays up', async () => {
  served = await serve(({ url }) => {
    if (url === '/vi/throws') throw new Error('render fault');
    return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' };
  });
  for (const path of ['/vi/throws', '/vi/fails']) {
    const answer = await served.get(path);
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('<html lang="vi"');
    expect(answer.text).not.toContain('render fault');
  }
  expect(served.reported.join()).toContain('render fault');
});

test('gives up on a page that does not end, for all who wait, and renders it again later', async () => {
  served = await serve((_asked, times) =>
    times === 1 ? { delayMs: 60_000 } : { body: 'well again', cache: { tags: [] } },
  );
  const stuck = await Promise.all([served.get('/vi'), served.get('/vi')]);
  expect(stuck.map(({ status }) => status)).toEqual([500, 500]);
  expect(served.reported.join()).toContain('not ready after 2 s');
  expect((await served.get('/vi')).text).toBe('well again');
});

test('answers garbage on the wire with 400 and stays up', async () => {
  served = await serve(() => ({}));
  const text = await new Promise<string>((resolve) => {
    const socket = connect(served.port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
    let got = '';
    socket.on('data', (chunk) => (got += chunk.toString()));
    socket.on('close', () => resolve(got));
  });
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect((await served.get('/vi')).status).toBe(200);
});

test('tells its health, also to a probe that knows only the address', async () => {
  served = await serve(() => ({ cache: { tags: [] } }));
  await served.get('/vi');
  const answer = await served.get('/healthz', { host: '10.0.0.7' });
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(JSON.parse(answer.text)).toMatchObject({
    status: 'ok',
    version: '9.9.9',
    uptimeSeconds: 0,
    pageCache: { pages: 1, misses: 1 },
    content: { places: 3 },
  });
});

test('logs one line for each request, without queries, tokens or addresses', async () => {
  served = await serve(() => ({ cache: { tags: [] } }));
  await served.get('/vi/search?q=private+words', { 'user-agent': 'agent-x' });
  await served.get('/vi/invite/secret-token');
  await served.get('/healthz');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(served.logged).toHaveLength(3);
  expect(served.logged[0]).toMatch(/^GET \/vi\/search 200 render \d+\.\dms \d+B$/);
  expect(served.logged[1]).toMatch(/^GET \/…\/invite\/… 200 render /);
  expect(served.logged.join()).not.toMatch(/private|secret|127\.0\.0\.1|agent-x/);
});
