import { describe, expect, test } from 'vitest';
import { between, distanceMeters } from '#src/domain/geo/position.ts';
import { buildRoadGraph } from '#src/domain/roads/graph.ts';
import { legLine, pieceLine, readRoadLines } from '#src/domain/roads/leg-line.ts';
import { travelMatrix } from '#src/domain/roads/travel-matrix.ts';
import { loadGraph, loadNetwork, makeEdge, makeNode, requireLeg, roadLines } from '../../support/road-network.ts';

const graph = loadGraph();
const at = (slug: string) => {
  const node = graph.nodes.find((one) => one.slug === slug);
  return node ? { lat: node.lat, lng: node.lng } : expect.fail(slug);
};

describe('own pins', () => {
  const west = { lat: 23, lng: 105 };
  const east = { lat: 23, lng: 105.1 };
  const small = buildRoadGraph({
    nodes: [makeNode('west', west), makeNode('east', east)],
    edges: [makeEdge('west', 'east')],
    posts: [],
  });

  test('a pin beside the road joins at the nearest point, with the straight part marked as a guess', () => {
    const pin = { lat: 23.01, lng: 105.05 };
    const leg = requireLeg(small, 'west', pin, 'motorbike');
    expect(leg.pieces.map(({ mode }) => mode)).toEqual(['road', 'straight']);
    expect(leg.pieces[0]).toMatchObject({ from: 'west', to: undefined, km: 5, minutes: 10 });
    expect(leg.straightKm).toBe(1.1);
    // 1.11 km, 1.4 times as winding, at 15 km/h: 6 minutes.
    expect(leg.minutes).toBe(16);
    expect(requireLeg(small, pin, 'west', 'motorbike').minutes).toBe(16);
  });

  test('two pins on one road need not ride to its end', () => {
    const leg = requireLeg(small, { lat: 23, lng: 105.02 }, { lat: 23, lng: 105.08 }, 'car');
    expect(leg).toMatchObject({ km: 6, minutes: 15, via: [] });
  });

  test('two pins far from the road and near each other are joined straight', () => {
    const leg = requireLeg(small, { lat: 23.1, lng: 105.02 }, { lat: 23.1, lng: 105.03 }, 'foot');
    expect(leg.pieces.map(({ mode }) => mode)).toEqual(['straight']);
    expect(leg.minutes).toBe(Math.round(((1.023 * 1.4) / 4) * 60));
  });

  test('a pin on the way joins the true road and takes part of its minutes', () => {
    const pin = between(at('ma-pi-leng'), at('nga-ba-xin-cai'), 0.5);
    const leg = requireLeg(graph, 'dong-van', pin, 'motorbike');
    expect(leg.minutes).toBeGreaterThan(28);
    expect(leg.minutes).toBeLessThan(28 + 16);
    expect(leg.via).toEqual(['dong-van', 'ma-pi-leng']);
  });

  test('a car does not join a lane it cannot use', () => {
    const pin = between(at('ma-pi-leng'), at('ta-lang'), 0.5);
    const leg = requireLeg(graph, 'dong-van', pin, 'car');
    expect(leg.via).not.toContain('ta-lang');
    expect(leg.straightKm).toBeGreaterThan(0);
  });
});

describe('the line of a leg', () => {
  test('runs from the first place to the last, whichever way the roads were drawn', () => {
    for (const { slug } of graph.nodes) {
      for (const [from, to] of [
        ['meo-vac', slug],
        [slug, 'hoang-su-phi'],
      ] as const) {
        if (from === to) continue;
        const line = legLine(graph, requireLeg(graph, from, to, 'motorbike'));
        expect(line[0], `${from} – ${to}`).toEqual(at(from));
        expect(line.at(-1), `${from} – ${to}`).toEqual(at(to));
      }
    }
  });

  test('follows the drawing where there is one, and is straight where there is none', () => {
    const leg = requireLeg(graph, 'dong-van', 'ma-pi-leng', 'motorbike');
    expect(legLine(graph, leg).length).toBeGreaterThan(2);
    const bare = buildRoadGraph(loadNetwork());
    expect(legLine(bare, leg)).toEqual([at('dong-van'), at('ma-pi-leng')]);
    expect(legLine(bare, leg, roadLines)).toEqual(legLine(graph, leg));
  });

  test('a pin begins its line where it stands', () => {
    const pin = { lat: 23.2, lng: 105.3 };
    const leg = requireLeg(graph, pin, 'meo-vac', 'motorbike');
    expect(legLine(graph, leg)[0]).toEqual(pin);
    const [straight, road] = leg.pieces;
    if (!straight || !road) return expect.fail('no pieces');
    const [end, begin] = [pieceLine(graph, straight).at(-1), pieceLine(graph, road)[0]];
    expect(end && begin && distanceMeters(end, begin)).toBeLessThan(2);
  });

  test('every edge is drawn, and nothing else of a strange collection is read', () => {
    for (const { edge, a, b, line } of graph.edges) {
      expect(roadLines.has(`${edge.from} ${edge.to}`), edge.from).toBe(true);
      expect(line[0]).toEqual(at(graph.nodes[a]?.slug ?? ''));
      expect(line.at(-1)).toEqual(at(graph.nodes[b]?.slug ?? ''));
    }
    for (const odd of [null, 7, {}, { features: [null, { properties: null }, { geometry: { type: 'LineString' } }] }]) {
      expect(readRoadLines(odd).size).toBe(0);
    }
  });
});

test('the matrix tells the same minutes and km as each leg, pins, boats and closures included', () => {
  const points = [
    'dong-van',
    'tu-san',
    'don-cao',
    'ta-lang',
    'song-nho-que',
    'meo-vac',
    { lat: 23.2, lng: 105.3 },
    'nowhere',
  ];
  const options = { closedEdges: [{ from: 'dong-van', to: 'ma-pi-leng' }] };
  for (const vehicle of ['motorbike', 'car', 'bicycle', 'foot'] as const) {
    const matrix = travelMatrix(graph, points, vehicle, options);
    points.forEach((from, i) => {
      points.forEach((to, j) => {
        const known = from !== 'nowhere' && to !== 'nowhere';
        const reachable = known && matrix.minutes[i]?.[j] !== Infinity;
        if (!reachable) {
          const carLane = vehicle === 'car' && [from, to].includes('ta-lang');
          expect(!known || carLane, `${String(from)} – ${String(to)} by ${vehicle}`).toBe(true);
          return;
        }
        const leg = requireLeg(graph, from, to, vehicle, options);
        expect(matrix.minutes[i]?.[j]).toBe(leg.minutes);
        expect(matrix.km[i]?.[j]).toBe(leg.km);
      });
    });
  }
});
