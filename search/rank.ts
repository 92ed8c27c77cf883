import type { GeoPoint } from '#src/ports/search-engine.ts';
import { roleOf, type ConceptId, type Recognised } from './concepts.ts';
import { editDistance } from './distance.ts';
import { isTechnical, KIND_OF_CONCEPT, type SearchDocument } from './documents.ts';
import { soundOf, spellHangul } from './folding.ts';
import type { Around, Prepared, PreparedName } from './prepare.ts';
import type { QueryWord, Understood } from './understand.ts';

/**
 * One order for both engines: an engine finds candidates its own way, this decides what stands first.
 * Each word of the query must be explained by the entry: by its name (best), by an idea it has (kind, service,
 * topic …), by where it is, by its summary or text. The share of the query explained leads; how much of the
 * name the query covers comes next.
 */
export type Candidate = { document: SearchDocument; prepared: Prepared; likeness?: number };
export type Scored = {
  candidate: Candidate;
  score: number;
  coverage: number;
  byName: number;
  /** Every name word of the query is, letter for letter or by ear, in its name or in where it is. */
  fits: boolean;
};

/** A place named in the query, and the words that name it. */
export type ResolvedPlace = { slug: string; position: GeoPoint; area: string | undefined; words: ReadonlySet<number> };

const KIND_PRIOR: Readonly<Record<string, number>> = {
  places: 0.35,
  events: 0.25,
  guides: 0.2,
  trips: 0.12,
  alerts: 0.1,
  products: 0.05,
  homestays: 0,
};

/** Kinds one asks for in order to choose among them: a guide that speaks of them is no answer. */
const LISTED_KINDS: ReadonlySet<string> = new Set(['kind:homestay']);

/** Kinds of events and houses: a place whose alias says "market" is not one. */
const ENTRY_KINDS: ReadonlySet<string> = new Set(Object.keys(KIND_OF_CONCEPT));

type Match = { word: number; likeness: number };

/**
 * Compares query words with words of names; each different word is compared once, and what one query found out
 * about a word the next keystroke need not find out again.
 */
export class Matcher {
  private readonly known = new Map<string, Match[]>();
  private readonly best = new Map<Prepared, Alignment | undefined>();
  /** Candidates as they were scored before any place was known. */
  readonly scored = new Map<Candidate, Scored>();
  private readonly where = new Map<Around, { inBelongs: readonly Match[]; inRegions: readonly Match[] }>();
  private readonly likenesses: Map<string, number>[];
  readonly query: Understood;

  constructor(query: Understood) {
    this.query = query;
    this.likenesses = query.words.map(rememberedFor);
  }

  /** The name of the entry that the query fits best; worked out once, however often the entry is scored. */
  bestName(prepared: Prepared): Alignment | undefined {
    const known = this.best.get(prepared);
    if (known !== undefined || this.best.has(prepared)) return known;
    let best: Alignment | undefined;
    for (const name of prepared.names) {
      const alignment = align(name, this);
      if (!alignment) continue;
      if (!best || alignment.gain + alignment.cover > best.gain + best.cover + 1e-9) best = alignment;
    }
    this.best.set(prepared, best);
    return best;
  }

  /** Query words that name where an entry is, its own place and the areas around. */
  whereIn(around: Around): { inBelongs: readonly Match[]; inRegions: readonly Match[] } {
    let known = this.where.get(around);
    if (!known) {
      known = { inBelongs: wordsOfPhrases(around.belongs, this), inRegions: wordsOfPhrases(around.regions, this) };
      this.where.set(around, known);
    }
    return known;
  }

  /** Query words that the word of a name may stand for, with how sure that is (0 … 1), marks left aside. */
  matches(folded: string): readonly Match[] {
    const known = this.known.get(folded);
    if (known) return known;
    const found: Match[] = [];
    this.query.words.forEach((word, index) => {
      if (word.script !== 'letters') return;
      const remembered = this.likenesses[index] as Map<string, number>;
      let likeness = remembered.get(folded);
      if (likeness === undefined) remembered.set(folded, (likeness = likenessOf(word, folded, soundOfName(folded))));
      if (likeness > 0) found.push({ word: index, likeness });
    });
    this.known.set(folded, found.length === 0 ? NO_MATCH : found);
    return found;
  }
}

