import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { migrateTrip } from '#src/domain/trip/migrate-trip.ts';
import { parseTrip } from '#src/domain/trip/parse-trip.ts';
import { tripFromSuggestion } from '#src/domain/trip/suggested-trip.ts';
import { LIMITS } from '#src/domain/trip/types.ts';
import { updateTrip } from '#src/domain/trip/update-trip.ts';
import { arbitraryAction, arbitraryTrip } from './arbitrary-trip.ts';
import { makeTrip } from './make-trip.ts';

describe('parseTrip', () => {
  test('reads its own trips back unchanged and without repairs', () => {
    fc.assert(
      fc.property(arbitraryTrip, fc.array(arbitraryAction, { maxLength: 10 }), (start, actions) => {
        const once = parseTrip(JSON.parse(JSON.stringify(actions.reduce(updateTrip, start))));
        if (!once.ok) throw new Error(once.reason);
        expect(once.repairs).toEqual([]);
        expect(parseTrip(JSON.parse(JSON.stringify(once.trip)))).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });

  test('never throws and always gives a trip within its limits, whatever JSON comes', () => {
    const damaged = fc
      .tuple(arbitraryTrip, fc.array(fc.tuple(fc.nat(), fc.jsonValue()), { maxLength: 6 }))
      .map(([trip, hits]) => {
        const copy = JSON.parse(JSON.stringify(trip)) as Record<string, unknown>;
        for (const [at, value] of hits) {
          const paths = pathsOf(copy);
          const path = paths[at % paths.length] ?? [];
          if (path.length > 0) put(copy, path, structuredClone(value));
        }
        return copy;
      });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue({ maxDepth: 5 }), damaged), (value) => {
        const parsed = parseTrip(value);
        if (!parsed.ok) return;
        const { trip } = parsed;
        expect(trip.days.length).toBeGreaterThan(0);
        expect(trip.days.length).toBeLessThanOrEqual(LIMITS.days);
        expect(JSON.stringify(trip)).not.toContain(':null');
        const again = parseTrip(JSON.parse(JSON.stringify(trip)));
        expect(again).toEqual({ ok: true, trip, repairs: [] });
      }),
      { numRuns: 1000 },
    );
  });

  test('survives getters that throw', () => {
    const trap = { get days(): never { throw new Error('no'); } }; // prettier-ignore
    expect(parseTrip(trap)).toEqual({ ok: false, reason: 'not-a-trip' });
  });

  test('refuses no trip and a newer one with a reason', () => {
    for (const value of [null, undefined, 7, 'trip', [], {}, { days: 3 }]) {
      expect(parseTrip(value)).toEqual({ ok: false, reason: 'not-a-trip' });
    }
    expect(parseTrip({ version: 2, days: [] })).toEqual({ ok: false, reason: 'newer-version' });
  });

  test('repairs what it can and tells each change', () => {
    const parsed = parseTrip({
      version: 1,
      id: 'mine',
      name: 'A\u0000 trip',
      date: '2027-02-30',
      vehicle: 'rocket',
      days: [
        { id: 'd1', stops: [{ id: 's1', at: 'places/dong-van', minutes: -5 }, { at: { lat: NaN, lng: 105, name: 'x' } }, { id: 's1', at: 'places/meo-vac' }] }, // prettier-ignore
        { id: 'd1', stops: 'none', bed: { at: 'moon' } },
      ],
    });
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(parsed.trip).toMatchObject({ id: 'mine', name: 'A trip', vehicle: 'motorbike' });
    expect(parsed.trip.date).toBeUndefined();
    expect(parsed.trip.days.map((day) => day.id)).toEqual(['d1', 'd3']);
    expect(parsed.trip.days[0]?.stops.map((stop) => stop.id)).toEqual(['s1', 's2']);
    expect(parsed.repairs).toEqual([
      { key: 'field-reset', values: { field: 'date' } },
      { key: 'field-reset', values: { field: 'vehicle' } },
      { key: 'minutes-reset', values: { day: 1 } },
      { key: 'stop-dropped', values: { day: 1 } },
      { key: 'bed-dropped', values: { day: 2 } },
    ]);
  });

  test('cuts what passes the limits and says how much', () => {
    const stops = Array.from({ length: 75 }, () => ({ at: 'places/dong-van' }));
    const parsed = parseTrip({
      version: 1,
      days: Array.from({ length: 70 }, (_, i) => ({ stops: i === 0 ? stops : [] })),
    });
    expect(parsed).toMatchObject({
      ok: true,
      repairs: [
        { key: 'days-cut', values: { kept: 60, dropped: 10 } },
        { key: 'stops-cut', values: { day: 1, kept: 60, dropped: 15 } },
      ],
    });
  });

  test('carries old versions forward one step at a time', () => {
    const steps = { 0: (trip: object) => ({ ...trip, a: 1 }), 1: (trip: object) => ({ ...trip, b: 2 }) };
    expect(migrateTrip({ days: [] }, 0, steps)).toEqual({ days: [], a: 1, b: 2 });
    const parsed = parseTrip({ start: 'dong-van', startHour: '07:30', days: [{ startHour: '06:00', stops: [], bed: 'places/meo-vac' }] }); // prettier-ignore
    expect(parsed).toMatchObject({
      ok: true,
      trip: { version: 1, start: { at: 'places/dong-van' }, dayStart: 450, days: [{ start: 360, bed: { at: 'places/meo-vac' } }] }, // prettier-ignore
    });
  });
});

test('a suggested trip becomes an undated trip of one’s own', () => {
  const trip = tripFromSuggestion(
    {
      aliases: {}, photos: [], sources: [], formerSlugs: [], sample: false, weight: 3,
      vehicle: 'car', pace: 'slow', start: 'ha-giang', end: 'bao-lac', startHour: '07:00', best: [], interests: [], suits: [],
      days: [
        { stops: [{ at: 'places/tam-son' }, { at: 'events/dong-van-market', minutes: 120 }], bed: 'homestays/lua' },
        { startHour: '06:30', stops: [{ at: 'places/ma-pi-leng' }] },
      ],
    }, // prettier-ignore
    'copy',
    'Markets',
  );
  expect(trip).toMatchObject({
    id: 'copy', name: 'Markets', vehicle: 'car', pace: 'slow', dayStart: 420,
    start: { at: 'places/ha-giang', hour: 420, arrival: 'there' }, end: { at: 'places/bao-lac', departure: 'none' },
    days: [{ stops: [{ at: 'places/tam-son' }, { minutes: 120 }], bed: { at: 'homestays/lua' } }, { start: 390 }],
  }); // prettier-ignore
  expect(trip.date).toBeUndefined();
});

test('makeTrip makes trips that parse without repairs', () => {
  expect(parseTrip(makeTrip([{ stops: ['places/dong-van'] }]))).toMatchObject({ ok: true, repairs: [] });
});

function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function put(target: Record<string, unknown>, path: (string | number)[], value: unknown): void {
  const last = path.at(-1) as string;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, target);
  parent[last] = value;
}
