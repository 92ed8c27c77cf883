import type { Change } from './change.ts';
import type { Compiled } from './compile.ts';
import { byPromise } from './node-lists.ts';
import type { Random } from './random.ts';
import type { Routes } from './routes.ts';
import { tuning } from './tuning.ts';
import { startFrom } from './windows.ts';

/** Weight that no power of a score reaches: mandatory wishes are put back first. */
const URGENT = 1e9;

/**
 * Puts free nodes back by the greatest worth for the time they take, in one of several orders, with noise and with
 * places overlooked now and then ("greedy insertion with blinks": Christiaens & Vanden Berghe 2020). A place is
 * checked in constant time (Vansteenwegen et al. 2009, doi:10.1016/j.cor.2009.03.008).
 */
export class Recreate {
  private readonly p: Compiled;
  private readonly rng: Random;
  private readonly near: Int32Array;
  private readonly work: Routes;
  private readonly change: Change;
  private readonly free: Int32Array;
  private readonly freeIn: Int32Array;
  private readonly promising: Int32Array;
  private readonly promiseRank: Int32Array;
  private readonly candidates: Int32Array;
  private candidateCount = 0;
  private readonly candidateIn: Int32Array;
  /** Row r: the cheapest place of each node in route r, valid for this step's candidates. */
  private readonly cost: Float64Array;
  private readonly place: Int32Array;
  private readonly powers: Float64Array[];
  private readonly noise = new Float64Array(1024);
  private readonly timeFloor: number;
  private blink = 20;

  constructor(p: Compiled, rng: Random, near: Int32Array, work: Routes, change: Change, averageScore: number) {
    this.p = p;
    this.rng = rng;
    this.near = near;
    this.work = work;
    this.change = change;
    this.free = new Int32Array(p.n);
    this.freeIn = new Int32Array(p.n);
    this.promising = byPromise(p, near);
    this.promiseRank = new Int32Array(p.n);
    this.promising.forEach((v, i) => (this.promiseRank[v] = i));
    this.candidates = new Int32Array(p.n);
    this.candidateIn = new Int32Array(p.n);
    this.cost = new Float64Array(p.n * p.m).fill(Infinity);
    this.place = new Int32Array(p.n * p.m);
    const horizon = p.latest.reduce((sum, latest, d) => sum + latest - p.earliest[d]!, 0);
    this.timeFloor = Math.max(1, horizon / Math.max(1, p.m) / 1000);
    this.powers = [1, 1.5, 2, 3].map((a) =>
      p.score.map((s, v) => Math.pow(s / averageScore + 1e-9, a) + (p.mandatory[v] ? URGENT : 0)),
    );
    for (let i = 0; i < 1024; i++)
      this.noise[i] = Math.exp(tuning.noise * (rng.next() + rng.next() + rng.next() - 1.5) * 2);
  }

