import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareTexts, differenceOf } from '#src/domain/publishing/difference.ts';
import { DRAFT_EVENTS, nextDraftState } from '#src/domain/publishing/workflow.ts';
import { DRAFT_STATES, entryStateOf } from '#src/domain/publishing/types.ts';

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
