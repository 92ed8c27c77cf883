import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { requireChromium } from './support/find-chromium.ts';

/**
 * `npm test`: every check in order, the cheap ones first, all of them even when one fails.
 * Ends with one line `N passed, N failed` over all suites.
 */
type Count = { passed: number; failed: number };

const RESULTS = 'test-results';
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const total: Count = { passed: 0, failed: 0 };
const add = (name: string, count: Count) => {
  total.passed += count.passed;
  total.failed += count.failed;
  console.log(`— ${name}: ${count.passed} passed, ${count.failed} failed`);
};

function run(command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  return (
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env } })
      .status === 0
  );
}

/** What failed, said again at the end: a long log is often kept only from its last lines. */
const failures: string[] = [];

function step(name: string, command: string, args: readonly string[]): void {
  console.log(`\n— ${name}`);
  const good = run(command, args);
  add(name, { passed: good ? 1 : 0, failed: good ? 0 : 1 });
  if (!good) failures.push(`${name}: see its own lines above`);
}

type VitestResult = {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults: {
    name: string;
    message: string;
    status: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

function listVitestFailures(result: VitestResult): void {
  for (const file of result.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    for (const test of failed) {
      failures.push(`${file.name}: ${test.fullName}\n${(test.failureMessages[0] ?? '').slice(0, 800)}`);
    }
    if (file.status === 'failed' && failed.length === 0) failures.push(`${file.name}: ${file.message.slice(0, 800)}`);
  }
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

step('types', 'npx', ['astro', 'check', '--minimumSeverity', 'error']);
step('lint', 'npx', ['eslint', '.', '--max-warnings', '0']);
step('format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']);
step('content', 'npm', ['run', '--silent', 'check:content']);
step('writing', 'npm', ['run', '--silent', 'check:writing']);
step('build', 'npm', ['run', '--silent', 'build']);

console.log('\n— unit, contract and integration tests');
run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${RESULTS}/vitest.json`]);
const vitest = readJson(`${RESULTS}/vitest.json`) as VitestResult | undefined;
if (vitest) {
  const failed = Math.max(vitest.numFailedTests, vitest.numFailedTestSuites > 0 ? 1 : 0);
  add('vitest', { passed: vitest.numPassedTests, failed });
  listVitestFailures(vitest);
} else {
  add('vitest', { passed: 0, failed: 1 });
  failures.push('vitest: ended without a result file');
}

console.log('\n— browser tests');
let chromium: string | undefined;
try {
  chromium = requireChromium((line) => console.log(line));
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
}
if (chromium) {
  const good = run('npx', ['playwright', 'test'], { CHROMIUM_PATH: chromium });
  const e2e = readJson(`${RESULTS}/e2e.json`) as { stats: { expected: number; flaky: number; unexpected: number } } | undefined; // prettier-ignore
  add('browser', e2e ? { passed: e2e.stats.expected + e2e.stats.flaky, failed: e2e.stats.unexpected + (good || e2e.stats.unexpected > 0 ? 0 : 1) } : { passed: 0, failed: 1 }); // prettier-ignore
} else {
  add('browser', { passed: 0, failed: 1 });
}

if (failures.length > 0) console.log(`\nWhat failed:\n${failures.map((line) => `- ${line}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
