/** Which labels fit: greedy by rank, each keeping its box free. Boxes in pixels. */
export type LabelCandidate<T> = { item: T; x: number; y: number; width: number; height: number; rank: number };

type Box = { left: number; top: number; right: number; bottom: number };

/** @returns the items whose labels may be drawn, none touching another; higher rank wins, then the order given. */
export function chooseLabels<T>(
  candidates: readonly LabelCandidate<T>[],
  taken: readonly Box[] = [],
): LabelCandidate<T>[] {
  const boxes: Box[] = [...taken];
  const chosen: LabelCandidate<T>[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.rank - a.rank)) {
    const box = {
      left: candidate.x,
      top: candidate.y - candidate.height / 2,
      right: candidate.x + candidate.width,
      bottom: candidate.y + candidate.height / 2,
    };
    const free = boxes.every(
      (other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom,
    );
    if (!free) continue;
    boxes.push(box);
    chosen.push(candidate);
  }
  return chosen;
}
