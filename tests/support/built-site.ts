import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
  dataDir: string;
  stop(): Promise<void>;
};

/**
 * The real pages over a copy of the real content, on a port of their own.
 * @param env settings beside the usual ones
 */
export async function startBuiltSite(
  prepare: (contentDir: string) => Promise<void> = () => Promise.resolve(),
  env: Readonly<Record<string, string>> = {},
): Promise<BuiltSite> {
  await ensureBuilt(() => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'tripmap-site-'));
  const contentDir = join(folder, 'content');
  const dataDir = join(folder, 'var');
  await cp(join(PROJECT, 'content'), contentDir, { recursive: true });
  await prepare(contentDir);
  const child = spawn(process.execPath, [join(PROJECT, 'src/server/main.ts')], {
    cwd: PROJECT,
    env: {
      ...process.env,
      PORT: '0',
      SITE_URL: 'http://localhost',
      CONTENT_DIR: contentDir,
      DATA_DIR: dataDir,
      PICTURES_DIR: join(PROJECT, 'var/pictures'),
      REQUEST_LOG: 'errors',
      ...env,
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
    dataDir,
    async stop() {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An alert in force now, because the real content has one only while something is wrong on the roads. */
export async function addAlert(contentDir: string): Promise<void> {
  const folder = join(contentDir, 'alerts', 'test-landslide');
  await mkdir(folder, { recursive: true });
  const facts = {
    level: 'warning',
    cause: 'landslide',
    effect: { kind: 'road-slow', factor: 1.5 },
    roads: [{ from: 'dong-van', to: 'ma-pi-leng' }],
    places: ['ma-pi-leng'],
    from: new Date(Date.now() - 3_600_000).toISOString(),
    until: new Date(Date.now() + 86_400_000).toISOString(),
    issuedBy: 'Test office',
  };
  // JSON is YAML too.
  await writeFile(join(folder, 'facts.yaml'), JSON.stringify(facts));
  const words = (name: string, summary: string) => `---\nname: ${name}\nsummary: ${summary}\n---\n\n${summary}\n`;
  await writeFile(join(folder, 'vi.md'), words('Sạt lở thử', 'Đất trôi xuống một làn đường.'));
  await writeFile(join(folder, 'de.md'), words('Probe-Erdrutsch', 'Erde liegt auf einer Spur.'));
  await writeFile(join(folder, 'en.md'), words('Test landslide', 'Earth lies on one lane.'));
}
