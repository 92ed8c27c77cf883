import { sql } from 'kysely';
import type { JobQueue } from '#src/ports/job-queue.ts';
import type { SqlContext } from './context.ts';
import { asJson, present, toJson } from './context.ts';

export function sqlJobs(context: SqlContext): JobQueue {
  const { db } = context;
  return {
    async enqueue(name, payload, options = {}) {
      const row = {
        id: context.newId(),
        name,
        once_key: options.key ?? null,
        payload: toJson(payload),
        run_at: options.runAt ?? context.now(),
        locked_until: null,
        attempts: 0,
        last_error: null,
        given_up: 0 as const,
      };
      await db.insertInto('jobs').values(row).onConflict((conflict) => conflict.doNothing()).execute(); // prettier-ignore
      if (options.key === undefined) return row.id;
      const found = await db.selectFrom('jobs').select('id').where('name', '=', name).where('once_key', '=', options.key).where('given_up', '=', 0).executeTakeFirst(); // prettier-ignore
      return found?.id ?? row.id;
    },
    claim: (names, leaseSeconds) =>
      context.atomically(async (within) => {
        const now = within.now();
        let due = within.db
          .selectFrom('jobs')
          .selectAll()
          .where('name', 'in', [...names, ''])
          .where('given_up', '=', 0)
          .where('run_at', '<=', now)
          .where((q) => q.or([q('locked_until', 'is', null), q('locked_until', '<=', now)]))
          .orderBy('run_at')
          .orderBy('id')
          .limit(1);
        if (within.engine === 'postgres') due = due.modifyEnd(sql`for update skip locked`);
        const row = await due.executeTakeFirst();
        if (row === undefined) return undefined;
        const locked_until = new Date(Date.parse(now) + leaseSeconds * 1000).toISOString();
        await within.db.updateTable('jobs').set({ locked_until, attempts: row.attempts + 1 }).where('id', '=', row.id).execute(); // prettier-ignore
        const { payload, ...rest } = { id: row.id, name: row.name, payload: asJson(row.payload), runAt: row.run_at, attempts: row.attempts + 1, lastError: row.last_error }; // prettier-ignore
        return { ...present(rest), payload };
      }),
    async finish(id) {
      await db.deleteFrom('jobs').where('id', '=', id).execute();
    },
    async fail(id, error, retryAt) {
      const last_error = error.slice(0, 500);
      const set = retryAt === undefined ? { last_error, given_up: 1 as const, locked_until: null } : { last_error, run_at: retryAt, locked_until: null }; // prettier-ignore
      await db.updateTable('jobs').set(set).where('id', '=', id).execute();
    },
    async count(state) {
      const row = await db.selectFrom('jobs').select((q) => q.fn.countAll<number>().as('n')).where('given_up', '=', state === 'given-up' ? 1 : 0).executeTakeFirstOrThrow(); // prettier-ignore
      return Number(row.n);
    },
  };
}
