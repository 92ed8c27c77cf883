import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { createRoads } from '#src/adapters/map-files/map-files.ts';
import { isLocale } from '#src/domain/locale/languages.ts';
import { answerScenario } from '#src/features/autoplan/answer.ts';
import type { ToldAnswer } from '#src/features/autoplan/answer.ts';
import { createPlannerService } from '#src/features/planner/planner-service.ts';
import { formatDate, formatKm, formatMinutes, todayInVietnam } from '#src/i18n/formats.ts';
import { createTranslator } from '#src/i18n/translator.ts';

/**
 * `npm run plan -- --scenario FILE.json [--json] [--seconds 1 | --iterations N] [--seed N] [--root content] [--today YYYY-MM-DD]`:
 * a whole trip from wishes. Without `--seconds` the work is fixed, so that the answer is the same everywhere.
 * Exit code 0: a plan; 1: nothing works with these wishes; 2: the scenario cannot be read.
 */
const { values } = parseArgs({
  options: {
    scenario: { type: 'string' },
    json: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    iterations: { type: 'string' },
    seed: { type: 'string' },
    root: { type: 'string', default: 'content' },
    today: { type: 'string' },
  },
});

const scenario = await readScenario(values.scenario);
const asked = (scenario as { locale?: unknown } | undefined)?.locale;
const locale = typeof asked === 'string' && isLocale(asked) ? asked : 'en';
const root = resolve(values.root);
const content = await createContentFiles({ root });
const roads = await createRoads(root, content);
const index = createPlannerService(content, () => roads.network()).index(locale);
await content.close();

const number = (text: string | undefined): number | undefined => (text !== undefined && Number(text) > 0 ? Number(text) : undefined); // prettier-ignore
const [seconds, iterations, seed] = [number(values.seconds), number(values.iterations), number(values.seed)];
const { told } = answerScenario(scenario, {
  index,
  say: createTranslator().t(locale),
  locale,
  today: values.today ?? todayInVietnam(new Date()),
  options: {
    ...(iterations !== undefined && { iterations }),
    ...(seconds !== undefined && { time: seconds * 1000, now: () => performance.now() }),
    ...(seed !== undefined && { seed }),
  },
});
const { id } = (scenario ?? {}) as { id?: unknown };
const answer: ToldAnswer = { ...(typeof id === 'string' && { id }), ...told };
console.log(values.json ? JSON.stringify(answer, null, 2) : summary(answer));
if (answer.days.length === 0) process.exitCode = answer.problems.some(({ fatal }) => fatal) ? 2 : 1;

async function readScenario(file: string | undefined): Promise<unknown> {
  if (file === undefined) {
    console.error('Say which scenario: npm run plan -- --scenario FILE.json');
    process.exit(2);
  }
  try {
    return JSON.parse(await readFile(resolve(file), 'utf8')) as unknown;
  } catch (cause) {
    console.error(`The scenario cannot be read: ${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
    process.exit(2);
  }
}

function summary(plan: ToldAnswer): string {
  const lines: string[] = [];
  for (const { message } of plan.problems) lines.push(`! ${message}`);
  for (const [d, day] of plan.days.entries()) {
    lines.push('', `${d + 1}. ${formatDate(locale, day.date, 'full')}  ${formatKm(locale, day.km)}, ${formatMinutes(locale, day.ridingMinutes)}`); // prettier-ignore
    for (const stop of day.stops) lines.push(`   ${stop.arrive}–${stop.leave}  ${stop.name}  (${stop.why})`);
    if (day.bedName !== undefined) lines.push(`   → ${day.bedName}${day.bedOptions.length > 0 ? `  [${day.bedOptions.join(', ')}]` : ''}`); // prettier-ignore
  }
  if (plan.unmet.length > 0) lines.push('', ...plan.unmet.map(({ wish, reason }) => `✗ ${wish}: ${reason}`));
  if (plan.alternatives.length > 0) lines.push('', ...plan.alternatives.map(({ reason }) => `? ${reason}`));
  if (plan.findings.length > 0) lines.push('', ...plan.findings.map(({ severity, text }) => `${severity}: ${text}`));
  return lines.join('\n').trim();
}
