import type { Compiled } from './compile.ts';

/** What one step has done to the working plan so far. */
export class Change {
  /** Days that lost something: every free node is worth trying there. */
  readonly opened: Uint8Array;
  /** Days that differ from the current plan. */
  readonly touched: Uint8Array;
  readonly removed: Int32Array;
  removedCount = 0;
  /** `removedIn[v] === step`: this step took node v out. */
  readonly removedIn: Int32Array;
  step = 0;

  constructor(p: Compiled) {
    this.opened = new Uint8Array(p.m);
    this.touched = new Uint8Array(p.m);
    this.removed = new Int32Array(p.n);
    this.removedIn = new Int32Array(p.n);
  }

  begin(): void {
    this.step++;
    this.removedCount = 0;
    this.opened.fill(0);
    this.touched.fill(0);
  }

  /** A step that may change everything. */
  beginAnew(): void {
    this.begin();
    this.openAll();
    this.touched.fill(1);
  }

  openAll(): void {
    this.opened.fill(1);
  }

  open(r: number): void {
    this.opened[r] = 1;
    this.touched[r] = 1;
  }

  remove(v: number): void {
    this.removedIn[v] = this.step;
    this.removed[this.removedCount++] = v;
  }
}
