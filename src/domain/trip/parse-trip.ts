import { newTrip } from './new-trip.ts';
import {
  readBed, readBedNeeds, readClock, readCost, readDate, readEnd, readEngine, readFields, readLicence, readParty,
  readSpot, readStart, readText, readWhole, readWord,
} from './read-fields.ts'; // prettier-ignore
import type { Fields } from './read-fields.ts';
import { migrateTrip } from './migrate-trip.ts';
import { EXPERIENCES, LIMITS, LISTS, LUGGAGE, PACES, TRIP_VERSION, VEHICLES } from './types.ts';
import type { Day, ListItem, Stop, Trip } from './types.ts';

/** What was changed to make a trip of it: a key under `repairs` of the findings' words, with its values. */
export type Repair = { key: string; values: Record<string, string | number> };
export type ParsedTrip =
  { ok: true; trip: Trip; repairs: Repair[] } | { ok: false; reason: 'not-a-trip' | 'newer-version' };

/**
 * Reads a trip from anywhere. What can be kept is kept and every change is told; only something that
 * is no trip at all, or one made by a newer version, is refused. Never throws, whatever it is given.
 */
export function parseTrip(value: unknown): ParsedTrip {
  try {
    return readTrip(value);
  } catch {
    // A getter that throws or a proxy: nothing that JSON, IndexedDB or a link can hold.
    return { ok: false, reason: 'not-a-trip' };
  }
}

function readTrip(value: unknown): ParsedTrip {
  const raw = readFields(value);
  if (!raw || !Array.isArray(raw['days'])) return { ok: false, reason: 'not-a-trip' };
  const version = readWhole(raw['version'], 0, Number.MAX_SAFE_INTEGER) ?? 0;
  if (version > TRIP_VERSION) return { ok: false, reason: 'newer-version' };
  const fields = migrateTrip(raw, version);

  const repairs: Repair[] = [];
  const id = typeof fields['id'] === 'string' && /^[\w-]{1,64}$/.test(fields['id']) ? fields['id'] : 'trip';
  const blank = newTrip(id, '');
  const ids = new Ids(fields);

  /** Keeps a readable value; says so where there was one that could not be read. */
  function keep<T>(field: string, read: (value: unknown) => T | undefined): T | undefined {
    const given = fields[field];
    const kept = given === undefined || given === null ? undefined : read(given);
    if (kept === undefined && given !== undefined && given !== null)
      repairs.push({ key: 'field-reset', values: { field } });
    return kept;
  }

  const start = keep('start', (given) => (isReadable(given, blank.start) ? readStart(given, blank.start) : undefined));
  const date = keep('date', readDate);
  const engine = keep('engine', readEngine);
  const luggage = keep('luggage', (given) => readWord(given, LUGGAGE));
  const trip: Trip = {
    ...blank,
    name: keep('name', (given) => readText(given, LIMITS.name)) ?? '',
    archived: fields['archived'] === true,
    ...(date !== undefined && { date }),
    start: start ?? readStart(fields['start'], blank.start),
    end: readEnd(fields['end'], { departure: 'none' }),
    dayStart: keep('dayStart', readClock) ?? blank.dayStart,
    vehicle: keep('vehicle', (given) => readWord(given, VEHICLES)) ?? blank.vehicle,
    ...(engine && { engine }),
    licence: keep('licence', readLicence) ?? blank.licence,
    experience: keep('experience', (given) => readWord(given, EXPERIENCES)) ?? blank.experience,
    pace: keep('pace', (given) => readWord(given, PACES)) ?? blank.pace,
    party: keep('party', readParty) ?? blank.party,
    bedNeeds: keep('bedNeeds', readBedNeeds) ?? [],
    ...(luggage && { luggage }),
    days: readDays(fields['days'] as unknown[], ids, repairs),
    lists: readLists(fields['lists'], ids),
    costs: readCosts(fields['costs'], ids),
    serial: 1,
  };
  if (trip.days.length === 0) trip.days = [{ id: ids.claim(undefined, 'd'), stops: [], note: '' }];
  trip.serial = ids.next;
  return { ok: true, trip, repairs };
}

/** Whether every field of a trip's start that is given can be read. */
function isReadable(given: unknown, before: Trip['start']): boolean {
  const fields = readFields(given);
  if (!fields) return false;
  const read = readStart(fields, before);
  const at = fields['at'] === undefined || typeof fields['at'] !== 'string' || read.at === fields['at'];
  const pin = typeof fields['at'] !== 'object' || typeof read.at === 'object';
  return at && pin && (fields['hour'] === undefined || readClock(fields['hour']) !== undefined);
}