  /**
   * Days that lost nothing only take nodes that were removed: the others were tried there before. A node that fits
   * nowhere now will not fit after more insertions, so one full scan finds the few candidates and only those are
   * looked at again.
   */
  run(): void {
    const { p, work, change, rng, cost, candidates } = this;
    const { n, m, stay } = p;
    const count = this.gatherFree();
    this.candidateCount = 0;
    for (let r = 0; r < m; r++) {
      if (work.dead[r]) continue;
      if (change.opened[r]) this.scanRoute(r, this.free, count, 0);
      else this.scanRoute(r, change.removed, change.removedCount, 0);
    }
    const power = this.powers[rng.below(this.powers.length)]!;
    const offset = rng.bits();
    const { noise } = this;
    const grouped = p.groups.length > 0;
    const toll = p.travelCost > 0 ? p.travelCost * tuning.tolls[rng.below(tuning.tolls.length)]! : 0;
    while (this.candidateCount > 0) {
      let most = -1;
      let chosen = -1;
      let chosenRoute = -1;
      let kept = 0;
      for (let i = 0; i < this.candidateCount; i++) {
        const v = candidates[i]!;
        let least = Infinity;
        let route = -1;
        for (let r = 0; r < m; r++) {
          const c = cost[r * n + v]!;
          if (c < least) {
            least = c;
            route = r;
          }
        }
        if (route < 0) continue;
        candidates[kept++] = v;
        let weight = power[v]!;
        if (grouped || p.travelCost > 0) {
          const gain = work.valueOf(v);
          if (gain <= toll * least) {
            kept--;
            continue;
          }
          if (gain < p.score[v]! && gain < p.bonus) weight *= gain / p.score[v]!;
          else if (gain >= p.bonus && weight < URGENT) weight += URGENT;
        }
        const key =
          (weight * noise[(offset + v) & 1023]!) / Math.max(this.timeFloor, least + stay[v]! + this.timeFloor);
        if (key > most) {
          most = key;
          chosen = v;
          chosenRoute = route;
        }
      }
      this.candidateCount = kept;
      if (chosen < 0) return;
      change.touched[chosenRoute] = 1;
      const at = this.place[chosenRoute * n + chosen]!;
      work.insert(chosen, chosenRoute, at);
      let k = 0;
      while (candidates[k] !== chosen) k++;
      candidates[k] = candidates[kept - 1]!;
      this.candidateCount = kept - 1;
      this.scanRoute(chosenRoute, candidates, kept - 1, at);
    }
  }

  /** Fills `free` with the nodes to try, and says how many they are. */
  private gatherFree(): number {
    const { p, work, change, rng, free, near } = this;
    const { n } = p;
    const { routeOf } = work;
    const { removed, removedCount, step } = change;
    let count = 0;
    if (removedCount > 0 && rng.next() < tuning.local) {
      const reach = Math.min(n, tuning.reach);
      for (let i = 0; i < removedCount; i++) {
        const row = removed[i]! * n;
        for (let k = 0; k < reach; k++) {
          const v = near[row + k]!;
          if (routeOf[v]! >= 0 || this.freeIn[v] === step) continue;
          this.freeIn[v] = step;
          free[count++] = v;
        }
      }
      return count;
    }
    // Low promise seldom earns a place, so most scans leave out some of the tail.
    const { promising, promiseRank } = this;
    const upto = n * (tuning.least + (1 - tuning.least) * rng.next());
    for (let i = 0; i < upto; i++) {
      const v = promising[i]!;
      if (routeOf[v]! < 0) free[count++] = v;
    }
    for (let i = 0; i < removedCount; i++) {
      const v = removed[i]!;
      if (promiseRank[v]! >= upto && routeOf[v]! < 0) free[count++] = v;
    }
    return count;
  }

