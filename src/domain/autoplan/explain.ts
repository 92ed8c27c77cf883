import { addDays, weekdayOf } from '../calendar/calendar-date.ts';
import { nextDates } from '../calendar/opening-hours.ts';
import { distanceMeters } from '../geo/position.ts';
import { holidayOn } from '../calendar/holidays.ts';
import { inSeason } from '../plan-check/stops.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { Located } from '../planner-data/planner-index.ts';
import type { PlannerEvent } from '../planner-data/types.ts';
import { findLeg } from '../roads/find-leg.ts';
import type { Leg } from '../roads/leg.ts';
import type { Hazard } from '../roads/network.ts';
import { hoursOf, legsOf } from '../trip/schedule.ts';
import type { ScheduledDay, ScheduledLeg, ScheduledStop } from '../trip/schedule.ts';
import type { CalendarDate, Minutes } from '../trip/types.ts';
import { isSure, nightPrice } from './beds.ts';
import { answers, fieldsOf, findEasyView, isBest, isBlocked, isEvening, isMarket, isTooHard } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import type { Candidature } from './search-plan.ts';
import type { Situation } from './situation.ts';
import { isEntry, isSelector } from './wishes.ts';
import type { Message } from './wishes.ts';
import { NO_WAY, travelTimes } from './travel.ts';

export type Unmet = { wish: string; reason: Message; nextDate?: CalendarDate };

/** Why a stop is in the plan, in one reason: what was asked for first, then what is special about the day. */
export function whyStop(
  situation: Situation,
  day: ScheduledDay,
  visit: ScheduledStop,
  chosen: Candidate | undefined,
): Message {
  const { at } = visit;
  const place = at?.name ?? '';
  const { date } = day;
  if (!at || !chosen) {
    const next = day.stops[visit.index + 1];
    const restsBefore = next?.at && date !== undefined && isEvening(next.at, date);
    return restsBefore ? { key: 'why.before-evening', values: { place, time: next.enter } } : { key: 'why.break', values: { place } }; // prettier-ignore
  }
  const { event } = at;
  const thinsOut = event?.thinsOut ?? visit.hours?.at(-1)?.to;
  if (event && isMarket(event.kind) && date !== undefined) {
    const values = { place, weekday: weekdayOf(date), limitTime: thinsOut ?? 720 };
    return { key: (chosen.must ?? chosen.wish) !== undefined ? 'why.market-asked' : 'why.market', values };
  }
  const season = situation.index.events.get(chosen.must ?? chosen.wish ?? '');
  if (season?.kind === 'season' && event?.id !== season.id) return { key: 'why.season-asked', values: { place: season.name } }; // prettier-ignore
  if (chosen.must !== undefined || chosen.wish !== undefined) return { key: 'why.asked', values: { place } };
  if (event && date !== undefined) return { key: 'why.event', values: { place, date } };
  const { wishes, index } = situation;
  if (wishes.party.mobility === 'limited') {
    const below = wishes.must.find((id) => findEasyView(index, id)?.id === at.place?.id);
    if (below !== undefined)
      return { key: 'why.easy-view', values: { place, other: locate(index, below)?.name ?? '' } };
  }
  if (at.place && wishes.interests.some((one) => at.place?.interests?.includes(one))) return { key: 'why.interest', values: { place } }; // prettier-ignore
  if (date !== undefined && isBest(at, date)) return { key: 'why.season', values: { place, date } };
  if ((at.place?.weight ?? 0) >= 4) return { key: 'why.highlight', values: { place } };
  return { key: 'why.on-the-way', values: { place } };
}

