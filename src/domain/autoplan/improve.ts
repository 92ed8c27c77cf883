import { instantOf, isInForce } from '../plan-check/stops.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { Located, PlannerIndex } from '../planner-data/planner-index.ts';
import type { TripAction } from '../trip/actions.ts';
import { dateOfDay } from '../trip/new-trip.ts';
import { hoursOf, scheduleTrip } from '../trip/schedule.ts';
import type { CalendarDate, Trip } from '../trip/types.ts';
import { updateTrip } from '../trip/update-trip.ts';
import { addDays } from '../calendar/calendar-date.ts';
import type { CheckContext } from '../plan-check/finding.ts';
import type { Candidate } from './candidates.ts';
import { reckon, searchPlan } from './search-plan.ts';
import type { Candidature, SearchOptions } from './search-plan.ts';
import { assess } from './situation.ts';
import type { Situation } from './situation.ts';
import { MOST_STOPS_TO_ORDER, orderDay } from './solver/index.ts';
import { BREAK, travelTimes } from './travel.ts';
import { PLAN_VEHICLES } from './wishes.ts';
import type { Wishes } from './wishes.ts';

export type ImprovedDay =
  /** Apply with the reducer: one step of undo. */
  | { kind: 'better'; actions: TripAction[]; savedMinutes: number }
  | { kind: 'best-already' }
  | { kind: 'too-many'; most: number }
  /** No order keeps all hours; the plan check says what is wrong. */
  | { kind: 'impossible' };

/** The exact best order of one day's stops by road time and hours; locked stops keep their place in it. */
export function improveDay(trip: Trip, dayId: string, index: PlannerIndex): ImprovedDay {
  const before = scheduleTrip(trip, index).find(({ day }) => day.id === dayId);
  if (!before?.from || before.stops.some(({ at }) => !at)) return { kind: 'impossible' };
  if (before.stops.length > MOST_STOPS_TO_ORDER) return { kind: 'too-many', most: MOST_STOPS_TO_ORDER };
  const { date } = before;
  const begin = date === undefined ? 0 : instantOf(date, 0);
  const alerts = date === undefined ? [] : index.roadAlerts.filter(({ id }) => index.alerts.some((alert) => alert.id === id && isInForce(alert, begin, begin + 86_400_000))); // prettier-ignore
  const travel = travelTimes(index, trip, alerts);
  const last = before.stops.at(-1)?.at ?? before.from;
  const spots: Located[] = [before.from, ...before.stops.flatMap(({ at }) => at ?? []), before.to ?? last];
  const end = spots.length - 1;
  // A day without a bed ends wherever its last stop is.
  const open = before.home === undefined && trip.days.at(-1)?.id === dayId && trip.end.at === undefined;
  const table = spots.flatMap((from) => spots.map((to, j) => (open && j === end ? 0 : travel.whole(from, to))));
  const order = orderDay({
    points: spots.length,
    travel: table,
    stops: before.stops.map(({ at, stay }, i) => {
      const hours = at && hoursOf(at, date);
      return { point: i + 1, stay, windows: hours ? hours.map(({ from, to }) => ({ from, to: Math.max(from, to - stay) })) : [{ from: 0, to: 1440 }] }; // prettier-ignore
    }),
    start: 0,
    end,
    earliest: before.start,
    latest: 24 * 60,
  });
  if (order.kind === 'too-many') return order;
  if (order.kind === 'impossible') return { kind: 'impossible' };
  const wanted = order.stops.flatMap(({ node }) => before.stops[node]?.stop ?? []).filter(({ locked }) => !locked);
  const actions: TripAction[] = [{ type: 'order-stops', day: dayId, stops: wanted.map(({ id }) => id) }];
  const next = updateTrip(trip, { type: 'batch', actions });
  const after = scheduleTrip(next, index).find(({ day }) => day.id === dayId);
  const savedMinutes = before.end - (after?.end ?? before.end);
  return next === trip || savedMinutes <= 0 ? { kind: 'best-already' } : { kind: 'better', actions, savedMinutes };
}

export type ImprovedTrip =
  | { kind: 'planned'; trip: Trip }
  /** Nothing was found that keeps the locked stops on their days without an error. */
  | { kind: 'impossible' }
  /** Bicycles, feet, own pins among the locked stops, or a trip without an end: not within auto-plan's reach. */
  | { kind: 'unsupported' };

/**
 * Plans the days anew around what is locked: locked stops stay on their day, booked beds stay the night's bed, the
 * rest is chosen afresh. An undated trip is planned as if it began today and stays undated.
 */
