import { checkEntry, cleanText, parseChanges } from '#src/domain/publishing/check-change.ts';
import type { FieldProblem } from '#src/domain/publishing/check-change.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { slugSchema } from '#src/domain/content/parts.ts';
import { applyChanges, changesBetween, fieldsBefore, mergeFields } from '#src/domain/publishing/merge.ts';
import type { FieldPath, Fields, Json } from '#src/domain/publishing/types.ts';
import { nextDraftState } from '#src/domain/publishing/workflow.ts';
import type { DraftEvent } from '#src/domain/publishing/workflow.ts';
import type { EntryAction } from '#src/domain/rights/actions.ts';
import type { Actor, SignedIn } from '#src/domain/rights/can.ts';
import { can } from '#src/domain/rights/can.ts';
import type { Draft, DraftConflict } from '#src/ports/drafts.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import type { Refused, SaveResult, StateResult } from './answers.ts';
import { refused } from './answers.ts';
import type { EntryStatus } from './entry-status.ts';
import { findEntryStatus } from './entry-status.ts';
import type { PublisherParts } from './publisher.ts';
import { storageFault } from './write-files.ts';

/** What a form showed when it was opened: a version of the draft, or the published entry's version (empty: nothing yet). */
export type Seen = { draft: string; version: number } | { published: string };

type Parts = Pick<PublisherParts, 'store' | 'content' | 'clock'>;

/** How often a save starts over when others save in the very same moment. */
const TRIES = 8;

