import type { PlannerBed, PlannerCore } from '#src/domain/planner-data/types.ts';
import type { Area } from '#src/domain/content/kinds.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { WordTree } from '#src/i18n/translator.ts';

/** What the planner asks the server for. Each of these throws when there is no answer; the service worker may give one offline. */

export const loadCore = (locale: Locale): Promise<PlannerCore> => read(`/api/planner/core/${locale}`);
export const loadWords = (locale: Locale): Promise<Record<string, WordTree>> => read(`/api/planner/words/${locale}`);
export const loadBeds = (locale: Locale, area: Area): Promise<PlannerBed[]> =>
  read(`/api/planner/beds/${locale}/${area}`);
/** A suggested trip as saved data, still to be parsed. */
export const loadSuggested = (locale: Locale, slug: string): Promise<unknown> =>
  read(`/api/planner/trips/${locale}/${encodeURIComponent(slug)}`);

async function read<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}
