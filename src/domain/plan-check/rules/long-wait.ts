import { removeStop, startAt } from '../fix-ideas.ts';
import type { Rule } from '../finding.ts';
import { visitsOf } from '../stops.ts';

/** A longer wait than a coffee. */
const patience = 60;

/** Arrives long before it opens. */
export const longWait: Rule = {
  name: 'long-wait',
  find: (view) =>
    visitsOf(view).flatMap(({ day, visit, at }) => {
      if (visit.wait <= patience) return [];
      const { stop } = visit;
      const last = day.stops.length - 1;
      return [
        {
          severity: 'warning' as const,
          day: day.day.id,
          stop: stop.id,
          key: 'long-wait',
          values: { place: at.name, time: visit.enter, minutes: visit.wait },
          fixes: () => [
            ...(visit.index < last
              ? [{ key: 'go-last', values: { place: at.name, day: day.index + 1 }, actions: [{ type: 'move-stop' as const, stop: stop.id, day: day.day.id, index: last }] }] // prettier-ignore
              : []),
            // The whole wait may be slept through, but a day must not begin after noon.
            ...(day.start + visit.wait <= 12 * 60 ? [startAt(day, day.start + visit.wait, 'start-later')] : []),
            removeStop(visit),
          ],
        },
      ];
    }),
};