const NO_MATCH: Match[] = [];

/** Likeness of a typed word (finished, or open at its end) to words of names. */
const likenessMemo = new Map<string, Map<string, number>>();
const MOST_TYPED_WORDS = 400;

function rememberedFor(word: QueryWord): Map<string, number> {
  const key = word.open ? `${word.folded}…` : word.folded;
  let remembered = likenessMemo.get(key);
  if (!remembered) {
    if (likenessMemo.size >= MOST_TYPED_WORDS) likenessMemo.clear();
    likenessMemo.set(key, (remembered = new Map()));
  }
  return remembered;
}

const sounds = new Map<string, string>();

/** Names repeat from query to query; how one sounds is worked out once. */
function soundOfName(folded: string): string {
  let sound = sounds.get(folded);
  if (sound === undefined) {
    if (sounds.size > 100_000) sounds.clear();
    sounds.set(folded, (sound = soundOf(folded)));
  }
  return sound;
}

function likenessOf(word: QueryWord, folded: string, sound: string): number {
  if (word.folded === folded) return 1;
  if (word.open && folded.startsWith(word.folded)) return 0.86 + 0.1 * (word.folded.length / folded.length);
  if (/[0-9]/.test(folded) || /[0-9]/.test(word.folded)) return 0;
  if (word.sound === sound && word.folded.length > 1) return 0.86;
  const shorter = Math.min(word.folded.length, folded.length);
  if (shorter >= 4 && folded.startsWith(word.folded)) return 0.8;
  if (shorter < 3) return 0;
  const most = shorter >= 8 ? 2 : 1;
  const far = editDistance(word.folded, folded, most);
  if (far > most) return 0;
  if (far === 1) return shorter >= 5 ? 0.78 : shorter === 4 ? 0.7 : 0.6;
  return 0.6;
}

/** A row for a few words; a typed array costs more to make than to fill. */
function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

type Alignment = { name: PreparedName; explained: number[]; raw: number[]; cover: number; gain: number };

function align(name: PreparedName, matcher: Matcher): Alignment | undefined {
  const { words } = matcher.query;
  // Most names of most candidates share no word with the query.
  if (name.run === '' && !name.words.some((part) => matcher.matches(part.folded).length > 0)) return undefined;
  const explained = zeros(words.length);
  const raw = zeros(words.length);
  let covered = 0;
  let total = 0;
  let inOrder = 0;
  let last = -1;
  let any = false;
  for (const part of name.words) {
    const size = part.generic ? 0.3 : 1;
    total += size;
    let best: Match | undefined;
    let value = 0;
    for (const match of matcher.matches(part.folded)) {
      if ((explained[match.word] as number) > 0) continue;
      const word = words[match.word] as QueryWord;
      // Marks that were typed are meant; marks left out say nothing.
      const marks = !word.typedMarks ? 0.985 : word.marked === part.marked ? 1 : 0.84;
      const near = last >= 0 && match.word === last + 1 ? 0.001 : 0;
      if (match.likeness * marks + near > value) {
        best = match;
        value = match.likeness * marks + near;
      }
    }
    if (!best) continue;
    any = true;
    explained[best.word] = Math.min(1, value);
    raw[best.word] = best.likeness;
    covered += size * value;
    if (last >= 0 && best.word === last + 1) inOrder += 1;
    last = best.word;
  }
  if (name.run !== '') {
    const run = alignRun(name.run, matcher.query, explained);
    if (run > 0) {
      any = true;
      covered = name.words.length === 0 ? run : covered + run;
    }
    total = name.words.length === 0 ? 1 : total + 1;
  }
  if (!any) return undefined;
  let gain = 0;
  words.forEach((word, index) => (gain += word.weight * (explained[index] as number)));
  const cover = total === 0 ? 0 : covered / total;
  const order = name.words.length > 1 ? inOrder / (name.words.length - 1) : 1;
  return { name, explained, raw, cover: cover * (0.9 + 0.1 * order), gain: gain * name.trust };
}

