import { describe, expect, test, vi } from 'vitest';
import { checkRoutes } from '#src/cli/bench-autoplan/check-routes.ts';
import { toProblem } from '#src/cli/bench-autoplan/instances.ts';
import type { BenchCase } from '#src/cli/bench-autoplan/instances.ts';
import { solve } from '#src/domain/autoplan/solver/index.ts';
import { numbers } from './make-problem.ts';

// Other work on the machine must not decide: seconds on an idle one.
vi.setConfig({ testTimeout: 120_000 });

type Form = { customers: number; m: number; clustered: boolean; width: number; decimals: number };

/** In the form of the published instances, with what they do not hold: worthless, unreachable and never open places. */
function generate(seed: number, { customers, m, clustered, width, decimals }: Form): BenchCase {
  const below = numbers(seed);
  const centres = Array.from({ length: 6 }, () => [10 + below(80), 10 + below(80)] as const);
  const latest = 240 + below(800);
  const places = Array.from({ length: customers + 1 }, (_, i) => {
    const [x, y] = clustered && i > 0 ? centres[i % 6]! : [50, 50];
    const spread = clustered ? 12 : 100;
    const from = i === 0 ? 0 : below(latest);
    const oddity = i === 0 ? -1 : below(20);
    const window =
      oddity === 0
        ? { from: from + 9, to: from }
        : oddity === 1
          ? { from: 0, to: 0 }
          : { from, to: from + width + 0.37 };
    return {
      x: i === 0 ? 50 : x - spread / 2 + below(spread),
      y: i === 0 ? 50 : y - spread / 2 + below(spread) + 0.5,
      profit: i === 0 || oddity === 2 ? 0 : 1 + below(40),
      stay: i === 0 ? 0 : below(25) + 0.25,
      windows: Array.from({ length: m }, (_, d) => (oddity === 3 && d % 2 === 0 ? [] : [window])),
    };
  });
  return {
    name: `generated ${seed}`,
    family: 'generated',
    m,
    decimals,
    places,
    tours: Array.from({ length: m }, () => ({ earliest: 0, latest })),
    sumProfit: places.reduce((sum, { profit }) => sum + profit, 0),
  };
}

describe('on generated instances of other sizes and forms', () => {
  const forms = [1, 30, 150, 288].flatMap((customers) =>
    [true, false].flatMap((clustered) =>
      [15, 400].map((width, i) => ({ customers, clustered, width, m: 1 + ((customers + i) % 4), decimals: i + 1 })),
    ),
  );

  test.each(forms)('$customers places, clustered $clustered, windows of $width, $m tours', (form) => {
    const benchCase = generate(form.customers + form.width, form);
    const outcome = solve(toProblem(benchCase), { iterations: 600, seed: 3 });
    if (outcome.kind === 'invalid') throw new Error(outcome.faults.join(' '));
    const routes = outcome.plan.days.map(({ stops }) => stops.map(({ node }) => node + 1));
    expect(checkRoutes(benchCase, routes)).toEqual({ kind: 'feasible', profit: outcome.plan.score });
    if (form.customers > 1) expect(outcome.plan.score).toBeGreaterThan(0);
    const never = benchCase.places.flatMap(({ windows }, i) =>
      i > 0 && windows.every((list) => list.every(({ from, to }) => from > to || to === 0)) ? [i] : [],
    );
    for (const i of never) expect(routes.flat(), `place ${i} is never open in time`).not.toContain(i);
  });
});

test('finds no plan where every place is out of reach, and says so with empty days', () => {
  const benchCase = generate(5, { customers: 30, m: 2, clustered: false, width: 50, decimals: 1 });
  const closed = { ...benchCase, tours: benchCase.tours.map(() => ({ earliest: 0, latest: 0 })) };
  const outcome = solve(toProblem(closed), { iterations: 300 });
  expect(outcome).toMatchObject({ kind: 'complete', plan: { score: 0, days: [{ stops: [] }, { stops: [] }] } });
});
