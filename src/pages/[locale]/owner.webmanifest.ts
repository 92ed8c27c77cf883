import type { APIRoute } from 'astro';
import { directionOf, isLocale, tagOf } from '#src/domain/locale/languages.ts';

/** The application manifest of the owner's screens: installed from there, it opens one's own house. */
export const GET: APIRoute = ({ params, locals }) => {
  const locale = params['locale'];
  if (!isLocale(locale)) return new Response('Not found', { status: 404 });
  const t = locals.app.translator.t(locale);
  locals.page.cache = { tags: [] };
  const icon = (size: number, purpose: string, file = `icon-${size}`) => ({ src: `/${file}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose }); // prettier-ignore
  const manifest = {
    id: '/my',
    name: `${t('owner:home.title')} · ${t('common:siteName')}`,
    short_name: t('owner:home.title'),
    lang: tagOf(locale),
    dir: directionOf(locale),
    start_url: `/${locale}/my`,
    scope: '/',
    display: 'standalone',
    background_color: '#f6f2e9',
    theme_color: '#1b2547',
    icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable', 'icon-maskable-512')],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json; charset=utf-8' },
  });
};
