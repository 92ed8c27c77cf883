import type { APIContext } from 'astro';
import type { SiteAction } from '#src/domain/rights/actions.ts';
import type { SignedIn } from '#src/domain/rights/can.ts';
import { can } from '#src/domain/rights/can.ts';
import type { Visitor } from '#src/ports/accounts.ts';

type Context = Pick<APIContext, 'locals' | 'request' | 'url' | 'redirect' | 'rewrite'> & {
  response?: { readonly headers: Headers };
};
export type DeskVisitor = { visitor: Visitor; actor: SignedIn };

/**
 * The one way into every room of the desk. Without a session it leads to sign-in and back; whoever may not come in
 * gets the same answer as for a page that does not exist.
 */
export async function enterDesk(context: Context, action: SiteAction = 'desk'): Promise<DeskVisitor | Response> {
  const { app, locale } = context.locals;
  const visitor = await app.state.identity.findVisitor(context.request.headers);
  const next = `${context.url.pathname}${context.request.method === 'GET' ? context.url.search : ''}`;
  if (visitor === undefined) return context.redirect(`/${locale}/sign-in?next=${encodeURIComponent(next)}`, 303);
  for (const cookie of visitor.renewal) context.response?.headers.append('set-cookie', cookie);
  if (can(visitor.actor, action)) return { visitor, actor: visitor.actor };
  // Staff rights count only after the second factor: ask for it, or have one set up.
  const step = { needed: 'sign-in/second-factor', 'to-set-up': 'account/authenticator', shown: '', 'not-asked': '' }[visitor.secondFactor]; // prettier-ignore
  if (step !== '' && can({ ...visitor.actor, roles: visitor.account.roles }, action))
    return context.redirect(`/${locale}/${step}?next=${encodeURIComponent(next)}`, 303);
  return context.rewrite('/404');
}
