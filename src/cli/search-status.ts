import { resolve } from 'node:path';
import { MeilisearchIndex } from '#search/engines/meilisearch.ts';
import { documentsOf } from '#search/index-of-content.ts';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';
import { parseSettings } from '#src/settings.ts';

/** `npm run search:status`: which engine answers, and whether the server holds what the content says. */
const parsed = parseSettings(process.env);
if (parsed.kind === 'wrong') {
  for (const problem of parsed.problems) console.error(problem);
  process.exit(1);
}
const { search, contentDir } = parsed.settings;
const content = await createContentFiles({ root: resolve(contentDir) });
const expected = [...documentsOf(content, 'vi')].length;
await content.close();

if (!search) {
  console.log(`Engine: embedded, ${expected} entries in each of ${LOCALES.length} languages.`);
} else {
  try {
    const index = new MeilisearchIndex(search);
    console.log(`Engine: Meilisearch ${await index.checkVersion()} at ${search.url}`);
    const counts = await index.counts();
    for (const language of LOCALES) {
      const state = counts[language] === expected ? 'complete' : 'run npm run search:reindex';
      console.log(`${index.nameOf(language)}: ${counts[language]} of ${expected} entries, ${state}`);
      if (counts[language] !== expected) process.exitCode = 1;
    }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    console.error(`Meilisearch at ${search.url}: ${error instanceof Error ? error.message : String(error)}${cause}. The embedded engine answers meanwhile.`); // prettier-ignore
    process.exitCode = 1;
  }
}
