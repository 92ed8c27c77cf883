import { checkTrip, viewTrip } from '../plan-check/check-trip.ts';
import type { CheckContext, Finding } from '../plan-check/finding.ts';
import { rules } from '../plan-check/rules/index.ts';
import type { PlannerIndex } from '../planner-data/planner-index.ts';
import type { TripAction } from '../trip/actions.ts';
import { findStop } from '../trip/new-trip.ts';
import type { Trip } from '../trip/types.ts';
import { updateTrip } from '../trip/update-trip.ts';
import type { Candidate } from './candidates.ts';

/** What only the traveller can change: papers, a wish with steps, rooms that nobody has. */
const notOurs: readonly string[] = [
  'licence', 'steps', 'bed-fit', 'weather', 'border-permit', 'one-way', 'boats', 'motion-sickness', 'busy-nights',
]; // prettier-ignore
const mostRounds = 40;
/** Fixes that change the traveller's own wishes are theirs to take. */
const ownWishes: readonly string[] = ['shift-trip', 'change-vehicle', 'split-day', 'start-on', 'forward-luggage', 'no-departure', 'move-day', 'sleep-at']; // prettier-ignore
/** Giving up a sight is worth it for an error, not to save somebody a quarter of an hour. */
const anError = 100;

/** Errors count a hundred times a warning. */
export function countFaults(
  trip: Trip,
  index: PlannerIndex,
  context: CheckContext,
): { errors: number; warnings: number } {
  const view = viewTrip(trip, index, context);
  let errors = 0;
  let warnings = 0;
  for (const rule of rules) {
    for (const { severity } of rule.find(view)) {
      if (severity === 'error') errors++;
      else if (severity === 'warning' && !notOurs.includes(rule.name)) warnings++;
    }
  }
  return { errors, warnings };
}

/**
 * Takes out what the plan check still finds after the search, whose model is coarser than the schedule:
 * breaks for children, a later start before a long wait, at last the stop worth least on the day. Asked-for
 * stops only go when an error would stay.
 */
export function polish(
  start: Trip,
  chosen: ReadonlyMap<string, Candidate>,
  index: PlannerIndex,
  context: CheckContext,
): Trip {
  let trip = start;
  let faults = countFaults(trip, index, context);
  for (let round = 0; round < mostRounds && faults.errors + faults.warnings > 0; round++) {
    const findings = checkTrip(trip, index, context).filter(({ severity, rule }) => severity === 'error' || (severity === 'warning' && !notOurs.includes(rule))); // prettier-ignore
    let best: { trip: Trip; faults: typeof faults; cost: number } | undefined;
    for (const actions of findings.flatMap((finding) => ideas(trip, finding, chosen))) {
      const next = updateTrip(trip, { type: 'batch', actions });
      if (next === trip) continue;
      const after = countFaults(next, index, context);
      const cost = after.errors * anError + after.warnings + lossOf(trip, next, chosen);
      if (after.errors * anError + after.warnings >= faults.errors * anError + faults.warnings) continue;
      // A warning alone never costs a stop that was asked for.
      if (after.errors === faults.errors && losesWish(trip, next, chosen)) continue;
      if (!best || cost < best.cost) best = { trip: next, faults: after, cost };
    }
    if (!best) break;
    ({ trip, faults } = best);
  }
  return trip;
}

function ideas(trip: Trip, finding: Finding, chosen: ReadonlyMap<string, Candidate>): TripAction[][] {
  const list = finding.fixes.filter(({ key }) => !ownWishes.includes(key)).map(({ actions }) => actions);
  const day = trip.days.find(({ id }) => id === finding.day);
  if (!day) return list;
  const scoreOf = (id: string): number => chosen.get(id)?.score ?? 0;
  const removable = day.stops.filter(({ locked }) => !locked).sort((a, b) => scoreOf(a.id) - scoreOf(b.id));
  for (const stop of removable) list.push([{ type: 'remove-stop', stop: stop.id }]);
  // Two at once for days that are far too long.
  const [a, b] = removable;
  if (a && b && finding.severity === 'error') list.push([{ type: 'remove-stop', stop: a.id }, { type: 'remove-stop', stop: b.id }]); // prettier-ignore
  return list;
}

/** Less than one fault per stop lost, so that faults decide first and worth second. */
function lossOf(before: Trip, after: Trip, chosen: ReadonlyMap<string, Candidate>): number {
  let loss = 0;
  for (const [id, { score }] of chosen) if (findStop(before, id) && !findStop(after, id)) loss += 0.2 + score / 500;
  return loss;
}

function losesWish(before: Trip, after: Trip, chosen: ReadonlyMap<string, Candidate>): boolean {
  return [...chosen].some(([id, one]) => (one.must ?? one.wish) !== undefined && findStop(before, id) && !findStop(after, id)); // prettier-ignore
}
