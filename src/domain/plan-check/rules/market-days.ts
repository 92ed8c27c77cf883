import { weekdayOf } from '../../calendar/calendar-date.ts';
import { nextDates } from '../../calendar/opening-hours.ts';
import type { Rule } from '../finding.ts';
import { startDateFor, visitsOf } from '../stops.ts';

/** For a trip without dates: on which weekday it would have to begin for the market, or on which date. */
export const marketDays: Rule = {
  name: 'market-days',
  find: (view) => {
    if (view.trip.date !== undefined) return [];
    return visitsOf(view).flatMap(({ day, visit, at }) => {
      if (!at.event || at.event.kind === 'season') return [];
      const { open, closed = [] } = at.event;
      // The first start that is not in the past.
      const [nextDate] = nextDates(
        { open, closed },
        startDateFor({ ...day, index: -day.index }, view.context.today),
        1,
      );
      if (nextDate === undefined || open.some(({ rule }) => rule === 'daily')) return [];
      const date = startDateFor(day, nextDate);
      const weekly = open.length === 1 && /^weekday:[A-Z]{3}$/.test(open[0]?.rule ?? '');
      const about = { severity: 'notice' as const, day: day.day.id, stop: visit.stop.id };
      const values = { place: at.name, nextDate, day: day.index + 1 };
      const fixes = () => [{ key: 'start-on', values: { date }, actions: [{ type: 'set' as const, patch: { date } }] }];
      return weekly
        ? [{ ...about, key: 'market-weekday', values: { ...values, weekday: weekdayOf(nextDate), startWeekday: weekdayOf(date) }, fixes }] // prettier-ignore
        : [{ ...about, key: 'market-date', values, fixes }];
    });
  },
};
