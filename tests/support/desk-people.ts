import { resolve } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { createIdentity } from '#src/adapters/better-auth/identity.ts';
import { findSecret } from '#src/adapters/better-auth/secret.ts';
import { createOutbox } from '#src/adapters/mail-outbox/mail-outbox.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import type { EntryId } from '#src/domain/content/entry.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import type { GivenRole } from '#src/ports/accounts.ts';

export type Person = { id: string; name: string; cookies: { name: string; value: string }[] };

/**
 * Signs somebody in against the state of a running site, the way they would themselves: an invitation that is used
 * once and, for staff, an authenticator that has shown a right code.
 */
export async function signIn(
  site: { dataDir: string; origin: string },
  who: {
    name: string;
    roles: readonly GivenRole[];
    duty?: boolean;
    owns?: EntryId;
    /** False: before the second factor. */ proven?: boolean;
  },
): Promise<Person> {
  const clock = { now: () => new Date() };
  const store = await openStateStore({ url: resolve(site.dataDir, 'state.sqlite'), clock });
  try {
    const { secret } = findSecret(undefined, resolve(site.dataDir, 'secret'));
    const { mail, sms } = createOutbox(store.records, clock);
    const translator = createTranslator();
    const identity = await createIdentity({ store, clock, secret, siteUrl: new URL(site.origin), mail, sms, translate: (language) => translator.t(language) }); // prettier-ignore
    const account = await store.accounts.create({ name: who.name, language: 'en', email: `${crypto.randomUUID()}@example.vn`, roles: who.roles, duty: who.duty === true }); // prettier-ignore
    if (who.owns !== undefined) await store.accounts.giveListing(account.id, who.owns);
    const role = who.roles[0] ?? 'owner';
    const { code } = await identity.invite('system', { role, name: who.name, language: 'en', accountId: account.id });
    const origin = { headers: new Headers({ 'user-agent': 'test' }), ip: '127.0.0.1' };
    const accepted = await identity.acceptInvitation(code, origin);
    if (accepted.kind !== 'signed-in') throw new Error(`The invitation was refused: ${accepted.reason}`);
    const cookies = accepted.cookies.map((cookie) => {
      const pair = cookie.split(';')[0] ?? '';
      return { name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1) };
    });
    const headers = new Headers({ cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') });
    const visitor = await identity.findVisitor(headers);
    if (visitor === undefined) throw new Error('The new session is not known.');
    if (visitor.secondFactor === 'to-set-up' && who.proven !== false) {
      const started = await identity.startTotp(visitor);
      if (started.kind !== 'started') throw new Error('The authenticator could not be set up.');
      const code = new TOTP({ secret: Secret.fromBase32(started.secret) }).generate();
      const confirmed = await identity.confirmTotp(visitor, code);
      if (confirmed.kind !== 'confirmed') throw new Error(`The authenticator was refused: ${confirmed.reason}`);
    }
    return { id: account.id, name: who.name, cookies };
  } finally {
    await store.close();
  }
}
