import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { isLocale } from '#src/domain/locale/languages.ts';

/** Only the alerts: open planners ask for them every few seconds, and a 304 costs next to nothing. */
export const GET: APIRoute = ({ params, locals }) => {
  const locale = params['locale'];
  if (!isLocale(locale)) return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: ['alerts'] };
  return Response.json(getApp().planner.core(locale).alerts);
};
