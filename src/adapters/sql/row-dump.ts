import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import type { OpenDatabase } from './open-database.ts';
import { TABLE_NAMES } from './tables.ts';

/** One JSON line a row: `{"table":"accounts","row":{…}}`. The first line names the tables in order. */

/** Tables of sign-in (made by its library), parents first. They are copied besides our own. */
const AUTH_TABLES = ['user', 'session', 'account', 'verification', 'passkey', 'rateLimit'];

async function tablesOf({ db }: OpenDatabase): Promise<string[]> {
  const there = new Set((await db.introspection.getTables()).map((table) => table.name));
  return [...AUTH_TABLES, ...TABLE_NAMES].filter((name) => there.has(name));
}

/** Writes all rows as they stood at one moment. For PostgreSQL, where no file can be copied. */
export async function dumpRows(database: OpenDatabase, file: string): Promise<void> {
  const tables = await tablesOf(database);
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.write(`${JSON.stringify({ tables })}\n`);
    await database.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (transaction) => {
        for (const table of tables) {
          const rows = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(transaction);
          for (const row of rows.rows) await handle.write(`${JSON.stringify({ table, row })}\n`);
        }
      });
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Reads such a dump into an empty database. Throws, with nothing kept, when the database is not empty. */
export async function restoreRows(database: OpenDatabase, file: string): Promise<number> {
  let count = 0;
  await database.db.transaction().execute(async (transaction) => {
    const existing = await transaction.selectFrom('accounts').select('id').limit(1).executeTakeFirst();
    if (existing !== undefined) throw new Error('The database is not empty: restore into a new one.');
    // Opened only now: lines that come before somebody listens are lost, and the loop would wait for ever.
    const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
    for await (const line of lines) {
      const { table, row } = JSON.parse(line) as { table?: string; row?: Record<string, unknown> };
      if (table === undefined || row === undefined) continue;
      const columns = Object.keys(row);
      const values = columns.map((column) => sql`${row[column] ?? null}`);
      await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values (${sql.join(values)})`.execute(transaction); // prettier-ignore
      count++;
    }
  });
  return count;
}
