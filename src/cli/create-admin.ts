import { parseArgs } from 'node:util';
import { DEFAULT_LOCALE, isLanguage } from '#src/domain/locale/languages.ts';
import { openIdentity } from './open-identity.ts';

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
const { settings, store, identity } = await openIdentity();

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
