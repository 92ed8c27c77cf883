import { compileProblem } from './compile.ts';
import type { Compiled } from './compile.ts';
import type { Routes } from './routes.ts';
import { Search } from './search.ts';
import { Stages } from './stages.ts';
import { describePlan, planScore } from './describe-plan.ts';
import type { SolverLimits, SolverOutcome, SolverProblem } from './types.ts';

const BATCH = 32;

/**
 * Searches for the plan with the greatest score, mandatory wishes first.
 *
 * Ends at whichever of `limits` comes first; without `iterations`, `time` and `stop` it runs 20,000 iterations.
 * Bad input never throws: the outcome is `invalid` with a sentence for each fault.
 */
export function solve(problem: SolverProblem, limits: SolverLimits = {}): SolverOutcome {
  const compiled = compileProblem(problem);
  if ('faults' in compiled) return { kind: 'invalid', faults: compiled.faults };
  const { now, stop, progress, enough = Infinity, seed = 1 } = limits;
  const began = now?.() ?? 0;
  const elapsed = (): number => (now ? now() - began : 0);
  const time = now ? (limits.time ?? Infinity) : Infinity;
  const iterations = limits.iterations ?? (time === Infinity && !stop ? 20_000 : Infinity);

  const search = new Search(compiled, seed, firstBeds(compiled));
  const stages = new Stages(search);
  let done = 0;
  let foundAfter = elapsed();
  let told = 0;
  while (true) {
    const spent = elapsed();
    if (search.improvements > told) {
      told = search.improvements;
      foundAfter = spent;
      progress?.({
        score: planScore(compiled, search.best),
        travel: search.best.travel,
        iterations: done,
        elapsed: spent,
        plan: () => describePlan(compiled, search.best),
      });
      if (planScore(compiled, search.best) >= enough && missing(compiled, search.best) === 0) break;
    }
    if (done >= iterations || spent >= time || stop?.() || compiled.n === 0) break;
    stages.advance(Math.min(1, Math.max(done / iterations, spent / time)));
    for (let i = Math.min(BATCH, iterations - done); i > 0; i--) {
      search.step();
      done++;
    }
  }
  const plan = describePlan(compiled, search.best);
  const kind = missing(compiled, search.best) === 0 ? 'complete' : 'incomplete';
  return { kind, plan, iterations: done, foundAfter };
}

function missing(p: Compiled, s: Routes): number {
  let count = 0;
  for (let v = 0; v < p.n; v++) if (p.mandatory[v] && s.routeOf[v]! < 0) count++;
  p.groups.forEach((group, g) => {
    if (group.mandatory && s.groupCount[g] === 0) count++;
  });
  for (let r = 0; r < p.m; r++) count += s.dead[r]!;
  return count;
}

/** Beds that make the fewest days impossible, then the best scores, then the least travel: a shortest path over the nights. */
function firstBeds(p: Compiled): Int32Array {
  const chosen = new Int32Array(p.beds.length).fill(-1);
  if (!p.hasBeds) return chosen;
  const legCost = (d: number, from: number, to: number): number => {
    const leg = p.travel[from * p.sites + to]!;
    const possible = p.earliest[d]! + leg <= p.latest[d]! && leg <= p.cap[d]!;
    return (possible ? 0 : 1e15) + leg;
  };
  type Step = { cost: number; bed: number; back: Step | undefined };
  let states: { site: number; step: Step | undefined; cost: number }[] = [
    { site: p.startSite[0]!, step: undefined, cost: 0 },
  ];
  for (let d = 0; d < p.m; d++) {
    const night = d < p.beds.length ? p.beds[d]! : undefined;
    const ends = night && night.site.length > 0 ? Array.from(night.site) : [p.endSite[d]!];
    const nextStart = night && night.site.length === 0 ? p.startSite[d + 1]! : undefined;
    states = ends.map((site, b) => {
      let best = Infinity;
      let back: Step | undefined;
      for (const state of states) {
        const cost = state.cost + legCost(d, state.site, site);
        if (cost < best) {
          best = cost;
          back = state.step;
        }
      }
      const cost = best - 1e6 * (night?.score[b] ?? 0);
      return { site: nextStart ?? site, cost, step: { cost, bed: night && night.site.length > 0 ? b : -1, back } };
    });
  }
  let step: Step | undefined = states.reduce((a, b) => (b.cost < a.cost ? b : a)).step;
  for (let d = p.m - 1; d >= 0; d--) {
    if (d < chosen.length) chosen[d] = step?.bed ?? -1;
    step = step?.back;
  }
  return chosen;
}
