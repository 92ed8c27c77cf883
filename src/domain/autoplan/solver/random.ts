/** Small fast counter generator (sfc32, Chris Doty-Humphrey, PractRand): the same seed gives the same numbers everywhere. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(seed: number) {
    this.a = seed | 0;
    this.b = 0x9e3779b9 | 0;
    this.c = 0x243f6a88;
    this.d = 1;
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** 32 random bits as a signed integer. */
  bits(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t;
  }

  /** In [0, 1). */
  next(): number {
    return (this.bits() >>> 0) * 2.3283064365386963e-10;
  }

  /** Whole number in [0, n), n ≥ 1. */
  below(n: number): number {
    return ((this.bits() >>> 0) * 2.3283064365386963e-10 * n) | 0;
  }
}
