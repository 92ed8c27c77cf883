import type { PlannerAlert } from '../../planner-data/types.ts';
import { findRide } from '../../trip/rides.ts';
import { moveWhereItLies, removeStop, sleepNear } from '../fix-ideas.ts';
import type { Draft, Fix, Rule, View } from '../finding.ts';
import { addDays, instantOf, isInForce, lastDayOf, ridesOf, startDateFor } from '../stops.ts';
import type { DayLeg } from '../stops.ts';

/** Rides over a road that an alert closes or slows at that hour; undated trips hear of what holds today. */
export const roadAlerts: Rule = {
  name: 'road-alerts',
  find: (view) => {
    if (view.index.alerts.length === 0) return [];
    return ridesOf(view).flatMap((one) => [...(one.day.date === undefined ? today(view, one) : closures(view, one)), ...advice(view, one)]); // prettier-ignore
  },
};

function closures(view: View, one: DayLeg): Draft[] {
  const { day, leg, id } = one;
  const { ride } = leg;
  const alerts = ride.alerts.flatMap((alertId) => view.index.alerts.find((alert) => alert.id === alertId) ?? []);
  const closed = alerts.find(({ effect }) => effect.kind === 'road-closed');
  const about = { day: day.day.id, leg: id };
  if (closed && ride.fault?.reason === 'closed') {
    return [{ ...about, severity: 'error', key: 'road-closed', values: { place: leg.to.name, alert: closed.name, untilDate: lastDayOf(closed.until) }, fixes: () => fixesFor(view, one, closed) }]; // prettier-ignore
  }
  if (closed) {
    return [{ ...about, severity: 'warning', key: 'road-detour', values: { place: leg.to.name, alert: closed.name, minutes: ride.detourMinutes, untilDate: lastDayOf(closed.until) }, fixes: () => fixesFor(view, one, closed) }]; // prettier-ignore
  }
  const slow = alerts.find(({ effect }) => effect.kind === 'road-slow');
  if (!slow || ride.detourMinutes === 0) return [];
  return [{ ...about, severity: 'notice', key: 'road-slow', values: { place: leg.to.name, alert: slow.name, minutes: ride.detourMinutes, untilDate: lastDayOf(slow.until) } }]; // prettier-ignore
}

/** The schedule of an undated trip knows no alerts; those in force today are told all the same. */
function today(view: View, { day, leg, id }: DayLeg): Draft[] {
  const now = findRide(view.index, leg.from, leg.to, view.trip.vehicle, view.context.today, leg.depart);
  const alert = view.index.alerts.find(({ id }) => now.alerts.includes(id));
  if (!alert) return [];
  return [{ severity: 'notice', day: day.day.id, leg: id, key: 'road-alert-now', values: { place: leg.to.name, alert: alert.name, untilDate: lastDayOf(alert.until) } }]; // prettier-ignore
}

/** Advice for a stretch of road that closes nothing: told, not acted on. */
function advice(view: View, { day, leg, id }: DayLeg): Draft[] {
  const { date } = day;
  if (date === undefined) return [];
  const [begin, end] = [instantOf(date, leg.depart), instantOf(date, leg.arrive)];
  const via = new Set(leg.ride.leg?.via.map((slug) => `places/${slug}`));
  return view.index.alerts
    .filter((alert) => alert.effect.kind === 'advice' && isInForce(alert, begin, end))
    .filter((alert) => alert.roads?.some(({ from, to }) => via.has(from) && via.has(to)))
    .map((alert): Draft => ({ severity: 'notice', day: day.day.id, leg: id, key: 'road-advice', values: { place: leg.to.name, alert: alert.name, untilDate: lastDayOf(alert.until) } })); // prettier-ignore
}

/** Go there on another day of the trip, not at all, or once the road is open; a ride to bed may end before the closure. */
function fixesFor(view: View, { day, id }: DayLeg, alert: PlannerAlert): Fix[] {
  const after = addDays(lastDayOf(alert.until), 1);
  const date = startDateFor(day, after);
  const shift: Fix = {
    key: 'shift-trip',
    values: { date, nextDate: after },
    actions: [{ type: 'set', patch: { date } }],
  };
  const visit = day.stops.find(({ stop }) => stop.id === id);
  if (!visit) {
    const last = day.stops.findLast(({ at }) => at)?.at ?? day.from;
    return [...(last && day.day.bed ? sleepNear(view, day, last, 1) : []), shift];
  }
  const others = view.days.filter((other) => other !== day);
  return [...(visit.at ? moveWhereItLies(view, visit, visit.at, others, 3) : []), removeStop(visit), shift];
}
