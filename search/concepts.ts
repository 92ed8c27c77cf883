import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { cutWords, hasMarks, type Word } from './folding.ts';
import { editDistance } from './distance.ts';
import { KINDS } from './synonyms/kinds.ts';
import { AMENITY_WORDS, SERVICE_WORDS } from './synonyms/services.ts';
import { ALERT_WORDS, DAYS, FILLERS, LENGTHS, MONTHS, PEOPLES, THEMES } from './synonyms/themes.ts';
import { TOPICS } from './synonyms/topics.ts';
import type { ConceptRole, ConceptTable } from './synonyms/types.ts';

/** `kind:market`, `amenity:hot-water`, `topic:bus`, `filler`: one idea, whatever the language it was said in. */
export type ConceptId = string;

type Phrase = { concept: ConceptId; language: Language; marked: string; words: number };

const TABLES: readonly (readonly [ConceptRole, ConceptTable])[] = [
  ['kind', KINDS], ['amenity', AMENITY_WORDS], ['service', SERVICE_WORDS], ['topic', TOPICS], ['theme', THEMES], ['theme', LENGTHS],
  ['people', PEOPLES], ['day', DAYS], ['month', MONTHS], ['alert', ALERT_WORDS], ['filler', FILLERS],
]; // prettier-ignore

/** Letters: key is the folded phrase. Chinese and Korean: the phrase itself. */
const phrases = new Map<string, Phrase[]>();
const typedWords: string[] = [];
let longestPhrase = 1;
let longestRun = 1;

for (const [role, table] of TABLES) {
  for (const [key, byLanguage] of Object.entries(table)) {
    for (const language of LOCALES) {
      for (const text of byLanguage[language]?.split('|') ?? []) {
        const words = cutWords(text);
        const folded = words.map((word) => word.folded).join(' ');
        if (folded === '') continue;
        const phrase = {
          concept: role === 'filler' ? 'filler' : `${role}:${key}`,
          language,
          marked: words.map((word) => word.marked).join(' '),
          words: words.length,
        };
        const known = phrases.get(folded);
        if (known === undefined) phrases.set(folded, [phrase]);
        else if (!known.some((other) => other.concept === phrase.concept && other.marked === phrase.marked))
          known.push(phrase);
        longestPhrase = Math.max(longestPhrase, words.length);
        if (words[0]?.script !== 'letters') longestRun = Math.max(longestRun, folded.length);
        else if (words.length === 1 && folded.length >= 5 && role !== 'filler') typedWords.push(folded);
      }
    }
  }
}
const typedWordSet = new Set(typedWords);
const phraseWords = new Set([...phrases.keys()].flatMap((key) => key.split(' ')));

/**
 * A stretch of words and the ideas they may mean. A compound (Sonntag·s·markt) has several `parts`, all of which
 * are meant; the concepts of one part are alternatives.
 */
export type Recognised = { from: number; to: number; concepts: ConceptId[]; parts: ConceptId[][] };

function conceptsOfPhrase(
  key: string,
  words: readonly Word[],
  language: Language,
  queryHasMarks: boolean,
  exact = false,
): ConceptId[] | undefined {
  const found = phrases.get(key);
  if (!found) return undefined;
  const marked = words.map((word) => word.marked).join(' ');
  const typedMarks = words.some(hasMarks);
  const concepts: ConceptId[] = [];
  let filler = false;
  for (const phrase of found) {
    // Our own texts are in one language and carry their marks: "den" in German is no đền.
    if (exact && phrase.language !== language && key.length < 6) continue;
    if (exact && language === 'vi' && phrase.language === 'vi' && phrase.words === 1 && phrase.marked !== marked)
      continue;
    // Short words of languages that neither the page nor the traveller is likely to speak are other words here.
    if (phrase.language !== language && phrase.language !== 'en' && phrase.language !== 'vi' && key.length < 5)
      continue;
    if (phrase.concept === 'filler') {
      const own = phrase.language === language || phrase.language === 'en' || key.length > 2;
      if (own && (!typedMarks || phrase.marked === marked)) filler = true;
      continue;
    }
    // Marks that were typed are meant: chó (dog) is no chợ (market).
    if (typedMarks && phrase.marked !== marked && phrase.words === 1 && key.length < 5) continue;
    if (!concepts.includes(phrase.concept)) concepts.push(phrase.concept);
  }
  if (concepts.length === 0) return filler ? ['filler'] : undefined;
  // "cho" among marked words is the preposition, not a market that lost its marks; "brauche" is no Bräuche.
  const meantBare =
    !typedMarks &&
    words.length === 1 &&
    (language !== 'vi' || queryHasMarks) &&
    found.some((phrase) => phrase.concept === 'filler' && phrase.language === language && phrase.marked === key) &&
    !found.some((phrase) => phrase.concept !== 'filler' && phrase.language === language && phrase.marked === key);
  return meantBare ? ['filler'] : concepts;
}

