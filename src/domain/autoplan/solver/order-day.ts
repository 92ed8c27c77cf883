import type { PlannedStop, Window } from './types.ts';

export const MOST_STOPS_TO_ORDER = 9;

export type DayStop = {
  /** Row of the travel table. */
  point: number;
  stay: number;
  /** When the stay may start, as in the solver; empty means never. */
  windows: readonly Window[];
};

export type DayToOrder = {
  points: number;
  /** points × points whole numbers, row = from; may be asymmetric. */
  travel: ArrayLike<number>;
  stops: readonly DayStop[];
  start: number;
  end: number;
  earliest: number;
  latest: number;
  ridingCap?: number;
};

export type DayOrder =
  /** `stops[i].node` is the index in the given stops. */
  | { kind: 'ordered'; stops: PlannedStop[]; riding: number; endTime: number }
  /** No order keeps all windows, the end of the day and the cap. */
  | { kind: 'impossible' }
  | { kind: 'too-many'; most: number };

/**
 * The order of a day's stops with the least travel, then the earliest end, then the first in the given order:
 * exact for up to nine stops by depth-first branch and bound. The bound is the travel so far plus, for each
 * place still to be reached, its shortest way in.
 */
export function orderDay(day: DayToOrder): DayOrder {
  const { stops, travel, points, start, end, earliest, latest, ridingCap = Infinity } = day;
  const n = stops.length;
  if (n > MOST_STOPS_TO_ORDER) return { kind: 'too-many', most: MOST_STOPS_TO_ORDER };
  const leg = (from: number, to: number): number => travel[from * points + to] as number;
  const places = [start, ...stops.map((stop) => stop.point)];
  const wayIn = (to: number, self: number): number =>
    Math.min(...places.filter((_, i) => i !== self).map((from) => leg(from, to)));
  const shortestIn = stops.map((stop, i) => wayIn(stop.point, i + 1));
  const shortestEnd = n === 0 ? leg(start, end) : wayIn(end, 0);

  let least = Infinity;
  let soonest = Infinity;
  let best: number[] | undefined;
  const order: number[] = [];

  const extend = (at: number, now: number, riding: number, open: number, bound: number): void => {
    if (order.length === n) {
      const total = riding + leg(at, end);
      const done = now + leg(at, end);
      if (done > latest || total > ridingCap) return;
      if (total > least || (total === least && done >= soonest)) return;
      least = total;
      soonest = done;
      best = [...order];
      return;
    }
    for (let i = 0; i < n; i++) {
      if ((open & (1 << i)) === 0) continue;
      const stop = stops[i] as DayStop;
      const way = leg(at, stop.point);
      const rest = bound - (shortestIn[i] as number);
      if (riding + way + rest > Math.min(least, ridingCap)) continue;
      const begin = startOfStay(stop.windows, now + way);
      if (begin === undefined || begin + stop.stay > latest) continue;
      order.push(i);
      extend(stop.point, begin + stop.stay, riding + way, open & ~(1 << i), rest);
      order.pop();
    }
  };
  extend(
    start,
    earliest,
    0,
    (1 << n) - 1,
    shortestIn.reduce((sum, way) => sum + way, shortestEnd),
  );
  return best ? { kind: 'ordered', ...timesOf(day, best), riding: least, endTime: soonest } : { kind: 'impossible' };
}

/** First start at or after `arrive` in one of the windows. */
function startOfStay(windows: readonly Window[], arrive: number): number | undefined {
  let begin: number | undefined;
  for (const { from, to } of windows) {
    const candidate = Math.max(from, arrive);
    if (candidate <= to && (begin === undefined || candidate < begin)) begin = candidate;
  }
  return begin;
}

function timesOf(day: DayToOrder, order: readonly number[]): { stops: PlannedStop[] } {
  let at = day.start;
  let now = day.earliest;
  const stops = order.map((node) => {
    const stop = day.stops[node] as DayStop;
    const arrive = now + (day.travel[at * day.points + stop.point] as number);
    const start = startOfStay(stop.windows, arrive) as number;
    at = stop.point;
    now = start + stop.stay;
    return { node, arrive, start, leave: now };
  });
  return { stops };
}
