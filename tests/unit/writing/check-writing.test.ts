import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostRepeatedRun } from '#src/domain/content/writing.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tripmap-writing-'));
  for (const slug of ['tu-san', 'lung-tam']) cpSync(`content/places/${slug}`, join(root, 'places', slug), { recursive: true }); // prettier-ignore
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const check = () => spawnSync(process.execPath, ['src/cli/check-writing.ts', '--content', root], { encoding: 'utf8' });

test('two texts of their own pass; a copy with one changed word and a word the house avoids do not', () => {
  const good = check();
  expect(good.stdout).toContain('0 problems');
  expect(good.status).toBe(0);

  cpSync(join(root, 'places/tu-san'), join(root, 'places/tu-san-again'), { recursive: true });
  const copy = join(root, 'places/tu-san-again/en.md');
  writeFileSync(copy, readFileSync(copy, 'utf8').replace('life jacket', 'breathtaking vest'));
  const bad = check();
  expect(bad.stderr).toContain('places/tu-san and places/tu-san-again in en are alike');
  expect(bad.stderr).toContain('places/tu-san-again in en says “breathtaking”');
  expect(bad.status).toBe(1);
}, 60_000);

test('the phrase that runs through the most texts is counted once a text', () => {
  const bodies = ['It is a long way home. It is a long way.', 'Then it is a long way up.', 'Nothing of the kind here.'];
  expect(mostRepeatedRun(bodies, 'en')).toEqual({ run: 'it is a long way', texts: 2 });
  expect(mostRepeatedRun([], 'en')).toEqual({ run: '', texts: 0 });
});
