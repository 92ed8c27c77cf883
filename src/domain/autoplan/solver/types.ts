/**
 * The team orienteering problem with time windows, with what a trip adds to it.
 *
 * Times are whole numbers in one unit of the caller's choice (the planner uses minutes, the benchmark
 * hundredths); each day has its own clock. Points are row numbers of the travel table; nodes, days,
 * nights and groups are named by their index in their list.
 */

/** The stay may start at any time from `from` to `to`, both included. A place that closes at 17:00 has `to` = 17:00 − stay. */
export type Window = { from: number; to: number };

/** One list of windows for every day, or a list for each day; an empty list means closed that day. */
export type Hours = { everyDay: readonly Window[] } | { byDay: readonly (readonly Window[])[] };

export type SolverNode = {
  /** Row of the travel table; several nodes may share a point. */
  point: number;
  /** What visiting is worth, ≥ 0. */
  score: number;
  /** Time spent there, ≥ 0. */
  stay: number;
  hours: Hours;
  /** A mandatory node is worth more than all scores together; if it does not fit it is named in `unmetNodes`. */
  mandatory?: boolean;
  forbiddenDays?: readonly number[];
};

export type SolverDay = {
  /** Ignored (and may be left out) where a night with beds decides it. */
  start?: number;
  end?: number;
  /** Not before this time from the start, not after that time at the end. */
  earliest: number;
  latest: number;
  /** Most travel time of the day; none when absent. */
  ridingCap?: number;
};

/** A bed joins the end of its day to the start of the next; its score may be negative (a price). */
export type SolverBed = { point: number; score: number };

export type SolverGroup = {
  nodes: readonly number[];
  /**
   * The k-th best visited node of the group counts `worth[k]` of its score, the last entry for all further ones.
   * Left out: all count in full.
   */
  worth?: readonly number[];
  /** At least one of the nodes must be visited; if none fits the group is named in `unmetGroups`. */
  mandatory?: boolean;
};

export type SolverProblem = {
  /** Number of points; `travel` has points × points entries, row = from, column = to. It may be asymmetric. */
  points: number;
  travel: ArrayLike<number>;
  nodes: readonly SolverNode[];
  days: readonly SolverDay[];
  /** `nights[d]` are the candidate beds between day d and d + 1; an empty or absent entry leaves both days' own ends. */
  nights?: readonly (readonly SolverBed[])[];
  /** A node may be in one group at most. */
  groups?: readonly SolverGroup[];
  /** Score lost for each unit of travel time, ≥ 0; 0 when absent. Among equal scores less travel always wins. */
  travelCost?: number;
};

export type SolverLimits = {
  /** Stops after this many iterations; the answer is then the same for the same seed on every machine. */
  iterations?: number;
  /** Stops when `now()` has advanced by this much, in the unit of `now` (milliseconds by custom). */
  time?: number;
  /** The caller's clock; needed for `time`, and for the times in progress reports. */
  now?: () => number;
  /** Asked every few dozen iterations; true ends the search with the best plan so far. */
  stop?: () => boolean;
  /** Called for each better plan found, at most once every few dozen iterations. */
  progress?: (report: SolverProgress) => void;
  /** Ends as soon as a plan meets all wishes and reaches this score. */
  enough?: number;
  /** Whole number; the same seed gives the same search. 1 when absent. */
  seed?: number;
};

export type SolverProgress = {
  score: number;
  travel: number;
  iterations: number;
  /** Since the start by the caller's clock, 0 without one. */
  elapsed: number;
  /** Builds the plan; costs little, but only call it when it is shown. */
  plan: () => SolverPlan;
};

export type PlannedStop = { node: number; arrive: number; start: number; leave: number };

export type PlannedDay = {
  startPoint: number;
  endPoint: number;
  stops: PlannedStop[];
  /** Arrival at the end point when leaving the start at `earliest` and never waiting without need. */
  endTime: number;
  riding: number;
};

export type SolverPlan = {
  /** Scores of nodes (by group worth) and beds, less travel cost; the bonus of mandatory nodes is not in it. */
  score: number;
  travel: number;
  days: PlannedDay[];
  /** Index of the chosen bed for each night; −1 where the night has no candidates. */
  beds: number[];
  /** Nodes in no day. */
  left: number[];
  /** Wishes that could not be met: empty lists in an honest success. */
  unmetNodes: number[];
  unmetGroups: number[];
  /** Days whose start cannot even reach their end in time or within the cap; they carry no stops. */
  impossibleDays: number[];
};

export type SolverOutcome =
  /** Everything mandatory is in the plan. */
  | { kind: 'complete'; plan: SolverPlan; iterations: number; foundAfter: number }
  /** The best plan found leaves out mandatory nodes or groups, or has impossible days. */
  | { kind: 'incomplete'; plan: SolverPlan; iterations: number; foundAfter: number }
  /** The problem itself is malformed; one sentence for each fault. */
  | { kind: 'invalid'; faults: string[] };
