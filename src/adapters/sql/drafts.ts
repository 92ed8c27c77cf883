import type { Selectable } from 'kysely';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { DraftState } from '#src/domain/publishing/types.ts';
import { OPEN_DRAFT_STATES } from '#src/domain/publishing/types.ts';
import type { Draft, DraftConflict, DraftFilter, DraftSave, Drafts } from '#src/ports/drafts.ts';
import type { SqlContext } from './context.ts';
import { asJson, changed, fromJson, present, toJson } from './context.ts';
import type { Tables } from './tables.ts';

type Row = Selectable<Tables['drafts']>;

export function sqlDrafts(context: SqlContext): Drafts {
  const { db } = context;

  function filtered(filter: DraftFilter) {
    let query = db.selectFrom('drafts');
    if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
    if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states, '']);
    if (filter.reviewer !== undefined) query = query.where('reviewer', '=', filter.reviewer);
    if (filter.slugs !== undefined) query = query.where('slug', 'in', [...filter.slugs, '']);
    if (filter.updatedSince !== undefined) query = query.where('updated_at', '>=', filter.updatedSince);
    // Ids hold no characters that mean something to LIKE or JSON.
    if (filter.author !== undefined)
      query = query.where('authors', 'like', `%"${filter.author.replaceAll(/[%_"\\]/g, '')}"%`);
    return query;
  }

  return {
    async create(draft) {
      const now = context.now();
      const row = toRow({ ...draft, id: context.newId(), version: 1, createdAt: now, updatedAt: now });
      const result = await db
        .insertInto('drafts')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return changed(result) ? toDraft(row) : undefined;
    },
    async find(id) {
      const row = await db.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toDraft(row);
    },
    async findOpen(kind, slug) {
      const row = await db
        .selectFrom('drafts')
        .selectAll()
        .where('kind', '=', kind)
        .where('slug', '=', slug)
        .where('open', '=', 1)
        .executeTakeFirst();
      return row && toDraft(row);
    },
    async list(filter = {}) {
      let query = filtered(filter).selectAll().orderBy('submitted_at').orderBy('updated_at').orderBy('id');
      if (filter.limit !== undefined) query = query.limit(filter.limit);
      return (await query.execute()).map(toDraft);
    },
    async count(filter = {}) {
      const row = await filtered(filter)
        .select((q) => q.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    update: (draft, fromVersion, save) =>
      context.atomically(async (within) => {
        const { id, created_by, created_at, ...rest } = toRow({ ...draft, updatedAt: within.now() });
        void created_by;
        void created_at;
        const result = await within.db
          .updateTable('drafts')
          .set(rest)
          .where('id', '=', id)
          .where('version', '=', fromVersion)
          .where('open', '=', 1)
          .executeTakeFirst();
        if (!changed(result)) return false;
        if (save !== undefined) {
          await within.db
            .insertInto('draft_saves')
            .values({
              draft_id: save.draftId,
              version: save.version,
              by_account: save.by,
              at: save.at,
              changes: toJson(save.changes),
            }) // prettier-ignore
            .execute();
        }
        return true;
      }),
    async savesSince(draftId, version) {
      const rows = await db
        .selectFrom('draft_saves')
        .selectAll()
        .where('draft_id', '=', draftId)
        .where('version', '>', version)
        .orderBy('version')
        .execute();
      return rows.map(toSave);
    },
    async saves(draftId) {
      return (await db.selectFrom('draft_saves').selectAll().where('draft_id', '=', draftId).orderBy('version').execute()).map(toSave); // prettier-ignore
    },
    async addConflict(conflict) {
      const row = {
        id: context.newId(),
        draft_id: conflict.draftId,
        path: conflict.path,
        base: toJson(conflict.base),
        kept: toJson(conflict.kept),
        kept_by: conflict.keptBy,
        kept_at: conflict.keptAt,
        brought: toJson(conflict.brought),
        brought_by: conflict.broughtBy,
        brought_at: conflict.broughtAt,
        resolved_at: null,
        resolved_by: null,
        choice: null,
      };
      await db.insertInto('draft_conflicts').values(row).execute();
      return toConflict(row);
    },
    async openConflicts(draftId) {
      const rows = await db
        .selectFrom('draft_conflicts')
        .selectAll()
        .where('draft_id', '=', draftId)
        .where('resolved_at', 'is', null)
        .orderBy('brought_at')
        .orderBy('path')
        .execute();
      return rows.map(toConflict);
    },
    async findConflict(id) {
      const row = await db.selectFrom('draft_conflicts').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toConflict(row);
    },
    async resolveConflict(id, by, at, choice) {
      const result = await db
        .updateTable('draft_conflicts')
        .set({ resolved_at: at, resolved_by: by, choice })
        .where('id', '=', id)
        .where('resolved_at', 'is', null)
        .executeTakeFirst();
      return changed(result);
    },
  };
}

function toRow(draft: Draft): Row {
  return {
    id: draft.id,
    kind: draft.kind,
    slug: draft.slug,
    state: draft.state,
    open: OPEN_DRAFT_STATES.includes(draft.state) ? 1 : 0,
    version: draft.version,
    base_version: draft.baseVersion,
    base: toJson(draft.base),
    vals: toJson(draft.values),
    marks: toJson(draft.marks),
    authors: toJson(draft.authors),
    created_by: draft.createdBy,
    created_at: draft.createdAt,
    updated_at: draft.updatedAt,
    submitted_at: draft.submittedAt ?? null,
    reviewer: draft.reviewer ?? null,
    reason: draft.reason ?? null,
    publish_at: draft.publishAt ?? null,
    approved_version: draft.approvedVersion ?? null,
    approved_by: draft.approvedBy ?? null,
  };
}

function toDraft(row: Row): Draft {
  return present({
    id: row.id,
    kind: row.kind as ContentKind,
    slug: row.slug,
    state: row.state as DraftState,
    version: row.version,
    baseVersion: row.base_version,
    base: fromJson<Draft['base']>(row.base),
    values: fromJson<Draft['values']>(row.vals),
    marks: fromJson<Draft['marks']>(row.marks),
    authors: fromJson<Draft['authors']>(row.authors),
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    submittedAt: row.submitted_at,
    reviewer: row.reviewer,
    reason: row.reason,
    publishAt: row.publish_at,
    approvedVersion: row.approved_version,
    approvedBy: row.approved_by,
  });
}

function toSave(row: Selectable<Tables['draft_saves']>): DraftSave {
  return { draftId: row.draft_id, version: row.version, by: row.by_account, at: row.at, changes: fromJson<DraftSave['changes']>(row.changes) }; // prettier-ignore
}

function toConflict(row: Selectable<Tables['draft_conflicts']>): DraftConflict {
  const texts = present({ resolvedAt: row.resolved_at, resolvedBy: row.resolved_by, choice: row.choice as DraftConflict['choice'] | null }); // prettier-ignore
  return {
    id: row.id,
    draftId: row.draft_id,
    path: row.path,
    base: asJson(row.base),
    kept: asJson(row.kept),
    keptBy: row.kept_by,
    keptAt: row.kept_at,
    brought: asJson(row.brought),
    broughtBy: row.brought_by,
    broughtAt: row.brought_at,
    ...(texts as Pick<DraftConflict, 'resolvedAt' | 'resolvedBy' | 'choice'>),
  };
}
