import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { createFolderPictures } from '#src/adapters/pictures/folder-pictures.ts';
import { CONTENT_KINDS } from '#src/domain/content/kinds.ts';
import { pictureEntryOf } from '#src/features/entries/scene-entry.ts';

/** `npm run pictures [-- --root content --out var/pictures --prune]`: makes the pictures that are missing. */
const { values } = parseArgs({
  options: {
    root: { type: 'string', default: 'content' },
    out: { type: 'string', default: 'var/pictures' },
    parallel: { type: 'string', default: '2' },
    prune: { type: 'boolean', default: false },
  },
});

const started = performance.now();
const root = resolve(values.root);
const content = await createContentFiles({ root });
// The first visitors come to the best-known places: theirs are made first.
const entries = CONTENT_KINDS.flatMap((kind) => content.list(kind).map((entry) => ({ kind, entry }))).sort(
  (a, b) => b.entry.facts.weight - a.entry.facts.weight,
);
const pictures = createFolderPictures({
  folder: resolve(values.out),
  parallel: Math.max(1, Math.min(8, Number(values.parallel) || 2)),
  photoFile: ({ kind, slug, photo }) => (photo ? resolve(root, `${kind}s`, slug, 'photos', photo.id) : undefined),
});

try {
  const wanted = entries.map(({ entry }) => pictureEntryOf(entry));
  let told = 0;
  const { made, kept } = await pictures.ensureAll(wanted, ({ done, total }) => {
    if (performance.now() - told < 2000) return;
    told = performance.now();
    console.log(`pictures ${done}/${total}`);
  });
  const removed = values.prune ? pictures.prune(wanted) : 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${entries.length} entries: ${made} pictures made, ${kept} there already, ${removed} old files removed, ${seconds} s`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await content.close();
}
