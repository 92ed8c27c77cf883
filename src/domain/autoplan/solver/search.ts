import type { Compiled } from './compile.ts';
import { byPromise, neighbours } from './node-lists.ts';
import { Routes, startFrom } from './routes.ts';
import { Random } from './random.ts';

/**
 * Found by trial on the published instances (`npm run bench:autoplan`), as one setting for all of them.
 * Temperatures are in average scores.
 */
const tuning = {
  /** Average number of nodes that a ruin takes, and the longest string. */
  removed: 6,
  longest: 10,
  /** Chance of a string that spares some nodes inside it. */
  split: 0.5,
  /** Chance of another string in a day that already lost one. */
  again: 0.5,
  /** Chance of overlooking a place. */
  blink: 0.01,
  /** Spread of the factors on a node's worth. */
  noise: 0.25,
  /** Weight of waiting and delay beside the detour when comparing places. */
  shift: 0.5,
  /** Chance of trying only nodes near the removed ones (the nearest `reach` of each), and the least part of all nodes tried else. */
  local: 0.7,
  reach: 15,
  least: 0.4,
  /** The first part of the search makes this many separate anneals; the rest goes on from the best of them, less hot. */
  chains: 4,
  early: 0.4,
  hot: 0.8,
  reheat: 0.4,
  cold: 0.1,
  /** What a whole day of travel costs the search beside the true score, in average scores. */
  travelDislike: 0.5,
};

/** Weight that no power of a score reaches: mandatory wishes are put back first. */
const URGENT = 1e9;

