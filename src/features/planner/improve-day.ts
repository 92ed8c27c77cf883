import type { TripAction } from '#src/domain/trip/actions.ts';
import type { CalendarDate, Trip } from '#src/domain/trip/types.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { createAutoplanClient, type AutoplanClient } from '#src/features/autoplan/autoplan-client.ts';

/** What the screen says about the order of a day; `planner:improve.<kind>`. */
export type DayOrder =
  | { kind: 'better'; actions: TripAction[]; savedMinutes: number }
  | { kind: 'best' }
  | { kind: 'tooMany'; most: number }
  | { kind: 'impossible' };

let client: AutoplanClient | undefined;

/**
 * The best order of a day, from a worker that stays for the next question. An order that would save minutes and bring
 * a new error or warning instead is none. Locked stops keep their place.
 *
 * @param faultsAfter errors and warnings of the trip once these actions were done
 * @returns rejects when the worker or its data cannot be had
 */
export async function findDayOrder(
  trip: Trip,
  day: string,
  locale: Locale,
  today: CalendarDate,
  faultsAfter: (actions: TripAction[]) => number,
): Promise<DayOrder> {
  client ??= createAutoplanClient(locale, today);
  try {
    const found = await client.improveDay(trip, day).result;
    if (found.kind === 'too-many') return { kind: 'tooMany', most: found.most };
    if (found.kind === 'best-already') return { kind: 'best' };
    if (found.kind === 'impossible') return found;
    return faultsAfter(found.actions) > faultsAfter([]) ? { kind: 'best' } : found;
  } catch (cause) {
    client.close();
    client = undefined;
    throw cause;
  }
}
