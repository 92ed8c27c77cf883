/** FNV-1a, 32 bit: spreads neighbouring slugs far apart, which is all a seed needs. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

export type Random = {
  /** In [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** An independent stream, so that adding a tree does not move the mountains. */
  fork(name: string): Random;
};

/** mulberry32 (Tommy Ettinger, public domain): tiny, fast, good enough for pictures. */
export function createRandom(seed: string): Random {
  let state = hashText(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  // The first numbers of near seeds are alike; a few steps part them.
  for (let i = 0; i < 4; i += 1) next();
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => Math.floor(low + (high - low + 1) * next()),
    chance: (share) => next() < share,
    pick: (from) => {
      const item = from[Math.floor(next() * from.length)];
      if (item === undefined) throw new Error('pick() needs at least one item');
      return item;
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/** Smooth value noise in one dimension, in [-1, 1], with a period long enough never to repeat in a picture. */
export function createNoise(seed: string): (x: number) => number {
  const base = hashText(seed);
  const at = (i: number): number => {
    let h = Math.imul((i | 0) ^ base, 0x9e3779b1);
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    return ((h ^ (h >>> 13)) >>> 0) / 2147483648 - 1;
  };
  return (x) => {
    const i = Math.floor(x);
    const f = x - i;
    const s = f * f * (3 - 2 * f);
    return at(i) * (1 - s) + at(i + 1) * s;
  };
}
