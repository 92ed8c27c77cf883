import { deflateSync } from 'fflate';
import { parseTrip } from '../trip/parse-trip.ts';
import type { Repair } from '../trip/parse-trip.ts';
import type { Bed, BedNeed, Spot, Stop, Trip } from '../trip/types.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { crc32 } from './crc32.ts';
import { inflateWithin } from './inflate.ts';
import { LINK_IDS_V1 } from './link-ids-v1.ts';

export type LinkFault = 'no-link' | 'damaged' | 'newer-version';
export type OpenedLink = { ok: true; trip: Trip; repairs: Repair[] } | { ok: false; reason: LinkFault };

/** Sixty days of sixty stops with a sentence each unpack to a tenth of this. */
const MAX_UNPACKED = 4_000_000;
const MAX_LETTERS = 4_000_000;

/**
 * The words of version 1 by number. They are copies on purpose: the lists of the trip may grow and change their
 * order, the numbers in old links do not.
 */
const WORDS_V1 = {
  vehicle: ['motorbike', 'easy-rider', 'car', 'bus', 'bicycle', 'foot'],
  pace: ['normal', 'slow', 'fast'],
  arrival: ['there', 'night-bus', 'bus', 'own'],
  departure: ['none', 'bus', 'boat', 'other'],
  engine: ['', 'up-to-50', 'up-to-125', 'over-125'],
  experience: ['normal', 'novice', 'expert'],
  luggage: ['', 'with', 'forwarded', 'left-at-start'],
  needs: ['family-room', 'hot-water', 'car-access', 'ground-floor', 'private-toilet', 'heating'],
  per: ['trip', 'day', 'person'],
} as const;
type Word = keyof typeof WORDS_V1;

const ID_NUMBERS = new Map(LINK_IDS_V1.map((id, number) => [id, number]));

/**
 * The trip as the part of an address after `#`, which browsers never send: `v1.` and base64url of a CRC-32 and the
 * deflated compact form. Left out are what concerns the sender alone (see `shareable`).
 */
export function encodeTripLink(trip: Trip): string {
  const plain = new TextEncoder().encode(JSON.stringify(compact(trip)));
  const packed = deflateSync(plain, { level: 9 });
  const bytes = new Uint8Array(4 + packed.length);
  bytes.set(crc32(packed));
  bytes.set(packed, 4);
  return `v1.${toBase64Url(bytes)}`;
}

/** @param text a whole address, the part after `#`, or nonsense */
export function decodeTripLink(text: string): OpenedLink {
  const fragment = text
    .trim()
    .slice(0, MAX_LETTERS)
    .replace(/^[^#]*#/, '');
  const match = /^v([1-9]\d{0,5})\.(.*)$/s.exec(fragment);
  if (!match) return { ok: false, reason: fragment === '' ? 'no-link' : 'damaged' };
  if (match[1] !== '1') return { ok: false, reason: 'newer-version' };
  const bytes = fromBase64Url(match[2] ?? '');
  const packed = bytes?.subarray(4);
  // Over the packed bytes, because several of them unpack to the same trip and an altered link must never pass.
  if (!bytes || !packed?.length || !sameBytes(crc32(packed), bytes.subarray(0, 4)))
    return { ok: false, reason: 'damaged' };
  const plain = inflateWithin(packed, MAX_UNPACKED);
  if (plain.kind !== 'whole') return { ok: false, reason: 'damaged' };
  try {
    const fields = expand(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain.bytes)) as unknown);
    const parsed = parseTrip(fields);
    return parsed.ok ? parsed : { ok: false, reason: 'damaged' };
  } catch {
    return { ok: false, reason: 'damaged' };
  }
}

/**
 * What the receiver gets: the same trip with fresh ids, without ticks, the archive mark and the sender's driving
 * licence, which is nobody else's business and would be wrong for them.
 */
export function shareable(trip: Trip): Trip {
  const parsed = parseTrip(expand(JSON.parse(JSON.stringify(compact(trip))) as unknown));
  if (!parsed.ok) throw new Error('A trip of our own could not be read back.');
  return parsed.trip;
}

type Packed = string | number | Packed[];

function compact(trip: Trip): Packed[] {
  const { start, end, party } = trip;
  return [
    trip.name,
    trip.date ?? 0,
    [packSpot(start.at), start.hour, numberOf('arrival', start.arrival)],
    trimmed([numberOf('departure', end.departure), (end.by ?? -1) + 1, end.at === undefined ? 0 : [packSpot(end.at)]]),
    trip.dayStart,
    trimmed([
      numberOf('vehicle', trip.vehicle),
      numberOf('pace', trip.pace),
      numberOf('engine', trip.engine ?? ''),
      numberOf('experience', trip.experience),
      numberOf('luggage', trip.luggage ?? ''),
      trip.bedNeeds.reduce((mask, need) => mask | (1 << numberOf('needs', need)), 0),
    ]),
    [party.adults, party.mobility === 'limited' ? 1 : 0, ...party.children],
    trip.days.map((day) =>
      trimmed([day.stops.map(packStop), day.bed ? packBed(day.bed) : 0, (day.start ?? -1) + 1, day.note]),
    ),
    ...trimmed([
      trip.lists.packing.map(({ text }) => text),
      trip.lists.todo.map(({ text }) => text),
      trip.costs.map(({ text, vnd, per }) => [text, vnd, numberOf('per', per)]),
    ]),
  ];
}

