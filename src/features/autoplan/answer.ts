import { bedChoices, whyStop } from '#src/domain/autoplan/explain.ts';
import { USUAL_ITERATIONS, planTrip } from '#src/domain/autoplan/plan-trip.ts';
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
  options?: Partial<Pick<PlanOptions, 'iterations' | 'time' | 'now' | 'stop' | 'seed' | 'alternatives'>> & {
    progress?: (best: Trip) => void;
  };
};

export type Answered = { told: ToldAnswer; trip?: Trip };

/** Reads a scenario, plans it and puts it into words. Faults come back as problems that name their field. */
export function answerScenario(scenario: unknown, context: AnswerContext): Answered {
  const { index, say, locale, today, options = {} } = context;
  const teller = createTeller(say, locale);
  const { wishes, problems } = parseWishes(scenario, index, today);
  const told = problems.map((problem) => tellProblem(problem, teller));
  if (!wishes) return { told: { days: [], unmet: [], alternatives: [], findings: [], problems: told } };
  const { progress, ...limits } = options;
  const answer = planTrip(wishes, index, {
    context: { today },
    words: { closed: say('autoplan:closedByTraveller') },
    ...(limits.time === undefined && { iterations: USUAL_ITERATIONS }),
    ...limits,
    ...(progress && { progress: (plan) => progress(plan.trip) }),
  });
  return {
    told: { ...tellAnswer(answer, teller), problems: told },
    ...(answer.feasible && { trip: answer.plan.trip }),
  };
}

/** A trip that was changed after planning, in sentences; reasons and choices of beds belong to the planning alone. */
export function tellTrip(trip: Trip, { index, say, locale, today }: Omit<AnswerContext, 'options'>): ToldAnswer {
  const teller = createTeller(say, locale);
  const days = scheduleTrip(trip, index);
  const number = new Map(days.map(({ day, index: d }) => [day.id, d + 1]));
  return {
    days: days.map((day): ToldDay => {
      const bed = typeof day.day.bed?.at === 'string' ? day.day.bed.at : undefined;
      return {
        date: day.date ?? '',
        stops: day.stops.map(({ stop, at, arrive, leave }) => ({
          id: typeof stop.at === 'string' ? stop.at : stop.at.name,
          name: at?.name ?? '',
          arrive: formatClock(arrive),
          leave: formatClock(leave),
          why: '',
        })),
        legs: tellLegs(day),
        km: day.km,
        ridingMinutes: day.ridingMinutes,
        bed: bed ?? null,
        ...(bed !== undefined && { bedName: locate(index, bed)?.name ?? bed }),
        bedOptions: [],
      };
    }),
    unmet: [],
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
    unmet: answer.unmet.map(({ wish, reason, nextDate }) => ({
      wish,
      reason: [teller.message(reason), ...(nextDate === undefined ? [] : [teller.message({ key: 'unmet.next', values: { nextDate } })])].join(' '),
      ...(nextDate !== undefined && { nextDate }),
    })),
    alternatives: answer.alternatives.map((one) => ({
      kind: one.kind,
      reason: teller.message(one.reason),
      ...(one.wishes && { start: one.wishes.start.date, end: one.wishes.end.date }),
      ...(one.plan && one.situation && { days: tellDays(one.situation, one.plan, teller), unmet: one.plan.unmet }),
    })),
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
