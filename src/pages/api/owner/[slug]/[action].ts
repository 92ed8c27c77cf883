import type { APIRoute } from 'astro';
import { isTraining } from '#src/domain/listings/training.ts';
import { ACTS, type Said } from '#src/features/owner/actions.ts';
import { openListing, seenOf } from '#src/features/owner/listing.ts';
import { findAnswer, keepAnswer } from '#src/features/owner/sent-once.ts';
import { findVisitor, goTo, localeOf, readForm, safePath, textOf } from '#src/features/owner/visitor.ts';

/**
 * Where every form of the owner's screens is sent. Answers a form with a redirect back and a script with JSON. A save
 * that waited without signal carries a key, so that sending it twice does it once.
 */
export const POST: APIRoute = async (context) => {
  const { locals, params, request } = context;
  const { app } = locals;
  const slug = params['slug'] ?? '';
  const wantsJson = request.headers.get('accept')?.includes('application/json') === true;
  const visitor = await findVisitor(context);
  const form = await readForm(request);
  const locale = localeOf(form === undefined ? '' : textOf(form, 'locale'), locals.locale);
  const home = `/${locale}/my/${slug}`;
  const cookies = visitor?.renewal ?? [];

  const reply = (said: Said, status: number, seen = ''): Response => {
    const back = said.next ?? safePath(form === undefined ? '' : textOf(form, 'back'), home);
    const { pathname, hash } = new URL(back, 'http://local');
    const to = `${pathname}?${said.ok ? 'said' : 'problem'}=${encodeURIComponent(said.said)}${hash}`;
    if (!wantsJson) return goTo(to, cookies);
    const headers = new Headers({ 'content-type': 'application/json' });
    for (const cookie of cookies) headers.append('set-cookie', cookie);
    return new Response(JSON.stringify({ ...said, to, seen }), { status, headers });
  };

  if (visitor === undefined) {
    return wantsJson ? reply({ ok: false, said: 'signed-out' }, 401) : goTo(`/${locale}/sign-in`);
  }
  if (form === undefined) return reply({ ok: false, said: 'bad-fields' }, 400);
  const act = Object.hasOwn(ACTS, params['action'] ?? '') ? ACTS[params['action'] ?? ''] : undefined;
  const listing = await openListing(app, visitor.actor, slug);
  if (act === undefined || listing === undefined) return reply({ ok: false, said: 'not-found' }, 404);
  const key = textOf(form, 'key');
  const known = await findAnswer(app, visitor.account.id, key);
  const said = known ?? (await act({ app, actor: visitor.actor, listing, form, locale }));
  if (known === undefined && said.ok) {
    await keepAnswer(app, visitor.account.id, key, said);
    if (!isTraining(slug)) app.state.forgetPages([listing.id]);
  }
  return reply(said, said.ok ? 200 : 422, seenOf(await app.state.publishing.status('homestays', slug)));
};
