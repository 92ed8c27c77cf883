import type { ContentKind } from '#src/domain/content/kinds.ts';
import { createDrafting } from './drafting.ts';
import { findEntryStatus } from './entry-status.ts';
import type { PublisherParts } from './publisher.ts';
import { createPublisher } from './publisher.ts';
import { createReleasing } from './releasing.ts';

/** Drafts, review and publication as the screens use them. Every use case asks for its right itself. */
export function createPublishing(parts: PublisherParts) {
  const publisher = createPublisher(parts);
  const drafting = createDrafting(parts);
  const releasing = createReleasing(parts, publisher, drafting);
  return {
    ...drafting,
    ...releasing,
    /** For screens: the subject to ask `can` about, what is published, and the open draft. Guards nothing by itself. */
    status: (kind: ContentKind, slug: string) => findEntryStatus(parts, kind, slug),
    recoverPublishing: publisher.recoverPublishing,
  };
}
export type Publishing = ReturnType<typeof createPublishing>;
