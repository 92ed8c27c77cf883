import type { Draft, Rule } from '../finding.ts';
import { monthsSince, visitsOf } from '../stops.ts';

/** Prices and hours older than this are more likely wrong than right. */
const monthsFresh = 24;

/** Hours or fees seen more than two years ago. */
export const staleFacts: Rule = {
  name: 'stale-facts',
  find: (view) =>
    visitsOf(view).flatMap(({ day, visit, at }) => {
      const about = { severity: 'notice' as const, day: day.day.id, stop: visit.stop.id };
      const drafts: Draft[] = [];
      const hoursSeen = (at.event ?? at.place)?.hoursSeen;
      if (hoursSeen !== undefined && monthsSince(hoursSeen, view.context.today) > monthsFresh) {
        drafts.push({ ...about, key: 'stale-hours', values: { place: at.name, seen: hoursSeen } });
      }
      const feeSeen = at.event ? undefined : at.place?.fees?.map(({ seen }) => seen).sort()[0];
      if (feeSeen !== undefined && monthsSince(feeSeen, view.context.today) > monthsFresh) {
        drafts.push({ ...about, key: 'stale-fee', values: { place: at.name, seen: feeSeen } });
      }
      return drafts;
    }),
};
