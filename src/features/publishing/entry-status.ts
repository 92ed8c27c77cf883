import { entryId } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { dataVersion } from '#src/domain/publishing/canonical.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import type { EntryData, Fields } from '#src/domain/publishing/types.ts';
import { entryStateOf } from '#src/domain/publishing/types.ts';
import type { EntrySubject } from '#src/domain/rights/can.ts';
import type { ContentStore } from '#src/ports/content-store.ts';
import type { Draft } from '#src/ports/drafts.ts';
import type { StateStore } from '#src/ports/state-store.ts';
import { dataOf } from './entry-files.ts';

/** All that a door needs to know about an entry before it asks `can` and answers. */
export type EntryStatus = {
  kind: ContentKind;
  slug: string;
  subject: EntrySubject;
  /** The subject when only what is published matters, whether or not somebody works on a draft. */
  liveSubject: EntrySubject;
  published: EntryData | null;
  fields: Fields;
  /** `dataVersion` of what is published; empty when nothing is. */
  version: string;
  draft?: Draft;
};

export async function findEntryStatus(
  parts: { store: StateStore; content: ContentStore },
  kind: ContentKind,
  slug: string,
): Promise<EntryStatus> {
  const published = dataOf(parts.content.find(kind, slug));
  const draft = await parts.store.drafts.findOpen(kind, slug);
  const revisions = published !== null || (await parts.store.revisions.latest(kind, slug)) !== undefined;
  const entry = entryId({ kind, slug });
  return {
    kind,
    slug,
    subject: {
      entry,
      state: entryStateOf({ draft: draft?.state, published: published !== null, revisions }),
      authors: draft?.authors ?? [],
    },
    liveSubject: { entry, state: entryStateOf({ published: published !== null, revisions }) },
    published,
    fields: published === null ? {} : toFields(published),
    version: dataVersion(published),
    ...(draft === undefined ? {} : { draft }),
  };
}
