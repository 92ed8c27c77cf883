import type { EntryData, Json } from './types.ts';

/** JSON with sorted keys: equal values have equal text, whatever order their keys came in. */
export function canonicalJson(value: Json | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const object = value as { readonly [key: string]: Json };
    const keys = Object.keys(object).filter((key) => object[key] !== undefined).sort(); // prettier-ignore
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export const sameJson = (a: Json | undefined, b: Json | undefined): boolean => canonicalJson(a) === canonicalJson(b);

/**
 * 64 bits as 16 hex digits: tells texts apart, keeps no secrets. Two lanes of the 32-bit multiply-and-mix of
 * MurmurHash3 (Austin Appleby, public domain), so that it runs alike in Node, worker and browser without waiting.
 */
export function hashText(text: string): string {
  let a = 0x9747b28c;
  let b = 0x3c6ef372;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = mix(a ^ unit, 0xcc9e2d51);
    b = mix(b ^ unit ^ (i & 0xff), 0x1b873593);
  }
  return hex(finish(a ^ text.length) ^ b) + hex(finish(b ^ a));
}

function mix(h: number, factor: number): number {
  const product = Math.imul(h, factor);
  return (Math.imul((product << 15) | (product >>> 17), 5) + 0x52dce729) | 0;
}

function finish(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return x ^ (x >>> 16);
}

const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');

/** Names the exact content of an entry; the empty text stands for "not published". */
export function dataVersion(data: EntryData | null | undefined): string {
  return data ? hashText(canonicalJson({ facts: data.facts, words: data.words })) : '';
}
