import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkTrip, viewTrip } from '#src/domain/plan-check/check-trip.ts';
import type { Finding } from '#src/domain/plan-check/finding.ts';
import { ridingCap } from '#src/domain/plan-check/rules/riding-cap.ts';
import { valueTypes } from '#src/domain/plan-check/value-types.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { newTrip } from '#src/domain/trip/new-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { updateTrip } from '#src/domain/trip/update-trip.ts';
import { arbitraryTrip } from '#tests/unit/trip/arbitrary-trip.ts';
import { makeTrip } from '#tests/unit/trip/make-trip.ts';
import type { DaySketch } from '#tests/unit/trip/make-trip.ts';
import { makePlan } from '#tests/fixtures/plans/combine.ts';
import { faults } from '#tests/fixtures/plans/faults.ts';
import { TODAY, makeAlert, makeWorld } from '#tests/fixtures/plans/world.ts';

const world = makeWorld();
const home = { at: 'places/ha-giang', departure: 'none' as const };
const check = (trip: Trip, index: PlannerIndex = world): Finding[] => checkTrip(trip, index, { today: TODAY });
const keys = (trip: Trip, index?: PlannerIndex): string[] => check(trip, index).map(({ key }) => key);
const bike = (days: DaySketch[], about: Partial<Trip> = {}): Trip =>
  makeTrip(days, { licence: { status: 'valid' }, end: home, ...about });

