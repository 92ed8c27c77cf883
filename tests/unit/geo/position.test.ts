import { expect, test } from 'vitest';
import { cutLine, distanceMeters, isPosition, nearestOnLine } from '#src/domain/geo/position.ts';

const dongVan = { lat: 23.2792, lng: 105.3634 };
const meoVac = { lat: 23.1647, lng: 105.4089 };

test('one degree of a great circle is 111.195 km', () => {
  expect(distanceMeters({ lat: 0, lng: 0 }, { lat: 0, lng: 1 })).toBeCloseTo(111_195, -1);
  expect(distanceMeters({ lat: 89.5, lng: 0 }, { lat: 89.5, lng: 180 })).toBeCloseTo(111_195, -1);
  expect(distanceMeters(dongVan, meoVac)).toBe(distanceMeters(meoVac, dongVan));
  expect(distanceMeters(dongVan, dongVan)).toBe(0);
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
