import { describe, expect, test, vi } from 'vitest';
import { solve } from '#src/domain/autoplan/solver/index.ts';
import type { SolverPlan, SolverProblem, SolverProgress } from '#src/domain/autoplan/solver/index.ts';
import { faultsOf } from './check-plan.ts';
import { ALWAYS, lineOf, makeNode, numbers } from './make-problem.ts';

// Other work on the machine must not decide: seconds on an idle one.
vi.setConfig({ testTimeout: 120_000 });

function planOf(problem: SolverProblem, iterations = 2000): SolverPlan {
  const outcome = solve(problem, { iterations });
  if (outcome.kind === 'invalid') throw new Error(outcome.faults.join(' '));
  expect(faultsOf(problem, outcome.plan)).toEqual([]);
  return outcome.plan;
}

const nodesOf = (plan: SolverPlan): number[][] => plan.days.map((day) => day.stops.map(({ node }) => node));

/** Everything at once: asymmetric times, several windows, beds, caps, groups, mandatory wishes. */
function randomProblem(seed: number): SolverProblem {
  const below = numbers(seed);
  const points = 6 + below(14);
  const m = 1 + below(4);
  const nodes = Array.from({ length: below(25) }, () => {
    const list = () =>
      Array.from({ length: 1 + below(3) }, () => {
        const from = below(600);
        return { from, to: from + below(200) };
      });
    return makeNode({
      point: below(points),
      score: below(20),
      stay: below(60),
      hours:
        below(2) === 0 ? { everyDay: list() } : { byDay: Array.from({ length: m }, () => (below(4) ? list() : [])) },
      mandatory: below(8) === 0,
      forbiddenDays: below(5) === 0 ? [below(m)] : [],
    });
  });
  const bed = () => ({ point: below(points), score: below(7) - 3 });
  return {
    points,
    travel: Array.from({ length: points * points }, () => below(80)),
    nodes,
    days: Array.from({ length: m }, () => ({
      start: below(points),
      end: below(points),
      earliest: below(100),
      latest: 60 + below(700),
      ...(below(2) ? { ridingCap: 40 + below(300) } : {}),
    })),
    nights: Array.from({ length: m - 1 }, () => Array.from({ length: below(4) }, bed)),
    groups: [
      { nodes: nodes.map((_, v) => v).filter((v) => v % 4 === 0), worth: [1, 0.5, 0.1] },
      { nodes: nodes.map((_, v) => v).filter((v) => v % 4 === 1), mandatory: true },
    ],
    travelCost: below(3) / 20,
  };
}

test('gives only plans that keep every rule, on 300 random problems', () => {
  const kinds = new Set<string>();
  for (let seed = 1; seed <= 300; seed++) {
    const problem = randomProblem(seed);
    const outcome = solve(problem, { iterations: 300, seed });
    kinds.add(outcome.kind);
    if (outcome.kind === 'invalid') throw new Error(outcome.faults.join(' '));
    expect(faultsOf(problem, outcome.plan), `seed ${seed}`).toEqual([]);
    const { unmetNodes, unmetGroups, impossibleDays } = outcome.plan;
    const missing = unmetNodes.length + unmetGroups.length + impossibleDays.length;
    expect(outcome.kind, `seed ${seed}`).toBe(missing === 0 ? 'complete' : 'incomplete');
  }
  expect([...kinds].sort()).toEqual(['complete', 'incomplete']);
});

/** The best score over all choices and orders of nodes, for one day. */
function bestOfAll(problem: SolverProblem): number {
  const day = problem.days[0]!;
  let best = 0;
  const walk = (at: number, now: number, used: number, score: number): void => {
    if (now + problem.travel[at * problem.points + day.end!]! <= day.latest) best = Math.max(best, score);
    problem.nodes.forEach((node, v) => {
      if (used & (1 << v)) return;
      const arrive = now + problem.travel[at * problem.points + node.point]!;
      const windows = 'everyDay' in node.hours ? node.hours.everyDay : [];
      const starts = windows.filter(({ to }) => arrive <= to).map(({ from }) => Math.max(from, arrive));
      if (starts.length === 0) return;
      const leave = Math.min(...starts) + node.stay;
      if (leave <= day.latest) walk(node.point, leave, used | (1 << v), score + node.score);
    });
  };
  walk(day.start!, day.earliest, 0, 0);
  return best;
}

