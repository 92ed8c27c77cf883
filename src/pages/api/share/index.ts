import type { APIRoute } from 'astro';
import * as z from 'zod';
import { countSharedTrip } from '#src/features/statistics/shared-trips.ts';
import { makeShortLink } from '#src/features/takealong/short-links.ts';
import { rateLimitKey } from '#src/server/client-address.ts';
import { RateLimiter } from '#src/server/rate-limit.ts';

const wish = z.object({
  link: z.string(),
  /** The traveller's consent to the province's sums; nothing is counted without it. */
  count: z.boolean().optional(),
});
// In memory: nothing about who asked is written down.
const makers = new RateLimiter({ burst: 10, perMinute: 2 }, Date.now);

export const POST: APIRoute = async ({ locals, request, clientAddress }) => {
  const turn = makers.take(rateLimitKey(clientAddress));
  if (turn.kind === 'refused')
    return answer({ reason: 'too-many' }, 429, { 'retry-after': String(turn.retryAfterSeconds) });
  const asked = wish.safeParse(await request.json().catch(() => undefined));
  if (!asked.success) return answer({ reason: 'no-link' }, 400);
  const { app } = locals;
  const made = await makeShortLink(app.state.store.shortLinks, app.clock, asked.data.link);
  if (made.kind === 'refused') return answer({ reason: made.reason }, 422);
  const { code, secret, expiresAt } = made;
  // The link is what was asked for: it is given also where the sums could not be written, which the answer says.
  const counted = asked.data.count === true && (await countSharedTrip(app, made.link, made.trip).then(() => true, () => false)); // prettier-ignore
  return answer({ code, secret, expiresAt, counted }, 201);
};

const answer = (body: object, status: number, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } });
