import * as z from 'zod';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { addDays } from '#src/domain/listings/availability.ts';
import { isLowRisk } from '#src/domain/listings/low-risk.ts';
import { checkEntry, parseChanges } from '#src/domain/publishing/check-change.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import { applyChanges, changesBetween, mergeFields } from '#src/domain/publishing/merge.ts';
import type { FieldPath, Fields } from '#src/domain/publishing/types.ts';
import type { Actor, SignedIn } from '#src/domain/rights/can.ts';
import { can } from '#src/domain/rights/can.ts';
import type { Draft, Revision, RevisionReason } from '#src/ports/drafts.ts';
import type { LiveConflict, LiveResult, Refused, StateResult } from './answers.ts';
import { refused } from './answers.ts';
import type { createDrafting } from './drafting.ts';
import { withoutApproval } from './drafting.ts';
import type { EntryStatus } from './entry-status.ts';
import { findEntryStatus } from './entry-status.ts';
import type { Publisher, PublisherParts, PublishResult } from './publisher.ts';

type Parts = Pick<PublisherParts, 'store' | 'content' | 'clock' | 'pageCache'>;

/** How far ahead a night can be set. */
const NIGHTS_SETTABLE = 366;

const nightsSchema = z
  .array(z.strictObject({ date: z.iso.date(), state: z.enum(['free', 'few', 'full', 'ask']) }))
  .min(1)
  .max(NIGHTS_SETTABLE);