/** Says for each wish that is not in the plan what stands against it, with numbers and the next date where there is one. */
export function explainUnmet(situation: Situation, plan: Candidature): Unmet[] {
  const { index, dates } = situation;
  return plan.unmet.map((wish): Unmet => {
    if (isSelector(wish)) return explainSelector(situation, plan, wish);
    const at = locate(index, wish);
    if (!at || !isEntry(index, wish)) return { wish, reason: { key: 'unmet.unknown', values: { other: wish } } };
    const last = dates.at(-1) ?? situation.wishes.end.date;
    const [nextDate] =
      at.event || at.place?.closed || at.place?.open ? nextDates(hoursFor(at), addDays(last, 1), 1) : [];
    const candidate = situation.candidates.find(({ id }) => id === wish);
    const next = at.event && nextDate !== undefined ? { nextDate } : {};
    if (!at.event && isTooHard(at, situation.wishes) && !situation.wishes.must.includes(wish)) {
      const view = findEasyView(index, wish);
      return { wish, reason: view ? { key: 'unmet.too-hard-view', values: { place: at.name, other: view.name } } : { key: 'unmet.too-hard', values: { place: at.name } } }; // prettier-ignore
    }
    if (candidate) return { wish, reason: whyNot(situation, plan, candidate), ...next };
    const [from, until] = [dates[0] ?? last, last];
    const shut = situation.wishes.suspended.some((id) => id === wish || id === at.place?.id) || dates.every((date) => isBlocked(index.alerts, at, date)); // prettier-ignore
    if (shut) return { wish, reason: { key: 'unmet.suspended', values: { place: at.name } }, ...next };
    return { wish, reason: { key: at.event ? 'unmet.not-on-dates' : 'unmet.closed', values: { place: at.name, date: from, untilDate: until } }, ...next }; // prettier-ignore
  });
}

/** A kind of thing that was asked for: the nearest miss among all that would do, and when there is one again. */
function explainSelector(situation: Situation, plan: Candidature, wish: string): Unmet {
  const { index, dates } = situation;
  const [head, tail = ''] = wish.split(':');
  const next = nextForSelector(situation, wish);
  const then = next === undefined ? {} : { nextDate: next };
  const [from, until] = [dates[0] ?? '', dates.at(-1) ?? ''];
  const weekday = head === 'market' && tail !== 'any' ? tail.slice(0, 3).toUpperCase() : undefined;
  if (weekday !== undefined && !dates.some((date) => weekdayOf(date) === weekday)) {
    return { wish, reason: { key: 'unmet.no-weekday', values: { weekday, date: from, untilDate: until } }, ...then };
  }
  const some = situation.candidates.filter(({ at }) => answers(index, wish, at, dates));
  const [first] = some
    .map((one) => whyNot(situation, plan, one))
    .filter((one) => one.key !== 'unmet.crowded')
    .sort((a, b) => Number(a.values['minutes'] ?? 9999) - Number(b.values['minutes'] ?? 9999));
  return { wish, reason: first ?? { key: head === 'market' ? 'unmet.no-market' : 'unmet.no-match', values: { other: wish } }, ...then }; // prettier-ignore
}

/** The first day after the trip on which something in reach answers a selector that hangs on the day. */
function nextForSelector({ index, dates, wishes }: Situation, wish: string): CalendarDate | undefined {
  const last = dates.at(-1) ?? wishes.end.date;
  const [head, tail = ''] = wish.split(':');
  const weekday = head === 'market' && tail !== 'any' ? tail.slice(0, 3).toUpperCase() : undefined;
  const found = [...index.events.values()].flatMap((event): CalendarDate[] => {
    const at = locate(index, event.id);
    const suits = head === 'market' ? isMarket(event.kind) : event.kind === tail;
    if (!at?.place || !suits || event.confidence === 'low' || at.place.area === 'outside') return [];
    const days = nextDates(hoursFor(at), addDays(last, 1), weekday === undefined ? 1 : 7);
    return days.filter((date) => weekday === undefined || weekdayOf(date) === weekday).slice(0, 1);
  });
  return found.sort()[0];
}

function hoursFor(at: Located): Parameters<typeof nextDates>[0] {
  const { open = [], closed = [] } = at.event ?? at.place ?? {};
  return { open: open.length > 0 ? open : [{ rule: 'daily' }], closed };
}

