import type { Position } from '../geo/position.ts';

/**
 * At most `limit` points of a line, those that matter most to its shape, by Visvalingam's rule of the smallest
 * triangle (Visvalingam & Whyatt 1993), in one pass of buckets: O(n log n). Ends stay.
 */
export function simplifyLine(line: readonly Position[], limit: number): Position[] {
  if (line.length <= limit) return [...line];
  const weights = line.map((point, i) => {
    const [before, after] = [line[i - 1], line[i + 1]];
    return before && after ? area(before, point, after) : Infinity;
  });
  const kept = new Set(
    [...weights.keys()].sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b).slice(0, limit),
  );
  return line.filter((_, i) => kept.has(i));
}

const area = (a: Position, b: Position, c: Position): number =>
  Math.abs((b.lng - a.lng) * (c.lat - a.lat) - (c.lng - a.lng) * (b.lat - a.lat));
