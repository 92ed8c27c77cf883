import type { ContentStore } from '#src/ports/content-store.ts';
import { languageOf, type Language, type Locale } from '#src/domain/locale/languages.ts';
import { AREAS, type Area } from '#src/domain/content/kinds.ts';
import { buildPlannerData } from '#src/domain/planner-data/build-planner-data.ts';
import { indexPlannerData, type PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerBed, PlannerCore, PlannerData } from '#src/domain/planner-data/types.ts';
import type { RoadNetwork } from '#src/domain/roads/network.ts';

/** The planner's data per language, made anew when the content has changed. */
export type PlannerService = {
  core(locale: Locale): PlannerCore;
  beds(locale: Locale, area: Area): readonly PlannerBed[];
  /** Ready for questions on the server: auto-plan without JavaScript, and the command line. */
  index(locale: Locale): PlannerIndex;
};

/** `now` in milliseconds: alerts that are over are left out without waiting for a change of the content. */
export function createPlannerService(
  content: ContentStore,
  network: () => RoadNetwork,
  now: () => number = Date.now,
): PlannerService {
  const built = new Map<Language, { revision: number; data: PlannerData; index?: PlannerIndex }>();

  function current(locale: Locale) {
    const language = languageOf(locale);
    let entry = built.get(language);
    if (entry?.revision !== content.revision) {
      const entries = [
        ...content.list('places'),
        ...content.list('events'),
        ...content.list('homestays'),
        ...content.list('alerts'),
      ];
      entry = { revision: content.revision, data: buildPlannerData(entries, network(), language) };
      built.set(language, entry);
    }
    return entry;
  }

  return {
    core(locale) {
      const { core } = current(locale).data;
      const time = now();
      const alerts = core.alerts.filter(({ until }) => Date.parse(until) > time);
      return alerts.length === core.alerts.length ? core : { ...core, alerts };
    },
    beds: (locale, area) => current(locale).data.beds[area] ?? [],
    index(locale) {
      const entry = current(locale);
      entry.index ??= indexPlannerData(entry.data.core, entry.data.beds);
      return entry.index;
    },
  };
}

export function isArea(value: unknown): value is Area {
  return (AREAS as readonly unknown[]).includes(value);
}
