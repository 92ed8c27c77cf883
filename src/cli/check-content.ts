import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { tellProblem } from '#src/adapters/content-files/describe-problems.ts';
import { checkEntry } from '#src/domain/content/check-references.ts';
import { CONTENT_KINDS } from '#src/domain/content/kinds.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';

/** `npm run check:content [-- --root content]`: counts by kind and language, then every problem at once. */
const { values } = parseArgs({ options: { root: { type: 'string', default: 'content' } } });
const root = resolve(values.root);
const store = await createContentFiles({ root });

const problems = [...store.problems()];
const lookup = { has: (kind: (typeof CONTENT_KINDS)[number], slug: string) => store.find(kind, slug) !== undefined };

console.log(['kind', 'entries', ...LOCALES].map((cell) => cell.padStart(10)).join(''));
for (const kind of CONTENT_KINDS) {
  const entries = store.list(kind);
  for (const entry of entries) problems.push(...checkEntry(entry, lookup));
  const counts = LOCALES.map((language) => entries.filter((entry) => entry.words[language]?.summary).length);
  console.log([kind, entries.length, ...counts].map((cell) => String(cell).padStart(10)).join(''));
}
await store.close();

for (const problem of problems) console.error(tellProblem(problem));
console.log(`${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
