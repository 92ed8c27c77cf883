import type { FieldProblem } from '#src/domain/publishing/check-change.ts';
import type { FieldPath, Json } from '#src/domain/publishing/types.ts';
import type { DraftConflict } from '#src/ports/drafts.ts';

/**
 * Why something was not done. `not-found` also stands for "not allowed": the two look alike from outside.
 * Screens have a sentence for each.
 */
export type RefusalReason =
  | 'not-found'
  | 'bad-slug'
  | 'slug-taken'
  | 'has-draft'
  | 'bad-fields'
  | 'incomplete'
  | 'open-conflicts'
  | 'edited-since'
  | 'wrong-state'
  | 'nothing-to-do'
  | 'needs-review'
  | 'machine-unread'
  | 'bad-time'
  | 'too-long'
  | 'photo-missing'
  | 'broken-files'
  | 'busy'
  | 'disk-full'
  | 'read-only'
  | 'storage';

export type Refused = { kind: 'refused'; reason: RefusalReason; problems?: readonly FieldProblem[] };

/** Two wishes for one field of a published entry, shown side by side; nothing was written. */
export type LiveConflict = { path: FieldPath; base: Json; kept: Json; keptBy: string; keptAt: string; brought: Json };

export type SaveResult =
  | {
      kind: 'saved';
      draftId: string;
      version: number;
      conflicts: readonly DraftConflict[];
      problems: readonly FieldProblem[];
    }
  | Refused;

export type StateResult = { kind: 'done'; draftId: string; version: number } | Refused;

export type LiveResult =
  | { kind: 'published'; version: string; revisionId: string; paths: readonly FieldPath[] }
  | { kind: 'conflicts'; conflicts: readonly LiveConflict[] }
  | Refused;

export const refused = (reason: RefusalReason, problems?: readonly FieldProblem[]): Refused =>
  problems === undefined ? { kind: 'refused', reason } : { kind: 'refused', reason, problems };
