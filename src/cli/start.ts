import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from './build-fingerprint.mjs';
import { exitWith, settingsOrExit } from '#src/server/settings-or-exit.ts';
import type { Settings } from '#src/settings.ts';

const ROOT = new URL('../../', import.meta.url);
const inProject = (path: string) => fileURLToPath(new URL(path, ROOT));

/** What `npm start` does: build if the sources changed, serve, and make missing pictures beside it. */
async function start(): Promise<void> {
  process.chdir(inProject('./'));
  const settings = settingsOrExit();
  if (!isBuildFresh(ROOT)) {
    process.stdout.write('Building the site (only after changes) …\n');
    await build();
  }
  const { runServer } = await import('#src/server/main.ts');
  await runServer(settings);
  makePictures(settings);
}

/** A signal ends the build and with it the start. */
function build(): Promise<void> {
  const child = spawn(process.execPath, [inProject('node_modules/astro/bin/astro.mjs'), 'build', '--silent'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
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

/**
 * Pictures that exist are left alone, so this is nothing after the first start. Readers come first:
 * thousands of listings must not delay the first page, and drawing yields the processor to them.
 */
function makePictures({ contentDir, picturesDir }: Settings): void {
  const args = [inProject('src/cli/render-pictures.ts'), '--root', contentDir, '--out', picturesDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.on('error', (error) => process.stderr.write(`The pictures cannot be made: ${error.message}\n`));
  if (child.pid === undefined) return;
  setPriority(child.pid, constants.priority.PRIORITY_LOW);
  process.on('exit', () => child.kill());
  let told = false;
  // Its first progress line says that there is something to make; its last one, what was made.
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = chunk.toString().trim().split('\n');
    if (!told && lines[0]?.startsWith('pictures ')) {
      told = true;
      process.stdout.write('Making pictures in the background; until they are there, pages show placeholders.\n');
    }
    const summary = lines.find((line) => line.includes('pictures made'));
    if (told && summary !== undefined) process.stdout.write(`${summary}\n`);
  });
  child.on('exit', (code) => {
    if (code !== 0 && code !== null)
      process.stderr.write('Not all pictures could be made: run `npm run pictures` to see why.\n');
  });
}

await start().catch(exitWith);
