import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExportWords } from '#src/domain/exchange/export-words.ts';
import { toGeoJson } from '#src/domain/exchange/geojson.ts';
import { toGpx } from '#src/domain/exchange/gpx.ts';
import { IMPORT_LIMITS, type Imported } from '#src/domain/exchange/imported.ts';
import { tripFromMatches } from '#src/domain/exchange/import-trip.ts';
import { toKml } from '#src/domain/exchange/kml.ts';
import { foldName, matchPoints } from '#src/domain/exchange/match-points.ts';
import { outlineTrip } from '#src/domain/exchange/outline.ts';
import { readFile, readText } from '#src/domain/exchange/read-file.ts';
import { encodeTripLink, shareable } from '#src/domain/exchange/trip-link.ts';
import { toTripFile } from '#src/domain/exchange/trip-file.ts';
import { offersOfTracks } from '#src/domain/exchange/track-offers.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { makeWorld } from '#tests/fixtures/plans/world.ts';
import { fiveDays, richTrip } from './sample-trips.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const fixture = (name: string) => new Uint8Array(readFileSync(`tests/fixtures/imports/${name}`));
function points(read: Imported) {
  if (!read.ok || read.kind !== 'points') throw new Error(`not read: ${JSON.stringify(read)}`);
  return read;
}
const short = (read: Imported) => points(read).points.map(({ name, position, day, note }) => [name, position?.lat, position?.lng, day, note]); // prettier-ignore

describe('foreign files', () => {
  test('GPX 1.0 with a broken point', () => {
    const read = points(readFile(fixture('gpx-1.0.gpx')));
    expect(read).toMatchObject({
      from: 'gpx',
      name: 'Loop 2009',
      notes: [{ key: 'points-skipped', values: { count: 1 } }],
    });
    expect(short(read)).toEqual([
      ['Dong Van', 23.279, 105.3626, undefined, 'market on Sunday'],
      ['Tea & rest', 23.3, 105.2, undefined, ''],
    ]);
    expect(read.tracks).toEqual([[{ lat: 23.1, lng: 105.1 }, { lat: 23.2, lng: 105.2 }]]); // prettier-ignore
  });

  test('GPX 1.1: routes are days, and a waypoint on a route is not read twice', () => {
    expect(short(readFile(fixture('gpx-1.1.gpx')))).toEqual([
      ['Đồng Văn', 23.279, 105.3626, 1, ''],
      ['Quán', 23.05, 105.2, 1, ''],
      ['Mèo Vạc', 23.1631, 105.4097, 2, ''],
    ]);
  });

  test('KML: folders with points are days, markup in descriptions becomes text', () => {
    const read = points(readFile(fixture('folders.kml')));
    expect(short(read)).toEqual([
      ['Đồng Văn', 23.279, 105.3626, 1, 'Sunday \nmarket'],
      ['Mèo Vạc', 23.1631, 105.4097, 2, ''],
    ]);
    expect(read.tracks[0]).toHaveLength(3);
  });

  test.each([0, 6] as const)('KMZ, packed at level %i', (level) => {
    const zip = zipSync({ 'images/a.png': new Uint8Array(10), 'doc.kml': fixture('folders.kml') }, { level });
    const read = readFile(zip);
    expect(read).toMatchObject({ ok: true, from: 'kmz' });
    expect(short(read)).toEqual(short(readFile(fixture('folders.kml'))));
  });

  test('GeoJSON of others and of Takeout', () => {
    const read = points(readFile(fixture('places.geojson')));
    expect(short(read)).toEqual([
      ['Dong Van', 23.279, 105.3626, undefined, 'old quarter'],
      ['Somewhere', 22.5, 105, undefined, ''],
    ]);
    expect(read.tracks.map((track) => track.length)).toEqual([2, 2]);
    expect(read.notes).toEqual([{ key: 'points-skipped', values: { count: 1 } }]);
  });

  test('lists of Google Takeout, with quotes, line breaks and addresses that hold a position', () => {
    expect(short(readFile(fixture('takeout.csv')))).toEqual([
      ['Đồng Văn', undefined, undefined, undefined, 'chợ "Chủ nhật", sớm'],
      ['My tea house', 23.12345, 105.23456, undefined, 'two\nlines'],
      ['Nowhere Known', undefined, undefined, undefined, ''],
    ]);
  });

  test('a German table with semicolons and decimal commas', () => {
    expect(short(readFile(fixture('german.csv')))).toEqual([
      ['Dong Van', 23.279, 105.3626, undefined, 'Markt'],
      ['Teehaus', 23.1, 105.2, undefined, ''],
    ]);
  });

  test.each(['utf-16le', 'utf-16be'] as const)('%s with its mark', (encoding) => {
    const text = Buffer.from(
      `\ufeff${new TextDecoder().decode(fixture('gpx-1.1.gpx')).replace('UTF-8', 'UTF-16')}`,
      'utf16le',
    );
    const read = readFile(new Uint8Array(encoding === 'utf-16le' ? text : text.swap16()));
    expect(short(read)[0]?.[0]).toBe('Đồng Văn');
  });

  test('windows-1258, declared in XML or found in a table', () => {
    // Đ = D0, ô = F4, dấu huyền = CC after its letter, ă = E3.
    const name = [0xd0, 0xf4, 0xcc, 0x6e, 0x67, 0x20, 0x56, 0xe3, 0x6e];
    const xml = [...bytesOf('<?xml version="1.0" encoding="windows-1258"?><gpx version="1.1"><wpt lat="23" lon="105"><name>'), ...name, ...bytesOf('</name></wpt></gpx>')]; // prettier-ignore
    const table = [...bytesOf('name,lat,lng\n'), ...name, ...bytesOf(',23,105\n')];
    for (const bytes of [xml, table]) expect(short(readFile(Uint8Array.from(bytes)))[0]?.[0]).toBe('Đồng Văn');
  });
});

