import { beforeAll, expect, test } from 'vitest';
import type { ToldAnswer } from '#src/features/autoplan/answer.ts';
import { allStops, firstRide, runPlan, stopOf, textOf, withChanges } from './run-plan.ts';

/** Scenarios beyond the six: closures, festivals, other vehicles, too little time. */
const cases: Record<string, [string, object]> = {
  bus: ['D2', { vehicle: 'bus', must: ['places/pho-co-dong-van'], wish: [] }],
  closed: [
    'D1',
    { closedRoads: [{ from: 'places/dong-van', to: 'places/ma-pi-leng' }], must: ['places/ma-pi-leng'], wish: [] },
  ],
  suspended: ['D1', { suspended: ['places/ta-lang'] }],
  tet: [
    'D2',
    {
      start: { place: 'places/ha-giang', date: '2027-02-06', time: '08:00' },
      end: { place: 'places/ha-giang', by: '2027-02-09T18:00' },
      wish: [],
    },
  ],
  love: [
    'D2',
    {
      start: { place: 'places/ha-giang', date: '2027-04-30', time: '08:00' },
      end: { place: 'places/ha-giang', by: '2027-05-04T18:00' },
      must: ['events/khau-vai-love-market'],
      wish: [],
    },
  ],
  west: ['D2', { vehicle: 'motorbike', licence: 'valid', must: ['places/hoang-su-phi'], wish: ['kind:waterfall'] }],
  oneDay: ['D4', { end: { place: 'places/ha-giang', by: '2027-03-13T18:00' } }],
  novice: ['D2', { vehicle: 'motorbike', licence: 'valid', experience: 'novice' }],
  nights: ['D2', { fixedNights: [{ date: '2027-08-06', place: 'places/lo-lo-chai' }] }],
  children: ['D2', { vehicle: 'car', party: { adults: 2, children: [3] }, wish: ['market:any'] }],
  noLicence: ['D1', { licence: 'none' }],
  tooSoon: ['D5', { end: { place: 'places/bao-lac', by: '2027-04-08T10:00' } }],
};
const answers = new Map<string, ToldAnswer & { code: number }>();
const answer = (name: string): ToldAnswer & { code: number } => answers.get(name) as ToldAnswer & { code: number };

beforeAll(async () => {
  for (const [name, [base, changes]] of Object.entries(cases))
    answers.set(name, await runPlan(await withChanges(base, changes)));
}, 600_000);

test.each(Object.keys(cases).filter((name) => name !== 'tooSoon'))(
  '%s: a plan without errors and without a ride before seven',
  (name) => {
    expect(answer(name).days.length).toBeGreaterThan(0);
    expect(answer(name).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const day of answer(name).days) expect(firstRide(day)).toBeGreaterThanOrEqual(420);
  },
);

test('a closed pass is never ridden', () => {
  for (const { legs } of answer('closed').days)
    for (const { from, to } of legs) expect([from, to].sort()).not.toEqual(['places/dong-van', 'places/ma-pi-leng']);
  expect(answer('closed').findings.some(({ rule, severity }) => rule === 'road-alerts' && severity === 'error')).toBe(
    false,
  );
});

test('a suspended boat is left out and said', () => {
  expect(allStops(answer('suspended'))).not.toContain('places/ta-lang');
  expect(answer('suspended').unmet.find(({ wish }) => wish === 'places/ta-lang')?.reason).toMatch(/suspended/);
});

test('the love market is visited on its days, and its yearly date is said to be unconfirmed', () => {
  const visited = stopOf(answer('love'), 'events/khau-vai-love-market');
  const unmet = answer('love').unmet.find(({ wish }) => wish === 'events/khau-vai-love-market');
  expect(visited !== undefined || unmet?.nextDate !== undefined).toBe(true);
  if (visited) expect(textOf(answer('love'))).toMatch(/set anew each year/);
});

test('the far west is reached, or said to be out of reach', () => {
  expect(answer('west').unmet.map(({ wish }) => wish)).not.toContain('places/hoang-su-phi');
});

test('a fixed night is kept', () => {
  expect(answer('nights').days[1]?.bed).toMatch(/^homestays\/lo-lo-chai/);
});

test('a novice rides no day of more than six and a half hours', () => {
  for (const { ridingMinutes } of answer('novice').days) expect(ridingMinutes).toBeLessThanOrEqual(390);
});

test('one day is one day: wishes fall away with their reasons', () => {
  expect(answer('oneDay').days).toHaveLength(1);
  expect(answer('oneDay').unmet.length).toBeGreaterThan(0);
});

test('a small child has breaks and no trail above a drop', () => {
  expect(answer('children').findings.filter(({ rule }) => rule === 'children-breaks')).toEqual([]);
  expect(allStops(answer('children'))).not.toContain('places/vach-da-trang');
});

test('without a licence nobody is put on a motorbike of their own', () => {
  expect(answer('noLicence').findings.some(({ rule }) => rule === 'no-licence')).toBe(true);
});

test('an end that cannot be reached gives no plan, but says which wish to give up', () => {
  const { days, unmet, code } = answer('tooSoon');
  expect([days, code]).toEqual([[], 1]);
  expect(unmet[0]).toMatchObject({ wish: 'end.by' });
  expect(unmet[0]?.reason).toMatch(/add a day/);
}); // prettier-ignore
