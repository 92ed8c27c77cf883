import { expect, test } from 'vitest';
import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { readWords, type WordTree } from '#src/i18n/translator.ts';

/** `results_one` → `results`: languages differ in their plural forms, not in what has a plural. */
const PLURAL = /_(zero|one|two|few|many|other)$/;

function flatten(tree: WordTree, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );
}

function wordsOf(language: Language): Map<string, string> {
  return new Map(Object.entries(readWords(language)).flatMap(([namespace, tree]) => flatten(tree, `${namespace}:`)));
}

const placeholders = (text: string) =>
  [...new Set(text.match(/\{\{\s*[\w.]+\s*\}\}/g) ?? [])].map((name) => name.replaceAll(' ', '')).sort();
const stemsOf = (words: Map<string, string>) =>
  [...new Set([...words.keys()].map((key) => key.replace(PLURAL, '')))].sort();

const english = wordsOf('en');

test.each(LOCALES)('%s has the words English has, no more and no fewer', (language) => {
  expect(stemsOf(wordsOf(language))).toEqual(stemsOf(english));
});

test.each(LOCALES)('%s leaves no text empty', (language) => {
  expect([...wordsOf(language)].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test.each(LOCALES)('%s uses the same placeholders as English', (language) => {
  const differing = [...wordsOf(language)].flatMap(([key, text]) => {
    const same = english.get(key) ?? english.get(key.replace(PLURAL, '_other'));
    if (same === undefined) return [];
    // "One result" may leave the number out; every other form must say all the sentence is given.
    const optional = /_one$/.test(key) ? ['{{count}}'] : [];
    const expected = placeholders(same).filter((name) => !optional.includes(name));
    const found = placeholders(text).filter((name) => !optional.includes(name));
    return expected.join() === found.join() ? [] : [`${key}: ${found.join()} instead of ${expected.join()}`];
  });
  expect(differing).toEqual([]);
});

test.each(LOCALES)('%s has every plural form its grammar asks for', (language) => {
  const words = wordsOf(language);
  // French and others have a form for millions that never occurs in counts of ours.
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'many');
  const plurals = [
    ...new Set([...words.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ''))),
  ];
  const missing = plurals.flatMap((stem) =>
    forms.filter((form) => !words.has(`${stem}_${form}`)).map((form) => `${stem}_${form}`),
  );
  expect(missing).toEqual([]);
});
