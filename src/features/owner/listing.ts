import type { App } from '#src/composition.ts';
import type { EntryId } from '#src/domain/content/entry.ts';
import { slugSchema } from '#src/domain/content/parts.ts';
import { lowRiskFields } from '#src/domain/listings/low-risk.ts';
import { isTraining } from '#src/domain/listings/training.ts';
import type { Fields, FieldPath, Json } from '#src/domain/publishing/types.ts';
import type { Actor } from '#src/domain/rights/can.ts';
import { can } from '#src/domain/rights/can.ts';
import type { EntryStatus } from '#src/features/publishing/entry-status.ts';

export type Listing = {
  slug: string;
  id: EntryId;
  status: EntryStatus;
  /** What the household sees on its phone: its draft, with the live facts as they are published now. */
  fields: Fields;
  name: string;
  /** What the form shows, to be sent back with every save. */
  seen: string;
  training: boolean;
};

/** A listing as its owner or helper may see it. Undefined also for one that exists but is not theirs. */
export async function openListing(app: App, actor: Actor, slug: string): Promise<Listing | undefined> {
  if (!slugSchema.safeParse(slug).success || actor.kind === 'anonymous') return undefined;
  const status = await app.state.publishing.status('homestays', slug);
  const id: EntryId = `homestays/${slug}`;
  const theirs = actor.owns.includes(id) || actor.helps.includes(id);
  const action = status.subject.state === 'none' ? 'draft-create' : 'preview';
  if (!can(actor, action, status.subject) || (action === 'draft-create' && !theirs)) return undefined;
  const fields = fieldsOf(status);
  const name = fields['words/vi/name'] ?? Object.entries(fields).find(([path]) => path.endsWith('/name'))?.[1];
  return {
    slug,
    id,
    status,
    fields,
    name: typeof name === 'string' ? name : slug,
    seen: seenOf(status),
    training: isTraining(slug),
  };
}

function fieldsOf(status: EntryStatus): Fields {
  if (status.draft === undefined) return status.fields;
  if (status.published === null) return status.draft.values;
  const fields: Record<FieldPath, Json> = { ...status.draft.values };
  for (const path of lowRiskFields('homestays')) {
    const live = status.fields[path];
    if (live === undefined) delete fields[path];
    else fields[path] = live;
  }
  return fields;
}

export function seenOf(status: EntryStatus): string {
  return `${status.version}.${status.draft?.id ?? ''}.${status.draft?.version ?? 0}`;
}

export type SeenState = { published: string; draft?: { draft: string; version: number } };

export function parseSeen(text: string): SeenState {
  const [published = '', draft = '', version = ''] = text.slice(0, 200).split('.');
  return draft !== '' && /^\d{1,9}$/.test(version)
    ? { published, draft: { draft, version: Number(version) } }
    : { published };
}