const MOST_STRINGS = 9;

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
  private readonly free: Int32Array;
  private readonly promising: Int32Array;
  private readonly promiseRank: Int32Array;
  private readonly freeMark: Int32Array;
  private readonly removed: Int32Array;
  private removedCount = 0;
  private readonly candidates: Int32Array;
  private candidateCount = 0;
  private readonly candidateMark: Int32Array;
  private readonly cost: Float64Array;
  private readonly place: Int32Array;
  private readonly powers: Float64Array[];
  private readonly noise = new Float64Array(1024);
  private readonly timeFloor: number;
  private readonly opened: Uint8Array;
  private readonly touched: Uint8Array;
  private readonly removedMark: Int32Array;
  private mark = 0;
  private blink = 20;
  private phase = 0;
  private firstBeds = new Int32Array(0);
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
    this.lambda = p.travelCost + (tuning.travelDislike * this.scale) / Math.max(1, horizon);
    this.free = new Int32Array(p.n);
    this.promising = byPromise(p, this.near);
    this.promiseRank = new Int32Array(p.n);
    this.promising.forEach((v, i) => (this.promiseRank[v] = i));
    this.freeMark = new Int32Array(p.n);
    this.removed = new Int32Array(p.n);
    this.candidates = new Int32Array(p.n);
    this.candidateMark = new Int32Array(p.n);
    this.cost = new Float64Array(p.n * p.m).fill(Infinity);
    this.place = new Int32Array(p.n * p.m);
    this.opened = new Uint8Array(p.m);
    this.touched = new Uint8Array(p.m);
    this.removedMark = new Int32Array(p.n);
    this.timeFloor = Math.max(1, horizon / Math.max(1, p.m) / 1000);
    this.powers = [1, 1.5, 2, 3].map((a) =>
      p.score.map((s, v) => Math.pow(s / this.scale + 1e-9, a) + (p.mandatory[v] ? URGENT : 0)),
    );
    for (let i = 0; i < 1024; i++)
      this.noise[i] = Math.exp(tuning.noise * (this.rng.next() + this.rng.next() + this.rng.next() - 1.5) * 2);
  }

  start(beds: ArrayLike<number>): void {
    this.firstBeds = Int32Array.from(beds);
    this.startAgain();
    this.best.copyFrom(this.work);
  }

  /** By the score alone; the search's own dislike of travel only decides between equals. */
  private isBetter(a: Routes, b: Routes): boolean {
    const { travelCost } = this.p;
    const gain = a.value - b.value - travelCost * (a.travel - b.travel);
    return gain > 1e-9 || (gain > -1e-9 && a.travel < b.travel);
  }

  /** One ruin and recreate; true when the best plan got better. */
  step(): boolean {
    const { rng, work, cur } = this;
    this.mark++;
    this.removedCount = 0;
    this.opened.fill(0);
    this.touched.fill(0);
    this.ruin();
    if (this.p.hasBeds && rng.next() < 0.2) this.changeBeds();
    this.recreate();
    const cost = work.value - this.lambda * work.travel;
    const had = cur.value - this.lambda * cur.travel;
    if (cost < had + this.temperature * Math.log(rng.next() + 1e-12)) {
      this.reject();
      return false;
    }
    this.accept();
    if (this.isBetter(work, this.best)) {
      this.best.copyFrom(work);
      return true;
    }
    return false;
  }

  /** Part of the whole search that is done, 0 … 1: sets the temperature, and starts the next anneal when one is over. */
  setHeat(part: number): void {
    const { chains, early } = tuning;
    const fresh = part < early;
    const phase = fresh ? Math.floor((part / early) * chains) : chains;
    if (phase !== this.phase) {
      this.phase = phase;
      if (fresh) this.startAgain();
      else this.load(this.best);
    }
    const local = fresh ? (part / early) * chains - phase : (part - early) / (1 - early);
    const hot = fresh ? tuning.hot : tuning.reheat;
    this.temperature = this.scale * hot * Math.pow(tuning.cold / hot, local);
  }

  private startAgain(): void {
    this.work.reset(this.firstBeds);
    this.opened.fill(1);
    this.touched.fill(1);
    this.removedCount = 0;
    this.mark++;
    this.recreate();
    this.accept();
  }

  private load(s: Routes): void {
    this.work.copyFrom(s);
    this.cur.copyFrom(s);
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
    const strings = Math.min(MOST_STRINGS, Math.floor(1 + rng.next() * most));
    const seed = rng.below(n);
    let done = 0;
    const row = seed * n;
    for (let i = 0; i < n && done < strings; i++) {
      const v = near[row + i]!;
      const r = work.routeOf[v]!;
      if (r < 0 || (this.opened[r] && rng.next() >= tuning.again)) continue;
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
    for (let i = base + k; i < base + k + count; i++) {
      const v = this.work.seq[i]!;
      this.removedMark[v] = this.mark;
      this.removed[this.removedCount++] = v;
    }
  }

  /**
   * Puts free nodes back by the greatest worth for the time they take, with noise. Days that lost nothing only take
   * nodes that were removed: the others were tried there before. A node that fits nowhere now will not fit
   * after more insertions, so one full scan finds the few candidates and only those are looked at again.
   */
  private recreate(): void {
    const { p, work, opened, rng, cost, candidates, removed } = this;
    const { n, m, stay } = p;
    const { routeOf } = work;
    const free = this.free;
    let count = 0;
    if (this.removedCount > 0 && rng.next() < tuning.local) {
      const { near } = this;
      const reach = Math.min(n, tuning.reach);
      for (let i = 0; i < this.removedCount; i++) {
        const row = this.removed[i]! * n;
        for (let k = 0; k < reach; k++) {
          const v = near[row + k]!;
          if (routeOf[v]! >= 0 || this.freeMark[v] === this.mark) continue;
          this.freeMark[v] = this.mark;
          free[count++] = v;
        }
      }
    } else {
      // Low promise seldom earns a place, so most scans leave out some of the tail.
      const { promising } = this;
      const upto = n * (tuning.least + (1 - tuning.least) * rng.next());
      for (let i = 0; i < upto; i++) {
        const v = promising[i]!;
        if (routeOf[v]! < 0) free[count++] = v;
      }
      if (upto < n) {
        for (let i = 0; i < this.removedCount; i++) {
          const v = this.removed[i]!;
          if (this.promiseRank[v]! >= upto && routeOf[v]! < 0) free[count++] = v;
        }
      }
    }
    this.candidateCount = 0;
    for (let r = 0; r < m; r++) {
      if (work.dead[r]) continue;
      if (opened[r]) this.scanRoute(r, free, count, 0);
      else this.scanRoute(r, removed, this.removedCount, 0);
    }
    const power = this.powers[rng.below(this.powers.length)]!;
    const offset = rng.bits();
    const { noise } = this;
    const grouped = p.groups.length > 0;
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
          if (gain <= p.travelCost * least) {
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
      this.touched[chosenRoute] = 1;
      const at = this.place[chosenRoute * n + chosen]!;
      work.insert(chosen, chosenRoute, at);
      let k = 0;
      while (candidates[k] !== chosen) k++;
      candidates[k] = candidates[kept - 1]!;
      this.candidateCount = kept - 1;
      this.scanRoute(chosenRoute, candidates, kept - 1, at);
    }
  }

  /**
   * Writes each node's cheapest place in route r (cost Infinity: none). The first scan (`changed` = 0) also collects
   * the candidates; later ones follow an insertion at `changed`, which adds two gaps and leaves the others no better.
   */
  private scanRoute(r: number, nodes: Int32Array, count: number, changed: number): void {
    const first = changed === 0;
    const { p, work, cost, place, candidates, candidateMark, mark } = this;
    const { n, sites, travel, back, stay, open, close, several } = p;
    const { seq, arr, dep, late, slack, blockSlack } = work;
    const base = r * work.stride;
    const last = base + work.len[r]! + 1;
    const hours = p.dayClass[r]! * n;
    const room = p.cap[r]! - work.ride[r]!;
    const most = work.mostSlack[r]!;
    const row = r * n;
    const blocks = r * work.blocks;
    const pull = tuning.shift;
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
            if (slack[k]! < length) continue;
            const left = dep[k - 1]!;
            if (left > until) break;
            const limit = late[k]! - length;
            if (limit < since) continue;
            const direct = arr[k]!;
            const there = back[out + seq[k - 1]!]!;
            let now = left + there;
            if (now > until || now > limit) continue;
            if (now < since) now = since;
            else if (list >= 0) now = startFrom(p, list, now);
            const on = travel[out + seq[k]!]!;
            if (now + on > limit) continue;
            const detour = there + on - direct + left;
            if (detour > room) continue;
            if (--this.blink < 0) {
              this.blink = this.nextBlink();
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
      if (first && candidateMark[v] !== mark) {
        candidateMark[v] = mark;
        candidates[this.candidateCount++] = v;
        for (let q = 0; q < p.m; q++) if (q !== r && (q > r || !this.scanned(q, v))) cost[q * n + v] = Infinity;
      }
    }
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
    return this.work.dead[q] === 0 && (this.opened[q] === 1 || this.removedMark[v] === this.mark);
  }
}
