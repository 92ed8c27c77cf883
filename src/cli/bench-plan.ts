import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { createRoads } from '#src/adapters/map-files/map-files.ts';
import { planTrip } from '#src/domain/autoplan/plan-trip.ts';
import { parseWishes } from '#src/domain/autoplan/wishes.ts';
import { checkTrip } from '#src/domain/plan-check/check-trip.ts';
import { createPlannerService } from '#src/features/planner/planner-service.ts';
import { planInChromium } from './bench-plan/in-chromium.ts';
import { randomScenarios } from './bench-plan/random-scenarios.ts';

/**
 * Does every plan pass the plan check, and how soon is it there?
 * `npm run bench:plan -- [--count 500] [--seed 7] [--seconds 1] [--json]`: random scenarios, each planned with the
 * time given; times in milliseconds to the first plan without errors and to the last. Ends with 1 on any error.
 * `--chromium 50` plans that many of them also in a Chromium on a processor four times slower (`--slow 4`).
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '1' },
    chromium: { type: 'string', default: '0' },
    slow: { type: 'string', default: '4' },
    root: { type: 'string', default: 'content' },
    json: { type: 'boolean', default: false },
  },
});
const root = resolve(values.root);
const content = await createContentFiles({ root });
const roads = await createRoads(root, content);
const index = createPlannerService(content, () => roads.network()).index('en');
await content.close();

const context = { today: '2026-11-22' };
const first: number[] = [];
const final: number[] = [];
const faults: string[] = [];
let planned = 0;
let impossible = 0;
let refused = 0;
let met = 0;
let asked = 0;
let warnings = 0;
const warned = new Map<string, string[]>();
const scenarios = randomScenarios(index, Number(values.count), Number(values.seed));
for (const scenario of scenarios) {
  const id = String(scenario['id']);
  try {
    const { wishes } = parseWishes(scenario, index, context.today);
    if (!wishes) {
      refused++;
      continue;
    }
    const began = performance.now();
    let soonest: number | undefined;
    const answer = planTrip(wishes, index, {
      context,
      words: { closed: 'closed' },
      time: Number(values.seconds) * 1000,
      now: () => performance.now(),
      alternatives: false,
      progress: () => (soonest ??= performance.now() - began),
    });
    final.push(performance.now() - began);
    if (!answer.feasible) {
      impossible++;
      if (answer.unmet.length === 0) faults.push(`${id}: no plan and no reason`);
      continue;
    }
    planned++;
    first.push(soonest ?? performance.now() - began);
    met += answer.plan.met.length;
    asked += answer.plan.met.length + answer.plan.unmet.length;
    for (const { severity, key, values: told } of checkTrip(answer.plan.trip, answer.situation.index, context)) {
      if (severity === 'error') faults.push(`${id}: ${key} ${JSON.stringify(told)}`);
      if (severity === 'warning') {
        warnings++;
        warned.set(key, [...(warned.get(key) ?? []), id]);
      }
    }
    for (const { wish, reason } of answer.unmet) if (!reason.key) faults.push(`${id}: no reason for ${wish}`);
  } catch (cause) {
    faults.push(`${id}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  }
}

const at = (list: number[], share: number): number => {
  const sorted = [...list].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN);
};
const browser = Number(values.chromium) > 0 ? await planInChromium(scenarios.slice(0, Number(values.chromium)), Number(values.slow), Number(values.seconds) * 1000, context.today) : undefined; // prettier-ignore
const report = {
  scenarios: Number(values.count),
  planned,
  impossible,
  refused,
  errorsAndCrashes: faults.length,
  warnings,
  warned: Object.fromEntries(
    [...warned].sort((a, b) => b[1].length - a[1].length).map(([key, ids]) => [key, ids.length]),
  ),
  wishesMet: Math.round((met / Math.max(1, asked)) * 1000) / 1000,
  milliseconds: { first: { p50: at(first, 0.5), p99: at(first, 0.99) }, final: { p50: at(final, 0.5), p99: at(final, 0.99) } }, // prettier-ignore
  ...(browser && { chromium: { slow: browser.slow, planned: browser.first.length, first: { p50: at(browser.first, 0.5), p99: at(browser.first, 0.99) }, final: { p50: at(browser.final, 0.5), p99: at(browser.final, 0.99) }, beside: { p50: at(browser.beside, 0.5), p99: at(browser.beside, 0.99) } } }), // prettier-ignore
};
if (values.json) console.log(JSON.stringify({ ...report, faults, warnedIn: Object.fromEntries(warned) }, null, 2));
else {
  console.log(`${report.scenarios} scenarios: ${planned} planned, ${impossible} with nothing that works, ${refused} refused`); // prettier-ignore
  console.log(`errors and crashes ${faults.length}   warnings ${warnings} ${JSON.stringify(report.warned)}   wishes met ${report.wishesMet}`);
  console.log(`first plan p50 / p99: ${report.milliseconds.first.p50} / ${report.milliseconds.first.p99} ms   final: ${report.milliseconds.final.p50} / ${report.milliseconds.final.p99} ms`);
  if (report.chromium) console.log(`in Chromium, processor ${report.chromium.slow} times slower, ${report.chromium.planned} plans: first ${report.chromium.first.p50} / ${report.chromium.first.p99} ms   final ${report.chromium.final.p50} / ${report.chromium.final.p99} ms   alternatives ${report.chromium.beside.p50} / ${report.chromium.beside.p99} ms`);
  for (const fault of faults) console.log(`  ${fault}`);
} // prettier-ignore
if (faults.length > 0) process.exitCode = 1;
