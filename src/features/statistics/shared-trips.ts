import { createHash } from 'node:crypto';
import type { App } from '#src/composition.ts';
import { parseEntryId } from '#src/domain/content/entry.ts';
import type { Spot, Trip } from '#src/domain/trip/types.ts';
import { mondayOf } from './weeks.ts';

/** Below this a number in a week could be one family's trip, so it is shown as "fewer". */
export const FEWEST_SHOWN = 5;
/** As long as a short link lasts: the same trip, shared again in that time, is not a second one. */
const ONCE_IN_SECONDS = 90 * 86_400;
/** No language, no hour, no device: a sum says how often in a week, of what. */
const NO_LANGUAGE = '-';

type Counted = Pick<App, 'content' | 'clock'> & { state: Pick<App['state'], 'store'> };

/**
 * Adds a trip to the sums of its week, because its traveller agreed. What is added is known to the site already: the
 * slugs of published places, and of the places where the nights are. Own pins, notes, dates and names are left out.
 * `link` only tells the same trip sent twice from two trips; its hash is forgotten with the short link.
 * False when this trip has been counted before.
 */
export async function countSharedTrip(app: Counted, link: string, trip: Trip): Promise<boolean> {
  const { places, nights } = placesAndNights(app.content, trip);
  const day = mondayOf(app.clock.now());
  const mark = createHash('sha256').update(`shared trip ${link}`).digest('base64url');
  return app.state.store.transaction(async (inside) => {
    if (!(await inside.throttle.hit(`shared-trip:${mark}`, 1, ONCE_IN_SECONDS)).allowed) return false;
    const add = (name: string, key: string) => inside.counters.add({ name, key, language: NO_LANGUAGE, day });
    await add('shared-trip', 'all');
    for (const place of places) await add('shared-place', place);
    for (const place of nights) await add('shared-night', place);
    return true;
  });
}

/** Each place once, however often the trip comes by; each night by the place it is spent in. */
export function placesAndNights(
  content: Pick<App['content'], 'find'>,
  trip: Trip,
): { places: string[]; nights: string[] } {
  const placeOf = (spot: Spot): string[] => {
    const id = typeof spot === 'string' ? parseEntryId(spot) : undefined;
    if (id === undefined) return [];
    const place =
      id.kind === 'homestays' ? content.find('homestays', id.slug)?.facts.village
      : id.kind === 'events' ? content.find('events', id.slug)?.facts.place
      : id.kind === 'places' ? id.slug
      : undefined; // prettier-ignore
    return place !== undefined && content.find('places', place) !== undefined ? [place] : [];
  };
  return {
    places: [...new Set(trip.days.flatMap(({ stops }) => stops.flatMap(({ at }) => placeOf(at))))],
    nights: trip.days.flatMap(({ bed }) => (bed === undefined ? [] : placeOf(bed.at))),
  };
}
