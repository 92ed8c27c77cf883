import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { isLocale } from '#src/domain/locale/languages.ts';

export const GET: APIRoute = ({ params, locals }) => {
  const { locale } = params;
  if (!isLocale(locale)) return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: ['words'] };
  return Response.json(getApp().translator.words(locale, ['takealong']));
};
