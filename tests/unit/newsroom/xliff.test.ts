import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceHash } from '#src/domain/publishing/translation-state.ts';
import { readXliff, writeXliff } from '#src/features/newsroom/xliff.ts';

// What a person can type into the desk: no controls, no lone surrogates.
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== '' && !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text)); // prettier-ignore

test('what goes out to an agency comes back the same, markup and marks included', () => {
  fc.assert(
    fc.property(words, words, words, (name, summary, body) => {
      const source = { name, summary, body };
      const file = writeXliff('vi', 'fr', [{ id: 'places/x', source, target: { name: summary, summary: body, body: name } }]); // prettier-ignore
      const read = readXliff(file);
      expect(read).toEqual({
        kind: 'read',
        from: 'vi',
        to: 'fr',
        entries: [{ id: 'places/x', of: sourceHash(source), words: { name: summary, summary: body, body: name, photos: {} } }], // prettier-ignore
      });
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('refuses what is no XLIFF 2, and any document type', () => {
  for (const text of [
    '',
    'hello',
    '<xliff version="1.2" srcLang="vi" trgLang="en"/>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff version="2.0" srcLang="vi" trgLang="en"/>',
    '<xliff version="2.0" srcLang="vi" trgLang="vi"/>',
    '<xliff version="2.0" srcLang="vi" trgLang="en"><file>',
  ])
    expect(readXliff(text), text).toEqual({ kind: 'bad' });
});
