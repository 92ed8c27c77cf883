import type { Entry, EntryId } from '#src/domain/content/entry.ts';
import type {
  AlertFacts, EventFacts, GuideFacts, HomestayFacts, PlaceFacts, ProductFacts, TripFacts,
} from '#src/domain/content/facts.ts'; // prettier-ignore
import type { ContentKind } from '#src/domain/content/kinds.ts';
import { TECHNICAL_PLACE_KINDS, type PlaceKind } from '#src/domain/content/kinds.ts';
import { pickField } from '#src/domain/locale/fallback.ts';
import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { SEARCH_KINDS, type GeoPoint, type SearchKind } from '#src/ports/search-engine.ts';
import { AREA_NAMES } from './areas.ts';
import { cutWords, fold } from './folding.ts';
import { cutRuns, recognise, roleOf, type ConceptId, type Recognised } from './concepts.ts';
import { TOPICS_OF_GUIDE } from './synonyms/topics.ts';

/** One entry in one language, as both engines index it and as a hit shows it. */
export type SearchDocument = {
  id: EntryId;
  kind: SearchKind;
  slug: string;
  type: string;
  name: string;
  nameLanguage: Language;
  summary: string;
  summaryLanguage: Language;
  /** Every name in every language and every alias, the shown one first. Original spelling. */
  names: string[];
  /** How many of them, from the start, are names proper; the rest are aliases. */
  proper: number;
  where?: string;
  /** Names of the place it belongs to. */
  belongs: string[];
  /** Names of the commune and area around it, former ones too. */
  regions: string[];
  /** `places/<slug>` of the place it belongs to (village of a homestay, place of an event). */
  placeSlug?: string;
  concepts: Record<ConceptId, number>;
  /** Words of the body, for guides: their headings and sentences answer questions that no name does. */
  text: string;
  area?: string;
  position?: GeoPoint;
  price?: number;
  amenity: string[];
  service: string[];
  access: string[];
  day: string[];
  weight: number;
  sample?: boolean;
  /** When an alert ends, in milliseconds since 1970; engines leave out what is over. */
  until?: number;
};

/** Finds other entries: a homestay is also found by the names of its village. */
export type FindPlace = (slug: string) => Entry<'places'> | undefined;

type Draft = Omit<
  SearchDocument,
  | 'id'
  | 'kind'
  | 'slug'
  | 'name'
  | 'nameLanguage'
  | 'summary'
  | 'summaryLanguage'
  | 'names'
  | 'proper'
  | 'text'
  | 'weight'
  | 'concepts'
> & {
  concepts: Map<ConceptId, number>;
};

const NO_NAME = () => false;
const MAX_TEXT = 6_000;

export function isSearchable(kind: ContentKind): kind is SearchKind {
  return (SEARCH_KINDS as readonly string[]).includes(kind);
}

/**
 * Makes the document of an entry for one language; borrowed fields keep the language they are in.
 * @returns undefined for entries that search leaves out (single pages, entries without any name)
 */
export function makeDocument(entry: Entry, language: Language, findPlace: FindPlace): SearchDocument | undefined {
  if (!isSearchable(entry.kind)) return undefined;
  const name = pickField(entry.words, language, (words) => words.name);
  if (!name) return undefined;
  const summary = pickField(entry.words, language, (words) => words.summary);
  const draft = draftOf(entry, language, findPlace);
  // What names and summary speak of, an entry is about, if less than what its facts say.
  const names = namesWithLanguage(entry, language);
  const proper = new Set(Object.values(entry.words).map((words) => words.name));
  for (const each of names) {
    const except = each.language === 'vi' && isSettlement(entry) ? isMereSyllable : undefined;
    mention(draft, entry.kind, each.text, proper.has(each.text) ? 0.95 : 0.6, each.language, except);
  }
  for (const each of new Set([language, 'en'] as const))
    mention(draft, entry.kind, entry.words[each]?.summary ?? '', 0.5, each);
  const body = pickField(entry.words, language, (words) => words.body);
  const text = body && entry.kind !== 'homestays' ? plainText(body.value) : '';
  if (entry.kind === 'guides') mention(draft, entry.kind, text, 0.25, body?.language ?? language);
  const { concepts, ...rest } = draft;
  return {
    id: `${entry.kind}/${entry.slug}`,
    kind: entry.kind,
    slug: entry.slug,
    name: name.value,
    nameLanguage: name.language,
    summary: summary?.value ?? '',
    summaryLanguage: summary?.language ?? name.language,
    names: names.map((each) => each.text),
    proper: proper.size,
    text,
    weight: entry.facts.weight,
    ...(entry.facts.sample ? { sample: true } : {}),
    concepts: Object.fromEntries(concepts),
    ...rest,
  };
}

