import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { isLocale } from '#src/domain/locale/languages.ts';
import { today } from '#src/features/events/upcoming.ts';
import { mapData } from '#src/features/map/map-data.ts';

export const GET: APIRoute = ({ params, locals }) => {
  const locale = params['locale'];
  if (!isLocale(locale)) return new Response('Not found', { status: 404 });
  const app = getApp();
  locals.page.cache = { tags: ['places', 'homestays', 'events', 'alerts', `day:${today(app)}`], maxAgeSeconds: 300 };
  return Response.json(mapData(app, locale));
};
