import type { Area } from '#src/domain/content/kinds.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { ToldAnswer } from './answer.ts';
import type { Say } from './tell.ts';

/**
 * Without signal, houses are known only in the areas a saved trip brought along: elsewhere the plan names a village for
 * the night, and says here that this is all it knows, lest somebody take it for a house.
 * @param missing areas whose houses could not be loaded
 */
export function withUnknownBeds(
  told: ToldAnswer,
  index: PlannerIndex,
  missing: ReadonlySet<Area>,
  say: Say,
): ToldAnswer {
  const villages = told.days.flatMap(({ bed, bedName }) => {
    const area = bed === null ? undefined : index.places.get(bed)?.area;
    return area !== undefined && missing.has(area) ? [bedName ?? bed ?? ''] : [];
  });
  if (villages.length === 0) return told;
  const text = say('autoplan:result.bedsUnknown', { places: [...new Set(villages)].join(', ') });
  return { ...told, findings: [{ rule: 'beds-unknown', severity: 'warning', text }, ...told.findings] };
}
