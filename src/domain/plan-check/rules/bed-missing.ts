import { sleepNear } from '../fix-ideas.ts';
import type { Rule } from '../finding.ts';

/** A night without a bed. The last day has none unless the traveller wants one. */
export const bedMissing: Rule = {
  name: 'bed-missing',
  find: (view) =>
    view.days.slice(0, -1).flatMap((day) => {
      if (day.day.bed) return [];
      const near = day.stops.findLast(({ at }) => at)?.at ?? day.to;
      return [
        {
          severity: 'warning' as const,
          day: day.day.id,
          key: 'no-bed',
          values: { day: day.index + 1 },
          fixes: () => (near ? sleepNear(view, day, near) : []),
        },
      ];
    }),
};