/** The word without the endings of plural and case that our languages add to a noun. */
function* stemsOf(folded: string): Generator<string> {
  for (const ending of ['s', 'es', 'e', 'n', 'en', 'er', 'x', 'ing', 'ed', 'em']) {
    if (folded.length - ending.length >= 4 && folded.endsWith(ending)) yield folded.slice(0, -ending.length);
  }
}

/** Parts of a German compound that are ideas of their own (Boot·s·fahrt, Buchweizen·blüte, Sonntag·s·markt). */
function splitCompound(folded: string, isName: (word: string) => boolean): string[] | undefined {
  for (let cut = folded.length - 3; cut >= 3; cut--) {
    const head = folded.slice(0, cut);
    if (!phrases.has(head) && !isName(head)) continue;
    for (const joint of ['', 's', 'n', 'en', 'es', 'e']) {
      const rest = folded.slice(cut);
      if (!rest.startsWith(joint)) continue;
      const tail = rest.slice(joint.length);
      if (tail.length < 3) continue;
      if (phrases.has(tail)) return [head, tail];
      const stem = [...stemsOf(tail)].find((part) => phrases.has(part));
      if (stem !== undefined) return [head, stem];
    }
  }
  return undefined;
}

/**
 * Finds the ideas in a row of words: longest phrase first, left to right. A word that is in no phrase may be a
 * plural, a compound, a typing error of one, or (when `typing`) its beginning; texts of ours are taken `exact`,
 * and `plain` looks at no more than the phrases themselves.
 * @param isName tells whether a folded word occurs in a name; such a word is not stretched into an idea
 */
export function recognise(
  words: readonly Word[],
  language: Language,
  isName: (folded: string) => boolean,
  how: { typing?: boolean; exact?: boolean; plain?: boolean } = {},
): Recognised[] {
  const found: Recognised[] = [];
  const queryHasMarks = words.some((word) => word.script === 'letters' && hasMarks(word));
  for (let at = 0; at < words.length;) {
    let step = 0;
    for (let size = Math.min(longestPhrase, words.length - at); size >= 1; size--) {
      const slice = words.slice(at, at + size);
      const key = slice.map((word) => word.folded).join(' ');
      const concepts = conceptsOfPhrase(key, slice, language, queryHasMarks, how.exact);
      if (concepts) {
        found.push({ from: at, to: at + size, concepts, parts: [concepts] });
        step = size;
        break;
      }
    }
    if (step === 0) {
      const word = words[at] as Word;
      const parts =
        how.plain === true
          ? []
          : memoStretched(word, language, isName, how.typing === true && at === words.length - 1, how.exact === true);
      if (parts.length > 0) found.push({ from: at, to: at + 1, concepts: [...new Set(parts.flat())], parts });
      step = 1;
    }
    at += step;
  }
  return found;
}

/** Words of our own texts come again and again. */
const exactMemo = new Map<string, ConceptId[][]>();

function memoStretched(
  word: Word,
  language: Language,
  isName: (folded: string) => boolean,
  typing: boolean,
  exact: boolean,
): ConceptId[][] {
  if (!exact) return stretched(word, language, isName, typing, exact);
  const key = `${language} ${word.folded}`;
  let parts = exactMemo.get(key);
  if (!parts) {
    if (exactMemo.size > 50_000) exactMemo.clear();
    exactMemo.set(key, (parts = stretched(word, language, isName, typing, exact)));
  }
  return parts;
}