/** What it would take to have this stop as well: the day where least is wanting. */
export function whyNot(situation: Situation, plan: Candidature, candidate: Candidate): Message {
  const { travel, wishes, start, days, cap } = situation;
  const { at, stay, windows } = candidate;
  const place = at.name;
  if (travel.whole(start, at) >= NO_WAY) {
    const open = travelTimes(situation.index, wishes, []).whole(start, at) < NO_WAY;
    return open ? { key: 'unmet.road-closed', values: { place } } : { key: 'unmet.no-road', values: { place, vehicle: wishes.vehicle } }; // prettier-ignore
  }
  const feast = situation.dates.find((date, d) => (windows[d]?.length ?? 0) > 0 && isEvening(at, date));
  if (feast !== undefined) {
    const time = hoursOf(at, feast)?.[0]?.from ?? 0;
    return { key: 'unmet.evening', values: { place, date: feast, time, other: at.place?.name ?? place } };
  }
  let late: { date: CalendarDate; time: Minutes; limitTime: Minutes } | undefined;
  let least: { day: number; minutes: Minutes; riding: Minutes } | undefined;
  for (const day of plan.days) {
    const open = windows[day.index] ?? [];
    const last = open.at(-1)?.to;
    if (last === undefined || !day.from) continue;
    const begins = days[day.index]?.earliest ?? day.start;
    const soonest = begins + travel.whole(day.from, at);
    if (soonest > last && day.date !== undefined) {
      late ??= { date: day.date, time: soonest, limitTime: Math.min(at.event?.thinsOut ?? last + stay, last + stay) };
      continue;
    }
    const points = [day.from, ...day.stops.flatMap((stop) => stop.at ?? []), ...(day.to ? [day.to] : [])];
    const slack = (days[day.index]?.latest ?? day.end) - Math.min(day.end, days[day.index]?.latest ?? day.end);
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1], points[i]];
      if (!a || !b) continue;
      const extra = travel.whole(a, at) + travel.whole(at, b) - travel.whole(a, b) + stay;
      const riding = day.ridingMinutes + travel.bare(a, at) + travel.bare(at, b) - travel.bare(a, b);
      if (!least || extra - slack < least.minutes) least = { day: day.index + 1, minutes: extra - slack, riding };
    }
  }
  if (!least) return late ? { key: 'unmet.arrive-late', values: { place, ...late } } : { key: 'unmet.crowded', values: { place } }; // prettier-ignore
  if (least.minutes > 0) return { key: 'unmet.needs-more', values: { place, day: least.day, minutes: least.minutes } };
  if (least.riding > cap) return { key: 'unmet.riding', values: { place, day: least.day, minutes: least.riding, capMinutes: cap } }; // prettier-ignore
  return { key: 'unmet.crowded', values: { place } };
}

/** What the traveller should know beyond the plan check: true for this plan, with names, dates and numbers. */
export function noteworthy(situation: Situation, plan: Candidature): Message[] {
  const { wishes, index } = situation;
  const notes: Message[] = [];
  if (wishes.start.arrival === 'night-bus') {
    notes.push({ key: 'note.rest', values: { time: wishes.start.time, limitTime: plan.days[0]?.start ?? wishes.start.time } }); // prettier-ignore
  }
  notes.push(...longDays(situation, plan), ...climbs(situation), ...marketsNearby(situation, plan));
  notes.push(...outAndBack(situation, plan), ...wayHome(situation, plan), ...rainRoute(situation, plan));
  notes.push(...seasonsSeen(situation, plan), ...tet(situation), ...bedsOverBudget(situation, plan));
  const busy = plan.days.slice(0, -1).filter(({ day }) => day.bed);
  for (const day of busy) {
    const bed = typeof day.day.bed?.at === 'string' ? day.day.bed.at : '';
    const [other] = bedChoices(situation, plan, day.index);
    if (other !== undefined) notes.push({ key: 'note.second-bed', values: { date: day.date ?? '', place: locate(index, bed)?.name ?? bed, other: locate(index, other)?.name ?? other } }); // prettier-ignore
  }
  const visited = new Set(plan.days.flatMap(({ stops }) => stops.map(({ at }) => at?.place?.id)));
  const leftOut = situation.candidates
    .filter(({ at, must, wish }) => !at.event && at.place?.weight === 5 && at.place.kind !== 'town' && !visited.has(at.place.id) && must === undefined && wish === undefined)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3); // prettier-ignore
  for (const one of leftOut) {
    const why = whyNot(situation, plan, one);
    // What lies a day's ride away was never part of this trip.
    if (why.key === 'unmet.needs-more' && Number(why.values['minutes']) <= nearlyThere) notes.push({ ...why, key: 'note.left-out' }); // prettier-ignore
  }
  return notes;
}

