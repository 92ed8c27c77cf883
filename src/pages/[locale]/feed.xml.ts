import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { isLocale } from '#src/domain/locale/languages.ts';
import { today } from '#src/features/events/upcoming.ts';
import { atomFeed } from '#src/features/seo/feed.ts';

const FEED_KINDS = ['guides', 'events', 'alerts', 'places', 'homestays', 'trips', 'products'];

export const GET: APIRoute = async ({ params, locals }) => {
  const locale = params['locale'];
  if (!isLocale(locale)) return new Response('Not found', { status: 404 });
  const app = getApp();
  locals.page.cache = { tags: [...FEED_KINDS, `day:${today(app)}`], maxAgeSeconds: 1800 };
  return new Response(await atomFeed(app, locale), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  });
};
