import { useEffect, useMemo, useRef, useState } from 'react';
import { checkInSteps, viewTrip } from '#src/domain/plan-check/check-trip.ts';
import type { Finding, View } from '#src/domain/plan-check/finding.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { CalendarDate, Trip } from '#src/domain/trip/types.ts';

export type Check = { findings: readonly Finding[]; byDay: ReadonlyMap<string, readonly Finding[]>; current: boolean };

const NONE: readonly Finding[] = [];
export const findingsOf = (check: Check, day: string): readonly Finding[] => check.byDay.get(day) ?? NONE;

/** Long enough that typing is never held up by a check that the next key makes useless. */
const CHECK_AFTER_MS = 120;
/** Then it works in turns no longer than this, so that an input never waits for the rest of it. */
const TURN_MS = 6;

export function useView(trip: Trip, index: PlannerIndex, today: CalendarDate): View {
  return useMemo(() => viewTrip(trip, index, { today }), [trip, index, today]);
}

/**
 * What the check says, a moment after the change was painted. Findings of a day that stayed the same keep their
 * identity, so that only the days that changed are drawn again.
 */
export function useCheck(trip: Trip, index: PlannerIndex, today: CalendarDate): Check {
  const [done, setDone] = useState<{ trip: Trip; index: PlannerIndex; findings: readonly Finding[] }>();
  const before = useRef<ReadonlyMap<string, readonly Finding[]>>(new Map());

  useEffect(() => {
    const steps = checkInSteps(trip, index, { today });
    let timer = setTimeout(work, done ? CHECK_AFTER_MS : 0);
    function work() {
      const end = performance.now() + TURN_MS;
      do {
        const step = steps.next();
        if (step.done) return setDone({ trip, index, findings: step.value });
      } while (performance.now() < end);
      timer = setTimeout(work);
    }
    return () => clearTimeout(timer);
    // `done` only tells the first check from later ones.
  }, [trip, index, today]);

  return useMemo(() => {
    const findings = done?.findings ?? NONE;
    const byDay = new Map<string, readonly Finding[]>();
    for (const { id } of trip.days) {
      const found = findings.filter(({ day }) => day === id);
      const old = before.current.get(id);
      byDay.set(id, old && isSame(old, found) ? old : found.length === 0 ? NONE : found);
    }
    before.current = byDay;
    return { findings, byDay, current: done?.trip === trip && done.index === index };
  }, [done, trip, index]);
}

function isSame(old: readonly Finding[], found: readonly Finding[]): boolean {
  if (old.length !== found.length) return false;
  return old.every((one, i) => one === found[i]) || JSON.stringify(old) === JSON.stringify(found);
}
