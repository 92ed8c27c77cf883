import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setApp } from '#src/app.ts';
import { createApp } from '#src/composition.ts';
import { createFrontServer } from '#src/server/front-server.ts';
import { runUntilSignal } from '#src/server/lifecycle.ts';
import { MemoryPageCache } from '#src/server/memory-page-cache.ts';
import type { PageHandler } from '#src/server/render.ts';
import { createRequestLog } from '#src/server/request-log.ts';
import { exitWith, settingsOrExit } from '#src/server/settings-or-exit.ts';
import type { Settings } from '#src/settings.ts';

const ROOT = new URL('../../', import.meta.url);

/** Starts the built site and keeps it running until a signal. */
export async function runServer(settings: Settings): Promise<void> {
  // Folders in the settings are relative to the project, wherever the command was given.
  process.chdir(fileURLToPath(ROOT));
  const log = createRequestLog(settings.requestLog, (text) => process.stdout.write(text));
  const cache = new MemoryPageCache({ maxBytes: settings.pageCacheBytes, now: Date.now });
  const app = await createApp(settings);
  app.connectPageCache(cache);
  // The pages look for the application as soon as they are loaded.
  setApp(app);
  const { handler } = (await import(new URL('dist/server/entry.mjs', ROOT).href)) as { handler: PageHandler };
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string };
  const report = (text: string) => process.stderr.write(`${text}\n`);
  const front = createFrontServer({
    settings,
    handler,
    cache,
    health: () => app.health(),
    onPage: (url, userAgent) => app.counter.count(url, userAgent),
    pictureSettled: (name) => app.pictures.settled(name),
    log,
    report,
    clientDir: fileURLToPath(new URL('dist/client', ROOT)),
    picturesDir: settings.picturesDir,
    version,
  });
  await Promise.all([front.prepare(), loadPages(new URL('dist/server/', ROOT))]);
  await runUntilSignal({
    server: front.server,
    host: settings.host,
    port: settings.port,
    close: async () => {
      await app.close();
      log.flush();
    },
    say: (text) => process.stdout.write(`${text}\n`),
    report,
  });
}

/**
 * Astro loads a page's code when it is first asked for. Loaded at the start, the first reader does not wait
 * for it, and a new build does not take it from under a running server.
 */
async function loadPages(folder: URL): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  const modules = files
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => new URL(name.replaceAll('\\', '/'), folder));
  await Promise.all(modules.map((module) => import(module.href)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runServer(settingsOrExit()).catch(exitWith);
