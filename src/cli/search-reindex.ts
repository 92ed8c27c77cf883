import { resolve } from 'node:path';
import { MeilisearchIndex } from '#search/engines/meilisearch.ts';
import { documentsOf } from '#search/index-of-content.ts';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';
import { parseSettings } from '#src/settings.ts';

/** `npm run search:reindex`: builds every language anew in a Meilisearch server and swaps it in when complete. */
const parsed = parseSettings(process.env);
if (parsed.kind === 'wrong') {
  for (const problem of parsed.problems) console.error(problem);
  process.exit(1);
}
const { search, contentDir } = parsed.settings;
if (!search) {
  console.log('MEILI_URL is not set: the embedded engine builds its index from the content when the site starts.');
  process.exit(0);
}
const content = await createContentFiles({ root: resolve(contentDir) });
try {
  const index = new MeilisearchIndex(search);
  const version = await index.checkVersion();
  for (const language of LOCALES) {
    const start = performance.now();
    const count = await index.rebuild(language, documentsOf(content, language));
    console.log(`${index.nameOf(language)}: ${count} entries in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  await index.searchKey();
  console.log(`Meilisearch ${version} at ${search.url} is complete.`);
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(`Meilisearch at ${search.url} was not rebuilt: ${error instanceof Error ? error.message : String(error)}${cause}. The old index, if there was one, still answers.`); // prettier-ignore
  process.exitCode = 1;
} finally {
  await content.close();
}
