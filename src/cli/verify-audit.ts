import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { stateUrl } from '#src/composition-state.ts';
import { settingsOrExit } from '#src/server/settings-or-exit.ts';

/**
 * `npm run verify-audit`: recounts the chain of the audit log. Note the last hash somewhere else now and then: a chain
 * cut off at its end looks whole to itself.
 */
const settings = settingsOrExit();
const store = await openStateStore({ url: stateUrl(settings), clock: { now: () => new Date() } });
const verdict = await store.audit.verify();
await store.close();
const REASONS = {
  gap: 'a row is missing',
  changed: 'its words were changed',
  order: 'it does not follow the row before',
};
if (verdict.kind === 'whole') console.log(`The audit log is whole: ${verdict.rows} rows, last hash ${verdict.head}`);
else {
  console.error(`The audit log was tampered with at row ${verdict.seq}: ${REASONS[verdict.reason]}.`);
  process.exitCode = 1;
}
