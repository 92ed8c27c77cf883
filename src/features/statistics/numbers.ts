import type { App } from '#src/composition.ts';
import { addDays } from '#src/domain/listings/availability.ts';
import { freshnessOf } from '#src/domain/listings/freshness.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { parseEntryId } from '#src/domain/content/entry.ts';
import { viewEntry } from '#src/features/entries/entry-view.ts';
import { isKind } from '#src/features/newsroom/entry-room.ts';
import { todayInVietnam } from '#src/i18n/formats.ts';
import { median } from '../reports/handle-report.ts';
import { FEWEST_SHOWN } from './shared-trips.ts';
import { lastWeeks, mondayOf } from './weeks.ts';

export type Series = readonly { label: string; count: number }[];

export async function pagesByWeek(app: App): Promise<Series> {
  const { counters } = app.state.store;
  return Promise.all(lastWeeks(app.clock.now()).map(async (from) => ({ label: from, count: await counters.sum({ name: 'page', from, to: addDays(from, 6) }) }))); // prettier-ignore
}

export async function topOf(app: App, name: 'empty-search' | 'page', by: 'key' | 'language', limit = 20): Promise<Series> {
  const to = todayInVietnam(app.clock.now());
  const [from = to] = lastWeeks(app.clock.now());
  const rows = await app.state.store.counters.top({ name, from, to, by, limit });
  return rows.map(({ group, count }) => ({ label: group, count }));
} // prettier-ignore

/** One page over the languages, its sum first. */
export type PageRow = { page: string; sum: number; byLanguage: Readonly<Record<string, number>> };

/** How often each page was shown, in one week (its Monday) or in all that are shown. Most seen first. */
export async function pagesByLanguage(app: App, week?: string): Promise<PageRow[]> {
  const weeks = lastWeeks(app.clock.now());
  const from = week ?? weeks[0] ?? mondayOf(app.clock.now());
  const to = addDays(week ?? weeks.at(-1) ?? from, 6);
  const rows = new Map<string, { page: string; sum: number; byLanguage: Record<string, number> }>();
  for (const { key, language, count } of await app.state.store.counters.cells({ name: 'page', from, to })) {
    const row = rows.get(key) ?? { page: key, sum: 0, byLanguage: {} };
    row.sum += count;
    row.byLanguage[language] = (row.byLanguage[language] ?? 0) + count;
    rows.set(key, row);
  }
  return [...rows.values()].sort((a, b) => b.sum - a.sum || (a.page < b.page ? -1 : 1));
}

/** Pages that are no entry, and where their names stand. */
const LIST_NAMES: Readonly<Record<string, string>> = {
  home: 'common:home', search: 'search:title', about: 'common:footer.aboutSite', 'this-month': 'common:footer.thisMonth', alerts: 'newsroom:kinds.alerts',
  ...Object.fromEntries(['places', 'events', 'homestays', 'trips', 'guides', 'products', 'map', 'planner'].map((name) => [name, `common:sections.${name}`])),
}; // prettier-ignore

/** A page by the name its readers know; one that is gone by its address. */
export function pageName(app: App, locale: Locale, page: string): string {
  const list = LIST_NAMES[page];
  if (list !== undefined) return app.translator.t(locale)(list);
  const id = parseEntryId(page);
  const entry = id && isKind(id.kind) ? app.content.find(id.kind, id.slug) : undefined;
  return entry === undefined ? `/${page}` : viewEntry(entry, locale).name.value;
}

export type SharedNumbers = {
  trips: Series;
  places: Series;
  nights: Series;
  /** Places and nights that are too few to be shown. */
  hidden: { places: number; nights: number };
};

/** What travellers agreed to have counted of the trips they shared. Numbers under five stay hidden: they may be one family. */
export async function sharedNumbers(app: App): Promise<SharedNumbers> {
  const weeks = lastWeeks(app.clock.now());
  const { counters } = app.state.store;
  const to = addDays(weeks.at(-1) ?? '', 6);
  const trips = await Promise.all(weeks.map(async (from) => ({ label: from, count: await counters.sum({ name: 'shared-trip', from, to: addDays(from, 6) }) }))); // prettier-ignore
  const top = async (name: string) => {
    const rows = await counters.top({ name, from: weeks[0] ?? to, to, by: 'key', limit: 1000 });
    const shown = rows.filter(({ count }) => count >= FEWEST_SHOWN);
    return { shown: shown.map(({ group, count }) => ({ label: group, count })), hidden: rows.length - shown.length };
  };
  const [places, nights] = await Promise.all([top('shared-place'), top('shared-night')]);
  return { trips, places: places.shown, nights: nights.shown, hidden: { places: places.hidden, nights: nights.hidden } }; // prettier-ignore
}

export function listingFreshness(app: App): { fresh: number; ask: number; never: number } {
  const today = todayInVietnam(app.clock.now());
  const kinds = app.content.list('homestays').map(({ facts }) => freshnessOf(facts.checkedOn, today).kind);
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  return { fresh: count('fresh'), ask: count('ask'), never: count('never') };
}

/** One week's approvals: how many, and the middle of the hours from sending to approval. */
export type ReviewWeek = { week: string; approved: number; medianHours: number | undefined };

export async function reviewTimes(app: App): Promise<{ weeks: ReviewWeek[]; medianHours: number | undefined }> {
  const since = new Date(app.clock.now().getTime() - 90 * 86_400_000).toISOString();
  const drafts = await app.state.store.drafts.list({ states: ['published'], updatedSince: since });
  const times = drafts.flatMap(({ submittedAt, updatedAt }) => submittedAt === undefined ? [] : [{ week: mondayOf(new Date(updatedAt)), hours: (Date.parse(updatedAt) - Date.parse(submittedAt)) / 3_600_000 }]); // prettier-ignore
  const weeks = lastWeeks(app.clock.now()).map((week) => {
    const hours = times.filter((one) => one.week === week).map((one) => one.hours);
    return { week, approved: hours.length, medianHours: median(hours) };
  });
  return { weeks, medianHours: median(times.map(({ hours }) => hours)) };
}
