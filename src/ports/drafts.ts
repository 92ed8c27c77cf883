import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { DraftState, EntryData, FieldChanges, FieldPath, Fields, Json } from '#src/domain/publishing/types.ts';

/** When and by whom a field was last changed in a draft. */
export type FieldMark = { by: string; at: string; version: number };

/** The one open piece of work on an entry: owner, helper and editor write in the same draft. */
export type Draft = {
  id: string;
  kind: ContentKind;
  slug: string;
  state: DraftState;
  /** Rises with every save; an approval names the version it looked at. */
  version: number;
  /** Version of the published entry it began from (`dataVersion`), empty for a new entry. */
  baseVersion: string;
  base: Fields;
  values: Fields;
  marks: Readonly<Record<FieldPath, FieldMark>>;
  /** Everyone who has written in it. */
  authors: readonly string[];
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  submittedAt?: string;
  /** Who looks at it. */
  reviewer?: string;
  /** A reviewer's words when changes are asked. */
  reason?: string;
  publishAt?: string;
  /** With `scheduled`: the version that was approved, and by whom. */
  approvedVersion?: number;
  approvedBy?: string;
};

/** One save, kept so that a writer who began from an older version can be merged field by field. */
export type DraftSave = {
  draftId: string;
  version: number;
  by: string;
  at: string;
  /** For each changed field what it was and became; `null` is "not set". */
  changes: Readonly<Record<FieldPath, { from: Json; to: Json }>>;
};

/** Two wanted different things and neither is thrown away. Stays open until somebody chooses. */
export type DraftConflict = {
  id: string;
  draftId: string;
  path: FieldPath;
  base: Json;
  /** What stands in the draft, by whom and when. */
  kept: Json;
  keptBy: string;
  keptAt: string;
  /** What could not be merged, by whom and when. */
  brought: Json;
  broughtBy: string;
  broughtAt: string;
  resolvedAt?: string;
  resolvedBy?: string;
  choice?: 'kept' | 'brought' | 'other';
};

export type DraftFilter = {
  kind?: ContentKind;
  states?: readonly DraftState[];
  author?: string;
  reviewer?: string;
  slugs?: readonly string[];
  /** Last written at or after this instant. */
  updatedSince?: string;
  limit?: number;
};

export interface Drafts {
  /** Fails (undefined) when the entry already has an open draft. */
  create(draft: Omit<Draft, 'id' | 'version' | 'createdAt' | 'updatedAt'>): Promise<Draft | undefined>;
  find(id: string): Promise<Draft | undefined>;
  findOpen(kind: ContentKind, slug: string): Promise<Draft | undefined>;
  /** Longest waiting first. */
  list(filter?: DraftFilter): Promise<Draft[]>;
  count(filter?: Omit<DraftFilter, 'limit'>): Promise<number>;
  /**
   * Stores the next version if the stored one is still `fromVersion`. False when somebody was faster:
   * the caller reads again and merges again.
   */
  update(draft: Draft, fromVersion: number, save?: DraftSave): Promise<boolean>;
  savesSince(draftId: string, version: number): Promise<DraftSave[]>;
  saves(draftId: string): Promise<DraftSave[]>;
  addConflict(conflict: Omit<DraftConflict, 'id'>): Promise<DraftConflict>;
  openConflicts(draftId: string): Promise<DraftConflict[]>;
  findConflict(id: string): Promise<DraftConflict | undefined>;
  resolveConflict(id: string, by: string, at: string, choice: 'kept' | 'brought' | 'other'): Promise<boolean>;
}

/** An entry as it was published, for ever. `data` is null where it was taken down. */
export type Revision = {
  id: string;
  kind: ContentKind;
  slug: string;
  /** 1, 2, 3 … within the entry. */
  number: number;
  version: string;
  data: EntryData | null;
  at: string;
  by: string;
  /** Fields that this publication changed. */
  paths: readonly FieldPath[];
  why: RevisionReason;
  draftId?: string;
  note?: string;
};
/** `files`: somebody edited the files outside the product, found at the next publication. */
export type RevisionReason =
  'approved' | 'live' | 'restored' | 'unpublished' | 'expired' | 'alert' | 'files' | 'import';

export interface Revisions {
  list(kind: ContentKind, slug: string, limit?: number): Promise<Revision[]>;
  latest(kind: ContentKind, slug: string): Promise<Revision | undefined>;
  find(id: string): Promise<Revision | undefined>;
  findVersion(kind: ContentKind, slug: string, version: string): Promise<Revision | undefined>;
  /** Gives it the next number. Doing it again with the same id changes nothing. */
  add(revision: Omit<Revision, 'number'>): Promise<void>;
  recent(limit: number): Promise<Omit<Revision, 'data'>[]>;
}

export type Comment = {
  id: string;
  kind: ContentKind;
  slug: string;
  draftId?: string;
  path?: FieldPath;
  by: string;
  at: string;
  text: string;
};
export interface Comments {
  add(comment: Omit<Comment, 'id'>): Promise<Comment>;
  list(kind: ContentKind, slug: string): Promise<Comment[]>;
}

/** Facts that went live at once and that a second pair of eyes has not seen yet. */
export type LiveReview = {
  id: string;
  kind: ContentKind;
  slug: string;
  revisionId: string;
  paths: readonly FieldPath[];
  by: string;
  at: string;
  seenBy?: string;
  seenAt?: string;
};
export interface LiveReviews {
  add(review: LiveReview): Promise<void>;
  open(limit?: number): Promise<LiveReview[]>;
  markSeen(id: string, by: string, at: string): Promise<boolean>;
}

/** A publication that has been accepted and must be finished, whatever happens to the machine. */
export type PublishIntent = {
  id: string;
  kind: ContentKind;
  slug: string;
  at: string;
  by: string;
  /** `written`: accepted; `recorded`: files, revision and audit are done, only caches are left. */
  step: 'written' | 'recorded';
  /** File name below the entry's folder → new text, or null to remove it. */
  files: Readonly<Record<string, string | null>>;
  /** Photos that must be in the entry's folder before the facts name them. */
  photos: readonly string[];
  revision: Omit<Revision, 'number'>;
  /** What the files said when they were last changed outside the product: kept as a revision of its own. */
  baseline?: Omit<Revision, 'number'>;
  audit: { action: string; detail: Json };
  liveReview?: LiveReview;
};
export interface PublishIntents {
  add(intent: PublishIntent): Promise<'added' | 'busy'>;
  open(): Promise<PublishIntent[]>;
  /** True for the one caller that takes it from `written` to `recorded`. */
  setRecorded(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
}

/** Something that shall happen to an entry at a time. */
export type Schedule = {
  id: string;
  kind: ContentKind;
  slug: string;
  what: 'publish' | 'unpublish';
  at: string;
  by: string;
  draftId?: string;
};
export interface Schedules {
  add(schedule: Omit<Schedule, 'id'>): Promise<Schedule>;
  due(now: string): Promise<Schedule[]>;
  list(kind: ContentKind, slug: string): Promise<Schedule[]>;
  remove(id: string): Promise<boolean>;
}

export type { FieldChanges };
