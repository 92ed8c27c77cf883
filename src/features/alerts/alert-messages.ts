import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { dataVersion } from '#src/domain/publishing/canonical.ts';
import type { EntryData } from '#src/domain/publishing/types.ts';
import { dataOf } from '../publishing/entry-files.ts';

/** One message that subscribers got: its number within the alert, and when it went out (ISO 8601). */
export type SentMessage = { number: number; sent: string };

/**
 * What an alert says to subscribers now. `earlier` are the messages it stands instead of, oldest first. A `Cancel`
 * carries the alert as it last was.
 */
export type AlertMessage = SentMessage & {
  type: 'Alert' | 'Update' | 'Cancel';
  alert: Entry<'alerts'>;
  earlier: readonly SentMessage[];
};

/**
 * The latest message of an alert, from its history: each publication is a message, taking the alert down before its
 * time is a Cancel, and what comes after a Cancel begins anew. Undefined for an alert that never was, and for one
 * that was taken down and whose time has passed.
 */
export async function latestMessage(app: App, slug: string): Promise<AlertMessage | undefined> {
  const revisions = (await app.state.store.revisions.list('alerts', slug)).toReversed();
  const steps = revisions.map(({ number, at, data }) => ({ number, sent: at, alert: data && entryOf(slug, data, at) }));
  const live = app.content.find('alerts', slug);
  const last = revisions.at(-1);
  // Somebody edited the files by hand: history learns of it at the next publication, subscribers now.
  if (live !== undefined && last?.version !== dataVersion(dataOf(live)))
    steps.push({ number: (last?.number ?? 0) + 1, sent: live.updatedAt, alert: live });

  const now = steps.at(-1);
  if (now === undefined) return undefined;
  const { number, sent } = now;
  const sinceCancel = steps.slice(0, -1).findLastIndex(({ alert }) => alert === null) + 1;
  const run = steps.slice(sinceCancel, -1);
  const earlier = run.map((step): SentMessage => ({ number: step.number, sent: step.sent }));
  if (now.alert !== null) return { number, sent, type: earlier.length === 0 ? 'Alert' : 'Update', alert: now.alert, earlier }; // prettier-ignore
  const ended = run.at(-1)?.alert ?? undefined;
  if (ended === undefined || Date.parse(ended.facts.until) <= app.clock.now().getTime()) return undefined;
  return { number, sent, type: 'Cancel', alert: ended, earlier };
}

/** Publications that are looked through for alerts taken down early. */
const RECENT = 1000;

/** Alerts that were taken down while they were in force and whose time has not passed: subscribers must hear of it. */
export async function cancelledAlerts(app: App): Promise<AlertMessage[]> {
  const recent = await app.state.store.revisions.recent(RECENT);
  const gone = recent.filter(({ kind, slug }) => kind === 'alerts' && app.content.find('alerts', slug) === undefined);
  const messages = await Promise.all(
    [...new Set(gone.map(({ slug }) => slug))].map((slug) => latestMessage(app, slug)),
  );
  return messages.flatMap((message) => (message?.type === 'Cancel' ? [message] : []));
}

function entryOf(slug: string, { facts, words }: EntryData, at: string): Entry<'alerts'> {
  // It was checked against the schema when it was published.
  return { kind: 'alerts', slug, facts, words, updatedAt: at, version: '' } as unknown as Entry<'alerts'>;
}
