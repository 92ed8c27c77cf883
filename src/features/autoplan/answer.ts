import { bedChoices, explainUnmet, whyStop } from '#src/domain/autoplan/explain.ts';
import type { Alternative } from '#src/domain/autoplan/alternatives.ts';
import type { Unmet } from '#src/domain/autoplan/explain.ts';
import { recallPlan } from '#src/domain/autoplan/improve.ts';
import { USUAL_ITERATIONS, otherWays, planTrip } from '#src/domain/autoplan/plan-trip.ts';
import type { Answer, PlanOptions } from '#src/domain/autoplan/plan-trip.ts';
import type { Candidature } from '#src/domain/autoplan/search-plan.ts';
import type { Situation } from '#src/domain/autoplan/situation.ts';
import { parseWishes } from '#src/domain/autoplan/wishes.ts';
import type { WishProblem } from '#src/domain/autoplan/wishes.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { locate } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { checkTrip } from '#src/domain/plan-check/check-trip.ts';
import { legsOf, scheduleTrip } from '#src/domain/trip/schedule.ts';
import type { ScheduledDay } from '#src/domain/trip/schedule.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { formatClock } from '#src/i18n/formats.ts';
import { createTeller } from './tell.ts';
import type { Say, Teller } from './tell.ts';

export type ToldStop = { id: string; name: string; arrive: string; leave: string; why: string };
export type ToldLeg = { from: string; to: string; km: number; minutes: number; depart: string; arrive: string };
export type ToldDay = {
  date: string;
  stops: ToldStop[];
  legs: ToldLeg[];
  km: number;
  ridingMinutes: number;
  /** Entry id of the house, or of the place where no house is known; null on the last day. */
  bed: string | null;
  bedName?: string;
  bedOptions: string[];
};
export type ToldAlternative = {
  kind: string;
  reason: string;
  start?: string;
  end?: string;
  endPlace?: string;
  must?: string[];
  days?: ToldDay[];
  unmet?: string[];
};
export type ToldFinding = {
  rule: string;
  severity: string;
  text: string;
  day?: number;
  date?: string;
  fixes?: string[];
};

/** The answer to a scenario, in sentences of its language; times are local clock times. */
export type ToldAnswer = {
  id?: string;
  days: ToldDay[];
  unmet: { wish: string; reason: string; nextDate?: string }[];
  alternatives: ToldAlternative[];
  findings: ToldFinding[];
  problems: { field: string; message: string; fatal: boolean }[];
};

export type AnswerContext = {
  index: PlannerIndex;
  say: Say;
  locale: Locale;
  today: string;
  options?: Partial<
    Pick<PlanOptions, 'iterations' | 'time' | 'now' | 'stop' | 'seed' | 'alternatives' | 'lookTime'>
  > & {
    progress?: (best: Trip) => void;
  };
};

/** Alternatives with the trips behind them, in their order; undefined for a mere remark. */
export type Beside = { alternatives: ToldAlternative[]; others: (Trip | undefined)[] };
/** `beside`: what `alternatives: false` put off; every step is one look, and nothing is searched before it is asked for. */
export type Answered = { told: ToldAnswer; trip?: Trip; others: Beside['others']; beside: Iterable<Beside> };

/** Reads a scenario, plans it and puts it into words. Faults come back as problems that name their field. */
export function answerScenario(scenario: unknown, context: AnswerContext): Answered {
  const { index, say, locale, today, options = {} } = context;
  const teller = createTeller(say, locale);
  const { wishes, problems } = parseWishes(scenario, index, today);
  const told = problems.map((problem) => tellProblem(problem, teller));
  if (!wishes)
    return { told: { days: [], unmet: [], alternatives: [], findings: [], problems: told }, others: [], beside: [] };
  const { progress, ...limits } = options;
  const planOptions: PlanOptions = {
    context: { today },
    words: { closed: say('autoplan:closedByTraveller') },
    ...(limits.time === undefined && { iterations: USUAL_ITERATIONS }),
    ...limits,
    ...(progress && { progress: (plan) => progress(plan.trip) }),
  };
  const answer = planTrip(wishes, index, planOptions);
  return {
    told: { ...tellAnswer(answer, teller), problems: told },
    ...(answer.feasible && { trip: answer.plan.trip }),
    others: answer.alternatives.map(({ plan }) => plan?.trip),
    beside: limits.alternatives === false ? lookBeside(answer, index, planOptions, teller) : [],
  };
}

function* lookBeside(answer: Answer, index: PlannerIndex, options: PlanOptions, teller: Teller): Generator<Beside> {
  for (const found of otherWays(answer, index, options))
    yield {
      alternatives: found.map((one) => tellAlternative(one, teller)),
      others: found.map(({ plan }) => plan?.trip),
    };
}

