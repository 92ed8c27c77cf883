import { expect, test } from 'vitest';
import { addDays, nextNightState, showNights } from '#src/domain/listings/availability.ts';
import { completenessOf } from '#src/domain/listings/completeness.ts';
import { freshnessOf } from '#src/domain/listings/freshness.ts';
import { isLowRisk } from '#src/domain/listings/low-risk.ts';

const now = '2026-11-21T05:00:00.000Z';

test('an answer counts three days, then the page asks again', () => {
  const nights = showNights('2026-11-21', now, [
    { date: '2026-11-21', state: 'free', setAt: '2026-11-18T05:00:00.000Z' },
    { date: '2026-11-22', state: 'full', setAt: '2026-11-18T04:59:59.000Z' },
  ]);
  expect(nights).toHaveLength(14);
  expect(nights[0]).toEqual({ date: '2026-11-21', state: 'free', setAt: '2026-11-18T05:00:00.000Z', conflict: false });
  expect(nights[1]).toMatchObject({ state: 'ask', setAt: '2026-11-18T04:59:59.000Z' });
  expect(nights[13]).toEqual({ date: '2026-12-04', state: 'ask', conflict: false });
});

test('a booking site fills a night that nobody spoke of, and contradicts one called free', () => {
  const busy = new Set(['2026-11-21', '2026-11-22']);
  const nights = showNights('2026-11-21', now, [{ date: '2026-11-22', state: 'free', setAt: now }], busy, 2);
  expect(nights.map(({ state, conflict }) => ({ state, conflict }))).toEqual([
    { state: 'full', conflict: false },
    { state: 'free', conflict: true },
  ]);
});

test('days go over the ends of months and years, and taps go round', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(['ask', 'free', 'few', 'full'].map((state) => nextNightState(state as 'ask'))).toEqual([
    'free',
    'few',
    'full',
    'ask',
  ]);
});

test('eight facts are enough to publish; a photo may still be missing', () => {
  const eight = { 'words/vi/name': 'Nhà', 'facts/village': 'x', 'facts/phone': '+840', 'facts/priceFrom/vnd': 1, 'facts/sleeps': 2, 'facts/toilet': 'inside', 'facts/car': 'no' }; // prettier-ignore
  expect(completenessOf(eight)).toMatchObject({ missing: ['photo'], enough: true, percent: 56 });
  expect(completenessOf({ ...eight, 'facts/car': 'unknown' })).toMatchObject({
    missing: ['photo', 'car'],
    enough: false,
  });
  expect(completenessOf({}).percent).toBe(0);
  const full = {
    ...eight, 'facts/photos': ['a', 'b', 'c'], 'words/vi/photos/a': 'x', 'words/vi/summary': 's', 'facts/position': {},
    'words/vi/body': 'x'.repeat(120), 'facts/amenities': ['wifi'], 'facts/priceFrom/weekend': 2, 'facts/rooms': 1,
    'facts/checkIn': '14:00', 'facts/facebook': 'x', 'words/en/name': 'n', 'words/en/summary': 's',
  }; // prettier-ignore
  expect(completenessOf(full)).toEqual({ percent: 100, missing: [], next: [], enough: true });
});

test('asks "still true?" after 90 days', () => {
  expect(freshnessOf('2026-08-23', '2026-11-21')).toEqual({ kind: 'fresh', days: 90 });
  expect(freshnessOf('2026-08-22', '2026-11-21')).toEqual({ kind: 'ask', days: 91 });
  expect(freshnessOf('2026', '2026-11-21')).toMatchObject({ kind: 'ask' });
  expect(freshnessOf(undefined, '2026-11-21')).toEqual({ kind: 'never' });
});

test('only prices, phone and the like go live at once', () => {
  expect(isLowRisk('homestays', 'facts/priceFrom/vnd')).toBe(true);
  for (const path of ['words/vi/body', 'facts/facebook', 'facts/position', 'facts/sample'])
    expect(isLowRisk('homestays', path)).toBe(false);
  expect(isLowRisk('places', 'facts/phone')).toBe(false);
});
