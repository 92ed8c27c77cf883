import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { stateUrl } from '#src/composition-state.ts';
import { settingsOrExit } from '#src/server/settings-or-exit.ts';

/** `npm run migrate`: brings the database up to date without starting the site (starting does the same). */
const settings = settingsOrExit();
try {
  const store = await openStateStore({ url: stateUrl(settings), clock: { now: () => new Date() } });
  console.log(`The ${store.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'} database is up to date.`);
  await store.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
