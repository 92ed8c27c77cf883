import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStateStore, type SqlStateStore } from '#src/adapters/sql/sql-store.ts';
import { decodeTripLink, encodeTripLink } from '#src/domain/exchange/trip-link.ts';
import { findShortLink, makeShortLink, removeShortLink, SHORT_LINK_DAYS } from '#src/features/takealong/short-links.ts';
import { placesAndNights } from '#src/features/statistics/shared-trips.ts';
import { richTrip } from '../../unit/exchange/sample-trips.ts';

let store: SqlStateStore;
let now = new Date('2026-11-22T00:00:00Z');
const clock = { now: () => now };

beforeEach(async () => {
  now = new Date('2026-11-22T00:00:00Z');
  store = await openStateStore({ url: ':memory:', clock });
});
afterEach(() => store.close());

test('a trip is found under its code until its day, and deleted only with its secret', async () => {
  const made = await makeShortLink(store.shortLinks, clock, `https://x.example/vi/open#${encodeTripLink(richTrip)}`);
  if (made.kind !== 'made') throw new Error(made.reason);
  const link = await findShortLink(store.shortLinks, clock, made.code);
  expect(decodeTripLink(link ?? '')).toMatchObject({ ok: true, trip: { name: richTrip.name } });
  expect(await removeShortLink(store.shortLinks, clock, made.code, 'wrong')).toBe(false);
  now = new Date(now.getTime() + (SHORT_LINK_DAYS - 1) * 86_400_000);
  expect(await findShortLink(store.shortLinks, clock, made.code)).toBe(link);
  expect(await removeShortLink(store.shortLinks, clock, made.code, made.secret)).toBe(true);
  expect(await findShortLink(store.shortLinks, clock, made.code)).toBeUndefined();
});

test('an expired link is gone', async () => {
  const made = await makeShortLink(store.shortLinks, clock, encodeTripLink(richTrip));
  if (made.kind !== 'made') throw new Error(made.reason);
  now = new Date(now.getTime() + SHORT_LINK_DAYS * 86_400_000);
  expect(await findShortLink(store.shortLinks, clock, made.code)).toBeUndefined();
});

test('passes on no web addresses and takes nothing but a whole trip', async () => {
  const spam = { ...richTrip, name: 'Win at https://evil.example/x now', days: richTrip.days.map((day) => ({ ...day, note: 'www.evil.example' })) }; // prettier-ignore
  const made = await makeShortLink(store.shortLinks, clock, encodeTripLink(spam));
  if (made.kind !== 'made') throw new Error(made.reason);
  const opened = decodeTripLink((await findShortLink(store.shortLinks, clock, made.code)) ?? '');
  expect(JSON.stringify(opened)).not.toContain('evil');
  expect(opened).toMatchObject({ trip: { name: 'Win at … now' } });
  expect(await makeShortLink(store.shortLinks, clock, 'javascript:alert(1)')).toEqual({
    kind: 'refused',
    reason: 'damaged',
  });
  expect(await makeShortLink(store.shortLinks, clock, `#v1.${'A'.repeat(30_000)}`)).toEqual({ kind: 'refused', reason: 'too-long' }); // prettier-ignore
  for (const code of ['', '../etc', "' or 1=1", 'abcdefghj']) expect(await findShortLink(store.shortLinks, clock, code)).toBeUndefined(); // prettier-ignore
});

test('what is counted of a trip are published places: of a market its place, of a homestay its village, of a pin nothing', () => {
  const published: Record<string, object> = {
    'places/ma-pi-leng': {}, 'places/dong-van': {}, 'places/cong-troi-quan-ba': {}, 'places/lo-lo-chai': {},
    'events/dong-van-market': { place: 'dong-van' },
    'homestays/nha-co': { village: 'lo-lo-chai' }, 'homestays/lost': { village: 'gone' },
  }; // prettier-ignore
  const find = ((kind: string, slug: string) => published[`${kind}/${slug}`] && { facts: published[`${kind}/${slug}`] }) as Parameters<typeof placesAndNights>[0]['find']; // prettier-ignore
  const [first, second] = richTrip.days;
  if (!first || !second) throw new Error('the sample has two days');
  const bed = (at: string) => ({ at, booked: false, note: 'Frau Mỷ' });
  const trip = { ...richTrip, days: [first, { ...second, bed: bed('homestays/nha-co') }, { ...second, bed: bed('homestays/lost') }, { ...second, bed: bed('places/none') }] }; // prettier-ignore
  expect(placesAndNights({ find }, trip)).toEqual({
    places: ['cong-troi-quan-ba', 'dong-van', 'ma-pi-leng'],
    nights: ['dong-van', 'lo-lo-chai'],
  });
});
