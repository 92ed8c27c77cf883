import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Arrows point inward: edge → features → ports and domain; adapters and search → ports and domain;
 * domain → itself and Zod. Layouts belong to the edge: they carry the search box and the alerts.
 */
const LAYERS: Record<string, readonly string[]> = {
  'src/domain': ['src/domain'],
  'src/ports': ['src/ports', 'src/domain'],
  'src/adapters': ['src/adapters', 'src/ports', 'src/domain', 'search', 'src/i18n'],
  search: ['search', 'src/ports', 'src/domain'],
  'src/i18n': ['src/i18n', 'src/domain'],
  'src/components': ['src/components', 'src/ports', 'src/domain', 'src/i18n', 'src/styles'],
};
/** Small pure libraries the domain may use, each named in DECISIONS.md. */
const DOMAIN_LIBRARIES = ['zod', 'zod/mini', 'suncalc', 'fflate', 'saxes'];

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && /\.(?:ts|tsx|astro)$/.test(item.name))
    .map((item) => join(item.parentPath, item.name));
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function inProject(file: string, name: string): string | undefined {
  if (name.startsWith('#')) return name.slice(1);
  if (name.startsWith('.')) return posix.join(posix.dirname(file), name);
  return undefined;
}

test.each(Object.entries(LAYERS))('%s imports only what lies further in', (layer, allowed) => {
  const outward = filesBelow(layer).flatMap((file) =>
    importsOf(file)
      .map((name) => inProject(file, name))
      .filter((target) => target !== undefined && !allowed.some((folder) => target.startsWith(`${folder}/`)))
      .map((target) => `${file} → ${target}`),
  );
  expect(outward).toEqual([]);
});

test('the domain runs anywhere: no Node, no Astro, no library but the few it is allowed', () => {
  const foreign = filesBelow('src/domain').flatMap((file) =>
    importsOf(file)
      .filter((name) => inProject(file, name) === undefined && !DOMAIN_LIBRARIES.includes(name))
      .map((name) => `${file} → ${name}`),
  );
  expect(foreign).toEqual([]);
});

test('every import names its file, so that Node runs the sources as they are', () => {
  const bare = filesBelow('src').flatMap((file) =>
    importsOf(file)
      .filter((name) => /^[#.]/.test(name) && !/\.(?:ts|tsx|astro|css|json|mjs)$/.test(name))
      .map((name) => `${file} → ${name}`),
  );
  expect(bare).toEqual([]);
});
