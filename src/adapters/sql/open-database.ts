import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrationsFor } from './migrations.ts';
import type { Tables } from './tables.ts';

export type OpenDatabase = {
  db: Kysely<Tables>;
  engine: 'sqlite' | 'postgres';
  /** The file's own handle, for the online backup. */
  raw?: DatabaseSync;
};

/**
 * Opens the database and brings its tables up to date. `url` is `postgres://…`, or the path of a SQLite file
 * (`:memory:` for tests). Throws one plain sentence when it cannot be reached.
 */
export async function openDatabase(url: string): Promise<OpenDatabase> {
  const opened = /^postgres(?:ql)?:\/\//.test(url) ? openPostgres(url) : openSqlite(url);
  await migrate(opened);
  return opened;
}

function openSqlite(path: string): OpenDatabase {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const raw = new DatabaseSync(path);
  // Rows about people: for the server's user alone. The files beside it take its mode.
  if (path !== ':memory:') chmodSync(path, 0o600);
  raw.exec('pragma journal_mode = wal; pragma busy_timeout = 5000; pragma foreign_keys = on;');
  // An accepted edit must outlive a power cut, not only a crash of the process.
  raw.exec('pragma synchronous = full;');
  return {
    db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(raw) }) }),
    engine: 'sqlite',
    raw,
  };
}

type Bindable = null | number | bigint | string | Uint8Array;

/** node:sqlite spelled the way Kysely's dialect expects (that of better-sqlite3). */
function asKyselyDatabase(raw: DatabaseSync): SqliteDatabase {
  return {
    close: () => raw.close(),
    prepare(text) {
      // A transaction that reads first and writes then is refused at once when another process wrote in between, and no
      // patience helps: each takes its turn at writing from its first word. Ours all write.
      const statement = raw.prepare(text.toLowerCase() === 'begin' ? 'begin immediate' : text);
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...values.map(bindable)),
        run: (values) => {
          // A full disk rolls back by itself; asking once more would hide that behind an error of its own.
          if (text.toLowerCase() === 'rollback' && !raw.isTransaction) return { changes: 0, lastInsertRowid: 0 };
          return statement.run(...values.map(bindable));
        },
        iterate: (values) => statement.iterate(...values.map(bindable)),
      };
    },
  };
}

function bindable(value: unknown): Bindable {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  return value as Bindable;
}

function openPostgres(url: string): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 5000,
    // counts and bigints come as text by default
    types: {
      getTypeParser: (oid: number, format?: never) => (oid === 20 ? Number : pg.types.getTypeParser(oid, format)),
    } as never,
  });
  // A lost idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), engine: 'postgres' };
}

async function migrate({ db, engine }: OpenDatabase): Promise<void> {
  const migrator = new Migrator({ db, provider: migrationsFor(engine) });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw new Error(`The state database could not be opened or brought up to date: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
