import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deflateSync } from 'fflate';
import { toBase64Url } from '#src/domain/exchange/base64url.ts';
import { crc32 } from '#src/domain/exchange/crc32.ts';
import { LINK_IDS_V1 } from '#src/domain/exchange/link-ids-v1.ts';
import { decodeTripLink, encodeTripLink, shareable } from '#src/domain/exchange/trip-link.ts';
import { parseTrip } from '#src/domain/trip/parse-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { arbitraryTrip } from '../trip/arbitrary-trip.ts';
import { fiveDays, richTrip } from './sample-trips.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
/** Every field a trip may have, filled at random and cleaned like anything from outside. */
const anyTrip: fc.Arbitrary<Trip> = fc
  .record({
    trip: arbitraryTrip,
    more: fc.record(
      {
        name: text,
        engine: fc.constantFrom('up-to-50', 'up-to-125', 'over-125'),
        experience: fc.constantFrom('novice', 'normal', 'expert'),
        luggage: fc.constantFrom('with', 'forwarded', 'left-at-start'),
        bedNeeds: fc.subarray(['family-room', 'hot-water', 'car-access', 'ground-floor', 'private-toilet', 'heating']),
        party: fc.record(
          {
            adults: fc.integer({ min: 1, max: 50 }),
            children: fc.array(fc.nat(17), { maxLength: 4 }),
            mobility: fc.constant('limited'),
          },
          { requiredKeys: ['adults', 'children'] },
        ),
        costs: fc.array(fc.record({ text, vnd: fc.nat(5_000_000), per: fc.constantFrom('trip', 'day', 'person') }), {
          maxLength: 3,
        }),
        lists: fc.record({
          packing: fc.array(fc.record({ text }), { maxLength: 3 }),
          todo: fc.array(fc.record({ text }), { maxLength: 3 }),
        }),
        start: fc.record({
          at: fc.constantFrom<unknown>('places/ha-giang', 'places/not-yet-written', {
            lat: 22.5,
            lng: 104.9,
            name: '',
          }),
          hour: fc.nat(1439),
          arrival: fc.constantFrom('there', 'night-bus', 'bus', 'own'),
        }),
        end: fc.record(
          {
            at: fc.constantFrom('places/ha-giang', 'places/cao-bang'),
            by: fc.nat(1439),
            departure: fc.constantFrom('none', 'bus', 'boat', 'other'),
          },
          { requiredKeys: ['departure'] },
        ),
      },
      { requiredKeys: [] },
    ),
    notes: fc.array(text, { maxLength: 3 }),
  })
  .map(({ trip, more, notes }) => {
    const days = trip.days.map((day, i) => ({
      ...day,
      note: notes[i] ?? '',
      stops: day.stops.map((stop, j) => ({ ...stop, note: notes[j] ?? '', ...(j === 1 && { departs: 540 }) })),
    }));
    const parsed = parseTrip({ ...trip, ...more, days });
    if (!parsed.ok) throw new Error('the generator made no trip');
    return parsed.trip;
  });

describe('a trip in a link', () => {
  test('opens as it was sent, whatever the trip', () => {
    fc.assert(
      fc.property(anyTrip, (trip) => {
        const opened = decodeTripLink(encodeTripLink(trip));
        expect(opened).toEqual({ ok: true, trip: shareable(trip), repairs: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('keeps every stop, time and bed of the sender', () => {
    const { days, name, date, start, end } = shareable(richTrip);
    const plain = (all: Trip['days']) => all.map(({ stops, bed, start: begin, note }) => ({ stops: stops.map(({ id: _, ...stop }) => stop), bed, begin, note })); // prettier-ignore
    expect(plain(days)).toEqual(plain(richTrip.days));
    expect({ name, date, start, end }).toEqual({ name: richTrip.name, date: richTrip.date, start: richTrip.start, end: richTrip.end }); // prettier-ignore
  });

  test('says nothing of the licence, the ticks and the archive', () => {
    const shared = shareable({ ...richTrip, licence: { status: 'none', paper: 'home-only' }, archived: true });
    expect(shared.licence).toEqual({ status: 'unsure' });
    expect(shared.archived).toBe(false);
    expect(shared.lists.packing.every(({ done }) => !done)).toBe(true);
  });

  test('fits a message: five days with thirty stops stay under 2,000 characters', () => {
    const address = `https://tripmap.hagiang.example/de/open#${encodeTripLink(fiveDays)}`;
    expect(fiveDays.days.flatMap(({ stops }) => stops)).toHaveLength(30);
    expect(address.length).toBeLessThan(2000);
  });

  test('never opens altered: every single changed, lost or doubled letter gives a message', () => {
    const link = encodeTripLink(fiveDays);
    const letters = 'AQz_-9.#%';
    for (let at = 0; at < link.length; at++) {
      for (const letter of letters) {
        if (letter === link[at]) continue;
        const altered = link.slice(0, at) + letter + link.slice(at + 1);
        expect(decodeTripLink(altered).ok, `letter ${at} as ${letter}`).toBe(false);
      }
      expect(decodeTripLink(link.slice(0, at)).ok, `cut at ${at}`).toBe(false);
      expect(decodeTripLink(link.slice(0, at) + link.slice(at + 1)).ok, `without letter ${at}`).toBe(false);
    }
  });

  test('gives a message for any alteration of any trip', () => {
    fc.assert(
      fc.property(anyTrip, fc.nat(), fc.string({ maxLength: 6 }), fc.nat(4), (trip, place, insert, cut) => {
        const link = encodeTripLink(trip);
        const at = place % link.length;
        const altered = link.slice(0, at) + insert + link.slice(at + cut);
        fc.pre(altered.trim() !== link && !altered.trim().endsWith(`#${link}`));
        const opened = decodeTripLink(altered);
        expect(opened.ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['', 'no-link'],
    ['https://tripmap.example/vi/open', 'damaged'],
    ['https://tripmap.example/vi/open#', 'no-link'],
    ['#v2.AAAA', 'newer-version'],
    ['#v999999.x', 'newer-version'],
    ['#v0.AAAA', 'damaged'],
    ['#V1.AAAA', 'damaged'],
    ['#v1.', 'damaged'],
    ['#v1.AAAAAAAA', 'damaged'],
    ['#v1.đđđđđđđđ', 'damaged'],
  ])('says what is wrong with %j', (link, reason) => {
    expect(decodeTripLink(link)).toEqual({ ok: false, reason });
  });

  test('does not unpack a bomb', () => {
    const bomb = deflateSync(new Uint8Array(16 * 1024 * 1024), { level: 9 });
    const bytes = new Uint8Array(4 + bomb.length);
    bytes.set(crc32(bomb));
    bytes.set(bomb, 4);
    expect(decodeTripLink(`v1.${toBase64Url(bytes)}`)).toEqual({ ok: false, reason: 'damaged' });
  });
});

/** Links that people have kept. A change that breaks one of these breaks theirs: add a version, never edit the file. */
const kept = JSON.parse(readFileSync('tests/fixtures/links/v1.json', 'utf8')) as { link: string; trip: Trip }[];
test.each(kept.map((one, i) => [i + 1, one] as const))('opens the old link %i as ever', (_, { link, trip }) => {
  expect(decodeTripLink(link)).toEqual({ ok: true, trip, repairs: [] });
});

test('the numbers of version 1 are frozen', () => {
  const known = readFileSync('tests/fixtures/links/ids-v1.txt', 'utf8').trim().split('\n');
  expect(LINK_IDS_V1).toEqual(known);
});
