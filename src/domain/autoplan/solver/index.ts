/**
 * The anytime solver behind auto-plan and the published benchmark: which places, on which day, in which order,
 * and which beds between the days.
 *
 * - `solve(problem, limits)` searches; `SolverProblem` says what a problem holds, in which units.
 * - `orderDay(day)` gives one day of up to nine stops its exact best order.
 *
 * Pure and without dependencies: the same in Node, a worker and the browser. The clock comes from the caller.
 */
export { solve } from './solve.ts';
export { orderDay, MOST_STOPS_TO_ORDER } from './order-day.ts';
export type { DayOrder, DayStop, DayToOrder } from './order-day.ts';
export type {
  Hours,
  PlannedDay,
  PlannedStop,
  SolverBed,
  SolverDay,
  SolverGroup,
  SolverLimits,
  SolverNode,
  SolverOutcome,
  SolverPlan,
  SolverProblem,
  SolverProgress,
  Window,
} from './types.ts';
