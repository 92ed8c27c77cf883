import { expect, test } from 'vitest';
import { editDistance } from '#search/distance.ts';
import { GramIndex } from '#search/grams.ts';
import { highlight } from '#search/highlight.ts';
import { understand } from '#search/understand.ts';

test.each([['', '', 0], ['lung', 'lung', 0], ['lung', 'lugn', 1], ['meovac', 'meovc', 1], ['dong', 'van', 3], ['kitten', 'sitting', 3]])(
  'from "%s" to "%s" it is %i steps',
  (a, b, steps) => expect(editDistance(a, b, 5)).toBe(steps),
); // prettier-ignore

test('distance is given up once it must exceed what is asked', () => {
  expect(editDistance('abcdefgh', 'zyxwvuts', 2)).toBe(3);
});

test('finds the key nearest in spelling, and forgets a key with its last owner', () => {
  const grams = new GramIndex();
  grams.add('mapileng', 1);
  grams.add('meovac', 2);
  grams.add('meovac', 3);
  expect(grams.find('mapilieng', 0.6, 3)[0]).toMatchObject({ key: 'mapileng' });
  expect(grams.find('meovac', 0.6, 3)).toEqual([{ key: 'meovac', likeness: 1 }]);
  grams.remove('meovac', 2);
  expect([...grams.ownersOf('meovac')]).toEqual([3]);
  grams.remove('meovac', 3);
  expect(grams.find('meovac', 0.6, 3)).toEqual([]);
  expect(grams.find('x', 0.6, 3)).toEqual([]);
});

const lexicon = {
  isName: () => false,
  isRun: () => false,
  isPlaceName: () => false,
  isNearPlaceName: () => false,
  longestRun: 1,
};

test('pieces of a highlighted text join to the text, and markup stays text', () => {
  const text = 'Chợ phiên Đồng Văn <b>lớn</b> nhất';
  const pieces = highlight(text, understand('dong van', 'vi', lexicon));
  expect(pieces.map(([piece]) => piece).join('')).toBe(text);
  expect(pieces.filter(([, hit]) => hit).map(([piece]) => piece)).toEqual(['Đồng', 'Văn']);
});
