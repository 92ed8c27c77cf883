/** Orders a list while some of its members keep their places. */

/**
 * The same members in the order `wanted` gives; fixed ones keep their index, so a locked stop stays
 * the third of its day whatever happens around it. `wanted` holds the members that are not fixed.
 */
export function fillAround<T>(members: readonly T[], isFixed: (member: T) => boolean, wanted: readonly T[]): T[] {
  const rest = [...wanted];
  return members.map((member) => (isFixed(member) ? member : (rest.shift() ?? member)));
}

export function reverseAround<T>(members: readonly T[], isFixed: (member: T) => boolean): T[] {
  return fillAround(members, isFixed, members.filter((member) => !isFixed(member)).reverse());
}

/** The member at `from` put to `to`, counted in the list without it. */
export function moveMember<T>(members: readonly T[], from: number, to: number): T[] {
  const rest = members.filter((_, i) => i !== from);
  const moved = members.slice(from, from + 1);
  return [...rest.slice(0, to), ...moved, ...rest.slice(to)];
}
