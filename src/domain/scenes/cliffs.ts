import { SHEET, type Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { treeline } from './plants.ts';
import { createNoise, type Random } from './random.ts';
import { n, path, polygon, type Point } from './svg.ts';

/** Green-blue of the Nho Quế under this light. */
export function jade(c: Canvas): string {
  return c.colours.lit(c.spec.season === 'summer' ? '#5f9f86' : '#3fa294');
}

/** Points strewn under a line, `from` to `to` units below it; the same canvas gives the same points. */
export function scatter(c: Canvas, count: number, line: (x: number) => number, from: number, to: number): Point[] {
  const r = c.random.fork(`scatter${count}${from}`);
  const spots: Point[] = [];
  for (let i = 0; i < count; i += 1) {
    const x = r.between(0, SHEET.width);
    spots.push([x, line(x) + r.between(from, to)]);
  }
  return spots.sort((a, b) => a[1] - b[1]);
}

/** Shrubs in the cracks: low, in groups, and closer to the colour of the rock than to a meadow. */
export function cliffScrub(c: Canvas, r: Random, spots: readonly Point[], rock: string): string {
  let dark = '';
  let light = '';
  for (const [x, y] of spots) {
    const many = r.whole(2, 6);
    let px = x;
    for (let i = 0; i < many; i += 1) {
      const s = r.between(3.5, 9.5);
      const py = y + i * r.between(-1, 5);
      dark += `M${n(px - s)} ${n(py)}q${n(s * 0.1)} ${n(-s * 1.1)} ${n(s * 0.9)} ${n(-s)}q${n(s * 0.9)} ${n(s * 0.05)} ${n(s * 1.1)} ${n(s)}q${n(-s)} ${n(s * 0.5)} ${n(-2 * s)} 0Z`;
      if (i % 2 === 0) light += `M${n(px - s * 0.5)} ${n(py - s * 0.5)}q${n(s * 0.4)} ${n(-s * 0.4)} ${n(s * 0.8)} 0`;
      px += r.between(5, 13);
    }
  }
  const green = mix(c.colours.leaf[2] ?? rock, rock, 0.38);
  return (
    path(dark, { fill: shade(green, -0.03) }) + path(light, { stroke: shade(green, 0.08), width: 2.4, opacity: 0.8 })
  );
}

/** Wall of rock that enters from a side and fills it; the canyon's own edge. */
export function cliff(
  c: Canvas,
  fromLeft: boolean,
  reach: readonly number[],
  options: { near: number; seed: string; foot?: number; head?: number },
): string {
  const { colours } = c;
  const r = c.random.fork(`cliff${options.seed}`);
  const noise = createNoise(`${c.spec.seed}c${options.seed}`);
  const foot = options.foot ?? SHEET.height + 20;
  const head = options.head ?? 60;
  const rows = 26;
  const border: Point[] = [];
  const last = reach.length - 1;
  for (let i = 0; i <= rows; i += 1) {
    const u = (i / rows) * last;
    const k = Math.min(last - 1, Math.floor(u));
    const f = u - k;
    const a = reach[k] ?? 0;
    const b = reach[k + 1] ?? a;
    const wide = a + (b - a) * f * f * (3 - 2 * f) + noise(i * 0.7) * 20 + noise(i * 1.9 + 30) * 11;
    const y = head + (foot - head) * (i / rows);
    border.push([fromLeft ? wide : SHEET.width - wide, y]);
  }
  const start = border[0] ?? [0, 0];
  const back = fromLeft ? -20 : SHEET.width + 20;
  const roof: Point[] = [];
  for (let i = 1; i <= 5; i += 1) {
    const t = i / 5;
    roof.push([start[0] + (back - start[0]) * t, start[1] - 30 * t + noise(i + 70) * 44 - Math.sin(t * 3.1) * 26]);
  }
  const rock = mix(colours.farRock, colours.nearRock, options.near);
  const facesLight = fromLeft !== colours.lightFromLeft;
  const base = facesLight ? shade(rock, colours.contrast * 0.9) : shade(rock, -colours.contrast * 0.4);
  const outline = [...border, [back, foot] as Point, ...[...roof].reverse()];
  const parts = [
    path(polygon(outline), {
      fill: c.gradient(
        [
          [0, shade(base, 0.03)],
          [0.6, base],
          [1, mix(base, colours.mist, 0.28 * (1.2 - options.near))],
        ],
        [0, 60, 0, foot],
      ),
    }),
  ];
  // Buttresses: vertical facets in light and shade, as limestone breaks.
  let light = '';
  let dark = '';
  let hatch = '';
  for (let i = 0; i < 22; i += 1) {
    const k = r.whole(1, rows - 5);
    const at = border[k] ?? start;
    const inward = r.between(0.08, 0.96) * Math.abs(at[0] - back);
    const x = at[0] + (fromLeft ? -inward : inward);
    const h = r.between(60, 210);
    const w = r.between(14, 44);
    const facet = polygon([
      [x, at[1]],
      [x + w * 0.7, at[1] + h * 0.2],
      [x + w * 0.4, at[1] + h * 0.62],
      [x + w * 0.55, at[1] + h],
      [x - w * 0.25, at[1] + h * 0.8],
      [x - w * 0.1, at[1] + h * 0.35],
    ]);
    if (i % 2) light += facet;
    else dark += facet;
    for (let s = 0; s < 3; s += 1)
      hatch += `M${n(x + r.between(-w, w))} ${n(at[1] + r.between(0, h))}l${n(r.between(-3, 3))} ${n(r.between(18, 52))}`;
  }
  parts.push(
    path(light, { fill: shade(base, 0.05), opacity: 0.55 }),
    path(dark, { fill: shade(base, -0.06), opacity: 0.55 }),
    path(hatch, { stroke: colours.ink, width: 2, opacity: 0.28 }),
  );
  const scrub: Point[] = [];
  for (let i = 0; i < 34; i += 1) {
    const at = border[r.whole(3, rows)] ?? start;
    const inward = r.between(0.02, 0.9) * Math.abs(at[0] - back);
    scrub.push([at[0] + (fromLeft ? -inward : inward), at[1] + r.between(-10, 10)]);
  }
  const rim: Point[] = [];
  for (let i = 0; i < 26; i += 1) {
    const k = r.next() * (roof.length - 1);
    const a = roof[Math.floor(k)] ?? start;
    const b = roof[Math.ceil(k)] ?? a;
    rim.push([a[0] + (b[0] - a[0]) * (k % 1), a[1] + (b[1] - a[1]) * (k % 1) + r.between(-2, 8)]);
  }
  parts.push(cliffScrub(c, r, scrub, base), treeline(c, r, rim, 12, 0.12));
  parts.push(
    path(`M${border.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}`, { stroke: colours.ink, width: 2, opacity: 0.35 }),
  );
  return parts.join('');
}

/** The floor of a gorge: green-grey, sinking into haze. */
export function abyss(c: Canvas): string {
  return mix(mix(c.colours.nearRock, c.colours.leaf[2] ?? c.colours.nearRock, 0.45), c.colours.mist, 0.42);
}
