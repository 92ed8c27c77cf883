import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const src = new URL('../../../src/', import.meta.url);

test('the page of components shows every shared part', () => {
  const page = readFileSync(new URL('pages/[locale]/dev/components.astro', src), 'utf8');
  const parts = readdirSync(new URL('components/', src)).filter((name) => name.endsWith('.astro'));
  expect(parts.length).toBeGreaterThan(5);
  const missing = parts
    .map((name) => name.replace('.astro', ''))
    .filter((name) => !new RegExp(`<${name}[\\s/>]`).test(page));
  expect(missing).toEqual([]);
});
