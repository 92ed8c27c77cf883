import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';

const PRIVATE = ['my', 'helper', 'desk', 'account', 'sign-in', 'sign-out', 'invite', 'tickets', 'report'];

export const GET: APIRoute = ({ locals }) => {
  locals.page.cache = { tags: [] };
  const hidden = LOCALES.flatMap((locale) => PRIVATE.map((section) => `Disallow: /${locale}/${section}`));
  const lines = [
    'User-agent: *',
    ...hidden,
    'Disallow: /t/',
    '',
    `Sitemap: ${getApp().settings.siteUrl.origin}/sitemap.xml`,
    '',
  ];
  return new Response(lines.join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
