import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/**
 * Starts the built site on a free port for a measurement.
 *
 * @param node options for Node itself; its threads get them too
 * @throws Error when it does not answer within two minutes
 */
export async function startSite(
  env: Readonly<Record<string, string>> = {},
  node: readonly string[] = [],
): Promise<{ url: string; stop: () => void }> {
  const port = await freePort();
  const child = spawn(process.execPath, [...node, 'src/cli/start.ts'], {
    stdio: 'ignore',
    env: { ...process.env, PORT: String(port), REQUEST_LOG: 'off', ...env },
  });
  const url = `http://localhost:${port}`;
  for (let tries = 0; tries < 240; tries += 1) {
    const ready = await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false); // prettier-ignore
    if (ready) return { url, stop: () => void child.kill('SIGTERM') };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  child.kill('SIGTERM');
  throw new Error('The site did not start within two minutes.');
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
