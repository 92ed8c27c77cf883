import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { CONTENT_KINDS } from '#src/domain/content/kinds.ts';
import { slugSchema } from '#src/domain/content/parts.ts';
import { canonicalJson, dataVersion } from '#src/domain/publishing/canonical.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import { changesBetween, mergeFields } from '#src/domain/publishing/merge.ts';
import { anchorTranslations } from '#src/domain/publishing/translation-state.ts';
import type { EntryData, FieldPath, Fields, Json } from '#src/domain/publishing/types.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { ContentStore } from '#src/ports/content-store.ts';
import type { Draft, DraftSave, PublishIntent, RevisionReason } from '#src/ports/drafts.ts';
import type { MediaStore } from '#src/ports/media.ts';
import type { PageCache } from '#src/ports/page-cache.ts';
import type { StateRepositories, StateStore } from '#src/ports/state-store.ts';
import { dataOf, entryFiles } from './entry-files.ts';
import type { AtFailPoint } from './fail-points.ts';
import { bringPhotos, photosToBring, removeOtherPhotos } from './photo-files.ts';
import { removeTemporaryFiles, storageFault, writeFiles } from './write-files.ts';

export type PublisherParts = {
  store: StateStore;
  content: ContentStore;
  pageCache: Pick<PageCache, 'invalidate'>;
  clock: Clock;
  /** The content folder that `content` reads. */
  contentRoot: string;
  /** Where uploaded photos wait until an entry that names them is published. */
  photos: Pick<MediaStore, 'read'>;
  /** Told after each publication has become visible, for instance to run `CONTENT_ON_PUBLISH`. */
  onPublished?: (published: Published) => void;
  /** Told when a publication could not be finished now; it is tried again. */
  onTrouble?: (message: string) => void;
  /** Only tests give one. */
  failpoints?: AtFailPoint;
};

export type Publication = {
  kind: ContentKind;
  slug: string;
  /** Checked data (see `checkEntry`), or null to take the entry down. */
  after: EntryData | null;
  /** `dataVersion` of what the caller looked at; another one now means that somebody was faster. */
  expectedVersion: string;
  by: string;
  why: RevisionReason;
  draftId?: string;
  note?: string;
  /** Went live unseen: somebody shall look at it afterwards. */
  reviewAfter?: boolean;
  audit?: { action: string; detail?: Json };
};

export type Published = {
  kind: ContentKind;
  slug: string;
  revisionId: string;
  version: string;
  paths: readonly FieldPath[];
};
export type PublishResult =
  | ({ result: 'published' } & Published)
  | {
      result: 'refused';
      reason:
        | 'changed-since'
        | 'photo-missing'
        | 'broken-files'
        | 'busy'
        | 'unchanged'
        | 'bad-slug'
        | 'disk-full'
        | 'read-only'
        | 'storage';
    };

export type Publisher = {
  publish(publication: Publication): Promise<PublishResult>;
  /** Finishes what a crash or a full disk interrupted. Called at start, and now and then. Returns how many. */
  recoverPublishing(atStart?: boolean): Promise<number>;
};

/** Another server's publication is left alone this long before it counts as abandoned. */
const ABANDONED_MS = 30_000;

