import { LANGUAGES, type Language } from '../locale/languages.ts';

export type ReadingFigures = {
  /** Words; in Chinese, words as `Intl.Segmenter` finds them. */
  words: number;
  sentences: number;
  /** Sentences of more than 30 words. */
  longSentences: number;
  /** Letters in all words. */
  letters: number;
  /** Flesch reading ease, for the two languages that have an accepted formula here. */
  ease?: number;
};

const LONG_SENTENCE = 30;
const RUN = 5;

/** Plain words of a Markdown body: links keep their text, headings and list marks go. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[#>*+-]+ +|^\d+\. +/gm, '')
    .replace(/[*_`]/g, '');
}

/**
 * How long and how heavy a text is. Flesch (1948) for English and Amstad (1978) for German; both count syllables
 * by groups of vowels, which is right enough for an average and wrong for a single word.
 */
export function readingFigures(markdown: string, language: Language): ReadingFigures {
  const text = plainText(markdown);
  const { tag } = LANGUAGES[language];
  // A paragraph ends a sentence even without a full stop: list items often have none.
  const sentences = text
    .split(/\n+/)
    .flatMap((line) => [...new Intl.Segmenter(tag, { granularity: 'sentence' }).segment(line)])
    .map(({ segment }) => wordsOf(segment, language))
    .filter((words) => words.length > 0);
  const words = sentences.flat();
  const figures: ReadingFigures = {
    words: words.length,
    sentences: sentences.length,
    longSentences: sentences.filter((sentence) => sentence.length > LONG_SENTENCE).length,
    letters: words.reduce((sum, word) => sum + [...word].length, 0),
  };
  if (words.length === 0 || (language !== 'en' && language !== 'de')) return figures;
  const perSentence = words.length / sentences.length;
  const perWord = words.reduce((sum, word) => sum + syllables(word), 0) / words.length;
  const ease = language === 'en' ? 206.835 - 1.015 * perSentence - 84.6 * perWord : 180 - perSentence - 58.5 * perWord;
  return { ...figures, ease };
}

/** Every run of five words, in lower case; for a text shorter than that, the text itself. */
export function shinglesOf(markdown: string, language: Language): Set<string> {
  const words = wordsOf(plainText(markdown).toLowerCase(), language);
  if (words.length < RUN) return new Set(words.length === 0 ? [] : [words.join(' ')]);
  return new Set(words.slice(RUN - 1).map((_, index) => words.slice(index, index + RUN).join(' ')));
}

/** Jaccard: what two sets share of all they hold, 0 to 1. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const one of small) if (large.has(one)) shared++;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** The run of five words that stands in the most texts of one language, and in how many. */
export function mostRepeatedRun(bodies: readonly string[], language: Language): { run: string; texts: number } {
  const counts = new Map<string, number>();
  let most = { run: '', texts: 0 };
  for (const body of bodies)
    for (const run of shinglesOf(body, language)) {
      const texts = (counts.get(run) ?? 0) + 1;
      counts.set(run, texts);
      if (texts > most.texts) most = { run, texts };
    }
  return most;
}

function wordsOf(text: string, language: Language): string[] {
  const { tag } = LANGUAGES[language];
  return [...new Intl.Segmenter(tag, { granularity: 'word' }).segment(text)].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment] : [],
  );
}

function syllables(word: string): number {
  const groups = word.toLowerCase().match(/[aeiouyäöüàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]+/g) ?? [];
  return Math.max(1, groups.length);
}
