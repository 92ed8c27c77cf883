import type { Hours, SolverProblem, Window } from './types.ts';

/**
 * The problem as flat arrays. Sites 0…n−1 are the nodes, the sites after them are the distinct points
 * at which days start and end, so that one matrix row belongs to one site.
 */
export type Compiled = {
  n: number;
  m: number;
  sites: number;
  sitePoint: Int32Array;
  travel: Int32Array;
  /** Transposed: `back[v * sites + a]` is the way from a to v, so that one node's ways lie together in memory. */
  back: Int32Array;
  score: Float64Array;
  stay: Int32Array;
  /** Score plus the bonus of a mandatory node: what the search maximises. */
  value: Float64Array;
  mandatory: Uint8Array;
  /** Days with the same hours at all nodes share a class; arrays below have classes × n entries. */
  dayClass: Int32Array;
  open: Int32Array;
  /** −1: closed all day. */
  close: Int32Array;
  /** First entry in `windows` of a node with several windows, −1 for a single window; pairs end with a −1. */
  several: Int32Array;
  windows: Int32Array;
  earliest: Int32Array;
  latest: Int32Array;
  cap: Int32Array;
  /** Start and end site of each day when no bed decides it (−1 then). */
  startSite: Int32Array;
  endSite: Int32Array;
  beds: { site: Int32Array; score: Float64Array }[];
  hasBeds: boolean;
  group: Int32Array;
  /** Members by falling score. */
  groups: { nodes: Int32Array; worth: Float64Array; mandatory: boolean }[];
  travelCost: number;
  bonus: number;
};

export const NO_CAP = 0x3fffffff;

export function compileProblem(problem: SolverProblem): Compiled | { faults: string[] } {
  const faults = findFaults(problem);
  if (faults.length > 0) return { faults };
  const { nodes, days, travelCost = 0 } = problem;
  const n = nodes.length;
  const m = days.length;
  const nights = Array.from({ length: Math.max(0, m - 1) }, (_, d) => problem.nights?.[d] ?? []);

  const terminal = new Map<number, number>();
  const siteOf = (point: number): number => {
    const known = terminal.get(point);
    if (known !== undefined) return known;
    const site = n + terminal.size;
    terminal.set(point, site);
    return site;
  };
  const startSite = new Int32Array(m).fill(-1);
  const endSite = new Int32Array(m).fill(-1);
  days.forEach((day, d) => {
    if (d === 0 || nights[d - 1]?.length === 0) startSite[d] = siteOf(day.start as number);
    if (d === m - 1 || nights[d]?.length === 0) endSite[d] = siteOf(day.end as number);
  });
  const beds = nights.map((list) => ({
    site: Int32Array.from(list, (bed) => siteOf(bed.point)),
    score: Float64Array.from(list, (bed) => bed.score),
  }));

  const sites = n + terminal.size;
  const sitePoint = Int32Array.from([...nodes.map((node) => node.point), ...terminal.keys()]);
  const travel = new Int32Array(sites * sites);
  for (let i = 0; i < sites; i++) {
    const row = (sitePoint[i] as number) * problem.points;
    for (let j = 0; j < sites; j++) travel[i * sites + j] = problem.travel[row + (sitePoint[j] as number)] as number;
  }

  const transposed = new Int32Array(sites * sites);
  let symmetric = true;
  for (let i = 0; i < sites; i++) {
    for (let j = 0; j < sites; j++) {
      transposed[j * sites + i] = travel[i * sites + j]!;
      if (travel[i * sites + j] !== travel[j * sites + i]) symmetric = false;
    }
  }
  // Sharing one table halves what the inner loop needs in the processor's cache.
  const back = symmetric ? travel : transposed;

  const score = Float64Array.from(nodes, (node) => node.score);
  const mandatory = Uint8Array.from(nodes, (node) => (node.mandatory ? 1 : 0));
  const bedTotal = nights.flat().reduce((sum, bed) => sum + Math.abs(bed.score), 0);
  // More than any plan can win or lose elsewhere, the search's own dislike of travel included.
  const horizon = days.reduce((sum, day) => sum + Math.max(0, day.latest - day.earliest), 0);
  const bonus = 4 * (score.reduce((sum, s) => sum + s, 1) + bedTotal + travelCost * horizon);
  const group = new Int32Array(n).fill(-1);
  const groups = (problem.groups ?? []).map((entry, g) => {
    for (const v of entry.nodes) group[v] = g;
    const sorted = [...entry.nodes].sort((a, b) => (score[b] as number) - (score[a] as number) || a - b);
    return {
      nodes: Int32Array.from(sorted),
      worth: Float64Array.from(entry.worth && entry.worth.length > 0 ? entry.worth : [1]),
      mandatory: entry.mandatory ?? false,
    };
  });

  return {
    n,
    m,
    sites,
    sitePoint,
    travel,
    back,
    score,
    stay: Int32Array.from(nodes, (node) => node.stay),
    value: score.map((s, v) => s + (mandatory[v] ? bonus : 0)),
    mandatory,
    ...compileHours(problem),
    earliest: Int32Array.from(days, (day) => day.earliest),
    latest: Int32Array.from(days, (day) => day.latest),
    cap: Int32Array.from(days, (day) => day.ridingCap ?? NO_CAP),
    startSite,
    endSite,
    beds,
    hasBeds: beds.some((night) => night.site.length > 0),
    group,
    groups,
    travelCost,
    bonus,
  };
}