type NameIn = { text: string; language: Language };

/** The shown name, then names in every other language, then aliases; each spelling once. */
function namesWithLanguage(entry: Entry, language: Language): NameIn[] {
  const names: NameIn[] = [];
  for (const each of [language, 'vi', 'en', ...LOCALES] as Language[]) {
    const name = entry.words[each]?.name;
    if (name) names.push({ text: name, language: each });
  }
  const { aliases } = entry.facts;
  for (const each of [language, 'any', 'vi', 'en', ...LOCALES] as (Language | 'any')[]) {
    for (const text of aliases[each] ?? []) names.push({ text, language: each === 'any' ? 'vi' : each });
  }
  for (const slug of entry.facts.formerSlugs) names.push({ text: slug.replaceAll('-', ' '), language: 'vi' });
  const first = new Map<string, NameIn>();
  for (const name of names) if (!first.has(name.text)) first.set(name.text, name);
  return [...first.values()];
}

export function namesOf(entry: Entry, language: Language): string[] {
  return namesWithLanguage(entry, language).map((name) => name.text);
}

/** Kinds that only entries of one content kind can be; others merely speak of them. */
export const KIND_OF_CONCEPT: Readonly<Record<ConceptId, SearchKind>> = {
  'kind:homestay': 'homestays', 'kind:market': 'events', 'kind:rotating-market': 'events', 'kind:love-market': 'events',
  'kind:cattle-market': 'events', 'kind:festival': 'events', 'kind:season': 'events', 'kind:trip': 'trips', 'kind:product': 'products',
}; // prettier-ignore

function isSettlement({ kind, facts }: Entry): boolean {
  return kind === 'places' && SETTLEMENTS.includes((facts as PlaceFacts).kind);
}

const SETTLEMENTS: readonly PlaceKind[] = ['town', 'village', 'market-village', 'gateway', 'junction'];
const WORDS_FOR_SETTLEMENTS: ReadonlySet<ConceptId> = new Set(['kind:village', 'kind:town']);

/** The names of villages are made of syllables that are words elsewhere: Hồ Thầu is no lake, Sủng Trà no tea. */
function isMereSyllable({ from, to }: Recognised, concept: ConceptId): boolean {
  return to - from === 1 && KIND_OF_CONCEPT[concept] === undefined && !WORDS_FOR_SETTLEMENTS.has(concept);
}

/** A house called "At the flag tower" is no flag tower, and an evening in the old quarter is not the quarter. */
function mostForSaying(kind: SearchKind, type: string, concept: ConceptId): number {
  const only = KIND_OF_CONCEPT[concept];
  // A festival that is called a market is not where one shops.
  if (concept === 'kind:market' && kind === 'events' && !type.endsWith('market')) return 0.6;
  if (only !== undefined) return only === kind ? 1 : 0.3;
  if (roleOf(concept) !== 'kind') return kind === 'homestays' ? 0.5 : kind === 'places' ? 0.85 : 1;
  return kind === 'places' ? 1 : kind === 'homestays' ? 0.5 : 0.75;
}

