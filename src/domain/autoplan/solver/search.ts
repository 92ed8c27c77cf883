import type { Compiled } from './compile.ts';
import { startFrom } from './routes.ts';
import { Routes } from './routes.ts';
import { Random } from './random.ts';

export const tuning = {
  removed: 10,
  longest: 10,
  blink: 0.01,
  split: 0.5,
  hot: 0.3,
  cold: 0.02,
  lambda: 0.5,
  orders: 64,
  noise: 0.5,
  shift: 0.0,
};

/**
 * Ruin and recreate (slack induction by string removals, Christiaens & Vanden Berghe 2020, doi:10.1287/trsc.2019.0914)
 * for orienteering: a string of neighbours leaves some days, then every free node is tried in one of several orders.
 */
export class Search {
  readonly p: Compiled;
  readonly rng: Random;
  readonly cur: Routes;
  readonly work: Routes;
  readonly best: Routes;
  readonly near: Int32Array;
  readonly lambda: number;
  private readonly scale: number;
  private readonly orders: Int32Array;
  private readonly keys: Float64Array;
  private readonly opened: Uint8Array;
  private readonly touched: Uint8Array;
  private readonly removedMark: Int32Array;
  private mark = 0;
  private blink = 0;
  private bestCost = -Infinity;
  temperature = 0;

  constructor(p: Compiled, seed: number) {
    this.p = p;
    this.rng = new Random(seed);
    this.cur = new Routes(p);
    this.work = new Routes(p);
    this.best = new Routes(p);
    this.near = neighbours(p);
    let total = 0;
    for (let v = 0; v < p.n; v++) total += p.score[v]!;
    this.scale = p.n > 0 && total > 0 ? total / p.n : 1;
    // Travel only breaks ties: a whole plan's worth of it stays below a fraction of one average score.
    let horizon = 0;
    for (let d = 0; d < p.m; d++) horizon += p.latest[d]! - p.earliest[d]!;
    this.lambda = p.travelCost + (tuning.lambda * this.scale) / Math.max(1, horizon);
    this.orders = new Int32Array(tuning.orders * p.n);
    this.keys = new Float64Array(p.n);
    this.opened = new Uint8Array(p.m);
    this.touched = new Uint8Array(p.m);
    this.removedMark = new Int32Array(p.n);
    for (let k = 0; k < tuning.orders; k++) this.makeOrder(k);
    this.blink = this.nextBlink();
  }

  start(beds: ArrayLike<number>): void {
    this.work.reset(beds);
    this.opened.fill(1);
    this.touched.fill(1);
    this.mark++;
    this.recreate(0);
    this.accept();
    this.best.copyFrom(this.work);
    this.bestCost = this.costOf(this.best);
  }

  private costOf(s: Routes): number {
    return s.value - this.lambda * s.travel;
  }

  /** One ruin and recreate; true when the best plan got better. */
  step(): boolean {
    const { rng, work, cur } = this;
    this.mark++;
    this.opened.fill(0);
    this.touched.fill(0);
    this.ruin();
    if (this.p.hasBeds && rng.next() < 0.2) this.changeBeds();
    if ((rng.bits() & 15) === 0) this.makeOrder(rng.below(tuning.orders));
    this.recreate(rng.below(tuning.orders));
    const cost = work.value - this.lambda * work.travel;
    const had = cur.value - this.lambda * cur.travel;
    if (cost < had + this.temperature * Math.log(rng.next() + 1e-12)) {
      this.reject();
      return false;
    }
    this.accept();
    if (cost > this.bestCost + 1e-9) {
      this.bestCost = cost;
      this.best.copyFrom(work);
      return true;
    }
    return false;
  }

  setHeat(part: number): void {
    this.temperature = this.scale * tuning.hot * Math.pow(tuning.cold / tuning.hot, part);
  }

  private accept(): void {
    const { cur, work } = this;
    for (let r = 0; r < this.p.m; r++) if (this.touched[r]) cur.copyRoute(work, r);
    cur.value = work.value;
    cur.travel = work.travel;
    if (this.p.groups.length > 0) cur.groupCount.set(work.groupCount);
    if (this.p.hasBeds) cur.bedOf.set(work.bedOf);
  }

  private reject(): void {
    const { cur, work } = this;
    const { stride, routeOf } = work;
    for (let r = 0; r < this.p.m; r++) {
      if (!this.touched[r]) continue;
      const base = r * stride;
      for (let i = base + 1; i <= base + work.len[r]!; i++) routeOf[work.seq[i]!] = -1;
    }
    for (let r = 0; r < this.p.m; r++) {
      if (!this.touched[r]) continue;
      work.copyRoute(cur, r);
      const base = r * stride;
      for (let i = base + 1; i <= base + work.len[r]!; i++) routeOf[work.seq[i]!] = r;
    }
    work.value = cur.value;
    work.travel = cur.travel;
    if (this.p.groups.length > 0) work.groupCount.set(cur.groupCount);
    if (this.p.hasBeds) work.bedOf.set(cur.bedOf);
  }

  private ruin(): void {
    const { p, rng, work, near } = this;
    const { n, m } = p;
    let inUse = 0;
    let total = 0;
    for (let r = 0; r < m; r++) {
      if (work.len[r]! > 0) inUse++;
      total += work.len[r]!;
    }
    if (inUse === 0) {
      this.opened.fill(1);
      this.touched.fill(1);
      return;
    }
    const longest = Math.min(tuning.longest, total / inUse);
    const most = (4 * tuning.removed) / (1 + longest) - 1;
    const strings = Math.min(inUse, Math.floor(1 + rng.next() * most));
    const seed = rng.below(n);
    let done = 0;
    const row = seed * n;
    for (let i = 0; i < n && done < strings; i++) {
      const v = near[row + i]!;
      const r = work.routeOf[v]!;
      if (r < 0 || this.opened[r]) continue;
      this.cutString(v, r, longest);
      done++;
    }
  }