/** Share of a Chinese or Korean name that the query words spell out. */
function alignRun(run: string, query: Understood, explained: number[]): number {
  let letters = 0;
  query.words.forEach((word, index) => {
    if (word.script === 'letters') return;
    if (run.includes(word.folded)) {
      letters += word.folded.length;
      explained[index] = 1;
    } else if (word.folded.includes(run) && run.length >= 2) {
      letters += run.length;
      explained[index] = Math.max(explained[index] as number, run.length / word.folded.length);
    } else if (word.span === -1 && word.folded.length >= 2) {
      const shared = sharedPairs(word.folded, run);
      if (shared >= 0.5) {
        letters += word.folded.length * shared;
        explained[index] = Math.max(explained[index] as number, 0.75 * shared);
      }
    }
  });
  return Math.min(1, letters / run.length);
}

function sharedPairs(text: string, run: string): number {
  let shared = 0;
  for (let i = 0; i + 2 <= text.length; i++) if (run.includes(text.slice(i, i + 2))) shared += 1;
  return shared / (text.length - 1);
}

/** The words of those phrases that stand whole in the query, each with its best likeness. */
function wordsOfPhrases(phrases: readonly (readonly string[])[], matcher: Matcher): Match[] {
  const found = new Map<number, number>();
  for (const phrase of phrases) {
    const hits: Match[] = [];
    for (const part of phrase) {
      const match = matcher
        .matches(part)
        .find((one) => one.likeness >= 0.7 && !hits.some((hit) => hit.word === one.word));
      if (!match) break;
      hits.push(match);
    }
    if (hits.length < phrase.length) continue;
    for (const { word, likeness } of hits) found.set(word, Math.max(found.get(word) ?? 0, likeness));
  }
  return [...found].map(([word, likeness]) => ({ word, likeness }));
}

function explainWith(hits: readonly Match[], explained: number[], raw: number[], value: number): void {
  for (const { word, likeness } of hits) {
    explained[word] = Math.max(explained[word] as number, value * likeness);
    raw[word] = Math.max(raw[word] as number, likeness);
  }
}

const summaryWords = new WeakMap<SearchDocument, Set<string>>();

function wordsOfSummary(document: SearchDocument, cut: (text: string) => Iterable<string>): Set<string> {
  let words = summaryWords.get(document);
  if (!words) {
    words = new Set([...cut(document.summary), ...(document.text === '' ? [] : cut(document.text))]);
    summaryWords.set(document, words);
  }
  return words;
}

export type RankContext = {
  matcher: Matcher;
  /** Named places, once they are known (second pass). */
  places: readonly ResolvedPlace[];
  cut: (text: string) => Iterable<string>;
};

