import { moveToNextMorning, removeStop, startEarlier } from '../fix-ideas.ts';
import type { Fix, Rule, View } from '../finding.ts';
import { visitsOf } from '../stops.ts';
import type { StopVisit } from '../stops.ts';

/** Arrives after it has closed, or after a market has thinned out. */
export const tooLateThere: Rule = {
  name: 'too-late-there',
  find: (view) =>
    visitsOf(view).flatMap((found) => {
      const { day, visit, at } = found;
      const { hours } = visit;
      if (!hours || hours.length === 0) return [];
      const about = { day: day.day.id, stop: visit.stop.id };
      const last = hours.at(-1);
      const closes = last?.to ?? 0;
      if (visit.arrive >= closes) {
        return [
          {
            ...about,
            // "Morning" is not a clock: who comes at one o'clock may still see the last stalls.
            severity: last?.approximate ? ('warning' as const) : ('error' as const),
            key: last?.approximate ? 'late-about' : 'closed-by-then',
            values: { place: at.name, time: visit.arrive, limitTime: closes },
            fixes: () => fixesFor(view, found, closes - 30),
          },
        ];
      }
      const thinsOut = at.event?.thinsOut;
      if (thinsOut === undefined || visit.enter <= thinsOut) return [];
      return [
        {
          ...about,
          severity: 'warning' as const,
          key: 'thinned-out',
          values: { place: at.name, time: visit.enter, limitTime: thinsOut },
          fixes: () => fixesFor(view, found, thinsOut),
        },
      ];
    }),
};

function fixesFor(view: View, { day, visit, at }: StopVisit, inTime: number): Fix[] {
  const first: Fix[] =
    visit.index > 0
      ? [{ key: 'go-first', values: { place: at.name, day: day.index + 1 }, actions: [{ type: 'move-stop', stop: visit.stop.id, day: day.day.id, index: 0 }] }] // prettier-ignore
      : [];
  return [
    ...startEarlier(view, day, visit.arrive - inTime),
    ...first,
    ...moveToNextMorning(view, day, visit),
    removeStop(visit),
  ];
}
