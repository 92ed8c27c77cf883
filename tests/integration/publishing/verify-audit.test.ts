import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tripmap-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = join(import.meta.dirname, '../../..');

function verify(...args: string[]) {
  const done = spawnSync(process.execPath, [join(root, 'src/cli/verify-audit.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, CONTENT_DIR: join(root, 'content') },
  });
  return { status: done.status, out: done.stdout, errors: done.stderr };
}

/** Somebody with the file in their hands: the triggers that guard it are no guard against them. */
function tamper(sql: string): void {
  const raw = new DatabaseSync(join(folder, 'state.sqlite'));
  raw.exec(`drop trigger if exists audit_no_update; drop trigger if exists audit_no_delete; ${sql}`);
  raw.close();
}

test('the command tells a whole chain from one that was changed or cut off; the database itself lets nobody change a row', async () => {
  const store = await openStateStore({
    url: join(folder, 'state.sqlite'),
    clock: { now: () => new Date('2026-11-22T02:00:00Z') },
  });
  for (let i = 1; i <= 6; i++) await store.audit.append({ by: 'lan', action: 'approve', subject: `places/p${i}` });
  const db = store.database.raw;
  expect(() => db?.exec("update audit set by_account = 'minh' where seq = 3")).toThrow(/only grows/);
  expect(() => db?.exec('delete from audit where seq = 3')).toThrow(/only grows/);
  await store.close();

  const whole = verify();
  expect(whole).toMatchObject({ status: 0, errors: '' });
  const head = /^The audit log is whole: 6 rows, last hash ([0-9a-f]{64})\n$/.exec(whole.out)?.[1] ?? '';

  // Cut off at its end it looks whole to itself, but not to who noted the hash.
  tamper('delete from audit where seq = 6');
  expect(verify('--noted', head)).toEqual({ status: 1, out: '', errors: 'The audit log was cut off or replaced: of its 5 rows none has the hash you noted.\n' }); // prettier-ignore
  tamper("update audit set by_account = 'minh' where seq = 3");
  expect(verify()).toEqual({ status: 1, out: '', errors: 'The audit log was tampered with at row 3: its words were changed.\n' }); // prettier-ignore
}, 240_000);
