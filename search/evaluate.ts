import type { SearchEngine, SearchHit } from '#src/ports/search-engine.ts';
import { isLanguage, DEFAULT_LOCALE } from '#src/domain/locale/languages.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { distanceMeters } from './rank.ts';

/** A row of a file of search questions: what was typed, and which entries may stand first (or among the first three). */
export type SearchQuestion = { query: string; locale: string; expected: string[]; match: 'first' | 'top3' };
export type SearchMiss = { query: string; locale: string; expected: string[]; match: 'first' | 'top3'; got: string[] };
/** `success1`: share of rows met as their `match` asks. `success3`: share with an expected id among the first three. */
export type Evaluation = { queries: number; success1: number; success3: number; mrr: number; misses: SearchMiss[] };

/** Reads rows as a CSV reader gives them; rows without a query or an expectation are left out. */
export function readQuestions(rows: readonly Record<string, string | undefined>[]): SearchQuestion[] {
  return rows.flatMap((row) => {
    const query = row['query'] ?? '';
    const expected = (row['expected_ids'] ?? '').split('|').map((id) => id.trim()).filter((id) => id !== '');
    if (query.trim() === '' || expected.length === 0) return [];
    return [{ query, locale: row['locale']?.trim() ?? DEFAULT_LOCALE, expected, match: row['match']?.trim() === 'top3' ? 'top3' : 'first' }] as const;
  }); // prettier-ignore
}

const NEAR_METERS = 10_000;

/** Whether a hit is what the row asks for: an entry's id, `kind:<type>`, or `kind:homestay@<place>` (in it, within 10 km, or in its area). */
export function meets(
  hit: SearchHit,
  expected: string,
  findPlace: (slug: string) => Entry<'places'> | undefined,
): boolean {
  if (!expected.startsWith('kind:')) return hit.id === expected;
  const [type, at] = expected.slice('kind:'.length).split('@');
  const ofKind = type === 'homestay' ? hit.kind === 'homestays' : hit.kind === type || hit.type === type;
  if (!ofKind || at === undefined) return ofKind;
  const place = findPlace(at);
  if (!place) return false;
  if (hit.area !== undefined && hit.area === place.facts.area) return true;
  return hit.position !== undefined && distanceMeters(hit.position, place.facts.position) <= NEAR_METERS;
}

/** Asks an engine every question and counts. */
export async function evaluate(
  engine: SearchEngine,
  questions: readonly SearchQuestion[],
  findPlace: (slug: string) => Entry<'places'> | undefined,
): Promise<Evaluation> {
  let first = 0;
  let third = 0;
  let reciprocal = 0;
  const misses: SearchMiss[] = [];
  for (const { query, locale, expected, match } of questions) {
    const language = isLanguage(locale) ? locale : DEFAULT_LOCALE;
    const { hits } = await engine.search({ q: query, language, limit: 10 });
    const rank = hits.findIndex((hit) => expected.some((id) => meets(hit, id, findPlace)));
    const met = rank === 0 || (match === 'top3' && rank > 0 && rank < 3);
    if (met) first += 1;
    else misses.push({ query, locale, expected, match, got: hits.slice(0, 3).map((hit) => hit.id) });
    if (rank >= 0 && rank < 3) third += 1;
    if (rank >= 0) reciprocal += 1 / (rank + 1);
  }
  const share = (count: number): number =>
    questions.length === 0 ? 0 : Math.round((count / questions.length) * 10_000) / 10_000;
  return { queries: questions.length, success1: share(first), success3: share(third), mrr: share(reciprocal), misses };
}
