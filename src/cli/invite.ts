import { parseArgs } from 'node:util';
import type { EntryId } from '#src/domain/content/entry.ts';
import { slugSchema } from '#src/domain/content/parts.ts';
import { isLanguage } from '#src/domain/locale/languages.ts';
import type { GivenRole } from '#src/ports/accounts.ts';
import { openIdentity } from './open-identity.ts';

/**
 * The office's way to let people in before anyone has signed in, and when the site's own screens cannot be reached:
 * `npm run invite -- --listing lo-lo-chai-hoa-dao --name "Nhà Hoa Đào"` prints a household's link, once;
 * `npm run invite -- --role helper --name "Mai" --email mai@example.vn --listing lo-lo-chai-hoa-dao` a helper's, and
 * records the household's signed paper.
 */
const USAGE = 'Say who: npm run invite -- --listing <slug> --name "…" [--language vi], or --role helper|editor|reviewer --name "…" --email … [--listing <slug>]'; // prettier-ignore
const { values } = parseArgs({
  options: {
    role: { type: 'string', default: 'owner' },
    listing: { type: 'string', multiple: true, default: [] },
    name: { type: 'string' },
    email: { type: 'string' },
    language: { type: 'string', default: 'vi' },
    days: { type: 'string', default: '14' },
  },
});
const { name, email, language, listing } = values;
const days = Number(values.days);
const roles = ['owner', 'helper', 'editor', 'reviewer'] as const;
const role = roles.find((one) => one === values.role);
const [first] = listing;
const fits = role === 'owner' ? listing.length === 1 : email !== undefined && /^[^\s@]+@[^\s@]+$/.test(email);
if (!role || !name || !fits || !isLanguage(language) || !(days >= -1 && days <= 30) || !listing.every((slug) => slugSchema.safeParse(slug).success)) {
  console.error(USAGE);
  process.exit(1);
} // prettier-ignore

const { settings, store, identity } = await openIdentity();

const wish = { role: role as GivenRole, name, language, days };
let accountId: string | undefined;
if (role !== 'owner' && email !== undefined) {
  const known = await store.accounts.findByEmail(email);
  const account = known ?? (await store.accounts.create({ name, email, language, roles: [role], duty: false }));
  accountId = account.id;
  for (const slug of role === 'helper' ? listing : []) {
    await store.accounts.giveConsent({ helperId: account.id, entry: `homestays/${slug}`, givenBy: 'system', how: 'paper' });
    await store.audit.append({ by: 'system', action: 'consent-give', subject: `homestays/${slug}`, detail: { helper: account.id, how: 'paper' } });
  } // prettier-ignore
}
const { code } = await identity.invite('system', {
  ...wish,
  ...(role === 'owner' ? { entry: `homestays/${first}` as EntryId } : {}),
  ...(accountId === undefined ? {} : { accountId }),
});
console.log(new URL(`/${language}/invite/${code}`, settings.siteUrl).href);
await store.close();
