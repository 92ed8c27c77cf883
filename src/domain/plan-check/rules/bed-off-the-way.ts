import type { Located } from '../../planner-data/planner-index.ts';
import { usualRide } from '../../trip/rides.ts';
import { sleepNear } from '../fix-ideas.ts';
import type { Rule, View } from '../finding.ts';

/** Half the riding of a short day: who sleeps farther off, or pays more for it the next day, should mean to. */
const tolerance = 60;

/**
 * A bed far from the last stop that is not on the way to where the next day goes. A long ride to bed is
 * fine when it has to be ridden anyway; what counts is the way round. A village to sleep in that lies an
 * hour away is a wish and no mistake.
 */
export const bedOffTheWay: Rule = {
  name: 'bed-off-the-way',
  find: (view) =>
    view.days.slice(0, -1).flatMap((day) => {
      const last = day.stops.findLast(({ at }) => at)?.at;
      const next = view.days[day.index + 1];
      const goal = next?.stops.find(({ at }) => at)?.at ?? next?.to;
      if (!last || !goal || !day.home || !day.to || !day.day.bed) return [];
      const minutes = Math.round(between(view, last, day.to) + between(view, day.to, goal) - between(view, last, goal));
      if (minutes <= tolerance || between(view, last, day.to) <= tolerance) return [];
      return [
        {
          severity: 'warning' as const,
          day: day.day.id,
          leg: 'home',
          key: 'bed-off-the-way',
          values: { place: day.to.name, other: last.name, minutes },
          fixes: () => [...sleepNear(view, day, last), ...sleepNear(view, day, goal, 1)],
        },
      ];
    }),
};

function between(view: View, a: Located, b: Located): number {
  return a.key === b.key ? 0 : usualRide(view.index, a, b, view.trip.vehicle).minutes;
}