/** Everything that changes what the public sees. */
export function createReleasing(parts: Parts, publisher: Publisher, drafting: ReturnType<typeof createDrafting>) {
  const { store, clock } = parts;
  const now = () => clock.now().toISOString();
  const status = (kind: ContentKind, slug: string) => findEntryStatus(parts, kind, slug);

  /**
   * Approves exactly the version the reviewer looked at, all of it or only some fields; the rest stays in review.
   * Published facts that changed meanwhile merge by field.
   */
  async function approve(
    actor: Actor,
    draftId: string,
    version: number,
    paths?: readonly FieldPath[],
  ): Promise<LiveResult> {
    const found = await drafting.findDraft(actor, draftId, 'approve');
    if (found === undefined) return refused('not-found');
    const { draft } = found;
    if (draft.version !== version) return refused('edited-since');
    if (draft.state !== 'in-review') return refused('wrong-state');
    return release(draft, found.actor.id, 'approved', paths);
  }

  async function release(
    draft: Draft,
    by: string,
    why: RevisionReason,
    paths?: readonly FieldPath[],
  ): Promise<LiveResult> {
    if ((await store.drafts.openConflicts(draft.id)).length > 0) return refused('open-conflicts');
    const entry = await status(draft.kind, draft.slug);
    const all = changesBetween(draft.base, draft.values);
    const chosen =
      paths === undefined ? all : Object.fromEntries(Object.entries(all).filter(([path]) => paths.includes(path)));
    if (Object.keys(chosen).length === 0) return refused('nothing-to-do');
    if (hasUnreadMachineWords(draft, Object.keys(chosen))) return refused('machine-unread');
    const { merged, conflicts } = mergeFields(draft.base, applyChanges(draft.base, chosen), entry.fields);
    if (conflicts.length > 0) {
      return { kind: 'conflicts', conflicts: await Promise.all(conflicts.map((one) => asLiveConflict(entry, one))) };
    }
    const checked = checkEntry(draft.kind, draft.slug, merged);
    if (!checked.ok) return refused('incomplete', checked.problems);
    const audit = {
      action: paths === undefined ? 'approve' : 'approve-part',
      detail: { draft: draft.id, version: draft.version, fields: Object.keys(chosen) },
    };
    return answer(await publisher.publish({ kind: draft.kind, slug: draft.slug, after: checked.data, expectedVersion: entry.version, by, why, draftId: draft.id, audit })); // prettier-ignore
  }

  /** Approves for a later time (ISO 8601). An edit before then makes the approval void. */
  async function schedule(actor: Actor, draftId: string, version: number, publishAt: string): Promise<StateResult> {
    const found = await drafting.findDraft(actor, draftId, 'schedule');
    if (found === undefined) return refused('not-found');
    const { draft, actor: signedIn } = found;
    if (draft.version !== version) return refused('edited-since');
    if (draft.state !== 'in-review') return refused('wrong-state');
    if (!(Date.parse(publishAt) > clock.now().getTime())) return refused('bad-time');
    if (hasUnreadMachineWords(draft, Object.keys(draft.values))) return refused('machine-unread');
    if ((await store.drafts.openConflicts(draft.id)).length > 0) return refused('open-conflicts');
    const checked = checkEntry(draft.kind, draft.slug, draft.values);
    if (!checked.ok) return refused('incomplete', checked.problems);
    const at = new Date(publishAt).toISOString();
    const next: Draft = {
      ...draft,
      version: version + 1,
      state: 'scheduled',
      publishAt: at,
      approvedVersion: version + 1,
      approvedBy: signedIn.id,
    };
    const done = await store.transaction(async (inside) => {
      if (!(await inside.drafts.update(next, version))) return false;
      await inside.schedules.add({
        kind: draft.kind,
        slug: draft.slug,
        what: 'publish',
        at,
        by: signedIn.id,
        draftId: draft.id,
      });
      await inside.audit.append({ by: signedIn.id, action: 'schedule', subject: `${draft.kind}/${draft.slug}`, detail: { draft: draft.id, version, at } }); // prettier-ignore
      return true;
    });
    return done ? { kind: 'done', draftId, version: next.version } : refused('edited-since');
  }

  /** Takes a published entry down at a time. */
  async function scheduleExpiry(
    actor: Actor,
    kind: ContentKind,
    slug: string,
    expireAt: string,
  ): Promise<{ kind: 'done' } | Refused> {
    const entry = await status(kind, slug);
    if (actor.kind === 'anonymous' || !can(actor, 'unpublish', entry.liveSubject)) return refused('not-found');
    if (!(Date.parse(expireAt) > clock.now().getTime())) return refused('bad-time');
    const at = new Date(expireAt).toISOString();
    await store.transaction(async (inside) => {
      await inside.schedules.add({ kind, slug, what: 'unpublish', at, by: actor.id });
      await inside.audit.append({
        by: actor.id,
        action: 'schedule-expiry',
        subject: `${kind}/${slug}`,
        detail: { at },
      });
    });
    return { kind: 'done' };
  }

  /** Lets an entry stay that was to be taken down at a time. */
  async function cancelExpiry(actor: Actor, kind: ContentKind, slug: string): Promise<{ kind: 'done' } | Refused> {
    const entry = await status(kind, slug);
    if (actor.kind === 'anonymous' || !can(actor, 'unpublish', entry.liveSubject)) return refused('not-found');
    const planned = (await store.schedules.list(kind, slug)).filter(({ what }) => what === 'unpublish');
    if (planned.length === 0) return refused('nothing-to-do');
    await store.transaction(async (inside) => {
      for (const { id } of planned) await inside.schedules.remove(id);
      await inside.audit.append({ by: actor.id, action: 'cancel-expiry', subject: `${kind}/${slug}` });
    });
    return { kind: 'done' };
  }

  /**
   * Low-risk facts, at once: the price on the page is the one on the owner's phone. `seen` is the entry's version that
   * the form showed. A second pair of eyes sees it afterwards.
   */
  async function editLive(
    actor: Actor,
    kind: ContentKind,
    slug: string,
    seen: string,
    input: unknown,
  ): Promise<LiveResult> {
    for (let round = 0; round < 5; round++) {
      const entry = await status(kind, slug);
      if (actor.kind === 'anonymous' || !can(actor, 'edit-live', entry.liveSubject)) return refused('not-found');
      const parsed = parseChanges(kind, input);
      if (!parsed.ok) return refused('bad-fields', parsed.problems);
      if (Object.keys(parsed.changes).some((path) => !isLowRisk(kind, path))) return refused('needs-review');
      const base = await fieldsAt(entry, seen);
      const wished = applyChanges(base, parsed.changes);
      if (Object.keys(changesBetween(base, wished)).length === 0) return refused('nothing-to-do');
      const { merged, conflicts } = mergeFields(base, withSeenDate(kind, base, wished), entry.fields);
      if (conflicts.length > 0) {
        return { kind: 'conflicts', conflicts: await Promise.all(conflicts.map((one) => asLiveConflict(entry, one))) };
      }
      const result = await putLive(entry, merged, actor, 'live', true, 'edit-live');
      if (result !== 'again') return result;
    }
    return refused('busy');
  }

  /** A price without its day says nothing: changing one marks the other, unless the form did. */
  function withSeenDate(kind: ContentKind, base: Fields, wished: Fields): Fields {
    const paths = Object.keys(changesBetween(base, wished));
    const price = paths.some((path) => path.startsWith('facts/priceFrom/'));
    if (kind !== 'homestays' || !price || paths.includes('facts/priceFrom/seen')) return wished;
    return { ...wished, 'facts/priceFrom/seen': dayInVietnam(clock.now()) };
  }

  async function putLive(
    entry: EntryStatus,
    fields: Fields,
    actor: SignedIn,
    why: RevisionReason,
    reviewAfter: boolean,
    action: string,
  ): Promise<LiveResult | 'again'> {
    const { kind, slug } = entry;
    const checked = checkEntry(kind, slug, fields);
    if (!checked.ok) return refused('bad-fields', checked.problems);
    const paths = Object.keys(changesBetween(entry.fields, toFields(checked.data)));
    const result = await publisher.publish({ kind, slug, after: checked.data, expectedVersion: entry.version, by: actor.id, why, reviewAfter, audit: { action, detail: { fields: paths } } }); // prettier-ignore
    return result.result === 'refused' && (result.reason === 'changed-since' || result.reason === 'busy')
      ? 'again'
      : answer(result);
  }

  /** Takes back the last live change, if it is still the last and was made by the same person. */
  async function undoLive(actor: Actor, kind: ContentKind, slug: string): Promise<LiveResult> {
    const entry = await status(kind, slug);
    if (actor.kind === 'anonymous' || !can(actor, 'undo-live', entry.liveSubject)) return refused('not-found');
    const [last, before] = await store.revisions.list(kind, slug, 2);
    if (last?.why !== 'live' || last.by !== actor.id || last.version !== entry.version || !before?.data)
      return refused('nothing-to-do');
    const was = toFields(before.data);
    const fields = applyChanges(entry.fields, Object.fromEntries(last.paths.map((path) => [path, was[path] ?? null])));
    const result = await putLive(entry, fields, actor, 'live', true, 'undo-live');
    return result === 'again' ? refused('edited-since') : result;
  }

  /** "Still true": the day on which the household last looked over its page. */
  async function confirmFresh(actor: Actor, kind: ContentKind, slug: string): Promise<LiveResult> {
    const { version } = await status(kind, slug);
    return editLive(actor, kind, slug, version, { 'facts/checkedOn': dayInVietnam(clock.now()) });
  }

  /**
   * An owner's word on some nights of the next year, live at once. `tappedAt` is when the phone was tapped: taps that
   * waited without signal do not overwrite newer ones. A night set to `ask` is open again.
   */
  async function setNights(
    actor: Actor,
    slug: string,
    input: unknown,
    tappedAt?: string,
  ): Promise<{ kind: 'done' } | Refused> {
    const entry = await status('homestays', slug);
    if (actor.kind === 'anonymous' || !can(actor, 'edit-live', entry.liveSubject)) return refused('not-found');
    const nights = nightsSchema.safeParse(input);
    if (!nights.success) return refused('bad-fields');
    const today = dayInVietnam(clock.now());
    const last = addDays(today, NIGHTS_SETTABLE);
    if (nights.data.some(({ date }) => date < today || date > last)) return refused('bad-time');
    const tapped = tappedAt === undefined ? Number.NaN : Date.parse(tappedAt);
    // A phone's clock may be wrong; it never speaks for the future.
    const at = new Date(Number.isNaN(tapped) ? clock.now() : Math.min(tapped, clock.now().getTime())).toISOString();
    await store.transaction(async (inside) => {
      await inside.availability.set(`homestays/${slug}`, nights.data, actor.id, at);
      await inside.audit.append({
        by: actor.id,
        action: 'nights',
        subject: `homestays/${slug}`,
        detail: { nights: nights.data.length },
      });
    });
    parts.pageCache.invalidate([`homestays/${slug}`, 'homestays']);
    return { kind: 'done' };
  }

  /** A duty officer's alert goes out at once and is looked at afterwards. */
  async function publishAlert(actor: Actor, slug: string, input: unknown): Promise<LiveResult> {
    const entry = await status('alerts', slug);
    if (actor.kind === 'anonymous' || !can(actor, 'alert-publish', entry.subject)) return refused('not-found');
    const parsed = parseChanges('alerts', input);
    if (!parsed.ok) return refused('bad-fields', parsed.problems);
    const fields = applyChanges(entry.fields, parsed.changes);
    // Over before it began: nobody would ever see it, and the officer would believe it is out.
    if (Date.parse(String(fields['facts/until'])) <= clock.now().getTime()) return refused('bad-time');
    const result = await putLive(entry, fields, actor, 'alert', true, 'alert-publish');
    return result === 'again' ? refused('busy') : result;
  }

  /**
   * Ends an alert before its time, everywhere at once: subscribers get a Cancel, plans and maps forget it. An officer
   * on duty may without waiting for anyone; a second pair of eyes sees it afterwards.
   */
  async function endAlert(actor: Actor, slug: string): Promise<LiveResult> {
    const entry = await status('alerts', slug);
    if (actor.kind === 'anonymous' || entry.published === null) return refused('not-found');
    if (!can(actor, 'alert-publish', entry.liveSubject) && !can(actor, 'unpublish', entry.liveSubject)) return refused('not-found'); // prettier-ignore
    return answer(await publisher.publish({ kind: 'alerts', slug, after: null, expectedVersion: entry.version, by: actor.id, why: 'unpublished', reviewAfter: true, audit: { action: 'alert-end' } })); // prettier-ignore
  }

  async function unpublish(actor: Actor, kind: ContentKind, slug: string, note: string): Promise<LiveResult> {
    const entry = await status(kind, slug);
    if (actor.kind === 'anonymous' || !can(actor, 'unpublish', entry.liveSubject)) return refused('not-found');
    return takeDown(entry, actor.id, 'unpublished', note);
  }

  async function takeDown(entry: EntryStatus, by: string, why: RevisionReason, note?: string): Promise<LiveResult> {
    const { kind, slug, version } = entry;
    return answer(await publisher.publish({ kind, slug, after: null, expectedVersion: version, by, why, audit: { action: 'unpublish' }, ...(note === undefined || note === '' ? {} : { note: note.slice(0, 500) }) })); // prettier-ignore
  }

  /** Puts any earlier revision back, as a new one: history only grows. */
  async function restore(actor: Actor, revisionId: string): Promise<LiveResult> {
    const revision = await store.revisions.find(revisionId);
    if (revision === undefined || actor.kind === 'anonymous') return refused('not-found');
    const entry = await status(revision.kind, revision.slug);
    if (!can(actor, 'restore', entry.liveSubject)) return refused('not-found');
    if (revision.data === null) return refused('nothing-to-do');
    const checked = checkEntry(revision.kind, revision.slug, toFields(revision.data));
    if (!checked.ok) return refused('incomplete', checked.problems);
    const { kind, slug } = revision;
    return answer(await publisher.publish({ kind, slug, after: checked.data, expectedVersion: entry.version, by: actor.id, why: 'restored', audit: { action: 'restore', detail: { from: revisionId, number: revision.number } } })); // prettier-ignore
  }

  async function markLiveSeen(actor: Actor, reviewId: string): Promise<{ kind: 'done' } | Refused> {
    const review = (await store.liveReviews.open()).find((one) => one.id === reviewId);
    if (review === undefined || actor.kind === 'anonymous') return refused('not-found');
    const entry = await status(review.kind, review.slug);
    const subject = { ...entry.liveSubject, authors: [review.by] };
    if (!can(actor, 'live-review', subject)) return refused('not-found');
    await store.liveReviews.markSeen(reviewId, actor.id, now());
    return { kind: 'done' };
  }

  /** Publishes and takes down what is due, and finishes interrupted publications. Run every few seconds. */
  async function runDue(): Promise<{ done: number; refused: number; recovered: number }> {
    const recovered = await publisher.recoverPublishing();
    let done = 0;
    let refusedCount = 0;
    for (const due of await store.schedules.due(now())) {
      const result =
        due.what === 'publish'
          ? await publishDue(due.draftId ?? '')
          : await takeDown(await status(due.kind, due.slug), due.by, 'expired');
      // A full disk passes; everything else would fail for ever, and the draft shows where it stands.
      const later =
        result.kind === 'refused' &&
        ['busy', 'disk-full', 'read-only', 'storage', 'edited-since'].includes(result.reason);
      if (!later) await store.schedules.remove(due.id);
      if (result.kind === 'published') done++;
      else refusedCount++;
    }
    return { done, refused: refusedCount, recovered };
  }

  async function publishDue(draftId: string): Promise<LiveResult> {
    const draft = await store.drafts.find(draftId);
    if (draft?.state !== 'scheduled' || draft.approvedVersion !== draft.version || draft.approvedBy === undefined)
      return refused('wrong-state');
    const result = await release(draft, draft.approvedBy, 'approved');
    if (
      result.kind === 'published' ||
      (result.kind === 'refused' && result.reason !== 'incomplete' && result.reason !== 'open-conflicts')
    )
      return result;
    // It does not fit any more: back to review, where somebody sees it.
    await store.drafts.update(
      { ...withoutApproval(draft), version: draft.version + 1, state: 'in-review' },
      draft.version,
    );
    return result.kind === 'conflicts' ? refused('wrong-state') : result;
  }

  async function history(actor: Actor, kind: ContentKind, slug: string): Promise<Revision[] | undefined> {
    const entry = await status(kind, slug);
    return can(actor, 'history', entry.subject) ? store.revisions.list(kind, slug) : undefined;
  }

  /** What a reader of this version saw. A version nobody remembers counts as the present one. */
  async function fieldsAt(entry: EntryStatus, seen: string): Promise<Fields> {
    if (seen === entry.version) return entry.fields;
    const revision = seen === '' ? undefined : await store.revisions.findVersion(entry.kind, entry.slug, seen);
    return revision?.data ? toFields(revision.data) : entry.fields;
  }

  async function asLiveConflict(
    entry: EntryStatus,
    conflict: { path: FieldPath; base: LiveConflict['base']; ours: LiveConflict['base']; theirs: LiveConflict['base'] },
  ): Promise<LiveConflict> {
    const last = (await store.revisions.list(entry.kind, entry.slug, 50)).find((revision) =>
      revision.paths.includes(conflict.path),
    );
    return {
      path: conflict.path,
      base: conflict.base,
      kept: conflict.theirs,
      keptBy: last?.by ?? 'system',
      keptAt: last?.at ?? now(),
      brought: conflict.ours,
    };
  }

  return {
    approve,
    schedule,
    scheduleExpiry,
    cancelExpiry,
    editLive,
    undoLive,
    confirmFresh,
    setNights,
    publishAlert,
    endAlert,
    unpublish,
    restore,
    markLiveSeen,
    runDue,
    history,
  };
}

/** Words that a machine wrote and nobody has read never go out: a translator's save makes them a person's. */
function hasUnreadMachineWords(draft: Draft, paths: readonly FieldPath[]): boolean {
  return paths.some((path) => {
    const language = /^words\/([a-z]+)\//.exec(path)?.[1];
    const record = language === undefined ? undefined : draft.values[`words/${language}/translation`];
    return typeof record === 'object' && record !== null && 'by' in record && record['by'] === 'machine';
  });
}

function answer(result: PublishResult): LiveResult {
  if (result.result === 'published')
    return { kind: 'published', version: result.version, revisionId: result.revisionId, paths: result.paths };
  if (result.reason === 'changed-since') return refused('edited-since');
  if (result.reason === 'unchanged') return refused('nothing-to-do');
  return refused(result.reason);
}

/** The day on the owner's calendar: Vietnam is seven hours ahead of UTC all year. */
export function dayInVietnam(time: Date): string {
  return new Date(time.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}
