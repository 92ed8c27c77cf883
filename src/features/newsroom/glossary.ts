import * as z from 'zod';
import type { App } from '#src/composition.ts';
import { HOUSE_WORDS } from '#src/domain/content/house-words.ts';
import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import type { TranslatedWords } from '#src/domain/publishing/translation-state.ts';

/** A term and how each language says it. A language that is not named keeps the term as it is. */
export const termSchema = z.object({ term: z.string().trim().min(1).max(80), words: z.partialRecord(z.enum(LOCALES as [Language, ...Language[]]), z.string().trim().max(80)) }); // prettier-ignore
export type Term = z.infer<typeof termSchema>;

const SCOPE = 'glossary';

/** What may stand for a term: the house's word first, others after a stroke. */
const STROKE = ' / ';
const HOUSE_TERMS: readonly Term[] = HOUSE_WORDS.map(({ term, words }) => ({
  term,
  words: Object.fromEntries(Object.entries(words).map(([language, said]) => [language, said.join(STROKE)])),
}));

/** The terms of the house and those the desk added; what the desk says of a term of the house counts instead. */
export async function glossaryOf(app: App): Promise<Term[]> {
  const own = await ownTerms(app);
  const keys = new Set(own.map(({ term }) => keyOf(term)));
  return [...HOUSE_TERMS.filter(({ term }) => !keys.has(keyOf(term))), ...own];
}

/** The terms the desk added itself and may take away again. */
export async function ownTerms(app: App): Promise<Term[]> {
  const rows = await app.state.store.records.list(SCOPE);
  return rows.flatMap(({ value }) => {
    const parsed = termSchema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

export async function putTerm(app: App, input: unknown): Promise<boolean> {
  const parsed = termSchema.safeParse(input);
  if (!parsed.success) return false;
  const words = Object.fromEntries(Object.entries(parsed.data.words).filter(([, word]) => word !== ''));
  await app.state.store.records.put(SCOPE, keyOf(parsed.data.term), { term: parsed.data.term, words }); // prettier-ignore
  return true;
}

export const removeTerm = (app: App, term: string): Promise<boolean> => app.state.store.records.remove(SCOPE, keyOf(term)); // prettier-ignore

const keyOf = (term: string): string => term.normalize('NFC').toLowerCase();
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase(); // prettier-ignore
const textOf = (words: TranslatedWords): string => [words.name, words.summary, words.body].join('\n').normalize('NFC');

export type TermFault = { term: string; expected: string };

/**
 * Terms and place names of the source that the translation does not carry. Place names count with or without
 * Vietnamese marks, because English and German pages may write "Dong Van".
 */
export function missingTerms(
  source: TranslatedWords,
  target: TranslatedWords,
  to: Language,
  terms: readonly Term[],
  places: readonly { names: readonly string[]; expected: readonly string[] }[],
): TermFault[] {
  const [said, written, marks] = [textOf(source), textOf(target), plain(textOf(target))];
  const faults: TermFault[] = [];
  for (const { term, words } of terms) {
    const expected = (words[to] ?? term).split(STROKE);
    const kept = expected.some((word) => written.toLowerCase().includes(word.toLowerCase()));
    if (said.toLowerCase().includes(term.toLowerCase()) && !kept) faults.push({ term, expected: expected[0] ?? term });
  }
  for (const { names, expected } of places) {
    const named = names.find((name) => name.length > 3 && said.includes(name));
    if (named !== undefined && !expected.some((name) => marks.includes(plain(name)))) faults.push({ term: named, expected: expected[0] ?? named }); // prettier-ignore
  }
  return faults;
}

/** Names of towns, villages and sights, with what the target language may call them. */
export function placeTerms(app: App, from: Language, to: Language): { names: string[]; expected: string[] }[] {
  return app.content.list('places').flatMap(({ words }) => {
    const name = words[from]?.name;
    const expected = [words[to]?.name, words.vi?.name, words.en?.name].filter((one) => one !== undefined);
    return name === undefined ? [] : [{ names: [name], expected: [...new Set(expected)] }];
  });
}
