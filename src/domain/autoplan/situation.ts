import { addDays } from '../calendar/calendar-date.ts';
import { findDaylight } from '../calendar/daylight.ts';
import { instantOf, isInForce } from '../plan-check/stops.ts';
import { ridingCap } from '../plan-check/rules/riding-cap.ts';
import { locate, withAlerts } from '../planner-data/planner-index.ts';
import type { Located, PlannerIndex } from '../planner-data/planner-index.ts';
import type { PlannerAlert } from '../planner-data/types.ts';
import { FIRST_RIDE, REST_AFTER } from '../trip/schedule.ts';
import type { CalendarDate, Minutes } from '../trip/types.ts';
import { findLodgings } from './beds.ts';
import type { Lodging } from './beds.ts';
import { findCandidates } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import { favourTheWay } from './direction.ts';
import { travelTimes } from './travel.ts';
import type { TravelTimes } from './travel.ts';
import { dayCount } from './wishes.ts';
import type { Wishes } from './wishes.ts';

/** Everything that follows from the wishes before anything is searched. */
export type Situation = {
  wishes: Wishes;
  /** With the closures that the traveller named, as alerts. */
  index: PlannerIndex;
  dates: CalendarDate[];
  start: Located;
  end: Located;
  travel: TravelTimes;
  candidates: Candidate[];
  /** For each night; one entry where the night is fixed. */
  nights: Lodging[][];
  days: { earliest: Minutes; latest: Minutes }[];
  /** Bare riding that a day bears for this party. */
  cap: Minutes;
};

/** Before sunset the ride should be over by this much; the plan check asks for the same. */
const reserve = 30;
/** Some minutes for sunsets that differ from place to place and for rounding. */
const spare = 5;
/** Slack before a bus or boat that does not wait. */
export const slackForBus: Minutes = 120;
/** Who tires early is in before dinner. */
const earlyEvening: Minutes = 17 * 60;
const withChildrenUntil: Minutes = 17.5 * 60;
const busUntil: Minutes = 20 * 60;

const closedByTraveller = 'alerts/named-by-traveller';

/** @param words names for the closures that the traveller gave, in the reader's language */
export function assess(wishes: Wishes, given: PlannerIndex, words: { closed: string }): Situation {
  const index = withGivenClosures(wishes, given, words.closed);
  const dates = Array.from({ length: dayCount(wishes) }, (_, d) => addDays(wishes.start.date, d));
  const start = requirePlace(index, wishes.start.place);
  const end = requirePlace(index, wishes.end.place);
  const [first = wishes.start.date, last = first] = [dates[0], dates.at(-1)];
  const inForce = new Set(
    index.alerts.filter((alert) => isInForce(alert, instantOf(first, 0), instantOf(last, 1440))).map(({ id }) => id),
  );
  const travel = travelTimes(index, wishes, index.roadAlerts.filter(({ id }) => inForce.has(id))); // prettier-ignore
  const lodgings = findLodgings(index, wishes);
  const nights = dates.slice(0, -1).map((date) => {
    const fixed = wishes.fixedNights.find((night) => night.date === date);
    return fixed ? [fixedLodging(index, lodgings, fixed.place)] : lodgings;
  });
  const cap = ridingCap(wishes);
  const way = { wishes, index, travel, start, end, riding: cap * dates.length };
  return {
    wishes,
    index,
    dates,
    start,
    end,
    travel,
    candidates: favourTheWay(findCandidates(index, wishes, dates), way),
    nights,
    days: dates.map((date, d) => hoursOfDay(wishes, date, d, dates.length)),
    cap,
  };
}

function withGivenClosures(wishes: Wishes, index: PlannerIndex, name: string): PlannerIndex {
  if (wishes.closedRoads.length + wishes.suspended.length === 0) return index;
  const span = { from: `${wishes.start.date}T00:00:00+07:00`, until: `${addDays(wishes.end.date, 1)}T00:00:00+07:00` };
  const base = { name, level: 'warning', cause: 'other', issuedBy: '', ...span } as const;
  const roads: PlannerAlert[] = wishes.closedRoads.map((road, i) => ({ ...base, id: `${closedByTraveller}-road-${i}`, effect: { kind: 'road-closed' }, roads: [road] })); // prettier-ignore
  const places: PlannerAlert[] = wishes.suspended
    .filter((id) => index.places.has(id))
    .map((id, i) => ({ ...base, id: `${closedByTraveller}-place-${i}`, effect: { kind: 'place-closed' }, places: [id] })); // prettier-ignore
  return withAlerts(index, [...index.alerts, ...roads, ...places]);
}

function hoursOfDay(
  wishes: Wishes,
  date: CalendarDate,
  d: number,
  days: number,
): { earliest: Minutes; latest: Minutes } {
  const { start, end, vehicle, party } = wishes;
  const rested = start.time + REST_AFTER[start.arrival];
  const begin = start.arrival === 'night-bus' ? Math.max(rested, FIRST_RIDE) : rested;
  // Who is at the start place before seven without a night bus has slept there; nobody rides earlier.
  let earliest = d === 0 ? Math.max(begin, FIRST_RIDE) : FIRST_RIDE;
  const sunset = findDaylight({ lat: 23.1, lng: 105.3 }, date)?.sunset ?? 18 * 60;
  let latest = vehicle === 'bus' ? busUntil : sunset - reserve - spare;
  if (party.mobility === 'limited') latest = Math.min(latest, earlyEvening - spare);
  else if (party.children.length > 0 && vehicle !== 'bus') latest = Math.min(latest, withChildrenUntil);
  if (d === days - 1) {
    latest = Math.min(latest, end.by - (end.departure === 'bus' || end.departure === 'boat' ? slackForBus : 0));
    // An early departure: the traveller sleeps at the end and only has to be there.
    if (latest < earliest && d > 0) earliest = Math.max(0, latest);
  }
  // An arrival in the evening leaves time for the way to bed in the same town only.
  return { earliest, latest: Math.max(latest, earliest) };
}

function fixedLodging(index: PlannerIndex, lodgings: readonly Lodging[], id: string): Lodging {
  const known = lodgings.find((lodging) => lodging.id === id);
  if (known) return known;
  const house = index.beds.get(id);
  const place = house?.village ?? id;
  const at = requirePlace(index, place);
  return { id: place, at, houses: house ? [house] : [], score: 0 };
}

function requirePlace(index: PlannerIndex, id: string): Located {
  const at = locate(index, id);
  if (!at) throw new RangeError(`Not in the planner's data: ${id}`);
  return at;
}
