import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createContentCommand } from '#src/adapters/content-command/content-command.ts';

let folder: string;
let failures: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tripmap-command-'));
  failures = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const make = (command: string | undefined, maxSeconds = 60) =>
  createContentCommand(command, { folder, maxSeconds, onFailure: (message) => failures.push(message) });
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

test('the command learns the entry from its environment, and no secret', async () => {
  make(undefined).run({ kind: 'homestays', slug: 'nha-co' });
  vi.stubEnv('SECRET', 'not-for-commands');
  const command = make('echo "$TRIPMAP_KIND/$TRIPMAP_SLUG [$SECRET]" > told.txt');
  command.run({ kind: 'homestays', slug: 'nha-co' });
  await command.close();
  vi.unstubAllEnvs();
  expect(read('told.txt')).toBe('homestays/nha-co []\n');
  expect(failures).toEqual([]);
});

test('a command that fails says with what, and the next one runs all the same', async () => {
  const command = make('test "$TRIPMAP_SLUG" = b && touch b.txt || { echo "no such   branch" >&2; exit 3; }');
  command.run({ kind: 'places', slug: 'a' });
  command.run({ kind: 'places', slug: 'b' });
  await vi.waitFor(() => expect(existsSync(join(folder, 'b.txt'))).toBe(true), { timeout: 10_000 });
  await command.close();
  expect(failures).toEqual(['CONTENT_ON_PUBLISH ended with 3 (no such branch) after places/a.']);
});

test('a command that hangs is stopped with all it started, and holds nobody up for ever', async () => {
  const command = make('test "$TRIPMAP_SLUG" = b && touch b.txt || { sleep 600 & echo $! > pid.txt; sleep 600; }', 3);
  command.run({ kind: 'places', slug: 'a' });
  command.run({ kind: 'places', slug: 'b' });
  await vi.waitFor(() => expect(existsSync(join(folder, 'b.txt'))).toBe(true), { timeout: 20_000 });
  await command.close();
  expect(failures).toEqual(['CONTENT_ON_PUBLISH was stopped after 3 seconds after places/a.']);
  const pid = Number(read('pid.txt'));
  // Gone, or a zombie that waits for its parent: no process any more that does anything.
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('while one runs the others wait, and an entry waits once', async () => {
  const command = make('test ! -e lock || exit 9; touch lock; echo "$TRIPMAP_SLUG" >> order.txt; sleep 0.1; rm lock');
  for (const slug of ['a', 'b', 'c', 'b', 'c', 'c']) command.run({ kind: 'places', slug });
  await vi.waitFor(() => expect(read('order.txt').split('\n')).toContain('c'), { timeout: 20_000 });
  await command.close();
  expect(failures).toEqual([]);
  expect(read('order.txt')).toBe('a\nb\nc\n');
  command.run({ kind: 'places', slug: 'd' });
  expect(read('order.txt')).toBe('a\nb\nc\n');
});

test('a server that stops says which entries were left out', async () => {
  const command = make('sleep 0.2');
  for (const slug of ['a', 'b']) command.run({ kind: 'places', slug });
  await command.close();
  expect(failures).toEqual(['CONTENT_ON_PUBLISH did not run after places/b: the server stops.']);
});
