import type { Change } from './change.ts';
import type { Compiled } from './compile.ts';
import type { Random } from './random.ts';
import type { Routes } from './routes.ts';
import { tuning } from './tuning.ts';

const MOST_STRINGS = 9;

/**
 * Takes strings of consecutive stops near one random node out of some days, so that the gaps lie together (adjacent
 * string removal with split strings: Christiaens & Vanden Berghe 2020, doi:10.1287/trsc.2019.0914).
 */
export function ruin(p: Compiled, near: Int32Array, rng: Random, work: Routes, change: Change): void {
  let inUse = 0;
  let total = 0;
  for (let r = 0; r < p.m; r++) {
    if (work.len[r]! > 0) inUse++;
    total += work.len[r]!;
  }
  if (inUse === 0) {
    for (let r = 0; r < p.m; r++) change.open(r);
    return;
  }
  const longest = Math.min(tuning.longest, total / inUse);
  const most = (4 * tuning.removed) / (1 + longest) - 1;
  const strings = Math.min(MOST_STRINGS, Math.floor(1 + rng.next() * most));
  const row = rng.below(p.n) * p.n;
  let done = 0;
  for (let i = 0; i < p.n && done < strings; i++) {
    const v = near[row + i]!;
    const r = work.routeOf[v]!;
    if (r < 0 || (change.opened[r] && rng.next() >= tuning.again)) continue;
    cutString(rng, work, change, v, longest);
    done++;
  }
}

function cutString(rng: Random, work: Routes, change: Change, v: number, longest: number): void {
  const r = work.routeOf[v]!;
  const length = work.len[r]!;
  const base = r * work.stride;
  let at = 1;
  while (work.seq[base + at] !== v) at++;
  const count = Math.floor(1 + rng.next() * Math.min(length, longest));
  change.open(r);
  let keep = 0;
  if (count > 1 && count < length && rng.next() < tuning.split) {
    keep = 1;
    while (count + keep < length && rng.next() > 0.01) keep++;
    if (rng.next() < 0.5) keep = 1 + rng.below(keep);
  }
  const span = count + keep;
  const first = Math.max(1, at - span + 1);
  const final = Math.min(at, length - span + 1);
  const from = first + rng.below(final - first + 1);
  if (keep === 0) {
    take(work, change, r, from, count);
  } else {
    const head = 1 + rng.below(count - 1);
    take(work, change, r, from + head + keep, count - head);
    take(work, change, r, from, head);
  }
  work.settleAfterRemoval(r);
}

function take(work: Routes, change: Change, r: number, k: number, count: number): void {
  const base = r * work.stride;
  for (let i = base + k; i < base + k + count; i++) change.remove(work.seq[i]!);
  work.cut(r, k, count);
}

/** Another bed for one night, sometimes for the next nights too; days that no longer fit lose nodes. */
export function changeBeds(p: Compiled, rng: Random, work: Routes, change: Change): void {
  let d = rng.below(p.beds.length);
  do {
    const count = p.beds[d]!.site.length;
    if (count > 1) {
      work.moveBed(d, (work.bedOf[d]! + 1 + rng.below(count - 1)) % count);
      work.settleAfterRemoval(d);
      work.settleAfterRemoval(d + 1);
      change.touched[d] = 1;
      change.touched[d + 1] = 1;
    }
    d++;
  } while (d < p.beds.length && rng.next() < 0.3);
  change.openAll();
}
