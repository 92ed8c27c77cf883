import type { Server } from 'node:http';
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { explainSystemError } from '#src/server/operator-errors.ts';

export type Lifecycle = {
  server: Server;
  host: string;
  port: number;
  /** Called when the last answer is out; closes the application. */
  close: () => Promise<void>;
  say: (line: string) => void;
  report: (line: string) => void;
};

// `npm start` must be gone five seconds after a signal, so the application keeps the last one.
const ANSWERS_MS = 3500;
const EVERYTHING_MS = 4700;

/**
 * Listens, says where, and stays until SIGINT or SIGTERM: then no new connection is taken, running answers
 * are finished, the application is closed and the process ends with 0. A second signal ends it at once.
 * Rejects when it cannot listen.
 */
export async function runUntilSignal({ server, host, port, close, say, report }: Lifecycle): Promise<void> {
  const second = await listen(server, host, port);
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;

  let stopping = false;
  const stop = async (exitCode: number) => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => server.closeAllConnections(), ANSWERS_MS).unref();
    setTimeout(() => process.exit(exitCode), EVERYTHING_MS).unref();
    second?.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // A connection that has just got its answer waits for the next request; there will be none.
    setInterval(() => server.closeIdleConnections(), 50).unref();
    await closed;
    await close();
    process.exit(exitCode);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  // Astro's adapter listens too and is silent about what happens outside of a request.
  process.on('unhandledRejection', (reason) => {
    const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    report(explainSystemError(reason) ?? `Something failed in the background: ${text}`);
  });
  // Whoever read the log has gone; readers of the site are still here.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    report(explainSystemError(error) ?? error.stack ?? error.message);
    void stop(1);
  });

  say(`Tripmap is ready on http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`);
}

/** On `localhost` both local addresses answer, because browsers and tools disagree which one it means. */
async function listen(server: Server, host: string, port: number): Promise<SocketServer | undefined> {
  if (host !== 'localhost') {
    await listenOn(server, host, port);
    return undefined;
  }
  await listenOn(server, '127.0.0.1', port);
  const bound = server.address();
  const second = createSocketServer((socket) => server.emit('connection', socket));
  try {
    await listenOn(second, '::1', typeof bound === 'object' && bound !== null ? bound.port : port);
    return second;
  } catch {
    // A machine without IPv6 has one local address less.
    return undefined;
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
