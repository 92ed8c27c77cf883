import { SHORT_RIDE } from '../plan-check/stops.ts';
import { bufferMinutes } from '../trip/schedule.ts';
import type { Minutes } from '../trip/types.ts';
import type { Located } from '../planner-data/planner-index.ts';
import type { Lodging } from './beds.ts';
import type { Candidate } from './candidates.ts';
import type { SolverBed, SolverGroup, SolverNode, SolverProblem, Window } from './solver/index.ts';
import { findDaylight } from '../calendar/daylight.ts';
import { isEvening } from './candidates.ts';
import { isSelector } from './wishes.ts';
import type { Situation } from './situation.ts';
import { BREAK, NO_WAY } from './travel.ts';

/**
 * How a visit lies in its day: `normal` anywhere, `early` first thing in the morning at the place of the bed
 * (a market at dawn, before the first ride at 07:00), `late` as the last thing at the place of the bed
 * (a stroll through the village after the ride is over). Riding ends by dusk; feet need not.
 */
export type Variant = 'normal' | 'early' | 'late';
/** `stay`: minutes of the visit where this way of it is shorter than the usual one. */
export type PlanNode = { candidate: Candidate; variant: Variant; stay?: Minutes };
export type Formulated = { problem: SolverProblem; nodes: PlanNode[]; nights: Lodging[][] };

/** `own`: as the last thing, in the village where one sleeps and nowhere beside it. */
type Role = 'place' | 'bed' | 'own' | Variant;

/** The hour nobody gets up before for a market. */
const dawn: Minutes = 6 * 60;
/** Strolls after arrival are over by then. */
const dinner: Minutes = 19 * 60;
const shortestLate: Minutes = 20;
const longestStroll: Minutes = 60;
const earlyBonus = 1.15;
const lateShare = 0.95;
/** Sleeping in a village that was asked for is half the wish. */
const overnightBonus = 30;
/** Later ones of a kind are worth less. */
const diversity: Readonly<Record<string, readonly number[]>> = {
  market: [1, 0.5, 0.25],
  view: [1, 0.9, 0.7, 0.5, 0.35, 0.25],
  water: [1, 0.5, 0.3],
};
const usualDiversity = [1, 0.75, 0.5, 0.35] as const;
/** Points given up for a minute of travel: an hour costs as much as a small sight. */
const travelCost = 0.1;

export type Demands = {
  /** Share of the comfortable riding, day by day. */
  strain: readonly number[];
  /** Wishes that a trial insists on, before all others. */
  insist?: readonly string[];
  /** Must-sees are worth more than all else, but not a day that cannot be ridden. */
  relaxed?: boolean;
};

