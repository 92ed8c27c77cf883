import type { Draft, Rule } from '../finding.ts';
import { visitsOf } from '../stops.ts';

/** What the sources leave open: a date set anew each year, a market day from memory, a position by guess. */
export const unconfirmed: Rule = {
  name: 'unconfirmed',
  find: (view) =>
    visitsOf(view).flatMap(({ day, visit, at }) => {
      const about = { severity: 'notice' as const, day: day.day.id, stop: visit.stop.id, values: { place: at.name } };
      const drafts: Draft[] = [];
      if (at.event?.dateSetYearly) drafts.push({ ...about, key: 'date-set-yearly' });
      else if (at.event?.confidence === 'low') drafts.push({ ...about, key: 'day-unconfirmed' });
      if (at.place?.positionConfidence === 'low' && !at.bed) drafts.push({ ...about, key: 'position-unconfirmed' });
      return drafts;
    }),
};
