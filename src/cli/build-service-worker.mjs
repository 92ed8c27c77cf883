import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Writes `sw.js` beside the built site: the worker, with the names of the build's files and a version that changes
 * with any of them or with the worker itself.
 * @param {string} folder of the built site
 */
export async function buildServiceWorker(folder) {
  const files = await builtFiles(join(folder, '_astro'));
  const bundle = (define) =>
    build({
      entryPoints: [fileURLToPath(new URL('../service-worker/worker.ts', import.meta.url))],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      legalComments: 'none',
      define,
      alias: { '#src': fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '') },
    });
  const draft = await bundle({ BUILD: '{}' });
  const version = createHash('sha256')
    .update(draft.outputFiles[0].text)
    .update(files.join('\n'))
    .update(await pageSources())
    .digest('hex')
    .slice(0, 12);
  const { outputFiles } = await bundle({ BUILD: JSON.stringify({ version, files }) });
  await writeFile(join(folder, 'sw.js'), outputFiles[0].contents);
}

async function builtFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** Pages are rendered on request, so a change in them alone changes no file's name: their sources count too. */
async function pageSources() {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const hash = createHash('sha256');
  for (const part of ['pages', 'layouts', 'i18n/words', 'features/takealong']) {
    const entries = await readdir(join(root, part), { recursive: true, withFileTypes: true });
    for (const path of entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort())
      hash.update(await readFile(path));
  }
  return hash.digest('hex');
}
