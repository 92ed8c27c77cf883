import { expect, test } from 'vitest';
import { findLeg } from '#src/domain/roads/find-leg.ts';
import { roadName, roadNumbers } from '#src/domain/roads/network.ts';
import { readRoadsFile } from '#src/domain/roads/roads-file.ts';
import { loadGraph, loadNetwork, makeEdge, roadsYaml } from '../../support/road-network.ts';

const node = (slug: string) => ({ slug, name: slug, lat: 23, lng: 105 });
const edge = { ...makeEdge('a', 'b'), source: 'test' };
const file = { posts: [], nodes: [node('a'), node('b')], edges: [edge] };

test('the shipped file holds the whole network: 121 places, 123 roads, 7 paths, boats and treks', () => {
  const { nodes, edges } = loadNetwork();
  expect(nodes).toHaveLength(121);
  expect(edges.filter(({ mode }) => mode === 'road')).toHaveLength(123);
  expect(edges.filter(({ mode }) => mode !== 'road')).toHaveLength(7);
});

test('every place can be reached by motorbike, boat or on foot from Hà Giang city', () => {
  const graph = loadGraph();
  const lost = graph.nodes.filter(({ slug }) => findLeg(graph, 'ha-giang', slug, 'motorbike').kind !== 'leg');
  expect(lost).toEqual([]);
});

test('the position on a place’s own page counts more than that of the file', () => {
  const read = readRoadsFile(roadsYaml, [
    { slug: 'dong-van', lat: 23.3, lng: 105.4 },
    { slug: 'elsewhere', lat: 23, lng: 105 },
  ]);
  if (!read.ok) return expect.fail(read.problems.join());
  expect(read.network.nodes.find(({ slug }) => slug === 'dong-van')).toMatchObject({ lat: 23.3, elev: 1068 });
  expect(read.network.nodes).toHaveLength(121);
});

test('notes and sources stay with the editors', () => {
  const read = readRoadsFile({ ...file, edges: [{ ...edge, note: 'fog' }] });
  expect(JSON.stringify(read)).not.toMatch(/note|source/);
});

test.each([
  ['an unknown hazard', { hazards: ['dragons'] }, 'edges.0.hazards.0 (a – b): '],
  ['a road without minutes', { minutes: {} }, 'edges.0.minutes.motorbike (a – b): is needed on a road'],
  ['a boat with motorbike minutes', { mode: 'boat' }, 'edges.0.minutes (a – b): needs motorbike (and car) on roads'],
  ['no length', { km: 0 }, 'edges.0.km (a – b): '],
  [
    'a lowest point above the highest',
    { minElev: 900, maxElev: 800 },
    'edges.0.minElev (a – b): must not be above maxElev',
  ],
  ['a misspelt field', { surfase: 'dirt' }, 'edges.0 (a – b): '],
  ['a place without position', { to: 'c' }, 'nodes: c is used but has no position'],
  ['a road to itself', { to: 'a' }, 'edges.0.to (a – a): must be another place'],
])('%s is a problem that names its edge', (_what, change, message) => {
  const read = readRoadsFile({ ...file, edges: [{ ...edge, ...change }] });
  expect(read.ok ? [] : read.problems).toEqual([expect.stringContaining(message)]);
});

test('the same stretch twice, and no file at all, are problems', () => {
  const twice = readRoadsFile({ ...file, edges: [edge, { ...edge, from: 'b', to: 'a' }] });
  expect(twice).toEqual({ ok: false, problems: ['edges: a – b stands twice'] });
  for (const nothing of [null, undefined, 7, 'roads', []]) expect(readRoadsFile(nothing).ok).toBe(false);
});

test('road numbers are read from the labels of the sources', () => {
  expect(roadNumbers('DT182, QL279 (Bac Me - Na Hang)')).toEqual(['DT182', 'QL279']);
  expect(roadNumbers('DH01 (QL4C branch to Xin Cai)')).toEqual(['DH01']);
  expect(roadNumbers('DT176B (Minh Ngoc - Mau Due)')).toEqual(['DT176B']);
  expect(roadName(makeEdge('a', 'b', { road: 'local (Sa Phin - Lung Cu)' }))).toBe('local');
  expect(roadName(makeEdge('a', 'b', { road: 'expressway' }))).toBe('expressway');
  expect(roadName(makeEdge('a', 'b', { road: 'boat', mode: 'boat' }))).toBe('boat');
});
