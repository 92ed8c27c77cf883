import { describe, expect, test } from 'vitest';
import { alertHoldsOn, edgesOfStretch } from '#src/domain/roads/conditions.ts';
import type { RoadAlert } from '#src/domain/roads/conditions.ts';
import { findLeg } from '#src/domain/roads/find-leg.ts';
import { buildRoadGraph } from '#src/domain/roads/graph.ts';
import { loadGraph, makeEdge, makeNode, requireLeg } from '../../support/road-network.ts';

const graph = loadGraph();
const landslide: RoadAlert = {
  id: 'ma-pi-leng-landslide',
  from: 'dong-van',
  to: 'ma-pi-leng',
  effect: { kind: 'road-closed' },
  since: '2027-08-05T06:00:00+07:00',
  until: '2027-08-07T18:00:00+07:00',
};

test('a landslide on Mã Pí Lèng sends Đồng Văn – Mèo Vạc round by Yên Minh and Mậu Duệ', () => {
  const leg = requireLeg(graph, 'dong-van', 'meo-vac', 'motorbike', { alerts: [landslide], date: '2027-08-06' });
  expect(leg.via).not.toContain('ma-pi-leng');
  expect(leg.via).toContain('mau-due');
  expect(leg.km).toBe(92);
});

test('on another day the road is open', () => {
  const options = { alerts: [landslide], date: '2027-08-08' };
  expect(requireLeg(graph, 'dong-van', 'meo-vac', 'motorbike', options).via).toContain('ma-pi-leng');
});

test('a stretch named by far ends closes every edge between them', () => {
  expect(edgesOfStretch(graph, 'dong-van', 'meo-vac')).toHaveLength(4);
  const whole = { ...landslide, to: 'meo-vac' };
  const leg = findLeg(graph, 'ma-pi-leng', 'meo-vac', 'motorbike', { alerts: [whole] });
  expect(leg).toEqual({ kind: 'no-route', reason: 'closed', alerts: ['ma-pi-leng-landslide'], last: undefined });
});

test('roadworks slow an edge, and the leg names the alert', () => {
  const works: RoadAlert = { id: 'works', from: 'sung-tra', to: 'meo-vac', effect: { kind: 'road-slow', factor: 2 } };
  const usual = requireLeg(graph, 'lung-phin', 'meo-vac', 'motorbike');
  const slowed = requireLeg(graph, 'lung-phin', 'meo-vac', 'motorbike', { alerts: [works] });
  expect(slowed.minutes).toBe(usual.minutes + 29);
  expect(slowed.alerts).toEqual(['works']);
});

describe('kilometre stones', () => {
  const stones = buildRoadGraph({
    nodes: [makeNode('a'), makeNode('b', { lat: 23.1 }), makeNode('c', { lat: 23.2 })],
    edges: [makeEdge('b', 'a', { road: 'QL4C' }), makeEdge('b', 'c', { road: 'QL4C' })],
    posts: [
      { road: 'QL4C', place: 'a', km: 100 },
      { road: 'QL4C', place: 'b', km: 110 },
      { road: 'QL4C', place: 'c', km: 120 },
    ],
  });
  const works = (kmFrom: number, kmTo: number, effect: RoadAlert['effect']): RoadAlert[] => [
    { id: 'works', from: 'a', to: 'c', kmFrom, kmTo, effect },
  ];

  test('slow down only the share of the road between them', () => {
    const alerts = works(105, 110, { kind: 'road-slow', factor: 3 });
    // 20 minutes an edge; half of the first at a third of the speed.
    expect(requireLeg(stones, 'a', 'b', 'motorbike', { alerts }).minutes).toBe(40);
    expect(requireLeg(stones, 'b', 'c', 'motorbike', { alerts })).toMatchObject({ minutes: 20, alerts: [] });
  });

  test('close only the edge they stand on', () => {
    const alerts = works(112, 112, { kind: 'road-closed' });
    expect(requireLeg(stones, 'a', 'b', 'motorbike', { alerts }).minutes).toBe(20);
    expect(findLeg(stones, 'a', 'c', 'motorbike', { alerts })).toMatchObject({ reason: 'closed', alerts: ['works'] });
  });

  test('where an edge has a stone at one end only, all of it counts: better too careful', () => {
    const alerts: RoadAlert[] = [
      { id: 'rocks', from: 'nga-ba-xin-cai', to: 'meo-vac', kmFrom: 160, kmTo: 160.3, effect: { kind: 'road-closed' } },
    ];
    expect(findLeg(graph, 'pa-vi-ha', 'meo-vac', 'motorbike', { alerts })).toMatchObject({ reason: 'closed' });
  });
});

test('an alert cannot make a road faster', () => {
  const odd: RoadAlert = { id: 'odd', from: 'sung-tra', to: 'meo-vac', effect: { kind: 'road-slow', factor: 0.1 } };
  expect(requireLeg(graph, 'sung-tra', 'meo-vac', 'motorbike', { alerts: [odd] }).minutes).toBe(29);
});

test('edges that a scenario closes are avoided, unknown ones passed over', () => {
  const closedEdges = [
    { from: 'ma-pi-leng', to: 'dong-van' },
    { from: 'nowhere', to: 'dong-van' },
  ];
  expect(requireLeg(graph, 'dong-van', 'meo-vac', 'car', { closedEdges }).via).toContain('nga-ba-yen-minh');
});

test('a boat that does not run is no way to the canyon from there', () => {
  const suspended: RoadAlert = { id: 'boat', from: 'ta-lang', to: 'tu-san', effect: { kind: 'road-closed' } };
  expect(requireLeg(graph, 'ma-pi-leng', 'tu-san', 'motorbike', { alerts: [suspended] }).via).toContain('cau-xin-cai');
  const both = [suspended, { ...suspended, id: 'boat-2', from: 'cau-xin-cai' }];
  expect(findLeg(graph, 'ma-pi-leng', 'tu-san', 'motorbike', { alerts: both })).toMatchObject({
    reason: 'closed',
    alerts: ['boat'],
  });
});

describe('when an alert holds', () => {
  test.each([
    ['2027-08-04', false],
    ['2027-08-05', true],
    ['2027-08-07', true],
    ['2027-08-08', false],
  ])('on %s: %s', (date, expected) => {
    expect(alertHoldsOn(landslide, date)).toBe(expected);
  });

  test('days count whole, and an open end has no end', () => {
    expect(alertHoldsOn({ since: '2027-08-05', until: '2027-08-05' }, '2027-08-05')).toBe(true);
    expect(alertHoldsOn({ since: '2027-08-05', until: '2027-08-05' }, '2027-08-06')).toBe(false);
    expect(alertHoldsOn({ since: '2027-08-05' }, '2031-01-01')).toBe(true);
    expect(alertHoldsOn({}, '2031-01-01')).toBe(true);
  });

  test('the last hour of the evening before in Vietnam is another day', () => {
    const night = { since: '2027-08-05T17:30:00Z', until: '2027-08-05T18:00:00Z' };
    expect(alertHoldsOn(night, '2027-08-05')).toBe(false);
    expect(alertHoldsOn(night, '2027-08-06')).toBe(true);
  });
});
