import { nextDates } from '../../calendar/opening-hours.ts';
import { locate } from '../../planner-data/planner-index.ts';
import type { Located } from '../../planner-data/planner-index.ts';
import { usualRide } from '../../trip/rides.ts';
import { hoursOf } from '../../trip/schedule.ts';
import type { CalendarDate } from '../../trip/types.ts';
import { moveWhereItLies, removeStop } from '../fix-ideas.ts';
import type { Fix, Rule, View } from '../finding.ts';
import { startDateFor, visitsOf } from '../stops.ts';
import type { StopVisit } from '../stops.ts';

/** A market on another day, a festival on another date, a closed museum, flowers out of season. */
export const closedThatDay: Rule = {
  name: 'closed-that-day',
  find: (view) =>
    visitsOf(view).flatMap(({ day, visit, at }) => {
      const { date } = day;
      if (date === undefined || visit.hours?.length !== 0) return [];
      const kind = at.event?.kind;
      const nextDate = nextOpen(at, date);
      const key =
        kind === undefined ? 'closed-place' : kind === 'season' ? 'out-of-season' : kind.endsWith('market') ? 'no-market' : 'no-event'; // prettier-ignore
      return [
        {
          severity: kind === 'season' ? 'warning' : 'error',
          day: day.day.id,
          stop: visit.stop.id,
          key: nextDate === undefined ? `${key}-ever` : key,
          values: { place: at.name, date, ...(nextDate !== undefined && { nextDate }) },
          fixes: () => fixesFor(view, { day, visit, at }, nextDate),
        },
      ];
    }),
};

function nextOpen(at: Located, from: CalendarDate): CalendarDate | undefined {
  const { open = [], closed = [] } = at.event ?? at.place ?? {};
  return nextDates({ open: open.length > 0 ? open : [{ rule: 'daily' }], closed }, from, 1)[0];
}

function fixesFor(view: View, { day, visit, at }: StopVisit, nextDate: CalendarDate | undefined): Fix[] {
  const openDays = view.days.filter(
    (other) => other !== day && other.date !== undefined && hoursOf(at, other.date)?.length !== 0,
  );
  const swaps = openDays.map(({ index, date }): Fix => ({
    key: 'move-day',
    values: { day: day.index + 1, date: date ?? '' },
    actions: [{ type: 'move-day', day: day.day.id, index }],
  }));
  const moves = moveWhereItLies(view, visit, at, openDays, 2);
  const shift: Fix[] =
    nextDate === undefined
      ? []
      : [{ key: 'shift-trip', values: { date: startDateFor(day, nextDate), nextDate }, actions: [{ type: 'set', patch: { date: startDateFor(day, nextDate) } }] }]; // prettier-ignore
  return [
    ...moves.slice(0, 1),
    ...swaps.slice(0, 3),
    ...insteadOf(view, { day, visit, at }),
    ...shift,
    removeStop(visit),
  ];
}

/** Another market that does trade that day, no more than 45 minutes off. */
function insteadOf(view: View, { day, visit, at }: StopVisit): Fix[] {
  if (!at.event?.kind.endsWith('market')) return [];
  const others = view.index.core.events.flatMap((event) => {
    const there = event.kind.endsWith('market') && event.id !== at.event?.id ? locate(view.index, event.id) : undefined;
    if (!there || hoursOf(there, day.date)?.length === 0) return [];
    return [{ there, minutes: there.key === at.key ? 0 : usualRide(view.index, at, there, view.trip.vehicle).minutes }];
  });
  const [nearest] = others.filter(({ minutes }) => minutes <= 45).sort((a, b) => a.minutes - b.minutes);
  if (!nearest?.there.event) return [];
  const action = { type: 'replace-stop', stop: visit.stop.id, at: nearest.there.event.id } as const;
  return [{ key: 'visit-instead', values: { place: at.name, other: nearest.there.name }, actions: [action] }];
}
