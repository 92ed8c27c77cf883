import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWishes } from '#src/domain/autoplan/wishes.ts';
import { makeWorld } from '#tests/fixtures/plans/world.ts';

const index = makeWorld();
const scenario = {
  start: { place: 'places/ha-giang', date: '2027-11-12', time: '04:30' },
  end: { place: 'places/ha-giang', by: '2027-11-14T20:30' },
  vehicle: 'motorbike',
  licence: 'valid',
  party: { adults: 2 },
  must: ['places/ma-pi-leng'],
  wish: ['market:sunday'],
};
const fields = (value: unknown, today?: string): string[] => parseWishes(value, index, today).problems.map(({ field, key }) => `${field} ${key}`); // prettier-ignore

test('reads a whole scenario and takes an arrival before dawn for a night bus, with a bus home', () => {
  const { wishes, problems } = parseWishes(scenario, index);
  expect(problems).toEqual([]);
  expect(wishes).toMatchObject({ start: { time: 270, arrival: 'night-bus' }, end: { by: 1230, departure: 'bus' }, pace: 'normal', bedNeeds: [] }); // prettier-ignore
});

test.each([
  ['no object', 7, 'scenario problem.not-an-object'],
  ['an end before the start', { ...scenario, end: { ...scenario.end, by: '2027-11-11T10:00' } }, 'end.by problem.end-before-start'],
  ['0 days: the end in the hour of the start', { ...scenario, end: { ...scenario.end, by: '2027-11-12T04:30' } }, 'end.by problem.end-before-start'],
  ['90 days', { ...scenario, end: { ...scenario.end, by: '2028-02-09T10:00' } }, 'end.by problem.too-many-days'],
  ['no day of the calendar', { ...scenario, start: { ...scenario.start, date: '2027-02-30' } }, 'start.date problem.bad-date'],
  ['an unknown start', { ...scenario, start: { ...scenario.start, place: 'places/atlantis' } }, 'start.place problem.unknown-place'],
  ['nobody', { ...scenario, party: { adults: 0 } }, 'party.adults problem.bad-number'],
  ['a child of forty', { ...scenario, party: { adults: 1, children: [40] } }, 'party.children problem.bad-ages'],
])('%s is refused, and the field is named', (_, value, problem) => {
  expect(fields(value)).toContain(problem);
  expect(parseWishes(value, index).wishes).toBeUndefined();
}); // prettier-ignore

test.each([
  ['unknown ids', { ...scenario, must: ['places/atlantis'] }, 'must[0] problem.unknown-id'],
  ['an unknown vehicle', { ...scenario, vehicle: 'rocket' }, 'vehicle problem.unknown-word'],
  ['a night after the trip', { ...scenario, fixedNights: [{ date: '2027-12-01', place: 'places/dong-van' }] }, 'fixedNights[0].date problem.night-outside'],
  ['a must that is closed', { ...scenario, suspended: ['places/ma-pi-leng'] }, 'must problem.must-suspended'],
  ['an unknown road', { ...scenario, closedRoads: [{ from: 'places/x', to: 'places/y' }] }, 'closedRoads[0] problem.unknown-road'],
])('%s are told and passed over', (_, value, problem) => {
  expect(fields(value)).toContain(problem);
  expect(parseWishes(value, index).wishes).toBeDefined();
}); // prettier-ignore

test.each([
  ['IDP of 1949 (USA)', { paper: 'idp-1949' }],
  ['IDP 1968, class A', { paper: 'idp-1968', class: 'a' }],
  ['only my home licence', { paper: 'home-only' }],
  ['A1', { class: 'a1' }],
  ['', {}],
])('a remark about the licence is understood: %s', (licenceNote, papers) => {
  expect(parseWishes({ ...scenario, licenceNote }, index).wishes?.licence).toEqual({ status: 'valid', ...papers });
});

test.each([-5, 'cheap', 0, Infinity, [1]])('a budget of %j is told by its name and passed over', (budget) => {
  const { wishes, problems } = parseWishes({ ...scenario, budget }, index);
  expect(problems.map(({ field }) => field)).toEqual(['budget']);
  expect(wishes?.budget).toBeUndefined();
});

test('a date in the past is told, and planned', () => {
  expect(fields(scenario, '2028-01-01')).toEqual(['start.date problem.past']);
  expect(parseWishes(scenario, index, '2028-01-01').wishes).toBeDefined();
});

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(fc.anything(), fc.dictionary(fc.constantFrom('start', 'end', 'party', 'must', 'bedNeeds', 'fixedNights', 'closedRoads'), fc.anything()), (any, parts) => {
      parseWishes(any, index);
      parseWishes({ ...scenario, ...parts }, index);
    }),
    { numRuns: 300 },
  );
}); // prettier-ignore
