import { isCalendarDate } from '../calendar/calendar-date.ts';
import {
  ARRIVALS,
  BED_NEEDS,
  DEPARTURES,
  ENGINES,
  LICENCES,
  LICENCE_CLASSES,
  LICENCE_PAPERS,
  LIMITS,
} from './types.ts';
import type { Bed, BedNeed, CalendarDate, CostItem, Licence, Party, Pin, Spot, Trip } from './types.ts';

/**
 * Readers for the fields of a trip from outside (a file, a link, another tab). Each gives the clean
 * value, or undefined where nothing can be made of it; none throws. Written by hand because the
 * planner's whole JavaScript has a budget of 120 KB.
 */
export type Fields = Record<string, unknown>;

export function readFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** NFC text without control characters, cut to `limit` characters; line breaks stay. */
export function readText(value: unknown, limit: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  // Control and direction characters break GPX, ICS and screens.
  const clean = value.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g,
    '',
  );
  return [
    ...clean
      .slice(0, limit * 4)
      .toWellFormed()
      .normalize('NFC'),
  ]
    .slice(0, limit)
    .join('')
    .trim();
}

export function readWhole(value: unknown, from: number, to: number): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  // Adding 0 turns -0 into 0, which JSON would do later.
  const whole = Math.round(value) + 0;
  return whole >= from && whole <= to ? whole : undefined;
}

export function readWord<W extends string>(value: unknown, words: readonly W[]): W | undefined {
  return words.find((word) => word === value);
}

export function readDate(value: unknown): CalendarDate | undefined {
  // Farther away the tables of feasts and sunsets say nothing, and such dates are slips of the pen.
  return isCalendarDate(value) && value >= '1900-01-01' && value <= '2199-12-31' ? value : undefined;
}

export const readClock = (value: unknown): number | undefined => readWhole(value, 0, 1439);

export function readPin(value: unknown): Pin | undefined {
  const fields = readFields(value);
  if (!fields) return undefined;
  const { lat, lng } = fields;
  if (typeof lat !== 'number' || typeof lng !== 'number') return undefined;
  if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180)) return undefined;
  // Five decimals are about a metre; more only lengthens links.
  return { lat: round5(lat), lng: round5(lng), name: readText(fields['name'], LIMITS.name) ?? '' };
}

export function readSpot(value: unknown, kinds: readonly string[]): Spot | undefined {
  if (typeof value !== 'string') return readPin(value);
  const match = /^([a-z]+)\/[a-z0-9]+(?:-[a-z0-9]+)*$/.exec(value);
  return match && value.length <= 100 && kinds.includes(match[1] as string) ? value : undefined;
}

export function readLicence(value: unknown): Licence | undefined {
  const fields = readFields(value);
  const status = readWord(fields?.['status'], LICENCES);
  if (!fields || !status) return undefined;
  const paper = readWord(fields['paper'], LICENCE_PAPERS);
  const class_ = readWord(fields['class'], LICENCE_CLASSES);
  return { status, ...(paper && { paper }), ...(class_ && { class: class_ }) };
}

export function readParty(value: unknown): Party | undefined {
  const fields = readFields(value);
  const adults = readWhole(fields?.['adults'], 1, LIMITS.adults);
  if (!fields || adults === undefined) return undefined;
  const ages = Array.isArray(fields['children']) ? fields['children'].slice(0, LIMITS.children) : [];
  const children = ages.map((age) => readWhole(age, 0, 17)).filter((age) => age !== undefined);
  return { adults, children, ...(fields['mobility'] === 'limited' && { mobility: 'limited' as const }) };
}

export function readBedNeeds(value: unknown): BedNeed[] | undefined {
  return Array.isArray(value) ? BED_NEEDS.filter((need) => value.includes(need)) : undefined;
}

/** Where a trip may start and end and where one may sleep. */
const nightKinds = ['places', 'homestays'];

export function readStart(value: unknown, before: Trip['start']): Trip['start'] {
  const fields = readFields(value) ?? {};
  return {
    at: readSpot(fields['at'], nightKinds) ?? before.at,
    hour: readClock(fields['hour']) ?? before.hour,
    arrival: readWord(fields['arrival'], ARRIVALS) ?? before.arrival,
  };
}

/** `null` in a field clears it, an unreadable value keeps the one before. */
export function readEnd(value: unknown, before: Trip['end']): Trip['end'] {
  const fields = readFields(value) ?? {};
  const at = fields['at'] === null ? undefined : (readSpot(fields['at'], nightKinds) ?? before.at);
  const by = fields['by'] === null ? undefined : (readClock(fields['by']) ?? before.by);
  return {
    ...(at !== undefined && { at }),
    ...(by !== undefined && { by }),
    departure: readWord(fields['departure'], DEPARTURES) ?? before.departure,
  };
}

export function readBed(value: Fields): Bed | undefined {
  const at = readSpot(value['at'], nightKinds);
  if (at === undefined) return undefined;
  const area = typeof value['area'] === 'string' && /^[a-z-]{2,30}$/.test(value['area']) ? value['area'] : undefined;
  const vnd = readWhole(value['vnd'], 0, LIMITS.vnd);
  return {
    at,
    ...(area !== undefined && { area }),
    ...(vnd !== undefined && { vnd }),
    booked: value['booked'] === true,
    note: readText(value['note'], LIMITS.note) ?? '',
  };
}

export function readCost(value: Fields, id: string): CostItem | undefined {
  const text = readText(value['text'], LIMITS.item);
  const vnd = readWhole(value['vnd'], 0, LIMITS.vnd);
  const per = readWord(value['per'], ['trip', 'day', 'person'] as const);
  return text !== undefined && vnd !== undefined && per ? { id, text, vnd, per } : undefined;
}

export const readEngine = (value: unknown) => readWord(value, ENGINES);

const round5 = (degrees: number): number => Math.round(degrees * 1e5) / 1e5 + 0;
