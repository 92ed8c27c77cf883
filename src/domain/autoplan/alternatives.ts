import { addDays, daysFromTo } from '../calendar/calendar-date.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import { hoursOf } from '../trip/schedule.ts';
import { isMarket } from './candidates.ts';
import type { Unmet } from './explain.ts';
import { searchPlan } from './search-plan.ts';
import type { Candidature, SearchOptions } from './search-plan.ts';
import { assess } from './situation.ts';
import type { Situation } from './situation.ts';
import { MOST_DAYS, nameOfEntry } from './wishes.ts';
import type { Message, Wishes } from './wishes.ts';

/** Something else to do, with the plan it leads to where it is a plan. */
export type Alternative = {
  kind: 'day-more' | 'other-dates' | 'other-end' | 'without-nights' | 'markets' | 'instead';
  reason: Message;
  wishes?: Wishes;
  situation?: Situation;
  plan?: Candidature;
};

/** More days than these on top are another trip. */
const mostExtraDays = 3;

/** Where to look: `base` without the closures that the traveller named, `options` for each of the short searches. */
export type Look = { base: PlannerIndex; words: { closed: string }; options: SearchOptions };

/**
 * Looks at other plans by short searches, one look at a time, so that whoever waits for something else can come in
 * between. At most three plans and a few remarks are worth reading.
 */
export function* findAlternatives(situation: Situation, plan: Candidature, unmet: readonly Unmet[], look: Look): Generator<Alternative[]> {
  const { wishes } = situation;
  const { base } = look;
  const plans = plansOf(look);
  yield shiftFor(situation, plan, unmet, plans);
  yield moreDays(situation, plan, plans);
  yield otherEnd(situation, plan, plans);
  const wantsMarket = [...wishes.must, ...wishes.wish].some((one) => one.startsWith('market:') || isMarket(base.events.get(one)?.kind));
  if (wantsMarket) yield otherMarkets(situation, plan);
  if (wantsMarket && plan.errors === 0) yield costOfMarkets(situation, plan, plans);
} // prettier-ignore

/** Whether it is the fixed nights that leave nothing that works: then the plan without them. */
export function freeOfNights({ wishes }: Situation, plan: Candidature, look: Look): Alternative[] {
  if (plan.errors === 0 || wishes.fixedNights.length === 0) return [];
  const wanted = { ...wishes, fixedNights: [] };
  const free = plansOf(look)(wanted);
  if (free.plan.errors > 0) return [];
  return [{ kind: 'without-nights', reason: { key: 'alternative.without-nights', values: { number: wishes.fixedNights.length } }, wishes: wanted, ...free }]; // prettier-ignore
}

const plansOf =
  ({ base, words, options }: Look): Plans =>
  (wanted, insist = []) => {
    const other = assess(wanted, base, words);
    return { situation: other, plan: searchPlan(other, { ...options, insist }) };
  };

/** What the other plan meets and this one does not; undefined when it has errors or loses something that was had. */
function gainOf(situation: Situation, plan: Candidature, other: Candidature): string[] | undefined {
  const { must, wish } = situation.wishes;
  const lost = [...must, ...wish].some((one) => plan.met.includes(one) && other.unmet.includes(one));
  if (other.errors > 0 || (lost && plan.errors === 0)) return undefined;
  return [...must, ...wish].filter((one) => !plan.met.includes(one) && other.met.includes(one));
}

/** One day more, or as few more as it takes to meet a must-see that is only out of reach. */
function moreDays(situation: Situation, plan: Candidature, plans: Plans): Alternative[] {
  const { wishes, dates, index } = situation;
  const missing = wishes.must.filter((one) => plan.unmet.includes(one) && situation.candidates.some(({ must }) => must === one)); // prettier-ignore
  let first: Alternative | undefined;
  for (let extra = 1; extra <= mostExtraDays && dates.length + extra <= MOST_DAYS; extra++) {
    const wanted = { ...wishes, end: { ...wishes.end, date: addDays(wishes.end.date, extra) } };
    let more = plans(wanted);
    // A short search may drop what the long one had: then it is told to keep it.
    if (gainOf(situation, plan, more.plan) === undefined) more = plans(wanted, plan.met.filter((one) => wishes.must.includes(one))); // prettier-ignore
    const gained = gainOf(situation, plan, more.plan);
    if (!gained) continue;
    const names = gained.length > 0 ? gained.map((id) => nameOfEntry(index, id)) : newSights(plan, more.plan).slice(0, 4); // prettier-ignore
    if (names.length === 0 && plan.errors === 0) continue;
    const key = gained.length > 0 ? 'alternative.day-more-meets' : names.length > 0 ? 'alternative.day-more' : 'alternative.day-more-works'; // prettier-ignore
    const one: Alternative = { kind: 'day-more', reason: { key, values: { date: wanted.end.date, number: dates.length + extra, place: names.join(' · ') } }, wishes: wanted, ...more }; // prettier-ignore
    first ??= one;
    if (missing.length === 0 || missing.some((id) => gained.includes(id))) return [one];
    if (plan.errors === 0 && extra === 1) continue;
  }
  return first ? [first] : [];
}

