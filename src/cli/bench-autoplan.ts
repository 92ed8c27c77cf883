import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { solve } from '#src/domain/autoplan/solver/index.ts';
import { checkRoutes } from './bench-autoplan/check-routes.ts';
import { BenchDataError, listInstances, readToptw, readTtdp, toProblem } from './bench-autoplan/instances.ts';
import type { BenchCase } from './bench-autoplan/instances.ts';
import { caseKey, readBestKnown, readPublished } from './bench-autoplan/known-results.ts';
import { asJson, averageGap, CASE_HEADER, caseLine, summaryLines } from './bench-autoplan/report.ts';
import type { CaseResult } from './bench-autoplan/report.ts';

const HELP = `npm run bench:autoplan -- --data FOLDER [options]
The auto-plan solver on published orienteering instances; every plan is checked independently of the solver.

  --data FOLDER       folder with instances/, best-known.csv and published.csv (or ttdp/instances/)
  --seconds 1         time for each run, one thread
  --m 1,2,3,4         numbers of tours
  --seed 1            another seed is another search
  --instances a,b     only these
  --ttdp              the tourist instances, with hours by weekday
  --clock wall|cpu    wall (the default) counts the time that passes; cpu counts the time this process really
                      computed, which is the same on an idle machine and fair on one that others use too
  --solutions FILE    write the tours of each run there, as {"name|m": {"profit", "routes"}}
  --json              one JSON object instead of the table`;

/** Asking the kernel costs as much as many steps of the search, so it is only asked again after this many milliseconds. */
const CPU_CLOCK_STEP = 4;

function cpuClock(): () => number {
  let asked = -Infinity;
  let used = 0;
  return () => {
    const time = performance.now();
    if (time - asked < CPU_CLOCK_STEP) return used;
    asked = time;
    const { user, system } = process.cpuUsage();
    used = (user + system) / 1000;
    return used;
  };
}

const CLOCKS: Record<string, () => number> = { wall: () => performance.now(), cpu: cpuClock() };

function readOptions() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      seconds: { type: 'string', default: '1' },
      m: { type: 'string' },
      seed: { type: 'string', default: '1' },
      instances: { type: 'string' },
      clock: { type: 'string', default: 'wall' },
      solutions: { type: 'string' },
      ttdp: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (!values.data) throw new BenchDataError('Name the folder of the benchmark with --data.');
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new BenchDataError('--seconds must be a number above 0.');
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new BenchDataError('--seed must be a whole number.');
  const tours = values.m?.split(',').map(Number);
  if (tours && !tours.every((m) => Number.isInteger(m) && m >= 1 && m <= 20))
    throw new BenchDataError('--m must list whole numbers from 1 to 20, like 1,2,3,4.');
  const now = CLOCKS[values.clock];
  if (!now) throw new BenchDataError('--clock must be wall or cpu.');
  return {
    data: resolve(values.data),
    seconds,
    seed,
    tours,
    now,
    ttdp: values.ttdp,
    json: values.json,
    solutions: values.solutions,
    only: values.instances?.split(','),
  };
}

type Options = NonNullable<ReturnType<typeof readOptions>>;

function* readCases({ data, tours, ttdp, only }: Options): Generator<BenchCase> {
  const folder = ttdp ? join(data, 'ttdp', 'instances') : join(data, 'instances');
  const names = listInstances(folder);
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new BenchDataError(`There is no instance "${unknown}" in ${folder}.`);
  if (names.length === 0) throw new BenchDataError(`There are no instances in ${folder}.`);
  for (const name of only ?? names) {
    if (ttdp) {
      const benchCase = readTtdp(folder, name);
      if (!tours || tours.includes(benchCase.m)) yield benchCase;
    } else {
      const withTours = readToptw(folder, name);
      for (const m of tours ?? [1, 2, 3, 4]) yield withTours(m);
    }
  }
}

type Run = CaseResult & { routes: number[][] };

function run(benchCase: BenchCase, best: number | null, seconds: number, seed: number, now: () => number): Run {
  const { name, family, m, sumProfit } = benchCase;
  const outcome = solve(toProblem(benchCase), { time: seconds * 1000, now, seed, enough: sumProfit });
  if (outcome.kind === 'invalid') throw new BenchDataError(`${name}: ${outcome.faults.join(' ')}`);
  const routes = outcome.plan.days.map((day) => day.stops.map((stop) => stop.node + 1));
  const check = checkRoutes(benchCase, routes);
  if (check.kind === 'infeasible') throw new Error(`${name}, m = ${m}: the plan is not feasible. ${check.fault}`);
  const found = check.profit;
  const gap = best === null ? null : (100 * (best - found)) / best;
  return { name, family, m, best, found, gap, seconds: outcome.foundAfter / 1000, routes };
}

/** In the form of the published solutions; after each run, so that a long benchmark can be looked at before its end. */
function writeSolutions(file: string, results: readonly Run[]): void {
  const lines = results.map(
    ({ name, m, found, routes }) => `${JSON.stringify(caseKey(name, m))}:${JSON.stringify({ profit: found, routes })}`,
  );
  try {
    writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
  } catch {
    throw new BenchDataError(`${file} cannot be written; name another file with --solutions.`);
  }
}

function main(): void {
  const options = readOptions();
  if (!options) {
    console.log(HELP);
    return;
  }
  const { data, seconds, seed, now, ttdp, json } = options;
  const bestKnown = ttdp ? new Map<string, number>() : readBestKnown(join(data, 'best-known.csv'));
  const results: Run[] = [];
  if (!json) console.log(CASE_HEADER);
  for (const benchCase of readCases(options)) {
    const best = bestKnown.get(caseKey(benchCase.name, benchCase.m)) ?? null;
    const result = run(benchCase, best, seconds, seed, now);
    results.push(result);
    if (options.solutions) writeSolutions(options.solutions, results);
    if (!json) console.log(caseLine(result));
  }
  if (json) {
    console.log(asJson(results));
    return;
  }
  const published = ttdp ? [] : readPublished(join(data, 'published.csv'));
  console.log('');
  for (const line of summaryLines(results, published, seconds)) console.log(line);
  const average = averageGap(results);
  console.log(
    `\n${results.length} runs, every plan checked; average gap ${average === null ? 'unknown (no best-known values)' : `${average.toFixed(3)} %`}.`,
  );
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
