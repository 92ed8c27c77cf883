import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { evaluate, readQuestions } from '#search/evaluate.ts';
import { EmbeddedEngine } from '#search/engines/embedded.ts';
import { MeilisearchEngine, MeilisearchIndex } from '#search/engines/meilisearch.ts';
import { documentsOf } from '#search/index-of-content.ts';
import { startMeilisearch } from '#search/local-meilisearch.ts';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';

/**
 * `npm run eval:search -- [--queries FILE] [--engine embedded|meilisearch] [--content DIR] [--json]`: how often the
 * right entry stands first. Meilisearch is the server at MEILI_URL, or a `meilisearch` on the PATH started for this run.
 */
const { values } = parseArgs({
  options: {
    queries: { type: 'string', default: 'tests/fixtures/search/queries.csv' },
    engine: { type: 'string', default: 'embedded' },
    content: { type: 'string', default: 'content' },
    json: { type: 'boolean', default: false },
  },
});

// npm runs programs in the project's folder; a path is meant from where the command was typed.
const typedIn = process.env['INIT_CWD'] ?? process.cwd();
const rows = Papa.parse<Record<string, string>>(await readFile(resolve(typedIn, values.queries), 'utf8').catch(() => readFile(resolve(values.queries), 'utf8')), { header: true, skipEmptyLines: true }).data; // prettier-ignore
const content = await createContentFiles({ root: resolve(values.content) });
const embedded = new EmbeddedEngine((language) => documentsOf(content, language));

const server = values.engine === 'meilisearch' ? await startMeilisearch(process.env) : undefined;
if (values.engine === 'meilisearch' && !server) {
  console.error('No Meilisearch here: set MEILI_URL, or put a meilisearch program on the PATH.');
  process.exit(2);
}
if (values.engine !== 'meilisearch' && values.engine !== 'embedded') {
  console.error(`--engine must be embedded or meilisearch, but is "${values.engine}".`);
  process.exit(2);
}
try {
  let engine: EmbeddedEngine | MeilisearchEngine = embedded;
  if (server) {
    const options = { url: server.url, key: server.key, prefix: `tripmap-eval-${process.pid}` };
    const index = new MeilisearchIndex(options);
    await index.checkVersion();
    for (const language of LOCALES) await index.rebuild(language, documentsOf(content, language));
    engine = new MeilisearchEngine(options, (language) => embedded.lexicon(language));
  }
  const result = await evaluate(engine, readQuestions(rows), (slug) => content.find('places', slug));
  if (server) await new MeilisearchIndex({ url: server.url, key: server.key, prefix: `tripmap-eval-${process.pid}` }).dropAll(); // prettier-ignore
  if (values.json) {
    console.log(JSON.stringify(result));
  } else {
    console.log(`${result.queries} queries on ${values.engine}: success@1 ${result.success1}, success@3 ${result.success3}, MRR ${result.mrr}`); // prettier-ignore
    for (const { locale, query, match, expected, got } of result.misses) {
      console.log(`${locale} "${query}" (${match}) wants ${expected.join(' or ')}, got ${got.join(', ') || 'nothing'}`);
    }
  }
} finally {
  await server?.stop();
  await content.close();
}
