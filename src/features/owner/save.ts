import type { App } from '#src/composition.ts';
import { isLowRisk } from '#src/domain/listings/low-risk.ts';
import type { FieldChanges, FieldPath, Json } from '#src/domain/publishing/types.ts';
import type { SignedIn } from '#src/domain/rights/can.ts';
import type { LiveConflict, RefusalReason } from '#src/features/publishing/answers.ts';
import { dayInVietnam } from '#src/features/publishing/releasing.ts';
import { keepLiveConflicts } from './live-conflicts.ts';
import { parseSeen } from './listing.ts';

export type Saved =
  | { kind: 'saved'; /** What travellers see already. */ live: boolean; /** What waits for review. */ draft: boolean }
  | { kind: 'conflicts' }
  | { kind: 'refused'; reason: RefusalReason };

/**
 * Saves what an owner or helper entered: facts that may go live at once do, the rest goes into the draft. `seen` is
 * what the form showed; what others changed since merges by field. A wish that cannot merge is kept beside the other
 * one and nothing is overwritten, except one's own earlier wish: of two taps of one person the later counts.
 */
export async function saveFields(
  app: App,
  actor: SignedIn,
  slug: string,
  seenText: string,
  changes: FieldChanges,
): Promise<Saved> {
  const { publishing } = app.state;
  const status = await publishing.status('homestays', slug);
  const published = status.published !== null;
  const live: Record<FieldPath, Json> = {};
  const rest: Record<FieldPath, Json> = {};
  for (const [path, value] of Object.entries(changes)) {
    if (published && isLowRisk('homestays', path)) live[path] = value;
    else rest[path] = value;
  }
  const answers: Saved[] = [];
  if (Object.keys(live).length > 0) answers.push(await saveLive(app, actor, slug, parseSeen(seenText).published, live));
  if (Object.keys(rest).length > 0)
    answers.push(await saveRest(app, actor, slug, seenText, withPriceBasics(app, rest)));
  const refusal = answers.find((answer) => answer.kind === 'refused');
  if (refusal !== undefined) return refusal;
  if (answers.some((answer) => answer.kind === 'conflicts')) return { kind: 'conflicts' };
  return { kind: 'saved', live: Object.keys(live).length > 0, draft: Object.keys(rest).length > 0 };
}

async function saveLive(app: App, actor: SignedIn, slug: string, seen: string, live: FieldChanges): Promise<Saved> {
  const { publishing } = app.state;
  const first = await publishing.editLive(actor, 'homestays', slug, seen, live);
  if (first.kind !== 'conflicts') return liveAnswer(first);
  const own = first.conflicts.filter(({ keptBy }) => keptBy === actor.id).map(({ path }) => path);
  const foreign = first.conflicts.filter(({ keptBy }) => keptBy !== actor.id);
  const pick = (keep: (path: FieldPath) => boolean) =>
    Object.fromEntries(Object.entries(live).filter(([path]) => keep(path)));
  const free = pick((path) => !first.conflicts.some((conflict) => conflict.path === path));
  const answers: Saved[] = [];
  if (Object.keys(free).length > 0)
    answers.push(liveAnswer(await publishing.editLive(actor, 'homestays', slug, seen, free)));
  if (own.length > 0) {
    const { version } = await publishing.status('homestays', slug);
    answers.push(liveAnswer(await publishing.editLive(actor, 'homestays', slug, version, pick((path) => own.includes(path))))); // prettier-ignore
  }
  const refusal = answers.find((answer) => answer.kind === 'refused');
  if (foreign.length > 0) await keepLiveConflicts(app, slug, actor.id, foreign as readonly LiveConflict[]);
  return refusal ?? (foreign.length > 0 ? { kind: 'conflicts' } : { kind: 'saved', live: true, draft: false });
}

function liveAnswer(result: Awaited<ReturnType<App['state']['publishing']['editLive']>>): Saved {
  if (result.kind === 'conflicts') return { kind: 'refused', reason: 'busy' };
  // The value stands already: what was wanted is so.
  if (result.kind === 'refused' && result.reason !== 'nothing-to-do') return { kind: 'refused', reason: result.reason };
  return { kind: 'saved', live: true, draft: false };
}

async function saveRest(app: App, actor: SignedIn, slug: string, seenText: string, rest: FieldChanges): Promise<Saved> {
  const { publishing } = app.state;
  const seen = parseSeen(seenText);
  const { subject } = await publishing.status('homestays', slug);
  const result =
    subject.state === 'none'
      ? await publishing.createEntry(actor, 'homestays', slug, rest)
      : await publishing.saveDraft(actor, 'homestays', slug, seen.draft ?? { published: seen.published }, rest);
  if (result.kind === 'refused') return { kind: 'refused', reason: result.reason };
  let foreign = 0;
  for (const conflict of result.conflicts) {
    if (conflict.keptBy === actor.id) await publishing.resolveConflict(actor, conflict.id, { take: 'brought' });
    else foreign++;
  }
  return foreign > 0 ? { kind: 'conflicts' } : { kind: 'saved', live: false, draft: true };
}

/** A price in a draft needs its day and what it is for; a published one gets its day when it goes live. */
function withPriceBasics(app: App, rest: FieldChanges): FieldChanges {
  if (!Object.keys(rest).some((path) => path.startsWith('facts/priceFrom/'))) return rest;
  return { 'facts/priceFrom/seen': dayInVietnam(app.clock.now()), ...rest };
}
