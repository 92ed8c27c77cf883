import { checkTrip } from '../plan-check/check-trip.ts';
import type { Finding } from '../plan-check/finding.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import { findAlternatives, freeOfNights } from './alternatives.ts';
import type { Alternative, Look } from './alternatives.ts';
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
  /** False: the plan alone; `otherWays` looks for what is beside it. */
  alternatives?: boolean;
  /** For all looks at alternatives together, in the unit of `now`: the one that runs then ends with what it has, the rest are left out. */
  lookTime?: number;
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
  const unlicensed = asked.vehicle === 'motorbike' && mayNotSteer(asked);
  const wishes: Wishes = unlicensed ? { ...asked, vehicle: 'easy-rider' } : asked;
  const situation = assess(wishes, index, options.words);
  const plan = searchPlan(situation, options);
  const feasible = plan.errors === 0;
  const freed = freeOfNights(situation, plan, lookOf(index, options));
  const unmet = feasible ? explainUnmet(situation, plan) : nothingWorks(situation, freed.length > 0);
  const notes = feasible ? noteworthy(situation, plan) : [];
  if (unlicensed) notes.unshift({ key: asked.licence.status === 'none' ? 'note.no-licence' : 'note.wrong-licence', values: { vehicle: 'easy-rider' } }); // prettier-ignore
  const findings = feasible ? checkTrip(plan.trip, situation.index, options.context) : [];
  const answer: Answer = { situation, plan, feasible, unmet, alternatives: freed, notes, findings };
  if (options.alternatives === false) return answer;
  return { ...answer, alternatives: [...freed, ...otherWays(answer, index, options)].flat() };
}

/** What else could be done, look by look: every list is what one look found, and may be empty. */
export function* otherWays(answer: Answer, index: PlannerIndex, options: PlanOptions): Generator<Alternative[]> {
  const { situation, plan, feasible, unmet } = answer;
  const { now, lookTime = Infinity } = options;
  const until = (now?.() ?? 0) + lookTime;
  const over = (): boolean => (options.stop?.() ?? false) || (now?.() ?? 0) >= until;
  if (over()) return;
  for (const found of findAlternatives(situation, plan, feasible ? unmet : [], lookOf(index, { ...options, stop: over }))) {
    yield found;
    if (over()) return;
  }
} // prettier-ignore

function lookOf(base: PlannerIndex, { words, ...given }: PlanOptions): Look {
  const { context, seed, iterations, now, time, stop } = given;
  const options: SearchOptions = {
    context,
    ...(seed !== undefined && { seed }),
    ...(iterations !== undefined && { iterations: Math.round(iterations * lookShare) }),
    ...(now && { now }),
    ...(time !== undefined && { time: time * lookShare }),
    ...(stop && { stop }),
  };
  return { base, words, options };
}

/** No licence, or one that does not hold in Vietnam or for that engine: the plan check calls riding with it an error. */
function mayNotSteer({ licence, engine }: Pick<Wishes, 'licence' | 'engine'>): boolean {
  if (engine === 'up-to-50') return false;
  const { status, paper, class: rank } = licence;
  return status === 'none' || (status === 'valid' && (paper === 'idp-1949' || paper === 'home-only' || (rank === 'a1' && engine === 'over-125'))); // prettier-ignore
}

/** Which wish to give up first: the end, when no road leads there; the beds that are fixed, when they lie wrong; else the hour. */
function nothingWorks(situation: Situation, freed: boolean): Unmet[] {
  const { wishes, travel, start, end, days, nights } = situation;
  const minutes = travel.whole(start, end);
  const values = { place: end.name, minutes: Math.min(minutes, 9999), limitTime: wishes.end.by };
  const open = days.reduce((sum, { earliest, latest }) => sum + latest - earliest, 0);
  const blamed = ((): Unmet => {
    if (minutes >= 9999) return { wish: 'end.place', reason: { key: 'unmet.no-way-to-end', values } };
    if (freed) return { wish: 'fixedNights', reason: { key: 'unmet.fixed-nights', values: { number: wishes.fixedNights.length } } }; // prettier-ignore
    if (nights.some((list) => list.length === 0))
      return { wish: 'bedNeeds', reason: { key: 'unmet.no-bed', values: {} } };
    // The hours are long enough, but no bed lies so that every day can be ridden.
    if (minutes <= open) return { wish: 'end.by', reason: { key: 'unmet.days-too-hard', values } };
    return { wish: 'end.by', reason: { key: 'unmet.end-too-soon', values } };
  })();
  const rest = [...wishes.must, ...wishes.wish].filter((wish) => wish !== wishes.end.place);
  return [blamed, ...rest.map((wish): Unmet => ({ wish, reason: { key: 'unmet.no-plan', values: {} } }))];
}
