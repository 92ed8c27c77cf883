import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { EntryId } from '#src/domain/content/entry.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import type { Availability, CalendarFeed, Calendars, Night, NightState, RoomRequest, RoomRequests, RoomRequestState } from '#src/ports/state-store.ts'; // prettier-ignore
import type { SqlContext } from './context.ts';
import { changed, fromJson, present, toJson } from './context.ts';
import type { Tables } from './tables.ts';

export function sqlAvailability(context: SqlContext): Availability {
  const { db } = context;
  const toNight = (row: Selectable<Tables['availability']>): Night => ({ date: row.date, state: row.state as NightState, setAt: row.set_at, setBy: row.set_by }); // prettier-ignore
  return {
    async nights(entry, from, to) {
      const rows = await db.selectFrom('availability').selectAll().where('entry', '=', entry).where('date', '>=', from).where('date', '<=', to).orderBy('date').execute(); // prettier-ignore
      return rows.map(toNight);
    },
    set: (entry, nights, by, at) =>
      context.atomically(async (within) => {
        for (const night of nights) {
          if (night.state === 'ask') {
            await within.db
              .deleteFrom('availability')
              .where('entry', '=', entry)
              .where('date', '=', night.date)
              .execute();
            continue;
          }
          const row = { entry, date: night.date, state: night.state, set_at: at, set_by: by };
          await within.db
            .insertInto('availability')
            .values(row)
            // Taps that waited without signal may arrive after newer ones.
            .onConflict((conflict) =>
              conflict
                .columns(['entry', 'date'])
                .doUpdateSet({ state: row.state, set_at: at, set_by: by })
                .where('availability.set_at', '<=', at),
            )
            .execute();
        }
      }),
    async nightsOfAll(from, to) {
      const rows = await db.selectFrom('availability').selectAll().where('date', '>=', from).where('date', '<=', to).orderBy('entry').orderBy('date').execute(); // prettier-ignore
      const all = new Map<EntryId, Night[]>();
      for (const row of rows) {
        const nights = all.get(row.entry as EntryId) ?? [];
        nights.push(toNight(row));
        all.set(row.entry as EntryId, nights);
      }
      return all;
    },
    async removeBefore(date) {
      return Number((await db.deleteFrom('availability').where('date', '<', date).executeTakeFirst()).numDeletedRows);
    },
  };
}

export function sqlCalendars(context: SqlContext): Calendars {
  const { db } = context;
  const toFeed = (row: Selectable<Tables['calendar_feeds']>): CalendarFeed =>
    present({ id: row.id, entry: row.entry as EntryId, name: row.name, url: row.url, busy: fromJson<readonly string[]>(row.busy), readAt: row.read_at, readOkAt: row.read_ok_at, problem: row.problem }); // prettier-ignore
  const newSecret = () => randomBytes(24).toString('base64url');
  return {
    async feeds(entry) {
      return (
        await db.selectFrom('calendar_feeds').selectAll().where('entry', '=', entry).orderBy('name').execute()
      ).map(toFeed);
    },
    async allFeeds() {
      return (await db.selectFrom('calendar_feeds').selectAll().orderBy('read_at').execute()).map(toFeed);
    },
    async addFeed(feed) {
      const row = { id: context.newId(), ...feed, busy: '[]', read_at: null, read_ok_at: null, problem: null };
      await db.insertInto('calendar_feeds').values(row).execute();
      return toFeed(row);
    },
    async recordRead(id, read) {
      const set = 'busy' in read ? { read_at: read.at, read_ok_at: read.at, busy: toJson(read.busy), problem: null } : { read_at: read.at, problem: read.problem }; // prettier-ignore
      await db.updateTable('calendar_feeds').set(set).where('id', '=', id).execute();
    },
    async removeFeed(entry, id) {
      return changed(await db.deleteFrom('calendar_feeds').where('id', '=', id).where('entry', '=', entry).executeTakeFirst()); // prettier-ignore
    },
    async secretOf(entry) {
      await db
        .insertInto('calendar_secrets')
        .values({ entry, secret: newSecret() })
        .onConflict((conflict) => conflict.column('entry').doNothing())
        .execute();
      return (await db.selectFrom('calendar_secrets').select('secret').where('entry', '=', entry).executeTakeFirstOrThrow()).secret; // prettier-ignore
    },
    async renewSecret(entry) {
      const secret = newSecret();
      await db
        .insertInto('calendar_secrets')
        .values({ entry, secret })
        .onConflict((conflict) => conflict.column('entry').doUpdateSet({ secret }))
        .execute();
      return secret;
    },
    async findBySecret(secret) {
      const row = await db
        .selectFrom('calendar_secrets')
        .select('entry')
        .where('secret', '=', secret)
        .executeTakeFirst();
      return row?.entry as EntryId | undefined;
    },
  };
}

export function sqlRequests(context: SqlContext): RoomRequests {
  const { db } = context;
  const toRequest = (row: Selectable<Tables['room_requests']>): RoomRequest =>
    present({
      id: row.id,
      entry: row.entry as EntryId,
      from: row.from_date,
      nights: row.nights,
      people: row.people,
      name: row.name,
      contact: row.contact,
      language: row.language as Language,
      words: row.words,
      state: row.state as RoomRequestState,
      answer: row.answer,
      answeredAt: row.answered_at,
      createdAt: row.created_at,
    });
  return {
    async add(request, key) {
      const row = {
        id: context.newId(),
        once_key: key ?? null,
        entry: request.entry,
        from_date: request.from,
        nights: request.nights,
        people: request.people,
        name: request.name,
        contact: request.contact,
        language: request.language,
        words: request.words,
        state: 'new',
        answer: null,
        answered_at: null,
        created_at: request.createdAt,
      };
      await db.insertInto('room_requests').values(row).onConflict((conflict) => conflict.column('once_key').doNothing()).execute(); // prettier-ignore
      if (key === undefined) return toRequest(row);
      return toRequest(
        await db.selectFrom('room_requests').selectAll().where('once_key', '=', key).executeTakeFirstOrThrow(),
      );
    },
    async find(id) {
      const row = await db.selectFrom('room_requests').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toRequest(row);
    },
    async list(entry, limit = 100) {
      const rows = await db.selectFrom('room_requests').selectAll().where('entry', '=', entry).orderBy('created_at', 'desc').limit(limit).execute(); // prettier-ignore
      return rows.map(toRequest);
    },
    async answer(id, state, answer, at) {
      return changed(await db.updateTable('room_requests').set({ state, answer, answered_at: at }).where('id', '=', id).executeTakeFirst()); // prettier-ignore
    },
    async removeBefore(createdBefore) {
      return Number((await db.deleteFrom('room_requests').where('created_at', '<', createdBefore).executeTakeFirst()).numDeletedRows); // prettier-ignore
    },
  };
}
