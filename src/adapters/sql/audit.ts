import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Audit, AuditRow, AuditVerdict } from '#src/ports/state-store.ts';
import type { SqlContext } from './context.ts';
import { asJson, toJson } from './context.ts';

/** The hash before the first row. */
const BEGINNING = '0'.repeat(64);

type Hashed = Omit<AuditRow, 'hash' | 'detail'> & { detail: string };

/** SHA-256 over the row and the hash before it, each part with its length so that no two rows read alike. */
function hashOf(row: Hashed): string {
  const parts = [String(row.seq), row.at, row.by, row.action, row.subject, row.detail, row.previous];
  return createHash('sha256')
    .update(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''))
    .digest('hex');
}

export function sqlAudit(context: SqlContext): Audit {
  return {
    append: (wish) =>
      context.atomically(async ({ db, engine, now }) => {
        // SQLite has one writer; PostgreSQL has to be told that the chain has one end.
        if (engine === 'postgres') await sql`select pg_advisory_xact_lock(7241935)`.execute(db);
        const last = await db
          .selectFrom('audit')
          .select(['seq', 'hash'])
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst();
        const row = {
          seq: (last?.seq ?? 0) + 1,
          at: wish.at ?? now(),
          by: wish.by,
          action: wish.action,
          subject: wish.subject,
          detail: toJson(wish.detail ?? null),
          previous: last?.hash ?? BEGINNING,
        };
        const { by, ...rest } = row;
        await db.insertInto('audit').values({ ...rest, by_account: by, hash: hashOf(row) }).execute(); // prettier-ignore
      }),
    async list(filter = {}) {
      let query = context.db
        .selectFrom('audit')
        .selectAll()
        .orderBy('seq', 'desc')
        .limit(filter.limit ?? 200);
      if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
      if (filter.by !== undefined) query = query.where('by_account', '=', filter.by);
      if (filter.action !== undefined) query = query.where('action', '=', filter.action);
      if (filter.before !== undefined) query = query.where('seq', '<', filter.before);
      const rows = await query.execute();
      return rows.map(({ by_account, detail, ...row }) => ({ ...row, by: by_account, detail: asJson(detail) }));
    },
    async verify() {
      let previous = BEGINNING;
      let seq = 0;
      for (;;) {
        const rows = await context.db.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').limit(1000).execute(); // prettier-ignore
        for (const { by_account, hash, ...row } of rows) {
          const fault = faultOf({ ...row, by: by_account }, hash, seq + 1, previous);
          if (fault !== undefined) return fault;
          seq = row.seq;
          previous = hash;
        }
        if (rows.length < 1000) return { kind: 'whole', rows: seq, head: previous };
      }
    },
  };
}

function faultOf(row: Hashed, hash: string, expectedSeq: number, previous: string): AuditVerdict | undefined {
  if (row.seq !== expectedSeq) return { kind: 'broken', seq: expectedSeq, reason: 'gap' };
  if (row.previous !== previous) return { kind: 'broken', seq: row.seq, reason: 'order' };
  if (hashOf(row) !== hash) return { kind: 'broken', seq: row.seq, reason: 'changed' };
  return undefined;
}