/** Scores one candidate. Zero and below: it has nothing to do with the query. */
export function scoreOf(candidate: Candidate, context: RankContext): Scored {
  const { document, prepared } = candidate;
  const { matcher, places } = context;
  const { query } = matcher;
  const { words, spans } = query;
  const explained = zeros(words.length);

  const best = matcher.bestName(prepared);
  if (best) best.explained.forEach((value, index) => (explained[index] = value * best.name.trust));
  const nameGain = best?.gain ?? 0;
  const raw = best ? best.raw.slice() : zeros(words.length);

  let strongTopic = false;
  const asksForKind = spans.some((span) => span.concepts.some((concept) => LISTED_KINDS.has(concept)));
  let primary = 0;
  let missingKind = false;
  let missingAmenity = false;
  let aliased = false;
  for (const span of spans) {
    const strength = strengthOf(document, span);
    const role = roleOfSpan(span);
    if (strength >= 0.95 && (role === 'kind' || role === 'theme')) primary += 1;
    if (
      strength >= 0.7 &&
      document.kind === 'guides' &&
      !asksForKind &&
      (role === 'topic' || role === 'service' || role === 'amenity')
    )
      strongTopic = true;
    // An alias such as "chợ Đồng Văn" does not make the town a market.
    const borrowed = strength < 0.95 && (role === 'kind' || role === 'theme') && best !== undefined;
    const ofEntry = span.concepts.some((concept) => ENTRY_KINDS.has(concept));
    const most = !borrowed
      ? 1
      : best?.name.proper && document.kind === 'places' && !ofEntry
        ? 0.9
        : ofEntry
          ? 0.45
          : document.kind === 'products'
            ? 0.95
            : 0.75;
    // Half of a phrase in a name is not the phrase: "mang gì" is not in "đi bằng gì".
    let named = 1;
    for (let i = span.from; i < span.to; i++) named = Math.min(named, explained[i] as number);
    if (named < 0.8) named = 0;
    if (named > most) aliased = true;
    const value = Math.max(strength * 0.97, Math.min(most, named));
    for (let i = span.from; i < span.to; i++) explained[i] = value;
    if (role === 'kind' && value < 0.6) missingKind = true;
    if (role === 'amenity' && value < 0.4) missingAmenity = true;
  }

  const { inBelongs, inRegions } = matcher.whereIn(prepared.around);
  explainWith(inBelongs, explained, raw, document.kind === 'trips' ? 0.6 : 0.86);
  explainWith(inRegions, explained, raw, 0.7);
  words.forEach((word, index) => {
    if (word.script === 'letters' || (explained[index] as number) >= 0.8) return;
    if (prepared.around.runs.some((run) => run.includes(word.folded) || (run.length >= 2 && word.folded.includes(run))))
      explained[index] = Math.max(explained[index] as number, 0.8);
  });

  const fits = words.every(
    (word, index) => word.span !== -1 || word.script !== 'letters' || (raw[index] as number) >= 0.85,
  );

  for (const place of places) {
    const value = nearness(document, place);
    if (value > 0) for (const index of place.words) explained[index] = Math.max(explained[index] as number, value);
  }

  if (candidate.likeness !== undefined) {
    // Found by spelling alone: the words that nothing else explains are a slip of this name.
    const value = candidate.likeness ** 1.5 * 0.9;
    words.forEach((word, index) => {
      if (word.span === -1) explained[index] = Math.max(explained[index] as number, value);
    });
  }

  if (words.some((word, index) => (explained[index] as number) < 0.4 && word.weight > 0.1)) {
    const summary = wordsOfSummary(document, context.cut);
    words.forEach((word, index) => {
      if ((explained[index] as number) < 0.4 && summary.has(word.folded))
        explained[index] = word.span === -1 ? 0.4 : 0.3;
    });
  }
  if (strongTopic) {
    // A guide about buses speaks of every place on the way, named or not.
    words.forEach((word, index) => {
      if (word.span === -1) explained[index] = Math.max(explained[index] as number, 0.72);
    });
  }

  let gain = 0;
  let weight = 0;
  words.forEach((word, index) => {
    gain += word.weight * (explained[index] as number);
    weight += word.weight;
  });
  const coverage = weight === 0 ? 0 : gain / weight;
  const nameShare = weight === 0 ? 0 : nameGain / weight;
  const cover = Math.max((best?.cover ?? 0) * (aliased ? 0.75 : 1), (candidate.likeness ?? 0) * 0.85);

  let score = 10 * coverage + 2.6 * cover * Math.max(nameShare, candidate.likeness ? 0.6 : 0);
  if (best && best.name.folded !== '' && best.name.folded === query.folded) {
    const whole =
      !aliased &&
      ((best.name.proper && !missingKind) ||
        primary > 0 ||
        !spans.some((span) => dominantRole(span.concepts) === 'kind'));
    if (whole) score += (best.name.proper ? 1.2 : 0.7) + (best.name.marked === query.marked ? 0.4 : 0);
  }
  if (best && !aliased && best.name.run !== '' && best.name.run === query.folded.replaceAll(' ', '')) score += 1.4;
  score += 0.7 * primary;
  if (missingKind) score -= 1.1;
  if (missingAmenity) score -= 0.8;
  if (asksForKind && document.kind !== 'homestays') score -= 2.2;
  if (strongTopic) score += 1;
  if (document.kind === 'alerts' && query.concepts.some((concept) => roleOf(concept) === 'alert')) score += 6;
  // An unfinished word may become many names: the places people come for stand first.
  const popularity = words.at(-1)?.open === true ? 0.4 : 0.14;
  score += popularity * document.weight + (KIND_PRIOR[document.kind] ?? 0);
  if (isTechnical(document)) score -= 0.8;
  return { candidate, score, coverage, byName: nameShare, fits };
}

