import type { Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { edge, grassStrokes, hill, slope, type Slope } from './land.ts';
import { blossomTree, conifer, foreground, palm, tree, treeline } from './plants.ts';
import type { Random } from './random.ts';
import { boulders, massif, range, type RangeOptions } from './rock.ts';
import { birds, mistBand, sky, type SkyOptions } from './sky.ts';
import { n, path, smooth, type Point } from './svg.ts';

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
  const r = c.random.fork('plan');
  const grow = r.between(0.85, 1.45);
  const own: RangeOptions =
    ground === 'plateau'
      ? { layers: 5, from: 408, to: 590, far: 190, near: 270, form: 'mixed' }
      : ground === 'middle'
        ? { layers: 5, from: 416, to: 580, far: 190, near: 220, form: 'mixed' }
        : { layers: 5, from: 430, to: 565, far: 150, near: 150, form: 'cone' };
  const plan = { ...own, ...peaks };
  const parts = [
    sky(c, air),
    range(c, { ...plan, far: (plan.far ?? 180) * grow, near: (plan.near ?? 230) * (2 - grow) }),
  ];
  const great = ground === 'lowland' ? 0.25 : 0.72;
  if (peaks.layers === undefined && r.chance(great)) {
    // Beside the subject and never behind it.
    const left = c.focus.x > 780 || (Math.abs(c.focus.x - 800) < 40 && r.chance(0.5));
    const x = left ? r.between(120, 420) : r.between(1180, 1480);
    const height = ground === 'plateau' ? r.between(300, 430) : r.between(240, 340);
    parts.push(massif(c, { x, base: (plan.to ?? 590) + 34, height }));
    parts.push(mistBand(c, (plan.to ?? 590) + 18, 80, 0.5));
  }
  if (c.spec.hour !== 'night' && c.random.fork('flock').chance(0.35)) {
    parts.push(birds(c, c.random.fork('flockx').between(500, 1150), c.random.fork('flocky').between(120, 260)));
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
  let folds = '';
  for (let i = 0; i < 9; i += 1) {
    const x = r.between(-60, 1600);
    const y = line(x) + r.between(10, 50);
    const w = r.between(60, 190);
    const lean = colours.lightFromLeft ? 1 : -1;
    folds += `M${n(x)} ${n(y)}q${n(lean * w * 0.5)} ${n(w * 0.12)} ${n(lean * w)} ${n(w * 0.62)}q${n(-lean * w * 0.62)} ${n(-w * 0.06)} ${n(-lean * w)} ${n(-w * 0.62)}Z`;
  }
  parts.push(path(folds, { fill: shade(top, -0.06), opacity: 0.45 }));
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

/** The strip nearest to us. Which one is dealt by slug, so that a page of cards does not repeat itself. */
export function nearGround(c: Canvas, y = 850): string {
  const r = c.random.fork('near');
  const flowers = petals(c);
  const kind = r.whole(0, 4);
  if (kind <= 1) return foreground(c, y, { flowers, side: r.chance(0.5) ? 'left' : 'right' });
  if (kind === 2) return foreground(c, y, { side: 'both' });
  if (kind === 3) return foreground(c, y, { flowers, side: 'both' });
  return (
    foreground(c, y + 8, {}) +
    boulders(
      c,
      r,
      [
        [r.between(60, 260), y + 26],
        [r.between(1300, 1540), y + 30],
        [r.between(1200, 1560), y + 36],
      ],
      44,
    )
  );
}

/** Meadow from an edge down to the lower border: worn patches, shrubs and strokes of grass. */
export function meadow(c: Canvas, line: Slope, tone = 0, seed = ''): string {
  const { colours } = c;
  const r = c.random.fork(`meadow${seed}`);
  const top = colours.grass[tone] ?? colours.grass[0];
  const parts = [hill(c, line, shade(top, 0.02), shade(mix(top, colours.grass[2], 0.5), -0.03), 300)];
  for (let i = 0; i < 7; i += 1) {
    const x = r.between(-100, 1600);
    const u = r.next();
    const y = line(x) + 22 + u * 190;
    const w = r.between(160, 420) * (0.6 + u);
    const h = w * r.between(0.05, 0.09);
    parts.push(
      path(
        smooth(
          [
            [x, y],
            [x + w * 0.3, y - h],
            [x + w * 0.7, y - h * 0.6],
            [x + w, y + h * 0.3],
            [x + w * 0.6, y + h],
            [x + w * 0.2, y + h * 0.7],
          ],
          true,
        ),
        { fill: i % 2 ? shade(top, 0.045) : mix(top, colours.grass[2], 0.45), opacity: 0.5 },
      ),
    );
  }
  const shrubs: Point[] = [];
  for (let i = 0; i < 6; i += 1) {
    const x = r.between(0, 1600);
    for (let k = 0; k < 3; k += 1) shrubs.push([x + k * r.between(8, 16), line(x) + r.between(6, 26)]);
  }
  parts.push(treeline(c, r, shrubs, 11, 0.08), grassStrokes(c, line, 300, 110, shade(top, -0.1), seed));
  return parts.join('');
}

export { edge, slope };
