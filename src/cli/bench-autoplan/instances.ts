import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { SolverProblem, Window } from '#src/domain/autoplan/solver/index.ts';

/** One published instance with m tours: what the solver gets and what the check needs. */
export type BenchCase = {
  name: string;
  family: string;
  m: number;
  decimals: number;
  /** Index 0 is the depot. `windows[d]` are the hours of tour d: the stay must start within one of them. */
  places: { x: number; y: number; profit: number; stay: number; windows: Window[][] }[];
  tours: { earliest: number; latest: number }[];
  sumProfit: number;
};

/** A fault in the data that the reader of the command line can act on. */
export class BenchDataError extends Error {}

const windowSchema = z.tuple([z.number(), z.number()]);
const base = {
  name: z.string(),
  family: z.string(),
  decimals: z.int().min(0).max(4),
  sumProfit: z.number(),
};
const toptwSchema = z.object({
  ...base,
  tmax: z.number(),
  nodes: z
    .array(z.tuple([z.number(), z.number(), z.number().min(0), z.number().min(0), z.number().min(0), z.number()]))
    .min(1),
});
const ttdpSchema = z.object({
  ...base,
  m: z.int().min(1),
  startDay: z.int().min(0).max(6),
  day: windowSchema,
  nodes: z
    .array(
      z.tuple([
        z.number(),
        z.number(),
        z.number().min(0),
        z.number().min(0),
        z.union([windowSchema, z.array(windowSchema.nullable()).length(7)]),
        z.unknown(),
        z.unknown(),
      ]),
    )
    .min(1),
});

export function listInstances(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .sort();
  } catch {
    throw new BenchDataError(`The folder ${folder} cannot be read; give the benchmark's folder with --data.`);
  }
}

function readInstance<T>(folder: string, name: string, schema: z.ZodType<T>): T {
  const file = join(folder, `${name}.json`);
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new BenchDataError(`${file} cannot be read as JSON.`);
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BenchDataError(`${file}: "${issue?.path.join('.') ?? ''}" is not as expected (${issue?.message ?? ''}).`);
}

/** The classic form: every tour has the same hours, from the depot's opening to `tmax`. */
export function readToptw(folder: string, name: string): (m: number) => BenchCase {
  const instance = readInstance(folder, name, toptwSchema);
  const earliest = instance.nodes[0]?.[4] ?? 0;
  return (m) => ({
    name: instance.name,
    family: instance.family,
    m,
    decimals: instance.decimals,
    places: instance.nodes.map(([x, y, profit, stay, from, to]) => ({
      x,
      y,
      profit,
      stay,
      windows: Array.from({ length: m }, () => [{ from, to }]),
    })),
    tours: Array.from({ length: m }, () => ({ earliest, latest: instance.tmax })),
    sumProfit: instance.sumProfit,
  });
}

/** The tourist form: tour d runs on weekday (startDay + d) mod 7, with that day's hours. */
export function readTtdp(folder: string, name: string): BenchCase {
  const { nodes, m, startDay, day, ...instance } = readInstance(folder, name, ttdpSchema);
  const hoursOn = (hours: (typeof nodes)[number][4], d: number): Window[] => {
    const window = typeof hours[0] === 'number' ? hours : hours[(startDay + d) % 7];
    return Array.isArray(window) ? [{ from: window[0] as number, to: window[1] as number }] : [];
  };
  return {
    name: instance.name,
    family: instance.family,
    m,
    decimals: instance.decimals,
    places: nodes.map(([x, y, profit, stay, hours]) => ({
      x,
      y,
      profit,
      stay,
      windows: Array.from({ length: m }, (_, d) => hoursOn(hours, d)),
    })),
    tours: Array.from({ length: m }, () => ({ earliest: day[0], latest: day[1] })),
    sumProfit: instance.sumProfit,
  };
}

/**
 * In whole units of 10^-decimals, so that truncated distances are exact; a finer time is cut so that a plan which keeps
 * the whole one keeps it too. A window that ends before it begins is none. Node i of the problem is place i + 1.
 */
export function toProblem(benchCase: BenchCase): SolverProblem {
  const { places, tours, decimals } = benchCase;
  const unit = 10 ** decimals;
  // The small addends keep a value that is a whole number of units from being cut below or above it by rounding.
  const notBefore = (time: number): number => Math.ceil(time * unit - 1e-6);
  const notAfter = (time: number): number => Math.floor(time * unit + 1e-6);
  const travel = new Int32Array(places.length * places.length);
  places.forEach((a, i) => {
    places.forEach((b, j) => {
      travel[i * places.length + j] = Math.floor(Math.hypot(a.x - b.x, a.y - b.y) * unit + 1e-9);
    });
  });
  const windowsOf = (list: readonly Window[]): Window[] =>
    list.map(({ from, to }) => ({ from: notBefore(from), to: notAfter(to) })).filter(({ from, to }) => from <= to);
  return {
    points: places.length,
    travel,
    nodes: places.slice(1).map((place, i) => ({
      point: i + 1,
      score: place.profit,
      stay: notBefore(place.stay),
      hours: { byDay: place.windows.map(windowsOf) },
    })),
    days: tours.map(({ earliest, latest }) => ({
      start: 0,
      end: 0,
      earliest: notBefore(earliest),
      latest: notAfter(latest),
    })),
  };
}
