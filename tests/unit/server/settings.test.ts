import { expect, test } from 'vitest';
import { parseSettings } from '#src/settings.ts';

test('needs nothing: every setting has a default', () => {
  const parsed = parseSettings({});
  expect(parsed).toMatchObject({
    kind: 'ok',
    settings: { host: 'localhost', port: 4321, contentDir: 'content', picturesDir: 'var/pictures', trustedProxies: 0 },
  });
  if (parsed.kind === 'ok') expect(parsed.settings.siteUrl.href).toBe('http://localhost:4321/');
});

test('takes an empty variable as not set', () => {
  expect(parseSettings({ PORT: '', SITE_URL: '  ' })).toMatchObject({ kind: 'ok', settings: { port: 4321 } });
});

test('tells every problem with name, expectation and what it found', () => {
  const parsed = parseSettings({
    PORT: '70000',
    SITE_URL: 'https://tripmap.example/vi',
    ALLOWED_HOSTS: 'a.example, b/c',
    REQUEST_LOG: 'loud',
    TEST_LOCALE: 'yes',
    MEILI_URL: 'search',
  });
  expect(parsed).toEqual({
    kind: 'wrong',
    problems: [
      'PORT must be a whole number from 0 to 65535, but is "70000".',
      'SITE_URL must be a bare origin such as https://tripmap.example, without a path, but is "https://tripmap.example/vi".',
      'ALLOWED_HOSTS must be host names separated by commas, such as tripmap.example,www.tripmap.example, but is "a.example, b/c".',
      'REQUEST_LOG must be text, json, errors or off, but is "loud".',
      'MEILI_URL must be a complete address starting with http:// or https://, but is "search".',
      'TEST_LOCALE must be 0 or 1, but is "yes".',
    ],
  });
});

test('does not repeat a secret', () => {
  const parsed = parseSettings({ SECRET: 'hunter2', DATABASE_URL: 'mysql://root:hunter2@db' });
  expect(JSON.stringify(parsed)).not.toContain('hunter2');
  expect(parsed).toMatchObject({ kind: 'wrong', problems: { length: 2 } });
});