function mention(
  draft: Draft,
  kind: SearchKind,
  text: string,
  strength: number,
  language: Language,
  except?: (span: Recognised, concept: ConceptId) => boolean,
): void {
  if (text === '') return;
  for (const span of recognise(cutRuns(cutWords(text), NO_NAME, 1), language, NO_NAME, { exact: true })) {
    for (const concept of span.concepts) {
      if (concept === 'filler' || except?.(span, concept) === true) continue;
      raise(draft.concepts, concept, Math.min(strength, mostForSaying(kind, draft.type, concept)));
    }
  }
}

function raise(concepts: Map<ConceptId, number>, concept: ConceptId, strength: number): void {
  if ((concepts.get(concept) ?? 0) < strength) concepts.set(concept, strength);
}

/** Markdown without its signs and link targets. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\]\([^)]*\)/g, '] ')
    .replace(/[#*_>`[\]|~]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_TEXT);
}

function draftOf(entry: Entry, language: Language, findPlace: FindPlace): Draft {
  const draft: Draft = {
    type: entry.kind,
    belongs: [],
    regions: [],
    concepts: new Map(),
    amenity: [],
    service: [],
    access: [],
    day: [],
  };
  switch (entry.kind) {
    case 'places': fillPlace(draft, entry.facts as PlaceFacts, language); break;
    case 'homestays': fillHomestay(draft, entry.facts as HomestayFacts, language, findPlace); break;
    case 'events': fillEvent(draft, entry.facts as EventFacts, language, findPlace); break;
    case 'guides': fillGuide(draft, entry.facts as GuideFacts, entry.slug); break;
    case 'trips': fillTrip(draft, entry.facts as TripFacts, language, findPlace); break;
    case 'alerts': fillAlert(draft, entry.facts as AlertFacts, language, findPlace); break;
    case 'products': fillProduct(draft, entry.facts as ProductFacts, language, findPlace); break;
    default: break;
  } // prettier-ignore
  return draft;
}

/** What a kind of place is, mostly is (`^`) and somewhat is (`~`). */
const PLACE_CONCEPTS: Readonly<Record<string, readonly string[]>> = {
  'market-village': ['kind:village', 'kind:market~'],
  town: ['kind:town'],
  gateway: ['kind:town'],
  pier: ['kind:pier', 'kind:boat'],
  'bus-station': ['kind:bus-station', 'topic:bus~'],
  pass: ['kind:pass', 'kind:viewpoint^'],
  lodging: ['kind:homestay~'],
  peak: ['kind:peak', 'kind:trail~'],
  trail: ['kind:trail'],
};

function fillPlace(draft: Draft, facts: PlaceFacts, language: Language): void {
  draft.type = facts.kind;
  for (const concept of PLACE_CONCEPTS[facts.kind] ?? [`kind:${facts.kind}`]) {
    raise(
      draft.concepts,
      concept.replace(/[~^]$/, ''),
      concept.endsWith('~') ? 0.45 : concept.endsWith('^') ? 0.65 : 1,
    );
  }
  draft.area = facts.area;
  draft.position = { lat: facts.position.lat, lng: facts.position.lng };
  const areaNames = AREA_NAMES[facts.area] ?? {};
  draft.regions = [facts.commune, facts.former.commune, facts.former.district, ...Object.values(areaNames)].filter(
    isText,
  );
  draft.where = areaNames[language] ?? areaNames.en ?? facts.commune ?? '';
  draft.service = [...facts.services];
  for (const service of facts.services) raise(draft.concepts, serviceConcept(service), 0.75);
  if (facts.access.car === 'yes') draft.access.push('car');
  if (facts.access.stepFree === 'yes') draft.access.push('step-free');
  if (facts.access.toilet === 'yes') draft.access.push('toilet');
  if (facts.access.toilet === 'yes') raise(draft.concepts, 'service:toilet', 0.75);
  addPeoples(draft, facts.peoples);
  for (const fee of facts.fees) {
    if (fee.for === 'adult') draft.price = lowest(fee.vnd);
    if (fee.for === 'boat') raise(draft.concepts, 'kind:boat', 0.8);
  }
}

const LISTING_CONCEPTS: readonly string[] = ['kind:homestay'];

