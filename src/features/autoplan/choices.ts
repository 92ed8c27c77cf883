import { INTERESTS } from '#src/domain/content/kinds.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { BED_NEEDS } from '#src/domain/trip/types.ts';
import { PLAN_VEHICLES } from '#src/domain/autoplan/wishes.ts';

export type Choice = { value: string; text: string };

/** What the form offers: places where trips begin and end, and sights and events to ask for, by worth and name. */
export function planChoices(index: PlannerIndex, compare: (a: string, b: string) => number): { ends: Choice[]; places: Choice[]; events: Choice[] } {
  const byName = (a: Choice, b: Choice): number => compare(a.text, b.text);
  const choice = ({ id, name }: { id: string; name: string }): Choice => ({ value: id, text: name });
  const places = [...index.places.values()];
  const ends = places.filter(({ kind, services }) => kind === 'town' || kind === 'gateway' || services?.includes('homestay')).map(choice).sort(byName);
  return {
    ends,
    places: places.filter(({ weight, kind }) => weight >= 3 && kind !== 'gateway' && kind !== 'junction').map(choice).sort(byName),
    events: [...index.events.values()].filter(({ weight }) => weight >= 3).map(choice).sort(byName),
  };
} // prettier-ignore

export { BED_NEEDS, INTERESTS, PLAN_VEHICLES };
