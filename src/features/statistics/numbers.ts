import * as z from 'zod';
import type { App } from '#src/composition.ts';
import { freshnessOf } from '#src/domain/listings/freshness.ts';
import { addDays } from '#src/domain/listings/availability.ts';
import { todayInVietnam } from '#src/i18n/formats.ts';
import { median } from '../reports/handle-report.ts';

export type Series = readonly { label: string; count: number }[];
export const NUMBER_TABLES = ['weeks', 'top', 'languages', 'empty', 'fresh', 'visitors'] as const;
export type NumberTable = (typeof NUMBER_TABLES)[number];

const WEEKS = 8;

export async function pagesByWeek(app: App): Promise<Series> {
  const { counters } = app.state.store;
  const today = todayInVietnam(app.clock.now());
  // Weeks begin on Monday.
  const monday = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
  const starts = Array.from({ length: WEEKS }, (_, i) => addDays(monday, -7 * (WEEKS - 1 - i)));
  return Promise.all(starts.map(async (from) => ({ label: from, count: await counters.sum({ name: 'page', from, to: addDays(from, 6) }) }))); // prettier-ignore
}

export async function topOf(app: App, name: 'page' | 'empty-search', by: 'key' | 'language', limit = 20): Promise<Series> {
  const to = todayInVietnam(app.clock.now());
  const rows = await app.state.store.counters.top({ name, from: addDays(to, -7 * WEEKS), to, by, limit });
  return rows.map(({ group, count }) => ({ label: group, count }));
} // prettier-ignore

export function listingFreshness(app: App): { fresh: number; ask: number; never: number } {
  const today = todayInVietnam(app.clock.now());
  const kinds = app.content.list('homestays').map(({ facts }) => freshnessOf(facts.checkedOn, today).kind);
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  return { fresh: count('fresh'), ask: count('ask'), never: count('never') };
}

/** Hours from sending a draft to its approval, the middle one of ninety days. */
export async function medianReviewHours(app: App): Promise<number | undefined> {
  const since = app.clock.now().getTime() - 90 * 86_400_000;
  const drafts = await app.state.store.drafts.list({ states: ['published'], limit: 2000 });
  const hours = drafts.filter(({ submittedAt, updatedAt }) => submittedAt !== undefined && Date.parse(updatedAt) > since).map(({ submittedAt, updatedAt }) => (Date.parse(updatedAt) - Date.parse(submittedAt as string)) / 3_600_000); // prettier-ignore
  return median(hours);
}

export const visitorsSchema = z.object({
  month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/),
  visitors: z.coerce.number().int().nonnegative().max(100_000_000),
  foreign: z.coerce.number().int().nonnegative().max(100_000_000).optional(),
  source: z.string().trim().min(2).max(200),
  sourceDate: z.iso.date(),
});
export type Visitors = z.infer<typeof visitorsSchema>;
const SCOPE = 'visitor-series';

export async function visitorSeries(app: App): Promise<Visitors[]> {
  const rows = await app.state.store.records.list(SCOPE);
  return rows.flatMap(({ value }) => visitorsSchema.safeParse(value).data ?? []).sort((a, b) => (a.month < b.month ? 1 : -1)); // prettier-ignore
}

export const putVisitors = (app: App, visitors: Visitors): Promise<void> => {
  const { foreign, ...rest } = visitors;
  return app.state.store.records.put(SCOPE, visitors.month, { ...rest, ...(foreign === undefined ? {} : { foreign }) });
};

export type Tally = { told: number; full: number; few: number; requests: number; guestNights: number };

/** What the site knows about a lodging's month. Guests that came by themselves are known only to the household. */
export async function monthlyTally(app: App, slug: string, month: string): Promise<Tally> {
  const entry = `homestays/${slug}` as const;
  const nights = await app.state.store.availability.nights(entry, `${month}-01`, `${month}-31`);
  const requests = (await app.state.store.requests.list(entry, 1000)).filter(({ from }) => from.startsWith(month));
  return {
    told: nights.length,
    full: nights.filter(({ state }) => state === 'full').length,
    few: nights.filter(({ state }) => state === 'few').length,
    requests: requests.length,
    guestNights: requests.filter(({ state }) => state === 'free').reduce((sum, { nights: n, people }) => sum + n * people, 0), // prettier-ignore
  };
}

/** Any of the tables as rows, for its CSV. */
export async function tableOf(app: App, table: NumberTable): Promise<string[][]> {
  const lines = (series: Series) => series.map(({ label, count }) => [label, String(count)]);
  switch (table) {
    case 'weeks':
      return [['week', 'pages'], ...lines(await pagesByWeek(app))];
    case 'top':
      return [['page', 'count'], ...lines(await topOf(app, 'page', 'key', 1000))];
    case 'languages':
      return [['language', 'count'], ...lines(await topOf(app, 'page', 'language'))];
    case 'empty':
      return [['search', 'count'], ...lines(await topOf(app, 'empty-search', 'key', 1000))];
    case 'fresh':
      return [['state', 'homestays'], ...Object.entries(listingFreshness(app)).map(([state, count]) => [state, String(count)])]; // prettier-ignore
    case 'visitors':
      return [['month', 'visitors', 'foreign', 'source', 'source date'], ...(await visitorSeries(app)).map((one) => [one.month, String(one.visitors), String(one.foreign ?? ''), one.source, one.sourceDate])]; // prettier-ignore
  }
}
