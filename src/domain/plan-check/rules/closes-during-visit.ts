import { startEarlier } from '../fix-ideas.ts';
import type { Rule } from '../finding.ts';
import { visitsOf } from '../stops.ts';

/** Clocks and gates are not that exact. */
const tolerance = 15;

/** It closes well before the planned visit is over. */
export const closesDuringVisit: Rule = {
  name: 'closes-during-visit',
  find: (view) =>
    visitsOf(view).flatMap(({ day, visit, at }) => {
      const open = visit.hours?.find(({ from, to }) => from <= visit.enter && visit.enter < to);
      if (!open || open.approximate || visit.leave <= open.to + tolerance) return [];
      const minutes = open.to - visit.enter;
      return [
        {
          severity: 'warning' as const,
          day: day.day.id,
          stop: visit.stop.id,
          key: 'closes-during-visit',
          values: { place: at.name, limitTime: open.to, minutes },
          fixes: () => [
            ...startEarlier(view, day, visit.leave - open.to),
            { key: 'stay-shorter', values: { place: at.name, minutes }, actions: [{ type: 'set-stop' as const, stop: visit.stop.id, patch: { minutes } }] }, // prettier-ignore
          ],
        },
      ];
    }),
};