function packStop({ at, minutes, locked, departs, note }: Stop): Packed {
  const about = trimmed([packSpot(at), (minutes ?? -1) + 1, locked ? 1 : 0, (departs ?? -1) + 1, note]);
  // A place without more to say, which is most stops, goes without its brackets.
  return about.length === 1 && !Array.isArray(about[0]) ? (about[0] as Packed) : about;
}

function packBed({ at, area, vnd, booked, note }: Bed): Packed {
  return trimmed([packSpot(at), area ?? '', (vnd ?? -1) + 1, booked ? 1 : 0, note]);
}

function packSpot(spot: Spot): Packed {
  if (typeof spot === 'string') return ID_NUMBERS.get(spot) ?? spot;
  return trimmed([Math.round(spot.lat * 1e5), Math.round(spot.lng * 1e5), spot.name]);
}

/** Zeros, empty texts and empty lists at the end say nothing. */
function trimmed(values: Packed[]): Packed[] {
  let length = values.length;
  while (length > 0 && isEmpty(values[length - 1] as Packed)) length--;
  return values.slice(0, length);
}

const isEmpty = (value: Packed): boolean => value === 0 || value === '' || (Array.isArray(value) && value.length === 0);

function expand(body: unknown): Record<string, unknown> {
  const [name, date, start, end, dayStart, ways, party, days, packing, todo, costs] = listOf(body);
  const [startAt, hour, arrival] = listOf(start);
  const [departure, by, endAt] = listOf(end);
  const [vehicle, pace, engine, experience, luggage, needs] = listOf(ways);
  const [adults, mobility, ...children] = listOf(party);
  const mask = numberIn(needs);
  return {
    version: 1,
    id: 'shared',
    name,
    ...(date !== 0 && { date }),
    start: { at: spotOf(startAt), hour, arrival: wordOf('arrival', arrival) },
    end: {
      departure: wordOf('departure', departure),
      ...(numberIn(by) > 0 && { by: numberIn(by) - 1 }),
      ...(listOf(endAt).length > 0 && { at: spotOf(listOf(endAt)[0]) }),
    },
    dayStart,
    vehicle: wordOf('vehicle', vehicle),
    pace: wordOf('pace', pace),
    ...(numberIn(engine) > 0 && { engine: wordOf('engine', engine) }),
    experience: wordOf('experience', experience),
    ...(numberIn(luggage) > 0 && { luggage: wordOf('luggage', luggage) }),
    bedNeeds: WORDS_V1.needs.filter((_, bit) => mask & (1 << bit)) satisfies BedNeed[],
    party: { adults, children, ...(mobility === 1 && { mobility: 'limited' }) },
    days: listOf(days).map(dayOf),
    lists: { packing: listOf(packing).map((text) => ({ text })), todo: listOf(todo).map((text) => ({ text })) },
    costs: listOf(costs).map((cost) => {
      const [text, vnd, per] = listOf(cost);
      return { text, vnd, per: wordOf('per', per) };
    }),
  };
}

function dayOf(day: unknown): Record<string, unknown> {
  const [stops, bed, start, note] = listOf(day);
  return {
    stops: listOf(stops).map((stop) => {
      const [at, minutes, locked, departs, words] = Array.isArray(stop) ? (stop as unknown[]) : [stop];
      return {
        at: spotOf(at),
        ...(numberIn(minutes) > 0 && { minutes: numberIn(minutes) - 1 }),
        locked: locked === 1,
        ...(numberIn(departs) > 0 && { departs: numberIn(departs) - 1 }),
        note: words ?? '',
      };
    }),
    ...(Array.isArray(bed) && { bed: bedOf(bed as unknown[]) }),
    ...(numberIn(start) > 0 && { start: numberIn(start) - 1 }),
    note: note ?? '',
  };
}

function bedOf([at, area, vnd, booked, note]: unknown[]): Record<string, unknown> {
  return {
    at: spotOf(at),
    ...(typeof area === 'string' && area !== '' && { area }),
    ...(numberIn(vnd) > 0 && { vnd: numberIn(vnd) - 1 }),
    booked: booked === 1,
    note: note ?? '',
  };
}

function spotOf(value: unknown): unknown {
  if (typeof value === 'number') return LINK_IDS_V1[value];
  if (!Array.isArray(value)) return value;
  const [lat, lng, name] = value as unknown[];
  return { lat: numberIn(lat) / 1e5, lng: numberIn(lng) / 1e5, name: name ?? '' };
}

const numberOf = (word: Word, value: string): number =>
  Math.max(0, (WORDS_V1[word] as readonly string[]).indexOf(value));
const wordOf = (word: Word, number: unknown): string | undefined => WORDS_V1[word][numberIn(number)];
const numberIn = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
