import { distanceMeters } from '../geo/position.ts';
import type { Located, PlannerIndex } from '../planner-data/planner-index.ts';
import type { RoadAlert } from '../roads/conditions.ts';
import { findLeg } from '../roads/find-leg.ts';
import type { NoRoute } from '../roads/find-leg.ts';
import type { Leg } from '../roads/leg.ts';
import type { CalendarDate, Minutes, Vehicle } from './types.ts';

/**
 * How one gets from a point to another. There is always a time, so that a schedule goes on: where the
 * vehicle cannot go, it is that of a motorbike (one is carried the last part), and where there is no
 * road at all, a guess by the straight line.
 */
export type Ride = {
  leg?: Leg;
  /** Why the vehicle cannot go there; the times are then those of the way round it, if any. */
  fault?: NoRoute;
  km: number;
  minutes: Minutes;
  ridingMinutes: Minutes;
  /** Alerts in force on the usual way during the ride, and what they cost in minutes (0 where they close it for good). */
  alerts: readonly string[];
  detourMinutes: Minutes;
};

/** On trackless ground nobody covers more than this in an hour. */
const guessedKmPerHour = 12;

/**
 * The ride that begins at `depart` minutes of a day. Alerts count when they are in force at some time of
 * the ride; without a date none does.
 */
export function findRide(
  index: PlannerIndex,
  from: Located,
  to: Located,
  vehicle: Vehicle,
  date: CalendarDate | undefined,
  depart: Minutes,
): Ride {
  const usual = usualRide(index, from, to, vehicle);
  if (date === undefined || index.roadAlerts.length === 0) return usual;
  const begin = Date.parse(`${date}T00:00:00+07:00`) + depart * 60_000;
  const inForce = index.roadAlerts.filter((alert) =>
    overlaps(alert, begin, begin + Math.max(usual.minutes, 1) * 60_000),
  );
  return inForce.length === 0 ? usual : rideUnder(index, from, to, vehicle, inForce, usual);
}

/** The ride without any alert. */
export function usualRide(index: PlannerIndex, from: Located, to: Located, vehicle: Vehicle): Ride {
  return remember(index, `${from.key}|${to.key}|${vehicle}`, () => {
    const leg = findLeg(index.graph, from.point, to.point, vehicle);
    if (leg.kind === 'leg') return rideOf(leg);
    const byMotorbike = vehicle === 'motorbike' ? leg : findLeg(index.graph, from.point, to.point, 'motorbike');
    const ride = byMotorbike.kind === 'leg' ? rideOf(byMotorbike) : guessRide(from, to);
    return { ...ride, fault: leg };
  });
}

function rideUnder(
  index: PlannerIndex,
  from: Located,
  to: Located,
  vehicle: Vehicle,
  alerts: readonly RoadAlert[],
  usual: Ride,
): Ride {
  const key = `${from.key}|${to.key}|${vehicle}|${alerts.map(({ id, from, to }) => `${id}${from}${to}`).join()}`;
  return remember(index, key, () => {
    const leg = findLeg(index.graph, from.point, to.point, vehicle, { alerts });
    if (leg.kind !== 'leg') return leg.reason === 'closed' ? { ...usual, fault: leg, alerts: leg.alerts } : usual;
    const detourMinutes = Math.max(0, leg.minutes - usual.minutes);
    const crossed = detourMinutes > 0 || leg.alerts.length > 0;
    if (!crossed) return usual;
    return {
      ...rideOf(leg),
      alerts: [...new Set([...leg.alerts, ...alertsOnUsualWay(index, usual, alerts)])],
      detourMinutes,
    };
  });
}

/** The closures that a detour avoids: each is asked alone whether it lies on the usual way. */
function alertsOnUsualWay(index: PlannerIndex, usual: Ride, alerts: readonly RoadAlert[]): string[] {
  const via = usual.leg?.via;
  const [start, end] = [via?.[0], via?.at(-1)];
  if (!usual.leg || start === undefined || end === undefined) return [];
  return alerts.filter((alert) => {
    const alone = findLeg(index.graph, start, end, usual.leg?.vehicle ?? 'motorbike', { alerts: [alert] });
    return alone.kind !== 'leg' || alone.alerts.length > 0 || alone.via.join() !== via?.join();
  }).map(({ id }) => id); // prettier-ignore
}

function rideOf(leg: Leg): Ride {
  return { leg, km: leg.km, minutes: leg.minutes, ridingMinutes: leg.ridingMinutes, alerts: [], detourMinutes: 0 };
}

function guessRide(from: Located, to: Located): Ride {
  const km = Math.round(distanceMeters(from, to) / 100) / 10;
  const minutes = Math.round((km / guessedKmPerHour) * 60);
  return { km, minutes, ridingMinutes: minutes, alerts: [], detourMinutes: 0 };
}

function overlaps(alert: RoadAlert, begin: number, end: number): boolean {
  const since = alert.since === undefined ? -Infinity : Date.parse(alert.since);
  const until = alert.until === undefined ? Infinity : Date.parse(alert.until);
  return since < end && until > begin;
}

// Rides between the same two points are asked for at every keystroke. A new index starts afresh.
const rides = new WeakMap<PlannerIndex, Map<string, Ride>>();
const ridesKept = 5000;

function remember(index: PlannerIndex, key: string, reckon: () => Ride): Ride {
  let known = rides.get(index);
  if (!known) rides.set(index, (known = new Map()));
  const before = known.get(key);
  if (before) return before;
  if (known.size >= ridesKept) known.clear();
  const ride = reckon();
  known.set(key, ride);
  return ride;
}
