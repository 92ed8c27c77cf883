import { expect, test } from 'vitest';
import { understand, type Lexicon } from '#search/understand.ts';
import type { Language } from '#src/domain/locale/languages.ts';

const NAMES = new Set('dong van meo vac ha giang ma pi leng lung cu suoi thau lo chai can ti ho noong'.split(' '));
const PLACES = new Set(['dong van', 'meo vac', 'ha giang', 'suoi thau', 'ma pi leng', 'ho noong']);
const lexicon: Lexicon = {
  isName: (word) => NAMES.has(word),
  isRun: (run) => ['同文', '河江', '메오박'].includes(run),
  isPlaceName: (words) => PLACES.has(words),
  isNearPlaceName: () => false,
  longestRun: 3,
};
const ideas = (q: string, language: Language) => understand(q, language, lexicon).concepts;

test.each<[string, Language, string[]]>([
  ['chợ Đồng Văn chủ nhật', 'vi', ['kind:market', 'day:SUN']],
  ['market', 'en', ['kind:market']],
  ['petrol', 'en', ['service:petrol']],
  ['nước nóng', 'vi', ['amenity:hot-water']],
  ['Unterkunft', 'de', ['kind:homestay']],
  ["chez l'habitant", 'fr', ['kind:homestay']],
  ['民宿', 'zh', ['kind:homestay']],
  ['메오박 일요시장', 'ko', ['day:SUN', 'kind:market']],
  ['Sonntagsmarkt', 'de', ['day:SUN', 'kind:market']],
  ['landslide', 'en', ['alert:landslide']],
  ['Führerschein', 'de', ['topic:licence']],
  ['Fuehrerschein', 'de', ['topic:licence']],
  ['watrefall', 'en', ['kind:waterfall']],
  ['chowj ddoongf vawn', 'vi', ['kind:market']],
])('"%s" (%s) speaks of %j', (q, language, expected) => {
  expect(ideas(q, language)).toEqual(expect.arrayContaining(expected));
});

test('a word inside the name of a place is no idea: Đồng Văn is neither a cave nor a van', () => {
  expect(ideas('dong van', 'en')).toEqual([]);
  expect(ideas('suoi thau', 'en')).toEqual([]);
});

test('marks that were typed are meant: chó is no market', () => {
  expect(ideas('chợ', 'vi')).toContain('kind:market');
  expect(ideas('chó', 'vi')).not.toContain('kind:market');
});

test('an unfinished word is an idea only while typing', () => {
  expect(understand('waterf', 'en', lexicon, true).concepts).toContain('kind:waterfall');
  expect(understand('waterf ', 'en', lexicon, true).concepts).not.toContain('kind:waterfall');
});

test('a Korean name keeps its last letter, and a kind behind a name is cut off', () => {
  const words = (q: string, language: Language) => understand(q, language, lexicon).words.map((word) => word.folded);
  expect(words('투산', 'ko')).toEqual(['투산']);
  expect(words('뇨꿰강', 'ko')).toEqual(['뇨꿰', '강']);
  expect(words('同文古镇', 'zh')).toEqual(['同文', '古镇']);
  expect(words('河江摩托车驾照', 'zh')[0]).toBe('河江');
});

test('fillers weigh next to nothing, unless they are all there is', () => {
  const words = understand('do I need a permit', 'en', lexicon).words;
  expect(words.find((word) => word.folded === 'need')?.weight).toBeLessThan(0.1);
  expect(understand('can ty', 'en', lexicon).words.every((word) => word.weight > 0)).toBe(true);
});
