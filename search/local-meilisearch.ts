import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type MeilisearchServer = { url: string; key?: string | undefined; stop(): Promise<void> };

/**
 * The server at `MEILI_URL`, or a `meilisearch` program on the PATH, started with a temporary data folder and ended by `stop`.
 * @returns undefined when there is neither
 */
export async function startMeilisearch(
  env: Readonly<Record<string, string | undefined>>,
): Promise<MeilisearchServer | undefined> {
  const url = env['MEILI_URL'];
  if (url) return { url, key: env['MEILI_MASTER_KEY'] ?? env['MEILI_KEY'], stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'tripmap-meilisearch-'));
  const port = await freePort();
  const key = 'tripmap-local-master-key';
  const child = spawn('meilisearch', ['--db-path', join(folder, 'data'), '--http-addr', `127.0.0.1:${port}`, '--master-key', key, '--no-analytics', '--env', 'development'], { cwd: folder, stdio: 'ignore' }); // prettier-ignore
  const ended = new Promise<'ended'>((resolve) => {
    child.once('error', () => resolve('ended'));
    child.once('exit', () => resolve('ended'));
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const address = `http://127.0.0.1:${port}`;
  if (await Promise.race([ended, becomesHealthy(address)]).then((state) => state === 'healthy'))
    return { url: address, key, stop };
  await stop();
  return undefined;
}

async function becomesHealthy(url: string): Promise<'healthy' | 'silent'> {
  for (let tries = 0; tries < 100; tries++) {
    const healthy = await fetch(`${url}/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return 'healthy';
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return 'silent';
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}
