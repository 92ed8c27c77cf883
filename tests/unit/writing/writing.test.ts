import { expect, test } from 'vitest';
import { plainText, readingFigures, shinglesOf, similarity } from '#src/domain/content/writing.ts';

test('counts words and sentences of a text without its Markdown', () => {
  expect(plainText('## Roads\n\nSee [the *pass*](/en/places/x).')).toBe('Roads\n\nSee the pass.');
  expect(readingFigures('The road is long. It climbs.\n\n- Bring water', 'en')).toMatchObject({
    words: 8,
    sentences: 3,
  });
  expect(readingFigures('Đường dài. Đèo cao.', 'vi')).toMatchObject({ words: 4, sentences: 2 });
});

test('short words in short sentences read more easily', () => {
  const easy = readingFigures('The bus goes at ten. Buy the seat in town.', 'en').ease ?? 0;
  const heavy = readingFigures('Transportation availability necessitates considerable organisational anticipation.', 'en').ease ?? 0; // prettier-ignore
  expect(easy).toBeGreaterThan(90);
  expect(heavy).toBeLessThan(0);
});

test('a copy with one changed word is alike, another text about the same thing is not', () => {
  const words = Array.from({ length: 60 }, (_, index) => `w${index}`);
  const copy = [...words.slice(0, 30), 'other', ...words.slice(31)];
  const alike = similarity(shinglesOf(words.join(' '), 'en'), shinglesOf(copy.join(' '), 'en'));
  expect(alike).toBeCloseTo(51 / 61, 5);
  expect(similarity(shinglesOf(words.join(' '), 'en'), shinglesOf([...words].reverse().join(' '), 'en'))).toBe(0);
  expect(similarity(new Set(), new Set())).toBe(0);
});
