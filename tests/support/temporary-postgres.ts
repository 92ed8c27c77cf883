import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TemporaryPostgres = { newDatabase(): string; stop(): void };

const PLACES = ['/usr/lib/postgresql/17/bin', '/usr/lib/postgresql/16/bin', '/usr/lib/postgresql/15/bin'];

/**
 * Starts a PostgreSQL cluster of its own from Debian's package, or says why not. It refuses to run as root,
 * so root starts it as the package's user.
 */
export async function startPostgres(): Promise<TemporaryPostgres | { skipped: string }> {
  const bin = process.env['PG_BIN'] ?? PLACES.find((place) => existsSync(join(place, 'initdb')));
  if (bin === undefined) return { skipped: 'no PostgreSQL on this machine' };
  const asRoot = process.getuid?.() === 0;
  const folder = mkdtempSync(join(tmpdir(), 'tripmap-pg-'));
  if (asRoot) {
    const id = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    const user = id('-u');
    if (user.status !== 0) return { skipped: 'PostgreSQL is here, its user "postgres" is not' };
    chownSync(folder, Number(user.stdout), Number(id('-g').stdout));
  }
  const run = (program: string, args: string[]) => {
    const [command, ...rest] = asRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', join(bin, program), ...args] : [join(bin, program), ...args]; // prettier-ignore
    execFileSync(command as string, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const data = join(folder, 'data');
  const port = await freePort();
  try {
    run('initdb', ['-D', data, '-U', 'tripmap', '-A', 'trust', '--encoding=UTF8', '--no-sync']);
    run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`, 'start']); // prettier-ignore
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { skipped: `PostgreSQL did not start: ${(error as Error).message.split('\n')[0]}` };
  }
  let count = 0;
  let stopped = false;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    try {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  // A test file that breaks off before its last hook leaves neither a server nor its folder behind.
  process.once('exit', stop);
  return {
    newDatabase() {
      const name = `test_${++count}`;
      run('createdb', ['-h', '127.0.0.1', '-p', String(port), '-U', 'tripmap', name]);
      return `postgres://tripmap@127.0.0.1:${port}/${name}`;
    },
    stop,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