function stretched(
  word: Word,
  language: Language,
  isName: (folded: string) => boolean,
  typing: boolean,
  exact: boolean,
): ConceptId[][] {
  const { folded } = word;
  if (word.script !== 'letters' || folded.length < 4) return [];
  const plain = { ...word, marked: folded };
  const look = (key: string): ConceptId[] =>
    (conceptsOfPhrase(key, [{ ...plain, folded: key, marked: key }], language, false) ?? []).filter(
      (id) => id !== 'filler',
    );
  for (const stem of stemsOf(folded)) {
    const concepts = look(stem);
    if (concepts.length > 0) return [concepts];
  }
  if (folded.length >= 8) {
    const parts = splitCompound(folded, isName(folded) ? () => false : isName);
    const ideas = (parts ?? []).map((part) => look(part)).filter((concepts) => concepts.length > 0);
    if (ideas.length > 0) return ideas;
  }
  if (exact || isName(folded)) return [];
  if (typing) {
    const starts = typedWords.find((candidate) => candidate.startsWith(folded) && look(candidate).length > 0);
    if (starts !== undefined) return [look(starts)];
  }
  if (folded.length >= 5) {
    const most = folded.length >= 9 ? 2 : 1;
    let best: { word: string; far: number } | undefined;
    for (const candidate of typedWordSet) {
      if (Math.abs(candidate.length - folded.length) > most || candidate.length < 5) continue;
      if (candidate[0] !== folded[0] && candidate[1] !== folded[1]) continue;
      const far = editDistance(folded, candidate, most);
      if (far <= most && (best === undefined || far < best.far) && look(candidate).length > 0)
        best = { word: candidate, far };
    }
    if (best) return [look(best.word)];
  }
  return [];
}

/**
 * Cuts runs of Chinese and Korean letters at known names and ideas, longest first. What is left stays whole.
 * One letter counts as an idea only where nothing else can be meant: alone, or at the end of a run behind at
 * least two others (뇨꿰강, 儒桂河); 河江 and 투산 are names.
 */
export function cutRuns(words: readonly Word[], isName: (run: string) => boolean, longestName: number): Word[] {
  const out: Word[] = [];
  for (const word of words) {
    if (word.script === 'letters') out.push(word);
    else out.push(...cutRun(word, isName, longestName));
  }
  return out;
}

function cutRun(word: Word, isName: (run: string) => boolean, longestName: number): Word[] {
  const run = word.folded;
  const out: Word[] = [];
  let rest = '';
  const flush = () => {
    if (rest !== '') out.push(...trimRest(rest, word));
    rest = '';
  };
  for (let at = 0; at < run.length;) {
    let size = Math.min(Math.max(longestRun, longestName), run.length - at);
    for (; size >= 2; size--) {
      const part = run.slice(at, at + size);
      if (isName(part) || phrases.has(part)) break;
    }
    if (size >= 2) {
      flush();
      out.push(pieceOf(word, run.slice(at, at + size)));
      at += size;
    } else {
      rest += run[at];
      at += 1;
    }
  }
  flush();
  return out;
}

function trimRest(rest: string, word: Word): Word[] {
  if (rest.length === 1) return [pieceOf(word, rest)];
  const tail: Word[] = [];
  // Particles and one-letter kinds stick to the end of a name.
  while (rest.length >= 3 && isParticleOrKind(rest.slice(-1))) {
    tail.unshift(pieceOf(word, rest.slice(-1)));
    rest = rest.slice(0, -1);
  }
  // Han function words may also stand in front (去河江).
  const front: Word[] = [];
  while (
    word.script === 'han' &&
    rest.length >= 3 &&
    phrases.get(rest[0] as string)?.some((p) => p.concept === 'filler')
  ) {
    front.push(pieceOf(word, rest[0] as string));
    rest = rest.slice(1);
  }
  return [...front, pieceOf(word, rest), ...tail];
}

/** 马皮冷 is a name, whatever 冷 means alone. */
function isParticleOrKind(letter: string): boolean {
  return phrases.get(letter)?.some(({ concept }) => concept === 'filler' || roleOf(concept) === 'kind') ?? false;
}

function pieceOf(word: Word, text: string): Word {
  return { folded: text, marked: text, start: word.start, end: word.end, script: word.script };
}

/** Whether a Chinese or Korean run is nothing but ideas in a row (일요·시장), and so no name of its own. */
export function isMadeOfIdeas(run: string): boolean {
  let at = 0;
  while (at < run.length) {
    let size = Math.min(longestRun, run.length - at);
    while (size > 1 && !phrases.has(run.slice(at, at + size))) size -= 1;
    // 河江 is not a river and a river.
    if (size <= 1) return false;
    at += size;
  }
  return true;
}

/** Whether the word is an idea, or part of a phrase that is one. */
export function isPhraseWord(folded: string): boolean {
  return phraseWords.has(folded);
}

export function roleOf(concept: ConceptId): ConceptRole {
  const colon = concept.indexOf(':');
  return (colon < 0 ? concept : concept.slice(0, colon)) as ConceptRole;
}
