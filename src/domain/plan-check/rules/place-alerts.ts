import type { PlannerAlert } from '../../planner-data/types.ts';
import { moveWhereItLies, removeStop } from '../fix-ideas.ts';
import type { Draft, Rule, View } from '../finding.ts';
import { addDays, instantOf, isInForce, lastDayOf, startDateFor, visitsOf } from '../stops.ts';
import type { StopVisit } from '../stops.ts';

/** A place closed by an alert, boats that do not run, an activity that is banned there at that hour. */
export const placeAlerts: Rule = {
  name: 'place-alerts',
  find: (view) =>
    view.index.alerts.length === 0
      ? []
      : visitsOf(view).flatMap((found) => view.index.alerts.flatMap((alert) => (concerns(alert, found) ? tell(view, found, alert) : []))), // prettier-ignore
};

function concerns(alert: PlannerAlert, { at, visit, day }: StopVisit): boolean {
  const placeId = at.place?.id;
  const there =
    (placeId !== undefined && alert.places?.includes(placeId)) || (at.area !== undefined && alert.areas?.includes(at.area)); // prettier-ignore
  if (!there) return false;
  const { effect } = alert;
  if (effect.kind === 'road-closed' || effect.kind === 'road-slow') return false;
  if (effect.kind !== 'activity-banned') return day.date === undefined || alertAtVisit(alert, day.date, visit);
  const boat = visit.leg?.ride.leg?.pieces.some(({ mode }) => mode === 'boat') ?? false;
  const trek = visit.leg?.ride.leg?.pieces.some(({ mode }) => mode === 'trek') ?? false;
  const kind = at.place?.kind;
  const touched = {
    boat: boat || kind === 'pier' || at.place?.notices?.includes('boat-may-stop'),
    trekking: trek || kind === 'trail' || kind === 'peak',
    swimming: kind === 'waterfall' || kind === 'lake' || kind === 'river',
    'border-visit': kind === 'border-gate' || kind === 'border-marker',
    'night-riding': false,
    camping: false,
  }[effect.activity];
  return touched === true && (day.date === undefined || alertAtVisit(alert, day.date, visit));
}

function alertAtVisit(alert: PlannerAlert, date: string, { enter, leave }: StopVisit['visit']): boolean {
  return isInForce(alert, instantOf(date, enter), instantOf(date, leave));
}

function tell(view: View, { day, visit, at }: StopVisit, alert: PlannerAlert): Draft[] {
  const about = { day: day.day.id, stop: visit.stop.id };
  const values = { place: at.name, alert: alert.name, untilDate: lastDayOf(alert.until) };
  const { today } = view.context;
  if (day.date === undefined) {
    const now = isInForce(alert, instantOf(today, 0), instantOf(today, 1440));
    return now ? [{ ...about, severity: 'notice', key: 'place-alert-now', values }] : [];
  }
  const { effect } = alert;
  if (effect.kind === 'advice') return [{ ...about, severity: 'notice', key: 'place-advice', values }];
  const byBoat = visit.leg?.ride.leg?.pieces.some(({ mode }) => mode === 'boat') ?? false;
  const after = addDays(lastDayOf(alert.until), 1);
  const date = startDateFor(day, after);
  return [
    {
      ...about,
      // A pier can be looked at without a boat; a canyon that only boats reach cannot.
      severity: effect.kind === 'place-closed' || byBoat ? 'error' : 'warning',
      key: effect.kind === 'place-closed' ? 'place-closed' : effect.kind === 'activity-banned' && effect.activity === 'boat' ? 'boats-suspended' : 'activity-banned', // prettier-ignore
      values,
      fixes: () => [
        ...moveWhereItLies(view, visit, at, view.days.filter((other) => other !== day), 3), // prettier-ignore
        removeStop(visit),
        { key: 'shift-trip', values: { date, nextDate: after }, actions: [{ type: 'set', patch: { date } }] },
      ],
    },
  ];
}
