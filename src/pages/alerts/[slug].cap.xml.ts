import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { slugSchema } from '#src/domain/content/parts.ts';
import { capOf } from '#src/features/alerts/cap.ts';

export const GET: APIRoute = async ({ params, locals }) => {
  const slug = slugSchema.safeParse(params['slug']);
  const message = slug.success ? await capOf(getApp(), slug.data) : undefined;
  if (message === undefined) return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: ['alerts', 'places'], maxAgeSeconds: 60 };
  return new Response(message, { headers: { 'content-type': 'application/cap+xml; charset=utf-8' } });
};