/** A trip that was stopped, improved or chosen among others, in sentences; `scenario` is what was asked for at first. */
export function tellTrip(
  trip: Trip,
  { index, say, locale, today }: Omit<AnswerContext, 'options'>,
  scenario?: unknown,
): ToldAnswer {
  // prettier-ignore
  const teller = createTeller(say, locale);
  const recalled = recallPlan(trip, index, { today }, parseWishes(scenario, index).wishes);
  const days = scheduleTrip(trip, index);
  const number = new Map(days.map(({ day, index: d }) => [day.id, d + 1]));
  const missed = recalled ? explainUnmet(recalled.situation, recalled.plan) : [];
  return {
    days: recalled ? tellDays(recalled.situation, recalled.plan, teller) : [],
    unmet: missed.map((one) => tellUnmet(one, teller)),
    alternatives: [],
    findings: checkTrip(trip, index, { today }).map(({ rule, severity, day, ...finding }) => ({
      rule,
      severity,
      text: teller.finding({ rule, severity, ...finding }),
      ...(day !== undefined && { day: number.get(day) ?? 1 }),
    })),
    problems: [],
  };
}

function tellUnmet({ wish, reason, nextDate }: Unmet, teller: Teller): ToldAnswer['unmet'][number] {
  const next = nextDate === undefined ? [] : [teller.message({ key: 'unmet.next', values: { nextDate } })];
  return { wish, reason: [teller.message(reason), ...next].join(' '), ...(nextDate !== undefined && { nextDate }) };
}

function tellLegs(day: ScheduledDay): ToldLeg[] {
  const idOf = (at: { place?: { id: string }; name: string }): string => at.place?.id ?? at.name;
  return legsOf(day).map(({ from, to, ride, depart, arrive }) => ({
    from: idOf(from),
    to: idOf(to),
    km: ride.km,
    minutes: ride.minutes,
    depart: formatClock(depart),
    arrive: formatClock(arrive),
  }));
}

function tellProblem({ field, key, values, fatal }: WishProblem, teller: Teller): ToldAnswer['problems'][number] {
  return { field, message: teller.message({ key, values: { ...values, field } }), fatal };
}

function tellAnswer(answer: Answer, teller: Teller): Omit<ToldAnswer, 'problems'> {
  const { situation, plan, feasible } = answer;
  const dateOf = new Map(plan.days.map(({ day, date, index }) => [day.id, { date, index }]));
  return {
    days: feasible ? tellDays(situation, plan, teller) : [],
    unmet: answer.unmet.map((one) => tellUnmet(one, teller)),
    alternatives: answer.alternatives.map((one) => tellAlternative(one, teller)),
    findings: [
      ...answer.findings.map((finding): ToldFinding => {
        const where = finding.day === undefined ? undefined : dateOf.get(finding.day);
        const { date } = finding.values;
        const day = where?.date ?? (typeof date === 'string' ? date : undefined);
        return {
          rule: finding.rule,
          severity: finding.severity,
          text: teller.finding(finding),
          ...(where && { day: where.index + 1 }),
          ...(day !== undefined && { date: day }),
          ...(finding.fixes.length > 0 && { fixes: finding.fixes.map((fix) => teller.fix(fix)) }),
        };
      }),
      ...answer.notes.map(({ key, values }): ToldFinding => {
        const { date, day } = values;
        return {
          rule: key.replace('note.', ''),
          severity: 'notice',
          text: teller.message({ key, values }),
          ...(typeof day === 'number' && { day }),
          ...(typeof date === 'string' && { date }),
        };
      }),
    ],
  };
} // prettier-ignore

function tellAlternative({ kind, reason, wishes, situation, plan }: Alternative, teller: Teller): ToldAlternative {
  return {
    kind,
    reason: teller.message(reason),
    ...(wishes && { start: wishes.start.date, end: wishes.end.date, endPlace: wishes.end.place, must: wishes.must }),
    ...(plan && situation && { days: tellDays(situation, plan, teller), unmet: plan.unmet }),
  };
}

function tellDays(situation: Situation, plan: Candidature, teller: Teller): ToldDay[] {
  const { index, wishes } = situation;
  return plan.days.map((day, d): ToldDay => {
    const stops = day.stops.map((visit): ToldStop => ({
      id: typeof visit.stop.at === 'string' ? visit.stop.at : visit.stop.at.name,
      name: visit.at?.name ?? '',
      arrive: formatClock(visit.arrive),
      leave: formatClock(visit.leave),
      why: teller.message(whyStop(situation, day, visit, plan.chosen.get(visit.stop.id))),
    }));
    const first = day.stops[0];
    // The rest after a night bus is a block of the day like any other.
    if (d === 0 && wishes.start.arrival === 'night-bus' && day.arrives !== undefined && day.arrives < day.start && first) {
      stops.unshift({
        id: wishes.start.place,
        name: situation.start.name,
        arrive: formatClock(day.arrives),
        leave: formatClock(day.start),
        why: teller.message({ key: 'why.rest', values: { limitTime: day.start } }),
      });
    }
    const bed = typeof day.day.bed?.at === 'string' ? day.day.bed.at : undefined;
    return {
      date: day.date ?? '',
      stops,
      legs: tellLegs(day),
      km: day.km,
      ridingMinutes: day.ridingMinutes,
      bed: bed ?? null,
      ...(bed !== undefined && { bedName: locate(index, bed)?.name ?? bed }),
      bedOptions: bed === undefined ? [] : bedChoices(situation, plan, d),
    };
  });
} // prettier-ignore