/** How far the entry is what the words mean: every part of a compound counts, the best alternative of each. */
function strengthOf(document: SearchDocument, span: Recognised): number {
  let sum = 0;
  for (const part of span.parts) {
    let best = 0;
    for (const concept of part) best = Math.max(best, document.concepts[concept] ?? 0);
    sum += best;
  }
  return sum / span.parts.length;
}

/** A compound such as Samstags·markt is of the kind it ends in, whatever it begins with. */
function roleOfSpan(span: Recognised): string {
  return span.parts.some((part) => dominantRole(part) === 'kind') ? 'kind' : dominantRole(span.concepts);
}

function dominantRole(concepts: readonly ConceptId[]): string {
  return roleOf(concepts[0] ?? 'filler');
}

/** How well an entry is "in" a place named in the query: its own place 0.95, within 2 km 0.9, fading to 25 km. */
export function nearness(document: SearchDocument, place: ResolvedPlace): number {
  if (document.kind === 'places' && document.slug === place.slug) return 0;
  if (document.placeSlug === place.slug) return 0.95;
  if (!document.position || Math.abs(document.position.lat - place.position.lat) > 0.3) return 0;
  const meters = distanceMeters(document.position, place.position);
  const sameArea = document.area !== undefined && document.area === place.area;
  if (meters <= 2_000) return 0.9;
  if (meters <= 10_000) return 0.9 - 0.015 * (meters / 1_000);
  if (meters <= 30_000) return (sameArea ? 0.68 : 0.6) - 0.012 * (meters / 1_000);
  return 0;
}

const EARTH_METERS = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Great-circle distance (haversine). */
export function distanceMeters(a: GeoPoint, b: GeoPoint): number {
  const dLat = (b.lat - a.lat) * RADIANS;
  const dLng = (b.lng - a.lng) * RADIANS;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The best place whose own name the query spells out, with the words that do. */
export function resolvePlace(candidate: Candidate, matcher: Matcher): ResolvedPlace | undefined {
  const { document, prepared } = candidate;
  if (document.kind !== 'places' || !document.position) return undefined;
  let found: { words: Set<number>; size: number } | undefined;
  for (const name of prepared.names) {
    const alignment = align(name, matcher);
    if (!alignment || alignment.cover < 0.72) continue;
    const words = new Set<number>();
    alignment.explained.forEach((value, index) => {
      if (value >= 0.55 && (matcher.query.words[index] as QueryWord).span === -1) words.add(index);
    });
    if (words.size > 0 && (!found || words.size > found.size)) found = { words, size: words.size };
  }
  if (!found && candidate.likeness !== undefined && candidate.likeness >= 0.75) {
    const words = new Set(matcher.query.words.flatMap((word, index) => (word.span === -1 ? [index] : [])));
    if (words.size > 0) found = { words, size: words.size };
  }
  return found && { slug: document.slug, position: document.position, area: document.area, words: found.words };
}

/** A text to look for by likeness, the least likeness worth having, and the share of the query it stands for. */
export type GluedName = { text: string; least: number; share: number };

/** Glued name words, single long ones, and a Korean run spelled by ear (`~…`). */
export function gluedNames(query: Understood): GluedName[] {
  const named = query.words.filter((word) => word.span === -1 && word.script === 'letters').map((word) => word.folded);
  const hangul = query.words.filter((word) => word.span === -1 && word.script === 'hangul').map((word) => word.folded);
  const whole = query.words.filter((word) => word.script === 'letters' && word.weight > 0.1).map((word) => word.folded);
  const texts = new Set<string>();
  if (named.length > 0) texts.add(named.join(''));
  for (const word of named) if (word.length >= 6) texts.add(word);
  if (whole.length > named.length) texts.add(whole.join(''));
  const longest = named.join('').length || 1;
  const letters = [...texts].map((text) => ({
    text,
    least: text.length <= 5 ? 0.75 : 0.66,
    // A single word out of several explains only its share of the query.
    share: Math.min(1, 0.6 + (0.4 * text.length) / longest),
  }));
  return hangul.length === 0
    ? letters
    : [...letters, { text: `~${spellHangul(hangul.join(''))}`, least: 0.6, share: 1 }];
}
