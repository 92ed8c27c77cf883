import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { App } from '#src/composition.ts';
import type { Json } from '#src/domain/publishing/types.ts';
import type { SignedIn } from '#src/domain/rights/can.ts';
import type { LiveConflict } from '#src/features/publishing/answers.ts';

/** Two wishes for a live fact that could not merge; what stands on the page stays until somebody chooses. */
const keptSchema = z.object({
  path: z.string(),
  keptBy: z.string(),
  keptAt: z.string(),
  brought: z.json(),
  broughtBy: z.string(),
  broughtAt: z.string(),
});
export type KeptConflict = z.infer<typeof keptSchema> & { id: string };

const scopeOf = (slug: string) => `live-conflicts:${slug}`;

export async function keepLiveConflicts(
  app: App,
  slug: string,
  by: string,
  conflicts: readonly LiveConflict[],
): Promise<void> {
  const broughtAt = app.clock.now().toISOString();
  for (const { path, keptBy, keptAt, brought } of conflicts) {
    await app.state.store.records.put(scopeOf(slug), randomUUID(), { path, keptBy, keptAt, brought, broughtBy: by, broughtAt }); // prettier-ignore
  }
}

export async function liveConflicts(app: App, slug: string): Promise<KeptConflict[]> {
  const rows = await app.state.store.records.list(scopeOf(slug));
  return rows.flatMap(({ key, value }) => {
    const parsed = keptSchema.safeParse(value);
    return parsed.success ? [{ id: key, ...parsed.data }] : [];
  });
}

/** `brought` goes live over what stands now; `kept` throws the other wish away. False when it is settled already. */
export async function settleLiveConflict(
  app: App,
  actor: SignedIn,
  slug: string,
  id: string,
  take: 'kept' | 'brought',
): Promise<boolean> {
  const conflict = (await liveConflicts(app, slug)).find((one) => one.id === id);
  if (conflict === undefined) return false;
  if (take === 'brought') {
    const { version } = await app.state.publishing.status('homestays', slug);
    const result = await app.state.publishing.editLive(actor, 'homestays', slug, version, {
      [conflict.path]: conflict.brought as Json,
    });
    if (result.kind !== 'published' && !(result.kind === 'refused' && result.reason === 'nothing-to-do')) return false;
  }
  await app.state.store.audit.append({ by: actor.id, action: 'conflict-resolve', subject: `homestays/${slug}`, detail: { field: conflict.path, take } }); // prettier-ignore
  return app.state.store.records.remove(scopeOf(slug), id);
}
