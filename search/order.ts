import { editDistance } from './distance.ts';
import {
  gluedNames,
  nearness,
  resolvePlace,
  scoreOf,
  type Candidate,
  type Matcher,
  type RankContext,
  type ResolvedPlace,
  type Scored,
} from './rank.ts';
import type { Understood } from './understand.ts';

/** The common last step of both engines: score candidates, see which places the query means, score again, sort. */
export function order(
  scored: readonly Scored[],
  candidates: Iterable<Candidate>,
  /** Places named letter for letter that a filter keeps out of the results: they still say where. */
  elsewhere: readonly Candidate[],
  context: RankContext,
): Scored[] {
  const { query } = context.matcher;
  const places = placesMeant(scored, elsewhere, context);
  const final =
    places.length > 0 && query.concepts.length > 0 ? scoreAll(candidates, { ...context, places }) : [...scored];
  return final.sort(byScore);
}

export function scoreAll(candidates: Iterable<Candidate>, context: RankContext): Scored[] {
  const scored: Scored[] = [];
  const { places, matcher } = context;
  for (const candidate of candidates) {
    const before = matcher.scored.get(candidate);
    // A place named in the query changes the score only of what is near it.
    if (before !== undefined && !places.some((place) => nearness(candidate.document, place) > 0)) {
      scored.push(before);
      continue;
    }
    const score = scoreOf(candidate, context);
    if (places.length === 0) matcher.scored.set(candidate, score);
    scored.push(score);
  }
  return scored;
}

/** Drops what explains little of the query next to what the best explains. Expects the best first. */
export function worthShowing(scored: readonly Scored[]): Scored[] {
  const least = Math.max(0.28, Math.min(0.6, (scored[0]?.coverage ?? 0) * 0.55));
  return scored.filter((one) => one.coverage >= least);
}

function byScore(a: Scored, b: Scored): number {
  const weight = b.candidate.document.weight - a.candidate.document.weight;
  return b.score - a.score || weight || (a.candidate.document.id < b.candidate.document.id ? -1 : 1);
}

export function placesMeant(
  scored: readonly Scored[],
  elsewhere: readonly Candidate[],
  { matcher }: RankContext,
): ResolvedPlace[] {
  if (matcher.query.words.every((word) => word.span !== -1 || word.weight < 0.1)) return [];
  const ranked = scored.filter((one) => one.candidate.document.kind === 'places').sort(byScore);
  const places = ranked.slice(0, 30).map((one) => one.candidate);
  const known = new Set(places.map((place) => place.document.id));
  places.push(...elsewhere.filter(({ document }) => document.kind === 'places' && !known.has(document.id)));
  const found: ResolvedPlace[] = [];
  for (const candidate of places) {
    const place = resolvePlace(candidate, matcher);
    if (!place) continue;
    const rival = found.find((other) => [...place.words].some((index) => other.words.has(index)));
    if (!rival) found.push(place);
    else if (place.words.size > rival.words.size) found.splice(found.indexOf(rival), 1, place);
    if (found.length === 3) break;
  }
  return found;
}

/** No entry explains the name words well: they are misspelt, glued or split. */
export function isMisspelt(scored: readonly Scored[], { query }: Matcher): boolean {
  const names = query.words.filter((word) => word.span === -1);
  if (names.length === 0) return query.concepts.length === 0;
  // Korean spellings of a name differ from writer to writer, so likeness is always asked.
  return names.some((word) => word.script === 'hangul') || !scored.some((one) => one.fits);
}

/**
 * How far a candidate may be meant by a text that is like one of its keys. Where a place and what is in it share a
 * name, the name is the place's; an alias is less than a name.
 */
export function trustedLikeness({ document, prepared }: Candidate, key: string, likeness: number): number {
  return likeness * (document.kind === 'places' ? 1 : 0.96) * (prepared.properKeys.has(key) ? 1 : 0.95);
}

/** The candidate with its best likeness to what was typed, when any of its keys comes near enough. */
export function withLikeness(candidate: Candidate, query: Understood): Candidate {
  let best = 0;
  for (const { text, least, share } of gluedNames(query)) {
    for (const key of candidate.prepared.keys) {
      const longer = Math.max(text.length, key.length);
      const allowed = Math.floor(longer * (1 - least) + 1e-9);
      const far = editDistance(text, key, allowed);
      if (far <= allowed) best = Math.max(best, trustedLikeness(candidate, key, (1 - far / longer) * share));
    }
  }
  return best === 0 ? candidate : { ...candidate, likeness: best };
}
