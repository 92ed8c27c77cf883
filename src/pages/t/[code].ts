import type { APIRoute } from 'astro';
import { negotiateLanguage } from '#src/domain/locale/negotiate.ts';
import { findShortLink } from '#src/features/takealong/short-links.ts';
import { rateLimitKey } from '#src/server/client-address.ts';
import { RateLimiter } from '#src/server/rate-limit.ts';

const readers = new RateLimiter({ burst: 60, perMinute: 60 }, Date.now);

/**
 * A short link leads to the long one, in the reader's language. One that has expired, was deleted or never was is
 * answered by the same page as any address that is not there.
 */
export const GET: APIRoute = async (context) => {
  const { locals, params, request, clientAddress } = context;
  const headers = { 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'private, no-store' };
  if (readers.take(rateLimitKey(clientAddress)).kind === 'refused') return new Response(null, { status: 429, headers });
  const { app } = locals;
  const language = negotiateLanguage(request.headers.get('accept-language'));
  const link = await findShortLink(app.state.store.shortLinks, app.clock, params['code'] ?? '');
  if (link === undefined) {
    locals.locale = language;
    const page = await context.rewrite('/404');
    for (const [name, value] of Object.entries(headers)) page.headers.set(name, value);
    return page;
  }
  return new Response(null, { status: 302, headers: { ...headers, location: `/${language}/open#${link}` } });
};