  /**
   * Writes each node's cheapest place in route r (cost Infinity: none). The first scan (`changed` = 0) also collects
   * the candidates; later ones follow an insertion at `changed`, which adds two gaps and leaves the others no better.
   */
  private scanRoute(r: number, nodes: Int32Array, count: number, changed: number): void {
    const first = changed === 0;
    const { p, work, cost, place, candidates, candidateIn, change } = this;
    const { step } = change;
    const { n, sites, travel, back, stay, open, close, several } = p;
    const { seq, arr, dep, late, blockSlack } = work;
    const base = r * work.stride;
    const last = base + work.len[r]! + 1;
    const hours = p.dayClass[r]! * n;
    const room = p.cap[r]! - work.ride[r]!;
    const most = work.mostSlack[r]!;
    const row = r * n;
    const blocks = r * work.blocks;
    const pull = tuning.shift;
    let blink = this.blink;
    for (let i = 0; i < count; i++) {
      const v = nodes[i]!;
      const length = stay[v]!;
      if (!first) {
        if (cost[row + v] === Infinity) continue;
        const known = place[row + v]!;
        if (known !== changed) {
          const same = known > changed ? known + 1 : known;
          let c = this.gapCost(r, base + same, v, room);
          if (c < Infinity) {
            let at = same;
            const before = this.gapCost(r, base + changed, v, room);
            if (before < c) {
              c = before;
              at = changed;
            }
            const after = this.gapCost(r, base + changed + 1, v, room);
            if (after < c) {
              c = after;
              at = changed + 1;
            }
            cost[row + v] = c;
            place[row + v] = at;
            continue;
          }
        }
      }
      let least = Infinity;
      let at = 0;
      const until = close[hours + v]!;
      if (most >= length && until >= 0) {
        const out = v * sites;
        const since = open[hours + v]!;
        const list = several[hours + v]!;
        let block = blocks;
        for (let head = base; head <= last; head += 8, block++) {
          if (blockSlack[block]! < length) continue;
          const begin = head === base ? base + 1 : head;
          if (dep[begin - 1]! > until) break;
          const final = head + 7 < last ? head + 7 : last;
          if (late[final]! < since + length) continue;
          for (let k = begin; k <= final; k++) {
            const left = dep[k - 1]!;
            if (left > until) break;
            const there = back[out + seq[k - 1]!]!;
            const on = travel[out + seq[k]!]!;
            const arrival = left + there;
            const early = since - arrival;
            let now = arrival + (early & ~(early >> 31));
            const limit = late[k]! - length - on;
            if (((limit - now) | (until - arrival)) < 0) continue;
            if (list >= 0) {
              now = startFrom(p, list, arrival);
              if (now > limit) continue;
            }
            const direct = arr[k]!;
            const detour = there + on - direct + left;
            if (detour > room) continue;
            if (--blink < 0) {
              blink = this.nextBlink();
              continue;
            }
            const c = detour + pull * (now + length + on - direct - detour);
            if (c < least) {
              least = c;
              at = k - base;
            }
          }
        }
      }
      cost[row + v] = least;
      if (least === Infinity) continue;
      place[row + v] = at;
      if (first && candidateIn[v] !== step) {
        candidateIn[v] = step;
        candidates[this.candidateCount++] = v;
        for (let q = 0; q < p.m; q++) if (q !== r && (q > r || !this.scanned(q, v))) cost[q * n + v] = Infinity;
      }
    }
    this.blink = blink;
  }

  /** What v costs before entry i of route r, Infinity where it does not fit: the same sum as in `scanRoute`. */
  private gapCost(r: number, i: number, v: number, room: number): number {
    const { p, work } = this;
    const length = p.stay[v]!;
    if (work.slack[i]! < length) return Infinity;
    const h = p.dayClass[r]! * p.n + v;
    const left = work.dep[i - 1]!;
    const out = v * p.sites;
    const limit = work.late[i]! - length;
    const there = p.back[out + work.seq[i - 1]!]!;
    let now = left + there;
    if (now > p.close[h]! || now > limit) return Infinity;
    if (now < p.open[h]!) now = p.open[h]!;
    else if (p.several[h]! >= 0) now = startFrom(p, p.several[h]!, now);
    const on = p.travel[out + work.seq[i]!]!;
    if (now + on > limit) return Infinity;
    const direct = work.arr[i]!;
    const detour = there + on - direct + left;
    if (detour > room) return Infinity;
    return detour + tuning.shift * (now + length + on - direct - detour);
  }

  /** Overlooking a place now and then comes with the same chance each time; drawing the gap between two is the same and cheaper. */
  private nextBlink(): number {
    return Math.floor(Math.log(this.rng.next() + 1e-12) / Math.log(1 - tuning.blink));
  }

  /** Whether this step's first scan of route q looked at v, so that its cost there is not an older step's. */
  private scanned(q: number, v: number): boolean {
    return this.work.dead[q] === 0 && (this.change.opened[q] === 1 || this.change.removedIn[v] === this.change.step);
  }
}
