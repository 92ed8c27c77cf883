import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { DEFAULT_LOCALE, isLocale } from '#src/domain/locale/languages.ts';
import { suggest } from '#src/features/search/suggest.ts';

export const GET: APIRoute = async ({ url }) => {
  const lang = url.searchParams.get('lang');
  const limit = Number(url.searchParams.get('limit') ?? 8);
  const answer = await suggest(
    getApp(),
    isLocale(lang) ? lang : DEFAULT_LOCALE,
    (url.searchParams.get('q') ?? '').toWellFormed().slice(0, 200),
    Number.isFinite(limit) ? limit : 8,
  );
  return Response.json(answer);
};
