import type { App } from '#src/composition.ts';
import { languageOf } from '#src/domain/locale/languages.ts';
import { STAFF_ROLES } from '#src/domain/rights/actions.ts';
import type { Account } from '#src/ports/accounts.ts';
import type { Draft } from '#src/ports/drafts.ts';
import { nameOfFields } from './entry-room.ts';

type Told = Pick<App, 'translator' | 'settings'> & { state: Pick<App['state'], 'store' | 'mail' | 'sms'> };

/**
 * Tells those who wrote a draft what the reviewer asks for: by mail, as plain text in their own language, or by SMS
 * where only a phone is known. Their screens say the same, so a message that does not arrive loses nothing.
 * Returns how many were told.
 */
export async function tellWriters(app: Told, draftId: string, reviewer: string): Promise<number> {
  const { store, mail, sms } = app.state;
  const draft = await store.drafts.find(draftId);
  if (draft?.state !== 'changes-asked' || draft.reason === undefined) return 0;
  let told = 0;
  for (const id of draft.authors.filter((author) => author !== reviewer)) {
    const account = await store.accounts.find(id);
    if (account === undefined || !account.active) continue;
    const t = app.translator.t(account.language);
    const name = oneLine(nameOfFields(draft.values, draft.slug, languageOf(account.language)));
    const link = screenOf(app, account, draft);
    const sent =
      account.email !== undefined ? await mail.send({ to: account.email, subject: t('newsroom:asked.subject', { name }), text: t('newsroom:asked.text', { name, reason: draft.reason, link }) })
      : account.phone !== undefined ? await sms.send({ to: account.phone, text: t('newsroom:asked.sms', { name, link }) })
      : undefined; // prettier-ignore
    if (sent?.kind === 'sent') told++;
  }
  return told;
}

/** Where this person works on it: the desk, or for owners and helpers the page of the house. */
function screenOf(app: Told, { language, roles }: Account, { kind, slug }: Draft): string {
  const desk = roles.some((role) => role !== 'helper' && STAFF_ROLES.includes(role));
  const path = desk || kind !== 'homestays' ? `desk/entries/${kind}/${slug}` : `my/${slug}/review`;
  return new URL(`/${language}/${path}`, app.settings.siteUrl).href;
}

/** A name in a subject is one line, whatever was typed. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 120);
