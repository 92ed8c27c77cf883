import type { SolverNode, SolverProblem } from '#src/domain/autoplan/solver/index.ts';

export const ALWAYS = { everyDay: [{ from: 0, to: 10_000 }] };

/** Points 0 … count − 1 on a line, ten minutes apart. */
export function lineOf(count: number): Pick<SolverProblem, 'points' | 'travel'> {
  const travel = Array.from({ length: count * count }, (_, k) => 10 * Math.abs(Math.floor(k / count) - (k % count)));
  return { points: count, travel };
}

export function makeNode(node: Partial<SolverNode> & { point: number }): SolverNode {
  return { score: 1, stay: 0, hours: ALWAYS, ...node };
}

/** A seeded sequence that shares nothing with the solver's own. */
export function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 12345;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 1 | state) + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x5bd1e995);
    return (((mixed ^ (mixed >>> 15)) >>> 0) % 1_000_003) % below;
  };
}
