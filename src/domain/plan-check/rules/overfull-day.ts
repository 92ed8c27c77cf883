import type { Pace } from '../../trip/types.ts';
import { giveUp, middleStop, moveToNextMorning, splitDay, startEarlier } from '../fix-ideas.ts';
import type { Draft, Rule } from '../finding.ts';

const midnight = 24 * 60;
/** Households go to bed early; after this nobody waits with dinner. */
const bedtime = 21 * 60;
/** What opens in the evening is meant for it. */
const eveningBegins = 17 * 60;

/** Stops that a day holds at a pace, places merely passed (0 minutes) not counted. */
export const stopsPerDay: Readonly<Record<Pace, number>> = { slow: 6, normal: 9, fast: 12 };

/** More in a day than fits: it runs past midnight, past bedtime, or has more stops than the pace bears. */
export const overfullDay: Rule = {
  name: 'overfull-day',
  find: (view) =>
    view.days.flatMap((day): Draft[] => {
      const { pace } = view.trip;
      const about = { day: day.day.id };
      const final = day.stops.at(-1);
      const fixes = () => [
        ...startEarlier(view, day, day.end - bedtime),
        ...(final ? moveToNextMorning(view, day, final) : []),
        ...splitDay(view, day, middleStop(day)),
        ...giveUp(day, 3),
      ];
      if (day.end > midnight) {
        return [{ ...about, severity: 'error' as const, key: 'past-midnight', values: { day: day.index + 1, time: day.end }, fixes }]; // prettier-ignore
      }
      const forEvening = day.stops.some(({ hours }) => hours?.some(({ from }) => from >= eveningBegins));
      if (day.end > bedtime && !forEvening && view.trip.vehicle !== 'bus') {
        return [{ ...about, severity: 'warning' as const, key: 'past-bedtime', values: { day: day.index + 1, time: day.end }, fixes }]; // prettier-ignore
      }
      const number = day.stops.filter(({ stay }) => stay > 0).length;
      const cap = stopsPerDay[pace];
      if (number <= cap) return [];
      return [
        { ...about, severity: 'notice' as const, key: 'many-stops', values: { day: day.index + 1, number, cap, pace } },
      ];
    }),
};
