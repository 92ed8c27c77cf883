import { recognise, roleOf } from './concepts.ts';
import { KIND_OF_CONCEPT, type SearchDocument } from './documents.ts';
import { cutWords, isSyllable, skeletonOf, umlautSpelling, type Word } from './folding.ts';

/** A name ready for comparison. `trust` is lower for a part of a name than for the whole. */
export type PreparedName = {
  words: { folded: string; marked: string; generic: boolean }[];
  /** Chinese or Korean spelling, if the name has one. */
  run: string;
  folded: string;
  marked: string;
  trust: number;
  /** It says market, festival, homestay: kinds of entries, not of places. */
  ofEntryKind: boolean;
  /** One of its real names, not an alias or a part. */
  proper: boolean;
  text: string;
};

export type Prepared = {
  names: PreparedName[];
  /** Where it is, in words. One value for all entries of a place, so that it is compared with a query once. */
  around: Around;
  /** Glued spellings of its names, for the search by likeness; those for Korean ears start with `~`. */
  keys: string[];
  /** Those of them that come from a real name, not an alias. */
  properKeys: ReadonlySet<string>;
};

export type Around = {
  belongs: readonly (readonly string[])[];
  regions: readonly (readonly string[])[];
  /** Chinese and Korean names of what it belongs to. */
  runs: readonly string[];
  /** All of them as they may stand in a query. */
  phrases: readonly string[];
};

const NO_NAME = () => false;

/** Makes the parts of a document that ranking compares with a query. */
export function prepare(document: SearchDocument): Prepared {
  const names = prepareNames(document.names, document.proper);
  const keys = new Set<string>();
  const properKeys = new Set<string>();
  const keep = (key: string, proper: boolean): void => {
    keys.add(key);
    if (proper) properKeys.add(key);
  };
  for (const name of names) {
    if (name.words.length === 0 || name.words.length > 6) continue;
    const whole = name.words.map((word) => word.folded).join('');
    const own = name.words.filter((word) => !word.generic).map((word) => word.folded);
    if (whole.length <= 28) keep(whole, name.proper);
    if (own.length >= 2 || (own[0]?.length ?? 0) >= 5) {
      keep(own.join(''), name.proper);
      if (own.every(isSyllable)) keep(`~${skeletonOf(own.join(''))}`, name.proper);
    }
  }
  return {
    names,
    around: aroundOf(document),
    keys: [...keys],
    properKeys,
  };
}

export function prepareNames(names: readonly string[], proper: number): PreparedName[] {
  const prepared = new Map<string, PreparedName>();
  names.forEach((name, index) => {
    nameParts(name).forEach((part, at) => {
      const trust = (index === 0 ? 1 : 0.985) - (at === 0 ? 0 : 0.05);
      const one = prepareName(part, trust, index < proper);
      const key = `${one.marked} ${one.run}`;
      const known = prepared.get(key);
      if (key.trim() === '' || (known?.trust ?? 0) >= trust) return;
      prepared.set(key, known?.proper ? { ...one, proper: true } : one);
      const spelled = part
        .split(' ')
        .map((word) => umlautSpelling(word.toLowerCase()) ?? word)
        .join(' ');
      if (spelled !== part) {
        const other = prepareName(spelled, trust - 0.01, index < proper);
        prepared.set(other.marked, other);
      }
    });
  });
  return [...prepared.values()];
}

function prepareName(text: string, trust: number, proper: boolean): PreparedName {
  const words = cutWords(text);
  const letters = words.filter((word) => word.script === 'letters');
  const generic = new Set<number>();
  let ofEntryKind = false;
  for (const span of recognise(letters, 'vi', NO_NAME, { plain: true })) {
    if (span.concepts.some((concept) => KIND_OF_CONCEPT[concept] !== undefined)) ofEntryKind = true;
    if (!span.concepts.some((concept) => concept === 'filler' || roleOf(concept) === 'kind')) continue;
    for (let i = span.from; i < span.to; i++) generic.add(i);
  }
  const allGeneric = generic.size === letters.length;
  return {
    words: letters.map((word, i) => ({
      folded: word.folded,
      marked: word.marked,
      generic: !allGeneric && generic.has(i),
    })),
    run: runOf(text),
    folded: letters.map((word) => word.folded).join(' '),
    marked: letters.map((word) => word.marked).join(' '),
    trust,
    ofEntryKind,
    proper,
    text,
  };
}