/** Where the way home leaves a must-see out: the nearest town beside it from which buses go. */
function otherEnd(situation: Situation, plan: Candidature, plans: Plans): Alternative[] {
  const { wishes, index, travel, candidates } = situation;
  const missed = candidates.find(({ must }) => must !== undefined && (plan.errors > 0 || plan.unmet.includes(must)));
  if (!missed) return [];
  const towns = [...index.places.values()]
    .filter(({ id, services, area }) => services?.includes('bus') && area !== 'outside' && id !== wishes.end.place)
    .flatMap(({ id }) => locate(index, id) ?? [])
    .map((at) => ({ at, minutes: travel.bare(missed.at, at) }))
    .sort((a, b) => a.minutes - b.minutes);
  for (const { at } of towns.slice(0, 2)) {
    const wanted = { ...wishes, end: { ...wishes.end, place: at.place?.id ?? wishes.end.place } };
    const other = plans(wanted);
    const gained = gainOf(situation, plan, other.plan)?.filter((one) => wishes.must.includes(one)) ?? [];
    if (gained.length === 0) continue;
    const values = { place: at.name, other: gained.map((id) => nameOfEntry(index, id)).join(' · ') };
    return [{ kind: 'other-end', reason: { key: 'alternative.other-end', values }, wishes: wanted, ...other }];
  }
  return [];
}

type Plans = (wanted: Wishes, insist?: string[]) => { situation: Situation; plan: Candidature };

/** The same days on other dates, so that an event which cannot be reached falls on a day that suits it. */
function shiftFor(situation: Situation, plan: Candidature, unmet: readonly Unmet[], plans: Plans): Alternative[] {
  const { wishes, dates } = situation;
  // A must-see before what would only be nice.
  const [missed] = unmet.filter(({ nextDate }) => nextDate !== undefined).sort((a, b) => rank(wishes, a.wish) - rank(wishes, b.wish)); // prettier-ignore
  const nextDate = missed?.nextDate;
  if (!missed || nextDate === undefined) return [];
  // The event in the middle of the trip first: there and back both have their days.
  const middle = (dates.length - 1) / 2;
  const order = dates.map((_, d) => d).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b);
  for (const d of order.slice(0, 2)) {
    const date = addDays(nextDate, -d);
    const by = daysFromTo(wishes.start.date, date);
    const wanted: Wishes = {
      ...wishes,
      start: { ...wishes.start, date },
      end: { ...wishes.end, date: addDays(wishes.end.date, by) },
      fixedNights: wishes.fixedNights.map((night) => ({ ...night, date: addDays(night.date, by) })),
    };
    const other = plans(wanted);
    if (!gainOf(situation, plan, other.plan)?.includes(missed.wish)) {
      // The other day may lack what these have: better than nothing only for a must-see.
      if (other.plan.errors > 0 || other.plan.unmet.includes(missed.wish) || !wishes.must.includes(missed.wish))
        continue;
    }
    const values = { date, nextDate, place: nameOfEntry(situation.index, missed.wish) };
    return [{ kind: 'other-dates', reason: { key: 'alternative.other-dates', values }, wishes: wanted, ...other }];
  }
  return [];
}

const rank = (wishes: Wishes, wish: string): number => (wishes.must.includes(wish) ? 0 : 1);

