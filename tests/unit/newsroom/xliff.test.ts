import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { sourceHash } from '#src/domain/publishing/translation-state.ts';
import { readXliff, writeXliff } from '#src/features/newsroom/xliff.ts';
import { XLIFF_SCHEMA } from '#tests/support/xml-schemas.ts';

// What a person can type into the desk: no controls, no lone surrogates.
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== '' && !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text)); // prettier-ignore

test('what goes out to an agency comes back the same, markup and marks included', () => {
  fc.assert(
    fc.property(words, words, words, (name, summary, body) => {
      const source = { name, summary, body };
      const file = writeXliff('vi', 'fr', [{ id: 'places/x', source, target: { name: summary, summary: body, body: name }, state: 'current' }]); // prettier-ignore
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
    '<xliff version="2.0" srcLang="vi" trgLang="en"/>',
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="vi" trgLang="vi"/>',
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="vi" trgLang="en"><file>',
  ])
    expect(readXliff(text), text).toEqual({ kind: 'bad' });
});

const HASH = '0123456789abcdef';
const returned = (inside: string, prefix = '') =>
  `<?xml version="1.0"?><${prefix}xliff xmlns${prefix === '' ? '' : `:${prefix.slice(0, -1)}`}="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="vi" trgLang="fr"><${prefix}file id="places.x.${HASH}"><${prefix}unit id="body">${inside}</${prefix}unit></${prefix}file></${prefix}xliff>`;
const bodyOf = (text: string) => {
  const read = readXliff(text);
  return read.kind === 'read' ? read.entries[0]?.words.body : read.kind;
};

test('what an agency left untouched does not come back as translated', () => {
  const source = { name: 'Tên', summary: 'Lời', body: 'Bài' };
  for (const state of ['outdated', 'machine', 'missing'] as const) {
    const file = writeXliff('vi', 'fr', [{ id: 'places/x', source, target: { name: 'Nom', summary: 'Mots' }, state }]);
    expect(readXliff(file)).toMatchObject({ entries: [{ id: 'places/x', words: { photos: {} } }] });
    expect(readXliff(file)).not.toHaveProperty('entries.0.words.name');
    const done = file.replace(/state="initial"( subState="[^"]*")?/, 'state="final"');
    expect(readXliff(done)).toMatchObject({ entries: [{ words: { name: 'Nom' } }] });
  }
});

test('sentences cut by a tool come together again, in the order they are to stand, or not at all', () => {
  const cut = (second: string) => returned(`<segment><source>A.</source><target>Un.</target></segment><ignorable><source> </source></ignorable><segment><source>B.</source>${second}</segment>`); // prettier-ignore
  expect(bodyOf(cut('<target>Deux.</target>'))).toBe('Un. Deux.');
  expect(bodyOf(cut(''))).toBeUndefined();
  expect(bodyOf(cut('<target> </target>'))).toBeUndefined();
  const swapped = '<segment><source>A</source><target order="3">un</target></segment><ignorable><source> </source></ignorable><segment><source>B</source><target order="1">deux</target></segment>'; // prettier-ignore
  expect(bodyOf(returned(swapped))).toBe('deux un');
});

test("inline codes keep their text, a memory's suggestions stay suggestions, and any prefix will do", () => {
  const memory = '<m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0"><m:match ref="#1"><source>A</source><target>FAUX</target></m:match></m:matches>'; // prettier-ignore
  expect(bodyOf(returned(`${memory}<segment><source>A</source><target>un <pc id="1">deux</pc><ph id="2"/> <![CDATA[<trois>]]></target></segment>`))).toBe('un deux <trois>'); // prettier-ignore
  expect(bodyOf(returned('<x:segment><x:source>A</x:source><x:target>un</x:target></x:segment>', 'x:'))).toBe('un');
  expect(bodyOf(returned('<segment><source>A</source><target>un</target></segment>').replace('document:2.0', 'document:9'))).toBe('bad'); // prettier-ignore
});

test('a file of an earlier version, with the hash beside the id, is read as before', () => {
  const file = writeXliff('vi', 'fr', [{ id: 'places/x', source: { name: 'A' }, target: { name: 'B' }, state: 'current' }]).replace(/id="places[^"]*" original="[^"]*"/, `id="places/x" original="${HASH}"`); // prettier-ignore
  expect(readXliff(file)).toMatchObject({ entries: [{ id: 'places/x', of: HASH, words: { name: 'B' } }] });
});

test('what goes out is valid by the structure of the standard, whatever the words', async () => {
  const nasty = { name: '<script>&"\'', summary: ']]> \u0001\u0008 \u202e', body: '**a**\n\n[x](/vi/places/y)  \n', photos: { 'cua-nha.1.jpg': 'cửa' } }; // prettier-ignore
  const states = ['current', 'outdated', 'machine', 'missing'] as const;
  const file = writeXliff('vi', 'zh', states.map((state, i) => ({ id: `places/x-${i}`, source: nasty, target: i === 3 ? {} : nasty, state }))); // prettier-ignore
  const faults = async (contents: string) => (await validateXML({ xml: [{ fileName: 'a.xlf', contents }], schema: [{ fileName: 'a.xsd', contents: XLIFF_SCHEMA }] })).errors; // prettier-ignore
  expect(await faults(file)).toEqual([]);
  for (const [from, to] of [
    ['id="places.x-0', 'id="places/x-0'],
    ['state="translated"', 'state="done"'],
    [' version="2.0"', ''],
    ['places.x-1.', 'places.x-0.'],
    ['<segment ', '<seg '],
  ] as const)
    // prettier-ignore
    expect((await faults(file.replace(from, to))).length, from).toBeGreaterThan(0);
});
