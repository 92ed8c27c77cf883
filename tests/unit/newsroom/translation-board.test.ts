import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryData } from '#src/domain/publishing/types.ts';
import { anchorTranslations, sourceHash, translationOf, translationState, type TranslatedWords } from '#src/domain/publishing/translation-state.ts'; // prettier-ignore

const LANGUAGES = ['en', 'de', 'fr'] as const;
type Step = { do: 'edit' } | { do: 'translate' | 'mend' | 'machine'; language: (typeof LANGUAGES)[number] };

/** What the board says, against what somebody with a notebook would have written down. */
test('the state of a translation equals a recount after any sequence of edits', () => {
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.constant<Step>({ do: 'edit' }),
    fc.record({ do: fc.constantFrom('translate' as const, 'mend' as const, 'machine' as const), language: fc.constantFrom(...LANGUAGES) }), // prettier-ignore
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let data: EntryData = { facts: {}, words: { vi: { name: 'A', summary: 's0', body: '' } } };
      const notebook = new Map<string, { round: number; machine: boolean }>();
      let round = 0;
      let counter = 0;
      const words = () => data.words as unknown as Record<string, TranslatedWords>;
      for (const one of steps) {
        const before = data;
        if (one.do === 'edit') {
          round++;
          data = { ...data, words: { ...data.words, vi: { ...data.words['vi'], summary: `s${round}` } } };
        } else {
          if (one.do === 'mend' && words()[one.language] === undefined) continue;
          const text = { ...data.words[one.language], name: `n${++counter}`, summary: 'x' };
          const record = one.do === 'mend' ? {} : { translation: translationOf('vi', words()['vi'] ?? {}, one.do === 'machine' ? 'machine' : 'person') }; // prettier-ignore
          if (one.do !== 'mend') notebook.set(one.language, { round, machine: one.do === 'machine' });
          data = { ...data, words: { ...data.words, [one.language]: { ...text, ...record } } };
        }
        data = anchorTranslations(before, data);
      }
      for (const language of LANGUAGES) {
        const note = notebook.get(language);
        const expected = note === undefined ? 'missing' : note.machine ? 'machine' : note.round === round ? 'current' : 'outdated'; // prettier-ignore
        expect(translationState(words(), language)).toBe(expected);
      }
      expect(translationState(words(), 'vi')).toBe('original');
      expect(sourceHash(words()['vi'] ?? {})).toMatch(/^[0-9a-f]{16}$/);
    }),
    { seed: 11, numRuns: 400 },
  );
});
