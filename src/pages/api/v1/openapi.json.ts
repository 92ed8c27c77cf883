import type { APIRoute } from 'astro';
import { openApiDocument } from '#src/features/open-data/openapi.ts';

export const GET: APIRoute = ({ locals }) => {
  locals.page.cache = { tags: [] };
  return new Response(JSON.stringify(openApiDocument(locals.app)), {
    headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json' },
  });
};
