import { describe, expect, test } from 'vitest';
import { checkTrip } from '#src/domain/plan-check/check-trip.ts';
import { rules } from '#src/domain/plan-check/rules/index.ts';
import type { Finding } from '#src/domain/plan-check/finding.ts';
import { findStop } from '#src/domain/trip/new-trip.ts';
import { parseTrip } from '#src/domain/trip/parse-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { updateTrip } from '#src/domain/trip/update-trip.ts';
import { bases } from '#tests/fixtures/plans/bases.ts';
import type { BaseName } from '#tests/fixtures/plans/bases.ts';
import { addUp, makePlan } from '#tests/fixtures/plans/combine.ts';
import type { Plan } from '#tests/fixtures/plans/combine.ts';
import { answers, compareFindings } from '#tests/fixtures/plans/compare.ts';
import { faults } from '#tests/fixtures/plans/faults.ts';
import { TODAY, makeWorld } from '#tests/fixtures/plans/world.ts';

const world = makeWorld();
const worldOf = (plan: Plan) => (plan.alerts.length > 0 ? makeWorld(plan.alerts) : world);
const check = (plan: Plan): Finding[] => checkTrip(plan.trip, worldOf(plan), { today: TODAY });
const right = { missed: [], extra: [] };

describe('clean plans', () => {
  test.each(Object.keys(bases) as BaseName[])('%s: nothing but its true notices, on every date', (base) => {
    for (let turn = 0; turn < Math.max(1, bases[base].dates.length); turn++) {
      const plan = makePlan(base, turn, []);
      expect(compareFindings(check(plan), plan.expected), plan.trip.date).toEqual(right);
    }
  });
});

describe('one fault', () => {
  test.each(faults.map((fault) => [fault.name, fault] as const))('%s', (_name, fault) => {
    for (let turn = 0; turn < Math.max(1, bases[fault.base].dates.length); turn++) {
      const plan = makePlan(fault.base, turn, [fault]);
      const findings = check(plan);
      expect(compareFindings(findings, plan.expected), plan.trip.date).toEqual(right);
      const [first] = fault.expect;
      if (!fault.fixes || !first) continue;
      const keys = findings.find((finding) => answers(finding, first))?.fixes.map(({ key }) => key) ?? [];
      expect(
        keys.filter((key) => fault.fixes?.includes(key)),
        `${plan.trip.date}: ${keys.join()}`,
      ).not.toEqual([]);
    }
  });

  test('each rule has a fault that it finds', () => {
    const found = new Set(faults.flatMap((fault) => check(makePlan(fault.base, 0, [fault])).map(({ rule }) => rule)));
    expect(rules.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
  });
});

describe('two faults', () => {
  const pairs = faults.flatMap((a, i) => faults.slice(i + 1).filter((b) => addUp(a, b)).map((b) => [a, b] as const)); // prettier-ignore

  test('that touch different parts are both found, and nothing else is', () => {
    expect(pairs.length).toBeGreaterThan(1000);
    for (const [turn, pair] of pairs.entries()) {
      const plan = makePlan(pair[0].base, turn, pair);
      expect(compareFindings(check(plan), plan.expected), `${plan.name} ${plan.trip.date}`).toEqual(right);
    }
  });

  test('all pairs of rules speak together, but for those that shut each other out', () => {
    const together = new Set<string>();
    const note = (findings: Finding[]): void => {
      const names = [...new Set(findings.map(({ rule }) => rule))].sort();
      names.forEach((a, i) => names.slice(i + 1).forEach((b) => together.add(`${a} ${b}`)));
    };
    for (const fault of faults) note(check(makePlan(fault.base, 0, [fault])));
    for (const a of faults) {
      for (const b of faults) {
        const known = together.has([a.rule, b.rule].sort().join(' '));
        if (a.base === b.base && a.rule !== b.rule && !known) note(check(makePlan(a.base, 0, [a, b])));
      }
    }
    const names = rules.map(({ name }) => name).sort();
    const apart = names
      .flatMap((a, i) => names.slice(i + 1).map((b) => `${a} ${b}`))
      .filter((pair) => !together.has(pair));
    expect(apart).toEqual([
      // A trip has dates or it has none.
      'busy-nights market-days',
      'closed-that-day market-days',
      // Who steers a motorbike is not driven.
      'licence motion-sickness',
      'market-days weather',
      'motion-sickness one-way',
    ]);
  });
});

describe('fixes', () => {
  const everyPlan = faults.map((fault, i) => makePlan(fault.base, i, [fault]));

  test('each takes its finding away and adds no error', () => {
    let tried = 0;
    for (const plan of everyPlan) {
      const findings = check(plan);
      const errors = findings.filter(({ severity }) => severity === 'error').length;
      for (const finding of findings) {
        for (const fix of finding.fixes) {
          const trip = updateTrip(plan.trip, { type: 'batch', actions: fix.actions });
          const after = checkTrip(trip, worldOf(plan), { today: TODAY });
          const { rule, key, day, stop, leg } = finding;
          const still = after.filter(
            (one) => one.rule === rule && one.key === key && one.day === day && one.stop === stop && one.leg === leg,
          );
          const same = still.filter(({ values }) => values['need'] === finding.values['need']);
          expect(same, `${plan.name}: ${finding.key} by ${fix.key}`).toEqual([]);
          expect(
            after.filter(({ severity }) => severity === 'error').length,
            `${plan.name}: ${fix.key}`,
          ).toBeLessThanOrEqual(errors);
          expect(parseTrip(JSON.parse(JSON.stringify(trip)))).toMatchObject({ ok: true, repairs: [] });
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(120);
  });

  test('none moves a locked stop to another day or takes it out', () => {
    for (const plan of everyPlan) {
      const lock = (trip: Trip): Trip => ({
        ...trip,
        days: trip.days.map((day) => ({ ...day, stops: day.stops.map((stop) => ({ ...stop, locked: true })) })),
      });
      const locked: Plan = { ...plan, trip: lock(plan.trip) };
      for (const finding of check(locked)) {
        for (const fix of finding.fixes) {
          const after = updateTrip(locked.trip, { type: 'batch', actions: fix.actions });
          for (const [dayIndex, day] of locked.trip.days.entries()) {
            for (const stop of day.stops) {
              expect(findStop(after, stop.id), `${plan.name}: ${fix.key}`).toMatchObject({ dayIndex, stop });
            }
          }
        }
      }
    }
  });
});
