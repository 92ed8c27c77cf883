import type { Selectable } from 'kysely';
import type { EntryId } from '#src/domain/content/entry.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import type { Report, ReportEvent, ReportKind, Reports, ReportState } from '#src/ports/state-store.ts';
import type { SqlContext } from './context.ts';
import { present } from './context.ts';
import type { Tables } from './tables.ts';

export function sqlReports(context: SqlContext): Reports {
  const { db } = context;
  return {
    add: (report, codeHash, key) =>
      context.atomically(async (within) => {
        if (key !== undefined) {
          const known = await within.db
            .selectFrom('reports')
            .selectAll()
            .where('once_key', '=', key)
            .executeTakeFirst();
          if (known !== undefined) return { report: toReport(known), known: true };
        }
        const row = {
          id: within.newId(),
          code_hash: codeHash,
          once_key: key ?? null,
          kind: report.kind,
          entry: report.entry ?? null,
          text: report.text,
          lat: report.lat ?? null,
          lng: report.lng ?? null,
          photo: report.photo ?? null,
          contact: report.contact ?? null,
          language: report.language,
          state: 'new',
          duplicate_of: report.duplicateOf ?? null,
          outcome: report.outcome ?? null,
          created_at: report.createdAt,
          answered_at: null,
          closed_at: null,
        };
        await within.db.insertInto('reports').values(row).execute();
        return { report: toReport(row), known: false };
      }),
    async find(id) {
      const row = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toReport(row);
    },
    async findByCode(codeHash) {
      const row = await db.selectFrom('reports').selectAll().where('code_hash', '=', codeHash).executeTakeFirst();
      return row && toReport(row);
    },
    async list(filter = {}) {
      let query = db
        .selectFrom('reports')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(filter.limit ?? 500);
      if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states, '']);
      if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
      if (filter.entry !== undefined) query = query.where('entry', '=', filter.entry);
      return (await query.execute()).map(toReport);
    },
    async addEvent(id, event) {
      await db
        .insertInto('report_events')
        .values({
          id: context.newId(),
          report_id: id,
          at: event.at,
          by_account: event.by,
          state: event.state,
          words: event.words,
        }) // prettier-ignore
        .execute();
    },
    async events(id) {
      const rows = await db.selectFrom('report_events').selectAll().where('report_id', '=', id).orderBy('at').orderBy('id').execute(); // prettier-ignore
      return rows.map((row): ReportEvent => ({ at: row.at, by: row.by_account, state: row.state as ReportState, words: row.words })); // prettier-ignore
    },
    async update(id, patch) {
      const set = {
        ...(patch.state === undefined ? {} : { state: patch.state }),
        ...(patch.duplicateOf === undefined ? {} : { duplicate_of: patch.duplicateOf }),
        ...(patch.outcome === undefined ? {} : { outcome: patch.outcome }),
        ...(patch.answeredAt === undefined ? {} : { answered_at: patch.answeredAt }),
        ...(patch.closedAt === undefined ? {} : { closed_at: patch.closedAt }),
      };
      if (Object.keys(set).length > 0) await db.updateTable('reports').set(set).where('id', '=', id).execute();
    },
    async forgetPersons(closedBefore) {
      const result = await db
        .updateTable('reports')
        .set({ contact: null, lat: null, lng: null, photo: null })
        .where('closed_at', '<', closedBefore)
        .where((q) => q.or([q('contact', 'is not', null), q('lat', 'is not', null), q('photo', 'is not', null)]))
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    async answerMinutes(since) {
      const rows = await db.selectFrom('reports').select(['created_at', 'answered_at']).where('answered_at', '>=', since).execute(); // prettier-ignore
      return rows.map((row) => (Date.parse(row.answered_at ?? row.created_at) - Date.parse(row.created_at)) / 60_000);
    },
  };
}

function toReport(row: Selectable<Tables['reports']>): Report {
  return present({
    id: row.id,
    kind: row.kind as ReportKind,
    entry: row.entry as EntryId | null,
    text: row.text,
    lat: row.lat,
    lng: row.lng,
    photo: row.photo,
    contact: row.contact,
    language: row.language as Language,
    state: row.state as ReportState,
    duplicateOf: row.duplicate_of,
    outcome: row.outcome,
    createdAt: row.created_at,
    answeredAt: row.answered_at,
    closedAt: row.closed_at,
  });
}
