import { resolve } from 'node:path';
import { createIdentity } from '#src/adapters/better-auth/identity.ts';
import { findSecret } from '#src/adapters/better-auth/secret.ts';
import { createOutbox } from '#src/adapters/mail-outbox/mail-outbox.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { stateUrl } from '#src/composition-state.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import { settingsOrExit } from '#src/server/settings-or-exit.ts';

/** Accounts and invitations as the site sees them, for a program beside it. Nothing is sent: the link is printed. */
export async function openIdentity() {
  const settings = settingsOrExit();
  const clock = { now: () => new Date() };
  const store = await openStateStore({ url: stateUrl(settings), clock });
  const { secret } = findSecret(settings.secret, resolve(settings.dataDir, 'secret'));
  const translator = createTranslator();
  const { mail, sms } = createOutbox(store.records, clock);
  const identity = await createIdentity({ store, clock, secret, siteUrl: settings.siteUrl, mail, sms, translate: (wanted) => translator.t(wanted) }); // prettier-ignore
  return { settings, store, identity };
}
