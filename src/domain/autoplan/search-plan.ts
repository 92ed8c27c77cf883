import { viewTrip } from '../plan-check/check-trip.ts';
import type { CheckContext } from '../plan-check/finding.ts';
import { legsOf } from '../trip/schedule.ts';
import type { ScheduledDay } from '../trip/schedule.ts';
import type { Trip } from '../trip/types.ts';
import { answers } from './candidates.ts';
import { draftTrip } from './draft.ts';
import type { Draft } from './draft.ts';
import { countFaults, polish } from './polish.ts';
import { takeBreaks } from './breaks.ts';
import { restBeforeEvening } from './evening.ts';
import { formulate } from './problem.ts';
import type { Demands } from './problem.ts';
import { solve } from './solver/index.ts';
import type { SolverLimits } from './solver/index.ts';
import type { Situation } from './situation.ts';

/** A plan that has been checked: `errors` is 0, or the wishes leave nothing that works. */
export type Candidature = Draft & {
  days: readonly ScheduledDay[];
  errors: number;
  /** Days that no bed in reach makes bearable: too long, or over only after dark. */
  impossibleDays: number;
  warnings: number;
  met: string[];
  unmet: string[];
  score: number;
  strain: readonly number[];
};

export type SearchOptions = {
  context: CheckContext;
  /** Fixed work, for answers that are the same on every machine; otherwise `time` counts. */
  iterations?: number;
  time?: number;
  now?: () => number;
  stop?: () => boolean;
  seed?: number;
  progress?: (plan: Candidature) => void;
  tripId?: string;
  insist?: readonly string[];
  /** What was asked for stays, even where that makes a day too long: the traveller put it there. */
  keepMusts?: boolean;
};

/** A must-see may cost a day 15 % over the comfortable riding: what an experienced rider bears more. */
const strained = 1.15;
/** A night on a bus is no night's sleep. */
const tired = 0.9;

/** Points lost for a kilometre ridden a second time: a loop shows more than the way back. */
const retraced = 0.6;
/**
 * Drivers, buses and the suggested trips go round by the plateau first and home through the valleys: help, fuel and
 * company come that way, and the last day keeps a road in the valley when fog closes the passes.
 */
const usualWay = 60;
const mostVariants = 8;
/**
 * Drawing up and checking a plan takes time beside the search for it, on a slow telephone more than the search: past
 * this share of the time given no further last night is tried.
 */
const patience = 1.1;

/**
 * Looks for the best plan, first within comfortable riding. Where that leaves a must-see out or no way to the
 * end, days are strained a little; after a night on the bus the first day never is. Then the last night is
 * tried in each area and each village asked for: which way round the trip goes hangs on it, and among plans
 * that meet as many wishes the one that retraces fewest kilometres for its sights is chosen.
 */
export function searchPlan(situation: Situation, options: SearchOptions): Candidature {
  const { dates, wishes } = situation;
  const { now, time = Infinity } = options;
  const began = now?.() ?? 0;
  const isLate = (): boolean => (options.stop?.() ?? false) || (now?.() ?? 0) - began > time * patience;
  const even = dates.map((_, d) =>
    d === 0 && wishes.start.arrival === 'night-bus' && wishes.vehicle !== 'bus' ? tired : 1,
  );
  let best = attempt(situation, { strain: even }, 0.25, options);
  let relaxed = false;
  if (missing(situation, best) > 0 || best.errors > 0) {
    const strain = even.map((share) => (share < 1 ? share : strained));
    const harder = attempt(situation, { strain }, 0.2, options);
    const helps = missing(situation, harder) < missing(situation, best) || harder.errors < best.errors || harder.impossibleDays < best.impossibleDays; // prettier-ignore
    if (helps) best = better(situation, best, harder);
    if (best.errors > 0) {
      // No way home at that pace: as far as nobody calls it unsafe.
      const never = (wishes.vehicle === 'car' || wishes.vehicle === 'bus' ? 655 : 475) / situation.cap;
      best = better(situation, best, attempt(situation, { strain: even.map(() => Math.max(1, never)) }, 0.2, options));
    }
  }
  if (best.impossibleDays > 0 && !options.keepMusts) {
    // Rather a sight less than a day that ends in the dark.
    const gentle = attempt(situation, { strain: best.strain, relaxed: true }, 0.2, options);
    const chosen = better(situation, best, gentle);
    relaxed = chosen === gentle;
    best = chosen;
  }
  const variants = lastNights(situation);
  for (const nights of variants) {
    if (isLate()) break;
    const tried = attempt({ ...situation, nights }, { strain: best.strain, relaxed }, 0.55 / variants.length, options);
    best = better(situation, best, tried);
  }
  return best;
}

function missing({ wishes }: Situation, plan: Candidature): number {
  return wishes.must.filter((one) => plan.unmet.includes(one)).length;
}

function better(situation: Situation, a: Candidature, b: Candidature): Candidature {
  const order =
    Math.min(a.errors, 1) - Math.min(b.errors, 1) ||
    a.impossibleDays - b.impossibleDays ||
    missing(situation, a) - missing(situation, b) ||
    a.warnings - b.warnings ||
    a.unmet.length - b.unmet.length ||
    b.score - a.score;
  return order > 0 ? b : a;
}

