import type { SolverPlan, SolverProblem } from '#src/domain/autoplan/solver/index.ts';

/** Goes through a plan by the words of the problem's types, and returns every fault; shares no code with the solver. */
export function faultsOf(problem: SolverProblem, plan: SolverPlan): string[] {
  const faults: string[] = [];
  const leg = (a: number, b: number): number => problem.travel[a * problem.points + b] as number;
  const seen = new Set<number>();
  let travel = 0;
  let score = 0;
  plan.days.forEach((day, d) => {
    const rules = problem.days[d]!;
    const bedBefore = problem.nights?.[d - 1]?.[plan.beds[d - 1] ?? -1];
    const bedAfter = problem.nights?.[d]?.[plan.beds[d] ?? -1];
    if (day.startPoint !== (bedBefore?.point ?? rules.start)) faults.push(`day ${d} starts at the wrong place`);
    if (day.endPoint !== (bedAfter?.point ?? rules.end)) faults.push(`day ${d} ends at the wrong place`);
    score += bedAfter?.score ?? 0;
    if (plan.impossibleDays.includes(d)) {
      if (day.stops.length > 0) faults.push(`day ${d} is impossible but has stops`);
      return;
    }
    let at = day.startPoint;
    let now = rules.earliest;
    let riding = 0;
    for (const stop of day.stops) {
      const node = problem.nodes[stop.node]!;
      if (seen.has(stop.node)) faults.push(`node ${stop.node} twice`);
      seen.add(stop.node);
      riding += leg(at, node.point);
      const windows = 'everyDay' in node.hours ? node.hours.everyDay : (node.hours.byDay[d] ?? []);
      if (stop.arrive !== now + leg(at, node.point)) faults.push(`node ${stop.node}: wrong arrival`);
      if (stop.start < stop.arrive) faults.push(`node ${stop.node}: starts before it is reached`);
      if (!windows.some(({ from, to }) => from <= stop.start && stop.start <= to))
        faults.push(`node ${stop.node}: starts while closed`);
      if (node.forbiddenDays?.includes(d)) faults.push(`node ${stop.node}: forbidden on day ${d}`);
      now = stop.start + node.stay;
      if (stop.leave !== now) faults.push(`node ${stop.node}: wrong leave`);
      at = node.point;
    }
    riding += leg(at, day.endPoint);
    now += leg(at, day.endPoint);
    if (day.endTime !== now || now > rules.latest) faults.push(`day ${d} ends at ${now}`);
    if (day.riding !== riding || riding > (rules.ridingCap ?? Infinity)) faults.push(`day ${d} rides ${riding}`);
    travel += riding;
  });
  const inGroup = new Set(problem.groups?.flatMap((group) => group.nodes));
  for (const v of seen) if (!inGroup.has(v)) score += problem.nodes[v]!.score;
  for (const { nodes, worth = [1] } of problem.groups ?? []) {
    const scores = nodes.filter((v) => seen.has(v)).map((v) => problem.nodes[v]!.score);
    scores.sort((a, b) => b - a).forEach((s, k) => (score += s * worth[Math.min(k, worth.length - 1)]!));
  }
  score -= (problem.travelCost ?? 0) * travel;
  if (Math.abs(score - plan.score) > 1e-6) faults.push(`score ${plan.score} instead of ${score}`);
  if (travel !== plan.travel) faults.push(`travel ${plan.travel} instead of ${travel}`);
  const left = problem.nodes.flatMap((_, v) => (seen.has(v) ? [] : [v]));
  if (left.join() !== plan.left.join()) faults.push('the list of left nodes is wrong');
  const unmet = left.filter((v) => problem.nodes[v]!.mandatory);
  if (unmet.join() !== plan.unmetNodes.join()) faults.push('the list of unmet nodes is wrong');
  const groups = (problem.groups ?? []).flatMap((g, i) =>
    g.mandatory && !g.nodes.some((v) => seen.has(v)) ? [i] : [],
  );
  if (groups.join() !== plan.unmetGroups.join()) faults.push('the list of unmet groups is wrong');
  return faults;
}
