import type { APIContext } from 'astro';
import type { Visitor } from '#src/ports/accounts.ts';
import { openListing, type Listing } from './listing.ts';
import { findVisitor, stepBefore } from './visitor.ts';

type Opened = { kind: 'opened'; visitor: Visitor; listing: Listing } | { kind: 'go'; to: string } | { kind: 'missing' };

/** What every screen of a listing begins with. Somebody else's listing is as missing as one that does not exist. */
export async function openOwnerPage(
  context: Pick<APIContext, 'request' | 'locals' | 'params'> & { response: { headers: Headers } },
): Promise<Opened> {
  const { locals, params } = context;
  const visitor = await findVisitor(context);
  const to = stepBefore(visitor, locals.locale);
  if (visitor === undefined || to !== undefined) return { kind: 'go', to: to ?? `/${locals.locale}/sign-in` };
  const listing = await openListing(locals.app, visitor.actor, params['slug'] ?? '');
  return listing === undefined ? { kind: 'missing' } : { kind: 'opened', visitor, listing };
}
