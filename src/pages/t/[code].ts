import type { APIRoute } from 'astro';
import { negotiateLanguage } from '#src/domain/locale/negotiate.ts';
import { findShortLink } from '#src/features/takealong/short-links.ts';
import { rateLimitKey } from '#src/server/client-address.ts';
import { RateLimiter } from '#src/server/rate-limit.ts';

const readers = new RateLimiter({ burst: 60, perMinute: 60 }, Date.now);

/** A short link leads to the long one, in the reader's language; a link that is gone to a page that says so. */
export const GET: APIRoute = async ({ locals, params, request, clientAddress }) => {
  const headers = { 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'private, no-store' };
  if (readers.take(rateLimitKey(clientAddress)).kind === 'refused') return new Response(null, { status: 429, headers });
  const { app } = locals;
  const language = negotiateLanguage(request.headers.get('accept-language'));
  const link = await findShortLink(app.state.store.shortLinks, app.clock, params['code'] ?? '');
  if (link === undefined) {
    return new Response(app.translator.t(language)('takealong:short.gone'), {
      status: 404,
      headers: { ...headers, 'content-type': 'text/plain; charset=utf-8', 'content-language': language },
    });
  }
  return new Response(null, { status: 302, headers: { ...headers, location: `/${language}/open#${link}` } });
};
