import type { Compiled } from './compile.ts';
import type { Routes } from './routes.ts';
import { startFrom } from './windows.ts';
import type { PlannedDay, SolverPlan } from './types.ts';

/** Score without the bonuses by which the search puts mandatory wishes first. */
export function planScore(p: Compiled, s: Routes): number {
  let score = 0;
  for (let v = 0; v < p.n; v++) if (s.routeOf[v]! >= 0 && p.group[v]! < 0) score += p.score[v]!;
  for (let g = 0; g < p.groups.length; g++) score += s.groupValue(g);
  p.beds.forEach((night, d) => {
    score += night.score[s.bedOf[d]!] ?? 0;
  });
  return score - p.travelCost * s.travel;
}

export function describePlan(p: Compiled, s: Routes): SolverPlan {
  const nodes = Array.from({ length: p.n }, (_, v) => v);
  return {
    score: planScore(p, s),
    travel: s.travel,
    days: Array.from({ length: p.m }, (_, r) => describeDay(p, s, r)),
    beds: Array.from(s.bedOf),
    left: nodes.filter((v) => s.routeOf[v]! < 0),
    unmetNodes: nodes.filter((v) => p.mandatory[v] && s.routeOf[v]! < 0),
    unmetGroups: p.groups.flatMap((group, g) => (group.mandatory && s.groupCount[g] === 0 ? [g] : [])),
    impossibleDays: Array.from(s.dead).flatMap((dead, r) => (dead ? [r] : [])),
  };
}

function describeDay(p: Compiled, s: Routes, r: number): PlannedDay {
  const base = r * s.stride;
  const last = base + s.len[r]! + 1;
  const hours = p.dayClass[r]! * p.n;
  let now = p.earliest[r]!;
  let riding = 0;
  const stops = [];
  for (let i = base + 1; i < last; i++) {
    const v = s.seq[i]!;
    const leg = p.travel[s.seq[i - 1]! * p.sites + v]!;
    riding += leg;
    const arrive = now + leg;
    const list = p.several[hours + v]!;
    const start = list >= 0 ? startFrom(p, list, arrive) : Math.max(arrive, p.open[hours + v]!);
    now = start + p.stay[v]!;
    stops.push({ node: v, arrive, start, leave: now });
  }
  const leg = p.travel[s.seq[last - 1]! * p.sites + s.seq[last]!]!;
  return {
    startPoint: p.sitePoint[s.seq[base]!]!,
    endPoint: p.sitePoint[s.seq[last]!]!,
    stops,
    endTime: now + leg,
    riding: riding + leg,
  };
}
