import type { App } from '#src/composition.ts';
import { LOCALES, type Locale } from '#src/domain/locale/languages.ts';
import { addDays } from '#src/domain/listings/availability.ts';
import { listingFreshness, pageName, pagesByWeek, reviewTimes, topOf } from './numbers.ts';
import { FEWEST_SHOWN } from './shared-trips.ts';
import { visitorSeries } from './visitor-series.ts';
import { lastWeeks } from './weeks.ts';

export const NUMBER_TABLES = [
  'weeks',
  'pages',
  'languages',
  'empty',
  'shared',
  'fresh',
  'reviews',
  'visitors',
] as const;
export type NumberTable = (typeof NUMBER_TABLES)[number];

/** A table of the numbers as rows for its CSV, its heads in the officer's language. */
export async function tableOf(app: App, locale: Locale, table: NumberTable): Promise<string[][]> {
  const t = app.translator.t(locale);
  const head = (...names: string[]) => names.map((name) => t(`newsroom:numbers.${name}`));
  const { counters } = app.state.store;
  const weeks = lastWeeks(app.clock.now());
  switch (table) {
    case 'weeks':
      return [head('week', 'count'), ...(await pagesByWeek(app)).map(({ label, count }) => [label, String(count)])];
    case 'pages': {
      const rows = await Promise.all(weeks.map(async (week) => (await counters.cells({ name: 'page', from: week, to: addDays(week, 6) })).map((cell) => [week, `/${cell.key === 'home' ? '' : cell.key}`, pageName(app, locale, cell.key), cell.language, String(cell.count)]))); // prettier-ignore
      return [[...head('week', 'page'), t('newsroom:words.name'), t('common:language'), ...head('count')], ...rows.flat()]; // prettier-ignore
    }
    case 'languages':
      return [[t('common:language'), ...head('count')], ...(await topOf(app, 'page', 'language', LOCALES.length)).map(({ label, count }) => [label, String(count)])]; // prettier-ignore
    case 'empty':
      return [head('words', 'count'), ...(await topOf(app, 'empty-search', 'key', 1000)).map(({ label, count }) => [label, String(count)])]; // prettier-ignore
    case 'shared': {
      const fewer = t('newsroom:numbers.fewer', { fewest: FEWEST_SHOWN });
      const kinds = [['shared-trip', 'sharedTrips'], ['shared-place', 'sharedPlaces'], ['shared-night', 'sharedNights']] as const; // prettier-ignore
      const rows = await Promise.all(weeks.flatMap((week) => kinds.map(async ([name, words]) =>
        (await counters.cells({ name, from: week, to: addDays(week, 6) })).map(({ key, count }) =>
          [week, t(`newsroom:numbers.${words}`), name === 'shared-trip' ? '' : pageName(app, locale, `places/${key}`), count < FEWEST_SHOWN ? fewer : String(count)])))); // prettier-ignore
      return [[...head('week'), t('newsroom:kind'), t('newsroom:words.name'), ...head('count')], ...rows.flat()];
    }
    case 'fresh': {
      const { fresh, ask, never } = listingFreshness(app);
      return [[t('newsroom:queue.state'), ...head('homestays')], ...([['fresh90', fresh], ['freshOld', ask], ['freshNever', never]] as const).map(([name, count]) => [t(`newsroom:numbers.${name}`), String(count)])]; // prettier-ignore
    }
    case 'reviews': {
      const { weeks: reviews } = await reviewTimes(app);
      return [head('week', 'approved', 'reviewHours'), ...reviews.map(({ week, approved, medianHours }) => [week, String(approved), medianHours === undefined ? '' : medianHours.toFixed(1)])]; // prettier-ignore
    }
    case 'visitors':
      return [head('month', 'visitors', 'foreign', 'source', 'sourceDate'), ...(await visitorSeries(app)).map((one) => [one.month, String(one.visitors), String(one.foreign ?? ''), one.source, one.sourceDate])]; // prettier-ignore
  }
}
