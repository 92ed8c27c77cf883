import type { Compiled } from './compile.ts';
import { startFrom, startUpTo } from './windows.ts';

/**
 * The days of one plan with constant-time insertion checks: for each place of a route the departure when
 * leaving as early as possible, and the latest arrival that keeps the rest of the day possible
 * (Savelsbergh 1992; the maxShift of Vansteenwegen et al. 2009). Arriving earlier is never worse, also with
 * several windows, so both are single numbers.
 *
 * Route r stands in row r (`stride` entries): its start site, `len[r]` nodes, its end site.
 */
export class Routes {
  readonly p: Compiled;
  readonly stride: number;
  readonly seq: Int32Array;
  readonly arr: Int32Array;
  readonly dep: Int32Array;
  readonly late: Int32Array;
  /** How much later each entry could be reached: `late − arr`; and the most of each route. */
  readonly slack: Int32Array;
  readonly mostSlack: Int32Array;
  /** The most slack of entries 8b … 8b + 7, so that a scan passes over full stretches at once. */
  readonly blocks: number;
  readonly blockSlack: Int32Array;
  readonly len: Int32Array;
  readonly ride: Int32Array;
  /** 1: not even the empty day is possible. */
  readonly dead: Uint8Array;
  readonly routeOf: Int32Array;
  readonly bedOf: Int32Array;
  readonly groupCount: Int32Array;
  /** Node values, group worths, beds and the bonus of met group wishes, less a bonus for each dead day. */
  value = 0;
  travel = 0;

  constructor(p: Compiled) {
    this.p = p;
    this.stride = p.n + 2;
    this.seq = new Int32Array(p.m * this.stride);
    this.arr = new Int32Array(p.m * this.stride);
    this.dep = new Int32Array(p.m * this.stride);
    this.late = new Int32Array(p.m * this.stride);
    this.slack = new Int32Array(p.m * this.stride);
    this.mostSlack = new Int32Array(p.m);
    this.blocks = (this.stride >> 3) + 1;
    this.blockSlack = new Int32Array(p.m * this.blocks);
    this.len = new Int32Array(p.m);
    this.ride = new Int32Array(p.m);
    this.dead = new Uint8Array(p.m);
    this.routeOf = new Int32Array(p.n).fill(-1);
    this.bedOf = new Int32Array(Math.max(0, p.m - 1)).fill(-1);
    this.groupCount = new Int32Array(p.groups.length);
  }

  /** Empty days between the given beds. */
  reset(beds: ArrayLike<number>): void {
    const { p, stride, seq } = this;
    this.routeOf.fill(-1);
    this.groupCount.fill(0);
    this.len.fill(0);
    this.ride.fill(0);
    this.dead.fill(0);
    this.value = 0;
    this.travel = 0;
    for (let d = 0; d < p.m; d++) {
      seq[d * stride] = p.startSite[d]!;
      seq[d * stride + 1] = p.endSite[d]!;
    }
    p.beds.forEach((night, d) => {
      this.bedOf[d] = night.site.length > 0 ? beds[d]! : -1;
      if (night.site.length === 0) return;
      const site = night.site[beds[d]!]!;
      this.value += night.score[beds[d]!]!;
      seq[d * stride + 1] = site;
      seq[(d + 1) * stride] = site;
    });
    for (let r = 0; r < p.m; r++) this.settleEmpty(r);
  }

  copyFrom(other: Routes): void {
    this.seq.set(other.seq);
    this.arr.set(other.arr);
    this.dep.set(other.dep);
    this.late.set(other.late);
    this.slack.set(other.slack);
    this.mostSlack.set(other.mostSlack);
    this.blockSlack.set(other.blockSlack);
    this.len.set(other.len);
    this.ride.set(other.ride);
    this.dead.set(other.dead);
    this.routeOf.set(other.routeOf);
    this.bedOf.set(other.bedOf);
    this.groupCount.set(other.groupCount);
    this.value = other.value;
    this.travel = other.travel;
  }

  /** Copies the used part of one route; node and group books are the caller's. */
  copyRoute(other: Routes, r: number): void {
    const from = r * this.stride;
    const to = from + other.len[r]! + 2;
    const { seq, arr, dep, late, slack } = this;
    const { seq: seq2, arr: arr2, dep: dep2, late: late2, slack: slack2 } = other;
    for (let i = from; i < to; i++) {
      seq[i] = seq2[i]!;
      arr[i] = arr2[i]!;
      dep[i] = dep2[i]!;
      late[i] = late2[i]!;
      slack[i] = slack2[i]!;
    }
    const firstBlock = r * this.blocks;
    const lastBlock = firstBlock + ((other.len[r]! + 1) >> 3);
    for (let b = firstBlock; b <= lastBlock; b++) this.blockSlack[b] = other.blockSlack[b]!;
    this.mostSlack[r] = other.mostSlack[r]!;
    this.len[r] = other.len[r]!;
    this.ride[r] = other.ride[r]!;
    this.dead[r] = other.dead[r]!;
  }

