import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { clientAddress, rateLimitKey } from '#src/server/client-address.ts';
import { matchesEntityTag } from '#src/server/entity-tag.ts';
import { chooseEncoding } from '#src/server/content-encoding.ts';
import { explainSystemError } from '#src/server/operator-errors.ts';
import { RateLimiter } from '#src/server/rate-limit.ts';

test('lets a burst through, then as many as the rate allows', () => {
  let now = 0;
  const limiter = new RateLimiter({ burst: 3, perMinute: 6 }, () => now);
  const take = () => limiter.take('a').kind;
  expect([take(), take(), take(), take()]).toEqual(['allowed', 'allowed', 'allowed', 'refused']);
  expect(limiter.take('a')).toEqual({ kind: 'refused', retryAfterSeconds: 10 });
  expect(limiter.take('b').kind).toBe('allowed');
  now = 10_000;
  expect([take(), take()]).toEqual(['allowed', 'refused']);
  now = 10_000_000;
  expect([take(), take(), take(), take()]).toEqual(['allowed', 'allowed', 'allowed', 'refused']);
});

test('remembers a bounded number of readers', () => {
  const limiter = new RateLimiter({ burst: 1, perMinute: 1 }, () => 0, 100);
  limiter.take('first');
  expect(limiter.take('first').kind).toBe('refused');
  for (let i = 0; i < 100; i++) limiter.take(`reader ${i}`);
  expect(limiter.take('first').kind).toBe('allowed');
});

test.each([
  [0, '1.1.1.1', '10.0.0.1'],
  [1, '1.1.1.1', '1.1.1.1'],
  [1, 'claimed, 1.1.1.1', '1.1.1.1'],
  [2, 'claimed, 1.1.1.1, 10.0.0.9', '1.1.1.1'],
  [2, '1.1.1.1', '10.0.0.1'],
  [1, '', '10.0.0.1'],
])('believes %i proxies about "%s"', (proxies, header, expected) => {
  const req = { headers: { 'x-forwarded-for': header }, socket: { remoteAddress: '10.0.0.1' } };
  expect(clientAddress(req as unknown as IncomingMessage, proxies)).toBe(expected);
});

test('counts one household as one', () => {
  expect(rateLimitKey('::ffff:203.0.113.5')).toBe('203.0.113.5');
  expect(rateLimitKey('2001:db8:1:2:3:4:5:6')).toBe(rateLimitKey('2001:db8:1:2::9'));
  expect(rateLimitKey('2001:db8:1:2::9')).not.toBe(rateLimitKey('2001:db8:1:3::9'));
  expect(rateLimitKey('2001:db8::1')).toBe('2001:db8:0:0');
});

test('compares entity tags weakly', () => {
  expect(matchesEntityTag('W/"a"', 'W/"a"')).toBe(true);
  expect(matchesEntityTag('"x", "a"', 'W/"a"')).toBe(true);
  expect(matchesEntityTag('*', 'W/"a"')).toBe(true);
  expect(matchesEntityTag('"ab"', 'W/"a"')).toBe(false);
  expect(matchesEntityTag(undefined, 'W/"a"')).toBe(false);
});

test('chooses the best encoding that is not refused', () => {
  expect(chooseEncoding('gzip, deflate, br')).toBe('br');
  expect(chooseEncoding('br;q=0, gzip;q=0.5')).toBe('gzip');
  expect(chooseEncoding('GZIP')).toBe('gzip');
  expect(chooseEncoding('zstd')).toBe('identity');
  expect(chooseEncoding(undefined)).toBe('identity');
});

test.each([
  [{ code: 'EADDRINUSE', port: 4321 }, 'Port 4321 is already in use'],
  [{ code: 'EACCES', port: 80 }, 'Port 80 needs more rights'],
  [{ code: 'EACCES', path: 'var/db' }, 'may not use var/db'],
  [{ code: 'ENOSPC', path: 'var/db' }, 'The disk is full'],
  [{ code: 'EROFS', path: 'var' }, 'read-only'],
  [{ code: 'ENOTDIR', syscall: 'mkdir', path: 'notes.txt/var' }, 'A file is in the way of the folder notes.txt/var'],
  [{ code: 'ENOENT', syscall: 'mkdir', path: '/cd/var' }, 'The folder /cd/var cannot be made'],
])('explains %o in one sentence', (fields, expected) => {
  const sentence = explainSystemError(Object.assign(new Error('raw'), fields));
  expect(sentence).toContain(expected);
  expect(sentence).toMatch(/^[^\n]+\.$/);
});

test('leaves faults of the program to the developer', () => {
  expect(explainSystemError(new TypeError('x is not a function'))).toBeUndefined();
  expect(explainSystemError(Object.assign(new Error('raw'), { code: 'ENOENT', syscall: 'open', path: 'a.ts' }))).toBeUndefined(); // prettier-ignore
});
