import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readBasemap } from '#src/features/map/basemap.ts';
import { onSheet } from '#src/features/map/projection.ts';
import { drawHills, hillLines } from '#src/features/map/relief.ts';

const geojson: unknown = JSON.parse(readFileSync('content/map/basemap.geojson', 'utf8'));
const heights = [
  { lat: 23.25, lng: 105.25, meters: 1300 },
  { lat: 22.8, lng: 104.8, meters: 1500 },
  { lat: 22.35, lng: 105, meters: 60 },
];
const base = readBasemap(geojson, heights);

test('hills stand on high land, clear of roads and known places, with both shapes', () => {
  expect(new Set(base.hills.map(({ kind }) => kind))).toEqual(new Set(['karst', 'range']));
  const points = base.roads.flatMap(({ line }) => line.map(([lat, lng]) => onSheet({ lat, lng })));
  for (const { at } of base.hills) {
    const foot = onSheet({ lat: at[0], lng: at[1] });
    for (const point of points) expect(Math.hypot(point.x - foot.x, point.y - foot.y)).toBeGreaterThan(12);
    for (const { lat, lng } of heights) expect(Math.hypot(lat - at[0], lng - at[1])).toBeGreaterThan(0.018);
    // Around the low place in the south the land is too low for hills.
    expect(Math.hypot(22.35 - at[0], 105 - at[1])).toBeGreaterThan(0.05);
  }
});

test('the same base map gives the same hills, a flat one none', () => {
  expect(drawHills(base, heights)).toEqual(base.hills);
  expect(readBasemap(geojson).hills).toEqual([]);
  expect(drawHills(base, [{ lat: 23, lng: 105, meters: 120 }])).toEqual([]);
});

test('a hill is as high as its size and its shade is on its right', () => {
  const { edge, shade } = hillLines({ at: [23, 105], size: 20, kind: 'karst' });
  expect(Math.max(...edge.map(([lat]) => lat))).toBeCloseTo(23.02, 5);
  expect(edge[0]?.[0]).toBe(23);
  expect(shade.reduce((sum, [, lng]) => sum + lng, 0) / shade.length).toBeGreaterThan(105);
});
