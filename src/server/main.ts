import { readFileSync } from 'node:fs';
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import type { Server } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setApp } from '#src/app.ts';
import { createApp } from '#src/composition.ts';
import { createFrontServer } from '#src/server/front-server.ts';
import { MemoryPageCache } from '#src/server/memory-page-cache.ts';
import { explainSystemError } from '#src/server/operator-errors.ts';
import type { PageHandler } from '#src/server/render.ts';
import { createRequestLog } from '#src/server/request-log.ts';
import { exitWith, settingsOrExit } from '#src/server/settings-or-exit.ts';
import type { Settings } from '#src/settings.ts';

const ROOT = new URL('../../', import.meta.url);
const STOP_WITHIN_MS = 4500;

/** Starts the site and keeps it running until SIGINT or SIGTERM. */
export async function runServer(settings: Settings): Promise<void> {
  process.chdir(fileURLToPath(ROOT));
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const report = (text: string) => process.stderr.write(`${text}\n`);
  const log = createRequestLog(settings.requestLog, (text) => process.stdout.write(text));
  const cache = new MemoryPageCache({ maxBytes: settings.pageCacheBytes, now: Date.now });
  const app = await createApp(settings);
  app.connectPageCache(cache);
  setApp(app);
  const { handler } = (await import(pathToFileURL(fileURLToPath(new URL('dist/server/entry.mjs', ROOT))).href)) as {
    handler: PageHandler;
  };
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string };
  const front = createFrontServer({
    settings,
    handler,
    cache,
    health: () => app.health(),
    log,
    report,
    clientDir: fileURLToPath(new URL('dist/client', ROOT)),
    picturesDir: settings.picturesDir,
    version,
  });
  await front.prepare();
  const sockets = await listen(front.server, settings);
  const address = front.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : settings.port;
  say(`Tripmap is ready on http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`);

  const stop = async (exitCode: number) => {
    const deadline = setTimeout(() => front.server.closeAllConnections(), STOP_WITHIN_MS - 1000);
    const giveUp = setTimeout(() => process.exit(exitCode), STOP_WITHIN_MS);
    giveUp.unref();
    for (const socket of sockets) socket.close();
    const closed = new Promise<void>((resolve) => front.server.close(() => resolve()));
    front.server.closeIdleConnections();
    await closed;
    clearTimeout(deadline);
    await app.close();
    log.flush();
    process.exit(exitCode);
  };
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
    void stop(0);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('uncaughtException', (error) => {
    report(explainSystemError(error) ?? (error.stack || error.message));
    if (!stopping) {
      stopping = true;
      void stop(1);
    }
  });
}

/** On `localhost` both local addresses answer, because browsers and tools disagree which one it means. */
async function listen(server: Server, { host, port }: Settings): Promise<SocketServer[]> {
  if (host !== 'localhost') {
    await listenOn(server, host, port);
    return [];
  }
  await listenOn(server, '127.0.0.1', port);
  const bound = server.address();
  const second = createSocketServer((socket) => server.emit('connection', socket));
  try {
    await listenOn(second, '::1', typeof bound === 'object' && bound !== null ? bound.port : port);
    return [second];
  } catch {
    // A machine without IPv6 has one local address less.
    return [];
  }
}

function listenOn(server: SocketServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

if (import.meta.main) await runServer(settingsOrExit()).catch(exitWith);