const nearlyThere: Minutes = 240;

/** Where a season that was asked for is seen, as it lies along the road and not at one place. */
function seasonsSeen({ index }: Situation, plan: Candidature): Message[] {
  return plan.met.flatMap((wish): Message[] => {
    const season = index.events.get(wish);
    if (season?.kind !== 'season') return [];
    const fields = fieldsOf(index, wish);
    const seen = plan.days.flatMap((day) => day.stops.flatMap(({ at }) => (at?.place && fields.has(at.place.id) ? [{ name: at.place.name, date: day.date }] : []))); // prettier-ignore
    const [first] = seen;
    if (first?.date === undefined) return [];
    const names = [...new Set(seen.map(({ name }) => name))].join(' · ');
    return [{ key: 'note.season-seen', values: { place: season.name, other: names, date: first.date } }];
  });
}

/** The days on which nobody can be sure that a market is held or a door open. */
function tet({ dates }: Situation): Message[] {
  const days = dates.filter((date) => holidayOn(date) === 'tet');
  const [first, last = first] = [days[0], days.at(-1)];
  return first === undefined || last === undefined
    ? []
    : [{ key: 'note.tet', values: { date: first, untilDate: last } }];
}

/** Nights that cost more than was said, with what the cheapest house that suits asks for. */
function bedsOverBudget(situation: Situation, plan: Candidature): Message[] {
  const { wishes, nights } = situation;
  const { budget } = wishes;
  if (budget === undefined) return [];
  return plan.days.slice(0, -1).flatMap((day): Message[] => {
    const here = nights[day.index]?.find(({ at }) => at.key === day.to?.key);
    const [cheapest] = (here?.houses ?? []).map((bed) => ({ bed, vnd: nightPrice(bed, wishes) })).sort((a, b) => a.vnd - b.vnd); // prettier-ignore
    const date = day.date ?? '';
    if (!cheapest) return [{ key: 'note.price-unknown', values: { date, place: day.to?.name ?? '' } }];
    if (cheapest.vnd <= budget) return [];
    return [{ key: 'note.over-budget', values: { date, place: cheapest.bed.name, low: cheapest.vnd, seen: cheapest.bed.price.seen, high: budget } }]; // prettier-ignore
  });
}

/** Other houses for a night, best first: in the same village, else not far. */
export function bedChoices(situation: Situation, plan: Candidature, night: number): string[] {
  const day = plan.days[night];
  const used = day?.day.bed?.at;
  const here = day?.to;
  if (!here || typeof used !== 'string') return [];
  const near = situation.nights[night]?.length === 1 ? situation.nights[night] : situation.nights.flat();
  const around = [...new Set(near)]
    .map((lodging) => ({ lodging, minutes: situation.travel.bare(here, lodging.at) }))
    .filter(({ minutes }) => minutes <= 60)
    .sort((a, b) => a.minutes - b.minutes)
    .filter(
      ({ minutes }, i, list) =>
        minutes <= 30 || list.slice(0, i).every(({ lodging }) => lodging.houses.every(({ id }) => id === used)),
    ) // prettier-ignore
    .flatMap(({ lodging }) =>
      lodging.houses.length > 0
        ? lodging.houses.map((bed) => ({ id: bed.id, sure: isSure(bed, situation.wishes) }))
        : [{ id: lodging.id, sure: false }],
    )
    .filter(({ id }) => id !== used);
  const sure = around.filter((one) => one.sure);
  // What is not confirmed is only offered where nothing better is near.
  return [...new Set((sure.length > 0 ? sure : around).map(({ id }) => id))].slice(0, 4);
}

