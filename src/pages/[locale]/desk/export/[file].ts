import type { APIRoute } from 'astro';
import { toFields } from '#src/domain/publishing/fields.ts';
import { CONTENT_KINDS } from '#src/domain/content/kinds.ts';
import { enterDesk } from '#src/features/newsroom/enter-desk.ts';
import { cellOf, columnsOf, headerOf, TABLE_KINDS } from '#src/features/newsroom/table-columns.ts';
import { dataOf } from '#src/features/publishing/entry-files.ts';

const TYPES = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const; // prettier-ignore

/** `homestays.csv`, `places.xlsx`, `events-template.xlsx`: a list, or the empty table to fill in. */
export const GET: APIRoute = async (context) => {
  const door = await enterDesk(context, 'export-list');
  if (door instanceof Response) return door;
  const { app } = context.locals;
  const match = /^([a-z]+)(-template)?\.(csv|xlsx)$/.exec(context.params['file'] ?? '');
  const kind = CONTENT_KINDS.find((each) => each === match?.[1]);
  if (match === null || kind === undefined) return context.rewrite('/404');
  const full = TABLE_KINDS.find((each) => each === kind);
  const entries = match[2] === undefined ? app.content.list(kind) : [];
  const rows =
    full === undefined
      ? [['slug', 'vi', 'en', 'de'], ...entries.map(({ slug, words }) => [slug, words.vi?.name ?? '', words.en?.name ?? '', words.de?.name ?? ''])]
      : [
          columnsOf(full).map((column) => headerOf(app.translator, 'vi', column)),
          ...entries.map((entry) => {
            const fields = toFields(dataOf(entry) ?? { facts: {}, words: {} });
            return columnsOf(full).map((column) => cellOf(app.translator, full, column, entry.slug, fields));
          }),
        ]; // prettier-ignore
  const type = match[3] === 'xlsx' ? 'xlsx' : 'csv';
  const body =
    type === 'csv' ? app.tables.writeCsv(rows) : ((await app.tables.writeXlsx(rows)) as Uint8Array<ArrayBuffer>);
  return new Response(body, {
    headers: { 'content-type': TYPES[type], 'content-disposition': `attachment; filename="${match[0]}"`, 'cache-control': 'private, no-store' },
  }); // prettier-ignore
};
