import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EmbeddedEngine } from '#search/engines/embedded.ts';
import { evaluate, meets, readQuestions, type Evaluation } from '#search/evaluate.ts';
import { documentsOf } from '#search/index-of-content.ts';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import type { ContentStore } from '#src/ports/content-store.ts';
import type { SearchHit } from '#src/ports/search-engine.ts';

let content: ContentStore;
let result: Evaluation;

beforeAll(async () => {
  content = await createContentFiles({ root: 'content' });
  const rows = Papa.parse<Record<string, string>>(await readFile('tests/fixtures/search/queries.csv', 'utf8'), { header: true, skipEmptyLines: true }).data; // prettier-ignore
  const engine = new EmbeddedEngine((language) => documentsOf(content, language));
  result = await evaluate(engine, readQuestions(rows), (slug) => content.find('places', slug));
}, 60_000);
afterAll(() => content.close());

test('questions in six languages find the right entry first', () => {
  expect(result.queries).toBeGreaterThan(500);
  const told = result.misses.map((miss) => `${miss.locale} "${miss.query}": ${miss.got.join(', ')}`).join('\n');
  expect(result.success1, told).toBeGreaterThanOrEqual(0.97);
  expect(result.success3, told).toBeGreaterThanOrEqual(0.99);
});

test('a homestay is near a place by area or within ten kilometres', () => {
  const find = (slug: string) => content.find('places', slug);
  const hit = { id: 'homestays/x', kind: 'homestays', type: 'homestay', area: 'meo-vac' } as unknown as SearchHit;
  expect(meets(hit, 'kind:homestay@meo-vac', find)).toBe(true);
  expect(meets(hit, 'kind:homestay@dong-van', find)).toBe(false);
  expect(meets({ ...hit, position: { lat: 23.28, lng: 105.36 } }, 'kind:homestay@dong-van', find)).toBe(true);
  expect(meets(hit, 'kind:cave', find)).toBe(false);
});
