import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkTrip } from '#src/domain/plan-check/check-trip.ts';
import { indexPlannerData } from '#src/domain/planner-data/planner-index.ts';
import type { PlannerAlert } from '#src/domain/planner-data/types.ts';
import { parseTrip } from '#src/domain/trip/parse-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import type { Expected } from '#tests/fixtures/plans/bases.ts';
import { compareFindings } from '#tests/fixtures/plans/compare.ts';
import { TODAY, makeBeds, makeCore, makeWorld } from '#tests/fixtures/plans/world.ts';
import { makeTrip } from '#tests/unit/trip/make-trip.ts';

/**
 * Is the plan check right, and fast enough to run at every keystroke?
 * `npm run bench:check -- [--plans FILE.json] [--json]`: 200 plans with known findings, then the time of a
 * check of a 10-day trip with 60 stops: as a screen does it (one change, one check), after a full change of
 * data, and from nothing.
 */
type Plan = { id: string; name: string; trip: unknown; alerts: PlannerAlert[]; expected: Expected[] };

const { values } = parseArgs({ options: { plans: { type: 'string' }, json: { type: 'boolean', default: false } } });
const file = values.plans ?? new URL('../../tests/fixtures/plans/plans.json', import.meta.url);
const plans = JSON.parse(readFileSync(file, 'utf8')) as Plan[];

const world = makeWorld();
const context = { today: TODAY };
let expected = 0;
let found = 0;
const missed: string[] = [];
const falseAlarms: string[] = [];
for (const plan of plans) {
  const parsed = parseTrip(plan.trip);
  if (!parsed.ok || parsed.repairs.length > 0) throw new Error(`${plan.id} is not a whole trip`);
  const findings = checkTrip(parsed.trip, plan.alerts.length > 0 ? makeWorld(plan.alerts) : world, context);
  const result = compareFindings(findings, plan.expected);
  expected += plan.expected.length;
  found += findings.length;
  missed.push(...result.missed.map((one) => `${plan.id} ${plan.name}: ${one.severity} ${one.key} ${one.day ?? ''}`));
  falseAlarms.push(
    ...result.extra.map((one) => `${plan.id} ${plan.name}: ${one.severity} ${one.key} ${one.day ?? ''}`),
  );
}

const times = {
  afterOneChange: timeChecks(200, (i) => checkTrip(bigTrip(i), world, context)),
  wholeTripAnew: timeChecks(60, (i) => checkTrip(structuredClone(bigTrip(i)), world, context)),
  fromNothing: timeChecks(12, (i) => checkTrip(bigTrip(i), indexPlannerData(makeCore(), makeBeds()), context)),
};
const report = {
  plans: plans.length,
  expected,
  found,
  recall: (expected - missed.length) / expected,
  falseAlarms: falseAlarms.length,
  trip: { days: 10, stops: 60, findings: checkTrip(bigTrip(0), world, context).length },
  milliseconds: times,
};
if (values.json) {
  console.log(JSON.stringify({ ...report, missed, falseAlarmList: falseAlarms }, null, 2));
} else {
  console.log(`${report.plans} plans, ${expected} expected findings, ${found} found`);
  console.log(`recall ${report.recall.toFixed(4)}   false alarms ${report.falseAlarms}`);
  for (const line of missed) console.log(`  missed       ${line}`);
  for (const line of falseAlarms) console.log(`  false alarm  ${line}`);
  console.log(
    `a check of 10 days and 60 stops (${report.trip.findings} findings with their fixes tried), milliseconds p50 / p99:`,
  );
  for (const [name, { p50, p99 }] of Object.entries(times))
    console.log(`  ${name.padEnd(16)}${p50.toFixed(2)} / ${p99.toFixed(2)}`);
}
if (missed.length + falseAlarms.length > 0) process.exitCode = 1;

/** Ten days of six stops, with one note that differs each time, as typing makes it. */
function bigTrip(turn: number): Trip {
  bigTrip.base ??= makeBigTrip();
  const { base } = bigTrip;
  return { ...base, days: base.days.map((day, i) => (i === turn % 10 ? { ...day, note: `note ${turn}` } : day)) };
}
bigTrip.base = undefined as Trip | undefined;

function makeBigTrip(): Trip {
  const legs = [
    {
      stops: ['doc-bac-sum', 'quyet-tien', 'cong-troi-quan-ba', 'nui-doi-quan-ba', 'lung-khuy', 'trang-kim'],
      bed: 'homestays/yen-minh-good',
    },
    {
      stops: ['doc-tham-ma', 'pho-cao', 'sung-la', 'lung-cam', 'dinh-thu-ho-vuong', 'sa-phin'],
      bed: 'homestays/dong-van-good',
    },
    {
      stops: ['ma-le', 'lung-cu', 'cot-co-lung-cu', 'then-pa', 'lo-lo-chai', 'lung-tao'],
      bed: 'homestays/dong-van-good',
    },
    {
      stops: ['pho-co-dong-van', 'ma-pi-leng', 'vach-da-trang', 'ta-lang', 'nga-ba-xin-cai', 'pa-vi-ha'],
      bed: 'homestays/meo-vac-good',
    },
    {
      stops: ['sang-pa-a', 'can-chu-phin', 'khau-vai', 'meo-vac', 'sung-tra', 'lung-phin'],
      bed: 'homestays/meo-vac-good',
    },
  ].map(({ stops, bed }) => ({ stops: stops.map((slug) => ({ at: `places/${slug}`, minutes: 20 })), bed }));
  return makeTrip([...legs, ...legs], {
    date: '2027-04-10',
    licence: { status: 'valid' },
    end: { at: 'places/meo-vac', departure: 'none' },
  });
}

function timeChecks(rounds: number, check: (turn: number) => unknown): { p50: number; p99: number } {
  const milliseconds: number[] = [];
  for (let i = -5; i < rounds; i++) {
    const begin = performance.now();
    check(i + 5);
    if (i >= 0) milliseconds.push(performance.now() - begin);
  }
  milliseconds.sort((a, b) => a - b);
  const at = (share: number): number =>
    milliseconds[Math.min(milliseconds.length - 1, Math.floor(share * milliseconds.length))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
