import { checkTrip } from '../plan-check/check-trip.ts';
import type { Finding } from '../plan-check/finding.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import { findAlternatives } from './alternatives.ts';
import type { Alternative } from './alternatives.ts';
import { explainUnmet, noteworthy } from './explain.ts';
import type { Unmet } from './explain.ts';
import { searchPlan } from './search-plan.ts';
import type { Candidature, SearchOptions } from './search-plan.ts';
import { assess } from './situation.ts';
import type { Situation } from './situation.ts';
import type { Message, Wishes } from './wishes.ts';

/** A plan with everything there is to say about it; without days when the wishes leave nothing that works. */
export type Answer = {
  situation: Situation;
  plan: Candidature;
  feasible: boolean;
  unmet: Unmet[];
  alternatives: Alternative[];
  notes: Message[];
  findings: Finding[];
};

export type PlanOptions = SearchOptions & {
  /** Names for closures that the traveller gave, in the reader's language. */
  words: { closed: string };
  alternatives?: boolean;
};

/** Work for one search where no clock is given; about half a second on a desk. */
export const USUAL_ITERATIONS = 24_000;
/** A look at an alternative is shorter than the search for the plan. */
const lookShare = 0.15;

/**
 * From wishes to a whole trip with beds, explained. Without a licence nobody is put on a motorbike of their own:
 * the plan is then made for an easy rider and says so.
 */
export function planTrip(asked: Wishes, index: PlannerIndex, options: PlanOptions): Answer {
  const unlicensed = asked.vehicle === 'motorbike' && asked.licence === 'none';
  const wishes: Wishes = unlicensed ? { ...asked, vehicle: 'easy-rider' } : asked;
  const situation = assess(wishes, index, options.words);
  const plan = searchPlan(situation, options);
  const feasible = plan.errors === 0;
  const unmet = feasible ? explainUnmet(situation, plan) : nothingWorks(situation);
  const brief: SearchOptions = {
    context: options.context,
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.iterations !== undefined && { iterations: Math.round(options.iterations * lookShare) }),
    ...(options.now && { now: options.now }),
    ...(options.time !== undefined && { time: options.time * lookShare }),
    ...(options.stop && { stop: options.stop }),
  };
  const stopped = options.stop?.() ?? false;
  const alternatives = options.alternatives === false || stopped ? [] : findAlternatives(situation, plan, unmet, index, options.words, brief); // prettier-ignore
  const notes = feasible ? noteworthy(situation, plan) : [];
  if (unlicensed) notes.unshift({ key: 'note.no-licence', values: { vehicle: 'easy-rider' } });
  const findings = feasible ? checkTrip(plan.trip, situation.index, options.context) : [];
  return { situation, plan, feasible, unmet, alternatives, notes, findings };
}

/** Which wish to give up first: the hours, when not even the way to the end fits them; else what was asked for. */
function nothingWorks(situation: Situation): Unmet[] {
  const { wishes, travel, start, end } = situation;
  const minutes = travel.whole(start, end);
  const values = { place: end.name, minutes: Math.min(minutes, 9999), limitTime: wishes.end.by };
  const reason: Message = { key: minutes >= 9999 ? 'unmet.no-way-to-end' : 'unmet.end-too-soon', values };
  const rest = [...wishes.must, ...wishes.wish].filter((wish) => wish !== wishes.end.place);
  return [
    { wish: 'end.by', reason },
    ...rest.map((wish): Unmet => ({ wish, reason: { key: 'unmet.no-plan', values: {} } })),
  ];
}
