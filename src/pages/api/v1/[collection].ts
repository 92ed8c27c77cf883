import type { APIRoute } from 'astro';
import { answerCollection } from '#src/features/open-data/answer.ts';
import { isCollection } from '#src/features/open-data/read-request.ts';

/** Anyone's page may read open data: nothing in it depends on who asks. */
const OPEN = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag, Link' };

export const GET: APIRoute = ({ params, url, locals }) => {
  const name = params['collection'] ?? '';
  if (!isCollection(name)) {
    const body = { type: 'about:blank', title: locals.app.translator.t('en')('opendata:unknown'), status: 404, problems: [] }; // prettier-ignore
    return Response.json(body, { status: 404, headers: { ...OPEN, 'content-type': 'application/problem+json' } });
  }
  const answer = answerCollection(locals.app, name, url.searchParams);
  if (answer.cache) locals.page.cache = answer.cache;
  return new Response(JSON.stringify(answer.body), {
    status: answer.status,
    headers: {
      ...OPEN,
      'content-type': answer.type,
      ...(answer.links.length > 0 ? { link: answer.links.join(', ') } : {}),
    },
  });
};
