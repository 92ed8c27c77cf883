import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from './build-fingerprint.mjs';
import { exitWith, settingsOrExit } from '#src/server/settings-or-exit.ts';

const ROOT = new URL('../../', import.meta.url);
const inProject = (path: string) => fileURLToPath(new URL(path, ROOT));

/** What `npm start` does: build if the sources changed, draw the pictures if there are none, then serve. */
async function start(): Promise<void> {
  process.chdir(inProject('./'));
  const settings = settingsOrExit();
  if (!isBuildFresh(ROOT)) {
    process.stdout.write('Building the site (only after changes; takes about half a minute) …\n');
    await runNode([inProject('node_modules/astro/bin/astro.mjs'), 'build', '--silent'], {
      ASTRO_TELEMETRY_DISABLED: '1',
    });
  }
  if (!hasFiles(settings.picturesDir) && existsSync(inProject('src/cli/render-pictures.ts'))) {
    process.stdout.write('Making the pictures (once) …\n');
    await runNode([inProject('src/cli/render-pictures.ts'), '--out', settings.picturesDir], {});
  }
  const { runServer } = await import('#src/server/main.ts');
  await runServer(settings);
}

function hasFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

/** Runs a step to its end in the same Node. A signal ends the step and with it the start. */
function runNode(args: string[], env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const pass = (signal: NodeJS.Signals) => {
    child.kill(signal);
    process.exitCode = 130;
  };
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      if (code === 0) resolve();
      else if (process.exitCode === 130 || signal !== null) process.exit(130);
      // The step has already said what went wrong.
      else process.exit(code ?? 1);
    });
  });
}

await start().catch(exitWith);