function windowsOn(hours: Hours, d: number): readonly Window[] {
  return 'everyDay' in hours ? hours.everyDay : (hours.byDay[d] ?? []);
}

function compileHours(problem: SolverProblem): Pick<Compiled, 'dayClass' | 'open' | 'close' | 'several' | 'windows'> {
  const { nodes, days } = problem;
  const n = nodes.length;
  const classes = new Map<string, number>();
  const dayClass = new Int32Array(days.length);
  const open: number[] = [];
  const close: number[] = [];
  const several: number[] = [];
  const windows: number[] = [];
  days.forEach((_, d) => {
    const lists = nodes.map((node) => (node.forbiddenDays?.includes(d) ? [] : mergeWindows(windowsOn(node.hours, d))));
    const key = JSON.stringify(lists);
    const known = classes.get(key);
    if (known !== undefined) {
      dayClass[d] = known;
      return;
    }
    dayClass[d] = classes.size;
    classes.set(key, classes.size);
    for (const list of lists) {
      open.push(list[0]?.from ?? 0);
      close.push(list.at(-1)?.to ?? -1);
      several.push(list.length > 1 ? windows.length : -1);
      if (list.length > 1) windows.push(...list.flatMap(({ from, to }) => [from, to]), -1);
    }
  });
  if (n === 0)
    return {
      dayClass,
      open: new Int32Array(0),
      close: new Int32Array(0),
      several: new Int32Array(0),
      windows: new Int32Array(0),
    };
  return {
    dayClass,
    open: Int32Array.from(open),
    close: Int32Array.from(close),
    several: Int32Array.from(several),
    windows: Int32Array.from(windows),
  };
}

function mergeWindows(list: readonly Window[]): Window[] {
  const merged: Window[] = [];
  for (const window of [...list].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && window.from <= last.to) last.to = Math.max(last.to, window.to);
    else merged.push({ ...window });
  }
  return merged;
}

function findFaults(problem: SolverProblem): string[] {
  const { points, travel, nodes, days, nights = [], groups = [], travelCost = 0 } = problem;
  const faults: string[] = [];
  const time = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 0x10000000;
  const point = (value: number | undefined): boolean =>
    value !== undefined && Number.isInteger(value) && value >= 0 && value < points;
  if (days.length === 0) faults.push('There must be at least one day.');
  if (travel.length !== points * points)
    faults.push(`The travel table must have ${points} × ${points} entries, but has ${travel.length}.`);
  else if (!Array.from(travel).every(time)) faults.push('Every travel time must be a whole number of 0 or more.');
  if (!(travelCost >= 0 && Number.isFinite(travelCost))) faults.push('The travel cost must be 0 or more.');
  nodes.forEach((node, v) => {
    if (!point(node.point)) faults.push(`Node ${v}: there is no point ${node.point}.`);
    if (!(node.score >= 0 && Number.isFinite(node.score))) faults.push(`Node ${v}: the score must be 0 or more.`);
    if (!time(node.stay)) faults.push(`Node ${v}: the stay must be a whole number of 0 or more.`);
    const lists = 'everyDay' in node.hours ? [node.hours.everyDay] : node.hours.byDay;
    if (!lists.flat().every((w) => time(w.from) && time(w.to) && w.from <= w.to))
      faults.push(`Node ${v}: each window needs whole times with "from" not after "to".`);
  });
  days.forEach((day, d) => {
    const bedBefore = d > 0 && (nights[d - 1]?.length ?? 0) > 0;
    const bedAfter = d < days.length - 1 && (nights[d]?.length ?? 0) > 0;
    if (!bedBefore && !point(day.start))
      faults.push(`Day ${d}: the start must be a point, or the night before must have beds.`);
    if (!bedAfter && !point(day.end)) faults.push(`Day ${d}: the end must be a point, or its night must have beds.`);
    if (!time(day.earliest) || !time(day.latest))
      faults.push(`Day ${d}: "earliest" and "latest" must be whole numbers of 0 or more.`);
    if (day.ridingCap !== undefined && !time(day.ridingCap))
      faults.push(`Day ${d}: the riding cap must be a whole number of 0 or more.`);
  });
  nights.forEach((list, d) => {
    if (!list.every((bed) => point(bed.point) && Number.isFinite(bed.score)))
      faults.push(`Night ${d}: each bed needs a point and a score.`);
  });
  const grouped = new Set<number>();
  groups.forEach((group, g) => {
    for (const v of group.nodes) {
      if (!nodes[v]) faults.push(`Group ${g}: there is no node ${v}.`);
      if (grouped.has(v)) faults.push(`Group ${g}: node ${v} is in two groups.`);
      grouped.add(v);
    }
    if (group.worth && !group.worth.every((w, k, all) => w >= 0 && w <= (all[k - 1] ?? Infinity)))
      faults.push(`Group ${g}: the worths must be 0 or more and must not rise.`);
  });
  return faults;
}
