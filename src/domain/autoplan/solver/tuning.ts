/**
 * Found by trial on the published instances (`npm run bench:autoplan`), as one setting for all of them.
 * Temperatures are in average scores.
 */
export const tuning = {
  /** Average number of nodes that a ruin takes, and the longest string. */
  removed: 6,
  longest: 10,
  /** Chance of a string that spares some nodes inside it. */
  split: 0.5,
  /** Chance of another string in a day that already lost one. */
  again: 0.5,
  /** Chance of overlooking a place. */
  blink: 0.01,
  /** Spread of the factors on a node's worth. */
  noise: 0.25,
  /** Weight of waiting and delay beside the detour when comparing places. */
  shift: 0.5,
  /** Chance of trying only nodes near the removed ones (the nearest `reach` of each), and the least part of all nodes tried else. */
  local: 0.7,
  reach: 15,
  least: 0.4,
  /** What a whole day of travel costs the search beside the true score, in average scores. */
  travelDislike: 0.5,
  /**
   * Shares of the travel cost that one node alone has to repay before it is put in, drawn for each step. Sights far
   * off repay the way to them only together, and the first of them would never be tried.
   */
  tolls: [1, 1, 0.5, 0],
};