export function createPublisher(parts: PublisherParts): Publisher {
  const { store, content, clock } = parts;
  const at: AtFailPoint = parts.failpoints ?? (() => undefined);
  const now = () => clock.now().toISOString();
  const folderOf = (kind: ContentKind, slug: string) => join(parts.contentRoot, kind, slug);
  const inTurn = takeTurns();

  async function publish(publication: Publication): Promise<PublishResult> {
    const { kind, slug, why } = publication;
    if (!CONTENT_KINDS.includes(kind) || !slugSchema.safeParse(slug).success)
      return { result: 'refused', reason: 'bad-slug' };
    return inTurn(`${kind}/${slug}`, async () => {
      // A file that somebody broke by hand would hide the publication; it is theirs to mend, not ours to overwrite.
      if (content.problems().some(({ file }) => file.startsWith(`${kind}/${slug}/`)))
        return { result: 'refused', reason: 'broken-files' };
      const before = dataOf(content.find(kind, slug));
      if (dataVersion(before) !== publication.expectedVersion) return { result: 'refused', reason: 'changed-since' };
      const after = publication.after && anchorTranslations(before, publication.after);
      const version = dataVersion(after);
      const paths = Object.keys(changesBetween(fieldsOf(before), fieldsOf(after)));
      if (version === dataVersion(before)) return { result: 'refused', reason: 'unchanged' };
      const photos = await photosToBring(folderOf(kind, slug), photosOf(after));
      for (const file of photos) {
        if ((await parts.photos.read(file)) === undefined) return { result: 'refused', reason: 'photo-missing' };
      }

      const id = randomUUID();
      const intent: PublishIntent = {
        id,
        kind,
        slug,
        at: now(),
        by: publication.by,
        step: 'written',
        files: filesFor(kind, before, after),
        photos,
        revision: {
          id,
          kind,
          slug,
          version,
          data: after,
          at: now(),
          by: publication.by,
          paths,
          why,
          ...(publication.draftId === undefined ? {} : { draftId: publication.draftId }),
          ...(publication.note === undefined ? {} : { note: publication.note }),
        },
        audit: {
          action: publication.audit?.action ?? 'publish',
          detail: publication.audit?.detail ?? { revision: id, why },
        },
        ...(publication.reviewAfter === true ? { liveReview: { id, kind, slug, revisionId: id, paths, by: publication.by, at: now() } } : {}), // prettier-ignore
      };
      return accept(intent, before, paths);
    });
  }

  /** From here on it is promised: whatever happens, it is finished or it never began. */
  async function accept(
    wish: PublishIntent,
    before: EntryData | null,
    paths: readonly FieldPath[],
  ): Promise<PublishResult> {
    let intent = wish;
    await at('before-intent');
    try {
      const baseline = await baselineOf(wish, before);
      intent = baseline === undefined ? wish : { ...wish, baseline };
      if ((await store.intents.add(intent)) === 'busy') {
        await finishAbandoned(intent.kind, intent.slug);
        // What stood in the way may have changed the entry: the caller looks again.
        return { result: 'refused', reason: 'busy' };
      }
    } catch (error) {
      const fault = storageFault(error);
      if (fault === undefined) throw error;
      return { result: 'refused', reason: fault };
    }
    await at('after-intent');
    try {
      await bringPhotos(folderOf(intent.kind, intent.slug), intent.photos, parts.photos, intent.id);
      await writeFiles(folderOf(intent.kind, intent.slug), intent.files, intent.id, at);
    } catch (error) {
      return giveUp(intent, before, error);
    }
    const published: Published = {
      kind: intent.kind,
      slug: intent.slug,
      revisionId: intent.id,
      version: intent.revision.version,
      paths,
    };
    try {
      await record(intent);
    } catch (error) {
      // The files are out and the promise is kept in the intent; the next recovery records it.
      parts.onTrouble?.(
        `A publication of ${intent.kind}/${intent.slug} is visible but not yet recorded: ${messageOf(error)}`,
      );
      await show(intent);
      return { result: 'published', ...published };
    }
    await show(intent);
    await store.intents.remove(intent.id);
    await at('intent-removed');
    parts.onPublished?.(published);
    return { result: 'published', ...published };
  }

  /** Takes the promise back after the disk said no, with the files as they were. */
  async function giveUp(intent: PublishIntent, before: EntryData | null, error: unknown): Promise<PublishResult> {
    const fault = storageFault(error);
    const undo = filesFor(intent.kind, intent.revision.data, before);
    const untouched = await filesAreAsBefore(intent, before);
    if (!untouched) {
      try {
        await writeFiles(folderOf(intent.kind, intent.slug), undo, intent.id, () => undefined);
      } catch {
        parts.onTrouble?.(
          `A publication of ${intent.kind}/${intent.slug} stopped half-way and is finished later: ${messageOf(error)}`,
        );
        throw error;
      }
    }
    await store.intents.remove(intent.id);
    if (fault === undefined) throw error;
    return { result: 'refused', reason: fault };
  }

  async function filesAreAsBefore(intent: PublishIntent, before: EntryData | null): Promise<boolean> {
    await content.refresh(intent.kind, intent.slug);
    return dataVersion(dataOf(content.find(intent.kind, intent.slug))) === dataVersion(before);
  }

  /** Revision, audit, draft: all in one transaction, once. */
  async function record(intent: PublishIntent): Promise<void> {
    await at('before-record');
    await store.transaction(async (inside) => {
      if (!(await inside.intents.setRecorded(intent.id))) return;
      if (intent.baseline !== undefined) await inside.revisions.add(intent.baseline);
      await inside.revisions.add(intent.revision);
      await inside.audit.append({
        at: intent.at,
        by: intent.by,
        action: intent.audit.action,
        subject: `${intent.kind}/${intent.slug}`,
        detail: intent.audit.detail,
      });
      if (intent.liveReview !== undefined) await inside.liveReviews.add(intent.liveReview);
      const draft = await inside.drafts.findOpen(intent.kind, intent.slug);
      if (draft !== undefined) await rebaseDraft(inside, draft, intent, now());
    });
    await at('after-record');
  }

  /** Makes it visible. Both steps may be done any number of times. */
  async function show({ kind, slug, revision }: PublishIntent): Promise<void> {
    // Only now: until here a page may still have shown them.
    await removeOtherPhotos(folderOf(kind, slug), photosOf(revision.data));
    await content.refresh(kind, slug);
    await at('refreshed');
    parts.pageCache.invalidate([`${kind}/${slug}`, kind]);
    await at('invalidated');
  }

  /** The files may have been edited outside since the last revision; history keeps that state too. */
  async function baselineOf(intent: PublishIntent, before: EntryData | null): Promise<PublishIntent['baseline']> {
    if (before === null) return undefined;
    const version = dataVersion(before);
    const latest = await store.revisions.latest(intent.kind, intent.slug);
    if (latest?.version === version) return undefined;
    const { kind, slug } = intent;
    const paths = latest === undefined ? [] : Object.keys(changesBetween(fieldsOf(latest.data), fieldsOf(before)));
    return {
      id: `${intent.id}-files`,
      kind,
      slug,
      version,
      data: before,
      at: intent.at,
      by: 'system',
      paths,
      why: 'files',
    };
  }

  async function finish(intent: PublishIntent): Promise<void> {
    if (intent.step === 'written') {
      await removeTemporaryFiles(folderOf(intent.kind, intent.slug));
      await bringPhotos(folderOf(intent.kind, intent.slug), intent.photos, parts.photos, intent.id);
      await writeFiles(folderOf(intent.kind, intent.slug), intent.files, intent.id, at);
      await record(intent);
    }
    await show(intent);
    await store.intents.remove(intent.id);
    const { id: revisionId, version, paths } = intent.revision;
    parts.onPublished?.({ kind: intent.kind, slug: intent.slug, revisionId, version, paths });
  }

  async function finishAbandoned(kind: ContentKind, slug: string): Promise<void> {
    const intent = (await store.intents.open()).find((open) => open.kind === kind && open.slug === slug);
    if (intent !== undefined && isAbandoned(intent, false)) await finish(intent);
  }

  /** Somebody else's work in progress is left alone; at the start of the only server there is nobody else. */
  function isAbandoned(intent: PublishIntent, atStart: boolean): boolean {
    return (atStart && store.engine === 'sqlite') || clock.now().getTime() - Date.parse(intent.at) > ABANDONED_MS;
  }

  async function recoverPublishing(atStart = false): Promise<number> {
    let finished = 0;
    for (const { id, kind, slug } of await store.intents.open()) {
      await inTurn(`${kind}/${slug}`, async () => {
        const intent = (await store.intents.open()).find((open) => open.id === id);
        if (intent === undefined || !isAbandoned(intent, atStart)) return;
        try {
          await finish(intent);
          finished++;
        } catch (error) {
          parts.onTrouble?.(`A publication of ${kind}/${slug} waits to be finished: ${messageOf(error)}`);
        }
      });
    }
    return finished;
  }

  return { publish, recoverPublishing };
}

