import { expect, test } from 'vitest';
import { assess } from '#src/domain/autoplan/situation.ts';
import type { Situation } from '#src/domain/autoplan/situation.ts';
import { findCandidates } from '#src/domain/autoplan/candidates.ts';
import { parseWishes } from '#src/domain/autoplan/wishes.ts';
import { TODAY, makeWorld } from '#tests/fixtures/plans/world.ts';

const index = makeWorld();

function assessed(changes: object, until = '2027-03-27T17:30'): Situation {
  const scenario = {
    start: { place: 'places/ha-giang', date: '2027-03-27', time: '08:00' },
    end: { place: 'places/ha-giang', by: until },
    vehicle: 'motorbike',
    must: [],
    ...changes,
  };
  const { wishes } = parseWishes(scenario, index, TODAY);
  if (!wishes) throw new Error('refused');
  return assess(wishes, index, { closed: 'closed' });
}

/** What is left of a sight's worth, where 1 is what it is worth to anybody. */
function share({ wishes, dates, candidates }: Situation, id: string): number {
  const usual = findCandidates(index, wishes, dates).find((one) => one.id === id)?.score ?? NaN;
  return (candidates.find((one) => one.id === id)?.score ?? NaN) / usual;
}

test('a sight on the way to the wish keeps its worth, one the other way loses most of it on a short trip', () => {
  const short = assessed({ must: ['places/lung-cu'] });
  expect(share(short, 'places/cong-troi-quan-ba')).toBe(1);
  expect(share(short, 'places/hoang-su-phi')).toBeCloseTo(0.2);
});

test('the more days there are the less a detour costs', () => {
  const shares = ['2027-03-27', '2027-03-30', '2027-04-05'].map((date) =>
    share(assessed({ must: ['places/ma-pi-leng'] }, `${date}T17:30`), 'places/hoang-su-phi'),
  );
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(new Set(shares).size).toBe(3);
});

test('who asks for a place comes for what lies round it', () => {
  const there = assessed({ must: ['places/lung-cu'] }, '2027-03-30T17:30');
  expect(share(there, 'places/lo-lo-chai')).toBeGreaterThan(1);
  expect(share(there, 'places/lung-cu')).toBe(1);
});

test('nothing changes where nothing was asked for and the trip ends where it begins', () => {
  const open = assessed({}, '2027-03-30T17:30');
  for (const { id } of open.candidates) expect(share(open, id)).toBe(1);
});

test('without a wish the way from start to end is what was asked for', () => {
  const through = assessed({ end: { place: 'places/dong-van', by: '2027-03-28T17:30' } });
  expect(share(through, 'places/cong-troi-quan-ba')).toBe(1);
  expect(share(through, 'places/hoang-su-phi')).toBeLessThan(0.5);
});