/** Every id once: copies and damaged ones get a fresh one, and the counter starts above all of them. */
class Ids {
  readonly #taken = new Set<string>();
  next: number;

  constructor(fields: Fields) {
    this.next = readWhole(fields['serial'], 1, 1_000_000_000) ?? 1;
  }

  claim(value: unknown, letter: string): string {
    const own =
      typeof value === 'string' && value.startsWith(letter) && /^[a-z]\d{1,9}$/.test(value) ? value : undefined;
    const number = own === undefined ? NaN : Number(own.slice(1));
    if (own !== undefined && !this.#taken.has(own)) {
      this.#taken.add(own);
      this.next = Math.max(this.next, number + 1);
      return own;
    }
    let fresh = `${letter}${this.next++}`;
    while (this.#taken.has(fresh)) fresh = `${letter}${this.next++}`;
    this.#taken.add(fresh);
    return fresh;
  }
}

function readDays(values: unknown[], ids: Ids, repairs: Repair[]): Day[] {
  if (values.length > LIMITS.days) {
    repairs.push({ key: 'days-cut', values: { kept: LIMITS.days, dropped: values.length - LIMITS.days } });
  }
  return values.slice(0, LIMITS.days).map((value, index) => readDay(value, index + 1, ids, repairs));
}

function readDay(value: unknown, day: number, ids: Ids, repairs: Repair[]): Day {
  const fields = readFields(value) ?? {};
  const stops = Array.isArray(fields['stops']) ? fields['stops'] : [];
  if (stops.length > LIMITS.stopsPerDay) {
    repairs.push({ key: 'stops-cut', values: { day, kept: LIMITS.stopsPerDay, dropped: stops.length - LIMITS.stopsPerDay } }); // prettier-ignore
  }
  const start = readClock(fields['start']);
  if (start === undefined && fields['start'] !== undefined) repairs.push({ key: 'day-start-reset', values: { day } });
  const bed = readBed(readFields(fields['bed']) ?? {});
  if (!bed && fields['bed'] !== undefined && fields['bed'] !== null)
    repairs.push({ key: 'bed-dropped', values: { day } });
  return {
    id: ids.claim(fields['id'], 'd'),
    stops: stops.slice(0, LIMITS.stopsPerDay).flatMap((stop) => readStop(stop, day, ids, repairs)),
    ...(bed && { bed }),
    ...(start !== undefined && { start }),
    note: readText(fields['note'], LIMITS.note) ?? '',
  };
}

function readStop(value: unknown, day: number, ids: Ids, repairs: Repair[]): Stop[] {
  const fields = readFields(value);
  const at = readSpot(fields?.['at'], ['places', 'events', 'homestays']);
  if (!fields || at === undefined) {
    repairs.push({ key: 'stop-dropped', values: { day } });
    return [];
  }
  const minutes = readWhole(fields['minutes'], 0, LIMITS.stayMinutes);
  const departs = readClock(fields['departs']);
  if (minutes === undefined && fields['minutes'] !== undefined) repairs.push({ key: 'minutes-reset', values: { day } });
  if (departs === undefined && fields['departs'] !== undefined) repairs.push({ key: 'departs-reset', values: { day } });
  return [
    {
      id: ids.claim(fields['id'], 's'),
      at,
      ...(minutes !== undefined && { minutes }),
      ...(departs !== undefined && { departs }),
      locked: fields['locked'] === true,
      note: readText(fields['note'], LIMITS.note) ?? '',
    },
  ];
}

function readLists(value: unknown, ids: Ids): Trip['lists'] {
  const fields = readFields(value) ?? {};
  const read = (name: string): ListItem[] => {
    const items = Array.isArray(fields[name]) ? fields[name].slice(0, LIMITS.items) : [];
    return items.flatMap((item) => {
      const parts = readFields(item);
      const text = readText(parts?.['text'], LIMITS.item);
      return parts && text ? [{ id: ids.claim(parts['id'], 'i'), text, done: parts['done'] === true }] : [];
    });
  };
  return { packing: read(LISTS[0]), todo: read(LISTS[1]) };
}

function readCosts(value: unknown, ids: Ids): Trip['costs'] {
  const items = Array.isArray(value) ? value.slice(0, LIMITS.costs) : [];
  return items.flatMap((item) => {
    const parts = readFields(item);
    const cost = parts && readCost(parts, '');
    return cost ? [{ ...cost, id: ids.claim(parts['id'], 'c') }] : [];
  });
}
