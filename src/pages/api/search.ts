import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { DEFAULT_LOCALE, isLocale, languageOf } from '#src/domain/locale/languages.ts';
import { readSearchQuery, requestOf } from '#src/features/search/read-query.ts';

/** Results as data, for the planner and the map: the same parameters as the results page. */
export const GET: APIRoute = async ({ url }) => {
  const lang = url.searchParams.get('lang');
  const limit = Number(url.searchParams.get('limit') ?? 20);
  const request = requestOf(readSearchQuery(url.searchParams), languageOf(isLocale(lang) ? lang : DEFAULT_LOCALE));
  const answer = await getApp().search.engine.search({ ...request, limit: Number.isFinite(limit) ? limit : 20 });
  return Response.json(answer);
};