/** The nights with the last of them in one area, or the first or last in a village that was asked for. */
function lastNights({ nights, wishes, candidates }: Situation): Situation['nights'][] {
  const last = nights.at(-1);
  if (!last || last.length < 2) return [];
  const areas = Map.groupBy(last, ({ at }) => at.area);
  const first = nights[0] ?? [];
  const firstAsked =
    nights.length < 2
      ? []
      : first.filter(({ id }) => wishes.must.includes(id)).map((one) => [[one], ...nights.slice(1)]);
  // Where the sights that were asked for lie is a good first night too: who goes there straight goes no road twice.
  const askedAreas = new Set(candidates.flatMap(({ at, must, wish }) => ((must ?? wish) === undefined || at.area === undefined ? [] : [at.area]))); // prettier-ignore
  const straight = nights.length < 2 ? [] : [...askedAreas].slice(0, 2).flatMap((area) => {
    const there = first.filter(({ at }) => at.area === area);
    return there.length > 0 && there.length < first.length ? [[there, ...nights.slice(1)]] : [];
  }); // prettier-ignore
  const asked = last.filter(({ id, at }) => wishes.must.includes(id) && at.place?.kind !== 'town').map((one) => [one]);
  // Areas with most to see first: few trips end their last night beside nothing.
  const worth = (area: string | undefined): number => candidates.reduce((sum, { at, score }) => sum + (at.area === area ? score : 0), 0); // prettier-ignore
  const likely = [...areas].sort((a, b) => worth(b[0]) - worth(a[0])).map(([, list]) => list);
  return [
    ...firstAsked.slice(0, 3),
    ...straight,
    ...[...asked, ...likely].slice(0, mostVariants).map((list) => [...nights.slice(0, -1), list]),
  ];
}

/** Whether the gorge is crossed from Đồng Văn to Mèo Vạc. */
function goesUsualWay(days: readonly ScheduledDay[]): boolean {
  const passed = days.flatMap((day) => legsOf(day).flatMap(({ ride }) => ride.leg?.via ?? []));
  const gorge = passed.indexOf('ma-pi-leng');
  const before = passed.findIndex((slug) => slug === 'nga-ba-dong-van' || slug === 'dong-van');
  return gorge >= 0 && before >= 0 && before < gorge && passed.indexOf('meo-vac') > gorge;
}

function retracedKm(days: readonly ScheduledDay[]): number {
  const seen = new Set<number>();
  let km = 0;
  for (const day of days) {
    for (const { ride } of legsOf(day)) {
      for (const { edge, km: length } of ride.leg?.pieces ?? []) {
        if (edge === undefined) continue;
        if (seen.has(edge)) km += length;
        seen.add(edge);
      }
    }
  }
  return km;
}

function attempt(situation: Situation, demands: Demands, share: number, options: SearchOptions): Candidature {
  const { strain } = demands;
  const formulated = formulate(situation, { ...demands, insist: options.insist ?? [] });
  const judge = (plan: Parameters<typeof draftTrip>[2]): Candidature =>
    judgeDraft(situation, draftTrip(situation, formulated, plan, options.tripId ?? 'plan'), options.context, strain);
  let told = -Infinity;
  const limits: SolverLimits = {
    seed: options.seed ?? 1,
    ...(options.iterations !== undefined && { iterations: Math.max(1, Math.round(options.iterations * share * 2)) }),
    ...(options.now && { now: options.now }),
    ...(options.time !== undefined && options.now && { time: options.time * share }),
    ...(options.stop && { stop: options.stop }),
    ...(options.progress && {
      progress: ({ elapsed, plan }) => {
        // Checking costs more than searching: the first plan at once, then a few a second.
        if (elapsed - told < 200) return;
        told = elapsed;
        const found = judge(plan());
        if (found.errors === 0) options.progress?.(found);
      },
    }),
  };
  const outcome = solve(formulated.problem, limits);
  if (outcome.kind === 'invalid') throw new RangeError(outcome.faults.join(' '));
  const plan = judge(outcome.plan);
  return {
    ...plan,
    impossibleDays: outcome.plan.impossibleDays.length,
    score: outcome.plan.score - retraced * retracedKm(plan.days) + (goesUsualWay(plan.days) ? usualWay : 0),
  };
}

/** Polishes a draft and says what it meets. */
export function judgeDraft(
  situation: Situation,
  draft: Draft,
  context: CheckContext,
  strain: readonly number[],
): Candidature {
  const { index } = situation;
  const polished = polish(restBeforeEvening(draft.trip, draft.lodgings, index), draft.chosen, index, context);
  const latest = situation.days.map((day) => day.latest);
  const trip = takeBreaks(polished, index, context, latest);
  return { ...draft, trip, ...reckon(situation, trip, context), impossibleDays: 0, score: 0, strain };
}

export function reckon(
  situation: Situation,
  trip: Trip,
  context: CheckContext,
): Pick<Candidature, 'days' | 'errors' | 'warnings' | 'met' | 'unmet'> {
  const { index, wishes } = situation;
  const { days } = viewTrip(trip, index, context);
  const isMet = (wish: string): boolean =>
    days.some(({ stops, date, day }) => {
      const bed = typeof day.bed?.at === 'string' ? (index.beds.get(day.bed.at)?.village ?? day.bed.at) : undefined;
      return bed === wish || stops.some(({ at }) => at && answers(index, wish, at, date === undefined ? [] : [date]));
    });
  const all = [...wishes.must, ...wishes.wish];
  return {
    days,
    ...countFaults(trip, index, context),
    met: all.filter(isMet),
    unmet: all.filter((one) => !isMet(one)),
  };
}
