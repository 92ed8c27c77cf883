import { describe, expect, test } from 'vitest';
import type { Entry } from '#src/domain/content/entry.ts';
import {
  alertFactsSchema,
  eventFactsSchema,
  homestayFactsSchema,
  placeFactsSchema,
} from '#src/domain/content/facts.ts';
import type { Words } from '#src/domain/content/words.ts';
import { buildPlannerData } from '#src/domain/planner-data/build-planner-data.ts';
import { followMoved } from '#src/domain/planner-data/follow-moved.ts';
import { indexPlannerData, locate, withAlerts } from '#src/domain/planner-data/planner-index.ts';
import { makeTrip } from '#tests/unit/trip/make-trip.ts';

const words = (name: string): Words => ({ name, summary: '', photos: {}, body: '' });
const stamp = { updatedAt: '2026-11-01T00:00:00Z', version: 'x' };

const place: Entry<'places'> = {
  kind: 'places',
  slug: 'dong-van',
  facts: placeFactsSchema.parse({
    kind: 'town', area: 'dong-van', position: { lat: 23.2786, lng: 105.3628, confidence: 'high' }, elevation: [1000, 1068],
    visitMinutes: 60, confidence: 'high', formerSlugs: ['dong-van-old'], open: [{ rule: 'daily', hours: '07:00-17:00', seen: '2025' }],
    closed: [{ rule: 'weekday:MON' }], fees: [{ for: 'adult', vnd: [25000, 30000], seen: '2025-03' }], services: ['hotel'],
  }),
  words: { vi: words('Đồng Văn'), en: words('Dong Van') },
  ...stamp,
}; // prettier-ignore
const event: Entry<'events'> = {
  kind: 'events', slug: 'dong-van-market', words: { vi: words('Chợ phiên Đồng Văn') }, ...stamp,
  facts: eventFactsSchema.parse({ kind: 'weekly-market', place: 'dong-van', open: [{ rule: 'weekday:SUN', hours: '05:00-12:00' }], thinsOut: '11:00', dateSetYearly: true, confidence: 'high' }),
}; // prettier-ignore
const homestay = (slug: string, more: object): Entry<'homestays'> => ({
  kind: 'homestays', slug, words: { en: words(slug) }, ...stamp,
  facts: homestayFactsSchema.parse({ village: 'dong-van', phone: '+84000000001', priceFrom: { vnd: 150000, per: 'person', seen: '2026-05' }, sleeps: 8, toilet: 'inside', car: 'yes', ...more }),
}); // prettier-ignore
const alert = (slug: string, until: string): Entry<'alerts'> => ({
  kind: 'alerts', slug, words: { en: words(slug) }, ...stamp,
  facts: alertFactsSchema.parse({ level: 'warning', cause: 'landslide', effect: { kind: 'road-closed' }, roads: [{ from: 'dong-van', to: 'ma-pi-leng', kmFrom: 145, kmTo: 150 }], from: '2026-06-01T00:00:00+07:00', until, issuedBy: 'Police' }),
}); // prettier-ignore

const roads = { nodes: [{ slug: 'dong-van', name: 'Đồng Văn', lat: 23.2786, lng: 105.3628 }], edges: [], posts: [] };
const entries = [homestay('b', {}), homestay('a', { phoneConsent: true }), homestay('lost', { village: 'nowhere' }), alert('old', '2026-06-03T00:00:00+07:00'), alert('new', '2026-12-01T00:00:00+07:00'), event, place] as Entry[]; // prettier-ignore
const data = buildPlannerData(entries, roads, 'en', '2026-11-21T00:00:00+07:00');

describe('buildPlannerData', () => {
  test('keeps what the planner asks for, in the reader’s language or with the language it borrowed', () => {
    expect(data.core.places).toEqual([
      expect.objectContaining({ id: 'places/dong-van', name: 'Dong Van', elevation: 1068, hoursSeen: '2025', closed: [{ rule: 'weekday:MON' }], fees: [{ for: 'adult', per: 'person', low: 25000, high: 30000, seen: '2025-03' }] }), // prettier-ignore
    ]);
    expect(data.core.events[0]).toMatchObject({ name: 'Chợ phiên Đồng Văn', lang: 'vi', place: 'places/dong-van', thinsOut: 660, dateSetYearly: true }); // prettier-ignore
    expect(data.core.places[0]).not.toHaveProperty('lang');
  });

  test('gives beds by area, without those whose village is unknown and without phones nobody agreed to', () => {
    expect(Object.keys(data.beds)).toEqual(['dong-van']);
    expect(data.beds['dong-van']?.map(({ id, phone }) => [id, phone])).toEqual([
      ['homestays/a', '+84000000001'],
      ['homestays/b', undefined],
    ]);
  });

  test('leaves out alerts that are over, and names roads by the ids of their ends', () => {
    expect(data.core.alerts.map(({ id }) => id)).toEqual(['alerts/new']);
    expect(data.core.alerts[0]?.roads).toEqual([
      { from: 'places/dong-van', to: 'places/ma-pi-leng', kmFrom: 145, kmTo: 150 },
    ]);
  });

  test('does not hang on the order of the entries, and is plain JSON', () => {
    expect(buildPlannerData([...entries].reverse(), roads, 'en', '2026-11-21T00:00:00+07:00')).toEqual(data);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});

describe('indexPlannerData', () => {
  const index = indexPlannerData(data.core, data.beds);

  test('locates places, events, beds and pins, and says nothing of what is gone', () => {
    expect(locate(index, 'events/dong-van-market')).toMatchObject({
      key: 'dong-van',
      event: { thinsOut: 660 },
      place: { id: 'places/dong-van' },
    });
    expect(locate(index, 'homestays/a')).toMatchObject({ key: 'dong-van', name: 'a', bed: { sleeps: 8 } });
    expect(locate(index, { lat: 23, lng: 105, name: 'tea' })).toMatchObject({
      name: 'tea',
      point: { lat: 23, lng: 105 },
    });
    expect(locate(index, 'places/gone')).toBeUndefined();
  });

  test('takes newer alerts without touching the rest', () => {
    expect(index.roadAlerts).toMatchObject([{ id: 'alerts/new', from: 'dong-van', to: 'ma-pi-leng', kmFrom: 145 }]);
    const none = withAlerts(index, []);
    expect(none.roadAlerts).toEqual([]);
    expect(none.places).toBe(index.places);
  });
});

test('a trip follows its places to their new ids and tells', () => {
  const trip = makeTrip([{ stops: ['places/dong-van-old', 'places/other'], bed: 'places/dong-van-old' }]);
  const followed = followMoved(trip, data.core);
  expect(followed.repairs).toEqual([{ key: 'place-moved', values: { place: 'Dong Van' } }]);
  expect(followed.trip.days[0]).toMatchObject({
    stops: [{ at: 'places/dong-van' }, { at: 'places/other' }],
    bed: { at: 'places/dong-van' },
  });
  expect(followMoved(followed.trip, data.core)).toEqual({ trip: followed.trip, repairs: [] });
});