/**
 * The name of a place with and without the kind words around it, two words at least. Names that say market,
 * festival or the like are left out: there the word is meant.
 */
export function placeNamesIn(name: PreparedName): string[] {
  const own = name.words.flatMap((word, index) => (word.generic ? [] : [index]));
  const first = own[0];
  const last = own.at(-1);
  if (first === undefined || last === undefined || name.ofEntryKind) return [];
  const texts: string[] = [];
  for (let from = first; from >= 0; from--) {
    for (let to = last; to < name.words.length; to++) {
      if (to - from >= 1)
        texts.push(
          name.words
            .slice(from, to + 1)
            .map((word) => word.folded)
            .join(' '),
        );
    }
  }
  return texts;
}

/** The whole name, then what stands outside and inside brackets and on either side of a dash, comma or stroke. */
export function nameParts(name: string): string[] {
  const parts = new Set([name]);
  const outside = name.replace(/\s*[(（][^)）]*[)）]/gu, '').trim();
  parts.add(outside);
  for (const inside of name.matchAll(/[(（]([^)）]+)[)）]/gu)) {
    if (!/^(?:trung tâm|centre|center|zentrum)$/iu.test(inside[1] ?? '')) parts.add(inside[1] as string);
  }
  for (const side of outside.split(/\s[-–—/]\s|,\s|\s\/\s?|;\s/u)) parts.add(side.trim());
  return [...parts].filter((part) => part.length > 1);
}

const MOST_KEPT = 20_000;
const arounds = new Map<string, Around>();

function aroundOf({ belongs, regions }: SearchDocument): Around {
  const key = JSON.stringify([belongs, regions]);
  let known = arounds.get(key);
  if (!known) {
    if (arounds.size > MOST_KEPT) arounds.clear();
    const own = belongs.map(surrounding);
    const wider = regions.map(surrounding);
    const around = {
      belongs: uniquePhrases(own),
      regions: uniquePhrases(wider),
      runs: [...new Set([...own, ...wider].flatMap((one) => one.runs))],
    };
    const letters = [...around.belongs, ...around.regions].map((phrase) => phrase.join(' '));
    arounds.set(key, (known = { ...around, phrases: [...new Set([...letters, ...around.runs])] }));
  }
  return known;
}

type Surrounding = { phrases: string[][]; runs: string[] };

/** A village lends its names to every house in it: they are cut up once. */
const surroundings = new Map<string, Surrounding>();

function surrounding(name: string): Surrounding {
  let known = surroundings.get(name);
  if (!known) {
    if (surroundings.size > MOST_KEPT) surroundings.clear();
    const parts = nameParts(name);
    known = { phrases: parts.flatMap(phrasesOf), runs: parts.map(runOf).filter((run) => run !== '') };
    surroundings.set(name, known);
  }
  return known;
}

function uniquePhrases(all: readonly Surrounding[]): string[][] {
  const seen = new Map<string, string[]>();
  for (const { phrases } of all) for (const phrase of phrases) seen.set(phrase.join(' '), phrase);
  return [...seen.values()];
}

/** "Xã Lũng Cú" is also just Lũng Cú; a name of nothing but general words stays as it is. */
function phrasesOf(name: string): string[][] {
  const words = cutWords(name).filter((word) => word.script === 'letters');
  const generic = new Set<number>();
  for (const span of recognise(words, 'vi', NO_NAME, { exact: true })) {
    if (span.concepts.some((concept) => concept === 'filler' || roleOf(concept) === 'kind')) {
      for (let i = span.from; i < span.to; i++) generic.add(i);
    }
  }
  const own = words.filter((_, i) => !generic.has(i));
  return [words, own].map((phrase) => phrase.map((word: Word) => word.folded)).filter((phrase) => phrase.length > 0);
}

function runOf(text: string): string {
  return cutWords(text)
    .filter((word) => word.script !== 'letters')
    .map((word) => word.folded)
    .join('');
}
