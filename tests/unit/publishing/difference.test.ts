import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareTexts, differenceOf } from '#src/domain/publishing/difference.ts';
import { DRAFT_EVENTS, nextDraftState } from '#src/domain/publishing/workflow.ts';
import { DRAFT_STATES, entryStateOf, type Json } from '#src/domain/publishing/types.ts';

test('shows changed texts word by word, lists by their items, and other values side by side', () => {
  const difference = differenceOf(
    { 'words/vi/name': 'Nhà cổ Lô Lô', 'facts/sleeps': 4, 'facts/amenities': ['wifi', 'fan'], 'facts/car': 'no' },
    { 'words/vi/name': 'Nhà mới Lô Lô', 'facts/sleeps': 6, 'facts/amenities': ['wifi', 'guide'], 'facts/rooms': 2 },
  );
  expect(difference.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    'facts/amenities changed', 'facts/car removed', 'facts/rooms added', 'facts/sleeps changed', 'words/vi/name changed',
  ]); // prettier-ignore
  expect(difference[0]?.items).toEqual({ added: ['guide'], removed: ['fan'] });
  expect(difference[4]?.text).toEqual([
    { kind: 'same', text: 'Nhà ' },
    { kind: 'removed', text: 'cổ' },
    { kind: 'added', text: 'mới' },
    { kind: 'same', text: ' Lô Lô' },
  ]);
});

test('Chinese is compared character by character', () => {
  expect(compareTexts('同文古镇', '同文新镇').filter((part) => part.kind !== 'same')).toEqual([
    { kind: 'removed', text: '古' },
    { kind: 'added', text: '新' },
  ]);
});

test('both texts can be read out of any comparison again', () => {
  const text = fc
    .array(fc.constantFrom('nhà', ' ', 'cổ', 'đá', '.', '\n', '同', '😀'), { maxLength: 40 })
    .map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = compareTexts(before, after);
      const read = (leave: string) => parts.filter((part) => part.kind !== leave).map((part) => part.text).join(''); // prettier-ignore
      expect([read('added'), read('removed')]).toEqual([before, after]);
    }),
    { numRuns: 500 },
  );
});

test('very long texts are compared without a huge table', () => {
  const long = (word: string) => Array.from({ length: 20_000 }, (_, i) => `${word}${i}`).join(' ');
  expect(compareTexts(`a ${long('x')}`, `a ${long('y')}`).map((part) => part.kind)).toEqual([
    'same',
    'removed',
    'added',
  ]);
});

test('two passages changed in a long text are found, and what lies between stays', () => {
  const line = (n: number) => Array.from({ length: 120 }, (_, i) => `lời${n}-${i}`).join(' ');
  const text = (first: string, last: string) => [first, ...Array.from({ length: 30 }, (_, n) => line(n)), last].join('\n\n');
  const parts = compareTexts(text('mở đầu cũ', 'kết cũ'), text('mở đầu mới', 'kết mới'));
  expect(parts.map(({ kind, text }) => (kind === 'same' ? kind : `${kind} ${text}`))).toEqual([
    'same', 'removed cũ', 'added mới', 'same', 'removed cũ', 'added mới',
  ]);
}); // prettier-ignore

test('a rewritten sentence is struck through as one, not word by word', () => {
  expect(compareTexts('Chợ họp sớm mai. Xa.', 'Phiên đông vui nhất. Xa.')).toEqual([
    { kind: 'removed', text: 'Chợ họp sớm mai' },
    { kind: 'added', text: 'Phiên đông vui nhất' },
    { kind: 'same', text: '. Xa.' },
  ]);
});

test('lists of objects are compared row by row, and inside a row part by part', () => {
  const stop = (at: string, minutes: number) => ({ at: `places/${at}`, minutes });
  const day = (...stops: ReturnType<typeof stop>[]) => ({ startHour: '07:00', stops, bed: 'places/dong-van' });
  const [first, second, third] = [day(stop('a', 60), stop('b', 15)), day(stop('c', 30)), day(stop('d', 20))];
  const [difference] = differenceOf(
    { 'facts/days': [first, second, third] },
    { 'facts/days': [day(stop('a', 60), stop('b', 45)), third, day(stop('e', 10))] },
  );
  expect(difference?.rows?.same).toBe(1);
  const [one, two, three] = difference?.rows?.changed ?? [];
  expect(one).toMatchObject({ kind: 'changed', number: 1, parts: [{ path: 'facts/days/0/stops', rows: { same: 1, changed: [{ number: 2, parts: [{ path: 'facts/days/0/stops/1/minutes', before: 15, after: 45 }] }] } }] });
  expect(one?.parts).toHaveLength(1);
  expect([two?.kind, two?.number]).toEqual(['removed', 2]);
  expect([three?.kind, three?.number]).toEqual(['added', 3]);
}); // prettier-ignore

test('a list that only changed its order, and a position that only became certain, show both sides', () => {
  const position = (confidence: string) => ({ lat: 23.1, lng: 105.2, confidence });
  const differences = differenceOf(
    { 'facts/photos': ['a.jpg', 'b.jpg'], 'facts/position': position('low') },
    { 'facts/photos': ['b.jpg', 'a.jpg'], 'facts/position': position('high') },
  );
  expect(differences.map(({ items, parts, rows, before, after }) => ({ items, parts, rows, before, after }))).toEqual([
    { before: ['a.jpg', 'b.jpg'], after: ['b.jpg', 'a.jpg'] },
    { before: position('low'), after: position('high') },
  ]);
});

/** Puts the rows of a comparison back onto the list as it was. */
function replayed(before: readonly Json[], after: readonly Json[]): Json[] {
  const rows = differenceOf({ 'facts/open': before }, { 'facts/open': after })[0]?.rows;
  if (rows === undefined) return [...before];
  const gone = new Set(rows.changed.filter(({ kind }) => kind !== 'added').map(({ before }) => before));
  const kept = before.filter((row) => !gone.has(row));
  expect(kept).toHaveLength(rows.same);
  for (const row of rows.changed.filter(({ kind }) => kind !== 'removed')) kept.splice(row.number - 1, 0, row.after);
  return kept;
}

test('from the rows that changed the new list can be made out of the old one', () => {
  const row = fc.record({ rule: fc.constantFrom('daily', 'weekday:SUN', 'weekday:MON'), hours: fc.constantFrom('05:00-07:00', '08:00-09:00') }); // prettier-ignore
  const list = fc.array(row, { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      expect(replayed(before, after)).toEqual(after);
    }),
    { numRuns: 300 },
  );
});

test('an ended draft never moves again, and only a draft in review can be approved', () => {
  for (const state of DRAFT_STATES) {
    for (const event of DRAFT_EVENTS) {
      const next = nextDraftState(state, event);
      if (state === 'published' || state === 'discarded') expect(next).toBeUndefined();
      if (event === 'approve' || event === 'schedule' || event === 'approve-part')
        expect(next !== undefined).toBe(state === 'in-review');
      if (event === 'edit' && next !== undefined) expect(next).not.toBe('scheduled');
    }
  }
});

test('the state of an entry is that of its open draft, else of its files', () => {
  expect(entryStateOf({ draft: 'in-review', published: true, revisions: true })).toBe('in-review');
  expect(entryStateOf({ draft: 'scheduled', published: false, revisions: false })).toBe('in-review');
  expect(entryStateOf({ draft: 'discarded', published: true, revisions: true })).toBe('published');
  expect(entryStateOf({ published: false, revisions: true })).toBe('archived');
  expect(entryStateOf({ published: false, revisions: false })).toBe('none');
});
