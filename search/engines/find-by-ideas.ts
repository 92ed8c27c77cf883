import type { GeoPoint } from '#src/ports/search-engine.ts';
import type { Pass } from '../answer.ts';
import { roleOf } from '../concepts.ts';
import type { SearchDocument } from '../documents.ts';
import type { Understood } from '../understand.ts';
import type { Found } from './find-by-words.ts';
import { COMMON, type InvertedIndex } from './inverted-index.ts';

/**
 * Entries that are what the words mean. An idea of few entries brings them all; one of thousands brings those in
 * and near the places named, those that other ideas share, and only then any, until there are enough.
 */
export function findByIdeas(
  index: InvertedIndex,
  query: Understood,
  pass: Pass,
  slugs: ReadonlySet<string>,
  most: number,
): Found {
  const spans = query.spans.filter((span) => span.concepts[0] !== 'filler');
  if (spans.length === 0) return { best: [], rest: [] };
  const postings = spans.map((span) => span.concepts.flatMap((concept) => index.postings.get(concept) ?? []));
  const sizes = postings.map((sets) => sets.reduce((sum, set) => sum + set.size, 0));
  const passes = (slot: number): boolean => {
    const document = index.documentAt(slot);
    return document !== undefined && pass(document);
  };
  const isIn = (span: number, slot: number): boolean => postings[span]?.some((set) => set.has(slot)) ?? false;
  const large = spans.map((_, span) => span).filter((span) => (sizes[span] ?? 0) > COMMON);
  const small = spans.map((_, span) => span).filter((span) => !large.includes(span));

  const seeds = new Set<number>();
  for (const span of small) for (const set of postings[span] ?? []) for (const slot of set) seeds.add(slot);
  const here = slotsIn(index, slugs);
  for (const slot of here.keys()) if (large.some((span) => isIn(span, slot))) seeds.add(slot);
  large.sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  const [smallest] = large;
  if (smallest !== undefined) {
    for (const shared of large.length > 1 ? [true, false] : [false]) {
      let found = 0;
      for (const set of postings[smallest] ?? []) {
        for (const slot of set) {
          if (found >= most) break;
          if (seeds.has(slot) || !passes(slot) || (shared && !large.every((span) => isIn(span, slot)))) continue;
          seeds.add(slot);
          found += 1;
        }
      }
    }
  }

  const ordered: [number, number][] = [];
  for (const slot of seeds) {
    if (!passes(slot)) continue;
    const document = index.documentAt(slot) as SearchDocument;
    let value = (here.get(slot) ?? 0) + 0.05 * document.weight;
    for (const span of spans) {
      const strength = Math.max(...span.concepts.map((concept) => document.concepts[concept] ?? 0));
      value += strength * (roleOf(span.concepts[0] ?? 'filler') === 'kind' ? 2 : 1);
    }
    ordered.push([slot, value]);
  }
  ordered.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const best = ordered.slice(0, most).map(([slot]) => slot);
  if (query.typing) return { best, rest: [] };

  // The rest counts for pages and facets: whatever has all ideas, in the places named if any are.
  const onlyIdeas = query.words.every((word) => word.span !== -1);
  const head = new Set(best);
  const narrow = spans.map((_, span) => span).sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0))[0] ?? 0;
  const rest: number[] = [];
  for (const set of postings[narrow] ?? []) {
    for (const slot of set) {
      if (head.has(slot) || !(onlyIdeas || here.has(slot)) || !passes(slot)) continue;
      const { concepts } = index.documentAt(slot) as SearchDocument;
      const all = spans.every((span) => span.concepts.some((concept) => (concepts[concept] ?? 0) >= 0.4));
      if (all) rest.push(slot);
    }
  }
  return { best, rest };
}

/** Entries that belong to the places (3) or to places within about ten kilometres of them (1.5). */
function slotsIn(index: InvertedIndex, slugs: ReadonlySet<string>): Map<number, number> {
  const found = new Map<number, number>();
  for (const slug of slugs) {
    const at = index.placeNamed(slug)?.position;
    for (const [other, slots] of at ? index.byPlace : []) {
      if (other !== slug && isNear(at as GeoPoint, index.placeNamed(other)?.position)) {
        for (const slot of slots) found.set(slot, Math.max(1.5, found.get(slot) ?? 0));
      }
    }
    for (const slot of index.byPlace.get(slug) ?? []) found.set(slot, 3);
  }
  return found;
}

/** Within about ten kilometres; exact distances are for the ranking. */
function isNear(a: GeoPoint, b: GeoPoint | undefined): boolean {
  return b !== undefined && Math.abs(a.lat - b.lat) < 0.09 && Math.abs(a.lng - b.lng) < 0.1;
}
