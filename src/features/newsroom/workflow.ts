import type { App } from '#src/composition.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { FieldPath } from '#src/domain/publishing/types.ts';
import type { Actor } from '#src/domain/rights/can.ts';
import { isKnownField } from '#src/domain/publishing/check-change.ts';
import { tellWriters } from './tell-writers.ts';

export type Acted = { kind: 'done'; done: string } | { kind: 'refused'; reason: string; paths: readonly FieldPath[] };

/** One button of an entry's page, told by `_do`. Rights are asked by each use case, not here. */
export async function actOnEntry(
  app: App,
  actor: Actor,
  kind: ContentKind,
  slug: string,
  form: FormData,
): Promise<Acted> {
  const { publishing } = app.state;
  const text = (name: string) => String(form.get(name) ?? '');
  const draft = text('draft');
  const version = Number(text('version'));
  const chosen = form.getAll('path').map(String).filter((path) => isKnownField(kind, path)); // prettier-ignore
  switch (text('_do')) {
    case 'stay':
      // Enter in a field: nothing was chosen, nothing is done.
      return { kind: 'done', done: 'stay' };
    case 'submit':
      return told(await publishing.submit(actor, draft, version), 'submitted');
    case 'withdraw':
      return told(await publishing.withdraw(actor, draft, version), 'withdrawn');
    case 'discard':
      return told(await publishing.discard(actor, draft, version), 'discarded');
    case 'take':
      return told(await publishing.takeReview(actor, draft), 'taken');
    case 'approve':
      return told(await publishing.approve(actor, draft, version), 'approved');
    case 'approve-part': {
      // A translation's record goes out with its words.
      const records = chosen.flatMap((path) => (/^words\/[a-z]+\/(?:name|summary|body)$/.test(path) ? [`${path.split('/').slice(0, 2).join('/')}/translation`] : [])); // prettier-ignore
      return told(await publishing.approve(actor, draft, version, [...chosen, ...records]), 'part');
    }
    case 'schedule':
      return told(await publishing.schedule(actor, draft, version, inVietnam(text('at'))), 'scheduled');
    case 'ask': {
      const asked = await publishing.askChanges(actor, draft, version, text('reason'));
      if (asked.kind === 'done' && actor.kind !== 'anonymous') await tellWriters(app, draft, actor.id);
      return told(asked, 'asked');
    }
    case 'unpublish':
      return told(await publishing.unpublish(actor, kind, slug, text('note')), 'unpublished');
    case 'expire':
      return told(await publishing.scheduleExpiry(actor, kind, slug, inVietnam(text('at'))), 'expiry');
    case 'keep':
      return told(await publishing.cancelExpiry(actor, kind, slug), 'kept');
    case 'comment':
      return told(await publishing.addComment(actor, kind, slug, text('text')), 'commented');
    case 'restore':
      return told(await publishing.restore(actor, text('revision')), 'restored');
    case 'resolve':
      return told(await publishing.resolveConflict(actor, text('conflict'), { take: text('take') === 'brought' ? 'brought' : 'kept' }), 'resolved'); // prettier-ignore
    default:
      return { kind: 'refused', reason: 'not-found', paths: [] };
  }
}

type Result = { kind: string; reason?: string; problems?: readonly { path: FieldPath }[]; conflicts?: readonly { path: FieldPath }[] }; // prettier-ignore

export function told(result: Result, done: string): Acted {
  if (result.kind === 'refused')
    return { kind: 'refused', reason: result.reason ?? 'not-found', paths: (result.problems ?? []).map(({ path }) => path) };
  if (result.kind === 'conflicts')
    return { kind: 'refused', reason: 'conflicts', paths: (result.conflicts ?? []).map(({ path }) => path) };
  return { kind: 'done', done };
} // prettier-ignore

/** `2026-11-22T08:30` from a form is meant as time in Vietnam. */
export const inVietnam = (local: string): string => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? `${local}:00+07:00` : local); // prettier-ignore
