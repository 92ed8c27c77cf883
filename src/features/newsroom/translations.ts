import type { App } from '#src/composition.ts';
import { CONTENT_KINDS, type ContentKind } from '#src/domain/content/kinds.ts';
import { countWords } from '#src/domain/content/check-references.ts';
import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { sourceHash, sourceLanguage, translationStates, type TranslatedWords, type TranslationState } from '#src/domain/publishing/translation-state.ts'; // prettier-ignore
import { changesBetween } from '#src/domain/publishing/merge.ts';
import { OPEN_DRAFT_STATES, type EntryData } from '#src/domain/publishing/types.ts';

export type Words = Readonly<Record<string, TranslatedWords>>;
export type BoardRow = {
  kind: ContentKind;
  slug: string;
  name: string;
  words: number;
  states: Record<Language, TranslationState>;
};

/** Entry × language over everything published. States are counted from hashes each time and never stored. */
export function boardOf(app: App, kinds: readonly ContentKind[] = CONTENT_KINDS): BoardRow[] {
  return kinds.flatMap((kind) =>
    app.content.list(kind).map((entry) => {
      const words = entry.words as unknown as Words;
      const source = words[sourceLanguage(words) ?? 'vi'];
      return {
        kind,
        slug: entry.slug,
        name: source?.name ?? entry.slug,
        words: source === undefined ? 0 : countWords([source.name, source.summary, source.body].join(' ')),
        states: translationStates(words),
      };
    }),
  );
} // prettier-ignore

export type BoardSum = Record<Language, Record<TranslationState, number> & { missingWords: number }>;

/** How much there is to do in each language: entries by state, and source words still to be translated. */
export function sumBoard(rows: readonly BoardRow[]): BoardSum {
  const none = () => ({ original: 0, current: 0, outdated: 0, missing: 0, machine: 0, missingWords: 0 });
  const sums = Object.fromEntries(LOCALES.map((language) => [language, none()])) as BoardSum;
  for (const row of rows) {
    for (const language of LOCALES) {
      sums[language][row.states[language]]++;
      if (row.states[language] === 'missing') sums[language].missingWords += row.words;
    }
  }
  return sums;
}

/** Languages whose words wait in an open draft, by entry: so that nobody translates what somebody has translated. */
export async function languagesInDrafts(app: App): Promise<Map<string, Set<string>>> {
  const drafts = await app.state.store.drafts.list({ states: OPEN_DRAFT_STATES, limit: 2000 });
  return new Map(
    drafts.map(({ kind, slug, base, values }) => {
      const touched = Object.keys(changesBetween(base, values)).filter((path) => path.startsWith('words/'));
      return [`${kind}/${slug}`, new Set(touched.map((path) => path.split('/')[1] as string))];
    }),
  );
}

/** The source words a translation was made from, from history; undefined when nobody kept them. */
export async function wordsTranslatedFrom(
  app: App,
  kind: ContentKind,
  slug: string,
  translation: NonNullable<TranslatedWords['translation']>,
): Promise<TranslatedWords | undefined> {
  const revisions = await app.state.store.revisions.list(kind, slug);
  for (const { data } of revisions as readonly { data: EntryData | null }[]) {
    const words = data?.words[translation.from] as TranslatedWords | undefined;
    if (words !== undefined && sourceHash(words) === translation.of) return words;
  }
  return undefined;
}
