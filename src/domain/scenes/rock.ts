import { SHEET, type Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { createNoise, type Random } from './random.ts';
import { mistBand } from './sky.ts';
import { n, path, polygon, polyline, rect, type Point } from './svg.ts';

export type TowerForm = 'cone' | 'tower' | 'dome';

type Tower = {
  x: number;
  base: number;
  height: number;
  /** Half the width at the foot, without the scree. */
  half: number;
  form: TowerForm;
};

type TowerPaint = {
  light: string;
  shadow: string;
  ink: string;
  green?: string;
  /** 0: outline only, 1: shadow side, 2: hatching and trees as well. */
  detail: 0 | 1 | 2;
};

/** Half width at height t (0 foot, 1 top): cones for the plateau, steep towers for the gorges, domes for twin hills. */
function girth(form: TowerForm, t: number): number {
  const rest = 1 - t;
  if (form === 'dome') return 0.93 * Math.sqrt(Math.max(0, 1 - t ** 1.45)) + 0.22 * rest ** 6;
  if (form === 'tower') return 0.3 * rest + 0.62 * Math.sqrt(Math.max(0, 1 - t ** 2.1)) + 0.3 * rest ** 5;
  return 0.66 * rest + 0.24 * Math.sqrt(rest) + 0.28 * rest ** 4;
}

/** One karst peak with a crest that parts the sunny face from the shaded one. */
export function tower(c: Canvas, r: Random, at: Tower, paint: TowerPaint): string {
  const { x, base, height, half, form } = at;
  const noiseLeft = createNoise(`${c.spec.seed}l${n(x)}${n(height)}`);
  const noiseRight = createNoise(`${c.spec.seed}r${n(x)}${n(height)}`);
  const rough = form === 'dome' ? 0.018 : 0.085;
  const lean = r.between(-0.22, 0.22) * (form === 'dome' ? 0.2 : 1);
  const steps = Math.max(7, Math.min(20, Math.round(height / 16)));
  const side = (sign: 1 | -1): Point[] => {
    const noise = sign < 0 ? noiseLeft : noiseRight;
    const points: Point[] = [];
    for (let i = 0; i <= steps; i += 1) {
      const t = i / steps;
      const wave = noise(t * 4.2) * rough * 1.4 + noise(t * 11 + 40) * rough * 0.8;
      const w = half * Math.max(0, girth(form, t) + wave * Math.min(1, (1 - t) * 4));
      points.push([x + lean * half * t + sign * w, base - height * t]);
    }
    return points;
  };
  const left = side(-1);
  const right = side(1);
  const outline = [...left, ...[...right].reverse()];
  const parts = [path(polygon(outline), { fill: paint.light })];
  if (paint.detail === 0) return parts.join('');

  const shadedRight = c.colours.lightFromLeft;
  const crest: Point[] = [];
  const bend = r.between(-0.12, 0.3) * (shadedRight ? 1 : -1);
  for (let i = 0; i <= steps; i += 1) {
    const t = i / steps;
    const wave = noiseLeft(t * 6 + 90) * 0.16 * (form === 'dome' ? 0.35 : 1);
    crest.push([x + lean * half * t + half * (1 - t) * (bend + wave), base - height * t]);
  }
  const dark = shadedRight ? right : left;
  parts.push(path(polygon([...crest, ...[...dark].reverse()]), { fill: paint.shadow }));

  if (paint.detail === 2) {
    let hatch = '';
    let bright = '';
    const strokes = Math.min(46, Math.round(height / 7));
    for (let i = 0; i < strokes; i += 1) {
      const t = r.between(0.16, 0.93);
      const step = Math.min(steps - 1, Math.floor(t * steps));
      const a = crest[step];
      const inShade = r.chance(0.68);
      const b = (inShade ? dark : shadedRight ? left : right)[step];
      if (!a || !b) continue;
      const s = r.between(0.12, 0.9);
      const px = a[0] + (b[0] - a[0]) * s;
      const length = r.between(0.03, 0.1) * height + 5;
      const slope = ((b[0] - a[0]) / (half + 1)) * 0.25;
      const line = `M${n(px)} ${n(a[1])}l${n(slope * length)} ${n(length)}`;
      if (inShade || i % 3) hatch += line;
      else bright += line;
    }
    parts.push(path(hatch, { stroke: paint.ink, width: 1.7, opacity: 0.38 }));
    parts.push(path(bright, { stroke: shade(paint.light, 0.1), width: 2, opacity: 0.55 }));
    parts.push(path(polyline(outline), { stroke: paint.ink, width: 1.5, opacity: 0.4 }));
  }
  if (paint.green) {
    // Scrub climbs the gullies and leaves the heads bare.
    const scrub: Point[] = [];
    const reach = r.between(0.2, 0.42);
    const across = 16;
    for (let i = 0; i <= across; i += 1) {
      const s = i / across;
      const up = reach * (0.55 + 0.6 * noiseRight(s * 7 + 20)) * Math.sin(Math.PI * Math.min(1, Math.max(0, s))) ** 0.5;
      const t = Math.max(0.02, up);
      const step = Math.min(steps, Math.round(t * steps));
      const a = left[step] ?? [x, base];
      const b = right[step] ?? [x, base];
      scrub.push([a[0] + (b[0] - a[0]) * s, base - height * t]);
    }
    const foot: Point[] = [right[0] ?? [x, base], left[0] ?? [x, base]];
    parts.push(path(polygon([...scrub, ...foot]), { fill: paint.green, opacity: paint.detail === 2 ? 0.72 : 0.42 }));
    if (paint.detail === 2) {
      let trees = '';
      const count = Math.round(half / 5);
      for (let i = 0; i < count; i += 1) {
        const [px, py] = scrub[r.whole(1, across - 1)] ?? [x, base];
        const s = r.between(4, 9);
        trees += `M${n(px + r.between(-9, 9) - s)} ${n(py + r.between(0, height * 0.16))}a${n(s)} ${n(s)} 0 0 1 ${n(2 * s)} 0Z`;
      }
      parts.push(path(trees, { fill: shade(paint.green, -0.05), opacity: 0.8 }));
    }
  }
  return parts.join('');
}

export type RangeOptions = {
  layers?: number;
  /** Foot of the farthest and of the nearest row. */
  from?: number;
  to?: number;
  /** Height of the tallest peaks, far and near. */
  far?: number;
  near?: number;
  form?: TowerForm | 'mixed';
  /** Peaks are lower round this x, so that the eye can walk through. */
  opening?: number;
  openingWidth?: number;
  mist?: number;
  /** What the last row stands on; a pale meadow unless said otherwise. */
  plain?: string;
  seed?: string;
};

/**
 * Rows of peaks from the horizon to the middle ground, each standing in mist.
 * Colour goes from the haze to the rock and detail grows, which is what makes the depth.
 */
export function range(c: Canvas, options: RangeOptions = {}): string {
  const layers = options.layers ?? 5;
  const from = options.from ?? 430;
  const to = options.to ?? 600;
  const far = options.far ?? 150;
  const near = options.near ?? 230;
  const { colours } = c;
  const thick = c.spec.weather === 'mist' ? 1.25 : c.spec.weather === 'drizzle' ? 1.1 : 0.85;
  const parts: string[] = [];
  for (let i = 0; i < layers; i += 1) {
    const depth = layers === 1 ? 1 : i / (layers - 1);
    const r = c.random.fork(`range${options.seed ?? ''}${i}`);
    const envelope = createNoise(`${c.spec.seed}e${options.seed ?? ''}${i}`);
    const base = from + (to - from) * depth ** 1.1;
    const tall = far + (near - far) * depth;
    const rock = mix(colours.farRock, colours.nearRock, depth ** 1.25);
    const foot = mix(rock, colours.mist, 0.78 * (1 - depth * 0.35));
    const light = c.gradient(
      [
        [0, shade(rock, colours.contrast * (0.25 + depth * 0.35))],
        [0.45, rock],
        [1, foot],
      ],
      [0, base - tall, 0, base],
    );
    const dim = shade(rock, -colours.contrast * (0.25 + depth * 0.75));
    const shadow = c.gradient(
      [
        [0, dim],
        [0.5, mix(dim, rock, 0.25)],
        [1, foot],
      ],
      [0, base - tall, 0, base],
    );
    const green = mix(mix(colours.leaf[2] ?? rock, rock, 0.35), colours.mist, 0.55 * (1 - depth) + 0.1);
    const towers: Tower[] = [];
    const half = (58 + 62 * depth) * (options.form === 'tower' ? 0.92 : 1.05);
    let x = -60 + r.between(0, 60);
    while (x < SHEET.width + 80) {
      const massif = 0.68 + 0.42 * envelope(x / 330);
      let lift = 1;
      if (options.opening !== undefined) {
        const away = Math.abs(x - options.opening) / (options.openingWidth ?? 420);
        lift = Math.min(1, 0.24 + 0.76 * away ** 1.3);
      }
      const height = tall * massif * lift * r.between(0.62, 1.12);
      const pick = r.next();
      const form = !options.form || options.form === 'mixed' ? (pick < 0.62 ? 'cone' : 'tower') : options.form;
      const wide = half * r.between(0.66, 1.28) * (0.72 + 0.28 * lift);
      towers.push({ x, base, height: Math.max(26, height), half: wide, form });
      x += wide * r.between(0.62, 1.25);
    }
    towers.sort((a, b) => b.height - a.height);
    const detail = depth > 0.7 ? 2 : depth > 0.2 ? 1 : 0;
    const ink = mix(colours.ink, rock, 0.25);
    for (const one of towers) {
      parts.push(tower(c, r, one, { light, shadow, ink, detail, ...(depth > 0.3 && detail > 0 ? { green } : {}) }));
    }
    const meadow = options.plain ?? mix(mix(colours.grass[1], colours.mist, 0.42), foot, 0.3);
    const plain = i === layers - 1 ? meadow : foot;
    parts.push(rect(0, base - 1, SHEET.width, SHEET.height - base + 1, { fill: plain }));
    if (i < layers - 1) {
      parts.push(mistBand(c, base - 4, 96 + 34 * depth, Math.min(0.95, (options.mist ?? 0.72) * thick)));
    }
  }
  return parts.join('');
}

/** A handful of great towers on one side: the scale a row of equal peaks cannot give. */
export function massif(c: Canvas, options: { x: number; base: number; height: number; form?: TowerForm }): string {
  const r = c.random.fork('massif');
  const { colours } = c;
  const { height, base } = options;
  const rock = mix(colours.farRock, colours.nearRock, 0.82);
  const foot = mix(rock, colours.mist, 0.5);
  const across = (colour: string): string =>
    c.gradient(
      [
        [0, colour],
        [0.5, mix(colour, rock, 0.3)],
        [1, foot],
      ],
      [0, base - height, 0, base],
    );
  const light = across(shade(rock, colours.contrast * 0.75));
  const shadow = across(shade(rock, -colours.contrast * 0.7));
  const green = mix(colours.leaf[2] ?? rock, rock, 0.3);
  const towers: Tower[] = [];
  const count = r.whole(5, 7);
  for (let i = 0; i < count; i += 1) {
    const off = i === 0 ? 0 : r.between(-1, 1);
    const tall = i === 0 ? height : height * (1 - Math.abs(off) * 0.5) * r.between(0.55, 0.85);
    const pick = r.next();
    towers.push({
      x: options.x + off * height * 0.75,
      base: base + i * 2,
      height: tall,
      half: height * r.between(0.3, 0.4) * (0.6 + 0.4 * (tall / height)),
      form: options.form ?? (pick < 0.5 ? 'tower' : 'cone'),
    });
  }
  towers.sort((a, b) => b.height - a.height);
  return towers.map((one) => tower(c, r, one, { light, shadow, ink: colours.ink, green, detail: 2 })).join('');
}

/** Limestone blocks with a lit top, as they lie in every field of the plateau. */
export function boulders(c: Canvas, r: Random, spots: readonly Point[], size: number): string {
  let bodies = '';
  let tops = '';
  for (const [x, y] of spots) {
    const s = size * r.between(0.55, 1.25);
    const tip = r.between(-0.3, 0.3) * s;
    const tallness = r.between(0.7, 1.25) * s;
    const points: Point[] = [
      [x - s, y],
      [x - s * 0.8, y - tallness * 0.55],
      [x + tip - s * 0.25, y - tallness],
      [x + tip + s * 0.25, y - tallness * 0.92],
      [x + s * 0.75, y - tallness * 0.45],
      [x + s, y],
    ];
    bodies += polygon(points);
    const lit: Point[] = c.colours.lightFromLeft
      ? [
          points[0] ?? [x, y],
          points[1] ?? [x, y],
          points[2] ?? [x, y],
          [x + tip * 0.5, y - tallness * 0.4],
          [x - s * 0.3, y],
        ]
      : [
          points[5] ?? [x, y],
          points[4] ?? [x, y],
          points[3] ?? [x, y],
          [x + tip * 0.5, y - tallness * 0.4],
          [x + s * 0.3, y],
        ];
    tops += polygon(lit);
  }
  const stone = c.colours.lit('#7d8587');
  return path(bodies, { fill: shade(stone, -0.1) }) + path(tops, { fill: shade(stone, 0.06) });
}
