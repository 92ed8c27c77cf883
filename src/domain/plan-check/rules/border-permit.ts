import { locate } from '../../planner-data/planner-index.ts';
import type { Rule } from '../finding.ts';
import { ridesOf, visitsOf } from '../stops.ts';

/** Once for the trip: places and roads in the border belt that may ask foreigners for a permit. */
export const borderPermit: Rule = {
  name: 'border-permit',
  find: (view) => {
    const visited = visitsOf(view)
      .filter(({ at }) => [...(at.place?.notices ?? []), ...(at.event?.notices ?? [])].includes('border-permit'))
      .map(({ at }) => at.name);
    const slept = view.days.flatMap(({ day }) => (day.bed ? (locate(view.index, day.bed.at)?.place ?? []) : []));
    const beds = slept.filter(({ notices }) => notices?.includes('border-permit')).map(({ name }) => name);
    const crossed = ridesOf(view).filter(({ leg }) => leg.ride.leg?.hazards.includes('border-permit')).map(({ leg }) => leg.to.name); // prettier-ignore
    const names = [...new Set([...visited, ...beds, ...crossed])];
    if (names.length === 0) return [];
    return [{ severity: 'notice', key: 'border-permit', values: { place: names.join(' · ') } }];
  },
};