  /** Recomputes times of route r; false when its order is not possible (then only `seq` and `len` are valid). */
  settle(r: number): boolean {
    const { p, seq, arr, dep, late } = this;
    const { travel, sites, stay, open, close, several } = p;
    const base = r * this.stride;
    const last = base + this.len[r]! + 1;
    const hours = p.dayClass[r]! * p.n;
    let at = seq[base]!;
    let now = p.earliest[r]!;
    let ride = 0;
    dep[base] = now;
    for (let i = base + 1; i < last; i++) {
      const v = seq[i]!;
      const leg = travel[at * sites + v]!;
      ride += leg;
      now += leg;
      arr[i] = now;
      if (now > close[hours + v]!) return false;
      if (now < open[hours + v]!) now = open[hours + v]!;
      else if (several[hours + v]! >= 0) now = startFrom(p, several[hours + v]!, now);
      now += stay[v]!;
      dep[i] = now;
      at = v;
    }
    const leg = travel[at * sites + seq[last]!]!;
    ride += leg;
    arr[last] = now + leg;
    if (now + leg > p.latest[r]! || ride > p.cap[r]!) return false;
    late[last] = p.latest[r]!;
    this.ride[r] = ride;
    this.settleLate(r, last - 1, false);
    this.measureSlack(r);
    return true;
  }

  /**
   * Latest arrivals from entry `from` back to the start. After an insertion at `from` the entries before it were
   * valid: where one comes out as it was, so do all before it.
   */
  private settleLate(r: number, from: number, wereValid: boolean): void {
    const { p, seq, late } = this;
    const { travel, sites, stay, close, several } = p;
    const base = r * this.stride;
    const hours = p.dayClass[r]! * p.n;
    for (let i = from; i > base; i--) {
      const v = seq[i]!;
      let latest = late[i + 1]! - travel[v * sites + seq[i + 1]!]! - stay[v]!;
      if (several[hours + v]! >= 0) latest = startUpTo(p, several[hours + v]!, latest);
      else if (latest > close[hours + v]!) latest = close[hours + v]!;
      if (wereValid && i < from && late[i] === latest) return;
      late[i] = latest;
    }
    late[base] = late[base + 1]! - travel[seq[base]! * sites + seq[base + 1]!]!;
  }

  /** Settles a route without nodes and keeps the books of travel and dead days. */
  settleEmpty(r: number): void {
    const wasDead = this.dead[r]!;
    this.travel -= this.ride[r]!;
    this.ride[r] = 0;
    const fine = this.settle(r);
    this.dead[r] = fine ? 0 : 1;
    this.travel += this.ride[r]!;
    if (this.dead[r]! !== wasDead) this.value += fine ? this.p.bonus : -this.p.bonus;
  }

  /** Puts v before entry k (1 … len + 1) of route r; the caller has checked that it fits. */
  insert(v: number, r: number, k: number): void {
    const { p, seq, arr, dep, late } = this;
    const { travel, sites, stay, open, several } = p;
    const base = r * this.stride;
    const at = base + k;
    const last = base + ++this.len[r]! + 1;
    for (let i = last; i > at; i--) {
      seq[i] = seq[i - 1]!;
      late[i] = late[i - 1]!;
      dep[i] = dep[i - 1]!;
      arr[i] = arr[i - 1]!;
    }
    seq[at] = v;
    const before = seq[at - 1]!;
    const after = seq[at + 1]!;
    const detour = travel[before * sites + v]! + travel[v * sites + after]! - travel[before * sites + after]!;
    this.ride[r]! += detour;
    this.travel += detour;
    this.routeOf[v] = r;
    this.gain(v);

    const hours = p.dayClass[r]! * p.n;
    let now = dep[at - 1]!;
    let from = before;
    for (let i = at; ; i++) {
      const u = seq[i]!;
      now += travel[from * sites + u]!;
      arr[i] = now;
      if (i === last) break;
      if (now < open[hours + u]!) now = open[hours + u]!;
      else if (several[hours + u]! >= 0) now = startFrom(p, several[hours + u]!, now);
      now += stay[u]!;
      if (i > at && dep[i] === now) break;
      dep[i] = now;
      from = u;
    }
    this.settleLate(r, at, true);
    this.measureSlack(r);
  }

