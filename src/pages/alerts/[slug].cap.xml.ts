import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { capOf } from '#src/features/alerts/cap.ts';

export const GET: APIRoute = ({ params, locals }) => {
  const app = getApp();
  const alert = app.content.find('alerts', params['slug'] ?? '');
  if (!alert) return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: [`alerts/${alert.slug}`, 'alerts', 'places'], maxAgeSeconds: 60 };
  return new Response(capOf(app, alert), { headers: { 'content-type': 'application/cap+xml; charset=utf-8' } });
};