function newSights(before: Candidature, after: Candidature): string[] {
  const ids = (plan: Candidature): Set<string | undefined> => new Set(plan.days.flatMap(({ stops }) => stops.map(({ at }) => at?.event?.id ?? at?.place?.id))); // prettier-ignore
  const known = ids(before);
  const fresh = after.days.flatMap(({ stops }) => stops.flatMap(({ at }) => (at?.place && !known.has(at.event?.id ?? at.place.id) ? [at] : [])));
  const weight = (at: (typeof fresh)[number]): number => at.event?.weight ?? at.place?.weight ?? 0;
  return [...new Set(fresh.sort((a, b) => weight(b) - weight(a)).map(({ name }) => name))];
} // prettier-ignore

/** A market this near to the day's places is "near your route". */
const nearRoute = 60;
/** Time that a market should still be alive when one gets there. */
const worthStopping = 30;

/** What trades on the days of the trip and can be had before it thins out, where a market was asked for. */
function otherMarkets(situation: Situation, plan: Candidature): Alternative[] {
  const { index, travel, days } = situation;
  const seen = new Set(plan.days.flatMap(({ stops }) => stops.map(({ at }) => at?.event?.id)));
  return plan.days.flatMap((day): Alternative[] => {
    const { date, from } = day;
    if (date === undefined || !from) return [];
    const around = [from, ...day.stops.flatMap(({ at }) => at ?? []), ...(day.to ? [day.to] : [])];
    const begins = Math.max(days[day.index]?.earliest ?? day.start, 0);
    const names = [...index.events.values()]
      .filter((event) => {
        const at = isMarket(event.kind) && event.confidence !== 'low' ? locate(index, event.id) : undefined;
        const closes = at && (event.thinsOut ?? hoursOf(at, date)?.at(-1)?.to ?? 720);
        if (!at || closes === undefined || (hoursOf(at, date)?.length ?? 0) === 0) return false;
        return around.some((one) => travel.bare(one, at) <= nearRoute) && begins + travel.whole(from, at) <= closes - worthStopping; // prettier-ignore
      })
      .sort((a, b) => b.weight - a.weight);
    // A day whose only market is in the plan already needs no remark.
    if (names.length === 0 || names.every(({ id }) => seen.has(id))) return [];
    return [{ kind: 'markets', reason: { key: 'alternative.markets', values: { date, place: names.map(({ name }) => name).join(' · ') } } }]; // prettier-ignore
  });
}

/** What the great markets of the days would cost: the nights and wishes that another plan gives up for them. */
function costOfMarkets(situation: Situation, plan: Candidature, plans: Plans): Alternative[] {
  const { index, dates, wishes, travel } = situation;
  const visited = new Set(plan.days.flatMap(({ stops }) => stops.map(({ at }) => at?.event?.id)));
  const great = [...index.events.values()].filter((event) => {
    const at =
      isMarket(event.kind) && event.weight >= 5 && !visited.has(event.id) ? locate(index, event.id) : undefined;
    return at !== undefined && dates.some((date) => (hoursOf(at, date)?.length ?? 0) > 0);
  });
  return great.slice(0, 2).flatMap((event): Alternative[] => {
    const at = locate(index, event.id);
    const date = at && dates.find((one) => (hoursOf(at, one)?.length ?? 0) > 0);
    if (!at || date === undefined) return [];
    const other = plans({ ...wishes, must: [...wishes.must, event.id] }, [event.id]);
    if (other.plan.errors > 0 || other.plan.unmet.includes(event.id)) return [];
    const lost = wishes.must.filter((id) => plan.met.includes(id) && other.plan.unmet.includes(id));
    // Gone the same way round, one sleeps near the market on its eve, and not where the plan does.
    const eve = plan.days[dates.indexOf(date) - 1]?.to;
    const night = eve?.place && wishes.must.includes(eve.place.id) && travel.bare(eve, at) > nearRoute ? eve.place.id : undefined; // prettier-ignore
    const names = [...new Set([...lost, ...(night === undefined ? [] : [night])])].map((id) => nameOfEntry(index, id));
    const key = lost.length > 0 ? 'alternative.market-costs' : night !== undefined ? 'alternative.market-costs-night' : 'alternative.market-instead'; // prettier-ignore
    const values = { place: event.name, date, other: names.join(' · ') };
    if (night !== undefined && lost.length === 0) return [{ kind: 'instead', reason: { key, values } }];
    return [{ kind: 'instead', reason: { key, values }, wishes: { ...wishes, must: [...wishes.must, event.id] }, ...other }]; // prettier-ignore
  });
}
