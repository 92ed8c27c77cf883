import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLabels, spotsAround } from '#src/features/map/place-labels.ts';

const label = (item: string, rank: number, at: { x: number; y: number }) => ({
  item,
  rank,
  width: 60,
  height: 18,
  spots: spotsAround(at, 60, 14),
});

test('a name goes right of its mark, and round it when something stands there', () => {
  const at = { x: 200, y: 200 };
  expect(chooseLabels([label('a', 1, at)])).toEqual([{ item: 'a', x: 214, y: 200, width: 60 }]);
  const right = { left: 210, right: 290, top: 194, bottom: 206 };
  const left = { left: 100, right: 190, top: 194, bottom: 206 };
  const above = { left: 160, right: 240, top: 170, bottom: 190 };
  expect(chooseLabels([label('a', 1, at)], [right])[0]).toMatchObject({ x: 126, y: 200 });
  expect(chooseLabels([label('a', 1, at)], [right, left])[0]).toMatchObject({ x: 170, y: 182 });
  expect(chooseLabels([label('a', 1, at)], [right, left, above])[0]).toMatchObject({ x: 170, y: 218 });
});

test('no name is cut off by the edge of what can be seen', () => {
  const frame = { left: 0, top: 0, right: 300, bottom: 300 };
  expect(chooseLabels([label('a', 1, { x: 290, y: 100 })], [], frame)[0]).toMatchObject({ x: 216, y: 100 });
  expect(chooseLabels([label('a', 1, { x: 30, y: 4 })], [{ left: 44, right: 60, top: 0, bottom: 9 }], frame)[0]).toMatchObject({ x: 0, y: 22 }); // prettier-ignore
  expect(chooseLabels([label('a', 1, { x: 400, y: 100 })], [], frame)).toEqual([]);
});

test('where there is room for one name only, the higher rank has it', () => {
  const spot = { x: 10, y: 10 };
  const one = { width: 60, height: 18, spots: [spot] };
  expect(chooseLabels([{ ...one, item: 'low', rank: 1 }, { ...one, item: 'high', rank: 2 }])).toEqual([
    { item: 'high', ...spot, width: 60 },
  ]); // prettier-ignore
});

test('no two names touch, and none touches a mark', () => {
  const point = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 400 }) });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 40 }), (points) => {
      const marks = points.map(({ x, y }) => ({ left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 }));
      const placed = chooseLabels(points.map((at, index) => label(String(index), index % 5, at)), marks); // prettier-ignore
      const boxes = placed.map(({ x, y }) => ({ left: x, right: x + 60, top: y - 9, bottom: y + 9 }));
      const all = [...boxes, ...marks];
      boxes.forEach((box, index) => {
        const clash = all.some((other, at) => at !== index && box.right >= other.left && box.left <= other.right && box.bottom >= other.top && box.top <= other.bottom); // prettier-ignore
        expect(clash).toBe(false);
      });
    }),
  );
});
