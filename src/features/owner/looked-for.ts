import type { App } from '#src/composition.ts';
import type { EntryId } from '#src/domain/content/entry.ts';
import { addDays } from '#src/domain/listings/availability.ts';
import { dayInVietnam } from '#src/features/publishing/releasing.ts';

export type LookedFor = {
  /** Openings of the page in thirty days. */ views: number;
  /** Words of travellers, most used first. */ asked: readonly string[];
};

/** What the site's own nameless counts say; undefined as long as nothing was counted, for a zero would be a guess. */
export async function lookedFor(app: App, entry: EntryId): Promise<LookedFor | undefined> {
  const to = dayInVietnam(app.clock.now());
  const from = addDays(to, -30);
  const { counters } = app.state.store;
  const views = await counters.sum({ name: 'page', key: entry, from, to });
  const asked = (await counters.top({ name: 'search', from, to, by: 'key', limit: 5 })).map(({ group }) => group);
  return views === 0 && asked.length === 0 ? undefined : { views, asked };
}