  /** Another bed for one night, sometimes for the next night too; days that no longer fit lose nodes. */
  private changeBeds(): void {
    const { p, rng, work } = this;
    let d = rng.below(p.beds.length);
    do {
      const count = p.beds[d]!.site.length;
      if (count > 1) {
        work.moveBed(d, (work.bedOf[d]! + 1 + rng.below(count - 1)) % count);
        work.settleAfterRemoval(d);
        work.settleAfterRemoval(d + 1);
        this.touched[d] = 1;
        this.touched[d + 1] = 1;
      }
      d++;
    } while (d < p.beds.length && rng.next() < 0.3);
    this.opened.fill(1);
  }

  private cutString(v: number, r: number, longest: number): void {
    const { rng, work } = this;
    const length = work.len[r]!;
    const base = r * work.stride;
    let at = 1;
    while (work.seq[base + at] !== v) at++;
    const count = Math.floor(1 + rng.next() * Math.min(length, longest));
    this.opened[r] = 1;
    this.touched[r] = 1;
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
      this.markRemoved(base, from, count);
      work.cut(r, from, count);
    } else {
      const head = 1 + rng.below(count - 1);
      this.markRemoved(base, from + head + keep, count - head);
      this.markRemoved(base, from, head);
      work.cut(r, from + head + keep, count - head);
      work.cut(r, from, head);
    }
    work.settleAfterRemoval(r);
  }

  private markRemoved(base: number, k: number, count: number): void {
    for (let i = base + k; i < base + k + count; i++) this.removedMark[this.work.seq[i]!] = this.mark;
  }

  /** Tries each free node in the given order at its cheapest place; days that lost nothing only take nodes that were removed. */
  private recreate(order: number): void {
    const { p, work, orders, opened } = this;
    const { n, m, sites, travel, stay, open, close, several, dayClass } = p;
    const { seq, dep, late, len, ride, dead, routeOf, stride } = work;
    const from = order * n;
    const pull = tuning.shift;
    for (let i = from; i < from + n; i++) {
      const v = orders[i]!;
      if (routeOf[v]! >= 0) continue;
      const everywhere = this.removedMark[v] === this.mark;
      const out = v * sites;
      const length = stay[v]!;
      let least = Infinity;
      let bestRoute = -1;
      let bestAt = 0;
      for (let r = 0; r < m; r++) {
        if (!(everywhere || opened[r]) || dead[r]) continue;
        const h = dayClass[r]! * n + v;
        const until = close[h]!;
        if (until < 0) continue;
        const since = open[h]!;
        const list = several[h]!;
        const base = r * stride;
        const last = base + len[r]! + 1;
        const room = p.cap[r]! - ride[r]!;
        let k = base + 1;
        while (k <= last && late[k]! < since + length) k++;
        for (; k <= last; k++) {
          const a = seq[k - 1]!;
          const left = dep[k - 1]!;
          if (left > until) break;
          const there = travel[a * sites + v]!;
          let now = left + there;
          if (now > until) continue;
          if (now < since) now = since;
          else if (list >= 0) now = startFrom(p, list, now);
          const b = seq[k]!;
          const on = travel[out + b]!;
          now += length + on;
          if (now > late[k]!) continue;
          const detour = there + on - travel[a * sites + b]!;
          if (detour > room) continue;
          if (--this.blink < 0) {
            this.blink = this.nextBlink();
            continue;
          }
          const cost = pull === 0 ? detour : detour + pull * (now - left - travel[a * sites + b]!);
          if (cost < least) {
            least = cost;
            bestRoute = r;
            bestAt = k - base;
          }
        }
      }
      if (bestRoute < 0) continue;
      if (p.groups.length > 0 && work.valueOf(v) <= 0) continue;
      this.touched[bestRoute] = 1;
      work.insert(v, bestRoute, bestAt);
    }
  }

  /** Blinks come independently with the same chance; drawing the gap between two is the same and cheaper. */
  private nextBlink(): number {
    return Math.floor(Math.log(this.rng.next() + 1e-12) / Math.log(1 - tuning.blink));
  }

  private makeOrder(k: number): void {
    const { p, rng, keys } = this;
    const { n } = p;
    const kind = k % 4;
    for (let v = 0; v < n; v++) {
      const noise = Math.exp(tuning.noise * (rng.next() + rng.next() + rng.next() - 1.5) * 2);
      const s = p.score[v]! + 1e-3;
      let key = 0;
      if (kind === 0) key = s * noise;
      else if (kind === 1) key = (s * s * noise) / (1 + p.stay[v]!);
      else if (kind === 2) key = rng.next();
      else key = (s * noise) / Math.max(1, p.close[v]! - p.open[v]!);
      if (p.mandatory[v]) key += 1e9;
      keys[v] = key;
    }
    const row = this.orders.subarray(k * n, (k + 1) * n);
    for (let v = 0; v < n; v++) row[v] = v;
    row.sort((a, b) => keys[b]! - keys[a]!);
  }
}

/** Row v: all nodes by travel there and back, v first. */
function neighbours(p: Compiled): Int32Array {
  const { n, sites, travel } = p;
  const near = new Int32Array(n * n);
  const key = new Float64Array(n);
  for (let v = 0; v < n; v++) {
    for (let u = 0; u < n; u++) key[u] = u === v ? -n : (travel[v * sites + u]! + travel[u * sites + v]!) * n + u;
    key.sort();
    for (let i = 0; i < n; i++) near[v * n + i] = i === 0 ? v : key[i]! % n;
  }
  return near;
}