function fillHomestay(draft: Draft, facts: HomestayFacts, language: Language, findPlace: FindPlace): void {
  draft.type = facts.kind;
  for (const concept of LISTING_CONCEPTS) raise(draft.concepts, concept, 1);
  const village = findPlace(facts.village);
  belongTo(draft, facts.village, village, language);
  if (facts.position) draft.position = { lat: facts.position.lat, lng: facts.position.lng };
  draft.price = lowest(facts.priceFrom.vnd);
  draft.amenity = [...facts.amenities];
  for (const amenity of facts.amenities) raise(draft.concepts, `amenity:${amenity}`, 1);
  if (facts.toilet === 'inside') {
    draft.access.push('toilet');
    raise(draft.concepts, 'amenity:private-toilet', 1);
  }
  if (facts.car === 'yes') {
    draft.access.push('car');
    raise(draft.concepts, 'amenity:parking', 0.9);
  }
  if (facts.amenities.includes('ground-floor')) draft.access.push('step-free');
  if (facts.amenities.includes('family-room')) raise(draft.concepts, 'topic:children', 0.8);
  if (facts.amenities.includes('motorbike-hire')) raise(draft.concepts, 'service:motorbike-hire', 0.4);
  if (facts.amenities.includes('guide')) raise(draft.concepts, 'service:guide', 0.6);
  if (facts.people) addPeoples(draft, [facts.people]);
}

function fillEvent(draft: Draft, facts: EventFacts, language: Language, findPlace: FindPlace): void {
  draft.type = facts.kind;
  const { concepts } = draft;
  if (facts.kind.endsWith('market')) raise(concepts, 'kind:market', 1);
  if (facts.kind === 'rotating-market') raise(concepts, 'kind:rotating-market', 1);
  if (facts.kind === 'festival') raise(concepts, 'kind:festival', 1);
  if (facts.kind === 'night') raise(concepts, 'kind:festival', 0.5);
  if (facts.kind === 'season') raise(concepts, 'kind:season', 1);
  if (facts.kind === 'season' || facts.kind === 'festival') raise(concepts, 'theme:when', 0.7);
  if (facts.kind.endsWith('market')) {
    raise(concepts, 'theme:when', 0.5);
    // "When is the market?" asks the guide; with a place beside it, the market there.
    raise(concepts, 'topic:market-days', 0.9);
  }
  for (const { rule } of facts.open) {
    const weekdays = /^weekday:(.+)$/.exec(rule)?.[1]?.split(',') ?? [];
    for (const day of weekdays) {
      raise(concepts, `day:${day}`, 1);
      draft.day.push(day);
    }
    for (const month of monthsOfSeason(rule)) raise(concepts, `month:${month}`, 0.85);
  }
  addPeoples(draft, facts.peoples);
  belongTo(draft, facts.place, findPlace(facts.place), language);
}

/** Months a solar season touches. */
function monthsOfSeason(rule: string): number[] {
  const match = /^season:(\d\d)-\d\d(?:\.\.(\d\d)-\d\d)?$/.exec(rule);
  if (!match) return [];
  const months: number[] = [];
  const last = Number(match[2] ?? match[1]);
  for (let month = Number(match[1]); months.length < 12; month = (month % 12) + 1) {
    months.push(month);
    if (month === last) break;
  }
  return months;
}

function fillGuide(draft: Draft, facts: GuideFacts, slug: string): void {
  draft.type = facts.topic;
  for (const topic of TOPICS_OF_GUIDE[slug] ?? []) {
    const concept = topic.replace('~', '');
    raise(draft.concepts, concept.includes(':') ? concept : `topic:${concept}`, topic.endsWith('~') ? 0.7 : 1);
  }
  if (slug === 'seasons') for (let month = 1; month <= 12; month++) raise(draft.concepts, `month:${month}`, 0.8);
}

