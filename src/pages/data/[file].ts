import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';

/**
 * `/data/search.json` names the current file of each language; `/data/search-vi-1a2b….json` is one of them.
 * The browser keeps both and searches them when there is no network.
 */
export const GET: APIRoute = async ({ params, locals }) => {
  const { search } = getApp();
  const file = params['file'] ?? '';
  if (file === 'search.json') {
    locals.page.cache = { tags: ['search-files'] };
    return Response.json(await search.offline.manifest());
  }
  const body = await search.offline.find(file);
  if (body === undefined) return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: [`data/${file}`], maxAgeSeconds: 31_536_000 };
  return new Response(body, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    },
  });
};
