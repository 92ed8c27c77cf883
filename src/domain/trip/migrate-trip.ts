import type { Fields } from './read-fields.ts';

/** Turns a trip of version n into one of version n + 1. It may rename and move; checking comes after. */
export type Migration = (trip: Fields) => Fields;

/**
 * By the version they start from. Version 0 is a trip without a number: what people write by hand and
 * what a suggested trip's file looks like (`start` a slug, `startHour` a clock, `bed` an id).
 */
export const migrations: Readonly<Record<number, Migration>> = { 0: fromUnnumbered };

/** Carries a trip to the present version, one step at a time. */
export function migrateTrip(
  trip: Fields,
  version: number,
  steps: Readonly<Record<number, Migration>> = migrations,
): Fields {
  const step = steps[version];
  return step ? migrateTrip(step(trip), version + 1, steps) : trip;
}

function fromUnnumbered(trip: Fields): Fields {
  const days = Array.isArray(trip['days']) ? trip['days'] : [];
  return {
    ...trip,
    start: typeof trip['start'] === 'string' ? { at: placeId(trip['start']) } : trip['start'],
    end: typeof trip['end'] === 'string' ? { at: placeId(trip['end']) } : trip['end'],
    dayStart: minutesOf(trip['startHour']) ?? trip['dayStart'],
    days: days.map((day: unknown) => (isFields(day) ? dayFromUnnumbered(day) : day)),
  };
}

function dayFromUnnumbered({ startHour, ...day }: Fields): Fields {
  const start = minutesOf(startHour);
  const bed = typeof day['bed'] === 'string' ? { bed: { at: day['bed'] } } : {};
  return { ...day, ...(start !== undefined && { start }), ...bed };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const placeId = (text: string): string => (text.includes('/') ? text : `places/${text}`);

function minutesOf(clock: unknown): number | undefined {
  const match = typeof clock === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) : null;
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}
