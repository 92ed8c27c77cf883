import type { APIRoute } from 'astro';
import { enterDesk } from '#src/features/newsroom/enter-desk.ts';
import { NUMBER_TABLES, tableOf } from '#src/features/statistics/number-tables.ts';

export const GET: APIRoute = async (context) => {
  const door = await enterDesk(context, 'numbers-read');
  if (door instanceof Response) return door;
  const { app, locale } = context.locals;
  const table = NUMBER_TABLES.find((each) => each === context.params['table']);
  if (table === undefined) return context.rewrite('/404');
  return new Response(app.tables.writeCsv(await tableOf(app, locale, table)), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${table}.csv"`, 'cache-control': 'private, no-store' },
  }); // prettier-ignore
};
