import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContentFiles } from '#src/adapters/content-files/content-files.ts';
import { createRoads } from '#src/adapters/map-files/map-files.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { answerScenario } from '#src/features/autoplan/answer.ts';
import type { ToldAnswer, ToldDay } from '#src/features/autoplan/answer.ts';
import { createPlannerService } from '#src/features/planner/planner-service.ts';
import type { PlannerService } from '#src/features/planner/planner-service.ts';
import { createTranslator } from '#src/i18n/translator.ts';

export const fixture = (name: string): string => `tests/fixtures/scenarios/${name}.json`;

let service: Promise<PlannerService> | undefined;
const translator = createTranslator();

async function startService(): Promise<PlannerService> {
  const content = await createContentFiles({ root: 'content' });
  const roads = await createRoads('content', content);
  return createPlannerService(content, () => roads.network());
}

/** The answer to a scenario file as `npm run plan` gives it; one test holds the command itself to this. */
export async function runPlan(file: string): Promise<ToldAnswer & { code: number }> {
  const scenario = JSON.parse(await readFile(file, 'utf8')) as { id: string; locale: Locale };
  const { locale } = scenario;
  const index = (await (service ??= startService())).index(locale);
  const { told } = answerScenario(scenario, { index, say: translator.t(locale), locale, today: '2026-11-22' });
  return {
    id: scenario.id,
    ...told,
    code: told.days.length > 0 ? 0 : told.problems.some(({ fatal }) => fatal) ? 2 : 1,
  };
}

/** Runs the command as a traveller would, and reads its answer. */
export async function runCommand(file: string): Promise<ToldAnswer & { code: number }> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['src/cli/plan.ts', '--scenario', file, '--json', '--today', '2026-11-22'], { maxBuffer: 1e8 }, (error, stdout, stderr) => {
      try {
        resolve({ ...(JSON.parse(stdout) as ToldAnswer), code: typeof error?.code === 'number' ? error.code : 0 });
      } catch {
        reject(new Error(`No answer: ${stderr}`));
      }
    });
  });
} // prettier-ignore

let folder: Promise<string> | undefined;
let files = 0;

/** One for all files of a run, thrown away at its end. */
async function makeFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'tripmap-plan-'));
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The scenario of a fixture with some fields changed, as a file of its own. */
export async function withChanges(name: string, changes: object): Promise<string> {
  const scenario = JSON.parse(await readFile(fixture(name), 'utf8')) as object;
  const file = join(await (folder ??= makeFolder()), `scenario-${files++}.json`);
  await writeFile(file, JSON.stringify({ ...scenario, ...changes }));
  return file;
}

export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
export const allStops = (answer: ToldAnswer): string[] => answer.days.flatMap(({ stops }) => stops.map(({ id }) => id));
export const dayOf = (answer: ToldAnswer, id: string): number => answer.days.findIndex(({ stops }) => stops.some((stop) => stop.id === id)); // prettier-ignore
export const stopOf = (answer: ToldAnswer, id: string) => answer.days.flatMap(({ stops }) => stops).find((stop) => stop.id === id); // prettier-ignore
export const lastRide = (day: ToldDay): number => Math.max(0, ...day.legs.filter(({ minutes }) => minutes >= 10).map(({ arrive }) => minutesOf(arrive))); // prettier-ignore
export const firstRide = (day: ToldDay): number => Math.min(1440, ...day.legs.filter(({ minutes }) => minutes >= 10).map(({ depart }) => minutesOf(depart))); // prettier-ignore
export const textOf = (answer: ToldAnswer): string =>
  [...answer.findings.flatMap(({ text, fixes = [] }) => [text, ...fixes]), ...answer.alternatives.map(({ reason }) => reason), ...answer.unmet.map(({ reason }) => reason)].join('\n'); // prettier-ignore
