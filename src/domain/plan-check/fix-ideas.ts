import { distanceMeters } from '../geo/position.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { Located } from '../planner-data/planner-index.ts';
import type { PlannerBed, PlannerPlace } from '../planner-data/types.ts';
import type { TripAction } from '../trip/actions.ts';
import { usualRide } from '../trip/rides.ts';
import { FIRST_RIDE, REST_AFTER, legsOf } from '../trip/schedule.ts';
import type { ScheduledDay, ScheduledStop } from '../trip/schedule.ts';
import type { BedNeed, Minutes, Spot } from '../trip/types.ts';
import type { Fix, View } from './finding.ts';
import { SHORT_RIDE } from './stops.ts';

/** Changes that several rules propose. Whether one helps is found out by trying it (`check-trip.ts`). */

export function removeStop(visit: ScheduledStop): Fix {
  return {
    key: 'remove-stop',
    values: { place: nameOf(visit) },
    actions: [{ type: 'remove-stop', stop: visit.stop.id }],
  };
}

/** Begins the day so much earlier, down to 07:00, or 05:00 where it begins without a ride. */
export function startEarlier(view: View, day: ScheduledDay, by: Minutes): Fix[] {
  const firstLeg = day.stops[0]?.leg ?? (day.stops.length === 0 ? day.home : undefined);
  const ridesFirst = firstLeg !== undefined && firstLeg.ride.minutes >= SHORT_RIDE;
  const rested = day.arrives === undefined ? 0 : day.arrives + REST_AFTER[view.trip.start.arrival];
  const time = Math.floor((day.start - by) / 5) * 5;
  if (by <= 0 || time < Math.max(rested, ridesFirst ? FIRST_RIDE : 300)) return [];
  return [startAt(day, time, 'start-earlier')];
}

/** Both together, for days that one alone does not save: begin as early as is wise and give up a stop. */
export function startEarlyWithout(view: View, day: ScheduledDay, count: number): Fix[] {
  const rested = day.arrives === undefined ? 0 : day.arrives + REST_AFTER[view.trip.start.arrival];
  const time = Math.max(FIRST_RIDE, rested);
  if (time >= day.start) return [];
  return giveUp(day, count).map(({ values, actions }) => ({
    key: 'start-earlier-without',
    values: { ...values, time, day: day.index + 1 },
    actions: [...startAt(day, time, 'start-earlier').actions, ...actions],
  }));
}

export function startAt(day: ScheduledDay, time: Minutes, key: 'start-earlier' | 'start-later'): Fix {
  return {
    key,
    values: { time, day: day.index + 1 },
    actions: [{ type: 'set-day', day: day.day.id, patch: { start: time } }],
  };
}

export function moveToDay(view: View, visit: ScheduledStop, dayIndex: number, index: number): Fix[] {
  const target = view.days[dayIndex];
  if (!target) return [];
  const action: TripAction = { type: 'move-stop', stop: visit.stop.id, day: target.day.id, index };
  return [{ key: 'move-to-day', values: { place: nameOf(visit), day: dayIndex + 1 }, actions: [action] }];
}

/** To other days where it costs the least, at most an hour more: a stop at the other end of the province is no help. */
export function moveWhereItLies(
  view: View,
  visit: ScheduledStop,
  at: Located,
  days: readonly ScheduledDay[],
  count: number,
): Fix[] {
  return days
    .map((other) => ({ other, ...cheapestIndex(view, other.index, at) }))
    .filter(({ extra }) => extra <= 60)
    .sort((a, b) => a.extra - b.extra)
    .slice(0, count)
    .flatMap(({ other, index }) => moveToDay(view, visit, other.index, index));
}

/** Where in a day a stop costs the least extra riding, in minutes. */
function cheapestIndex(view: View, dayIndex: number, at: Located): { index: number; extra: number } {
  const day = view.days[dayIndex];
  const points = [day?.from, ...(day?.stops.map((stop) => stop.at) ?? []), day?.to];
  let best = { index: 0, extra: Infinity };
  const minutes = (a: Located | undefined, b: Located | undefined): number =>
    a && b && a.key !== b.key ? usualRide(view.index, a, b, view.trip.vehicle).minutes : 0;
  for (let i = 1; i < points.length; i++) {
    const extra = minutes(points[i - 1], at) + minutes(at, points[i]) - minutes(points[i - 1], points[i]);
    if (extra < best.extra) best = { index: i - 1, extra };
  }
  return best;
}

/** The whole stop at the beginning of the next morning: right for what lies near the bed. */
export function moveToNextMorning(view: View, day: ScheduledDay, visit: ScheduledStop): Fix[] {
  return moveToDay(view, visit, day.index + 1, 0);
}

/** Stops worth giving up first: the least weighty, then those that cost the longest rides. */
export function giveUp(day: ScheduledDay, count: number): Fix[] {
  const cost = (visit: ScheduledStop): number => visit.leg?.ride.minutes ?? 0;
  return day.stops
    .filter(({ stop }) => !stop.locked)
    .sort((a, b) => weightOf(a) - weightOf(b) || cost(b) - cost(a))
    .slice(0, count)
    .map(removeStop);
}

