import type { APIRoute } from 'astro';
import { negotiateLanguage } from '#src/domain/locale/negotiate.ts';

const KINDS = ['places', 'homestays'] as const;

/** What a printed sign points to: the page in the language of the phone that scans it. Signs last longer than slugs. */
export const GET: APIRoute = ({ locals, params, request }) => {
  const kind = KINDS.find((one) => one === params['kind']);
  const slug = params['slug'] ?? '';
  const { content } = locals.app;
  const now = kind && (content.find(kind, slug) ? slug : content.findMoved(kind, slug));
  const language = negotiateLanguage(request.headers.get('accept-language'));
  const location = kind && now !== undefined ? `/${language}/${kind}/${now}` : `/${language}`;
  return new Response(null, {
    status: 302,
    headers: { location, vary: 'Accept-Language', 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' },
  });
};