/** Long days for who rides; two days for the whole loop are for the practised. */
function longDays({ wishes, cap }: Situation, plan: Candidature): Message[] {
  const long = plan.days.filter(({ ridingMinutes }) => ridingMinutes > cap);
  const km = Math.round(plan.days.reduce((sum, day) => sum + day.km, 0));
  const notes = long.map((day): Message => ({ key: 'note.strained', values: { day: day.index + 1, minutes: day.ridingMinutes, capMinutes: cap } })); // prettier-ignore
  if (wishes.vehicle === 'motorbike' && km / plan.days.length > 130) notes.push({ key: 'note.experienced', values: { km, number: plan.days.length } }); // prettier-ignore
  return notes;
}

function climbs({ wishes, index }: Situation): Message[] {
  if (wishes.party.mobility !== 'limited') return [];
  return wishes.must.flatMap((id): Message[] => {
    const place = index.places.get(id);
    const view = findEasyView(index, id);
    const steps = place?.access.steps;
    if (!place || steps === undefined) return [];
    const [low, high] = Array.isArray(steps) ? steps : [steps, steps];
    const values = { place: place.name, number: low, cap: high };
    return [view ? { key: 'note.steps-view', values: { ...values, other: view.name } } : { key: 'note.steps', values }];
  });
}

/** Markets that trade on a day of the trip near its bed or road: those still to be had, and those missed by the hour. */
function marketsNearby(situation: Situation, plan: Candidature): Message[] {
  const { index, travel } = situation;
  const seen = new Set(plan.days.flatMap(({ stops }) => stops.map(({ at }) => at?.event?.id)));
  const notes: Message[] = [];
  for (const event of index.events.values()) {
    if (!isMarket(event.kind) || seen.has(event.id) || event.confidence === 'low') continue;
    const at = locate(index, event.id);
    if (!at) continue;
    for (const day of plan.days) {
      if (day.date === undefined || isBlocked(index.alerts, at, day.date)) continue;
      const hours = hoursOf(at, day.date);
      if (!hours || hours.length === 0) continue;
      const limitTime = event.thinsOut ?? hours.at(-1)?.to ?? 720;
      const slept = day.index > 0 && day.from && travel.bare(day.from, at) <= 35;
      if (slept && day.from) {
        notes.push({ key: 'note.market-near', values: { place: event.name, date: day.date, other: day.from.name, minutes: travel.bare(day.from, at), limitTime } }); // prettier-ignore
        continue;
      }
      const time = passes(day, event, index);
      if (time !== undefined && time > limitTime - 30) notes.push({ key: 'note.market-missed', values: { place: event.name, date: day.date, time, limitTime } }); // prettier-ignore
    }
  }
  return notes.slice(0, 6);
}

/** When the day's road first comes within 4 km of the market. */
function passes(day: ScheduledDay, event: PlannerEvent, index: Situation['index']): Minutes | undefined {
  const market = index.places.get(event.place);
  if (!market) return undefined;
  for (const leg of legsOf(day)) {
    let ridden = 0;
    const total = leg.ride.leg?.pieces.reduce((sum, { minutes }) => sum + minutes, 0) || 1;
    for (const piece of leg.ride.leg?.pieces ?? []) {
      ridden += piece.minutes;
      const node = piece.to === undefined ? undefined : index.graph.nodes[index.graph.indexOf.get(piece.to) ?? -1];
      if (node && distanceMeters(node, market) < 4000) return Math.round(leg.depart + (ridden / total) * (leg.arrive - leg.depart));
    }
  }
  return undefined;
} // prettier-ignore

