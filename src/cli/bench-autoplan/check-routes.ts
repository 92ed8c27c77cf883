import type { BenchCase } from './instances.ts';

/**
 * Checks routes by the benchmark's own words, sharing nothing with the solver: travel is the Euclidean distance
 * truncated to `decimals` places, arriving early waits, the stay starts within a window, each place is visited at
 * most once, each tour returns to the depot in time. Routes list places without the depot (0).
 * Returns the profit, or the first fault as a sentence.
 */
export function checkRoutes(
  { places, tours, m, decimals }: BenchCase,
  routes: readonly (readonly number[])[],
): { kind: 'feasible'; profit: number } | { kind: 'infeasible'; fault: string } {
  const tolerance = 1e-6;
  const distance = (i: number, j: number): number => {
    const dx = (places[i]?.x ?? NaN) - (places[j]?.x ?? NaN);
    const dy = (places[i]?.y ?? NaN) - (places[j]?.y ?? NaN);
    const exact = Math.sqrt(dx * dx + dy * dy);
    return Math.trunc(exact * 10 ** decimals) / 10 ** decimals;
  };
  const fail = (fault: string) => ({ kind: 'infeasible', fault }) as const;

  if (routes.length > m) return fail(`There are ${routes.length} tours, but only ${m} are allowed.`);
  const visited = new Set<number>();
  let profit = 0;
  for (const [d, route] of routes.entries()) {
    const tour = tours[d];
    if (!tour) return fail(`Tour ${d + 1} has no hours.`);
    let clock = tour.earliest;
    let at = 0;
    for (const i of route) {
      const place = places[i];
      if (!place || i === 0) return fail(`Tour ${d + 1}: there is no place ${i}.`);
      if (visited.has(i)) return fail(`Place ${i} is visited twice.`);
      visited.add(i);
      const arrival = clock + distance(at, i);
      const window = (place.windows[d] ?? []).find(({ from, to }) => Math.max(arrival, from) <= to + tolerance);
      if (!window) return fail(`Tour ${d + 1}: place ${i} is reached at ${arrival}, after it closed.`);
      clock = Math.max(arrival, window.from) + place.stay;
      at = i;
      profit += place.profit;
    }
    const back = clock + distance(at, 0);
    if (back > tour.latest + tolerance) return fail(`Tour ${d + 1} is back at ${back}, after ${tour.latest}.`);
  }
  return { kind: 'feasible', profit };
}