function fillTrip(draft: Draft, facts: TripFacts, language: Language, findPlace: FindPlace): void {
  draft.type = facts.vehicle;
  raise(draft.concepts, 'kind:trip', 1);
  raise(draft.concepts, `theme:days-${facts.days.length}`, 1);
  for (const suit of facts.suits) {
    if (suit === 'family') raise(draft.concepts, 'topic:children', 0.6);
    if (suit === 'no-licence') raise(draft.concepts, 'topic:easy-rider', 0.6);
    if (suit === 'market') raise(draft.concepts, 'kind:market', 0.3);
  }
  for (const day of facts.days) {
    for (const stop of day.stops) {
      const [kind, slug] = stop.at.split('/');
      const place = kind === 'places' && slug ? findPlace(slug) : undefined;
      if (place) draft.belongs.push(...placeNames(place, language).slice(0, 2));
    }
  }
}

function fillAlert(draft: Draft, facts: AlertFacts, language: Language, findPlace: FindPlace): void {
  draft.type = facts.level;
  draft.until = Date.parse(facts.until);
  for (const concept of ['landslide', 'closed', 'flood', 'fog', 'alert'])
    raise(draft.concepts, `alert:${concept}`, 0.6);
  raise(draft.concepts, `alert:${facts.cause}`, 1);
  if (facts.effect.kind.endsWith('closed')) raise(draft.concepts, 'alert:closed', 1);
  const slugs = [...facts.places, ...facts.roads.flatMap((road) => [road.from, road.to])];
  for (const slug of slugs) {
    const place = findPlace(slug);
    if (!place) continue;
    draft.belongs.push(...placeNames(place, language));
    draft.position ??= { lat: place.facts.position.lat, lng: place.facts.position.lng };
    draft.area ??= place.facts.area;
  }
  for (const area of facts.areas) draft.regions.push(...Object.values(AREA_NAMES[area] ?? {}));
}

function fillProduct(draft: Draft, facts: ProductFacts, language: Language, findPlace: FindPlace): void {
  draft.type = facts.kind;
  raise(draft.concepts, 'kind:product', 1);
  belongTo(draft, facts.village, findPlace(facts.village), language);
  if (facts.price) draft.price = lowest(facts.price.vnd);
  addPeoples(draft, facts.peoples);
}

function belongTo(draft: Draft, slug: string, place: Entry<'places'> | undefined, language: Language): void {
  draft.placeSlug = slug;
  if (!place) {
    draft.belongs.push(slug.replaceAll('-', ' '));
    return;
  }
  const { facts } = place;
  draft.area = facts.area;
  draft.position ??= { lat: facts.position.lat, lng: facts.position.lng };
  draft.where = pickField(place.words, language, (words) => words.name)?.value ?? '';
  draft.belongs.push(...placeNames(place, language));
  draft.regions.push(...Object.values(AREA_NAMES[facts.area] ?? {}));
  if (facts.commune) draft.regions.push(facts.commune);
}

function placeNames(place: Entry<'places'>, language: Language): string[] {
  return namesOf(place, language);
}

function addPeoples(draft: Draft, peoples: readonly string[]): void {
  for (const people of peoples) {
    for (const span of recognise(cutWords(people), 'vi', NO_NAME, { exact: true })) {
      for (const concept of span.concepts) if (roleOf(concept) === 'people') raise(draft.concepts, concept, 0.8);
    }
  }
}

/** A place that has rooms is no homestay; the service says so without claiming the kind. */
function serviceConcept(service: string): ConceptId {
  if (service === 'homestay' || service === 'hotel') return 'service:beds';
  if (service === 'parking' || service === 'wifi') return `amenity:${service}`;
  if (service === 'bus') return 'service:bus-stop';
  return `service:${service}`;
}

function lowest(vnd: number | readonly [number, number]): number {
  return typeof vnd === 'number' ? vnd : vnd[0];
}

function isText(value: string | undefined): value is string {
  return value !== undefined && fold(value) !== '';
}

/** Junctions only join roads: found by name, never suggested for their kind. */
export function isTechnical(document: Pick<SearchDocument, 'kind' | 'type'>): boolean {
  return document.kind === 'places' && (TECHNICAL_PLACE_KINDS as readonly string[]).includes(document.type);
}