/** The wishes as a team orienteering problem. Minutes; every place its own point, beds apart from them. */
export function formulate(situation: Situation, demands: Demands): Formulated {
  const { candidates, travel, start, end, days, dates, wishes } = situation;
  const points: { at: Located; role: Role }[] = [];
  const known = new Map<string, number>();
  const pointOf = (at: Located, role: (typeof points)[number]['role']): number => {
    const key = `${role} ${at.key}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, points.length);
    points.push({ at, role });
    return points.length - 1;
  };
  const startPoint = pointOf(start, 'place');
  const endPoint = pointOf(end, 'place');

  const lodgings = [...new Set(situation.nights.flat())].filter(({ at }) => travel.whole(start, at) < NO_WAY || at.key === start.key); // prettier-ignore
  const isLocal = (a: Located, b: Located): boolean => a.key === b.key || travel.bare(a, b) < SHORT_RIDE;
  const nearBed = new Map<string, boolean>();
  const hasBedNear = (at: Located): boolean => {
    let near = nearBed.get(at.key);
    if (near === undefined) nearBed.set(at.key, (near = lodgings.some((lodging) => isLocal(lodging.at, at))));
    return near;
  };

  const nodes: PlanNode[] = [];
  const solverNodes: SolverNode[] = [];
  const add = (candidate: Candidate, variant: Variant, node: Omit<SolverNode, 'point'>, stay?: Minutes, role: Role = variant): void => {
    if (!node.hours || !('byDay' in node.hours) || node.hours.byDay.every((list) => list.length === 0)) return;
    nodes.push({ candidate, variant, ...(stay !== undefined && { stay }) });
    solverNodes.push({ point: pointOf(candidate.at, role), ...node });
  }; // prettier-ignore
  for (const candidate of candidates) {
    const { at, stay, score, windows } = candidate;
    if (travel.whole(start, at) >= NO_WAY) continue;
    const evening = dates.map((date) => isEvening(at, date));
    add(candidate, 'normal', { score, stay, hours: { byDay: windows.map((list, d) => (evening[d] ? [] : list)) } });
    if (dates.length === 1 || !hasBedNear(at)) continue;
    if (evening.includes(true)) {
      // The ride ends in the afternoon; the feast is walked to from the bed.
      const byDay = windows.map((list, d) => (evening[d] && d < dates.length - 1 ? list : []));
      add(candidate, 'late', { score, stay: 0, hours: { byDay } });
      continue;
    }
    const asked = candidate.must !== undefined || candidate.wish !== undefined;
    const rested = wishes.party.children.length === 0 && wishes.party.mobility !== 'limited';
    if (at.event || (asked && rested)) {
      const before = Math.min(stay, 60);
      const begins = 7 * 60 - before;
      const open = (list: Window[]): boolean => list.some(({ from, to }) => from <= begins && begins <= to);
      const isLight = (date: string): boolean =>
        at.event !== undefined || (findDaylight(at, date)?.sunrise ?? 0) <= begins;
      const byDay = windows.map((list, d) => (d > 0 && isLight(dates[d] ?? '') && begins >= dawn && open(list) && (days[d]?.earliest ?? 0) >= 420 ? [{ from: 420, to: 440 }] : [])); // prettier-ignore
      const bonus = at.event ? earlyBonus : 0.9;
      add(candidate, 'early', { score: score * bonus, stay: stay - before, hours: { byDay } });
    }
    const sleepsHere = at.place !== undefined && lodgings.some(({ id }) => id === at.place?.id);
    const limited = wishes.party.mobility === 'limited';
    if (stay >= shortestLate && !at.event && (asked || !limited)) {
      // Who tires early sees the town before dinner, and not for hours.
      const stroll = Math.min(stay, longestStroll);
      const byDay = windows.map((list, d) => {
        if (d === dates.length - 1) return [];
        const close = dinner - (limited ? stroll : stay);
        return list.flatMap(({ from, to }) => (Math.min(to, close) >= from ? [{ from, to: Math.min(to, close) }] : []));
      });
      // A village that was asked for is wanted for its night.
      const own = candidate.must !== undefined && sleepsHere && at.place?.kind !== 'town';
      const overnight = own ? overnightBonus : 0;
      add(candidate, 'late', { score: score * lateShare + overnight, stay: limited ? stroll : 0, hours: { byDay } }, limited ? stroll : undefined, own ? 'own' : 'late'); // prettier-ignore
    }
  }

  const nights = situation.nights.map((list) => list.filter((lodging) => lodgings.includes(lodging)));
  const beds = nights.map((list) => list.map((lodging): SolverBed => ({ point: pointOf(lodging.at, 'bed'), score: lodging.score }))); // prettier-ignore
  const table = travelTable(points, travel.whole, isLocal);
  const share = (cap: Minutes): Minutes => cap + bufferMinutes(cap, wishes.pace, wishes.vehicle) + (wishes.party.mobility === 'limited' || wishes.party.children.some((age) => age < 12) ? Math.floor(cap / 120) * BREAK : 0); // prettier-ignore
  const { groups, insisted } = groupNodes(nodes, demands.relaxed ? [] : wishes.must, demands.insist ?? []);
  return {
    problem: {
      points: points.length,
      travel: table,
      nodes: solverNodes.map((node, v) => {
        const extra = insisted.has(v) ? 1000 : demands.relaxed && nodes[v]?.candidate.must !== undefined ? 200 : 0;
        return extra > 0 ? { ...node, score: node.score + extra } : node;
      }),
      days: days.map((day, d) => ({
        ...day,
        ...(d === 0 && { start: startPoint }),
        ...(d === days.length - 1 && { end: endPoint }),
        ...(d > 0 && (beds[d - 1]?.length ?? 0) === 0 && { start: startPoint }),
        ...(d < days.length - 1 && (beds[d]?.length ?? 0) === 0 && { end: startPoint }),
        ridingCap: share(Math.round(situation.cap * (demands.strain[d] ?? 1))),
      })),
      nights: beds,
      groups,
      travelCost,
    },
    nodes,
    nights,
  };
}

function travelTable(
  points: readonly { at: Located; role: string }[],
  whole: (from: Located, to: Located) => Minutes,
  isLocal: (a: Located, b: Located) => boolean,
): Int32Array {
  const n = points.length;
  const table = new Int32Array(n * n).fill(NO_WAY);
  points.forEach((from, i) => {
    points.forEach((to, j) => {
      // The first thing in the morning comes from the bed, the last in the evening leads to it.
      if (to.role === 'early' && !(from.role === 'bed' && isLocal(from.at, to.at))) return;
      if (from.role === 'late' && !(to.role === 'bed' && isLocal(from.at, to.at))) return;
      if (from.role === 'own' && !(to.role === 'bed' && from.at.key === to.at.key)) return;
      table[i * n + j] = whole(from.at, to.at);
    });
    table[i * n + i] = 0;
  });
  return table;
}

/** Every node in at most one group: its must, else its wish, else its own variants or its kind. */
function groupNodes(
  nodes: readonly PlanNode[],
  musts: readonly string[],
  insist: readonly string[],
): { groups: SolverGroup[]; insisted: Set<number> } {
  const groups = new Map<string, { nodes: number[]; worth: readonly number[]; mandatory: boolean }>();
  const variants = new Map<string, number>();
  for (const { candidate } of nodes) variants.set(candidate.id, (variants.get(candidate.id) ?? 0) + 1);
  const insisted = new Set<number>();
  nodes.forEach(({ candidate }, v) => {
    const { must, wish, id, group } = candidate;
    const insistedOn = insist.find((one) => one === id || one === must);
    if (insistedOn !== undefined) insisted.add(v);
    const key =
      insistedOn !== undefined ? `insist ${insistedOn}` : must !== undefined ? `must ${must}` : wish !== undefined ? `wish ${wish}` : (variants.get(id) ?? 0) > 1 && group !== 'market' ? `one ${id}` : group; // prettier-ignore
    const entry = groups.get(key) ?? {
      nodes: [],
      worth: worthOf(key, group, must ?? wish),
      mandatory: insistedOn !== undefined || (must !== undefined && musts.includes(must)),
    };
    entry.nodes.push(v);
    groups.set(key, entry);
  });
  return { groups: [...groups.values()], insisted };
}

function worthOf(key: string, group: string, asked: string | undefined): readonly number[] {
  if (key.startsWith('one ')) return [1, 0];
  // A second market or waterfall when one was asked for is a little worth; a second way to see the same place is not.
  if (asked !== undefined) return isSelector(asked) && !asked.startsWith('market:') ? [1, 0.15] : [1, 0];
  return diversity[group] ?? usualDiversity;
}
