import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createIdentity } from '#src/adapters/better-auth/identity.ts';
import { findSecret } from '#src/adapters/better-auth/secret.ts';
import { createOutbox } from '#src/adapters/mail-outbox/mail-outbox.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { stateUrl } from '#src/composition-state.ts';
import { DEFAULT_LOCALE, isLanguage } from '#src/domain/locale/languages.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import { settingsOrExit } from '#src/server/settings-or-exit.ts';

/**
 * `npm run create-admin -- --name "Nguyễn Lan" --email lan@example.vn [--language vi]`: makes the first admin and
 * prints a link that opens the account once. With an address that is known, it makes a new link for it.
 */
const { values } = parseArgs({
  options: {
    name: { type: 'string' },
    email: { type: 'string' },
    language: { type: 'string', default: DEFAULT_LOCALE },
  },
});
const { name, email, language } = values;
if (!name || !email || !/^[^\s@]+@[^\s@]+$/.test(email) || !isLanguage(language)) {
  console.error('Say who it is: npm run create-admin -- --name "Nguyễn Lan" --email lan@example.vn [--language vi]');
  process.exit(1);
}
const settings = settingsOrExit();
const clock = { now: () => new Date() };
const store = await openStateStore({ url: stateUrl(settings), clock });
const { secret } = findSecret(settings.secret, resolve(settings.dataDir, 'secret'));
const translator = createTranslator();
const { mail, sms } = createOutbox(store.records, clock);
const identity = await createIdentity({ store, clock, secret, siteUrl: settings.siteUrl, mail, sms, translate: (wanted) => translator.t(wanted) }); // prettier-ignore

const known = await store.accounts.findByEmail(email);
const account = known ?? (await store.accounts.create({ name, email, language, roles: ['admin'], duty: false }));
if (known !== undefined && !known.roles.includes('admin'))
  await store.accounts.setRoles(known.id, [...known.roles, 'admin'], known.duty);
await store.audit.append({ by: 'system', action: 'create-admin', subject: `accounts/${account.id}` });
const { code } = await identity.invite('system', {
  role: 'admin',
  name: account.name,
  language: account.language,
  accountId: account.id,
  days: 2,
});
console.log(
  `Open this link once, within two days: ${new URL(`/${account.language}/sign-in/${code}`, settings.siteUrl).href}`,
);
await store.close();
