import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges, changesBetween, fieldsBefore, mergeFields } from '#src/domain/publishing/merge.ts';
import type { Fields, Json } from '#src/domain/publishing/types.ts';

test('takes what only one side changed', () => {
  const base = { 'facts/sleeps': 4, 'words/vi/name': 'A', 'facts/car': 'no' };
  const ours = { 'facts/sleeps': 6, 'words/vi/name': 'A', 'facts/car': 'no' };
  const theirs = { 'facts/sleeps': 4, 'words/vi/name': 'B' };
  expect(mergeFields(base, ours, theirs)).toEqual({
    merged: { 'facts/sleeps': 6, 'words/vi/name': 'B' },
    conflicts: [],
  });
});

test('shows two different wishes for one field and throws neither away', () => {
  const { merged, conflicts } = mergeFields({ 'facts/sleeps': 4 }, { 'facts/sleeps': 6 }, { 'facts/sleeps': 8 });
  expect(merged).toEqual({ 'facts/sleeps': 8 });
  expect(conflicts).toEqual([{ path: 'facts/sleeps', base: 4, ours: 6, theirs: 8 }]);
  expect(mergeFields({ 'facts/sleeps': 4 }, {}, { 'facts/sleeps': 8 }).conflicts).toEqual([{ path: 'facts/sleeps', base: 4, ours: null, theirs: 8 }]); // prettier-ignore
});

test('merges lists of names by their items, and the order of photos when only one side moved them', () => {
  const path = 'facts/amenities';
  const merge = (base: Json, ours: Json, theirs: Json) =>
    mergeFields({ [path]: base }, { [path]: ours }, { [path]: theirs });
  expect(merge(['wifi', 'fan'], ['wifi', 'fan', 'guide'], ['fan', 'dinner']).merged[path]).toEqual([
    'fan',
    'dinner',
    'guide',
  ]);
  expect(merge(['a', 'b', 'c'], ['c', 'a', 'b'], ['a', 'b', 'c', 'd']).merged[path]).toEqual(['c', 'a', 'b', 'd']);
  expect(merge(['a', 'b', 'c'], ['c', 'a', 'b'], ['b', 'a', 'c']).conflicts).toHaveLength(1);
  expect(merge(['a'], [], ['a', 'b']).merged[path]).toEqual(['b']);
});

test('of two dates on which something was seen the later counts', () => {
  const path = 'facts/priceFrom/seen';
  expect(mergeFields({ [path]: '2026-01-01' }, { [path]: '2026-05-02' }, { [path]: '2026-05-01' })).toEqual({
    merged: { [path]: '2026-05-02' },
    conflicts: [],
  });
});

test('changes and fields go into each other', () => {
  const before: Fields = { 'facts/a': 1, 'facts/b': 2 };
  const after: Fields = { 'facts/b': 3, 'facts/c': 4 };
  const changes = changesBetween(before, after);
  expect(changes).toEqual({ 'facts/a': null, 'facts/b': 3, 'facts/c': 4 });
  expect(applyChanges(before, changes)).toEqual(after);
});

/**
 * Three writers read whenever they like and save whenever they like, as the draft does it: the save names the version
 * it began from, and the merge decides. The model beside it is a plain list of who had seen what.
 */
test('10,000 interleavings of three writers: no edit is lost', () => {
  const FIELDS = ['facts/sleeps', 'words/vi/name', 'facts/amenities', 'facts/priceFrom/vnd'];
  const step = fc.record({
    writer: fc.nat(2),
    act: fc.constantFrom('read', 'edit', 'edit', 'save'),
    field: fc.nat(FIELDS.length - 1),
    value: fc.nat(4),
  });
  let conflictsSeen = 0;
  let savesSeen = 0;

  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 24 }), (steps) => {
      let stored: { version: number; values: Fields } = { version: 0, values: {} };
      const saves: { changes: Record<string, { from: Json; to: Json }> }[] = [];
      const writers = [0, 1, 2].map(() => ({ version: 0, seen: {} as Fields, local: {} as Fields }));
      const lost: { path: string; value: Json }[] = [];

      for (const { writer, act, field, value } of steps) {
        const self = writers[writer] as (typeof writers)[number];
        const path = FIELDS[field] as string;
        if (act === 'edit') {
          const list = (self.local[path] ?? []) as readonly string[];
          const item = `w${writer}-${value}`;
          const next = path === 'facts/amenities' ? (list.includes(item) ? list.filter((one) => one !== item) : [...list, item]) : `w${writer}-${value}`; // prettier-ignore
          self.local = applyChanges(self.local, { [path]: next });
        } else if (act === 'read' && Object.keys(changesBetween(self.seen, self.local)).length === 0) {
          Object.assign(self, { version: stored.version, seen: stored.values, local: stored.values });
        } else if (act === 'save') {
          savesSeen++;
          const base = fieldsBefore(stored.values, saves.slice(self.version));
          expect(base).toEqual(self.seen);
          const { merged, conflicts } = mergeFields(base, self.local, stored.values);
          const wishes = changesBetween(self.seen, self.local);

          for (const [wished, wish] of Object.entries(wishes)) {
            const conflict = conflicts.find((one) => one.path === wished);
            if (conflict !== undefined) {
              conflictsSeen++;
              // Neither value is lost: one stands, the other is on record.
              expect(conflict.ours).toEqual(wish);
              expect(merged[wished]).toEqual(stored.values[wished]);
              expect(stored.values[wished]).not.toEqual(self.seen[wished]);
            } else if (wished === 'facts/amenities') {
              const [had, want, now, is] = [self.seen, self.local, stored.values, merged].map((fields) => new Set((fields[wished] ?? []) as string[])); // prettier-ignore
              for (const item of new Set([...(had ?? []), ...(want ?? []), ...(now ?? [])])) {
                const iRemoved = had?.has(item) === true && want?.has(item) === false;
                const theyRemoved = had?.has(item) === true && now?.has(item) === false;
                expect(is?.has(item)).toBe(!iRemoved && !theyRemoved);
              }
            } else if (JSON.stringify(merged[wished] ?? null) !== JSON.stringify(wish))
              lost.push({ path: wished, value: wish });
          }
          // What others wrote since stays, unless this writer had seen it.
          for (const [other, theirs] of Object.entries(changesBetween(base, stored.values))) {
            if (other === 'facts/amenities') continue;
            if (JSON.stringify(merged[other] ?? null) !== JSON.stringify(theirs))
              lost.push({ path: other, value: theirs });
          }
          const changes = changesBetween(stored.values, merged);
          saves.push({ changes: Object.fromEntries(Object.entries(changes).map(([changed, to]) => [changed, { from: stored.values[changed] ?? null, to }])) }); // prettier-ignore
          stored = { version: stored.version + 1, values: merged };
          Object.assign(self, { version: stored.version, seen: stored.values, local: stored.values });
        }
      }
      expect(lost).toEqual([]);
    }),
    { numRuns: 10_000, seed: 20261121 },
  );
  expect(conflictsSeen).toBeGreaterThan(1000);
  console.log(`three writers: 10000 interleavings, ${savesSeen} saves, ${conflictsSeen} conflicts shown, 0 edits lost`);
}, 60_000);