/** Everything people do to drafts. Each use case asks `can` first, and answers with a union. */
export function createDrafting(parts: Parts) {
  const { store } = parts;
  const now = () => parts.clock.now().toISOString();

  async function findDraft(
    actor: Actor,
    draftId: string,
    action: EntryAction,
  ): Promise<{ draft: Draft; actor: SignedIn } | undefined> {
    const draft = await store.drafts.find(draftId);
    if (draft === undefined || actor.kind === 'anonymous') return undefined;
    const status = await findEntryStatus(parts, draft.kind, draft.slug);
    if (status.draft?.id !== draft.id || !can(actor, action, status.subject)) return undefined;
    return { draft: status.draft, actor };
  }

  /** Begins an entry that does not exist yet. An owner or helper may only for a listing that is theirs. */
  async function createEntry(actor: Actor, kind: ContentKind, slug: string, input: unknown): Promise<SaveResult> {
    if (!slugSchema.safeParse(slug).success) return refused('bad-slug');
    const status = await findEntryStatus(parts, kind, slug);
    if (actor.kind === 'anonymous') return refused('not-found');
    if (status.subject.state !== 'none' || parts.content.findMoved(kind, slug) !== undefined) {
      return can(actor, 'draft-create', { ...status.subject, state: 'none' })
        ? refused('slug-taken')
        : refused('not-found');
    }
    if (!can(actor, 'draft-create', status.subject)) return refused('not-found');
    const parsed = parseChanges(kind, input);
    if (!parsed.ok) return refused('bad-fields', parsed.problems);
    const at = now();
    const values = applyChanges({}, parsed.changes);
    const draft = await store.transaction(async (inside) => {
      const made = await inside.drafts.create({
        kind,
        slug,
        state: 'draft',
        baseVersion: '',
        base: {},
        values,
        marks: marksFor(values, actor.id, at, 1),
        authors: [actor.id],
        createdBy: actor.id,
      });
      if (made !== undefined)
        await inside.audit.append({ by: actor.id, action: 'draft-create', subject: `${kind}/${slug}` });
      return made;
    });
    if (draft === undefined) return refused('slug-taken');
    return {
      kind: 'saved',
      draftId: draft.id,
      version: draft.version,
      conflicts: [],
      problems: problemsOf(draft, Object.keys(values)),
    };
  }

  /**
   * Saves fields into the entry's one open draft (begun when there is none). `seen` is what the form showed: changes
   * made since by others merge by field. What cannot merge is kept as a conflict with both wishes; nothing that
   * stands is overwritten. A form may send all its fields: those it shows unchanged count as untouched.
   */
  async function saveDraft(
    actor: Actor,
    kind: ContentKind,
    slug: string,
    seen: Seen,
    input: unknown,
  ): Promise<SaveResult> {
    if (actor.kind === 'anonymous') return refused('not-found');
    const parsed = parseChanges(kind, input);
    for (let round = 0; round < TRIES; round++) {
      const status = await findEntryStatus(parts, kind, slug);
      if (!can(actor, 'draft-edit', status.subject)) return refused('not-found');
      if (!parsed.ok) return refused('bad-fields', parsed.problems);
      const draft = status.draft ?? (await beginDraft(actor, status));
      if (draft === undefined) continue;
      const result = await mergeInto(actor, draft, await fieldsSeen(draft, status, seen), parsed.changes);
      if (result !== 'again') return result;
    }
    return refused('busy');
  }

  async function beginDraft(actor: SignedIn, status: EntryStatus): Promise<Draft | undefined> {
    const { kind, slug, fields, version } = status;
    return store.drafts.create({
      kind,
      slug,
      state: 'draft',
      baseVersion: version,
      base: fields,
      values: fields,
      marks: {},
      authors: [actor.id],
      createdBy: actor.id,
    });
  }

  /** The fields a writer had before their eyes, as well as it can still be known. */
  async function fieldsSeen(draft: Draft, status: EntryStatus, seen: Seen): Promise<Fields> {
    if ('draft' in seen && seen.draft === draft.id && seen.version <= draft.version) {
      return fieldsBefore(draft.values, await store.drafts.savesSince(draft.id, seen.version));
    }
    const version = 'published' in seen ? seen.published : '';
    if (version === status.version) return status.fields;
    if (version === draft.baseVersion) return draft.base;
    const revision = version === '' ? undefined : await store.revisions.findVersion(draft.kind, draft.slug, version);
    // A draft that has ended meanwhile: what it stood on is what was published then.
    return revision?.data ? toFields(revision.data) : draft.base;
  }

  async function mergeInto(
    actor: SignedIn,
    draft: Draft,
    base: Fields,
    changes: Readonly<Record<FieldPath, Json>>,
  ): Promise<SaveResult | 'again'> {
    const { merged, conflicts } = mergeFields(base, applyChanges(base, changes), draft.values);
    const wishes = changesBetween(draft.values, merged);
    const version = draft.version + 1;
    const at = now();
    const next: Draft = {
      ...withoutApproval(draft),
      version,
      state: nextDraftState(draft.state, 'edit') ?? draft.state,
      values: merged,
      marks: { ...draft.marks, ...marksFor(wishes, actor.id, at, version) },
      authors: [...new Set([...draft.authors, actor.id])],
    };
    const stored = await store.transaction(async (inside) => {
      const save = { draftId: draft.id, version, by: actor.id, at, changes: fromTo(draft.values, wishes) };
      if (!(await inside.drafts.update(next, draft.version, save))) return undefined;
      await inside.audit.append({ by: actor.id, action: 'draft-edit', subject: `${draft.kind}/${draft.slug}`, detail: { version, fields: Object.keys(wishes), conflicts: conflicts.map(({ path }) => path) } }); // prettier-ignore
      const kept: DraftConflict[] = [];
      for (const conflict of conflicts) {
        const mark = draft.marks[conflict.path];
        kept.push(
          await inside.drafts.addConflict({
            draftId: draft.id,
            path: conflict.path,
            base: conflict.base,
            kept: conflict.theirs,
            keptBy: mark?.by ?? draft.createdBy,
            keptAt: mark?.at ?? draft.updatedAt,
            brought: conflict.ours,
            broughtBy: actor.id,
            broughtAt: at,
          }),
        );
      }
      return kept;
    });
    if (stored === undefined) return 'again';
    return {
      kind: 'saved',
      draftId: draft.id,
      version,
      conflicts: stored,
      problems: problemsOf(next, Object.keys(changes)),
    };
  }

  /** Settles a conflict with the value that shall stand: one of the two, or a third made from both. */
  async function resolveConflict(
    actor: Actor,
    conflictId: string,
    choice: { take: 'kept' | 'brought' } | { value: unknown },
  ): Promise<SaveResult> {
    const conflict = await store.drafts.findConflict(conflictId);
    const found = conflict && (await findDraft(actor, conflict.draftId, 'conflict-resolve'));
    if (conflict === undefined || found === undefined) return refused('not-found');
    const { draft, actor: signedIn } = found;
    const current = draft.values[conflict.path] ?? null;
    const wanted = 'value' in choice ? choice.value : choice.take === 'kept' ? current : conflict.brought;
    const parsed = parseChanges(draft.kind, { [conflict.path]: wanted });
    if (!parsed.ok) return refused('bad-fields', parsed.problems);
    const at = now();
    const version = draft.version + 1;
    const values = applyChanges(draft.values, parsed.changes);
    const wishes = changesBetween(draft.values, values);
    const next: Draft = {
      ...withoutApproval(draft),
      version,
      state: nextDraftState(draft.state, 'edit') ?? draft.state,
      values,
      marks: { ...draft.marks, ...marksFor(wishes, signedIn.id, at, version) },
      authors: [...new Set([...draft.authors, signedIn.id])],
    };
    const done = await store
      .transaction(async (inside) => {
        if (
          !(await inside.drafts.resolveConflict(conflictId, signedIn.id, at, 'value' in choice ? 'other' : choice.take))
        )
          return false;
        const save = { draftId: draft.id, version, by: signedIn.id, at, changes: fromTo(draft.values, wishes) };
        if (!(await inside.drafts.update(next, draft.version, save))) throw new LostRace();
        await inside.audit.append({ by: signedIn.id, action: 'conflict-resolve', subject: `${draft.kind}/${draft.slug}`, detail: { conflict: conflictId, field: conflict.path } }); // prettier-ignore
        return true;
      })
      .catch(unlessLostRace);
    if (done === undefined) return refused('busy');
    if (!done) return refused('nothing-to-do');
    return {
      kind: 'saved',
      draftId: draft.id,
      version,
      conflicts: await store.drafts.openConflicts(draft.id),
      problems: problemsOf(next, [conflict.path]),
    };
  }

  /** Sends the draft to review. It must be complete: a reviewer's time is not for finding empty fields. */
  async function submit(actor: Actor, draftId: string, version: number): Promise<StateResult> {
    const found = await findDraft(actor, draftId, 'draft-submit');
    if (found === undefined) return refused('not-found');
    const { draft } = found;
    if ((await store.drafts.openConflicts(draft.id)).length > 0) return refused('open-conflicts');
    if (Object.keys(changesBetween(draft.base, draft.values)).length === 0) return refused('nothing-to-do');
    const checked = checkEntry(draft.kind, draft.slug, draft.values);
    if (!checked.ok) return refused('incomplete', checked.problems);
    return move(found, 'submit', version, { submittedAt: now() });
  }

  const withdraw = async (actor: Actor, draftId: string, version: number): Promise<StateResult> => {
    const found = await findDraft(actor, draftId, 'draft-discard');
    return found === undefined ? refused('not-found') : move(found, 'withdraw', version, {});
  };

  const discard = async (actor: Actor, draftId: string, version: number): Promise<StateResult> => {
    const found = await findDraft(actor, draftId, 'draft-discard');
    return found === undefined ? refused('not-found') : move(found, 'discard', version, {});
  };

  /** Sends it back with a reason in plain words, which the writers see. */
  async function askChanges(actor: Actor, draftId: string, version: number, reason: string): Promise<StateResult> {
    const found = await findDraft(actor, draftId, 'ask-changes');
    if (found === undefined) return refused('not-found');
    const text = cleanText(reason).trim();
    if (text === '') return refused('bad-fields');
    if (text.length > 2000) return refused('too-long');
    return move(found, 'ask-changes', version, { reason: text, reviewer: found.actor.id });
  }

  const takeReview = async (actor: Actor, draftId: string): Promise<StateResult> => {
    const found = await findDraft(actor, draftId, 'ask-changes');
    if (found === undefined) return refused('not-found');
    const { draft } = found;
    const next = { ...draft, version: draft.version + 1, reviewer: found.actor.id };
    const done = await store.drafts.update(next, draft.version);
    return done ? { kind: 'done', draftId, version: next.version } : refused('edited-since');
  };

  async function move(
    found: { draft: Draft; actor: SignedIn },
    event: DraftEvent,
    version: number,
    patch: Partial<Draft>,
  ): Promise<StateResult> {
    const { draft, actor } = found;
    const state = nextDraftState(draft.state, event);
    if (draft.version !== version) return refused('edited-since');
    if (state === undefined) return refused('wrong-state');
    const next: Draft = { ...withoutApproval(draft), ...patch, version: draft.version + 1, state };
    const done = await store.transaction(async (inside) => {
      if (!(await inside.drafts.update(next, draft.version))) return false;
      await inside.audit.append({ by: actor.id, action: `draft-${event}`, subject: `${draft.kind}/${draft.slug}`, detail: { draft: draft.id, version } }); // prettier-ignore
      return true;
    });
    return done ? { kind: 'done', draftId: draft.id, version: next.version } : refused('edited-since');
  }

  async function addComment(
    actor: Actor,
    kind: ContentKind,
    slug: string,
    text: string,
    path?: FieldPath,
  ): Promise<{ kind: 'done' } | Refused> {
    const status = await findEntryStatus(parts, kind, slug);
    if (actor.kind === 'anonymous' || !can(actor, 'comment', status.subject)) return refused('not-found');
    const clean = cleanText(text).trim();
    if (clean === '') return refused('bad-fields');
    if (clean.length > 4000) return refused('too-long');
    await store.comments.add({ kind, slug, by: actor.id, at: now(), text: clean, ...(status.draft ? { draftId: status.draft.id } : {}), ...(path === undefined ? {} : { path }) }); // prettier-ignore
    return { kind: 'done' };
  }

  return {
    createEntry: unlessStorageFails(createEntry),
    saveDraft: unlessStorageFails(saveDraft),
    resolveConflict: unlessStorageFails(resolveConflict),
    submit: unlessStorageFails(submit),
    withdraw: unlessStorageFails(withdraw),
    discard: unlessStorageFails(discard),
    askChanges: unlessStorageFails(askChanges),
    takeReview: unlessStorageFails(takeReview),
    addComment: unlessStorageFails(addComment),
    findDraft,
  };
}

