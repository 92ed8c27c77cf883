import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openDatabase } from './open-database.ts';
import { restoreRows } from './row-dump.ts';

const isPostgres = (url: string) => /^postgres(?:ql)?:\/\//.test(url);

/** The name under which a state of this kind lies in a backup. */
export const stateFileFor = (engine: 'sqlite' | 'postgres'): string =>
  engine === 'sqlite' ? 'state.sqlite' : 'state.ndjson';

/**
 * Puts a backed-up state where nothing is yet. A SQLite copy becomes the file itself; a row dump goes into an empty
 * PostgreSQL, whose sign-in tables the caller has made. Throws one sentence when something is there already.
 */
export async function restoreState(url: string, file: string): Promise<void> {
  if (!isPostgres(url)) {
    if (await stat(url).catch(() => undefined))
      throw new Error(`There is a database already at ${url}: restore onto an empty machine.`);
    await mkdir(dirname(url), { recursive: true });
    await copyFile(file, url);
    return;
  }
  const database = await openDatabase(url);
  try {
    await restoreRows(database, file);
  } finally {
    await database.db.destroy();
  }
}
