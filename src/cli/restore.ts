import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { findSecret } from '#src/adapters/better-auth/secret.ts';
import { openAuthSessions } from '#src/adapters/better-auth/auth-sessions.ts';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { restoreState } from '#src/adapters/sql/restore-state.ts';
import { mediaFolder, stateUrl } from '#src/composition-state.ts';
import { settingsOrExit } from '#src/server/settings-or-exit.ts';

/**
 * `npm run restore -- --from folder [--content folder]`: puts a backup onto an empty machine. Every file is checked
 * against the sums of the backup first; nothing that exists is overwritten.
 */
const { values } = parseArgs({ options: { from: { type: 'string' }, content: { type: 'string' } } });
const settings = settingsOrExit();
if (values.from === undefined) stop('Say where the backup is: npm run restore -- --from folder');
const from = resolve(values.from);
const contentDir = resolve(values.content ?? settings.contentDir);

const listSchema = z.object({ version: z.literal(1), at: z.string(), files: z.record(z.string(), z.string()) });
const list = await readFile(join(from, 'backup.json'), 'utf8').then((text) => listSchema.parse(JSON.parse(text))).catch(() => stop(`${from} is no whole backup: backup.json is missing or broken.`)); // prettier-ignore
for (const [file, sum] of Object.entries(list.files)) {
  const bytes = await readFile(join(from, file)).catch(() => stop(`The backup lacks ${file}.`));
  if (createHash('sha256').update(bytes).digest('hex') !== sum) stop(`${file} is not as it was backed up.`);
}

const secret = resolve(settings.dataDir, 'secret');
for (const path of [contentDir, mediaFolder(settings)]) {
  const names = await readdir(path).catch(() => []);
  if (names.length > 0) stop(`${path} is not empty: restore onto an empty machine, or name another folder.`);
}
const state = 'state.sqlite' in list.files ? 'state.sqlite' : 'state.ndjson';
const url = stateUrl(settings);
if (url.startsWith('postgres') !== (state === 'state.ndjson')) {
  stop(`The backup is of ${state === 'state.ndjson' ? 'PostgreSQL' : 'SQLite'}, but DATABASE_URL says otherwise.`);
}
if ('secret' in list.files && !(await stat(secret).catch(() => undefined))) {
  await mkdir(dirname(secret), { recursive: true });
  await cp(join(from, 'secret'), secret);
  await chmod(secret, 0o600);
}
if (state === 'state.ndjson') {
  // The rows of sign-in need their tables, which the library makes.
  const store = await openStateStore({ url, clock: { now: () => new Date() } });
  await openAuthSessions({ database: store.database, siteUrl: settings.siteUrl, secret: findSecret(settings.secret, secret).secret, isActive: () => Promise.resolve(false) }); // prettier-ignore
  await store.close();
}
await restoreState(url, join(from, state)).catch((error: Error) => stop(error.message));
await cp(join(from, 'content'), contentDir, { recursive: true });
if (await stat(join(from, 'media')).catch(() => undefined))
  await cp(join(from, 'media'), mediaFolder(settings), { recursive: true });
console.log(`Restored ${Object.keys(list.files).length} files of ${list.at}`);

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
