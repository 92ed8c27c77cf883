import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSearchQuery, searchHref } from '#src/features/search/read-query.ts';

const read = (text: string) => readSearchQuery(new URLSearchParams(text));

test('reads words, facets, order, box and page', () => {
  expect(read('q=ma+pi+leng&kind=places,events&area=dong-van&sort=name&page=3&box=22.9,105,23.4,105.5')).toEqual({
    q: 'ma pi leng',
    filters: { kind: ['places', 'events'], area: ['dong-van'] },
    sort: 'name',
    box: { south: 22.9, west: 105, north: 23.4, east: 105.5 },
    page: 3,
  });
});

test('ignores what it cannot read', () => {
  expect(read('page=abc&box=1,2,3&near=north&sort=luck&kind=<b>&q=%00%07')).toEqual({
    q: '',
    filters: {},
    sort: 'relevance',
    page: 1,
  });
});

test('puts a box the right way round and back onto the globe', () => {
  expect(read('box=99,200,-99,-200').box).toEqual({ south: -90, west: -180, north: 90, east: 180 });
});

test('distance needs a position, and is the order when there is one', () => {
  expect(read('sort=distance').sort).toBe('relevance');
  expect(read('near=23.2,105.3').sort).toBe('distance');
});

test('a page number is clamped', () => {
  expect(read('page=999999999').page).toBe(1_000_000);
  expect(read('page=0').page).toBe(1);
});

test('any address is read without an error, and its address reads the same again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 60 }), (q, rest) => {
      const params = new URLSearchParams(rest);
      params.set('q', q);
      const query = readSearchQuery(params);
      expect(query.q.length).toBeLessThanOrEqual(200);
      expect(query.q).not.toMatch(/\p{Cc}/u);
      const again = readSearchQuery(
        new URL(searchHref('/vi/search', query, { page: query.page }), 'http://localhost').searchParams,
      );
      expect(again).toEqual(query);
    }),
  );
});

test('a field can be taken out of an address', () => {
  const query = read('q=x&box=22,104,23,105&near=23,105');
  expect(searchHref('/vi/search', query, { box: undefined, near: undefined, sort: 'relevance' })).toBe(
    '/vi/search?q=x',
  );
});
