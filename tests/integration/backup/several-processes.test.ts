import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';

test('a command of the operator and the running site write in turns: none is refused, the chain holds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tripmap-turns-'));
  try {
    const url = join(folder, 'state.sqlite');
    const clock = { now: () => new Date() };
    await (await openStateStore({ url, clock })).close();
    const run = promisify(execFile);
    await Promise.all(
      ['site', 'invite', 'create-admin'].map((name) =>
        run(process.execPath, ['tests/support/audit-writer.ts', url, name, '60']),
      ),
    );
    const store = await openStateStore({ url, clock });
    expect(await store.audit.verify()).toMatchObject({ kind: 'whole', rows: 180 });
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
