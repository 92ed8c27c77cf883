import { addDays, daysFromTo } from '../calendar/calendar-date.ts';
import { locate } from '../planner-data/planner-index.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import type { CalendarDate } from '../trip/types.ts';
import { hoursOf } from '../trip/schedule.ts';
import { isMarket } from './candidates.ts';
import type { Unmet } from './explain.ts';
import { searchPlan } from './search-plan.ts';
import type { Candidature, SearchOptions } from './search-plan.ts';
import { assess } from './situation.ts';
import type { Situation } from './situation.ts';
import { MOST_DAYS, isSelector, nameOfEntry } from './wishes.ts';
import type { Message, Wishes } from './wishes.ts';

/** Something else to do, with the plan it leads to where it is a plan. */
export type Alternative = {
  kind: 'day-more' | 'other-dates' | 'markets' | 'instead';
  reason: Message;
  wishes?: Wishes;
  situation?: Situation;
  plan?: Candidature;
};

/** Looks at other plans by short searches; `options` bound each. At most two plans and two remarks are worth reading. */
export function findAlternatives(
  situation: Situation,
  plan: Candidature,
  unmet: readonly Unmet[],
  base: PlannerIndex,
  words: { closed: string },
  options: SearchOptions,
): Alternative[] {
  const { wishes } = situation;
  const list: Alternative[] = [];
  const plans = (wanted: Wishes, insist: string[] = []): { situation: Situation; plan: Candidature } => {
    const other = assess(wanted, base, words);
    return { situation: other, plan: searchPlan(other, { ...options, insist }) };
  };

  const shifted = shiftFor(situation, unmet, plans);
  if (shifted) list.push(shifted);

  if (situation.dates.length < MOST_DAYS) {
    const wanted = { ...wishes, end: { ...wishes.end, date: addDays(wishes.end.date, 1) } };
    const more = plans(wanted);
    const gained = plan.unmet.filter((one) => !more.plan.unmet.includes(one) && !isSelector(one));
    const names =
      gained.length > 0 ? gained.map((id) => nameOfEntry(base, id)) : newSights(plan, more.plan).slice(0, 4);
    if (more.plan.errors === 0 && (names.length > 0 || plan.errors > 0)) {
      list.push({ kind: 'day-more', reason: { key: gained.length > 0 ? 'alternative.day-more-meets' : 'alternative.day-more', values: { date: wanted.end.date, number: situation.dates.length + 1, place: names.join(' · ') } }, wishes: wanted, ...more }); // prettier-ignore
    }
  }

  const wantsMarket = [...wishes.must, ...wishes.wish].some((one) => one.startsWith('market:') || isMarket(base.events.get(one)?.kind)); // prettier-ignore
  if (wantsMarket) list.push(...otherMarkets(situation, plan));
  if (wantsMarket && plan.errors === 0) list.push(...costOfMarkets(situation, plan, plans));
  return list;
}

type Plans = (wanted: Wishes, insist?: string[]) => { situation: Situation; plan: Candidature };

/** The same days on other dates, so that an event which cannot be reached falls on a day that suits it. */
function shiftFor(situation: Situation, unmet: readonly Unmet[], plans: Plans): Alternative | undefined {
  const { wishes, dates } = situation;
  const missed = unmet.find(({ nextDate }) => nextDate !== undefined);
  const nextDate = missed?.nextDate;
  if (!missed || nextDate === undefined) return undefined;
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
    if (other.plan.errors > 0 || other.plan.unmet.includes(missed.wish)) continue;
    const values = { date, nextDate, place: nameOfEntry(situation.index, missed.wish) };
    return { kind: 'other-dates', reason: { key: 'alternative.other-dates', values }, wishes: wanted, ...other };
  }
  return undefined;
}

function newSights(before: Candidature, after: Candidature): string[] {
  const ids = (plan: Candidature): Set<string | undefined> => new Set(plan.days.flatMap(({ stops }) => stops.map(({ at }) => at?.event?.id ?? at?.place?.id))); // prettier-ignore
  const known = ids(before);
  const fresh = after.days.flatMap(({ stops }) => stops.flatMap(({ at }) => (at?.place && !known.has(at.event?.id ?? at.place.id) ? [at] : [])));
  const weight = (at: (typeof fresh)[number]): number => at.event?.weight ?? at.place?.weight ?? 0;
  return [...new Set(fresh.sort((a, b) => weight(b) - weight(a)).map(({ name }) => name))];
} // prettier-ignore

/** What trades on the days of the trip, named by day, where a market was asked for. */
function otherMarkets({ index, dates }: Situation, plan: Candidature): Alternative[] {
  const areas = new Set(plan.days.flatMap(({ stops, to }) => [...stops.map(({ at }) => at?.area), to?.area]));
  const trading = (date: CalendarDate): string[] =>
    [...index.events.values()]
      .filter(({ kind, confidence, id }) => {
        const at = isMarket(kind) && confidence !== 'low' ? locate(index, id) : undefined;
        return at?.area !== undefined && areas.has(at.area) && (hoursOf(at, date)?.length ?? 0) > 0;
      })
      .sort((a, b) => b.weight - a.weight)
      .map(({ name }) => name);
  return dates.flatMap((date): Alternative[] => {
    const names = trading(date);
    return names.length > 0 ? [{ kind: 'markets', reason: { key: 'alternative.markets', values: { date, place: names.join(' · ') } } }] : []; // prettier-ignore
  });
}

/** What the great markets of the days would cost: the nights and wishes that another plan gives up for them. */
function costOfMarkets(situation: Situation, plan: Candidature, plans: Plans): Alternative[] {
  const { index, dates, wishes } = situation;
  const visited = new Set(plan.days.flatMap(({ stops }) => stops.map(({ at }) => at?.event?.id)));
  const great = [...index.events.values()].filter((event) => {
    const at =
      isMarket(event.kind) && event.weight >= 5 && !visited.has(event.id) ? locate(index, event.id) : undefined;
    return at !== undefined && dates.some((date) => (hoursOf(at, date)?.length ?? 0) > 0);
  });
  const sleeps = (one: Candidature): Set<string> => new Set(one.days.flatMap(({ to }) => to?.place?.id ?? []));
  return great.slice(0, 2).flatMap((event): Alternative[] => {
    const at = locate(index, event.id);
    const date = at && dates.find((one) => (hoursOf(at, one)?.length ?? 0) > 0);
    if (date === undefined) return [];
    const other = plans({ ...wishes, must: [...wishes.must, event.id] }, [event.id]);
    if (other.plan.errors > 0 || other.plan.unmet.includes(event.id)) return [];
    const before = sleeps(plan);
    const after = sleeps(other.plan);
    const nights = wishes.must.filter((id) => before.has(id) && !after.has(id));
    const lost = wishes.must.filter((id) => other.plan.unmet.includes(id));
    const names = [...new Set([...lost, ...nights])].map((id) => nameOfEntry(index, id));
    const key = lost.length > 0 ? 'alternative.market-costs' : names.length > 0 ? 'alternative.market-costs-night' : 'alternative.market-instead'; // prettier-ignore
    return [{ kind: 'instead', reason: { key, values: { place: event.name, date, other: names.join(' · ') } } }];
  });
}
