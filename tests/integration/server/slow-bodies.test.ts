import { connect, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { serve, type Served } from './served.ts';

let served: Served;
let line: Socket;
afterEach(async () => {
  line.destroy();
  await served.stop();
});

const UPLOAD = '/api/owner/nha-mo/photo-add';
const SEARCH = '/vi/search';

/** Sends the head of a write and hands back what the server says. */
async function begin(
  path: string,
  announced: number,
  method = 'POST',
): Promise<{ answer: () => string; closed: () => boolean }> {
  line = connect(served.port, '127.0.0.1');
  let answer = '';
  let closed = false;
  line.on('data', (bytes: Buffer) => (answer += bytes.toString()));
  line.on('error', () => undefined);
  line.on('close', () => (closed = true));
  const head = `${method} ${path} HTTP/1.1\r\nHost: tripmap.test\r\nOrigin: http://tripmap.test\r\nSec-Fetch-Site: same-origin\r\nContent-Type: text/plain\r\nContent-Length: ${announced}\r\n\r\n`;
  await arrive(head);
  return { answer: () => answer, closed: () => closed };
}

/** The clock of the server goes on only when the bytes are there, so that no slow machine spoils the test. */
async function arrive(text: string): Promise<void> {
  const before = served.received();
  line.write(text);
  await soon(() => expect(served.received()).toBe(before + text.length));
}

const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 2 });

/** Lets time pass at the server, and lets it look at its connections several times. */
async function pass(seconds: number): Promise<void> {
  served.clock.milliseconds += seconds * 1000;
  await new Promise((resolve) => setTimeout(resolve, 40));
}

test('takes a photo that trickles in over ten minutes, because the line lives', async () => {
  served = await serve(() => ({ body: 'arrived' }));
  const piece = 'x'.repeat(20 * 1024);
  const upload = await begin(UPLOAD, 10 * piece.length);
  for (let i = 0; i < 10; i++) {
    await arrive(piece);
    if (i < 9) await pass(61);
    expect(upload.closed()).toBe(false);
  }
  await soon(() => expect(upload.answer()).toContain('arrived'));
  expect(upload.answer()).toMatch(/^HTTP\/1\.1 200 /);
  expect(served.asked[0]?.body).toHaveLength(10 * piece.length);
});

test.each([
  ['an upload that says nothing more', UPLOAD, 'POST'],
  ['a search that never comes to its end', SEARCH, 'POST'],
])('gives up on %s, with an answer a phone takes as "later"', async (_, path, method) => {
  served = await serve(() => ({}));
  const slow = await begin(path, 100_000, method);
  await pass(61);
  await soon(() => expect(slow.closed()).toBe(true));
  expect(slow.answer()).toMatch(/^HTTP\/1\.1 408 /);
  expect(served.asked).toHaveLength(0);
});

test('gives up on an upload by drops, which holds a connection for nothing', async () => {
  served = await serve(() => ({}));
  const slow = await begin(UPLOAD, 100_000);
  for (let i = 0; i < 6; i++) {
    await arrive('x'.repeat(100));
    await pass(10);
  }
  await pass(2);
  await soon(() => expect(slow.closed()).toBe(true));
  expect(slow.answer()).toMatch(/^HTTP\/1\.1 408 /);
});

test('does not keep a connection for the body of a reading, which nobody asked for', async () => {
  served = await serve(() => ({ body: 'page' }));
  const slow = await begin('/vi', 100_000, 'GET');
  await soon(() => expect(slow.answer()).toContain('page'));
  await pass(61);
  await soon(() => expect(slow.closed()).toBe(true));
});
