import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HISTORY_STEPS, applyAction, parseHistory, redo, startHistory, undo } from '#src/domain/trip/history.ts';
import type { TripHistory } from '#src/domain/trip/history.ts';
import { arbitraryAction, arbitraryTrip } from './arbitrary-trip.ts';
import { makeTrip } from './make-trip.ts';

function repeat(history: TripHistory, step: (history: TripHistory) => TripHistory): TripHistory {
  let [before, after] = [history, step(history)];
  while (after !== before) [before, after] = [after, step(after)];
  return after;
}

describe('history', () => {
  test('undo-all returns to the start and redo-all to the end, also through a save', () => {
    fc.assert(
      fc.property(arbitraryTrip, fc.array(arbitraryAction, { maxLength: 40 }), (trip, actions) => {
        const end = actions.reduce(applyAction, startHistory(trip));
        expect(repeat(end, undo).present).toEqual(trip);
        expect(repeat(repeat(end, undo), redo).present).toEqual(end.present);
        expect(repeat(repeat(end, undo), redo).past).toEqual(end.past);
        const saved: unknown = JSON.parse(JSON.stringify(end));
        const read = parseHistory(saved);
        if (!read.ok) throw new Error(read.reason);
        expect(repeat(read.history, undo).present.days).toEqual(
          JSON.parse(JSON.stringify(repeat(end, undo).present.days)),
        );
        expect(read.history.past).toHaveLength(end.past.length);
      }),
      { numRuns: 200 },
    );
  });

  test('an action that changes nothing is no step and keeps the way forward', () => {
    const one = applyAction(startHistory(makeTrip([{}])), { type: 'add-day' });
    const back = undo(one);
    expect(applyAction(back, { type: 'remove-stop', stop: 'gone' })).toBe(back);
    expect(redo(back).present).toEqual(one.present);
  });

  test('keeps a bounded number of steps', () => {
    let history = startHistory(makeTrip([{}]));
    for (let i = 0; i < HISTORY_STEPS + 50; i++) {
      history = applyAction(history, { type: 'set', patch: { name: `name ${i}` } });
    }
    expect(history.past).toHaveLength(HISTORY_STEPS);
  });

  test('refuses what has no present trip, and drops steps beyond a damaged one', () => {
    expect(parseHistory(null)).toEqual({ ok: false, reason: 'not-a-trip' });
    expect(parseHistory({ present: { version: 99, days: [] } })).toEqual({ ok: false, reason: 'newer-version' });
    const trip = makeTrip([{}]);
    const read = parseHistory({ past: [trip, 'broken', trip], present: trip, future: [trip, 7, trip] });
    expect(read).toMatchObject({ ok: true, history: { past: [{ id: 'test' }], future: [{ id: 'test' }] } });
  });
});