test('reaches the best score of small days', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const below = numbers(seed);
    const places = Array.from({ length: 9 }, () => [below(60), below(60)] as const);
    const problem: SolverProblem = {
      points: 9,
      travel: places.flatMap(([x, y]) => places.map(([a, b]) => Math.ceil(Math.hypot(x - a, y - b)))),
      nodes: Array.from({ length: 8 }, (_, i) => {
        const from = below(200);
        const windows = [
          { from, to: from + 80 },
          { from: from + 150, to: from + 180 },
        ];
        return makeNode({ point: i + 1, score: 1 + below(30), stay: below(30), hours: { everyDay: windows } });
      }),
      days: [{ start: 0, end: 0, earliest: 0, latest: 260 }],
    };
    expect(planOf(problem).score, `seed ${seed}`).toBe(bestOfAll(problem));
  }
});

test('gives the same plan for the same seed and number of iterations', () => {
  const problem = randomProblem(7);
  const run = (seed: number) => solve(problem, { iterations: 500, seed });
  expect(run(3)).toEqual(run(3));
  let clock = 0;
  expect(solve(problem, { iterations: 500, seed: 3, now: () => clock++ })).toMatchObject({
    plan: (run(3) as { plan: SolverPlan }).plan,
  });
});

describe('mandatory wishes', () => {
  test('come before any number of better scores', () => {
    const plan = planOf({
      ...lineOf(8),
      nodes: [
        makeNode({ point: 7, score: 0, mandatory: true }),
        ...[1, 2, 3].map((point) => makeNode({ point, score: 50, stay: 60 })),
      ],
      days: [{ start: 0, end: 0, earliest: 0, latest: 150 }],
    });
    expect(nodesOf(plan)[0]).toContain(0);
    expect(plan.unmetNodes).toEqual([]);
  });

  test('are named when they do not fit together', () => {
    const outcome = solve(
      {
        ...lineOf(8),
        nodes: [makeNode({ point: 7, mandatory: true }), makeNode({ point: 1, mandatory: true })],
        days: [{ start: 0, end: 0, earliest: 0, latest: 100 }],
      },
      { iterations: 300 },
    );
    expect(outcome).toMatchObject({ kind: 'incomplete', plan: { unmetNodes: [0], left: [0] } });
  });

  test('of a group are met by any one of its nodes', () => {
    const problem = {
      ...lineOf(8),
      nodes: [makeNode({ point: 7 }), makeNode({ point: 4, score: 0 }), makeNode({ point: 1, score: 30, stay: 90 })],
      days: [{ start: 0, end: 0, earliest: 0, latest: 110 }],
      groups: [{ nodes: [0, 1], mandatory: true }],
    };
    expect(nodesOf(planOf(problem))).toEqual([[1]]);
    expect(planOf({ ...problem, days: [{ start: 0, end: 0, earliest: 0, latest: 70 }] }).unmetGroups).toEqual([0]);
  });
});

test('visits a node only on days that allow it', () => {
  const plan = planOf({
    ...lineOf(3),
    nodes: [
      makeNode({ point: 1, forbiddenDays: [0, 2] }),
      makeNode({ point: 2, hours: { byDay: [[], [], [{ from: 0, to: 99 }]] } }),
    ],
    days: [0, 1, 2].map(() => ({ start: 0, end: 0, earliest: 0, latest: 100 })),
  });
  expect(nodesOf(plan)).toEqual([[], [0], [1]]);
});

