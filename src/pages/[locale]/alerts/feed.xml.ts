import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { isLocale } from '#src/domain/locale/languages.ts';
import { alertFeed } from '#src/features/alerts/alert-feed.ts';

export const GET: APIRoute = async ({ params, locals }) => {
  const locale = params['locale'];
  if (!isLocale(locale)) return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: ['alerts', 'places'], maxAgeSeconds: 60 };
  return new Response(await alertFeed(getApp(), locale), { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } }); // prettier-ignore
};
