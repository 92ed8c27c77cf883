import { resolvePlace, scoreOf, type Candidate, type RankContext, type ResolvedPlace, type Scored } from './rank.ts';

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
  for (const candidate of candidates) scored.push(scoreOf(candidate, context));
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