/** A full disk is told in words like any other refusal. Each use case writes in one transaction, so nothing is half-done. */
function unlessStorageFails<Args extends unknown[], Result>(
  useCase: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result | Refused> {
  return async (...args) => {
    try {
      return await useCase(...args);
    } catch (error) {
      const fault = storageFault(error);
      if (fault === undefined) throw error;
      return refused(fault);
    }
  };
}

class LostRace extends Error {}
function unlessLostRace(error: unknown): undefined {
  if (!(error instanceof LostRace)) throw error;
}

/** An approval binds to the exact version it looked at; any save makes it void. */
export function withoutApproval(draft: Draft): Draft {
  const { approvedVersion, approvedBy, publishAt, ...rest } = draft;
  void approvedVersion;
  void approvedBy;
  void publishAt;
  return rest;
}

const fromTo = (before: Fields, wishes: Readonly<Record<FieldPath, Json>>) =>
  Object.fromEntries(Object.entries(wishes).map(([path, to]) => [path, { from: before[path] ?? null, to }]));

const marksFor = (wishes: Readonly<Record<FieldPath, Json>>, by: string, at: string, version: number) =>
  Object.fromEntries(Object.keys(wishes).map((path) => [path, { by, at, version }]));

/** Faults in the fields just saved: they are stored all the same, and shown beside the field. */
function problemsOf(draft: Pick<Draft, 'kind' | 'slug' | 'values'>, touched: readonly FieldPath[]): FieldProblem[] {
  const checked = checkEntry(draft.kind, draft.slug, draft.values);
  if (checked.ok) return [];
  return checked.problems.filter(({ path }) =>
    touched.some((field) => field === path || field.startsWith(`${path}/`) || path.startsWith(`${field}/`)),
  );
}