describe('files that are broken, huge or hostile', () => {
  const manyPoints = (count: number, tag = 'trkpt') => `<gpx version="1.1"><trk><trkseg>${Array.from({ length: count }, (_, i) => `<${tag} lat="${22 + i / 1e5}" lon="105"/>`).join('')}</trkseg></trk></gpx>`; // prettier-ignore

  test.each([
    ['empty', new Uint8Array(0), 'empty'],
    ['blank', bytesOf(' \n\t '), 'empty'],
    ['too large', new Uint8Array(IMPORT_LIMITS.bytes + 1).fill(60), 'too-large'],
    ['noise', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251), 'unknown-format'],
    ['a page', bytesOf('<!doctype html><html><body>x</body></html>'), 'not-xml'],
    ['other XML', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unknown-format'],
    ['JSON cut off', bytesOf('{"type":"FeatureColl'), 'not-json'],
    ['other JSON', bytesOf('{"a":1}'), 'unknown-format'],
    ['an empty collection', bytesOf('{"type":"FeatureCollection","features":[]}'), 'no-points'],
    ['prose', bytesOf('We went to Đồng Văn and it rained.'), 'unknown-format'],
    ['a zip without KML', zipSync({ 'a.txt': bytesOf('x') }), 'no-kml-inside'],
    ['half a zip', zipSync({ 'doc.kml': bytesOf('<kml/>'.repeat(99)) }).slice(0, 60), 'broken-zip'],
    ['a trip of a newer version', bytesOf('{"format":"tripmap","trip":{"version":99,"days":[]}}'), 'newer-version'],
    ['our format without a trip', bytesOf('{"format":"tripmap","trip":5}'), 'not-a-trip'],
    ['a link of a newer version', bytesOf('https://tripmap.example/vi/open#v7.AAAA'), 'newer-version'],
    ['a damaged link', bytesOf('https://tripmap.example/vi/open#v1.AAAA'), 'damaged'],
  ])('%s is refused in words', (_, bytes, reason) => {
    expect(readFile(bytes)).toEqual({ ok: false, reason });
  });

  test('XML entities are refused, never resolved', () => {
    expect(readFile(fixture('doctype-entities.kml'))).toEqual({ ok: false, reason: 'entities' });
  });

  test('a zip bomb is stopped at its size, whatever it says of itself', () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024, 32);
    const packed = deflateRawSync(zeros, { level: 9 });
    const name = Buffer.from('doc.kml');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(100, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(100, 24);
    central.writeUInt16LE(name.length, 28);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(local.length + name.length + packed.length, 16);
    const bomb = new Uint8Array(Buffer.concat([local, name, packed, central, name, end]));
    expect(bomb.length).toBeLessThan(100_000);
    expect(readFile(bomb)).toEqual({ ok: false, reason: 'zip-too-large' });
  });

  test('20,000 points are read and thinned; more are counted and left out', () => {
    const read = points(readText(manyPoints(20_000)));
    expect(read.tracks[0]?.length).toBeLessThanOrEqual(IMPORT_LIMITS.trackPoints);
    expect(read.notes).toEqual([{ key: 'simplified', values: { before: 20_000, after: read.tracks[0]?.length } }]);
    expect(points(readText(manyPoints(25_000))).notes[0]).toEqual({ key: 'points-skipped', values: { count: 5000 } });
  });

  test('nesting without end is stopped, and what stood before it is offered', () => {
    const deep = `${'<Folder>'.repeat(5000)}`;
    expect(readText(`<kml>${deep}`)).toEqual({ ok: false, reason: 'too-deep' });
    const some = points(readText(`<kml><Placemark><name>A</name><Point><coordinates>105,23</coordinates></Point></Placemark>${deep}`)); // prettier-ignore
    expect(some.notes).toEqual([{ key: 'cut-off', values: { points: 1 } }]);
    expect(readText(`${'['.repeat(200_000)}`)).toEqual({ ok: false, reason: 'not-json' });
  });

  test('a file that breaks off gives what could be read', () => {
    const whole = new TextDecoder().decode(fixture('gpx-1.1.gpx'));
    const read = points(readText(whole.slice(0, whole.indexOf('</rte>'))));
    expect(read.points.map(({ name }) => name)).toEqual(['Đồng Văn', 'Quán']);
    expect(read.notes[0]?.key).toBe('cut-off');
  });

  test('nothing at all makes it throw', () => {
    const start = fc.constantFrom('', '<gpx>', '<kml><Placemark>', '{"type":"Feature","geometry":', 'name,lat,lng\n', 'PK\u0003\u0004', '#v1.', '\ufeff'); // prettier-ignore
    fc.assert(
      fc.property(
        start,
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.uint8Array({ maxLength: 200 }),
        (head, text, bytes) => {
          expect(typeof readText(head + text).ok).toBe('boolean');
          expect(typeof readFile(Uint8Array.from([...bytesOf(head), ...bytes])).ok).toBe('boolean');
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('lines', () => {
  const index = makeWorld();
  const at = (id: string) => index.places.get(`places/${id}`)!;
  const line = (...ids: string[]) => ids.map((id) => ({ lat: at(id).lat, lng: at(id).lng }));

  test('of a file without points become starts, ends and the places of ours on the way, in riding order, a day each', () => {
    const offers = offersOfTracks([line('yen-minh', 'dong-van', 'meo-vac'), line('meo-vac', 'yen-minh')], index);
    const told = offers.map(({ kind, track, point }) => [kind, track, point.entry, point.day]);
    expect(told).toEqual(expect.arrayContaining([['start', 1, undefined, 1], ['passed', 1, 'places/dong-van', 1], ['end', 1, undefined, 1], ['start', 2, undefined, 2], ['end', 2, undefined, 2]])); // prettier-ignore
    expect(told.findIndex(([kind]) => kind === 'start')).toBe(0);
    expect(offers[0]?.km).toBeGreaterThan(20);
    // Both ends lie at places of ours, and are matched as any other point.
    const trip = tripFromMatches(matchPoints(offers.filter(({ track }) => track === 1).map(({ point }) => point), index), 't', 'Track'); // prettier-ignore
    const stops = trip.days[0]?.stops.map((stop) => stop.at) ?? [];
    expect([stops[0], stops.at(-1)]).toEqual(['places/yen-minh', 'places/meo-vac']);
    expect(stops).toContain('places/dong-van');
  });

  test('that come back have no end; pieces of one recording are one line', () => {
    expect(offersOfTracks([line('yen-minh', 'dong-van', 'yen-minh')], index).map(({ kind }) => kind)).not.toContain('end'); // prettier-ignore
    const piece = (lat: number) => `<trkseg><trkpt lat="${lat}" lon="105"/><trkpt lat="${lat + 0.1}" lon="105"/></trkseg>`; // prettier-ignore
    const read = points(readText(`<gpx version="1.1"><trk>${piece(22)}${piece(22.3)}</trk><trk>${piece(23)}</trk></gpx>`)); // prettier-ignore
    expect(read.tracks.map((track) => track.length)).toEqual([4, 2]);
    const kml = points(readText('<kml><Placemark><MultiGeometry><LineString><coordinates>105,22 105,23</coordinates></LineString><LineString><coordinates>105,23 105,24</coordinates></LineString></MultiGeometry></Placemark></kml>')); // prettier-ignore
    expect(kml.tracks.map((track) => track.length)).toEqual([4]);
  });
});

test('more points than a day may hold go on the next days, and more than a trip may hold are told', () => {
  const waypoints = Array.from({ length: IMPORT_LIMITS.stops + 5 }, (_, i) => `<wpt lat="${20 + i / 1000}" lon="104"><name>P${i}</name></wpt>`); // prettier-ignore
  const read = points(readText(`<gpx version="1.1">${waypoints.join('')}</gpx>`));
  expect(read.notes).toEqual([{ key: 'points-skipped', values: { count: 5 } }]);
  const trip = tripFromMatches(matchPoints(read.points, makeWorld()), 't', 'Many');
  expect(trip.days.flatMap(({ stops }) => stops)).toHaveLength(IMPORT_LIMITS.stops);
});

describe('matching with our places', () => {
  const index = makeWorld();
  const place = index.places.get('places/dong-van')!;
  const at = (name: string, north: number) => ({ name, note: '', position: { lat: place.lat + north / 111_195, lng: place.lng } }); // prettier-ignore

  test.each([
    ['the name, near by', at('DONG VAN', 900), 'name', 'places/dong-van'],
    ['another name at the very spot', at('Hotel xyz', 60), 'distance', 'places/dong-van'],
    ['another name a little away', at('Hotel xyz', 400), 'pin', undefined],
    ['the name in another valley', at(place.name, 9000), 'pin', undefined],
    ['the name without a position', { name: place.name, note: '' }, 'name-only', 'places/dong-van'],
    ['neither', { name: 'Quán không tên', note: '' }, 'nothing', undefined],
    ['our id with a false position', { ...at('x', 90_000), entry: 'places/dong-van' }, 'pin', undefined],
  ])('%s', (_, point, by, spot) => {
    const [match] = matchPoints([point], index);
    expect(match?.by).toBe(by);
    if (spot !== undefined) expect(match?.spot).toBe(spot);
    else expect(typeof match?.spot).not.toBe('string');
  });

  test('folds marks, đ and signs', () => {
    expect(foldName('Mã Pí Lèng  (đèo)')).toBe('ma pi leng deo');
  });
});

describe('what went out comes back', () => {
  const index = makeWorld();
  const words: ExportWords = { day: ({ number }) => `Day ${number}`, about: ({ note }) => `10:00 ${note}`, address: (entry) => `https://x.example/${entry}` }; // prettier-ignore
  const plan = ({ days, start, end }: Trip) => ({
    days: days.map(({ stops, bed }) => ({
      stops: stops.map(({ at, minutes, note }) => ({ at, minutes, note })),
      bed: bed?.at,
    })),
    start: start.at,
    end: end.at,
  });
  const known = (trip: Trip): Trip => ({ ...trip, days: trip.days.map((day) => ({ ...day, stops: day.stops.filter(({ at }) => typeof at !== 'string' || index.places.has(at) || index.events.has(at)) })) }); // prettier-ignore

  test.each([
    ['GPX', toGpx],
    ['KML', toKml],
    ['GeoJSON', toGeoJson],
  ])('as %s: days, stops, minutes, notes, beds and pins', (_, write) => {
    for (const sample of [fiveDays, richTrip]) {
      const trip = known(sample);
      const read = points(readText(write(outlineTrip(trip, index), words)));
      const back = tripFromMatches(matchPoints(read.points, index), 'back', read.name);
      expect(plan(back)).toEqual(plan(trip));
      expect(back.name).toBe(trip.name);
    }
  });

  test('as our own file, whole; as a link, what is to be shared', () => {
    expect(readText(toTripFile(richTrip))).toEqual({
      ok: true,
      kind: 'trip',
      from: 'file',
      trip: richTrip,
      repairs: [],
    });
    const link = `https://tripmap.example/ko/open#${encodeTripLink(richTrip)}`;
    expect(readText(link)).toEqual({ ok: true, kind: 'trip', from: 'link', trip: shareable(richTrip), repairs: [] });
  });
});