const fieldsOf = (data: EntryData | null): Fields => (data === null ? {} : toFields(data));

function photosOf(data: EntryData | null): string[] {
  const order = data === null ? undefined : toFields(data)['facts/photos'];
  return Array.isArray(order) ? (order as string[]) : [];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Only files that change; languages that are gone are removed. */
function filesFor(kind: ContentKind, before: EntryData | null, after: EntryData | null): Record<string, string | null> {
  const was = before === null ? {} : entryFiles(kind, before);
  const is = after === null ? {} : entryFiles(kind, after);
  const files: Record<string, string | null> = {};
  for (const [name, text] of Object.entries(is)) if (was[name] !== text) files[name] = text;
  for (const name of Object.keys(was)) if (!Object.hasOwn(is, name)) files[name] = null;
  return files;
}

/**
 * After a publication the open draft stands on what is published now. Its own wishes stay; what was published from it
 * is no wish any more, and a draft without wishes has ended. Where both want something different, the published value
 * stands and the draft's is kept as a conflict to choose from.
 */
export async function rebaseDraft(
  inside: StateRepositories,
  draft: Draft,
  intent: PublishIntent,
  at: string,
): Promise<void> {
  const published = fieldsOf(intent.revision.data);
  const takenDown = intent.revision.data === null;
  // An entry that was taken down leaves its draft whole, as the words of an entry that may come back.
  const { merged, conflicts } = takenDown
    ? { merged: draft.values, conflicts: [] }
    : mergeFields(draft.base, draft.values, published);
  for (const conflict of conflicts) {
    const mark = draft.marks[conflict.path];
    await inside.drafts.addConflict({
      draftId: draft.id,
      path: conflict.path,
      base: conflict.base,
      kept: conflict.theirs,
      keptBy: intent.by,
      keptAt: intent.at,
      brought: conflict.ours,
      broughtBy: mark?.by ?? draft.createdBy,
      broughtAt: mark?.at ?? draft.updatedAt,
    });
  }
  const wishes = changesBetween(published, merged);
  const idle = takenDown && Object.keys(changesBetween(draft.base, draft.values)).length === 0;
  const over = (idle || Object.keys(wishes).length === 0) && conflicts.length === 0;
  const version = draft.version + 1;
  // An approval that waits for its time holds as long as the wishes are exactly those that were approved.
  const approved = draft.state === 'scheduled' && draft.approvedVersion === draft.version;
  const same = canonicalJson(changesBetween(draft.base, draft.values)) === canonicalJson(wishes);
  const state = over
    ? takenDown
      ? 'discarded'
      : 'published'
    : draft.state === 'scheduled' && !(approved && same)
      ? 'in-review'
      : draft.state;
  const values = changesBetween(draft.values, merged);
  const save: DraftSave = {
    draftId: draft.id,
    version,
    by: intent.by,
    at,
    changes: Object.fromEntries(
      Object.entries(values).map(([path, to]) => [path, { from: draft.values[path] ?? null, to }]),
    ),
  };
  const next: Draft = {
    ...draft,
    version,
    state,
    base: published,
    values: merged,
    baseVersion: intent.revision.version,
    ...(state === 'scheduled' ? { approvedVersion: version } : {}),
  };
  if (!(await inside.drafts.update(next, draft.version, save)))
    throw new Error(`The draft ${draft.id} changed while it was being rebased.`);
}

/** Work on one key runs one after the other; different keys run side by side. */
function takeTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).catch(() => undefined).then(work);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}
