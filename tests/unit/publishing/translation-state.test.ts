import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TranslatedWords } from '#src/domain/publishing/translation-state.ts';
import {
  anchorTranslations,
  sourceHash,
  translationOf,
  translationState,
  translationStates,
} from '#src/domain/publishing/translation-state.ts';
import type { EntryData, Json } from '#src/domain/publishing/types.ts';

type Words = { [key: string]: Json };
const words = (name: string, more: Words = {}): Words => ({ name, summary: `${name}.`, body: '', ...more });
const entry = (byLanguage: { [language: string]: Words }): EntryData => ({ facts: {}, words: byLanguage });
const statesOf = (data: EntryData) => translationStates(data.words as { [language: string]: TranslatedWords });

test('a translation is outdated when its source words change, and current again when it is redone', () => {
  const before = entry({ vi: words('Nhà'), en: words('House'), de: words('Haus') });
  expect(statesOf(before)).toMatchObject({ vi: 'original', en: 'current', de: 'current', fr: 'missing' });

  const changed = anchorTranslations(before, entry({ ...before.words, vi: words('Nhà cổ') }));
  expect(statesOf(changed)).toMatchObject({ vi: 'original', en: 'outdated', de: 'outdated' });

  const mended = anchorTranslations(
    changed,
    entry({ ...changed.words, en: { ...changed.words['en'], body: 'A typo less.' } }),
  );
  expect(statesOf(mended).en).toBe('outdated');

  const redone = entry({
    ...mended.words,
    en: words('Old house', { translation: translationOf('vi', words('Nhà cổ')) }),
  });
  expect(statesOf(anchorTranslations(mended, redone))).toMatchObject({ en: 'current', de: 'outdated' });
});

test('a machine draft is called so until somebody has read it, and half a translation is missing', () => {
  const source = words('Nhà');
  const made = {
    vi: source,
    en: words('House', { translation: translationOf('vi', source, 'machine') }),
    de: { name: 'Haus', body: '' },
  };
  expect(statesOf(entry(made))).toMatchObject({ en: 'machine', de: 'missing' });
});

test('spaces at line ends and the form of accents are no change', () => {
  const composed = words('Đồng Văn', { body: 'một\nhai' });
  const decomposed = words('Đồng Văn'.normalize('NFD'), { summary: 'Đồng Văn.', body: 'một  \r\nhai\n' });
  expect(sourceHash(composed as TranslatedWords)).toBe(sourceHash(decomposed as TranslatedWords));
});

test('after any sequence of edits the state equals a recount from the history', () => {
  const edit = fc.record({ language: fc.constantFrom('vi', 'en', 'de'), text: fc.nat(3), redo: fc.boolean() });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
      let data = entry({ vi: words('v0'), en: words('e0'), de: words('d0') });
      // The slow way: for each translation, the source name it was last made from.
      const madeFrom: Record<string, string> = { en: 'v0', de: 'v0' };
      for (const { language, text, redo } of edits) {
        const source = data.words['vi'] as TranslatedWords;
        const before = data.words[language] as Words;
        const record = language !== 'vi' && redo ? { translation: translationOf('vi', source) } : {};
        const keep = before['translation'] === undefined ? {} : { translation: before['translation'] };
        const next = entry({ ...data.words, [language]: { ...words(`${language[0]}${text}`), ...keep, ...record } });
        data = anchorTranslations(data, next);
        if (language !== 'vi' && redo) madeFrom[language] = source.name ?? '';
      }
      const now = (data.words['vi'] as TranslatedWords).name;
      for (const language of ['en', 'de'] as const) {
        expect(translationState(data.words as { [language: string]: TranslatedWords }, language)).toBe(
          madeFrom[language] === now ? 'current' : 'outdated',
        );
      }
    }),
    { numRuns: 2000 },
  );
});
