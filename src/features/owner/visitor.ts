import type { APIContext } from 'astro';
import type { Locale } from '#src/domain/locale/languages.ts';
import { isLocale } from '#src/domain/locale/languages.ts';
import type { Origin, Visitor } from '#src/ports/accounts.ts';

type Asked = Pick<APIContext, 'request' | 'locals'> & { response?: { headers: Headers } };

const known = new WeakMap<Request, Promise<Visitor | undefined>>();

/** Who is asking, found once a request; the cookies that keep the session alive go out with the page. */
export function findVisitor(context: Asked): Promise<Visitor | undefined> {
  const found = known.get(context.request);
  if (found !== undefined) return found;
  const asked = context.locals.app.state.identity.findVisitor(context.request.headers).then((visitor) => {
    for (const cookie of visitor?.renewal ?? []) context.response?.headers.append('set-cookie', cookie);
    return visitor;
  });
  known.set(context.request, asked);
  return asked;
}

export function originOf(context: Pick<APIContext, 'request' | 'clientAddress'>): Origin {
  return { headers: context.request.headers, ip: context.clientAddress };
}

/** Where somebody without a session, or without the second factor their role asks for, has to go first. */
export function stepBefore(visitor: Visitor | undefined, locale: Locale): string | undefined {
  if (visitor === undefined) return `/${locale}/sign-in`;
  if (visitor.secondFactor === 'needed') return `/${locale}/sign-in/second-factor`;
  return undefined;
}

/** The first screen after signing in, by what the account may do. */
export function homeOf(visitor: Visitor, locale: Locale): string {
  if (visitor.secondFactor === 'needed') return `/${locale}/sign-in/second-factor`;
  if (visitor.secondFactor === 'to-set-up') return `/${locale}/account/authenticator`;
  const { roles, owns } = visitor.actor;
  if (roles.some((role) => role === 'editor' || role === 'reviewer' || role === 'admin')) return `/${locale}/desk`;
  if (roles.includes('helper') && owns.length === 0) return `/${locale}/helper`;
  return `/${locale}/my`;
}

/** A redirect that also sets cookies; `Response.redirect` cannot. */
export function goTo(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** Form fields as text; files and absent ones are empty. */
export async function readForm(request: Request): Promise<FormData | undefined> {
  return request.formData().catch(() => undefined);
}
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Only addresses of our own, so that no form can send anyone away: `/vi/my/...`. */
export function safePath(path: string, fallback: string): string {
  return /^\/[a-z-]{2,5}\/(?:my|helper|account|homestays)(?:\/[a-z0-9/-]*)?$/.test(path) ? path : fallback;
}

export function localeOf(text: string, fallback: Locale): Locale {
  return isLocale(text) ? text : fallback;
}
