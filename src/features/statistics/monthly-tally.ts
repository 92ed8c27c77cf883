import type { App } from '#src/composition.ts';
import { nightsInMonth } from './weeks.ts';

export const TALLY_COUNTS = ['nights', 'told', 'full', 'few', 'requests', 'promised', 'guests', 'guestNights'] as const;
export type Tally = Record<(typeof TALLY_COUNTS)[number], number>;
/** What the national form asks and only the household knows. */
export const TALLY_BLANKS = ['arrivedVietnam', 'arrivedForeign', 'stayed', 'revenue'] as const;

export const isMonth = (text: string): boolean => /^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/.test(text);

/**
 * What the site knows about a lodging's month (`2026-11`). `guests` and `guestNights` are of requests that the household
 * answered with "free": who came in the end, and who came by themselves, is known only to the household.
 */
export async function monthlyTally(app: App, slug: string, month: string): Promise<Tally> {
  const entry = `homestays/${slug}` as const;
  const nights = await app.state.store.availability.nights(entry, `${month}-01`, `${month}-31`);
  const requests = (await app.state.store.requests.list(entry, 1000)).filter(({ from }) => from.startsWith(month));
  const promised = requests.filter(({ state }) => state === 'free');
  return {
    nights: nightsInMonth(month),
    told: nights.length,
    full: nights.filter(({ state }) => state === 'full').length,
    few: nights.filter(({ state }) => state === 'few').length,
    requests: requests.length,
    promised: promised.length,
    guests: promised.reduce((sum, { people }) => sum + people, 0),
    guestNights: promised.reduce((sum, { nights: n, people }) => sum + n * people, 0),
  };
}
