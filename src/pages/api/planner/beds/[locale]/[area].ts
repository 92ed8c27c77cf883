import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { isLocale } from '#src/domain/locale/languages.ts';
import { isArea } from '#src/features/planner/planner-service.ts';

export const GET: APIRoute = ({ params, locals }) => {
  const { locale, area } = params;
  if (!isLocale(locale) || !isArea(area)) return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: ['homestays', 'places'] };
  return Response.json(getApp().planner.beds(locale, area));
};
