import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { sitemapFile } from '#src/features/seo/sitemap.ts';

export const GET: APIRoute = ({ params, locals }) => {
  const part = /^[1-9]\d{0,3}$/.test(params['part'] ?? '') ? Number(params['part']) : 0;
  const xml = part === 0 ? undefined : sitemapFile(getApp(), params['name'] ?? '', part);
  if (xml === undefined) return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: [params['name'] ?? ''] };
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
};
