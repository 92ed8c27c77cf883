import { compositions } from './compositions.ts';
import { drawSheet } from './draw-scene.ts';
import { HOURS, SEASONS, WEATHERS, type SceneSpec } from './types.ts';

/**
 * Stands for the drawing code in the names of picture files, so that a name can be told without drawing.
 * A test draws every composition and compares; when the look changes on purpose, it prints the value to put here.
 */
export const DRAWING_FINGERPRINT = 'klmaf148et';

/** 53 bits of two interleaved multiplicative hashes (cyrb53 by bryc, public domain). */
function digest(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

/** Draws every composition once, walking through seasons, hours, weathers and grounds; under a second. */
export function fingerprintOfDrawing(): string {
  const grounds = ['lowland', 'middle', 'plateau'] as const satisfies readonly SceneSpec['ground'][];
  const features = [
    'jade',
    'stilt',
    'night-market',
    'cattle',
    'drum',
    'car',
    'bus',
    'walk',
    'river',
    'bombax',
    'market',
  ];
  let all = '';
  Object.keys(compositions).forEach((composition, i) => {
    const sheet = drawSheet({
      composition,
      seed: `probe-${i}`,
      season: SEASONS[i % SEASONS.length] ?? 'gold',
      hour: HOURS[i % HOURS.length] ?? 'noon',
      weather: WEATHERS[i % WEATHERS.length] ?? 'clear',
      ground: grounds[i % 3] ?? 'plateau',
      features: [features[i % features.length] ?? 'jade'],
    });
    all += digest(sheet.definitions + sheet.body + JSON.stringify(sheet.focus), i);
  });
  return digest(all, 1);
}
