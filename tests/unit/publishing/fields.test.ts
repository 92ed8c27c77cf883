import { expect, test } from 'vitest';
import { canonicalJson, dataVersion, hashText } from '#src/domain/publishing/canonical.ts';
import { checkEntry, parseChanges } from '#src/domain/publishing/check-change.ts';
import { fromFields, nameOfField, toFields } from '#src/domain/publishing/fields.ts';
import type { Fields } from '#src/domain/publishing/types.ts';

const homestay: Fields = {
  'facts/village': 'lo-lo-chai',
  'facts/phone': '+84000000000',
  'facts/priceFrom/vnd': 250000,
  'facts/priceFrom/per': 'person',
  'facts/priceFrom/seen': '2026-11-01',
  'facts/sleeps': 8,
  'facts/toilet': 'shared',
  'facts/car': 'partly',
  'facts/photos': ['b.jpg', 'a.jpg'],
  'facts/photos/a.jpg': { author: 'Mai', licence: 'CC BY 4.0' },
  'facts/photos/b.jpg': { author: 'Mai', licence: 'CC BY 4.0', consent: true },
  'words/vi/name': 'Nhà cổ',
  'words/vi/body': 'Nhà trình tường.',
  'words/vi/photos/a.jpg': 'Cửa nhà',
};

test('an entry becomes fields and comes back the same', () => {
  const data = fromFields(homestay);
  expect(data.facts['photos']).toEqual([
    { file: 'b.jpg', author: 'Mai', licence: 'CC BY 4.0', consent: true },
    { file: 'a.jpg', author: 'Mai', licence: 'CC BY 4.0' },
  ]);
  expect(toFields(data)).toEqual(homestay);
});

test('a position is one field, and half of it is none', () => {
  const position = { lat: 23.36, lng: 105.3, confidence: 'high' };
  expect(toFields({ facts: { position }, words: {} })).toEqual({ 'facts/position': position });
  expect(parseChanges('places', { 'facts/position': position })).toMatchObject({ ok: true });
  expect(parseChanges('places', { 'facts/position/lat': 23 })).toMatchObject({ ok: false });
});

test('a homestay with its eight facts validates and gets its defaults', () => {
  const checked = checkEntry('homestays', 'nha-co', homestay);
  expect(checked).toMatchObject({
    ok: true,
    data: { facts: { kind: 'homestay', zalo: true }, words: { vi: { summary: '' } } },
  });
  const without = checkEntry('homestays', 'nha-co', { ...homestay, 'facts/sleeps': 0, 'facts/phone': 'none' });
  expect(without.ok ? [] : without.problems.map(({ path, reason }) => `${path} ${reason}`).sort()).toEqual(['facts/phone invalid', 'facts/sleeps invalid']); // prettier-ignore
});

test('a missing fact is called missing', () => {
  const { 'facts/toilet': toilet, ...rest } = homestay;
  expect(toilet).toBe('shared');
  const checked = checkEntry('homestays', 'nha-co', rest);
  expect(checked.ok ? [] : checked.problems).toMatchObject([{ path: 'facts/toilet' }]);
});

test.each([
  ['facts/__proto__', 1],
  ['facts/constructor/prototype', 1],
  ['facts/state', 'published'],
  ['facts/priceFrom/../phone', 1],
  ['words/xx/name', 'x'],
  ['words/vi/status', 'published'],
  ['words/vi/photos/../../x.jpg', 'x'],
  ['facts/photos/<svg>.jpg', {}],
  ['words/vi/name', 7],
  ['words/vi/name', { evil: true }],
  ['facts/sleeps', { deep: 1 }],
  ['words/vi/body', 'x'.repeat(70_000)],
  ['words/vi/name', 'x'.repeat(13_000)],
  ['facts/sleeps', Number.NaN],
  ['', 1],
  ['version', 3],
])('refuses a change of %s', (path, value) => {
  expect(parseChanges('homestays', { [path]: value })).toMatchObject({ ok: false });
});

test('refuses what is no set of changes at all', () => {
  for (const input of [null, undefined, 3, 'x', []])
    expect(parseChanges('homestays', input)).toMatchObject({ ok: false });
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`words/vi/photos/p${i}.jpg`, 'x']));
  expect(parseChanges('homestays', many)).toMatchObject({ ok: false, problems: [{ reason: 'too-long' }] });
});

test('texts come in NFC, with one kind of line end and no hidden characters', () => {
  const parsed = parseChanges('homestays', {
    'words/vi/name': 'Đồng Va\u0306n\u202e\u0000',
    'words/vi/body': 'a\r\nb',
  });
  expect(parsed).toEqual({ ok: true, changes: { 'words/vi/name': 'Đồng Văn', 'words/vi/body': 'a\nb' } });
});

test('equal content has one version whatever the order of its keys, and other content another', () => {
  expect(canonicalJson({ b: 1, a: [2, { d: 1, c: null }] })).toBe('{"a":[2,{"c":null,"d":1}],"b":1}');
  const a = { facts: { x: 1, y: 2 }, words: {} };
  expect(dataVersion(a)).toBe(dataVersion({ words: {}, facts: { y: 2, x: 1 } }));
  expect(dataVersion(a)).not.toBe(dataVersion({ facts: { x: 1, y: 3 }, words: {} }));
  expect(dataVersion(null)).toBe('');
});

test('200,000 different texts have 200,000 hashes', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 100_000; i++) {
    seen.add(hashText(`Nhà ${i}`));
    seen.add(hashText(`${i} phòng, ${i % 7}`));
  }
  expect(seen.size).toBe(200_000);
  expect(hashText('')).toMatch(/^[0-9a-f]{16}$/);
});

test('names a field for the screens', () => {
  expect(nameOfField('facts/priceFrom/vnd')).toEqual({ part: 'facts', name: 'priceFrom.vnd' });
  expect(nameOfField('words/vi/photos/a.b.jpg')).toEqual({
    part: 'words',
    language: 'vi',
    name: 'photos',
    file: 'a.b.jpg',
  });
  expect(nameOfField('facts/photos/a.jpg')).toEqual({ part: 'facts', name: 'photo', file: 'a.jpg' });
});
