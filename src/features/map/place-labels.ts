/** Which labels fit, and where: greedy by rank, each keeping its box free. Boxes in pixels, y downwards. */
export type LabelCandidate<T> = {
  item: T;
  /** Where the label may stand, the best first: its left edge and the middle of its height. */
  spots: readonly { x: number; y: number }[];
  width: number;
  height: number;
  rank: number;
};
export type PlacedLabel<T> = { item: T; x: number; y: number; width: number };

type Box = { left: number; top: number; right: number; bottom: number };

/** @returns the labels that may be drawn, none touching another; higher rank wins, then the order given. */
export function chooseLabels<T>(
  candidates: readonly LabelCandidate<T>[],
  taken: readonly Box[] = [],
): PlacedLabel<T>[] {
  const boxes: Box[] = [...taken];
  const chosen: PlacedLabel<T>[] = [];
  for (const { item, spots, width, height } of candidates.toSorted((a, b) => b.rank - a.rank)) {
    for (const { x, y } of spots) {
      const box = { left: x, top: y - height / 2, right: x + width, bottom: y + height / 2 };
      if (!boxes.every((other) => isApart(box, other))) continue;
      boxes.push(box);
      chosen.push({ item, x, y, width });
      break;
    }
  }
  return chosen;
}

/**
 * The four places of a point's name in the cartographer's order: right, left, above, below (Imhof 1975 prefers
 * the right; the corners are left out because our marks are round and large).
 */
export function spotsAround(point: { x: number; y: number }, width: number, gap: number): { x: number; y: number }[] {
  return [
    { x: point.x + gap, y: point.y },
    { x: point.x - gap - width, y: point.y },
    { x: point.x - width / 2, y: point.y - gap - 4 },
    { x: point.x - width / 2, y: point.y + gap + 4 },
  ];
}

function isApart(a: Box, b: Box): boolean {
  return a.right < b.left || a.left > b.right || a.bottom < b.top || a.top > b.bottom;
}
