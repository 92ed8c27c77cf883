import { caseKey } from './known-results.ts';
import type { PublishedResult } from './known-results.ts';

export type CaseResult = {
  name: string;
  family: string;
  m: number;
  best: number | null;
  found: number;
  /** 100 × (best − found) / best: negative above the best known, null without one. */
  gap: number | null;
  /** To the best plan. */
  seconds: number;
};

export function averageGap(results: readonly { gap: number | null }[]): number | null {
  const gaps = results.flatMap(({ gap }) => (gap === null ? [] : [gap]));
  return gaps.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

function byFamily(results: readonly CaseResult[]): Map<string, CaseResult[]> {
  const families = new Map<string, CaseResult[]>();
  for (const result of results) families.set(result.family, [...(families.get(result.family) ?? []), result]);
  return new Map([...families].sort(([a], [b]) => a.localeCompare(b, 'en')));
}

/** The agreed machine form; `instances` of a family counts its runs (instance × m). */
export function asJson(results: readonly CaseResult[]): string {
  const families = [...byFamily(results)].map(([name, list]) => [
    name,
    { averageGap: rounded(averageGap(list)), instances: list.length },
  ]);
  return JSON.stringify({
    averageGap: rounded(averageGap(results)),
    families: Object.fromEntries(families),
    instances: results.map(({ name, m, best, found, gap, seconds }) => ({
      name,
      m,
      best,
      found,
      gap: rounded(gap),
      seconds: rounded(seconds),
    })),
  });
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e4) / 1e4;
}

export function caseLine({ name, m, best, found, gap, seconds }: CaseResult): string {
  const cells = [
    name.padEnd(8),
    String(m).padStart(2),
    String(best ?? '–').padStart(8),
    String(found).padStart(8),
    percent(gap).padStart(8),
    seconds.toFixed(2).padStart(8),
  ];
  return cells.join(' ') + (gap !== null && gap < 0 ? '  above the best known' : '');
}

export const CASE_HEADER = `${'instance'.padEnd(8)} ${' m'} ${'best'.padStart(8)} ${'found'.padStart(8)} ${'gap %'.padStart(8)} ${'to best'.padStart(8)} s`;

/** One line for this run and one for each published method over the same cases, by family. */
export function summaryLines(
  results: readonly CaseResult[],
  published: readonly PublishedResult[],
  seconds: number,
): string[] {
  const families = byFamily(results);
  const line = (label: string, of: (list: readonly CaseResult[]) => number | null, time: string): string =>
    [
      label.padEnd(14),
      ...[...families.values()].map((list) => percent(of(list)).padStart(9)),
      percent(of(results)).padStart(9),
      time.padStart(8),
    ].join('');
  const methods = [...new Set(published.map(({ method }) => method))].map((method) => {
    const rows = published.filter((row) => row.method === method);
    const known = new Map(rows.map((row) => [row.key, row]));
    const gapsOf = (list: readonly CaseResult[]): { gap: number | null }[] =>
      list.map(({ name, m, best }) => {
        const row = known.get(caseKey(name, m));
        return { gap: row && best !== null ? (100 * (best - row.best)) / best : null };
      });
    const times = results.flatMap(({ name, m }) => known.get(caseKey(name, m))?.seconds ?? []);
    const mean = times.length > 0 ? (times.reduce((sum, s) => sum + s, 0) / times.length).toFixed(0) : '–';
    return { average: averageGap(gapsOf(results)), text: line(method, (list) => averageGap(gapsOf(list)), mean) };
  });
  return [
    [
      'average gap % '.padEnd(14),
      ...[...families.keys(), 'all'].map((name) => name.padStart(9)),
      'limit s'.padStart(8),
    ].join(''),
    line('this solver', averageGap, String(seconds)),
    ...methods
      .filter(({ average }) => average !== null)
      .sort((a, b) => (a.average ?? 0) - (b.average ?? 0))
      .map(({ text }) => text),
    [
      'runs'.padEnd(14),
      ...[...families.values()].map((list) => String(list.length).padStart(9)),
      String(results.length).padStart(9),
    ].join(''),
  ];
}

function percent(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}
