import { parseArgs } from 'node:util';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { CONTENT_KINDS, TECHNICAL_PLACE_KINDS } from '#src/domain/content/kinds.ts';
import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { houseWordFaults } from '#src/domain/content/house-words.ts';
import {
  mostRepeatedRun, readingFigures, similarity, shinglesOf, type ReadingFigures,
} from '#src/domain/content/writing.ts'; // prettier-ignore

/**
 * `npm run check:writing`: how long and how readable the texts are, by language, whether two of them are alike, what
 * they say over and over, and whether they keep the words of the house. Ends with 1 where a text is another's copy, a
 * place says too little, a phrase runs through too many texts, or a word stands that the house does not use.
 */
const { values } = parseArgs({ options: { content: { type: 'string', default: 'content' } } });

const ALIKE = 0.35;
/** Roads, seasons and hours are told in the same few words; a phrase that more texts share has become a stamp. */
const STAMP = 20;
/** Below this a place's text can hardly say what a traveller needs. German says the same in fewer, longer words. */
const LEAST_PLACE_WORDS: Partial<Record<Language, number>> = { vi: 120, en: 120, de: 100 };

type Text = { id: string; language: Language; body: string };
const repeated: string[] = [];

const content = await createContentFiles({ root: values.content, watch: false, onProblem: () => undefined });
const texts = CONTENT_KINDS.flatMap((kind) => content.list(kind)).flatMap((entry) =>
  LOCALES.flatMap((language): Text[] => {
    const body = entry.words[language]?.body.trim() ?? '';
    return body === '' ? [] : [{ id: `${entry.kind}/${entry.slug}`, language, body }];
  }),
);
const said = CONTENT_KINDS.flatMap((kind) => content.list(kind)).flatMap((entry) =>
  LOCALES.flatMap((language) => {
    const { name, summary, body } = entry.words[language] ?? {};
    const faults = houseWordFaults([name, summary, body].join('\n\n'), language);
    return faults.map((word) => `${entry.kind}/${entry.slug} in ${language} says “${word}”, which the house does not.`);
  }),
);
const places = content.list('places').filter(({ facts }) => !TECHNICAL_PLACE_KINDS.includes(facts.kind));
await content.close();

// Junctions only join roads: nobody reads about them for long.
const visited = new Set(places.map(({ slug }) => `places/${slug}`));
const problems: string[] = [...said];
let most = { share: 0, who: '' };
console.log('language  texts    words  median  words/sentence  long sentences  letters/word  reading ease');
for (const language of LOCALES) {
  const own = texts.filter((text) => text.language === language);
  if (own.length === 0) continue;
  console.log(row(language, own.map(({ body }) => readingFigures(body, language)))); // prettier-ignore
  for (const { id, body } of own) {
    const { words } = readingFigures(body, language);
    const least = LEAST_PLACE_WORDS[language] ?? 0;
    if (visited.has(id) && words < least)
      problems.push(`${id} in ${language} has ${words} words; a place needs at least ${least}.`);
  }
  problems.push(...alikeTexts(own));
  const most = mostRepeatedRun(own.map(({ body }) => body), language); // prettier-ignore
  repeated.push(`${language} “${most.run}” ${most.texts}`);
  if (most.texts > STAMP) problems.push(`“${most.run}” stands in ${most.texts} texts in ${language}.`);
}
console.log(
  `The two most alike share ${most.share.toFixed(2)} of their five-word runs (${most.who}); ${ALIKE} is too much.`,
);
console.log(`Said in the most texts: ${repeated.join(' · ')}; more than ${STAMP} is too much.`);
for (const problem of problems) console.error(problem);
console.log(`${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function row(language: Language, figures: readonly ReadingFigures[]): string {
  const sum = (read: (one: ReadingFigures) => number) => figures.reduce((total, one) => total + read(one), 0);
  const words = sum((one) => one.words);
  const sorted = figures.map((one) => one.words).sort((a, b) => a - b);
  const sentences = sum((one) => one.sentences);
  const ease = figures.flatMap(({ ease }) => (ease === undefined ? [] : [ease]));
  return [
    language.padEnd(8),
    String(figures.length).padStart(6),
    String(words).padStart(8),
    String(sorted[Math.floor(sorted.length / 2)] ?? 0).padStart(7),
    (words / sentences).toFixed(1).padStart(15),
    `${((100 * sum((one) => one.longSentences)) / sentences).toFixed(1)} %`.padStart(15),
    (sum((one) => one.letters) / words).toFixed(1).padStart(13),
    (ease.length === 0 ? '–' : (ease.reduce((a, b) => a + b, 0) / ease.length).toFixed(0)).padStart(13),
  ].join(' ');
}

function alikeTexts(own: readonly Text[]): string[] {
  const shingles = own.map(({ body, language }) => shinglesOf(body, language));
  const found: string[] = [];
  for (let i = 0; i < own.length; i++)
    for (let j = i + 1; j < own.length; j++) {
      const share = similarity(shingles[i] ?? new Set(), shingles[j] ?? new Set());
      const who = `${own[i]?.id} and ${own[j]?.id} in ${own[i]?.language}`;
      if (share > most.share) most = { share, who };
      if (share >= ALIKE) found.push(`${who} are alike (${share.toFixed(2)}).`);
    }
  return found;
}
