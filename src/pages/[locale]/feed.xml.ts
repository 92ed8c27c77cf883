import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { isLocale } from '#src/domain/locale/languages.ts';
import { today } from '#src/features/events/upcoming.ts';
import { atomFeed } from '#src/features/seo/feed.ts';

export const GET: APIRoute = ({ params, locals }) => {
  const locale = params['locale'];
  if (!isLocale(locale)) return new Response('Not found', { status: 404 });
  const app = getApp();
  locals.page.cache = { tags: ['guides', 'events', 'alerts', 'places', `day:${today(app)}`], maxAgeSeconds: 1800 };
  return new Response(atomFeed(app, locale), { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
