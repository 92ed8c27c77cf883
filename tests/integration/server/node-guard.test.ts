import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const guard = fileURLToPath(new URL('../../../src/cli/node-guard.mjs', import.meta.url));
// Stands for an old Node: the guard only looks at the version it finds.
const pretend = (version: string) =>
  `--import=data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tripmap-guard-'));
  program = join(folder, 'program.ts');
  await writeFile(
    program,
    'const args: string[] = process.argv.slice(2); console.log(process.versions.node, ...args);',
  );
});
afterAll(() => rm(folder, { recursive: true }));

function run(
  version: string,
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const args = [pretend(version), guard, program, 'one', 'two'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

test('runs the program itself where Node is new enough', async () => {
  expect(await run('22.18.0')).toMatchObject({ code: 0, stdout: '22.18.0 one two\n' });
});

test('hands over to the Node that npm installed where the one on the path is old', async () => {
  expect(await run('20.20.2')).toMatchObject({ code: 0, stdout: `${process.versions.node} one two\n` });
});

test('asks for a newer Node where npm has none for this system', async () => {
  // The variable says that the hand-over has happened and did not help.
  const { code, stdout, stderr } = await run('20.20.2', { TRIPMAP_NODE_GUARD: '1' });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('Tripmap needs Node 22.18 or newer (24 is best), but this is 20.20.2: install a newer Node');
});
