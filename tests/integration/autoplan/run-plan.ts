import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToldAnswer, ToldDay } from '#src/features/autoplan/answer.ts';

export const fixture = (name: string): string => `tests/fixtures/scenarios/${name}.json`;

/** Runs the command as a traveller would, and reads its answer. */
export async function runPlan(file: string): Promise<ToldAnswer & { code: number }> {
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

/** The scenario of a fixture with some fields changed, as a file of its own. */
export async function withChanges(name: string, changes: object): Promise<string> {
  const scenario = JSON.parse(await readFile(fixture(name), 'utf8')) as object;
  const folder = await mkdtemp(join(tmpdir(), 'tripmap-plan-'));
  const file = join(folder, 'scenario.json');
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