/** Makes two days of one after the stop `last`, with a bed near it. */
export function splitDay(view: View, day: ScheduledDay, last: number): Fix[] {
  const [after, moved] = [day.stops[last]?.at, day.stops.slice(last + 1)];
  if (!after || moved.some(({ stop }) => stop.locked)) return [];
  const [bed] = bedsNear(view, after, 1);
  if (!bed) return [];
  const fresh = `d${view.trip.serial}`;
  const actions: TripAction[] = [
    { type: 'add-day', index: day.index + 1 },
    ...moved.map(({ stop }, i): TripAction => ({ type: 'move-stop', stop: stop.id, day: fresh, index: i })),
    { type: 'set-bed', day: fresh, bed: day.day.bed ?? null },
    { type: 'set-bed', day: day.day.id, bed: { at: bed.id, ...('area' in bed && { area: bed.area }) } },
  ];
  return [{ key: 'split-day', values: { day: day.index + 1, place: bed.name }, actions }];
}

/** Sleeps near the point instead; at most `count` ideas. */
export function sleepNear(view: View, day: ScheduledDay, near: Located, count = 2): Fix[] {
  return bedsNear(view, near, count).map((bed) => ({
    key: 'sleep-at',
    values: { place: bed.name, day: day.index + 1 },
    actions: [{ type: 'set-bed', day: day.day.id, bed: { at: bed.id, area: bed.area } }],
  }));
}

export function changeVehicle(vehicle: 'easy-rider' | 'car' | 'motorbike'): Fix {
  return { key: 'change-vehicle', values: { vehicle }, actions: [{ type: 'set', patch: { vehicle } }] };
}

/** Cuts the day where its riding so far first passes half. */
export function middleStop(day: ScheduledDay): number {
  const total = legsOf(day).reduce((sum, leg) => sum + leg.ride.ridingMinutes, 0);
  let ridden = 0;
  return day.stops.findIndex(({ leg }) => (ridden += leg?.ride.ridingMinutes ?? 0) >= total / 2);
}

const lodgingServices = ['homestay', 'hotel'] as const;
/** Farther than this from the point a bed is no longer "near". */
const nearMinutes = 45;

/** Beds that suit the party, nearest first; where none is loaded, towns and villages that have lodging. */
export function bedsNear(view: View, near: Located, count: number): (PlannerBed | PlannerPlace)[] {
  const within = <T extends { id: string; lat: number; lng: number }>(list: Iterable<T>): T[] =>
    [...list]
      // A straight line is never longer than the road: most of ten thousand beds go out by it.
      .filter((one) => distanceMeters(near, one) < 25_000)
      .map((one) => ({ one, minutes: minutesTo(view, near, one.id) }))
      .filter(({ minutes }) => minutes <= nearMinutes)
      .sort((a, b) => a.minutes - b.minutes || (a.one.id < b.one.id ? -1 : 1))
      .map(({ one }) => one);
  const beds = within(view.index.beds.values()).filter((bed) => suits(view, bed));
  if (beds.length >= count) return beds.slice(0, count);
  const places = [...view.index.places.values()].filter(({ services }) => lodgingServices.some((one) => services?.includes(one))); // prettier-ignore
  const covered = new Set(beds.map(({ village }) => village));
  return [...beds, ...within(places).filter(({ id }) => !covered.has(id))].slice(0, count);
}

function minutesTo(view: View, near: Located, spot: Spot): number {
  const at = locate(view.index, spot);
  if (!at) return Infinity;
  if (at.key === near.key) return 0;
  const ride = usualRide(view.index, near, at, view.trip.vehicle);
  return ride.fault ? Infinity : ride.minutes;
}

function suits(view: View, bed: PlannerBed): boolean {
  const { party, vehicle, bedNeeds } = view.trip;
  const needsCar = vehicle === 'car' || bedNeeds.includes('car-access');
  return (
    bed.sleeps >= party.adults + party.children.length &&
    (!needsCar || bed.car === 'yes') &&
    bedNeeds.every((need) => answerTo(bed, need) === 'yes')
  );
}

/** What is known about a need of the bed; "not asked" is not "no". */
export function answerTo(bed: PlannerBed, need: BedNeed): 'yes' | 'no' | 'partly' | 'unknown' {
  if (need === 'car-access') return bed.car;
  if (need === 'private-toilet') return bed.toilet === 'inside' ? 'yes' : 'no';
  // Thick bedding keeps old people warm as well as a heater does; travellers ask for either.
  const wanted = need === 'heating' ? (['heating', 'thick-bedding'] as const) : ([need] as const);
  if (wanted.some((one) => bed.amenities?.includes(one))) return 'yes';
  return wanted.every((one) => bed.lacks?.includes(one)) ? 'no' : 'unknown';
}

const weightOf = ({ at }: ScheduledStop): number => at?.event?.weight ?? at?.place?.weight ?? 2;

export function nameOf({ at, stop }: ScheduledStop): string {
  return at?.name ?? (typeof stop.at === 'string' ? stop.at : stop.at.name);
}
