import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { TABLE_NAMES } from '#src/adapters/sql/tables.ts';
import { writeHomestay } from '#tests/support/publishing-site.ts';
import { startPostgres } from '#tests/support/temporary-postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'tripmap-backup-'));
const removeFolder = () => rmSync(folder, { recursive: true, force: true });
process.once('exit', removeFolder);
const postgres = await startPostgres();
afterAll(() => {
  removeFolder();
  if ('stop' in postgres) postgres.stop();
});
const root = join(import.meta.dirname, '../../..');

function run(program: string, env: Record<string, string>, ...args: string[]) {
  const done = spawnSync(process.execPath, [join(root, 'src/cli', program), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  return { status: done.status, out: done.stdout, errors: done.stderr };
}
const machine = (name: string, databaseUrl?: string) => ({
  DATA_DIR: join(folder, name, 'var'),
  CONTENT_DIR: join(folder, name, 'content'),
  ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
});

function filesOf(path: string): Record<string, string> {
  const items = readdirSync(path, { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  return Object.fromEntries(items.map((item) => join(item.parentPath, item.name)).sort().map((file) => [relative(path, file), readFileSync(file, 'hex')])); // prettier-ignore
}

async function rowsOf(url: string): Promise<Record<string, unknown[]>> {
  const store = await openStateStore({ url, clock: { now: () => new Date() } });
  const rows: Record<string, unknown[]> = {};
  for (const table of TABLE_NAMES) rows[table] = await store.database.db.selectFrom(table).selectAll().execute();
  await store.close();
  return rows;
}

const engines: [string, () => string | undefined][] = [['SQLite', () => undefined]];
if (!('skipped' in postgres)) engines.push(['PostgreSQL', () => postgres.newDatabase()]);

describe.each(engines)('on %s', (name, newUrl) => {
  test('an empty machine comes back equal: accounts, rows, content, photos and secret', async () => {
    const [urlA, urlB] = [newUrl(), newUrl()];
    const a = machine(`${name}-a`, urlA);
    const b = machine(`${name}-b`, urlB);
    writeHomestay(join(folder, `${name}-a`), 'nha-co');
    mkdirSync(join(a.DATA_DIR, 'media'), { recursive: true });
    writeFileSync(join(a.DATA_DIR, 'media', `${'a'.repeat(64)}.jpg`), 'picture');

    const made = run('create-admin.ts', a, '--name', 'Nguyễn Lan', '--email', 'lan@example.vn');
    expect(made.errors).toBe('');
    expect(made.out).toMatch(/http:\/\/localhost:4321\/vi\/sign-in\/[0-9A-Z-]{19}\n$/);

    const backup = join(folder, `${name}-backup`);
    expect(run('backup.ts', a, '--to', backup)).toMatchObject({ status: 0, errors: '' });
    expect(run('backup.ts', a, '--to', backup).status).toBe(1);
    expect(run('restore.ts', b, '--from', backup)).toMatchObject({ status: 0, errors: '' });

    expect(filesOf(b.CONTENT_DIR)).toEqual(filesOf(a.CONTENT_DIR));
    expect(filesOf(join(b.DATA_DIR, 'media'))).toEqual(filesOf(join(a.DATA_DIR, 'media')));
    expect(readFileSync(join(b.DATA_DIR, 'secret'), 'utf8')).toBe(readFileSync(join(a.DATA_DIR, 'secret'), 'utf8'));
    const rows = await rowsOf(urlB ?? join(b.DATA_DIR, 'state.sqlite'));
    expect(rows).toEqual(await rowsOf(urlA ?? join(a.DATA_DIR, 'state.sqlite')));
    expect(rows['accounts']).toHaveLength(1);
    expect(rows['audit']).toHaveLength(2);
    expect(run('verify-audit.ts', b).out).toMatch(/^The audit log is whole: 2 rows/);
    expect(run('migrate.ts', b)).toMatchObject({ status: 0, out: `The ${name} database is up to date.\n` });

    // What is there is never overwritten, and a damaged backup is told at once.
    expect(run('restore.ts', b, '--from', backup).errors).toMatch(/is not empty/);
    writeFileSync(join(backup, 'content/homestays/nha-co/vi.md'), 'changed');
    expect(run('restore.ts', machine(`${name}-c`, urlB), '--from', backup).errors).toMatch(
      /is not as it was backed up/,
    );
    expect(run('restore.ts', machine(`${name}-d`, urlB), '--from', folder).errors).toMatch(/no whole backup/);
  }, 240_000);
});

test('create-admin says how it is called', () => {
  expect(run('create-admin.ts', machine('x'))).toMatchObject({
    status: 1,
    errors: expect.stringContaining('npm run create-admin'),
  });
}, 60_000);
