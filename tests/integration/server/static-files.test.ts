import { brotliCompressSync, gzipSync } from 'node:zlib';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { serve, type Served } from './served.ts';

let served: Served;
afterEach(() => served.stop());

const script = `console.log(${JSON.stringify('x'.repeat(2000))});`;
const bytes = Buffer.from(Array.from({ length: 2000 }, (_, i) => i % 251));

const files = {
  'client/_astro/island.abc123.js': script,
  'client/manifest.webmanifest': '{}',
  'client/map/basemap.geojson': `{"type":"FeatureCollection","note":"${'y'.repeat(900)}"}`,
  'client/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'client/.hidden': 'secret',
  'client/packed.txt': 'z'.repeat(1000),
  'client/packed.txt.br': brotliCompressSync('z'.repeat(1000)),
  'client/packed.txt.gz': gzipSync('z'.repeat(1000)),
  'pictures/fort-800.0f.avif': bytes,
  'pictures/large.0f.webp': Buffer.alloc(1_200_000, 7),
};

test('serves files with their type, and lets browsers keep hashed names for good', async () => {
  served = await serve(() => ({ status: 404 }), { files });
  const immutable = 'public, max-age=31536000, immutable';
  const revalidate = 'public, max-age=0, must-revalidate';
  const expected = [
    ['/_astro/island.abc123.js', 'text/javascript; charset=utf-8', immutable],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8', revalidate],
    ['/map/basemap.geojson', 'application/geo+json; charset=utf-8', revalidate],
    ['/pictures/fort-800.0f.avif', 'image/avif', immutable],
    ['/pictures/large.0f.webp', 'image/webp', immutable],
  ] as const;
  for (const [path, type, cacheControl] of expected) {
    for (const time of ['first', 'again']) {
      const { status, headers } = await served.get(path);
      expect({ path, time, status, type: headers['content-type'], cacheControl: headers['cache-control'] }).toEqual({
        path,
        time,
        status: 200,
        type,
        cacheControl,
      });
    }
  }
  expect(served.asked).toHaveLength(0);
});

test('sends the same bytes in every encoding and 304 to whoever has them', async () => {
  served = await serve(() => ({}), { files });
  for (const encoding of ['br', 'gzip']) {
    const packed = await served.get('/_astro/island.abc123.js', { 'accept-encoding': encoding });
    expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
    expect(packed.text).toBe(script);
    expect(packed.raw.byteLength).toBeLessThan(script.length);
  }
  const { headers } = await served.get('/_astro/island.abc123.js');
  const again = await served.get('/_astro/island.abc123.js', { 'if-none-match': String(headers.etag) });
  expect(again).toMatchObject({ status: 304, text: '' });
});

test('sends what the build has packed, and does not show the packed files themselves', async () => {
  served = await serve(() => ({ status: 404 }), { files });
  const packed = await served.get('/packed.txt', { 'accept-encoding': 'br' });
  expect(packed.raw).toEqual(files['client/packed.txt.br']);
  expect((await served.get('/packed.txt.br')).status).toBe(404);
});

test('does not compress pictures, and answers a part of them', async () => {
  served = await serve(() => ({}), { files });
  const whole = await served.get('/pictures/fort-800.0f.avif', { 'accept-encoding': 'br, gzip' });
  expect(whole.headers['content-encoding']).toBeUndefined();
  expect(whole.raw).toEqual(bytes);
  for (const [range, from, to] of [
    ['bytes=0-99', 0, 99],
    ['bytes=1990-', 1990, 1999],
    ['bytes=-10', 1990, 1999],
  ] as const) {
    const part = await served.get('/pictures/fort-800.0f.avif', { range });
    expect(part.status).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes ${from}-${to}/2000`);
    expect(part.raw).toEqual(bytes.subarray(from, to + 1));
  }
  expect((await served.get('/pictures/fort-800.0f.avif', { range: 'bytes=5000-' })).status).toBe(416);
  const streamed = await served.get('/pictures/large.0f.webp', { range: 'bytes=10-19' });
  expect(streamed.raw).toEqual(Buffer.alloc(10, 7));
});

test('finds a picture that was made while the server runs', async () => {
  served = await serve(() => ({}), { files: { 'pictures/a.avif': bytes } });
  expect((await served.get('/pictures/new.avif')).status).toBe(404);
  await writeFile(`${served.folder}/pictures/new.avif`, bytes);
  expect((await served.get('/pictures/new.avif')).status).toBe(200);
});

test('reaches nothing hidden, nothing outside its folders and no folder', async () => {
  served = await serve(() => ({ status: 404, body: 'page' }), { files: { ...files, 'secret.txt': 'secret' } });
  await symlink(`${served.folder}/secret.txt`, `${served.folder}/client/late-link.txt`);
  for (const path of [
    '/.hidden',
    '/../secret.txt',
    '/pictures/../secret.txt',
    '/pictures/%2e%2e/secret.txt',
    '/pictures/%2e%2e%2fsecret.txt',
    '/pictures/..%2fsecret.txt',
    '/pictures/.hidden',
    '/_astro',
    '/pictures',
    '/late-link.txt',
  ]) {
    const answer = await served.get(path);
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    expect(answer.text, path).not.toContain('secret');
  }
});

test('keeps scripts inside a drawing from running', async () => {
  served = await serve(() => ({}), { files });
  const policy = String((await served.get('/icon.svg')).headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('sandbox');
});

test('waits for a picture in the making, and answers 404 for one that never comes', async () => {
  served = await serve(() => ({ body: '' }), {
    files: { 'pictures/other.avif': 'x' },
    pictureSettled: async (name, folder) => {
      if (name === 'soon-240.avif') await writeFile(join(folder, 'pictures', name), 'made');
    },
  });
  const made = await served.get('/pictures/soon-240.avif');
  expect([made.status, made.text, made.headers['content-type']]).toEqual([200, 'made', 'image/avif']);
  expect((await served.get('/pictures/never-240.avif')).status).toBe(404);
});
