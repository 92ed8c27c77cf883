import type { Locale } from '#src/domain/locale/languages.ts';
import type { Piece, SearchHit, SearchKind } from '#src/ports/search-engine.ts';

export type Suggestion = { href: string; name: Piece[]; lang: string; where: string; thumb?: string | undefined };
export type SuggestionGroup = { kind: SearchKind; label: string; items: Suggestion[] };

/** Hits grouped by kind, groups in the order of their best. In the browser the hits come from the index kept there. */
export function groupHits(
  hits: readonly SearchHit[],
  locale: Locale,
  labelOf: (kind: SearchKind) => string,
  thumbFor: (hit: SearchHit) => string | undefined,
): SuggestionGroup[] {
  const groups = new Map<SearchKind, SuggestionGroup>();
  for (const hit of hits) {
    const group = groups.get(hit.kind) ?? { kind: hit.kind, label: labelOf(hit.kind), items: [] };
    group.items.push({
      href: `/${locale}/${hit.kind}/${hit.slug}`,
      name: hit.pieces?.name ?? [[hit.name, false]],
      lang: hit.nameLanguage,
      where: hit.where ?? '',
      thumb: thumbFor(hit),
    });
    groups.set(hit.kind, group);
  }
  return [...groups.values()];
}
