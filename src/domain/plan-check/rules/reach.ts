import { locate } from '../../planner-data/planner-index.ts';
import { changeVehicle, removeStop } from '../fix-ideas.ts';
import type { Draft, Fix, Rule, View } from '../finding.ts';
import { ridesOf, ridesOfDay, visitsOf } from '../stops.ts';
import type { DayLeg } from '../stops.ts';

/** Places that the vehicle cannot get to, that no road reaches, or that are no longer there. */
export const reach: Rule = {
  name: 'reach',
  find: (view) => [
    ...view.days.flatMap((day) =>
      day.stops
        // Homestays are loaded by area: one that is not here may well exist.
        .filter(({ at, stop }) => at === undefined && typeof stop.at === 'string' && !stop.at.startsWith('homestays/'))
        .map((visit): Draft => ({
          severity: 'error', day: day.day.id, stop: visit.stop.id, key: 'place-gone', values: { day: day.index + 1 }, fixes: () => [removeStop(visit)],
        })),
    ),
    ...ridesOf(view).flatMap((one) => cannotGo(view, one)),
    ...lastPart(view),
  ],
}; // prettier-ignore

function cannotGo(view: View, { day, leg, id }: DayLeg): Draft[] {
  const { fault } = leg.ride;
  if (!fault || fault.reason === 'closed') return [];
  // Where one could not get to, one need not be told that one cannot get away.
  if (ridesOfDay(day).some((other) => other.leg.to === leg.from && other.leg.ride.fault)) return [];
  const visit = day.stops.find(({ stop }) => stop.id === id);
  const about = { severity: 'error' as const, day: day.day.id, leg: id, ...(visit && { stop: visit.stop.id }) };
  const { vehicle } = view.trip;
  if (fault.reason !== 'not-passable') {
    return [
      { ...about, key: 'no-road', values: { place: leg.to.name }, fixes: () => (visit ? [removeStop(visit)] : []) },
    ];
  }
  const last = fault.last === undefined ? undefined : locate(view.index, `places/${fault.last}`);
  return [
    {
      ...about,
      key: last ? 'road-unfit' : 'road-unfit-at-all',
      values: { place: leg.to.name, vehicle, ...(last && { other: last.name }) },
      fixes: (): Fix[] => [
        ...(visit && last?.place ? [{ key: 'stop-at', values: { place: leg.to.name, other: last.name }, actions: [{ type: 'replace-stop' as const, stop: visit.stop.id, at: last.place.id }] }] : []), // prettier-ignore
        ...(visit ? [removeStop(visit)] : []),
        changeVehicle('easy-rider'),
      ],
    },
  ];
}

/** Where the road is good for the vehicle as far as the network knows, but the place itself says otherwise. */
function lastPart(view: View): Draft[] {
  const { vehicle } = view.trip;
  if (vehicle !== 'car' && vehicle !== 'bus') return [];
  return visitsOf(view).flatMap(({ day, visit, at }): Draft[] => {
    const car = at.place?.access.car;
    if (visit.leg?.ride.fault || (car !== 'no' && car !== 'partly')) return [];
    const about = { day: day.day.id, stop: visit.stop.id, values: { place: at.name, vehicle } };
    return car === 'no'
      ? [{ ...about, severity: 'error' as const, key: 'place-unfit', fixes: () => [removeStop(visit), changeVehicle('easy-rider')] }] // prettier-ignore
      : [{ ...about, severity: 'notice' as const, key: 'last-part-on-foot' }];
  });
}
