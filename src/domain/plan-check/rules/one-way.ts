import { distanceMeters } from '../../geo/position.ts';
import { locate } from '../../planner-data/planner-index.ts';
import type { Rule } from '../finding.ts';

/** Ends of a town are still the same town. */
const sameTownMeters = 8000;

/** A ride that ends elsewhere: the bike must come back and the bags must come along. */
export const oneWay: Rule = {
  name: 'one-way',
  find: (view) => {
    const { trip } = view;
    if (trip.vehicle !== 'motorbike' && trip.vehicle !== 'bicycle') return [];
    const from = locate(view.index, trip.start.at);
    const to = view.days.at(-1)?.to;
    if (!from || !to || distanceMeters(from, to) <= sameTownMeters) return [];
    const left = trip.luggage === 'left-at-start';
    return [
      {
        severity: left ? 'warning' : 'notice',
        key: left ? 'luggage-left' : 'one-way',
        values: { place: from.name, other: to.name },
        fixes: () => (left ? [{ key: 'forward-luggage', values: {}, actions: [{ type: 'set', patch: { luggage: 'forwarded' } }] }] : []), // prettier-ignore
      },
    ];
  },
};
