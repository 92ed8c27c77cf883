import type { Compiled } from './compile.ts';

/** First possible start at or after `time` in a list of `windows`; the caller knows that `time` is not after the last window. */
export function startFrom(p: Compiled, list: number, time: number): number {
  const { windows } = p;
  let i = list;
  while (windows[i + 1]! < time) i += 2;
  return time < windows[i]! ? windows[i]! : time;
}

/** Last possible start at or before `time`, −1 if there is none. */
export function startUpTo(p: Compiled, list: number, time: number): number {
  const { windows } = p;
  let best = -1;
  for (let i = list; windows[i]! >= 0 && windows[i]! <= time; i += 2)
    best = windows[i + 1]! < time ? windows[i + 1]! : time;
  return best;
}
