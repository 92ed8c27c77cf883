import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildRoadGraph } from '#src/domain/roads/graph.ts';
import { travelMatrix } from '#src/domain/roads/travel-matrix.ts';
import { loadGraph, makeEdge, makeNode, requireLeg } from '../../support/road-network.ts';

/** All pairs the slow and obvious way (Floyd 1962, Warshall 1962). */
function floydWarshall(count: number, edges: readonly { a: number; b: number; minutes: number }[]): number[][] {
  const best = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) => (i === j ? 0 : Infinity)),
  );
  const at = (i: number, j: number): number => best[i]?.[j] ?? Infinity;
  const put = (i: number, j: number, value: number): void => {
    const row = best[i];
    if (row) row[j] = Math.min(at(i, j), value);
  };
  for (const { a, b, minutes } of edges) {
    put(a, b, minutes);
    put(b, a, minutes);
  }
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) put(i, j, at(i, k) + at(k, j));
    }
  }
  return best;
}

test('equals Floyd–Warshall on random networks, lost corners included', () => {
  const networks = fc.integer({ min: 2, max: 9 }).chain((count) =>
    fc.record({
      count: fc.constant(count),
      edges: fc.uniqueArray(
        fc.record({
          a: fc.integer({ min: 0, max: count - 1 }),
          b: fc.integer({ min: 0, max: count - 1 }),
          minutes: fc.integer({ min: 1, max: 60 }),
        }),
        { selector: ({ a, b }) => [a, b].sort().join('-'), maxLength: 16 },
      ),
    }),
  );
  fc.assert(
    fc.property(networks, ({ count, edges }) => {
      const roads = edges.filter(({ a, b }) => a !== b);
      // A place without any road is off the network by design; one lane each keeps this about searching.
      const nodes = Array.from({ length: count * 2 }, (_, i) => makeNode(`n${i}`, { lat: 22 + i / 100 }));
      const lanes = Array.from({ length: count }, (_, i) => ({ a: i, b: count + i, minutes: 5 }));
      const all = [...roads, ...lanes];
      const graph = buildRoadGraph({
        nodes,
        edges: all.map(({ a, b, minutes }) => makeEdge(`n${a}`, `n${b}`, { minutes: { motorbike: minutes } })),
        posts: [],
      });
      const slugs = nodes.map(({ slug }) => slug);
      expect(travelMatrix(graph, slugs, 'motorbike').minutes).toEqual(floydWarshall(count * 2, all));
    }),
    { numRuns: 300, seed: 4 },
  );
});

test('equals Floyd–Warshall on the true network, and each leg adds up', () => {
  const graph = loadGraph();
  const roads = graph.edges.filter(({ edge }) => edge.mode === 'road');
  const best = floydWarshall(
    graph.nodes.length,
    roads.map(({ a, b, edge }) => ({ a, b, minutes: edge.minutes.motorbike ?? Infinity })),
  );
  const onRoad = graph.nodes.map((_, i) => i).filter((i) => roads.some(({ a, b }) => a === i || b === i));
  const slugs = onRoad.map((i) => graph.nodes[i]?.slug ?? '');
  const matrix = travelMatrix(graph, slugs, 'motorbike');
  expect(slugs).toHaveLength(116);
  expect(matrix.minutes).toEqual(onRoad.map((i) => onRoad.map((j) => best[i]?.[j])));
  for (const slug of slugs) {
    const leg = requireLeg(graph, 'dong-van', slug, 'motorbike');
    expect(leg.pieces.reduce((sum, piece) => sum + piece.minutes, 0)).toBeCloseTo(leg.minutes, 6);
    expect(leg.pieces.every((piece, i) => i === 0 || piece.from === leg.pieces[i - 1]?.to)).toBe(true);
  }
});
