import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from './build-fingerprint.mjs';
import { exitWith } from '#src/server/settings-or-exit.ts';

const ROOT = new URL('../../', import.meta.url);
const LOCK = fileURLToPath(new URL('var/build.lock', ROOT));

/** Builds into dist/ unless it belongs to the present sources. Of several that want it at once, one builds and the others wait. */
export async function ensureBuilt(say: (line: string) => void): Promise<void> {
  if (isBuildFresh(ROOT)) return;
  await locked(async () => {
    if (isBuildFresh(ROOT)) return;
    say('Building the site (only after changes) …');
    await build(['--silent']);
  });
}

async function locked(work: () => Promise<void>): Promise<void> {
  mkdirSync(new URL('var', ROOT), { recursive: true });
  while (!takeLock()) await wait(200);
  const release = () => rmSync(LOCK, { force: true });
  process.on('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function takeLock(): boolean {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!isRunning(lockHolder())) rmSync(LOCK, { force: true });
    return false;
  }
}

function lockHolder(): number {
  try {
    return Number(readFileSync(LOCK, 'utf8'));
  } catch {
    // Released in this moment.
    return NaN;
  }
}

function isRunning(pid: number): boolean {
  // A lock that was just created may not have its number yet.
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A test runner names its own mode in these variables, and Astro would put them into the pages: whoever asks for a
 * build gets the one that is served, without what is for developers only.
 */
const MODE_NAMES = new Set(['DEV', 'PROD', 'MODE', 'SSR', 'BASE_URL']);
const envForBuild = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !MODE_NAMES.has(name)));

/** A signal ends the build and with it the process. */
function build(args: string[]): Promise<void> {
  const astro = fileURLToPath(new URL('node_modules/astro/bin/astro.mjs', ROOT));
  const child = spawn(process.execPath, [astro, 'build', ...args], {
    cwd: fileURLToPath(ROOT),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...envForBuild(), NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' },
  });
  let interrupted = false;
  const pass = (signal: NodeJS.Signals) => {
    interrupted = true;
    child.kill(signal);
  };
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      if (code === 0) resolve();
      // A broken build has already said what is wrong.
      else process.exit(interrupted ? 130 : (code ?? 1));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await locked(() => build(process.argv.slice(2))).catch(exitWith);
