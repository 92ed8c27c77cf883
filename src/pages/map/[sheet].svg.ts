import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { drawSheet } from '#src/features/map/sheet.ts';

export const GET: APIRoute = ({ params, locals }) => {
  const name = params['sheet'];
  if (name !== 'sheet' && name !== 'sheet-night') return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: ['map'] };
  const svg = drawSheet(getApp().basemap, name === 'sheet' ? 'day' : 'night');
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml' } });
};
