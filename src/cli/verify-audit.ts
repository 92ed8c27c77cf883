import { parseArgs } from 'node:util';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { stateUrl } from '#src/composition-state.ts';
import type { Audit } from '#src/ports/state-store.ts';
import { settingsOrExit } from '#src/server/settings-or-exit.ts';

/**
 * `npm run verify-audit`: recounts the chain of the audit log. A chain that was cut off at its end looks whole to
 * itself: note the last hash somewhere else now and then, and ask with `-- --noted <hash>` whether it is still there.
 */
const REASONS = {
  gap: 'a row is missing',
  changed: 'its words were changed',
  order: 'it does not follow the row before',
};
const PAGE = 1000;

async function hasHash(audit: Audit, hash: string): Promise<boolean> {
  let before: number | undefined;
  for (;;) {
    const rows = await audit.list({ limit: PAGE, ...(before === undefined ? {} : { before }) });
    if (rows.some((row) => row.hash === hash)) return true;
    before = rows.at(-1)?.seq;
    if (rows.length < PAGE || before === undefined) return false;
  }
}

const noted = readNoted();
const settings = settingsOrExit();
const store = await openStateStore({ url: stateUrl(settings), clock: { now: () => new Date() } });
const verdict = await store.audit.verify();
const cut = verdict.kind === 'whole' && noted !== undefined && !(await hasHash(store.audit, noted));
await store.close();
if (verdict.kind === 'broken') {
  console.error(`The audit log was tampered with at row ${verdict.seq}: ${REASONS[verdict.reason]}.`);
  process.exitCode = 1;
} else if (cut) {
  console.error(`The audit log was cut off or replaced: of its ${verdict.rows} rows none has the hash you noted.`);
  process.exitCode = 1;
} else console.log(`The audit log is whole: ${verdict.rows} rows, last hash ${verdict.head}`);

function readNoted(): string | undefined {
  const usage = 'Usage: npm run verify-audit [-- --noted <hash>], a hash being 64 hexadecimal digits.';
  try {
    const { values } = parseArgs({ options: { noted: { type: 'string' } } });
    if (values.noted === undefined || /^[0-9a-f]{64}$/.test(values.noted)) return values.noted;
  } catch {
    // Told below, like any other call that cannot be read.
  }
  console.error(usage);
  process.exit(1);
}
