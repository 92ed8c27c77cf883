import { expect, test } from 'vitest';
import { orderDay } from '#src/domain/autoplan/solver/index.ts';
import type { DayToOrder } from '#src/domain/autoplan/solver/index.ts';
import { numbers } from './make-problem.ts';

type Value = { riding: number; endTime: number };

/** Every order, tried to its end. */
function bruteForce(day: DayToOrder): Value | undefined {
  let best: Value | undefined;
  const walk = (left: number[], at: number, now: number, riding: number): void => {
    const leg = (to: number): number => day.travel[at * day.points + to] as number;
    if (left.length === 0) {
      const value = { riding: riding + leg(day.end), endTime: now + leg(day.end) };
      if (value.endTime > day.latest || value.riding > (day.ridingCap ?? Infinity)) return;
      if (!best || value.riding < best.riding || (value.riding === best.riding && value.endTime < best.endTime))
        best = value;
      return;
    }
    for (const i of left) {
      const stop = day.stops[i]!;
      const arrive = now + leg(stop.point);
      const starts = stop.windows.filter(({ to }) => arrive <= to).map(({ from }) => Math.max(from, arrive));
      if (starts.length === 0) continue;
      walk(
        left.filter((other) => other !== i),
        stop.point,
        Math.min(...starts) + stop.stay,
        riding + leg(stop.point),
      );
    }
  };
  walk(
    day.stops.map((_, i) => i),
    day.start,
    day.earliest,
    0,
  );
  return best;
}

/** Asymmetric times that need not keep the triangle inequality, one or two windows a stop, sometimes a cap. */
function randomDay(seed: number, count: number): DayToOrder {
  const below = numbers(seed);
  const points = count + 2;
  const tight = below(3);
  const width = [40, 150, 600][tight]!;
  const stops = Array.from({ length: count }, (_, i) => {
    const from = below(500);
    const first = { from, to: from + width + below(width) };
    const second = { from: first.to + 30 + below(60), to: first.to + 100 + below(300) };
    return {
      point: i + 1,
      stay: below(40),
      windows: below(4) === 0 ? [first, { ...second, to: Math.max(second.from, second.to) }] : [first],
    };
  });
  const cap = below(3) === 0 ? { ridingCap: 60 + below(60 * count) } : {};
  return {
    points,
    travel: Array.from({ length: points * points }, () => 1 + below(90)),
    stops,
    start: 0,
    end: below(2) === 0 ? 0 : points - 1,
    earliest: below(100),
    latest: 500 + below(700),
    ...cap,
  };
}

test('finds exactly what brute force finds on 1,000 random days', () => {
  let possible = 0;
  for (let seed = 1; seed <= 1000; seed++) {
    const count = seed % 100 === 0 ? 9 : seed % 10 === 0 ? 8 : seed % 8;
    const day = randomDay(seed, count);
    const expected = bruteForce(day);
    const found = orderDay(day);
    if (!expected) {
      expect(found, `seed ${seed}`).toEqual({ kind: 'impossible' });
      continue;
    }
    possible++;
    expect(found, `seed ${seed}`).toMatchObject({ kind: 'ordered', ...expected });
    if (found.kind === 'ordered') {
      expect(found.stops.map(({ node }) => node).sort()).toEqual(day.stops.map((_, i) => i));
    }
  }
  // Both answers must be common, or the comparison would say little.
  expect(possible).toBeGreaterThan(300);
  expect(possible).toBeLessThan(950);
}, 60_000);

test('gives each stop its times, waiting for what opens later', () => {
  const travel = [0, 10, 20, 10, 0, 10, 20, 10, 0];
  const window = { from: 0, to: 1000 };
  const found = orderDay({
    points: 3,
    travel,
    stops: [
      { point: 2, stay: 5, windows: [{ from: 60, to: 90 }] },
      { point: 1, stay: 30, windows: [window] },
    ],
    start: 0,
    end: 2,
    earliest: 0,
    latest: 100,
  });
  expect(found).toEqual({
    kind: 'ordered',
    stops: [
      { node: 1, arrive: 10, start: 10, leave: 40 },
      { node: 0, arrive: 50, start: 60, leave: 65 },
    ],
    riding: 20,
    endTime: 65,
  });
});

test('orders a day without stops and refuses a tenth stop', () => {
  const day = { points: 1, travel: [0], start: 0, end: 0, earliest: 5, latest: 9 };
  expect(orderDay({ ...day, stops: [] })).toEqual({ kind: 'ordered', stops: [], riding: 0, endTime: 5 });
  const stop = { point: 0, stay: 0, windows: [{ from: 0, to: 9 }] };
  expect(orderDay({ ...day, stops: Array.from({ length: 10 }, () => stop) })).toEqual({ kind: 'too-many', most: 9 });
});
