import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { startPostgres } from '#tests/support/temporary-postgres.ts';
import { describeStateStore } from './state-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tripmap-store-'));
const removeFolder = () => rmSync(folder, { recursive: true, force: true });
process.once('exit', removeFolder);
const postgres = await startPostgres();

afterAll(() => {
  removeFolder();
  if ('stop' in postgres) postgres.stop();
});

async function open(url: string) {
  let time = '2026-11-21T00:00:00.000Z';
  const store = await openStateStore({ url, clock: { now: () => new Date(time) } });
  return { store, setTime: (iso: string) => void (time = iso) };
}

describeStateStore('SQLite', () => open(join(folder, 'state.sqlite')));

if ('skipped' in postgres) console.log(`state store on PostgreSQL: skipped, ${postgres.skipped}`);
else describeStateStore('PostgreSQL', () => open(postgres.newDatabase()));

test('opening a database that cannot be reached says so in one sentence', async () => {
  await expect(open('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(/^The state database could not be opened/);
});

test('opening twice runs the migrations once and keeps the rows', async () => {
  const path = join(folder, 'again.sqlite');
  const first = await open(path);
  await first.store.records.put('a', 'b', 1);
  await first.store.close();
  const second = await open(path);
  expect(await second.store.records.get('a', 'b')).toBe(1);
  await second.store.close();
});
