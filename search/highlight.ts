import type { Piece } from '#src/ports/search-engine.ts';
import { cutWords } from './folding.ts';
import type { Understood } from './understand.ts';

/**
 * Cuts a text into pieces that say whether the query hit them. Marks and case do not matter; fillers are not hits.
 * The pieces join to the text again, and nothing is markup: screens escape them like any other text.
 */
export function highlight(text: string, query: Understood | undefined): Piece[] {
  const wanted = query?.words.filter((word) => word.weight > 0.1) ?? [];
  if (wanted.length === 0) return text === '' ? [] : [[text, false]];
  const pieces: Piece[] = [];
  let at = 0;
  for (const word of cutWords(text)) {
    const hits =
      word.script === 'letters'
        ? wanted
            .filter((w) => w.folded === word.folded || (w.folded.length >= 3 && word.folded.startsWith(w.folded)))
            .map(() => [0, word.end - word.start])
        : wanted
            .filter((w) => w.script !== 'letters' && word.folded.includes(w.folded))
            .map((w) => [word.folded.indexOf(w.folded), word.folded.indexOf(w.folded) + w.folded.length]);
    const hit = hits[0];
    if (!hit) continue;
    const start = word.start + (hit[0] as number);
    const end = word.start + (hit[1] as number);
    if (start > at) pieces.push([text.slice(at, start), false]);
    pieces.push([text.slice(start, end), true]);
    at = end;
  }
  if (at < text.length) pieces.push([text.slice(at), false]);
  return pieces;
}
