import { sql } from 'kysely';
import type { Json } from '#src/domain/publishing/types.ts';
import type { Counters, Records, ShortLinks, Throttle } from '#src/ports/state-store.ts';
import type { SqlContext } from './context.ts';
import { asJson, changed, toJson } from './context.ts';

export function sqlCounters({ db }: SqlContext): Counters {
  return {
    async add({ name, key, language, day, by = 1 }) {
      await db
        .insertInto('counters')
        .values({ name, item: key, language, day, count: by })
        .onConflict((conflict) =>
          conflict
            .columns(['name', 'day', 'item', 'language'])
            .doUpdateSet({ count: sql<number>`counters.count + ${by}` }),
        )
        .execute();
    },
    async sum({ name, from, to, key, language }) {
      let query = db.selectFrom('counters').select((q) => q.fn.sum<number>('count').as('n')).where('name', '=', name).where('day', '>=', from).where('day', '<=', to); // prettier-ignore
      if (key !== undefined) query = query.where('item', '=', key);
      if (language !== undefined) query = query.where('language', '=', language);
      return Number((await query.executeTakeFirst())?.n ?? 0);
    },
    async top({ name, from, to, by, key, limit = 100 }) {
      const column = by === 'key' ? 'item' : by;
      let query = db
        .selectFrom('counters')
        .select(column)
        .select((q) => q.fn.sum<number>('count').as('n'))
        .where('name', '=', name)
        .where('day', '>=', from)
        .where('day', '<=', to)
        .groupBy(column)
        .orderBy('n', 'desc')
        .orderBy(column)
        .limit(limit);
      if (key !== undefined) query = query.where('item', '=', key);
      const rows = (await query.execute()) as unknown as Record<string, string | number>[];
      return rows.map((row) => ({ group: String(row[column]), count: Number(row['n']) }));
    },
    async cells({ name, from, to }) {
      const rows = await db
        .selectFrom('counters')
        .select(['item', 'language'])
        .select((q) => q.fn.sum<number>('count').as('n'))
        .where('name', '=', name)
        .where('day', '>=', from)
        .where('day', '<=', to)
        .groupBy(['item', 'language'])
        .orderBy('item')
        .orderBy('language')
        .execute();
      return rows.map(({ item, language, n }) => ({ key: item, language, count: Number(n) }));
    },
  };
}

export function sqlShortLinks({ db }: SqlContext): ShortLinks {
  return {
    async add(link) {
      const row = { code: link.code, data: link.data, created_at: link.createdAt, expires_at: link.expiresAt };
      return changed(await db.insertInto('short_links').values(row).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()); // prettier-ignore
    },
    async find(code, now) {
      const row = await db.selectFrom('short_links').selectAll().where('code', '=', code).where('expires_at', '>', now).executeTakeFirst(); // prettier-ignore
      return row && { code: row.code, data: row.data, createdAt: row.created_at, expiresAt: row.expires_at };
    },
    async remove(code) {
      return changed(await db.deleteFrom('short_links').where('code', '=', code).executeTakeFirst());
    },
    async removeExpired(now) {
      return Number(
        (await db.deleteFrom('short_links').where('expires_at', '<=', now).executeTakeFirst()).numDeletedRows,
      );
    },
  };
}

/** Fixed windows: simple, one row a key, and right on both engines with one statement. */
export function sqlThrottle({ db, now }: SqlContext): Throttle {
  return {
    async hit(key, limit, windowSeconds) {
      const second = Math.floor(Date.parse(now()) / 1000);
      const row = await db
        .insertInto('throttles')
        .values({ key, window_start: second, window_seconds: windowSeconds, count: 1 })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({
            count: sql<number>`case when throttles.window_start + throttles.window_seconds <= ${second} then 1 else throttles.count + 1 end`,
            window_start: sql<number>`case when throttles.window_start + throttles.window_seconds <= ${second} then ${second} else throttles.window_start end`,
            window_seconds: windowSeconds,
          }),
        )
        .returning(['count', 'window_start'])
        .executeTakeFirstOrThrow();
      const allowed = Number(row.count) <= limit;
      return {
        allowed,
        retryAfterSeconds: allowed ? 0 : Math.max(1, Number(row.window_start) + windowSeconds - second),
      };
    },
    async reset(key) {
      await db.deleteFrom('throttles').where('key', '=', key).execute();
    },
    async removeOld() {
      const second = Math.floor(Date.parse(now()) / 1000);
      const result = await db.deleteFrom('throttles').where(sql<boolean>`window_start + window_seconds <= ${second}`).executeTakeFirst(); // prettier-ignore
      return Number(result.numDeletedRows);
    },
  };
}

export function sqlRecords({ db, now }: SqlContext): Records {
  return {
    async get(scope, key): Promise<Json | undefined> {
      const row = await db.selectFrom('records').select('value').where('scope', '=', scope).where('key', '=', key).executeTakeFirst(); // prettier-ignore
      return row && asJson(row.value);
    },
    async put(scope, key, value) {
      const row = { scope, key, value: toJson(value), updated_at: now() };
      await db
        .insertInto('records')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['scope', 'key']).doUpdateSet({ value: row.value, updated_at: row.updated_at }),
        ) // prettier-ignore
        .execute();
    },
    async remove(scope, key) {
      return changed(
        await db.deleteFrom('records').where('scope', '=', scope).where('key', '=', key).executeTakeFirst(),
      );
    },
    async list(scope) {
      const rows = await db.selectFrom('records').selectAll().where('scope', '=', scope).orderBy('key').execute();
      return rows.map((row) => ({ key: row.key, value: asJson(row.value), updatedAt: row.updated_at }));
    },
  };
}
