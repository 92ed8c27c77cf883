import { useEffect, useMemo, useRef, useState } from 'react';
import { checkTrip, viewTrip } from '#src/domain/plan-check/check-trip.ts';
import type { Finding, View } from '#src/domain/plan-check/finding.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import type { CalendarDate, Trip } from '#src/domain/trip/types.ts';

export type Check = { findings: readonly Finding[]; byDay: ReadonlyMap<string, readonly Finding[]>; current: boolean };

const NONE: readonly Finding[] = [];
export const findingsOf = (check: Check, day: string): readonly Finding[] => check.byDay.get(day) ?? NONE;

/** Long enough that typing is never held up by a check that the next key makes useless. */
const CHECK_AFTER_MS = 120;

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
    const timer = setTimeout(
      () => setDone({ trip, index, findings: checkTrip(trip, index, { today }) }),
      done ? CHECK_AFTER_MS : 0,
    );
    return () => clearTimeout(timer);
    // `done` only tells the first check from later ones.
  }, [trip, index, today]);

  return useMemo(() => {
    const findings = done?.findings ?? NONE;
    const byDay = new Map<string, readonly Finding[]>();
    for (const { id } of trip.days) {
      const found = findings.filter(({ day }) => day === id);
      const old = before.current.get(id);
      byDay.set(id, old && JSON.stringify(old) === JSON.stringify(found) ? old : found.length === 0 ? NONE : found);
    }
    before.current = byDay;
    return { findings, byDay, current: done?.trip === trip && done.index === index };
  }, [done, trip, index]);
}