test('waits for the next of several windows', () => {
  const hours = {
    everyDay: [
      { from: 300, to: 320 },
      { from: 0, to: 5 },
      { from: 100, to: 120 },
    ],
  };
  const plan = planOf({
    ...lineOf(3),
    nodes: [makeNode({ point: 2, stay: 30, hours })],
    days: [{ start: 0, end: 0, earliest: 0, latest: 400 }],
  });
  expect(plan.days[0]?.stops).toEqual([{ node: 0, arrive: 20, start: 100, leave: 130 }]);
});

test('keeps the riding cap of each day', () => {
  const nodes = [2, 4, 6].map((point) => makeNode({ point, score: point }));
  const day = { start: 0, end: 0, earliest: 0, latest: 1000 };
  const plan = planOf({
    ...lineOf(8),
    nodes,
    days: [
      { ...day, ridingCap: 40 },
      { ...day, ridingCap: 80 },
    ],
  });
  expect(plan.days.map(({ riding }) => riding).every((riding, d) => riding <= [40, 80][d]!)).toBe(true);
  expect(plan.left).toEqual([2]);
});

describe('beds', () => {
  const night = [
    { point: 1, score: 0 },
    { point: 6, score: 0 },
    { point: 9, score: 0 },
  ];

  test('are chosen so that the days between them fit', () => {
    const problem = {
      ...lineOf(10),
      nodes: [5, 9].map((point) => makeNode({ point, stay: 10 })),
      days: [
        { start: 0, earliest: 0, latest: 75 },
        { end: 9, earliest: 0, latest: 75 },
      ],
      nights: [night],
    };
    const plan = planOf(problem);
    expect(plan).toMatchObject({ beds: [1], left: [], score: 2 });
  });

  test('take the better score when both fit', () => {
    const plan = planOf({
      ...lineOf(10),
      nodes: [],
      days: [
        { start: 0, earliest: 0, latest: 200 },
        { end: 9, earliest: 0, latest: 200 },
      ],
      nights: [[...night, { point: 4, score: 3 }]],
    });
    expect(plan).toMatchObject({ beds: [3], score: 3 });
  });
});

test('counts the second of a group for less', () => {
  const problem: SolverProblem = {
    ...lineOf(3),
    nodes: [makeNode({ point: 1, score: 10 }), makeNode({ point: 1, score: 10 }), makeNode({ point: 2, score: 7 })].map(
      (node) => ({ ...node, stay: 50 }),
    ),
    days: [{ start: 0, end: 0, earliest: 0, latest: 145 }],
  };
  expect(planOf(problem).score).toBe(20);
  expect(planOf({ ...problem, groups: [{ nodes: [0, 1], worth: [1, 0.2] }] }).score).toBe(17);
});

test('leaves out what costs more travel than it is worth', () => {
  const nodes = [makeNode({ point: 1, score: 10 }), makeNode({ point: 5, score: 10 })];
  const days = [{ start: 0, end: 0, earliest: 0, latest: 1000 }];
  const plan = planOf({ ...lineOf(6), nodes, days, travelCost: 0.2 });
  expect(nodesOf(plan)).toEqual([[0]]);
  expect(plan.score).toBe(6);
});

