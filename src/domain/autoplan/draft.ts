import { FIRST_RIDE } from '../trip/schedule.ts';
import { newTrip } from '../trip/new-trip.ts';
import type { Day, Stop, Trip } from '../trip/types.ts';
import { bedAt } from './beds.ts';
import type { Lodging } from './beds.ts';
import { isEvening } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import type { Formulated, PlanNode } from './problem.ts';
import type { SolverPlan } from './solver/index.ts';
import type { Situation } from './situation.ts';

/** A trip that was planned, with what is known of each stop beyond the trip itself. */
export type Draft = { trip: Trip; chosen: ReadonlyMap<string, Candidate>; lodgings: (Lodging | undefined)[] };

/** More would be a list and not a day: below what the plan check calls many. */
const stopsInDay = { slow: 5, normal: 7, fast: 10 } as const;

/** The trip without stops: what of the wishes a trip itself holds. */
export function blankTrip({ wishes }: Situation, id: string): Trip {
  const { start, end, vehicle, licence, engine, experience, pace, party, bedNeeds } = wishes;
  return {
    ...newTrip(id, ''),
    date: start.date,
    start: { at: start.place, hour: start.time, arrival: start.arrival },
    end: { at: end.place, by: end.by, departure: end.departure },
    dayStart: FIRST_RIDE,
    vehicle,
    licence,
    ...(engine && { engine }),
    experience,
    pace,
    party,
    bedNeeds,
    days: [],
  };
}

/** The solver's answer as a trip. */
export function draftTrip(situation: Situation, { nodes, nights }: Formulated, plan: SolverPlan, id: string): Draft {
  const chosen = new Map<string, Candidate>();
  const lodgings: (Lodging | undefined)[] = [];
  const visited = new Set<string>();
  let serial = 1;
  const days = plan.days.map((planned, d): Day => {
    const first = planned.stops[0] ? nodes[planned.stops[0].node] : undefined;
    const early = first?.variant === 'early';
    const date = situation.dates[d] ?? situation.wishes.start.date;
    const inOrder = planned.stops.flatMap(({ node }) => nodes[node] ?? []);
    // The solver has no clock for the evening: what begins then comes after every stroll.
    const isLast = ({ candidate }: PlanNode): boolean => isEvening(candidate.at, date);
    const all = [...inOrder.filter((node) => !isLast(node)), ...inOrder.filter(isLast)];
    // The same place twice (a market early and again) is one visit.
    const once = all.filter(({ candidate }) => !visited.has(candidate.id) && visited.add(candidate.id));
    const kept = busiest(once.map(({ candidate }) => candidate), stopsInDay[situation.wishes.pace]); // prettier-ignore
    const stayed = new Map(once.map(({ candidate, stay }) => [candidate, stay]));
    const stops = kept.map((candidate): Stop => {
      const minutes = stayed.get(candidate) ?? candidate.stay;
      const stop = { id: `s${serial++}`, at: candidate.id, minutes, locked: false, note: '' };
      chosen.set(stop.id, candidate);
      return stop;
    });
    const lodging = d < plan.days.length - 1 ? nights[d]?.[plan.beds[d] ?? -1] : undefined;
    lodgings.push(lodging);
    const { earliest } = situation.days[d] ?? { earliest: FIRST_RIDE };
    const begin = early && kept[0] ? FIRST_RIDE - Math.min(60, kept[0].stay) : earliest;
    const usual = d === 0 ? situation.days[0]?.earliest : FIRST_RIDE;
    return {
      id: `d${serial++}`,
      stops,
      ...(lodging && { bed: bedAt(lodging) }),
      ...(begin !== usual || (d === 0 && begin !== situation.wishes.start.time && situation.wishes.start.arrival === 'there') ? { start: begin } : {}), // prettier-ignore
      note: '',
    };
  });
  return { trip: { ...blankTrip(situation, id), days, serial }, chosen, lodgings };
}

/** The stops worth most, in their order. */
function busiest(list: readonly Candidate[], most: number): Candidate[] {
  if (list.length <= most) return [...list];
  const kept = new Set([...list].sort((a, b) => b.score - a.score).slice(0, most));
  return list.filter((one) => kept.has(one));
}
