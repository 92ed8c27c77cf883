import type { APIRoute } from 'astro';
import { CONTENT_KINDS } from '#src/domain/content/kinds.ts';
import { isLanguage, type Language } from '#src/domain/locale/languages.ts';
import { sourceLanguage } from '#src/domain/publishing/translation-state.ts';
import { enterDesk } from '#src/features/newsroom/enter-desk.ts';
import { isKind } from '#src/features/newsroom/entry-room.ts';
import { boardOf, type Words } from '#src/features/newsroom/translations.ts';
import { writeXliff, type XliffEntry } from '#src/features/newsroom/xliff.ts';

/** Everything of one language that matches the board's filter, made from `from`, else from the most common source language. */
export const GET: APIRoute = async (context) => {
  const door = await enterDesk(context, 'xliff-export');
  if (door instanceof Response) return door;
  const { app } = context.locals;
  const query = context.url.searchParams;
  const [kind, to, state] = [query.get('kind') ?? '', query.get('to'), query.get('state') ?? ''];
  if (!isLanguage(to)) return context.rewrite('/404');
  const wanted = query.get('from');
  const groups = new Map<Language, XliffEntry[]>();
  for (const row of boardOf(app, isKind(kind) ? [kind] : CONTENT_KINDS)) {
    const words = app.content.find(row.kind, row.slug)?.words as unknown as Words;
    const from = sourceLanguage(words);
    const source = from && words[from];
    if (from === undefined || source === undefined || from === to || (state !== '' && row.states[to] !== state))
      continue;
    const entry = { id: `${row.kind}/${row.slug}`, source, target: words[to] ?? {}, state: row.states[to] };
    groups.set(from, [...(groups.get(from) ?? []), entry]);
  }
  const [from, entries] = [...groups].sort((a, b) => Number(b[0] === wanted) - Number(a[0] === wanted) || b[1].length - a[1].length)[0] ?? []; // prettier-ignore
  // A file without a single entry would be none: the standard asks for one.
  if (from === undefined || entries === undefined) {
    query.set('nothing', '1');
    return context.redirect(`/${context.locals.locale}/desk/translations?${query.toString()}`, 303);
  }
  const name = `tripmap-${from}-${to}.xlf`;
  return new Response(writeXliff(from, to, entries), {
    headers: { 'content-type': 'application/xliff+xml; charset=utf-8', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' },
  }); // prettier-ignore
};
