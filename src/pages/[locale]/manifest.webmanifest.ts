import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { directionOf, isLocale, tagOf } from '#src/domain/locale/languages.ts';

/** W3C application manifest in the reader's language. */
export const GET: APIRoute = ({ params, locals }) => {
  const locale = params['locale'];
  if (!isLocale(locale)) return new Response('Not found', { status: 404 });
  const t = getApp().translator.t(locale);
  locals.page.cache = { tags: [] };
  const manifest = {
    id: '/',
    name: t('common:siteName'),
    short_name: 'Tripmap',
    description: t('home:description'),
    lang: tagOf(locale),
    dir: directionOf(locale),
    start_url: `/${locale}/planner`,
    scope: '/',
    display: 'standalone',
    background_color: '#f6f2e9',
    theme_color: '#1b2547',
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: t('common:sections.planner'), url: `/${locale}/planner` },
      { name: t('common:sections.map'), url: `/${locale}/map` },
    ],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json; charset=utf-8' },
  });
};
