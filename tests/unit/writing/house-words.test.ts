import { expect, test } from 'vitest';
import { HOUSE_WORDS, houseWordFaults } from '#src/domain/content/house-words.ts';
import { missingTerms, type Term } from '#src/features/newsroom/glossary.ts';

test('a text that says another word than the house is told which', () => {
  expect(houseWordFaults('A colourful tribe of Hmong farmers waits.', 'en').sort()).toEqual(['Hmong', 'colourful', 'tribe']); // prettier-ignore
  expect(houseWordFaults('Der **Fahnenturm** ist ein Geheimtipp.', 'de').sort()).toEqual(['Fahnenturm', 'Geheimtipp']);
  expect(houseWordFaults('Bản làng hoang sơ, [huyền bí](/vi/places/x).', 'vi').sort()).toEqual([
    'hoang sơ',
    'huyền bí',
  ]);
});

test('what is only talked about, or only begins alike, is no fault', () => {
  expect(houseWordFaults('Mông ("Hmong" in most books) and a tributary.', 'en')).toEqual([]);
  expect(houseWordFaults('Das alte Wort „Wechselmarkt“ meint den Wandermarkt.', 'de')).toEqual([]);
  expect(houseWordFaults('Mit dem Xe ôm, nicht mit dem Xe Ôm.', 'de')).toEqual(['Xe Ôm']);
  expect(houseWordFaults('Không gọi "người Mèo".', 'vi')).toEqual([]);
});

test('no term of the glossary forbids what it asks for', () => {
  for (const { term, words } of HOUSE_WORDS)
    for (const [language, said] of Object.entries(words))
      for (const word of [term, ...said]) expect(houseWordFaults(word, language as 'vi'), `${term} in ${language}`).toEqual([]); // prettier-ignore
});

test('a translation keeps a term by its word or by one that may stand for it', () => {
  const terms: Term[] = [
    { term: 'chợ lùi', words: { de: 'Wandermarkt / wandern' } },
    { term: 'Pu Péo', words: {} },
  ];
  const source = { name: 'Chợ lùi của người Pu Péo' };
  expect(missingTerms(source, { name: 'Wandernder Markt der Pu Péo' }, 'de', terms, [])).toEqual([]);
  expect(missingTerms(source, { name: 'Markt der Pu Peo' }, 'de', terms, [])).toEqual([
    { term: 'chợ lùi', expected: 'Wandermarkt' },
    { term: 'Pu Péo', expected: 'Pu Péo' },
  ]);
});
