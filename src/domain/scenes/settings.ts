import type { Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { edge, grassStrokes, hill, slope, type Slope } from './land.ts';
import { blossomTree, conifer, foreground, palm, tree, treeline } from './plants.ts';
import type { Random } from './random.ts';
import { range, type RangeOptions } from './rock.ts';
import { birds, sky, type SkyOptions } from './sky.ts';
import type { Point } from './svg.ts';

/** What flowers in the foreground, by season. */
export function petals(c: Canvas): string[] {
  const tones = {
    spring: ['#f4c6d0', '#e89db2', '#fbeee9'],
    water: ['#f3efe0', '#e8d9a0'],
    summer: ['#f3efe0', '#d9a63d', '#b9c77a'],
    gold: ['#e8c25a', '#d9a63d', '#f0dca0'],
    buckwheat: ['#d07d95', '#e6aebb', '#f6e3e2'],
    winter: ['#d9cba4', '#c0ae86'],
  }[c.spec.season];
  return tones.map(c.colours.lit);
}

/** Sky and rows of peaks fitted to the ground: bare towers on the plateau, soft and wooded below. */
export function backdrop(c: Canvas, peaks: RangeOptions = {}, air: SkyOptions = {}): string {
  const { ground } = c.spec;
  const own: RangeOptions =
    ground === 'plateau'
      ? { layers: 5, from: 420, to: 590, far: 150, near: 250, form: 'mixed' }
      : ground === 'middle'
        ? { layers: 5, from: 430, to: 580, far: 170, near: 210, form: 'mixed' }
        : { layers: 4, from: 450, to: 560, far: 150, near: 150, form: 'cone' };
  const parts = [sky(c, air), range(c, { ...own, ...peaks })];
  if (c.spec.hour !== 'night' && c.random.fork('flock').chance(0.45)) {
    parts.push(birds(c, c.random.fork('flockx').between(500, 1150), c.random.fork('flocky').between(180, 300)));
  }
  return parts.join('');
}

/** A wooded or grassy hill with its own tree line. */
export function greenHill(
  c: Canvas,
  line: Slope,
  options: { tone?: number; trees?: number; size?: number; distance?: number; seed?: string } = {},
): string {
  const { colours } = c;
  const distance = options.distance ?? 0.2;
  const r = c.random.fork(`hill${options.seed ?? ''}${options.tone ?? 1}`);
  const top = mix(colours.grass[options.tone ?? 1] ?? colours.grass[1], colours.mist, distance);
  const bottom = mix(shade(top, -0.05), colours.mist, distance * 0.25);
  const parts = [hill(c, line, top, bottom)];
  const count = options.trees ?? 30;
  const size = options.size ?? 12;
  const groups: Point[] = [];
  // Trees stand together: clumps with bare ground between them.
  for (let i = 0; i < count / 5; i += 1) {
    const x = r.between(0, 1600);
    for (let k = 0; k < 5; k += 1) {
      const px = x + r.between(-4, 4) * size * 0.8;
      groups.push([px, line(px) + r.between(0, size * 2.2)]);
    }
  }
  groups.sort((a, b) => a[1] - b[1]);
  parts.push(treeline(c, r, groups, size, distance));
  return parts.join('');
}

/** Trees as they grow at this height and season, standing beside a house or a path. */
export function yardTree(c: Canvas, r: Random, x: number, y: number, size: number): string {
  const { season, ground } = c.spec;
  if (season === 'spring' && r.chance(0.75)) return blossomTree(c, r, x, y, size, petals(c));
  if (ground === 'lowland') return r.chance(0.5) ? palm(c, r, x, y, size * 1.15) : tree(c, r, x, y, size);
  if (ground === 'plateau') return r.chance(0.45) ? conifer(c, r, x, y, size * 1.2) : tree(c, r, x, y, size * 0.9);
  return tree(c, r, x, y, size);
}

export function nearGround(c: Canvas, y = 850): string {
  return foreground(c, y, { flowers: petals(c) });
}

/** Meadow from an edge down to the lower border, with strokes of grass. */
export function meadow(c: Canvas, line: Slope, tone = 0, seed = ''): string {
  const { colours } = c;
  const top = colours.grass[tone] ?? colours.grass[0];
  return (
    hill(c, line, top, shade(mix(top, colours.grass[2], 0.4), -0.02), 380) +
    grassStrokes(c, line, 300, 90, shade(top, -0.11), seed)
  );
}

export { edge, slope };
