import { findStop } from '../trip/new-trip.ts';
import { scheduleTrip } from '../trip/schedule.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import type { Trip } from '../trip/types.ts';
import { updateTrip } from '../trip/update-trip.ts';
import { SEVERITIES } from './finding.ts';
import type { CheckContext, Draft, Finding, Fix, Rule, View } from './finding.ts';
import { rules } from './rules/index.ts';

/** A trip with its times, ready for the rules and for the screen. */
export function viewTrip(trip: Trip, index: PlannerIndex, context: CheckContext): View {
  return { trip, index, context, days: scheduleTrip(trip, index) };
}

/**
 * Everything there is to say about a trip, errors first and then by day. Each fix has been tried: applied,
 * it takes its own finding away, adds no error, and leaves locked stops on their day.
 */
export function checkTrip(trip: Trip, index: PlannerIndex, context: CheckContext): Finding[] {
  const steps = checkInSteps(trip, index, context);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in small steps, the last of which has the findings: nearly all of the work is trying fixes, and a
 * screen that does it between two inputs must be able to stop at any of them.
 */
export function* checkInSteps(trip: Trip, index: PlannerIndex, context: CheckContext): Generator<void, Finding[]> {
  const view = viewTrip(trip, index, context);
  const dayNumber = new Map(trip.days.map((day, i) => [day.id, i]));
  const dayOf = ({ day }: Draft): number => (day === undefined ? -1 : (dayNumber.get(day) ?? -1));
  const drafts = rules
    .flatMap((rule) => rule.find(view).map((draft) => ({ rule, draft })))
    .sort(({ draft: a }, { draft: b }) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || dayOf(a) - dayOf(b)); // prettier-ignore
  const stops = trip.days.reduce((sum, { stops }) => sum + stops.length, trip.days.length);
  const trials = { left: Math.max(fewestTrials, Math.floor(effort / stops)) };
  const findings: Finding[] = [];
  for (const { rule, draft } of drafts) findings.push(yield* finish(view, rule, draft, trials));
  return findings;
}

/** Fixes shown for one finding, and of one kind: more would be a menu, not help. */
const fixesShown = 5;
const ofOneKind = 2;
/**
 * Stops looked at while trying fixes, so that an absurd trip (60 days of 60 stops, all wrong) is checked in
 * no more time than a phone can bear. The worst findings come first; the rest get fixes once those are gone.
 */
const effort = 12_000;
const fewestTrials = 10;

function* finish(
  view: View,
  rule: Rule,
  { fixes: propose, ...draft }: Draft,
  trials: { left: number },
): Generator<void, Finding> {
  const fixes: Fix[] = [];
  for (const fix of (trials.left > 0 && propose?.()) || []) {
    yield;
    if (fixes.length === fixesShown || trials.left <= 0) break;
    if (fixes.filter(({ key }) => key === fix.key).length === ofOneKind) continue;
    trials.left--;
    if (helps(view, rule, draft, fix)) fixes.push(fix);
  }
  return { rule: rule.name, ...draft, fixes };
}

function helps(view: View, rule: Rule, draft: Draft, fix: Fix): boolean {
  const trip = updateTrip(view.trip, { type: 'batch', actions: fix.actions });
  if (trip === view.trip || !keepsLocks(view.trip, trip)) return false;
  const after = viewTrip(trip, view.index, view.context);
  return (
    !rule.find(after).some((other) => isSame(draft, other)) &&
    errorsOf(after) <= errorsOf(view) - (draft.severity === 'error' ? 1 : 0)
  );
}

/** The same complaint about the same thing; other values (a later hour) do not make it another. */
function isSame(a: Draft, b: Draft): boolean {
  return a.day === b.day && a.stop === b.stop && a.leg === b.leg && subjectOf(a) === subjectOf(b);
}

/** Keys that are two degrees of one complaint; `need` tells the needs of a bed apart. */
function subjectOf({ key, values }: Draft): string {
  return `${degrees[key] ?? key} ${values['need'] ?? ''}`;
}
const degrees: Readonly<Record<string, string>> = {
  'rides-near-sunset': 'rides-after-sunset',
  'rides-early': 'rides-before-sunrise',
  'riding-over-cap': 'riding-too-long',
  'past-bedtime': 'past-midnight',
  'end-tight': 'end-missed',
  'late-about': 'closed-by-then',
  'road-detour': 'road-closed',
};

const counted = new WeakMap<View, number>();

function errorsOf(view: View): number {
  let count = counted.get(view);
  if (count === undefined) {
    count = rules.reduce((sum, rule) => sum + rule.find(view).filter(({ severity }) => severity === 'error').length, 0);
    counted.set(view, count);
  }
  return count;
}

/** Errors and warnings of a trip, without working out any fix. */
export function countFaults(trip: Trip, index: PlannerIndex, context: CheckContext): number {
  const view = viewTrip(trip, index, context);
  return rules.reduce((sum, rule) => sum + rule.find(view).filter(({ severity }) => severity !== 'notice').length, 0);
}

/** A fix may shift the whole trip to other dates, but never a locked stop to another day. */
function keepsLocks(before: Trip, after: Trip): boolean {
  return before.days.every((day, dayIndex) =>
    day.stops.every(({ locked, id }) => !locked || findStop(after, id)?.dayIndex === dayIndex),
  );
}
