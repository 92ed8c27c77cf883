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

/**
 * @param taken boxes that no label may touch
 * @param frame what can be seen; a label that would be cut off by its edge stands elsewhere or is left out
 * @returns the labels that may be drawn, none touching another; higher rank wins, then the order given
 */
export function chooseLabels<T>(
  candidates: readonly LabelCandidate<T>[],
  taken: readonly Box[] = [],
  frame?: Box,
): PlacedLabel<T>[] {
  const boxes: Box[] = [...taken];
  const chosen: PlacedLabel<T>[] = [];
  for (const { item, spots, width, height } of candidates.toSorted((a, b) => b.rank - a.rank)) {
    for (const { x, y } of spots) {
      const box = { left: x, top: y - height / 2, right: x + width, bottom: y + height / 2 };
      if (frame && !isWithin(box, frame)) continue;
      if (!boxes.every((other) => isApart(box, other))) continue;
      boxes.push(box);
      chosen.push({ item, x, y, width });
      break;
    }
  }
  return chosen;
}

/**
 * Where a point's name may stand, in the cartographer's order (Imhof 1975): right, left, above, below, and then
 * shifted above and below.
 *
 * @param gap pixels from the middle of the mark to the name
 */
export function spotsAround(point: { x: number; y: number }, width: number, gap: number): { x: number; y: number }[] {
  const above = point.y - gap - 4;
  const below = point.y + gap + 4;
  const shifts = [-width / 2, -gap / 2, gap / 2 - width];
  return [
    { x: point.x + gap, y: point.y },
    { x: point.x - gap - width, y: point.y },
    ...shifts.flatMap((shift) => [
      { x: point.x + shift, y: above },
      { x: point.x + shift, y: below },
    ]),
  ];
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  );
}

function isApart(a: Box, b: Box): boolean {
  return a.right < b.left || a.left > b.right || a.bottom < b.top || a.top > b.bottom;
}
