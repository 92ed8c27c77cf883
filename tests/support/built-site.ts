import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '#src/cli/build-site.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

export type BuiltSite = {
  /** Without a slash at the end. */
  origin: string;
  /** A copy of the real content, which a test may edit. */
  contentDir: string;
  stop(): Promise<void>;
};

/** The real pages over a copy of the real content, on a port of their own. */
export async function startBuiltSite(
  prepare: (contentDir: string) => Promise<void> = () => Promise.resolve(),
): Promise<BuiltSite> {
  await ensureBuilt(() => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'tripmap-site-'));
  const contentDir = join(folder, 'content');
  await cp(join(PROJECT, 'content'), contentDir, { recursive: true });
  await prepare(contentDir);
  const child = spawn(process.execPath, [join(PROJECT, 'src/server/main.ts')], {
    cwd: PROJECT,
    env: {
      ...process.env,
      PORT: '0',
      SITE_URL: 'http://localhost',
      CONTENT_DIR: contentDir,
      DATA_DIR: join(folder, 'var'),
      PICTURES_DIR: join(PROJECT, 'var/pictures'),
      REQUEST_LOG: 'errors',
    },
  });
  let output = '';
  const origin = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const match = /ready on (http:\S+)/.exec(output);
      if (match?.[1] !== undefined) resolve(match[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`The site did not start: ${output}`)));
  });
  return {
    origin,
    contentDir,
    async stop() {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
