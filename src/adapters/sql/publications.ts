import type { Selectable } from 'kysely';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { EntryData } from '#src/domain/publishing/types.ts';
import type { Comment, Comments, LiveReview, LiveReviews, PublishIntent, PublishIntents, Revision, RevisionReason, Revisions, Schedule, Schedules } from '#src/ports/drafts.ts'; // prettier-ignore
import type { SqlContext } from './context.ts';
import { changed, fromJson, present, toJson } from './context.ts';
import type { Tables } from './tables.ts';

export function sqlRevisions(context: SqlContext): Revisions {
  const { db } = context;
  const of = (kind: string, slug: string) => db.selectFrom('revisions').selectAll().where('kind', '=', kind).where('slug', '=', slug); // prettier-ignore
  return {
    async list(kind, slug, limit = 200) {
      return (await of(kind, slug).orderBy('number', 'desc').limit(limit).execute()).map(toRevision);
    },
    async latest(kind, slug) {
      const row = await of(kind, slug).orderBy('number', 'desc').limit(1).executeTakeFirst();
      return row && toRevision(row);
    },
    async find(id) {
      const row = await db.selectFrom('revisions').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toRevision(row);
    },
    async findVersion(kind, slug, version) {
      const row = await of(kind, slug).where('version', '=', version).orderBy('number', 'desc').limit(1).executeTakeFirst(); // prettier-ignore
      return row && toRevision(row);
    },
    add: (revision) =>
      context.atomically(async (within) => {
        const last = await within.db
          .selectFrom('revisions')
          .select((q) => q.fn.max('number').as('n'))
          .where('kind', '=', revision.kind)
          .where('slug', '=', revision.slug)
          .executeTakeFirst();
        await within.db
          .insertInto('revisions')
          .values({
            id: revision.id,
            kind: revision.kind,
            slug: revision.slug,
            number: Number(last?.n ?? 0) + 1,
            version: revision.version,
            data: toJson(revision.data),
            at: revision.at,
            by_account: revision.by,
            paths: toJson(revision.paths),
            why: revision.why,
            draft_id: revision.draftId ?? null,
            note: revision.note ?? null,
          })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      }),
    async recent(limit) {
      const rows = await db.selectFrom('revisions').select(['id', 'kind', 'slug', 'number', 'version', 'at', 'by_account', 'paths', 'why', 'draft_id', 'note']).orderBy('at', 'desc').orderBy('id').limit(limit).execute(); // prettier-ignore
      return rows.map((row) => withoutData(toRevision({ ...row, data: 'null' })));
    },
  };
}

function withoutData({ data, ...rest }: Revision): Omit<Revision, 'data'> {
  void data;
  return rest;
}

function toRevision(row: Selectable<Tables['revisions']>): Revision {
  const { data, ...rest } = {
    id: row.id,
    kind: row.kind as ContentKind,
    slug: row.slug,
    number: row.number,
    version: row.version,
    data: fromJson<EntryData | null>(row.data),
    at: row.at,
    by: row.by_account,
    paths: fromJson<readonly string[]>(row.paths),
    why: row.why as RevisionReason,
    draftId: row.draft_id,
    note: row.note,
  };
  return { ...present(rest), data };
}

export function sqlComments(context: SqlContext): Comments {
  const { db } = context;
  const toComment = (row: Selectable<Tables['comments']>): Comment =>
    present({ id: row.id, kind: row.kind as ContentKind, slug: row.slug, draftId: row.draft_id, path: row.path, by: row.by_account, at: row.at, text: row.text }); // prettier-ignore
  return {
    async add(comment) {
      const row = { id: context.newId(), kind: comment.kind, slug: comment.slug, draft_id: comment.draftId ?? null, path: comment.path ?? null, by_account: comment.by, at: comment.at, text: comment.text }; // prettier-ignore
      await db.insertInto('comments').values(row).execute();
      return toComment(row);
    },
    async list(kind, slug) {
      const rows = await db.selectFrom('comments').selectAll().where('kind', '=', kind).where('slug', '=', slug).orderBy('at').orderBy('id').execute(); // prettier-ignore
      return rows.map(toComment);
    },
  };
}

