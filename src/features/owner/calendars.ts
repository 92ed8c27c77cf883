import type { App } from '#src/composition.ts';
import type { EntryId } from '#src/domain/content/entry.ts';
import { showNights, type ShownNight } from '#src/domain/listings/availability.ts';
import { dayInVietnam } from '#src/features/publishing/releasing.ts';
import type { RemoteCalendar } from '#src/ports/remote-calendar.ts';
import type { CalendarFeed, StateStore } from '#src/ports/state-store.ts';
import type { Clock } from '#src/ports/clock.ts';
import { busyNightsOf } from './read-calendar.ts';

const MOST_FEEDS = 5;
/** Booking sites ask to be read no more often than this. */
const READ_AFTER_MS = 30 * 60_000;
const FEEDS_PER_ROUND = 20;

/** The next nights of a listing as pages show them: the owner's word, and what the other calendars say. */
export async function nightsOf(app: App, entry: EntryId, nights?: number): Promise<ShownNight[]> {
  const now = app.clock.now();
  const today = dayInVietnam(now);
  const { availability, calendars } = app.state.store;
  const known = await availability.nights(entry, today, new Date(now.getTime() + 400 * 86_400_000).toISOString().slice(0, 10)); // prettier-ignore
  const busy = new Set((await calendars.feeds(entry)).flatMap((feed) => feed.busy));
  return showNights(today, now.toISOString(), known, busy, nights);
}

export type FeedProblem = 'feed-name' | 'feed-address' | 'feed-too-many';

export async function addFeed(app: App, entry: EntryId, name: string, url: string): Promise<'added' | FeedProblem> {
  const title = name.normalize('NFC').trim();
  if (title === '' || title.length > 60) return 'feed-name';
  const address = app.state.remoteCalendar.accepts(url);
  if (address === undefined) return 'feed-address';
  const { calendars } = app.state.store;
  const feeds = await calendars.feeds(entry);
  if (feeds.some((feed) => feed.url === address)) return 'added';
  if (feeds.length >= MOST_FEEDS) return 'feed-too-many';
  const feed = await calendars.addFeed({ entry, name: title, url: address });
  await readFeedsNow(app, [feed]);
  return 'added';
}

type Parts = { store: StateStore; clock: Clock; remoteCalendar: RemoteCalendar };

/** Reads feeds again and writes down what they say, or why they could not be read; the last good nights stay. */
export async function readFeeds(parts: Parts, feeds: readonly CalendarFeed[]): Promise<void> {
  for (const feed of feeds) {
    const answer = await parts.remoteCalendar.read(feed.url);
    const at = parts.clock.now().toISOString();
    const read = answer.kind === 'read' ? busyNightsOf(answer.text, dayInVietnam(parts.clock.now())) : answer;
    await parts.store.calendars.recordRead(feed.id, read.kind === 'read' ? { at, busy: read.nights } : { at, problem: read.problem }); // prettier-ignore
  }
}

export const readFeedsNow = (app: App, feeds: readonly CalendarFeed[]): Promise<void> =>
  readFeeds({ store: app.state.store, clock: app.clock, remoteCalendar: app.state.remoteCalendar }, feeds);

/** The job: the feeds that have waited longest, a few in each round. Returns the listings whose page may have changed. */
export async function readDueFeeds(parts: Parts): Promise<EntryId[]> {
  const before = new Date(parts.clock.now().getTime() - READ_AFTER_MS).toISOString();
  const due = (await parts.store.calendars.allFeeds())
    .filter(({ readAt }) => readAt === undefined || readAt < before)
    .slice(0, FEEDS_PER_ROUND);
  await readFeeds(parts, due);
  return [...new Set(due.map(({ entry }) => entry))];
}

/** How long a page with nights may be kept: an hour, but not past midnight in Vietnam, when its first night is over. */
export function secondsFresh(now: Date): number {
  const untilMidnight = 86_400 - (Math.floor(now.getTime() / 1000 + 7 * 3600) % 86_400);
  return Math.min(3600, untilMidnight);
}
