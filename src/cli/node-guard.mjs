// Runs a program under a Node that can: `node src/cli/node-guard.mjs <program.ts> [arguments]`.
// Plain JavaScript for old engines, because its only work is to find a newer one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// The first releases of each line that run TypeScript files as they are.
const NEEDED = { 22: 18, 23: 6 };

const [major, minor] = process.versions.node.split('.').map(Number);
const isEnough = major > 23 || (major in NEEDED && minor >= NEEDED[major]);
const [program, ...rest] = process.argv.slice(2);

if (program === undefined) {
  console.error('Name the program to run: node src/cli/node-guard.mjs <program.ts> [arguments]');
  process.exit(1);
} else if (isEnough) {
  process.argv = [process.argv[0], resolve(program), ...rest];
  await import(pathToFileURL(resolve(program)).href);
} else {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));
  if (!existsSync(own) || process.env.TRIPMAP_NODE_GUARD !== undefined) {
    console.error(
      `Tripmap needs Node 22.18 or newer (24 is best), but this is ${process.versions.node}: install a newer Node from https://nodejs.org and run \`npm ci\` again.`,
    );
    process.exit(1);
  }
  const child = spawn(own, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, TRIPMAP_NODE_GUARD: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Node from node_modules could not be started (${error.message}): run \`npm ci\` again.`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}
