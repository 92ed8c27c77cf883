import type { FieldPath, Fields } from '../publishing/types.ts';

/** The eight facts that are enough to publish a homestay. */
export const EIGHT_FACTS = ['name', 'village', 'photo', 'phone', 'price', 'sleeps', 'toilet', 'car'] as const;
export type EightFact = (typeof EIGHT_FACTS)[number];

/** What makes a page better, in the order in which it is worth asking for. */
export const EXTRA_FACTS = ['summary', 'position', 'description', 'amenities', 'weekend-price', 'rooms', 'check-in', 'facebook', 'photo-words', 'three-photos', 'english'] as const; // prettier-ignore
export type ExtraFact = (typeof EXTRA_FACTS)[number];

export type Completeness = {
  /** 0 to 100: eight points for each of the eight facts, the rest shared by the extras. */
  percent: number;
  missing: readonly EightFact[];
  /** Extras not given yet, most useful first. */
  next: readonly ExtraFact[];
  /** Enough to be sent for review. */
  enough: boolean;
};

/** Where the answer to each of the eight facts stands; the photo may also be a drawn scene, see below. */
const FACT_FIELDS: Readonly<Record<Exclude<EightFact, 'photo'>, FieldPath>> = {
  name: 'words/vi/name',
  village: 'facts/village',
  phone: 'facts/phone',
  price: 'facts/priceFrom/vnd',
  sleeps: 'facts/sleeps',
  toilet: 'facts/toilet',
  car: 'facts/car',
};

/**
 * How complete a homestay is. A missing photograph does not stop it from being published, because the page then shows
 * the drawn scene; it still counts as missing.
 */
export function completenessOf(fields: Fields): Completeness {
  const photos = Array.isArray(fields['facts/photos']) ? fields['facts/photos'].length : 0;
  const has = (path: FieldPath) => fields[path] !== undefined && fields[path] !== 'unknown';
  const hasFact = (fact: EightFact) => (fact === 'photo' ? photos > 0 : has(FACT_FIELDS[fact]));
  const extras: Record<ExtraFact, boolean> = {
    summary: has('words/vi/summary'),
    position: has('facts/position'),
    description: typeof fields['words/vi/body'] === 'string' && fields['words/vi/body'].length >= 120,
    amenities: has('facts/amenities'),
    'weekend-price': has('facts/priceFrom/weekend'),
    rooms: has('facts/rooms'),
    'check-in': has('facts/checkIn'),
    facebook: has('facts/facebook'),
    'photo-words': Object.keys(fields).some((path) => path.startsWith('words/vi/photos/')),
    'three-photos': photos >= 3,
    english: has('words/en/name') && has('words/en/summary'),
  };
  const missing = EIGHT_FACTS.filter((fact) => !hasFact(fact));
  const next = EXTRA_FACTS.filter((fact) => !extras[fact]);
  const points =
    (EIGHT_FACTS.length - missing.length) * 8 + ((EXTRA_FACTS.length - next.length) / EXTRA_FACTS.length) * 36;
  return { percent: Math.round(points), missing, next, enough: missing.every((fact) => fact === 'photo') };
}
