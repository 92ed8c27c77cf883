import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { tellProblem } from '#src/adapters/content-files/describe-problems.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tripmap-content-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const GOOD_FACTS = `kind: pass
area: meo-vac
position: { lat: 23.2408, lng: 105.411, confidence: high }
visitMinutes: 45
confidence: high
`;
const GOOD_WORDS = `---
name: Mã Pí Lèng
summary: Đèo giữa Đồng Văn và Mèo Vạc.
---
Thân bài.
`;

function write(slug: string, files: Record<string, string>) {
  const folder = join(root, 'places', slug);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

async function problemsOf(files: Record<string, string>): Promise<string[]> {
  write('fort', files);
  const store = await createContentFiles({ root });
  const problems = store.problems().map(tellProblem);
  await store.close();
  return problems;
}

test('names the field, the expected form and the value found when a clock time is mistyped', async () => {
  const facts = `${GOOD_FACTS}open:\n  - { rule: daily, hours: 9h30-17h }\n`;
  expect(await problemsOf({ 'facts.yaml': facts, 'vi.md': GOOD_WORDS })).toEqual([
    'content/places/fort/facts.yaml: "open.0.hours" must look like 05:00-12:00 or be one of: morning, day, evening, night, all day, varies, but is "9h30-17h". Write it like 05:00-12:00',
  ]);
});

test('suggests the nearest word when a kind is misspelt', async () => {
  const facts = GOOD_FACTS.replace('kind: pass', 'kind: pas');
  const [message] = await problemsOf({ 'facts.yaml': facts, 'vi.md': GOOD_WORDS });
  expect(message).toContain('content/places/fort/facts.yaml: "kind" must be one of town, village,');
  expect(message).toMatch(/but is "pas"\. Write pass\.$/);
});

test('says how to begin a file of words that has no front matter', async () => {
  expect(await problemsOf({ 'facts.yaml': GOOD_FACTS, 'vi.md': 'Mã Pí Lèng\n' })).toEqual([
    'content/places/fort/vi.md: "(front matter)" must stand between two lines of ---, but is "Mã Pí Lèng\\n". Begin the file with ---, then name: and summary:, then --- again.',
  ]);
});

test('tells all problems of all files at once', async () => {
  const facts = GOOD_FACTS.replace('lat: 23.2408', 'lat: 105.4').replace('visitMinutes: 45', 'visitMinutes: soon');
  const problems = await problemsOf({ 'facts.yaml': facts, 'vi.md': GOOD_WORDS.replace('name: Mã Pí Lèng', 'title: x') });
  expect(problems).toHaveLength(4);
});

test('keeps the last good version while a file is broken, and takes the mended one', async () => {
  write('fort', { 'facts.yaml': GOOD_FACTS, 'vi.md': GOOD_WORDS });
  const store = await createContentFiles({ root });
  write('fort', { 'vi.md': 'no front matter' });
  await store.refresh('places', 'fort');
  expect(store.find('places', 'fort')?.words.vi?.name).toBe('Mã Pí Lèng');
  expect(store.problems()).toHaveLength(1);

  write('fort', { 'vi.md': GOOD_WORDS.replace('Mã Pí Lèng', 'Đèo Mã Pí Lèng') });
  await store.refresh('places', 'fort');
  expect(store.find('places', 'fort')?.words.vi?.name).toBe('Đèo Mã Pí Lèng');
  expect(store.problems()).toEqual([]);
  await store.close();
});

test('a file broken while the server stood still leaves the last good version', async () => {
  write('fort', { 'facts.yaml': GOOD_FACTS, 'vi.md': GOOD_WORDS });
  write('ford', { 'facts.yaml': GOOD_FACTS, 'vi.md': GOOD_WORDS });
  const snapshotFile = join(root, 'snapshot.json');
  const first = await createContentFiles({ root, snapshotFile, snapshotAfterMs: 0 });
  await expect.poll(() => existsSync(snapshotFile)).toBe(true);
  write('fort', { 'facts.yaml': 'kind: [' });
  write('ford', { 'vi.md': GOOD_WORDS.replace('Thân bài', 'Thân bài mới hơn') });
  const second = await createContentFiles({ root, snapshotFile });
  expect(second.problems()).toHaveLength(1);
  expect(second.find('places', 'fort')).toEqual(first.find('places', 'fort'));
  expect(second.find('places', 'ford')?.words.vi?.body).toContain('mới hơn');
});

test('follows changed, new, replaced and removed entries', async () => {
  write('fort', { 'facts.yaml': GOOD_FACTS, 'vi.md': GOOD_WORDS });
  const store = await createContentFiles({ root, watch: true });
  const nameOf = (slug: string) => store.find('places', slug)?.words.vi?.body ?? '';
  write('fort', { 'vi.md': GOOD_WORDS.replace('Thân bài', 'lần hai') });
  await expect.poll(() => nameOf('fort')).toContain('lần hai');
  write('ford', { 'facts.yaml': GOOD_FACTS, 'vi.md': GOOD_WORDS });
  await expect.poll(() => store.list('places').length).toBe(2);
  write('ford', { 'vi.md': GOOD_WORDS.replace('Thân bài', 'lần ba') });
  await expect.poll(() => nameOf('ford')).toContain('lần ba');
  rmSync(join(root, 'places/ford'), { recursive: true });
  await expect.poll(() => store.find('places', 'ford')).toBeUndefined();
  write('ford', { 'facts.yaml': GOOD_FACTS, 'vi.md': GOOD_WORDS });
  await expect.poll(() => store.list('places').length).toBe(2);
  write('ford', { 'vi.md': GOOD_WORDS.replace('Thân bài', 'lần bốn') });
  await expect.poll(() => nameOf('ford')).toContain('lần bốn');
  await store.close();
});

test('the quick way through plain front matter reads what the YAML parser reads', async () => {
  const { parse } = await import('yaml');
  const { parseWords } = await import('#src/adapters/content-files/parse-files.ts');
  for (const name of ['Mã Pí Lèng', '"Đèo: Mã Pí Lèng"', '"say \\"chào\\" \\\\ back"', 'Nhà Hoa Đào (mẫu)', "'quoted'", 'a "b" c', 'Đèo # lời bàn', 'yes it is', 'true', '12', '~', 'x: y', '"tab\\tx"', '- a']) {
    const front = `name: ${name}\nsummary: Đèo giữa Đồng Văn và Mèo Vạc.`;
    const read = parseWords('places/x/vi.md', `---\n${front}\n---\nThân`);
    let expected: unknown;
    try {
      expected = (parse(front, { schema: 'core' }) as { name: unknown }).name;
    } catch {
      expected = undefined;
    }
    if (typeof expected === 'string') expect(read.ok && read.value.name, name).toBe(expected);
    else expect(read.ok, name).toBe(false);
  }
});
