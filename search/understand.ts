import type { Language } from '#src/domain/locale/languages.ts';
import { cutRuns, isPhraseWord, recognise, roleOf, type ConceptId, type Recognised } from './concepts.ts';
import { cutWords, hasMarks, soundOf, undoTyping, type Word } from './folding.ts';

/** What the index knows about names; understanding a query needs no more of it. */
export type Lexicon = {
  isName(folded: string): boolean;
  isRun(run: string): boolean;
  /** Whether the words, joined by a space, are the name of a place (its kind word left out or not). */
  isPlaceName(words: string): boolean;
  /** Whether words written together are nearly the name of a place. */
  isNearPlaceName(glued: string): boolean;
  readonly longestRun: number;
};

export type QueryWord = Word & {
  sound: string;
  typedMarks: boolean;
  /** How much of the query it is: a filler next to nothing, a name word one. */
  weight: number;
  /** Index of the idea it belongs to, or -1. */
  span: number;
  /** May be the beginning of a word. */
  open: boolean;
};

export type Understood = {
  words: QueryWord[];
  spans: Recognised[];
  concepts: ConceptId[];
  /** The whole query, folded and marked, without fillers around it. */
  folded: string;
  marked: string;
  language: Language;
  /** Asked while typing: the first few matter, not how many there are. */
  typing: boolean;
};

export const MAX_QUERY_LENGTH = 160;
const MAX_WORDS = 14;
const PROVINCE: ReadonlySet<string> = new Set(['hagiang', '河江', '하장', '하지앙']);

const SPAN_WEIGHT: Readonly<Record<string, number>> = {
  kind: 1.1, topic: 1.5, service: 1.4, amenity: 0.9, day: 0.7, month: 0.9, theme: 1.3, people: 0.8, alert: 1.6, filler: 0.06,
}; // prettier-ignore

/** Reads a query: words, typing slips undone, and the ideas in them. Never fails, whatever is typed. */
export function understand(q: string, language: Language, lexicon: Lexicon, typing = false): Understood {
  const cut = cutRuns(
    cutWords(q.slice(0, MAX_QUERY_LENGTH).toWellFormed()),
    (run) => lexicon.isRun(run),
    lexicon.longestRun,
  ).slice(0, MAX_WORDS);
  const words = cut.map((word) => repaired(word, lexicon));
  const openEnd = typing && !/\s$/u.test(q);
  const spans = releaseNames(
    recognise(words, language, (folded) => lexicon.isName(folded), { typing: openEnd }),
    words,
    lexicon,
  );
  const spanOf = new Int8Array(words.length).fill(-1);
  spans.forEach((span, index) => spanOf.fill(index, span.from, span.to));

  const understood = words.map((word, index): QueryWord => {
    const span = spans[spanOf[index] ?? -1];
    return {
      ...word,
      sound: word.script === 'letters' ? soundOf(word.folded) : word.folded,
      typedMarks: word.script === 'letters' && hasMarks(word),
      weight: span
        ? weightOf(span) / (span.to - span.from)
        : word.script === 'letters'
          ? 1
          : Math.min(2.5, word.folded.length * 0.9),
      span: spanOf[index] ?? -1,
      open: openEnd && index === words.length - 1,
    };
  });
  // Everything here is in Hà Giang: beside an idea the name of the province says little.
  if (spans.some((span) => span.concepts[0] !== 'filler')) {
    understood.forEach((word, index) => {
      const next = understood[index + 1];
      if (PROVINCE.has(word.folded)) word.weight *= 0.45;
      else if (next && word.folded === 'ha' && next.folded === 'giang') word.weight = next.weight = 0.45;
    });
  }
  // A query of nothing but fillers ("can ty") is a name after all.
  if (understood.every((word) => word.weight < 0.1)) {
    for (const word of understood) {
      word.weight = 1;
      word.span = -1;
    }
  }

  return {
    words: understood,
    spans,
    concepts: [...new Set(spans.flatMap((span) => span.concepts))].filter((concept) => concept !== 'filler'),
    folded: understood.map((word) => word.folded).join(' '),
    marked: understood.map((word) => word.marked).join(' '),
    language,
    typing,
  };
}

/** A short word inside the name of a place is no idea there: Đồng Văn is neither a cave nor a van. */
function releaseNames(spans: Recognised[], words: readonly Word[], lexicon: Lexicon): Recognised[] {
  const named = new Set<number>();
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + 5); to >= from + 2; to--) {
      const slice = words.slice(from, to);
      if (!slice.every((word) => word.script === 'letters')) continue;
      const folded = slice.map((word) => word.folded);
      // "meo vak": one word is in no dictionary, so the short one beside it may belong to a misspelt name.
      const strange =
        folded.length <= 3 && folded.some((word) => word.length >= 3 && !lexicon.isName(word) && !isPhraseWord(word));
      if (!lexicon.isPlaceName(folded.join(' ')) && !(strange && lexicon.isNearPlaceName(folded.join('')))) continue;
      for (let i = from; i < to; i++) named.add(i);
      break;
    }
  }
  return spans.filter(
    (span) => span.to - span.from > 1 || !named.has(span.from) || (words[span.from]?.folded.length ?? 0) > 5,
  );
}

function weightOf(span: Recognised): number {
  return Math.max(...span.concepts.map((concept) => SPAN_WEIGHT[roleOf(concept)] ?? 1));
}

function repaired(word: Word, lexicon: Lexicon): Word {
  if (word.script !== 'letters' || lexicon.isName(word.folded) || isPhraseWord(word.folded)) return word;
  const known = (folded: string | undefined): folded is string =>
    folded !== undefined && (lexicon.isName(folded) || isPhraseWord(folded));
  const typed = undoTyping(word.folded);
  if (known(typed)) return { ...word, folded: typed, marked: typed };
  const german = word.folded.replace(/([aou])e/g, '$1');
  if (german !== word.folded && known(german)) return { ...word, folded: german, marked: german };
  return word;
}
