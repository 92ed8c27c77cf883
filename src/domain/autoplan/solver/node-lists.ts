import type { Compiled } from './compile.ts';

/** Row v: all nodes by travel there and back, v first. */
export function neighbours(p: Compiled): Int32Array {
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

/** Nodes by score for the time they take when reached from near by, mandatory ones first. */
export function byPromise(p: Compiled, near: Int32Array): Int32Array {
  const { n, sites, travel } = p;
  const promise = new Float64Array(n);
  for (let v = 0; v < n; v++) {
    const close = Math.min(5, n - 1);
    let way = 0;
    for (let i = 1; i <= close; i++) way += travel[v * sites + near[v * n + i]!]! / close;
    promise[v] = p.mandatory[v] || p.group[v]! >= 0 ? Infinity : p.score[v]! / (1 + p.stay[v]! + way);
  }
  return Int32Array.from({ length: n }, (_, v) => v).sort((a, b) => promise[b]! - promise[a]! || a - b);
}
