import { REST_AFTER } from '../../trip/schedule.ts';
import type { Rule } from '../finding.ts';

/** After a night on a bus there is a rest and breakfast before the first ride. */
export const nightBusRest: Rule = {
  name: 'night-bus-rest',
  find: (view) => {
    const [day] = view.days;
    const { arrival } = view.trip.start;
    if (arrival !== 'night-bus' || !day || day.arrives === undefined || view.trip.vehicle === 'bus') return [];
    const minutes = day.start - day.arrives;
    if (minutes >= REST_AFTER[arrival]) return [];
    return [
      {
        severity: 'warning',
        day: day.day.id,
        key: 'night-bus-rest',
        values: { time: day.arrives, limitTime: day.start, minutes: REST_AFTER[arrival] },
        fixes: () => [
          { key: 'rest-first', values: { minutes: REST_AFTER[arrival] }, actions: [{ type: 'set-day', day: day.day.id, patch: { start: null } }] }, // prettier-ignore
        ],
      },
    ];
  },
};
