import { readFileSync } from 'node:fs';
import { BenchDataError } from './instances.ts';

/** Rows of a simple comma-separated file without quoted commas, by column name; undefined where there is no file. */
function readTable(file: string): Record<string, string>[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new BenchDataError(`${file} cannot be read.`);
  }
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

/** What to compare with, by `caseKey`; empty without the file. */
export function readBestKnown(file: string): Map<string, number> {
  const best = new Map<string, number>();
  for (const row of readTable(file) ?? []) {
    const value = Number(row['best']);
    if (row['best'] && !(value > 0)) throw new BenchDataError(`${file}: "${row['best']}" is not a best value.`);
    if (row['best']) best.set(caseKey(row['instance'] ?? '', Number(row['m'])), value);
  }
  return best;
}

export type PublishedResult = { method: string; key: string; best: number; seconds: number | undefined };

export function readPublished(file: string): PublishedResult[] {
  return (readTable(file) ?? []).flatMap((row) => {
    const best = Number(row['best']);
    if (!row['best'] || !Number.isFinite(best)) return [];
    const seconds = row['sec'] ? Number(row['sec']) : undefined;
    return [{ method: row['alg'] ?? '', key: caseKey(row['instance'] ?? '', Number(row['m'])), best, seconds }];
  });
}

export function caseKey(instance: string, m: number): string {
  return `${instance}|${m}`;
}
