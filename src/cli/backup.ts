import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { stateFileFor } from '#src/adapters/sql/restore-state.ts';
import { mediaFolder, stateUrl } from '#src/composition-state.ts';
import { settingsOrExit } from '#src/server/settings-or-exit.ts';

/**
 * `npm run backup -- --to folder`: a whole copy while the site runs: database, content, photos and the secret.
 * The database comes first: what it says was published is then in the content copied after it.
 */
const { values } = parseArgs({ options: { to: { type: 'string', default: '' } } });
const settings = settingsOrExit();
const to = resolve(values.to || join(settings.dataDir, 'backups', new Date().toISOString().replace(/[:.]/g, '-')));

if (await stat(to).catch(() => undefined)) {
  console.error(`There is something already at ${to}: name a new folder.`);
  process.exit(1);
}
const parts = `${to}.part`;
await rm(parts, { recursive: true, force: true });
await mkdir(parts, { recursive: true, mode: 0o700 });

const store = await openStateStore({ url: stateUrl(settings), clock: { now: () => new Date() } });
await store.backup(join(parts, stateFileFor(store.engine)));
await store.close();
await cp(resolve(settings.contentDir), join(parts, 'content'), {
  recursive: true,
  filter: (path) => !path.endsWith('.tmp'),
});
await copyIfThere(mediaFolder(settings), join(parts, 'media'));
await copyIfThere(resolve(settings.dataDir, 'secret'), join(parts, 'secret'));

const files = await listFiles(parts);
const sums: Record<string, string> = {};
for (const file of files) sums[file] = createHash('sha256').update(await readFile(join(parts, file))).digest('hex'); // prettier-ignore
await writeFile(
  join(parts, 'backup.json'),
  `${JSON.stringify({ version: 1, at: new Date().toISOString(), files: sums }, null, 2)}\n`,
);
// A backup that was interrupted never carries the name of a whole one.
await rename(parts, to);
console.log(`Backed up ${files.length} files to ${to}`);

async function copyIfThere(source: string, target: string): Promise<void> {
  if (await stat(source).catch(() => undefined)) await cp(source, target, { recursive: true });
}

async function listFiles(folder: string): Promise<string[]> {
  const items = await readdir(folder, { recursive: true, withFileTypes: true });
  return items.filter((item) => item.isFile()).map((item) => relative(folder, join(item.parentPath, item.name))).sort(); // prettier-ignore
}
