import { Inflate } from 'fflate';

/** Deflate grows at most about 1030 times, so no piece can burst the memory before the total is looked at. */
const PIECE = 512;

/**
 * Unpacks raw deflate up to `limit` bytes; undefined when there is more (a bomb) or the data is broken or cut off.
 */
export function inflateWithin(packed: Uint8Array, limit: number): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let total = 0;
  let ended = false;
  const stream = new Inflate((part, last) => {
    total += part.length;
    ended = last;
    if (total <= limit) parts.push(part);
  });
  try {
    for (let at = 0; at < packed.length && total <= limit; at += PIECE) {
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
    }
  } catch {
    return undefined;
  }
  if (!ended || total > limit) return undefined;
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
