import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { SITEMAP_KINDS, sitemapIndex } from '#src/features/seo/sitemap.ts';

export const GET: APIRoute = ({ locals }) => {
  locals.page.cache = { tags: [...SITEMAP_KINDS] };
  return new Response(sitemapIndex(getApp()), { headers: { 'content-type': 'application/xml; charset=utf-8' } });
};
