import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build-site.ts';
import { exitWith, settingsOrExit } from '#src/server/settings-or-exit.ts';
import type { Settings } from '#src/settings.ts';

const ROOT = new URL('../../', import.meta.url);
const inProject = (path: string) => fileURLToPath(new URL(path, ROOT));

/** What `npm start` does: build if the sources changed, serve, and make missing pictures beside it. */
async function start(): Promise<void> {
  process.chdir(inProject('./'));
  const settings = settingsOrExit();
  await ensureBuilt((line) => process.stdout.write(`${line}\n`));
  const { runServer } = await import('#src/server/main.ts');
  await runServer(settings);
  makePictures(settings);
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
      process.stdout.write('Making pictures in the background, first those that a page asks for.\n');
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
