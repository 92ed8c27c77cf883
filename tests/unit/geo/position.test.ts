import { expect, test } from 'vitest';
import {
  bearingDegrees,
  boxAround,
  boxContains,
  clampToBox,
  cutLine,
  distanceMeters,
  isPosition,
  midpoint,
  nearestOnLine,
  parseBoundingBox,
} from '#src/domain/geo/position.ts';

const dongVan = { lat: 23.2792, lng: 105.3634 };
const meoVac = { lat: 23.1647, lng: 105.4089 };

test('one degree of a great circle is 111.195 km', () => {
  expect(distanceMeters({ lat: 0, lng: 0 }, { lat: 0, lng: 1 })).toBeCloseTo(111_195, -1);
  expect(distanceMeters({ lat: 89.5, lng: 0 }, { lat: 89.5, lng: 180 })).toBeCloseTo(111_195, -1);
  expect(distanceMeters(dongVan, meoVac)).toBe(distanceMeters(meoVac, dongVan));
  expect(distanceMeters(dongVan, dongVan)).toBe(0);
});

test('bearings run clockwise from north', () => {
  const at = { lat: 23, lng: 105 };
  expect(bearingDegrees(at, { lat: 24, lng: 105 })).toBeCloseTo(0, 5);
  expect(bearingDegrees(at, { lat: 23, lng: 105.01 })).toBeCloseTo(90, 1);
  expect(bearingDegrees(at, { lat: 22, lng: 105 })).toBeCloseTo(180, 5);
  expect(bearingDegrees(dongVan, meoVac)).toBeCloseTo(160, 0);
});

test('the nearest point of a bent line is on its nearer piece, with its share of the length', () => {
  const line = [
    { lat: 23, lng: 105 },
    { lat: 23.1, lng: 105 },
    { lat: 23.1, lng: 105.1 },
  ];
  const onFirst = nearestOnLine({ lat: 23.05, lng: 104.99 }, line);
  expect(onFirst?.position).toEqual({ lat: 23.05, lng: 105 });
  expect(onFirst?.meters).toBeCloseTo(1023, 0);
  expect(onFirst?.fraction).toBeCloseTo(0.26, 2);
  expect(nearestOnLine({ lat: 23.2, lng: 105.3 }, line)).toMatchObject({ fraction: 1, position: { lng: 105.1 } });
  expect(nearestOnLine(dongVan, [])).toBeUndefined();
  expect(nearestOnLine(dongVan, [meoVac, meoVac])?.fraction).toBe(0);
});

test('a line is cut by shares of its length, and backwards', () => {
  const line = [
    { lat: 0, lng: 0 },
    { lat: 0, lng: 1 },
    { lat: 0, lng: 2 },
  ];
  const lngs = (points: { lng: number }[]) => points.map(({ lng }) => Math.round(lng * 1000) / 1000);
  expect(lngs(cutLine(line, 0, 1))).toEqual([0, 1, 2]);
  expect(lngs(cutLine(line, 0.25, 0.75))).toEqual([0.5, 1, 1.5]);
  expect(lngs(cutLine(line, 1, 0.5))).toEqual([2, 1]);
});

test('boxes are read south, west, north, east, and nothing else passes', () => {
  const box = parseBoundingBox('22, 104.3,23.4,105.6');
  expect(box).toEqual({ south: 22, west: 104.3, north: 23.4, east: 105.6 });
  for (const wrong of [
    '',
    '1,2,3',
    '1,2,3,4,5',
    '23,104,22,105',
    '22,106,23,105',
    'a,b,c,d',
    '22,,23,105',
    '-91,0,0,0',
    'NaN,1,2,3',
  ]) {
    expect(parseBoundingBox(wrong), wrong).toBeUndefined();
  }
});

test('a box contains its rim, and clamps what lies outside', () => {
  const box = boxAround([dongVan, meoVac]) ?? expect.fail('no box');
  expect(boxContains(box, dongVan)).toBe(true);
  expect(boxContains(box, { lat: 21, lng: 105.4 })).toBe(false);
  expect(clampToBox(box, { lat: 0, lng: 180 })).toEqual({ lat: meoVac.lat, lng: meoVac.lng });
  expect(boxAround([])).toBeUndefined();
  expect(boxContains(box, midpoint(dongVan, meoVac))).toBe(true);
});

test('only numbers on the globe are a position', () => {
  expect(isPosition(dongVan)).toBe(true);
  for (const wrong of [
    null,
    'x',
    {},
    { lat: NaN, lng: 1 },
    { lat: 91, lng: 0 },
    { lat: '23', lng: '105' },
    [23, 105],
  ]) {
    expect(isPosition(wrong)).toBe(false);
  }
});
