import type { APIRoute } from 'astro';
import { removeShortLink } from '#src/features/takealong/short-links.ts';
import { rateLimitKey } from '#src/server/client-address.ts';
import { RateLimiter } from '#src/server/rate-limit.ts';

const guessers = new RateLimiter({ burst: 10, perMinute: 5 }, Date.now);

export const DELETE: APIRoute = async ({ locals, params, request, clientAddress }) => {
  if (guessers.take(rateLimitKey(clientAddress)).kind === 'refused') return new Response(null, { status: 429 });
  const { app } = locals;
  const secret = request.headers.get('x-secret') ?? '';
  const removed = await removeShortLink(app.state.store.shortLinks, app.clock, params['code'] ?? '', secret);
  return new Response(null, { status: removed ? 204 : 404, headers: { 'cache-control': 'no-store' } });
};
