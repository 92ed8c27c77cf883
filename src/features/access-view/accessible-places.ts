import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { TECHNICAL_PLACE_KINDS } from '#src/domain/content/kinds.ts';

export const NEEDS = ['car', 'step-free', 'toilet', 'short-walk'] as const;
export type Need = (typeof NEEDS)[number];
export type AccessQuery = { needs: Need[]; confirmedOnly: boolean };

type Place = Entry<'places'>;
type Answer = 'yes' | 'partly' | 'no' | 'unknown';

const SHORT_WALK_MINUTES = 10;

export function readAccessQuery(params: URLSearchParams): AccessQuery {
  const asked = params.getAll('need').flatMap((value) => value.split(','));
  return { needs: NEEDS.filter((need) => asked.includes(need)), confirmedOnly: params.get('confirmed') === '1' };
}

/**
 * Places that do not fail any need. What nobody has confirmed is shown and said to be unknown, unless the reader
 * wants only what is certain: leaving it out silently would hide half of the province.
 */
export function accessiblePlaces(app: App, query: AccessQuery): Place[] {
  return app.content
    .list('places')
    .filter((place) => !TECHNICAL_PLACE_KINDS.includes(place.facts.kind))
    .filter((place) =>
      query.needs.every((need) => {
        const answer = answerTo(need, place);
        return query.confirmedOnly ? answer === 'yes' : answer !== 'no';
      }),
    )
    .map((place) => ({ place, sure: query.needs.filter((need) => answerTo(need, place) === 'yes').length }))
    .sort((a, b) => b.sure - a.sure || b.place.facts.weight - a.place.facts.weight)
    .map(({ place }) => place);
}

export function answerTo(need: Need, { facts }: Place): Answer {
  switch (need) {
    case 'car':
      return facts.access.car;
    case 'step-free':
      return stepFree(facts.access);
    case 'toilet':
      return facts.access.toilet === 'unknown' && facts.services.includes('toilet') ? 'yes' : facts.access.toilet;
    case 'short-walk':
      if (facts.access.walkMinutes !== undefined) return facts.access.walkMinutes <= SHORT_WALK_MINUTES ? 'yes' : 'no';
      // Where a vehicle must stop nobody wrote down; where a car gets to the place itself there is nothing to walk.
      return facts.access.car === 'yes' ? 'yes' : 'unknown';
  }
}

/** A few counted steps are worth more than a word; a hundred are a no whatever the word says. */
function stepFree({ stepFree: word, steps }: Place['facts']['access']): Answer {
  const most = steps === undefined ? undefined : typeof steps === 'number' ? steps : steps[1];
  if (most === undefined || word !== 'unknown') return word;
  return most === 0 ? 'yes' : most <= 10 ? 'partly' : 'no';
}

/** Households with a room on the ground floor, those with a toilet inside first. */
export function groundFloorStays(app: App): Entry<'homestays'>[] {
  return app.content
    .list('homestays')
    .filter((homestay) => homestay.facts.amenities.includes('ground-floor'))
    .sort(
      (a, b) =>
        Number(b.facts.toilet === 'inside') - Number(a.facts.toilet === 'inside') ||
        Number(b.facts.car === 'yes') - Number(a.facts.car === 'yes'),
    );
}

export function easyTrips(app: App): Entry<'trips'>[] {
  return app.content.list('trips').filter((trip) => trip.facts.suits.includes('limited-mobility'));
}
