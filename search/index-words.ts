import { cutWords } from './folding.ts';

/** Folded words, and for Chinese and Korean runs their letters and pairs of letters. */
export function indexWords(text: string): string[] {
  const out: string[] = [];
  for (const word of cutWords(text)) {
    if (word.script === 'letters') out.push(word.folded);
    else out.push(...pairsOf(word.folded));
  }
  return out;
}

export function pairsOf(run: string): string[] {
  // By code point: rare Chinese characters take two units, and half of one is no text.
  const letters = [...run];
  return letters.length < 2 ? [run] : letters.slice(1).map((letter, i) => `${letters[i] ?? ''}${letter}`);
}