/** Sights visited there and back: a half-day trip from where one sleeps, and no part of a round. */
function outAndBack({ travel }: Situation, plan: Candidature): Message[] {
  const edges = (leg: ScheduledLeg | undefined): Map<number, number> =>
    new Map((leg?.ride.leg?.pieces ?? []).flatMap(({ edge, km }) => (edge === undefined ? [] : [[edge, km] as const])));
  return plan.days.flatMap((day) =>
    day.stops.flatMap((visit, i): Message[] => {
      if (!visit.at?.place || visit.at.place.weight < 5 || visit.at.event) return [];
      const out = day.stops[i + 1]?.leg ?? (i === day.stops.length - 1 ? day.home : undefined);
      const [there, back] = [edges(visit.leg), edges(out)];
      const shared = [...there].reduce((sum, [edge, km]) => sum + (back.has(edge) ? km : 0), 0);
      const shorter = Math.min(visit.leg?.ride.km ?? 0, out?.ride.km ?? 0);
      if (shared < 8 || shared < shorter * 0.6 || !out || !visit.leg) return [];
      // One goes there and back from the nearer end.
      const [before, after] = [visit.leg.from, out.to];
      const base = travel.bare(before, visit.at) <= travel.bare(visit.at, after) ? before : after;
      return [
        {
          key: 'note.half-day',
          values: { place: visit.at.name, other: base.place?.name ?? base.name, day: day.index + 1 },
        },
      ];
    }),
  );
}

/** The ride home that does not fit into one day, and where the plan breaks it. */
function wayHome({ wishes, index, travel, end, cap }: Situation, plan: Candidature): Message[] {
  const musts = wishes.must.flatMap((id) => locate(index, id) ?? []);
  const [far] = musts.sort((a, b) => travel.bare(b, end) - travel.bare(a, end));
  const night = plan.days.at(-2)?.to;
  if (!far || !night || plan.days.length < 3) return [];
  const minutes = travel.bare(far, end);
  if (minutes <= cap || minutes >= NO_WAY) return [];
  return [
    {
      key: 'note.way-home',
      values: { place: far.name, other: end.name, minutes, source: night.place?.name ?? night.name },
    },
  ];
}

const worseInRain: readonly Hazard[] = ['mud-in-rain', 'slippery', 'broken-surface', 'potholes'];

/** In the rains: another way for the worst road of the plan, over roads that hold. */
function rainRoute({ index, wishes }: Situation, plan: Candidature): Message[] {
  for (const day of [...plan.days].reverse()) {
    if (day.date === undefined || !inSeason(day.date, '06-01', '09-15')) continue;
    // From sight to sight: a rest on the way does not hold one to that way.
    const sights = day.stops.flatMap(({ at, stop }) => (at && plan.chosen.has(stop.id) ? [at] : []));
    const points = [...(day.from ? [day.from] : []), ...sights, ...(day.to ? [day.to] : [])];
    for (const [i, to] of points.entries()) {
      const from = points[i - 1];
      if (!from || from.key === to.key) continue;
      const { graph } = index;
      const ride = findLeg(graph, from.point, to.point, wishes.vehicle);
      if (ride.kind !== 'leg' || ride.km < 20) continue;
      const bad = ride.pieces.flatMap(({ edge, km }) => {
        const road = edge === undefined ? undefined : graph.edges[edge]?.edge;
        return road && km > 10 && road.hazards.some((one) => worseInRain.includes(one)) ? [{ from: road.from, to: road.to, km }] : []; // prettier-ignore
      });
      const [worst] = bad.sort((a, b) => b.km - a.km);
      if (!worst) continue;
      const other = findLeg(graph, from.point, to.point, wishes.vehicle, { closedEdges: [worst] });
      if (other.kind !== 'leg' || other.minutes > ride.minutes * 2.5 + 60) continue;
      return [{ key: 'note.rain-route', values: { date: day.date, place: from.name, other: to.name, source: townsOn(index, other), km: Math.round(other.km), minutes: other.minutes } }]; // prettier-ignore
    }
  }
  return [];
}

/** The towns and passes by which people name a way. */
function townsOn(index: Situation['index'], leg: Leg): string {
  const places = leg.via.slice(1, -1).flatMap((slug) => index.places.get(`places/${slug}`) ?? []);
  const known = places.filter(({ kind, weight }) => kind === 'town' || (kind === 'market-village' && weight >= 2) || (kind === 'viewpoint' && weight >= 4)); // prettier-ignore
  return known.map(({ name }) => name).join(' – ');
}
