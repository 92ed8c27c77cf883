import { Change } from './change.ts';
import type { Compiled } from './compile.ts';
import { neighbours } from './node-lists.ts';
import { Random } from './random.ts';
import { Recreate } from './recreate.ts';
import { Routes } from './routes.ts';
import { changeBeds, ruin } from './ruin.ts';
import { tuning } from './tuning.ts';

/** Part of the steps that change beds, where there are beds to choose. */
const BED_CHANGES = 0.2;

/**
 * Simulated annealing by ruin and recreate (slack induction by string removals, Christiaens & Vanden Berghe 2020,
 * doi:10.1287/trsc.2019.0914) for orienteering: a string of neighbours leaves some days, then free nodes are tried in
 * one of several orders. `stages.ts` decides how hot it is and where each anneal starts.
 */
export class Search {
  readonly p: Compiled;
  readonly rng: Random;
  /** The best plan of all, and the best since the present anneal began. */
  readonly best: Routes;
  readonly bestOfAnneal: Routes;
  /** How often the best plan got better; 1 once there is one. */
  improvements = 0;
  private temperature = 0;
  private readonly cur: Routes;
  /** What a step changes: equal to `cur` between steps. */
  private readonly work: Routes;
  private readonly change: Change;
  private readonly recreate: Recreate;
  private readonly near: Int32Array;
  /** Average score of a node: the unit of temperatures. */
  private readonly scale: number;
  /** Worth of a unit of travel to the search. */
  private readonly lambda: number;
  private readonly firstBeds: Int32Array;

  constructor(p: Compiled, seed: number, beds: ArrayLike<number>) {
    this.p = p;
    this.rng = new Random(seed);
    this.firstBeds = Int32Array.from(beds);
    this.best = new Routes(p);
    this.bestOfAnneal = new Routes(p);
    this.cur = new Routes(p);
    this.work = new Routes(p);
    this.near = neighbours(p);
    this.change = new Change(p);
    const total = p.score.reduce((sum, score) => sum + score, 0);
    this.scale = total > 0 ? total / p.n : 1;
    this.recreate = new Recreate(p, this.rng, this.near, this.work, this.change, this.scale);
    // Travel only breaks ties: a whole plan's worth of it stays below a fraction of one average score.
    const horizon = p.latest.reduce((sum, latest, d) => sum + latest - p.earliest[d]!, 0);
    this.lambda = p.travelCost + (tuning.travelDislike * this.scale) / Math.max(1, horizon);
    this.startAgain();
  }

  /** In average scores. */
  setTemperature(heat: number): void {
    this.temperature = heat * this.scale;
  }

  /** One ruin and recreate. */
  step(): void {
    const { p, rng, work, cur, change } = this;
    change.begin();
    ruin(p, this.near, rng, work, change);
    if (p.hasBeds && rng.next() < BED_CHANGES) changeBeds(p, rng, work, change);
    this.recreate.run();
    const cost = work.value - this.lambda * work.travel;
    const had = cur.value - this.lambda * cur.travel;
    if (cost < had + this.temperature * Math.log(rng.next() + 1e-12)) {
      this.reject();
      return;
    }
    this.accept();
    if (this.isBetter(work, this.bestOfAnneal)) this.remember();
  }

  /** A new anneal from a plan built from nothing. */
  startAgain(): void {
    this.work.reset(this.firstBeds);
    this.change.beginAnew();
    this.recreate.run();
    this.cur.copyFrom(this.work);
    this.remember();
  }

  /** A new anneal from this plan. */
  goOnFrom(plan: Routes): void {
    this.work.copyFrom(plan);
    this.cur.copyFrom(plan);
    this.bestOfAnneal.copyFrom(plan);
  }

  /** By the score alone; the search's own dislike of travel only decides between equals. */
  isBetter(a: Routes, b: Routes): boolean {
    const { travelCost } = this.p;
    const gain = a.value - b.value - travelCost * (a.travel - b.travel);
    return gain > 1e-9 || (gain > -1e-9 && a.travel < b.travel);
  }

  private remember(): void {
    const { work, bestOfAnneal, best } = this;
    bestOfAnneal.copyFrom(work);
    if (this.improvements > 0 && !this.isBetter(work, best)) return;
    best.copyFrom(work);
    this.improvements++;
  }

  private accept(): void {
    const { cur, work, change } = this;
    for (let r = 0; r < this.p.m; r++) if (change.touched[r]) cur.copyRoute(work, r);
    cur.value = work.value;
    cur.travel = work.travel;
    if (this.p.groups.length > 0) cur.groupCount.set(work.groupCount);
    if (this.p.hasBeds) cur.bedOf.set(work.bedOf);
  }

  private reject(): void {
    const { cur, work, change } = this;
    const { stride, routeOf } = work;
    for (let r = 0; r < this.p.m; r++) {
      if (!change.touched[r]) continue;
      const base = r * stride;
      for (let i = base + 1; i <= base + work.len[r]!; i++) routeOf[work.seq[i]!] = -1;
    }
    for (let r = 0; r < this.p.m; r++) {
      if (!change.touched[r]) continue;
      work.copyRoute(cur, r);
      const base = r * stride;
      for (let i = base + 1; i <= base + work.len[r]!; i++) routeOf[work.seq[i]!] = r;
    }
    work.value = cur.value;
    work.travel = cur.travel;
    if (this.p.groups.length > 0) work.groupCount.set(cur.groupCount);
    if (this.p.hasBeds) work.bedOf.set(cur.bedOf);
  }
}
