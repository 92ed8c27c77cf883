import type { App } from '#src/composition.ts';
import type { EntryId } from '#src/domain/content/entry.ts';
import { trainingSlug } from '#src/domain/listings/training.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import type { FieldPath, Json } from '#src/domain/publishing/types.ts';
import type { Actor, SignedIn } from '#src/domain/rights/can.ts';
import { can } from '#src/domain/rights/can.ts';
import { dataOf } from '#src/features/publishing/entry-files.ts';

/**
 * A copy of a sample house to practise on. It is a draft of the helper's own that can never be sent to review, with a
 * number that belongs to nobody. Undefined for somebody who is no helper.
 */
export async function beginTraining(app: App, actor: Actor, name: string): Promise<string | undefined> {
  if (actor.kind === 'anonymous' || !can(actor, 'helper-home')) return undefined;
  const slug = trainingSlug(actor.id);
  const entry: EntryId = `homestays/${slug}`;
  if (!actor.helps.includes(entry)) {
    await app.state.store.accounts.giveConsent({ helperId: actor.id, entry, givenBy: actor.id, how: 'screen' });
    await app.state.store.audit.append({ by: actor.id, action: 'training-begin', subject: entry });
  }
  const status = await app.state.publishing.status('homestays', slug);
  if (status.draft !== undefined) return slug;
  const learner: SignedIn = { ...actor, helps: [...new Set([...actor.helps, entry])] };
  const result = await app.state.publishing.createEntry(learner, 'homestays', slug, copyOfSample(app, name));
  return result.kind === 'saved' ? slug : undefined;
}

function copyOfSample(app: App, name: string): Record<FieldPath, Json> {
  const sample = dataOf(app.content.list('homestays').find(({ facts }) => facts.sample));
  const fields = sample === null ? {} : toFields(sample);
  const kept = Object.entries(fields).filter(([path]) => path.startsWith('facts/') && !/^facts\/(?:photos|sources|aliases|formerSlugs|phoneConsent|rooms|checkIn)/.test(path)); // prettier-ignore
  return { ...Object.fromEntries(kept), 'facts/phone': '+840000000000', 'words/vi/name': name };
}

export async function endTraining(app: App, actor: Actor): Promise<void> {
  if (actor.kind === 'anonymous') return;
  const slug = trainingSlug(actor.id);
  const entry: EntryId = `homestays/${slug}`;
  const { draft } = await app.state.publishing.status('homestays', slug);
  if (draft !== undefined) await app.state.publishing.discard(actor, draft.id, draft.version);
  for (const consent of await app.state.store.accounts.consentsFor(entry)) {
    if (consent.helperId === actor.id && consent.revokedAt === undefined)
      await app.state.store.accounts.revokeConsent(consent.id, actor.id);
  }
}
