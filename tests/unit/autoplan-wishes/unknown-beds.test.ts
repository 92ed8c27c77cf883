import { expect, test } from 'vitest';
import type { ToldAnswer, ToldDay } from '#src/features/autoplan/answer.ts';
import { withUnknownBeds } from '#src/features/autoplan/unknown-beds.ts';
import { makeWorld } from '#tests/fixtures/plans/world.ts';

const index = makeWorld();
const say = (key: string, values?: object): string => `${key} ${JSON.stringify(values)}`;

function toldWith(...nights: [bed: string | null, bedName: string][]): ToldAnswer {
  const days = nights.map(([bed, bedName]): ToldDay => ({ date: '2027-04-10', stops: [], legs: [], km: 0, ridingMinutes: 0, bed, bedName, bedOptions: [] })); // prettier-ignore
  return { days, unmet: [], alternatives: [], findings: [], problems: [] };
}

test('says of which nights only the village is known, once each, where the houses could not be loaded', () => {
  const told = toldWith(['places/dong-van', 'Đồng Văn'], ['places/meo-vac', 'Mèo Vạc'], ['places/dong-van', 'Đồng Văn'], [null, '']); // prettier-ignore
  const { findings } = withUnknownBeds(told, index, new Set(['dong-van']), say);
  expect(findings).toEqual([
    { rule: 'beds-unknown', severity: 'warning', text: 'autoplan:result.bedsUnknown {"places":"Đồng Văn"}' },
  ]);
});

test('says nothing where the houses are known, or the night is in a house', () => {
  const house = [...index.beds.keys()][0] ?? expect.fail('no house');
  const told = toldWith(['places/meo-vac', 'Mèo Vạc'], [house, 'Nhà']);
  expect(withUnknownBeds(told, index, new Set(['dong-van']), say)).toBe(told);
  expect(withUnknownBeds(told, index, new Set(), say)).toBe(told);
});