describe('stopping', () => {
  const problem = randomProblem(11);

  test('ends when told, with the best plan so far', () => {
    let asked = 0;
    const outcome = solve(problem, { stop: () => ++asked > 3 });
    expect(outcome.kind === 'invalid' ? [] : faultsOf(problem, outcome.plan)).toEqual([]);
    expect(asked).toBe(4);
  });

  test("ends when the caller's clock says so", () => {
    let clock = 0;
    const outcome = solve(problem, { now: () => (clock += 10), time: 1000 });
    expect(outcome.kind).not.toBe('invalid');
    expect(clock).toBeLessThan(1100);
  });

  test('ends as soon as the score is enough', () => {
    const nodes = [makeNode({ point: 1, score: 4 })];
    const days = [{ start: 0, end: 0, earliest: 0, latest: 100 }];
    expect(solve({ ...lineOf(2), nodes, days }, { iterations: 1e9, enough: 4 })).toMatchObject({ kind: 'complete' });
  });

  test('reports plans that get better, and ends with the last of them', () => {
    const below = numbers(4);
    const nodes = Array.from({ length: 60 }, (_, i) =>
      makeNode({ point: i % 30, score: 1 + below(90), stay: below(40) }),
    );
    const days = [0, 1].map(() => ({ start: 0, end: 0, earliest: 0, latest: 300 }));
    // 100 iterations pass through every round of anneals in a few steps, 2,000 in many.
    for (const iterations of [100, 2000]) {
      const reports: SolverProgress[] = [];
      const outcome = solve({ ...lineOf(30), nodes, days }, { iterations, progress: (report) => reports.push(report) });
      const scores = reports.map(({ score }) => score);
      expect(reports.length).toBeGreaterThan(1);
      expect(scores).toEqual([...scores].sort((x, y) => x - y));
      expect(outcome).toMatchObject({ plan: { score: scores.at(-1) } });
      expect(reports.map((report) => report.iterations)).toEqual(
        reports.map((report) => report.iterations).sort((x, y) => x - y),
      );
    }
  });
});

describe('bad input', () => {
  test('names every fault', () => {
    const outcome = solve({
      points: 2,
      travel: [0, -1, 1, 0],
      nodes: [makeNode({ point: 5, score: NaN, hours: { everyDay: [{ from: 9, to: 3 }] } })],
      days: [{ earliest: 0, latest: 10 }],
      groups: [{ nodes: [4], worth: [0.5, 1] }],
    });
    expect(outcome.kind === 'invalid' && outcome.faults).toEqual([
      'Every travel time must be a whole number of 0 or more.',
      'Node 0: there is no point 5.',
      'Node 0: the score must be 0 or more.',
      'Node 0: each window needs whole times with "from" not after "to".',
      'Day 0: the start must be a point, or the night before must have beds.',
      'Day 0: the end must be a point, or its night must have beds.',
      'Group 0: there is no node 4.',
      'Group 0: the worths must be 0 or more and must not rise.',
    ]);
  });

  test('a trip without days is invalid, a trip without places is empty', () => {
    expect(solve({ points: 0, travel: [], nodes: [], days: [] })).toMatchObject({ kind: 'invalid' });
    const days = [{ start: 0, end: 0, earliest: 0, latest: 0 }];
    expect(solve({ points: 1, travel: [0], nodes: [], days })).toMatchObject({ kind: 'complete', plan: { score: 0 } });
  });

  test('a day that cannot reach its end is named and stays empty', () => {
    const nodes = [makeNode({ point: 1, hours: ALWAYS })];
    const days = [
      { start: 0, end: 5, earliest: 0, latest: 40 },
      { start: 0, end: 0, earliest: 0, latest: 40 },
    ];
    const outcome = solve({ ...lineOf(6), nodes, days }, { iterations: 200 });
    expect(outcome).toMatchObject({ kind: 'incomplete', plan: { impossibleDays: [0], left: [], score: 1 } });
  });
});

test('rides to a valley whose sights repay the way only together', () => {
  // Eight points off: 16 points of travel for sights worth 10, 9 and 8, beside small ones at the door.
  const nodes = [
    ...[1, 2].map((point) => makeNode({ point, score: 5 })),
    ...[8, 9, 10].map((point) => makeNode({ point, score: 18 - point })),
  ];
  const days = [{ start: 0, end: 0, earliest: 0, latest: 600 }];
  const plan = planOf({ ...lineOf(11), nodes, days, travelCost: 0.1 });
  expect(plan.score).toBeCloseTo(5 + 5 + 10 + 9 + 8 - 0.1 * 200);
});
