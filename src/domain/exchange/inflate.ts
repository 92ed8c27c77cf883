import { Inflate } from 'fflate';

/** Deflate grows at most about 1030 times, so no piece can burst the memory before the total is looked at. */
const PIECE = 512;

export type Inflated = { kind: 'whole'; bytes: Uint8Array } | { kind: 'too-large' } | { kind: 'broken' };

/** Unpacks raw deflate (RFC 1951) up to `limit` bytes; a bomb is stopped soon after it passes them. */
export function inflateWithin(packed: Uint8Array, limit: number): Inflated {
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
    return { kind: 'broken' };
  }
  if (total > limit) return { kind: 'too-large' };
  if (!ended) return { kind: 'broken' };
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { kind: 'whole', bytes };
}