describe('checkTrip', () => {
  test('Lũng Phìn on a wrong day: the next date is told and one tap moves the trip to it', () => {
    // November 2026: 6, 12, 18, 24, 30 are market days of Lũng Phìn.
    const trip = bike(
      [{ stops: ['places/yen-minh'], bed: 'places/yen-minh' }, { stops: ['events/lung-phin-market'] }],
      { date: '2026-11-26' },
    );
    const finding = check(trip).find(({ key }) => key === 'no-market');
    expect(finding).toMatchObject({
      severity: 'error',
      day: 'd2',
      stop: 's2',
      values: { date: '2026-11-27', nextDate: '2026-11-30' },
    });
    const fix = finding?.fixes.find(({ key }) => key === 'shift-trip');
    const moved = updateTrip(trip, { type: 'batch', actions: fix?.actions ?? [] });
    expect(moved.date).toBe('2026-11-29');
    expect(keys(moved)).not.toContain('no-market');
  });

  test('moves a day within the trip to the market, where another day has it', () => {
    const trip = bike(
      [
        { stops: ['places/tam-son'], bed: 'places/yen-minh' },
        { stops: ['events/dong-van-market'], bed: 'places/dong-van' },
        { stops: ['places/yen-minh'], bed: 'places/yen-minh' },
        { stops: [] },
      ],
      { date: '2027-04-09' },
    );
    // Day 2 is Saturday 10 April, day 3 Sunday.
    const finding = check(trip).find(({ key }) => key === 'no-market');
    const fix = finding?.fixes.find(({ key }) => key === 'move-day');
    expect(fix?.values).toEqual({ day: 2, date: '2027-04-11' });
  });

  test('errors come first, then by day', () => {
    const trip = makeTrip([{ stops: ['places/vanished'] }, { stops: ['places/vanished'] }], {
      date: '2027-04-09',
      end: home,
    });
    const order = check(trip).map(({ severity, day }) => `${severity} ${day ?? '-'}`);
    expect(order).toEqual(
      [...order].sort(
        (a, b) => 'ewn'.indexOf(a.charAt(0)) - 'ewn'.indexOf(b.charAt(0)) || a.slice(-2).localeCompare(b.slice(-2)),
      ),
    );
    expect(order[0]).toBe('error d1');
  });

  test('a new trip has nothing worse than the question of the licence', () => {
    expect(check(newTrip('x', 'x')).map(({ key }) => key)).toEqual(['licence-unsure']);
  });

  test('licence findings carry the fine of the engine, with date and source', () => {
    const fine = (engine: Trip['engine']) =>
      check(bike([{}], { licence: { status: 'none' }, ...(engine && { engine }) })).find(
        ({ rule }) => rule === 'licence',
      )?.values;
    expect(fine('up-to-125')).toEqual({
      low: 2_000_000,
      high: 4_000_000,
      source: '168/2024/NĐ-CP',
      seen: '2025-01-01',
    });
    expect(fine('over-125')).toMatchObject({ low: 6_000_000, high: 8_000_000 });
    expect(fine(undefined)).toMatchObject({ low: 2_000_000, high: 8_000_000 });
    expect(fine('up-to-50')).toBeUndefined();
  });

  test('passengers are never asked for a licence', () => {
    for (const vehicle of ['easy-rider', 'car', 'bus', 'bicycle', 'foot'] as const) {
      expect(
        check(bike([{}], { vehicle, licence: { status: 'none' } })).filter(({ rule }) => rule === 'licence'),
      ).toEqual([]);
    }
  });

  test('a pin no road leads to is said, and the rest of the trip still has its times', () => {
    const trip = bike([
      { stops: [{ at: { lat: 22.2, lng: 103.2, name: 'far' } }], bed: 'places/tam-son' },
      { stops: ['places/yen-minh'] },
    ]);
    expect(keys(trip)).toContain('no-road');
    expect(viewTrip(trip, world, { today: TODAY }).days.every(({ end }) => Number.isFinite(end))).toBe(true);
  });

  test('a homestay that is not loaded is not called gone', () => {
    const trip = bike([{ stops: ['places/tam-son'], bed: 'homestays/elsewhere' }, { stops: [] }]);
    expect(keys(trip)).not.toContain('bed-gone');
  });

  test('an alert counts only while it is in force during the ride', () => {
    const days = [
      { stops: ['places/dong-van'], bed: 'places/dong-van' },
      { stops: ['places/ma-pi-leng'], bed: 'places/meo-vac' },
      {},
    ];
    const alert = (from: string, until: string) =>
      makeWorld([
        makeAlert({
          effect: { kind: 'road-closed' },
          roads: [{ from: 'places/dong-van', to: 'places/ma-pi-leng' }],
          from,
          until,
        }),
      ]);
    const trip = bike(days, { date: '2027-04-09' });
    expect(keys(trip, alert('2027-04-10T07:00:00+07:00', '2027-04-10T12:00:00+07:00'))).toContain('road-detour');
    expect(keys(trip, alert('2027-04-10T15:00:00+07:00', '2027-04-10T23:00:00+07:00'))).not.toContain('road-detour');
    expect(keys(trip, alert('2027-04-10T00:00:00+07:00', '2027-04-10T06:00:00+07:00'))).not.toContain('road-detour');
  });

  test('behind a closed road a stop may wait for the day on which it is open again', () => {
    const trip = bike(
      [
        { stops: ['places/du-gia', 'places/thac-du-gia'], bed: 'places/du-gia' },
        { stops: [], bed: 'places/du-gia' },
        { stops: [] },
      ],
      { date: '2027-04-09' },
    );
    const index = makeWorld([
      makeAlert({
        effect: { kind: 'road-closed' },
        roads: [{ from: 'places/du-gia', to: 'places/thac-du-gia' }],
        from: '2027-04-09T00:00:00+07:00',
        until: '2027-04-10T00:00:00+07:00',
      }),
    ]);
    const closed = check(trip, index).find(({ key, leg }) => key === 'road-closed' && leg === 's2');
    expect(closed?.fixes.map(({ key }) => key)).toEqual(expect.arrayContaining(['move-to-day', 'remove-stop']));
    const move = closed?.fixes.find(({ key }) => key === 'move-to-day');
    const moved = updateTrip(trip, { type: 'batch', actions: move?.actions ?? [] });
    expect(moved.days[1]?.stops.map(({ at }) => at)).toEqual(['places/thac-du-gia']);
    expect(keys(moved, index)).not.toContain('road-closed');
  });

  test('an evening event is no overfull day', () => {
    // 20 April 2027 is the 14th of the third lunar month.
    const trip = bike([{ stops: ['places/dong-van', { at: 'events/old-quarter-night', minutes: 120 }], bed: 'places/dong-van' }, {}], { date: '2027-04-20', start: { at: 'places/dong-van', hour: 900, arrival: 'there' } }); // prettier-ignore
    expect(keys(trip)).not.toContain('past-bedtime');
    expect(keys(trip)).not.toContain('no-event');
  });

  test('caps follow pace, experience, vehicle and knees', () => {
    const about = newTrip('x', 'x');
    expect(ridingCap(about)).toBe(390);
    expect(ridingCap({ ...about, experience: 'novice' })).toBe(332);
    expect(ridingCap({ ...about, vehicle: 'easy-rider', pace: 'slow', experience: 'novice' })).toBe(300);
    expect(
      ridingCap({ ...about, vehicle: 'car', pace: 'slow', party: { adults: 2, children: [], mobility: 'limited' } }),
    ).toBe(270);
  });

  test('never throws and says only what it can name, for any trip', () => {
    fc.assert(
      fc.property(arbitraryTrip, (trip) => {
        for (const { values, fixes } of check(trip)) {
          for (const [name, value] of [values, ...fixes.map((fix) => fix.values)].flatMap(Object.entries)) {
            expect(valueTypes, name).toHaveProperty(name);
            expect(typeof value === 'string' || Number.isFinite(value), `${name} ${value}`).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the words of findings', () => {
  type Words = { rule: Record<string, string>; fix: Record<string, string>; word: Record<string, string> };
  const wordsOf = (language: string): Words =>
    JSON.parse(
      readFileSync(new URL(`../../../src/i18n/words/${language}/findings.json`, import.meta.url), 'utf8'),
    ) as Words;
  const placeholders = (text: string | undefined): string[] =>
    [...(text ?? '').matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '');
  const findings = faults.flatMap((fault) => {
    const plan = makePlan(fault.base, 0, [fault]);
    return check(plan.trip, plan.alerts.length > 0 ? makeWorld(plan.alerts) : world);
  });

  test.each(LOCALES)('%s has them for every finding and fix, and only with values that are given', (language) => {
    const words = wordsOf(language);
    for (const { key, values, fixes } of findings) {
      expect(words.rule, key).toHaveProperty(key);
      for (const name of placeholders(words.rule[key])) expect(Object.keys(values), `${key} ${name}`).toContain(name);
      for (const fix of fixes) {
        expect(words.fix, fix.key).toHaveProperty(fix.key);
        for (const name of placeholders(words.fix[fix.key]))
          expect(Object.keys(fix.values), `${fix.key} ${name}`).toContain(name);
      }
      for (const [name, value] of Object.entries(values)) {
        if (valueTypes[name] === 'word') expect(words.word, String(value)).toHaveProperty(String(value));
      }
    }
  });

  test('no key of a rule is without words', () => {
    const source = readRules();
    const named = [...source.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map(([, key]) => key ?? '');
    const { rule, fix } = wordsOf('en');
    const unused = [...Object.keys(rule), ...Object.keys(fix)].filter(
      (key) => !named.includes(key.replace(/-ever$/, '')) && !/^(rain|fog|ice)$/.test(key),
    );
    expect(unused).toEqual([]);
  });

  function readRules(): string {
    const folder = new URL('../../../src/domain/plan-check/', import.meta.url);
    const files = ['fix-ideas.ts', 'check-trip.ts', ...ruleFiles(folder)];
    return files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  }
});

function ruleFiles(folder: URL): string[] {
  const index = readFileSync(new URL('rules/index.ts', folder), 'utf8');
  return [...index.matchAll(/'\.\/([a-z-]+\.ts)'/g)].map(([, name]) => `rules/${name}`);
}