export function sqlLiveReviews(context: SqlContext): LiveReviews {
  const { db } = context;
  return {
    async add(review) {
      await db
        .insertInto('live_reviews')
        .values({
          id: review.id,
          kind: review.kind,
          slug: review.slug,
          revision_id: review.revisionId,
          paths: toJson(review.paths),
          by_account: review.by,
          at: review.at,
          seen_by: null,
          seen_at: null,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    async open(limit = 500) {
      const rows = await db.selectFrom('live_reviews').selectAll().where('seen_at', 'is', null).orderBy('at').limit(limit).execute(); // prettier-ignore
      return rows.map(
        (row): LiveReview => ({ id: row.id, kind: row.kind as ContentKind, slug: row.slug, revisionId: row.revision_id, paths: fromJson<string[]>(row.paths), by: row.by_account, at: row.at }), // prettier-ignore
      );
    },
    async markSeen(id, by, at) {
      const result = await db.updateTable('live_reviews').set({ seen_by: by, seen_at: at }).where('id', '=', id).where('seen_at', 'is', null).executeTakeFirst(); // prettier-ignore
      return changed(result);
    },
  };
}

export function sqlIntents(context: SqlContext): PublishIntents {
  const { db } = context;
  return {
    async add(intent) {
      const { id, kind, slug, at, step, ...payload } = intent;
      const result = await db
        .insertInto('publish_intents')
        .values({ id, kind, slug, at, step, payload: toJson(payload) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return changed(result) ? 'added' : 'busy';
    },
    async open() {
      const rows = await db.selectFrom('publish_intents').selectAll().orderBy('at').orderBy('id').execute();
      return rows.map((row): PublishIntent => ({
        ...fromJson<Omit<PublishIntent, 'id' | 'kind' | 'slug' | 'at' | 'step'>>(row.payload),
        id: row.id,
        kind: row.kind as ContentKind,
        slug: row.slug,
        at: row.at,
        step: row.step as PublishIntent['step'],
      }));
    },
    async setRecorded(id) {
      const result = await db
        .updateTable('publish_intents')
        .set({ step: 'recorded' })
        .where('id', '=', id)
        .where('step', '=', 'written')
        .executeTakeFirst();
      return changed(result);
    },
    async remove(id) {
      await db.deleteFrom('publish_intents').where('id', '=', id).execute();
    },
  };
}

export function sqlSchedules(context: SqlContext): Schedules {
  const { db } = context;
  const toSchedule = (row: Selectable<Tables['schedules']>): Schedule =>
    present({ id: row.id, kind: row.kind as ContentKind, slug: row.slug, what: row.what as Schedule['what'], at: row.at, by: row.by_account, draftId: row.draft_id }); // prettier-ignore
  return {
    async add(schedule) {
      const row = { id: context.newId(), kind: schedule.kind, slug: schedule.slug, what: schedule.what, at: schedule.at, by_account: schedule.by, draft_id: schedule.draftId ?? null }; // prettier-ignore
      await db.insertInto('schedules').values(row).execute();
      return toSchedule(row);
    },
    async due(now) {
      return (await db.selectFrom('schedules').selectAll().where('at', '<=', now).orderBy('at').execute()).map(
        toSchedule,
      );
    },
    async list(kind, slug) {
      return (await db.selectFrom('schedules').selectAll().where('kind', '=', kind).where('slug', '=', slug).orderBy('at').execute()).map(toSchedule); // prettier-ignore
    },
    async remove(id) {
      return changed(await db.deleteFrom('schedules').where('id', '=', id).executeTakeFirst());
    },
  };
}
