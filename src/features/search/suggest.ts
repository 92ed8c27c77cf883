import type { App } from '#src/composition.ts';
import { languageOf, type Locale } from '#src/domain/locale/languages.ts';
import { pictureEntryOf } from '#src/features/entries/scene-entry.ts';
import type { SearchHit } from '#src/ports/search-engine.ts';
import { groupHits, type SuggestionGroup } from './group-hits.ts';

export type Suggestions = { groups: SuggestionGroup[]; didYouMean?: string | undefined };

const MOST = 8;

/** Suggestions while typing: the best few, grouped by kind, groups in the order of their best. */
export async function suggest(app: App, locale: Locale, q: string, limit = MOST): Promise<Suggestions> {
  const answer = await app.search.engine.search({
    q,
    language: languageOf(locale),
    limit: Math.min(20, Math.max(1, limit)),
    highlight: true,
    typing: true,
  });
  const t = app.translator.t(locale);
  return {
    groups: groupHits(
      answer.hits,
      locale,
      (kind) => t(`search:kinds.${kind}`),
      (hit) => thumbOf(app, hit),
    ),
    ...(answer.didYouMean ? { didYouMean: answer.didYouMean } : {}),
  };
}

function thumbOf(app: App, hit: SearchHit): string | undefined {
  const entry = app.content.find(hit.kind, hit.slug);
  return entry && app.pictures.pictureFor(pictureEntryOf(entry), 'card').webp[0]?.url;
}
