import { readFileSync } from 'node:fs';
import { check as checkGeoJson } from '@placemarkio/check-geojson';
import fc from 'fast-check';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, test } from 'vitest';
import type { ExportWords } from '#src/domain/exchange/export-words.ts';
import { toGeoJson } from '#src/domain/exchange/geojson.ts';
import { toGpx } from '#src/domain/exchange/gpx.ts';
import { dayLinks, pointLinks } from '#src/domain/exchange/hand-off.ts';
import { foldLine, toIcs } from '#src/domain/exchange/ics.ts';
import { toKml } from '#src/domain/exchange/kml.ts';
import { onlyDay, outlineTrip } from '#src/domain/exchange/outline.ts';
import { parseTrip } from '#src/domain/trip/parse-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { scheduleTrip } from '#src/domain/trip/schedule.ts';
import { makeWorld } from '#tests/fixtures/plans/world.ts';
import { arbitraryTrip } from '../trip/arbitrary-trip.ts';
import { fiveDays, richTrip } from './sample-trips.ts';

const words: ExportWords = {
  day: ({ number, date }) => `Ngày ${number} · ${date ?? '?'}`,
  about: ({ arrive, note }) => [arrive, note].filter((part) => part !== undefined && part !== '').join(' – '),
  address: (entry) => `https://tripmap.example/vi/${entry}?a=1&b=2`,
};
const index = makeWorld();
const samples: [string, Trip][] = [
  ['five days', fiveDays],
  ['pins, markup and notes', richTrip],
];

async function faults(xml: string, schema: string): Promise<string[]> {
  const result = await validateXML({
    xml: [{ fileName: 'trip.xml', contents: xml }],
    schema: [{ fileName: 'schema.xsd', contents: readFileSync(`tests/fixtures/schemas/${schema}`, 'utf8') }],
  });
  return result.errors.map(({ message }) => message);
}

describe.each(samples)('what goes out (%s)', (_, trip) => {
  const outline = outlineTrip(trip, index);

  test('is GPX 1.1 by its schema, with a waypoint a place, a route and a track a day', async () => {
    const gpx = toGpx(outline, words);
    expect(await faults(gpx, 'gpx-1.1.xsd')).toEqual([]);
    const count = (tag: string) => gpx.split(`<${tag}`).length - 1;
    expect(count('rte>')).toBe(trip.days.length);
    expect(count('trk>')).toBe(outline.days.filter(({ line }) => line.length > 1).length);
    expect(count('trkpt ')).toBeGreaterThan(count('rtept ') * 2);
    expect(count('wpt ')).toBeGreaterThan(0);
  });

  test('is KML 2.2 by its schema', async () => {
    expect(await faults(toKml(outline, words), 'kml-2.2-of-tripmap.xsd')).toEqual([]);
  });

  test('is GeoJSON by an outside reader, right way round', () => {
    const collection = checkGeoJson(toGeoJson(outline, words)) as GeoJSON.FeatureCollection;
    const points = collection.features.filter(({ geometry }) => geometry?.type === 'Point');
    expect(points).toHaveLength(outline.days.flatMap((day) => day.points).length);
    for (const { geometry } of points) {
      const [lng = 0, lat = 0] = geometry?.type === 'Point' ? geometry.coordinates : [];
      expect([lng > 100, lat < 30]).toEqual([true, true]);
    }
  });

  test('is a calendar whose instants two outside readers agree on with the schedule', () => {
    const ics = toIcs(outline, words, '2026-11-22T01:02:03.456Z') ?? '';
    const expected = scheduleTrip(trip, index).flatMap(
      (day) =>
      day.stops.map(({ stop, enter }) => [`${trip.id}-${stop.id}@tripmap`, Date.parse(`${day.date}T00:00:00+07:00`) + enter * 60_000]), // prettier-ignore
    );
    const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[]);
    for (const zone of calendar.getAllSubcomponents('vtimezone'))
      ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    const byIcal = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component)).map((event) => [event.uid, event.startDate.toJSDate().getTime()] as const); // prettier-ignore
    const stops = byIcal.filter(([uid]) => !uid.endsWith('-bed@tripmap'));
    expect(stops).toEqual(expected);
    const byNode = Object.values(nodeIcal.sync.parseICS(ics)).flatMap((event) =>
      event?.type === 'VEVENT' ? [[event.uid, event.start.getTime()] as const] : [],
    );
    expect(new Map(byNode)).toEqual(new Map(byIcal));
    expect(new Set(byIcal.map(([uid]) => uid)).size).toBe(byIcal.length);
    expect(ics).toContain('DTSTAMP:20261122T010203Z\r\n');
    for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

test('words with markup, commas, line breaks and many marks reach the calendar whole', () => {
  const ics = toIcs(outlineTrip(richTrip, index), words, '2026-11-22T00:00:00Z') ?? '';
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[]);
  const about = calendar
    .getAllSubcomponents('vevent')
    .map((event) => String(event.getFirstPropertyValue('description')));
  expect(about.some((text) => text.includes('a, b; c\nzweite Zeile'))).toBe(true);
  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe(richTrip.name);
});

test('an undated trip makes no calendar, and one day can be taken alone', async () => {
  const { date: _, ...undated } = fiveDays;
  expect(toIcs(outlineTrip(undated as Trip, index), words, '2026-11-22T00:00:00Z')).toBeUndefined();
  const day = onlyDay(outlineTrip(fiveDays, index), 3);
  expect(day.days).toHaveLength(1);
  expect(await faults(toGpx(day, words), 'gpx-1.1.xsd')).toEqual([]);
});

test('files stay valid whatever trip they are made of', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryTrip, fc.string({ unit: 'binary', maxLength: 30 }), async (trip, note) => {
      const parsed = parseTrip({ ...trip, name: note, days: trip.days.map((day) => ({ ...day, note, stops: day.stops.map((stop) => ({ ...stop, note })) })) }); // prettier-ignore
      if (!parsed.ok) throw new Error('no trip');
      const outline = outlineTrip({ ...parsed.trip, name: note }, index);
      expect(await faults(toGpx(outline, words), 'gpx-1.1.xsd')).toEqual([]);
      expect(await faults(toKml(outline, words), 'kml-2.2-of-tripmap.xsd')).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 60_000);

test('no folded line is longer than 75 octets or cuts a letter, and unfolding gives it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const line = text.toWellFormed().replace(/[\r\n]/g, '');
      const folded = foldLine(line);
      for (const piece of folded.split('\r\n')) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(75);
      expect(folded.replaceAll('\r\n ', '')).toBe(line);
    }),
  );
});

test('a day opens in the navigator in pieces of at most nine points between', () => {
  const day = outlineTrip(fiveDays, index).days[0];
  const many = {
    ...day!,
    points: Array.from({ length: 25 }, (_, i) => ({ ...day!.points[0]!, id: `p${i}`, lat: 22 + i / 100 })),
  };
  const urls = dayLinks(many).map(({ url }) => new URL(url));
  expect(urls).toHaveLength(3);
  for (const url of urls) expect(url.searchParams.get('waypoints')?.split('|').length ?? 0).toBeLessThanOrEqual(9);
  expect(urls[1]?.searchParams.get('origin')).toBe(urls[0]?.searchParams.get('destination'));
  expect(pointLinks({ name: 'Mã Pì Lèng', lat: 23.24, lng: 105.41 })[0]?.url).toBe('geo:23.24,105.41?q=23.24,105.41(M%C3%A3%20P%C3%AC%20L%C3%A8ng)'); // prettier-ignore
});
