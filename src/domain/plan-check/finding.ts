import type { PlannerIndex } from '../planner-data/planner-index.ts';
import type { TripAction } from '../trip/actions.ts';
import type { ScheduledDay } from '../trip/schedule.ts';
import type { CalendarDate, Trip } from '../trip/types.ts';

/**
 * `error`: cannot be done as planned, or must not be. `warning`: can be done and will be regretted.
 * `notice`: true and worth knowing; nothing to change.
 */
export type Severity = 'error' | 'warning' | 'notice';

/** Values of a sentence, unformatted; `valueTypes` says by name how each is to be shown. */
export type Values = Readonly<Record<string, string | number>>;

/** A change that makes its finding go away: one tap, one step of undo. The words are at `findings:fix.<key>`. */
export type Fix = { key: string; values: Values; actions: TripAction[] };

/** The words are at `findings:rule.<key>`. Days and stops are named by id; without a day it is about the trip. */
export type Finding = {
  rule: string;
  severity: Severity;
  key: string;
  values: Values;
  day?: string;
  stop?: string;
  /** The ride to this stop, or `home`: the day's last ride. */
  leg?: string;
  fixes: Fix[];
};

/** What is known from outside the trip and its data. */
export type CheckContext = {
  /** Today in Vietnam: how old a price is, and which market day comes next. */
  today: CalendarDate;
};

/** All that a rule looks at. */
export type View = { trip: Trip; index: PlannerIndex; context: CheckContext; days: readonly ScheduledDay[] };

/** A finding before its fixes are worked out; candidates that turn out not to help are dropped. */
export type Draft = Omit<Finding, 'rule' | 'fixes'> & { fixes?: () => Fix[] };

/** Pure, and true: what a rule says must be so under the plan as written. */
export type Rule = { name: string; find: (view: View) => Draft[] };

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];
