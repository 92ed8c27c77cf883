import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { checkRoutes } from '#src/cli/bench-autoplan/check-routes.ts';
import { readToptw, readTtdp } from '#src/cli/bench-autoplan/instances.ts';

// Other work on the machine must not decide: seconds on an idle one.
vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL('../../../', import.meta.url));
const data = join(root, 'tests/fixtures/toptw');
const instances = join(data, 'instances');

type Ran = { code: number; stdout: string; stderr: string };
async function bench(...options: string[]): Promise<Ran> {
  const program = ['src/cli/node-guard.mjs', 'src/cli/bench-autoplan.ts', ...options];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { cwd: root });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Ran;
    return { code, stdout, stderr };
  }
}

describe('the independent check of routes', () => {
  const one = readToptw(instances, 'tiny1')(1);
  const two = readToptw(instances, 'tiny1')(2);

  test('adds up the profit of tours that keep the rules', () => {
    expect(checkRoutes(two, [[3, 2], [4]])).toEqual({ kind: 'feasible', profit: 60 });
    expect(checkRoutes(two, [])).toEqual({ kind: 'feasible', profit: 0 });
  });

  test('truncates distances instead of rounding them', () => {
    // From (0, 0) to (−7, −7) is 9.899…: two such ways and a stay of 3 are 22.6 truncated and 22.8 rounded.
    const closing = { ...one, tours: [{ earliest: 0, latest: 22.65 }] };
    expect(checkRoutes(closing, [[4]])).toEqual({ kind: 'feasible', profit: 25 });
  });

  test('finds a closed place, a late return, a second visit and too many tours', () => {
    const fault = (routes: number[][], benchCase = two): string => {
      const check = checkRoutes(benchCase, routes);
      return check.kind === 'infeasible' ? check.fault : '';
    };
    expect(fault([[1, 2]])).toMatch(/place 2 is reached at 26.1, after it closed/);
    expect(fault([[1]], { ...two, tours: [{ earliest: 0, latest: 20 }] })).toMatch(/Tour 1 is back at 22/);
    expect(fault([[1], [1]])).toMatch(/Place 1 is visited twice/);
    expect(fault([[1], [2]], one)).toMatch(/2 tours, but only 1/);
    expect(fault([[9]])).toMatch(/no place 9/);
  });

  test("uses the hours of each tour's weekday", () => {
    const walk = readTtdp(join(data, 'ttdp/instances'), 'walk1');
    expect(checkRoutes(walk, [[1], [2]])).toEqual({ kind: 'feasible', profit: 9 });
    expect(checkRoutes(walk, [[2], []])).toMatchObject({ kind: 'infeasible' });
    expect(checkRoutes(walk, [[], [1]])).toMatchObject({ kind: 'infeasible' });
  });
});

describe('npm run bench:autoplan', () => {
  test('prints only the agreed JSON with --json', async () => {
    const { code, stdout } = await bench('--data', data, '--seconds', '0.05', '--m', '1,2', '--json');
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(answer)).toEqual(['averageGap', 'families', 'instances']);
    expect(answer).toMatchObject({
      averageGap: 0,
      families: { tiny: { averageGap: 0, instances: 4 } },
      instances: [
        { name: 'tiny1', m: 1, best: 40, found: 40, gap: 0 },
        { name: 'tiny1', m: 2, best: 60, found: 60, gap: 0 },
        { name: 'tiny2', m: 1, best: 7, found: 7, gap: 0 },
        { name: 'tiny2', m: 2, best: null, gap: null },
      ],
    });
    expect(Object.keys((answer['instances'] as object[])[0] ?? {})).toEqual([
      'name',
      'm',
      'best',
      'found',
      'gap',
      'seconds',
    ]);
  });

  test('shows the published methods over the same cases', async () => {
    const { stdout } = await bench('--data', data, '--seconds', '0.05', '--m', '1,2', '--instances', 'tiny1');
    expect(stdout).toMatch(/this solver +0\.000 +0\.000 +0\.05/);
    expect(stdout).toMatch(/SLOW +12\.500 +12\.500 +10/);
  });

  test('reads tourist instances with their weekdays', async () => {
    const { stdout } = await bench('--data', data, '--seconds', '0.05', '--ttdp', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      averageGap: null,
      instances: [{ name: 'walk1', m: 2, best: null, found: 9, gap: null }],
    });
  });

  test('writes tours that the independent check accepts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'toptw-'));
    try {
      const file = join(folder, 'solutions.json');
      await bench('--data', data, '--seconds', '0.05', '--m', '2', '--instances', 'tiny1', '--solutions', file);
      const solutions = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { routes: number[][] }>;
      expect(solutions).toMatchObject({ 'tiny1|2': { profit: 60 } });
      const routes = solutions['tiny1|2']?.routes ?? [];
      expect(checkRoutes(readToptw(instances, 'tiny1')(2), routes)).toEqual({ kind: 'feasible', profit: 60 });
      const nowhere = await bench('--data', data, '--seconds', '0.05', '--m', '1', '--solutions', join(folder, 'no/x'));
      expect(nowhere.stderr.trim()).toMatch(/x cannot be written; name another file with --solutions\.$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('explains its options, the two clocks among them', async () => {
    const { code, stdout } = await bench('--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/--clock wall\|cpu +wall \(the default\) counts the time that passes/);
    const counted = await bench('--data', data, '--seconds', '0.05', '--m', '1', '--clock', 'cpu', '--json');
    expect(JSON.parse(counted.stdout)).toMatchObject({ averageGap: 0 });
  });

  test('says in one sentence what is missing or broken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'toptw-'));
    try {
      const missing = await bench('--data', join(folder, 'nowhere'), '--json');
      expect(missing).toMatchObject({ code: 1, stdout: '' });
      expect(missing.stderr.trim()).toMatch(
        /^The folder .* cannot be read; give the benchmark's folder with --data\.$/,
      );
      cpSync(data, folder, { recursive: true });
      writeFileSync(join(folder, 'instances', 'tiny1.json'), '{"name":"tiny1"');
      expect((await bench('--data', folder)).stderr.trim()).toMatch(/tiny1\.json cannot be read as JSON\.$/);
      writeFileSync(join(folder, 'instances', 'tiny1.json'), '{"name":"tiny1"}');
      const broken = await bench('--data', folder);
      expect(broken.code).toBe(1);
      expect(broken.stderr.trim().split('\n')).toHaveLength(1);
      expect((await bench('--data', data, '--instances', 'tiny9')).stderr).toMatch(/There is no instance "tiny9"/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