export function improveTrip(trip: Trip, index: PlannerIndex, options: SearchOptions, asked?: Asked): ImprovedTrip {
  const locked = trip.days.flatMap((day, d) => day.stops.filter((stop) => stop.locked).map((stop) => ({ stop, d })));
  const wishes = wishesOfTrip(trip, index, options.context.today, asked);
  if (!wishes || locked.some(({ stop }) => !isKnown(index, stop.at))) return { kind: 'unsupported' };
  const situation = keepOnDays(assess(wishes, index, { closed: '' }), locked);
  const plan = searchPlan(situation, { ...options, keepMusts: true });
  const kept = wishes.must.every((id) => plan.trip.days.some(({ stops }) => stops.some(({ at }) => at === id)));
  if (plan.errors > 0 || !kept) return { kind: 'impossible' };
  const days = plan.trip.days.map((day, d) => ({
    ...day,
    note: trip.days[d]?.note ?? '',
    stops: day.stops.map((stop) => {
      const before = locked.find((one) => one.d === d && one.stop.at === stop.at)?.stop;
      return before ? { ...before, id: stop.id } : stop;
    }),
  }));
  const { date: _planned, ...rest } = plan.trip;
  const carried = { id: trip.id, name: trip.name, archived: trip.archived, lists: trip.lists, costs: trip.costs, licence: trip.licence };
  return { kind: 'planned', trip: { ...rest, ...carried, days, ...(trip.date !== undefined && { date: trip.date }) } };
} // prettier-ignore

const isKnown = (index: PlannerIndex, spot: unknown): spot is string =>
  typeof spot === 'string' && locate(index, spot) !== undefined;

/** What was asked for when the trip was planned; a trip by itself does not remember it. */
export type Asked = Pick<Wishes, 'must' | 'wish' | 'interests'>;

/** The wishes behind a trip: what it holds itself, and what was asked for as far as it is still known. */
export function wishesOfTrip(trip: Trip, index: PlannerIndex, today: CalendarDate, asked?: Asked): Wishes | undefined {
  const vehicle = PLAN_VEHICLES.find((one) => one === trip.vehicle);
  const end = trip.end.at ?? trip.start.at;
  if (!vehicle || !isKnown(index, trip.start.at) || !isKnown(index, end)) return undefined;
  const date = trip.date ?? today;
  const locked = trip.days.flatMap(({ stops }) => stops.flatMap(({ locked, at }) => (locked && typeof at === 'string' ? [at] : []))); // prettier-ignore
  const must = [...new Set(locked)];
  return {
    start: { place: locate(index, trip.start.at)?.place?.id ?? trip.start.at, date, time: trip.start.hour, arrival: trip.start.arrival }, // prettier-ignore
    end: { place: locate(index, end)?.place?.id ?? end, date: addDays(date, trip.days.length - 1), by: trip.end.by ?? 18 * 60, departure: trip.end.departure }, // prettier-ignore
    vehicle,
    licence: trip.licence,
    ...(trip.engine && { engine: trip.engine }),
    experience: trip.experience,
    pace: trip.pace,
    party: trip.party,
    must,
    wish: [...(asked?.must ?? []), ...(asked?.wish ?? [])].filter((one) => !must.includes(one)),
    interests: asked?.interests ?? [],
    bedNeeds: trip.bedNeeds,
    fixedNights: bookedNights(trip, date, index),
    closedRoads: [],
    suspended: [],
  };
}

/** What the search knew of a trip that it did not make in this moment: enough to say why each stop is in it. */
export function recallPlan(
  trip: Trip,
  index: PlannerIndex,
  context: CheckContext,
  asked?: Asked,
): { situation: Situation; plan: Candidature } | undefined {
  // prettier-ignore
  const wishes = wishesOfTrip(trip, index, context.today, asked);
  if (!wishes) return undefined;
  const situation = assess(wishes, index, { closed: '' });
  const chosen = new Map<string, Candidate>();
  for (const { id, at, minutes } of trip.days.flatMap(({ stops }) => stops)) {
    const candidate = situation.candidates.find((one) => one.id === at);
    // A rest on the way is shorter than a visit would be.
    if (candidate && !(minutes === BREAK && candidate.stay > BREAK)) chosen.set(id, candidate);
  }
  const draft = { trip, chosen, lodgings: [] };
  return {
    situation,
    plan: { ...draft, ...reckon(situation, trip, context), impossibleDays: 0, score: 0, strain: [] },
  };
}

function bookedNights(trip: Trip, date: CalendarDate, index: PlannerIndex): Wishes['fixedNights'] {
  return trip.days.slice(0, -1).flatMap((day, d) => {
    const at = day.bed?.booked ? day.bed.at : undefined;
    const night = dateOfDay({ ...trip, date }, d);
    return typeof at === 'string' && night !== undefined && locate(index, at) ? [{ date: night, place: at }] : [];
  });
}

function keepOnDays(situation: Situation, locked: readonly { stop: Trip['days'][number]['stops'][number]; d: number }[]): Situation {
  const candidates = situation.candidates.map((candidate) => {
    const days = locked.filter(({ stop }) => stop.at === candidate.id).map(({ d }) => d);
    if (days.length === 0) return candidate;
    const windows = candidate.windows.map((list, d) => (days.includes(d) ? list : []));
    return { ...candidate, windows, stay: locked.find(({ stop }) => stop.at === candidate.id)?.stop.minutes ?? candidate.stay };
  });
  return { ...situation, candidates };
} // prettier-ignore