  private measureSlack(r: number): void {
    const { arr, late, slack, blockSlack } = this;
    const base = r * this.stride;
    const last = this.len[r]! + 1;
    let most = 0;
    let block = r * this.blocks;
    for (let k = 1; k <= last; block++) {
      const end = k | 7;
      let here = 0;
      for (; k <= last && k <= end; k++) {
        const room = late[base + k]! - arr[base + k]!;
        slack[base + k] = room;
        if (room > here) here = room;
      }
      blockSlack[block] = here;
      if (here > most) most = here;
    }
    this.mostSlack[r] = most;
  }

  /** Takes entries k … k + count − 1 out of route r; times are stale until `settleAfterRemoval`. */
  cut(r: number, k: number, count: number): void {
    const { seq } = this;
    const base = r * this.stride;
    const last = base + this.len[r]! + 1;
    for (let i = base + k; i < base + k + count; i++) {
      const v = seq[i]!;
      this.routeOf[v] = -1;
      this.lose(v);
    }
    for (let i = base + k; i + count <= last; i++) seq[i] = seq[i + count]!;
    this.len[r]! -= count;
  }

  /**
   * Makes the times of route r valid again. Without the triangle inequality (truncated distances, a changed bed)
   * a shorter route can be too long, so the nodes worth least for their time leave until it fits.
   */
  settleAfterRemoval(r: number): void {
    const before = this.ride[r]!;
    while (this.len[r]! > 0) {
      if (this.settle(r)) {
        this.travel += this.ride[r]! - before;
        this.revive(r);
        return;
      }
      this.cut(r, this.weakest(r), 1);
    }
    this.settleEmpty(r);
  }

  private weakest(r: number): number {
    const { p, seq } = this;
    const { travel, sites, stay } = p;
    const base = r * this.stride;
    let least = Infinity;
    let at = 1;
    for (let k = 1; k <= this.len[r]!; k++) {
      const a = seq[base + k - 1]!;
      const v = seq[base + k]!;
      const b = seq[base + k + 1]!;
      const saved = travel[a * sites + v]! + travel[v * sites + b]! - travel[a * sites + b]! + stay[v]!;
      const worth = p.value[v]! / Math.max(1, saved);
      if (worth >= least) continue;
      least = worth;
      at = k;
    }
    return at;
  }

  /** Sleeps in another bed on night d; both days are stale until `settleAfterRemoval`. */
  moveBed(d: number, bed: number): void {
    const { site, score } = this.p.beds[d]!;
    this.value += score[bed]! - score[this.bedOf[d]!]!;
    this.bedOf[d] = bed;
    this.seq[d * this.stride + this.len[d]! + 1] = site[bed]!;
    this.seq[(d + 1) * this.stride] = site[bed]!;
  }

  private revive(r: number): void {
    if (this.dead[r] === 0) return;
    this.dead[r] = 0;
    this.value += this.p.bonus;
  }

  private gain(v: number): void {
    const g = this.p.group[v]!;
    if (g < 0) this.value += this.p.value[v]!;
    else this.changeGroup(g, v, 1);
  }

  private lose(v: number): void {
    const g = this.p.group[v]!;
    if (g < 0) this.value -= this.p.value[v]!;
    else this.changeGroup(g, v, -1);
  }

  /** `routeOf[v]` is already as after the change. */
  private changeGroup(g: number, v: number, by: 1 | -1): void {
    const { p, routeOf } = this;
    const group = p.groups[g]!;
    const route = routeOf[v]!;
    const now = this.groupValue(g);
    routeOf[v] = by > 0 ? -1 : 0;
    const before = this.groupValue(g);
    routeOf[v] = route;
    this.value += now - before + (p.mandatory[v] ? by * p.bonus : 0);
    const count = (this.groupCount[g]! += by);
    if (group.mandatory && count === (by > 0 ? 1 : 0)) this.value += by * p.bonus;
  }

  groupValue(g: number): number {
    const { nodes, worth } = this.p.groups[g]!;
    let total = 0;
    let k = 0;
    for (let i = 0; i < nodes.length; i++) {
      if (this.routeOf[nodes[i]!]! < 0) continue;
      total += this.p.score[nodes[i]!]! * worth[k < worth.length ? k : worth.length - 1]!;
      k++;
    }
    return total;
  }

  /** What v would add now. */
  valueOf(v: number): number {
    const g = this.p.group[v]!;
    if (g < 0) return this.p.value[v]!;
    const group = this.p.groups[g]!;
    const before = this.groupValue(g);
    this.routeOf[v] = 0;
    const after = this.groupValue(g);
    this.routeOf[v] = -1;
    const wish =
      (this.p.mandatory[v] ? this.p.bonus : 0) + (group.mandatory && this.groupCount[g] === 0 ? this.p.bonus : 0);
    return after - before + wish;
  }
}
