import { distanceMeters } from '../../geo/position.ts';
import type { PlannerPlace } from '../../planner-data/types.ts';
import { removeStop } from '../fix-ideas.ts';
import type { Fix, Rule, View } from '../finding.ts';
import { visitsOf } from '../stops.ts';
import type { StopVisit } from '../stops.ts';

/** Many steps or a long walk, with somebody in the party who cannot. */
export const steps: Rule = {
  name: 'steps',
  find: (view) => {
    if (view.trip.party.mobility !== 'limited') return [];
    return visitsOf(view).flatMap((found) => {
      const { day, visit, at } = found;
      if (!at.place || at.event || isEasy(at.place) !== false) return [];
      const { steps, walkMinutes } = at.place.access;
      const number = Array.isArray(steps) ? steps[1] : steps;
      return [
        {
          severity: 'warning' as const,
          day: day.day.id,
          stop: visit.stop.id,
          key: number ? 'many-steps' : walkMinutes ? 'long-walk' : 'not-step-free',
          values: { place: at.name, ...(number ? { number } : walkMinutes ? { minutes: walkMinutes } : {}) },
          fixes: () => fixesFor(view, found),
        },
      ];
    });
  },
};

/** False: known to be hard on bad knees. True: known to be step-free. Undefined: nobody asked. */
function isEasy({ access, kind }: PlannerPlace): boolean | undefined {
  const steps = Array.isArray(access.steps) ? access.steps[1] : (access.steps ?? 0);
  if (access.stepFree === 'no' || steps > 20 || (access.walkMinutes ?? 0) > 15 || kind === 'trail' || kind === 'peak')
    return false;
  return access.stepFree === 'yes' || access.stepFree === 'partly' ? true : undefined;
}

function fixesFor(view: View, { visit, at }: StopVisit): Fix[] {
  const nearby = [...view.index.places.values()]
    .filter((place) => place.id !== at.place?.id && isEasy(place) === true && place.visitMinutes > 0)
    .map((place) => ({ place, meters: distanceMeters(at, place) }))
    .filter(({ meters }) => meters < 4000)
    .sort((a, b) => a.meters - b.meters);
  const [instead] = nearby;
  if (!instead) return [removeStop(visit)];
  const action = { type: 'replace-stop', stop: visit.stop.id, at: instead.place.id } as const;
  return [
    { key: 'visit-instead', values: { place: at.name, other: instead.place.name }, actions: [action] },
    removeStop(visit),
  ];
}
