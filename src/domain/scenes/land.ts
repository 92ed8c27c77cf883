import { SHEET, type Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { createNoise } from './random.ts';
import { n, path, polygon, polyline, smooth, type Point } from './svg.ts';

export type Slope = (x: number) => number;

/** A rolling edge through the given heights (spread evenly over the sheet) with a little unrest. */
export function slope(c: Canvas, heights: readonly number[], unrest = 9, seed = ''): Slope {
  const noise = createNoise(`${c.spec.seed}s${seed}${heights.join()}`);
  const last = heights.length - 1;
  return (x) => {
    const u = Math.max(0, Math.min(0.9999, x / SHEET.width)) * last;
    const i = Math.floor(u);
    const f = u - i;
    const s = f * f * (3 - 2 * f);
    const a = heights[i] ?? 0;
    const b = heights[i + 1] ?? a;
    return a + (b - a) * s + noise(x / 130) * unrest + noise(x / 47 + 50) * unrest * 0.3;
  };
}

export function edge(line: Slope, step = 40, from = -20, to = SHEET.width + 20): Point[] {
  const points: Point[] = [];
  for (let x = from; x <= to; x += step) points.push([x, line(x)]);
  return points;
}

/** Ground below an edge, lit at the top and deeper below. */
export function hill(c: Canvas, line: Slope, top: string, bottom: string, reach = 260): string {
  const points = edge(line);
  const high = Math.min(...points.map(([, y]) => y));
  const d = `${smooth(points)}L${SHEET.width + 20} ${SHEET.height}L-20 ${SHEET.height}Z`;
  return path(d, {
    fill: c.gradient(
      [
        [0, top],
        [1, bottom],
      ],
      [0, high, 0, high + reach],
    ),
  });
}

/** Tufts and short strokes that follow a slope: the engraver's way of saying grass. */
export function grassStrokes(c: Canvas, line: Slope, depth: number, count: number, colour: string, seed = ''): string {
  const r = c.random.fork(`grass${seed}`);
  let d = '';
  for (let i = 0; i < count; i += 1) {
    const x = r.between(0, SHEET.width);
    const y = line(x) + 6 + r.next() ** 1.4 * depth;
    const s = r.between(5, 11);
    d += `M${n(x)} ${n(y)}q${n(s * 0.2)} ${n(-s * 0.7)} ${n(s * 0.5)} ${n(-s)}m${n(-s * 0.1)} ${n(s)}q${n(s * 0.4)} ${n(-s * 0.5)} ${n(s * 0.8)} ${n(-s * 0.7)}`;
  }
  return path(d, { stroke: colour, width: 2, opacity: 0.5 });
}

export type TerraceOptions = {
  /** Upper edge of the hillside, and how far down it goes. */
  top: Slope;
  bottom?: number;
  bands?: number;
  /** Width of the first step in relation to the last one. */
  crowd?: number;
  fields?: readonly string[];
  seed?: string;
  distance?: number;
};

/**
 * A hillside of paddies. Neighbouring contours share one slowly changing wave, so bands open in hollows
 * and close on spurs as they do on a real slope; single fields of other ripeness break the stripes.
 */
export function terraces(c: Canvas, options: TerraceOptions): string {
  const { colours } = c;
  const r = c.random.fork(`terraces${options.seed ?? ''}`);
  const slow = createNoise(`${c.spec.seed}a${options.seed ?? ''}`);
  const fast = createNoise(`${c.spec.seed}b${options.seed ?? ''}`);
  const bands = options.bands ?? 20;
  const bottom = options.bottom ?? SHEET.height + 30;
  const crowd = options.crowd ?? 0.24;
  const distance = options.distance ?? 0;
  const tint = (colour: string): string => mix(colour, colours.mist, distance);
  const fields = (options.fields ?? colours.field).map(tint);
  const watery = c.spec.season === 'water' && !options.fields;
  const bund = tint(colours.bund);
  const phase = r.between(0, 50);
  const at = (k: number, x: number): number => {
    const u = k / bands;
    // Steps grow towards us.
    const down = u * (crowd + (1 - crowd) * u);
    const start = options.top(x);
    const spread = 1 + 0.34 * slow(x / 300 + u * 0.8 + phase) * Math.sin(Math.PI * Math.min(1, u * 1.25));
    const ripple = (10 + 34 * u) * slow(x / 250 + u * 1.5 + phase + 9) + (2 + 9 * u) * fast(x / 74 + u * 2.6);
    return start + (bottom - start) * down * spread + ripple * Math.min(1, u * 3);
  };
  const curve = (k: number, from = -20, to = SHEET.width + 20): Point[] => {
    const points: Point[] = [];
    const step = 34;
    for (let x = from; x < to; x += step) points.push([x, at(k, x)]);
    points.push([to, at(k, to)]);
    return points;
  };
  const parts: string[] = [];
  for (let k = 0; k < bands; k += 1) {
    const upper = curve(k);
    const fill = fields[r.whole(0, fields.length - 1)] ?? bund;
    const u = k / bands;
    const lip = 1.2 + 3.2 * u;
    const d = `${smooth(upper)}L${SHEET.width + 20} ${SHEET.height + 40}L-20 ${SHEET.height + 40}Z`;
    parts.push(path(d, { fill }));
    const patches = r.whole(1, 3);
    for (let p = 0; p < patches; p += 1) {
      const from = r.between(-20, 1300);
      const to = from + r.between(130, 420);
      const a = curve(k, from, Math.min(to, SHEET.width + 20));
      const b = curve(k + 1, from, Math.min(to, SHEET.width + 20)).reverse();
      parts.push(
        path(`${polyline(a)}${polyline(b).replace('M', 'L')}Z`, {
          fill: mix(fill, r.pick(fields), 0.75),
        }),
      );
    }
    if (!watery && u > 0.3) {
      // Rows of plants: a broken line along the middle of the band.
      const middle = curve(k + 0.5);
      parts.push(
        path(smooth(middle), {
          stroke: shade(fill, -0.06),
          width: 1.4 + 2 * u,
          opacity: 0.55,
          dash: `${n(3 + 6 * u)} ${n(6 + 8 * u)}`,
        }),
      );
    }
    parts.push(
      path(smooth(upper), { stroke: bund, width: lip * 1.5 }),
      path(smooth(upper.map(([x, y]) => [x, y - lip * 0.8] as const)), {
        stroke: mix(bund, watery ? (colours.leaf[0] ?? bund) : colours.sun, watery ? 0.6 : 0.35),
        width: lip * 0.6,
        opacity: 0.8,
      }),
    );
  }
  return parts.join('');
}

/** Flat valley floor in patches between two edges, as seen from a pass. */
export function patchwork(c: Canvas, top: Slope, bottom: Slope, seed = '', rows = 6): string {
  const { colours } = c;
  const r = c.random.fork(`patch${seed}`);
  const parts: string[] = [];
  const y = (row: number, x: number): number => {
    const u = (row / rows) ** 1.7;
    return top(x) + (bottom(x) - top(x)) * u;
  };
  const choices = [...colours.field, colours.grass[0], colours.grass[1], colours.leaf[1] ?? colours.grass[2]];
  for (let row = 0; row < rows; row += 1) {
    let x = -60 + r.between(-60, 0);
    const wide = 60 + 46 * row;
    while (x < SHEET.width + 40) {
      const w = wide * r.between(0.7, 1.9);
      const lean = r.between(-0.25, 0.25) * wide * 0.5 + (x - 800) * 0.05;
      const shape: Point[] = [
        [x, y(row, x)],
        [x + w * 0.5, y(row, x + w * 0.5)],
        [x + w, y(row, x + w)],
        [x + w + lean, y(row + 1, x + w) + 2],
        [x + w * 0.5 + lean, y(row + 1, x + w * 0.5) + 2],
        [x + lean, y(row + 1, x) + 2],
      ];
      const fill = r.pick(choices);
      const far = 0.3 * (1 - row / rows);
      parts.push(
        path(polygon(shape), {
          fill: mix(fill, colours.mist, far),
          stroke: mix(colours.bund, colours.mist, far),
          width: 1 + row * 0.35,
        }),
      );
      if (row > 1 && r.chance(0.45)) {
        let d = '';
        for (let i = 1; i < 5; i += 1) {
          const s = i / 5;
          d += `M${n(x + w * s)} ${n(y(row, x + w * s) + 3)}L${n(x + w * s + lean)} ${n(y(row + 1, x + w * s) - 2)}`;
        }
        parts.push(path(d, { stroke: shade(fill, -0.08), width: 1.6, opacity: 0.4 }));
      }
      x += w;
    }
  }
  return parts.join('');
}

/** A ribbon along a line, its width given at each point: roads, paths and rivers. */
export function ribbon(points: readonly (readonly [x: number, y: number, width: number])[]): string {
  const dense: [number, number, number][] = [];
  for (let i = 0; i < points.length - 1; i += 1) {
    const [ax, ay, aw] = points[Math.max(0, i - 1)] ?? [0, 0, 0];
    const [bx, by, bw] = points[i] ?? [ax, ay, aw];
    const [cx, cy, cw] = points[i + 1] ?? [bx, by, bw];
    const [dx, dy] = points[Math.min(points.length - 1, i + 2)] ?? [cx, cy, cw];
    for (let s = 0; s < 8; s += 1) {
      const t = s / 8;
      const h = (p0: number, p1: number, p2: number, p3: number): number =>
        0.5 *
        (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t + (3 * p1 - p0 - 3 * p2 + p3) * t * t * t);
      dense.push([h(ax, bx, cx, dx), h(ay, by, cy, dy), bw + (cw - bw) * t]);
    }
  }
  const end = points[points.length - 1];
  if (end) dense.push([end[0], end[1], end[2]]);
  const left: Point[] = [];
  const right: Point[] = [];
  for (let i = 0; i < dense.length; i += 1) {
    const before = dense[Math.max(0, i - 1)] ?? [0, 0, 0];
    const after = dense[Math.min(dense.length - 1, i + 1)] ?? [0, 0, 0];
    const here = dense[i] ?? [0, 0, 0];
    const dx = after[0] - before[0];
    const dy = after[1] - before[1];
    const length = Math.hypot(dx, dy) || 1;
    // Seen from the side a level band looks thinner across the line of sight.
    const nx = (-dy / length) * here[2] * 0.5;
    const ny = (dx / length) * here[2] * 0.5 * 0.62;
    left.push([here[0] + nx, here[1] + ny]);
    right.push([here[0] - nx, here[1] - ny]);
  }
  return polygon([...left, ...right.reverse()]);
}

export type RoadPoint = readonly [x: number, y: number, width: number];

/** Asphalt-pale ribbon with a dark valley edge and white guard stones on the outside. */
export function road(c: Canvas, points: readonly RoadPoint[], distance = 0): string {
  const { colours } = c;
  const surface = colours.away('#cfc4ad', distance);
  const under = mix(colours.ink, surface, 0.35);
  const wide = points.map(([x, y, w]) => [x, y + w * 0.1, w * 1.14 + 1.6] as const);
  const parts = [path(ribbon(wide), { fill: under, opacity: 0.8 }), path(ribbon(points), { fill: surface })];
  let stones = '';
  for (let i = 0; i < points.length - 1; i += 1) {
    const [ax, ay, aw] = points[i] ?? [0, 0, 0];
    const [bx, by, bw] = points[i + 1] ?? [0, 0, 0];
    if (Math.min(aw, bw) < 11 || Math.abs(bx - ax) < Math.abs(by - ay) * 1.2) continue;
    const count = Math.floor(Math.hypot(bx - ax, by - ay) / 42);
    for (let s = 1; s < count; s += 1) {
      const t = s / count;
      const w = aw + (bw - aw) * t;
      stones += `M${n(ax + (bx - ax) * t)} ${n(ay + (by - ay) * t + w * 0.42)}v${n(-w * 0.2)}`;
    }
  }
  if (stones) parts.push(path(stones, { stroke: colours.lit('#f4efe2'), width: 4, opacity: 0.9 }));
  return parts.join('');
}

/** Zigzag up a slope: each bend is shorter and thinner than the one below. */
export function hairpins(
  c: Canvas,
  options: {
    bottom: readonly [number, number];
    top: readonly [number, number];
    bends: number;
    width: number;
    sway: number;
  },
): RoadPoint[] {
  const r = c.random.fork('hairpins');
  const points: RoadPoint[] = [];
  const { bends } = options;
  for (let i = 0; i <= bends; i += 1) {
    const u = 1 - (1 - i / bends) ** 1.55;
    const near = 1 - u;
    const side = i % 2 ? 1 : -1;
    const x =
      options.bottom[0] +
      (options.top[0] - options.bottom[0]) * u +
      side * options.sway * (0.1 + near ** 1.15) * r.between(0.86, 1.14);
    const y = options.bottom[1] + (options.top[1] - options.bottom[1]) * u;
    const w = 2.4 + options.width * near ** 1.25;
    const gap = (options.bottom[1] - options.top[1]) / bends;
    // Three points a bend keep the turn round instead of pointed.
    points.push(
      [x - side * w * 0.5, y + gap * 0.24 * near, w],
      [x + side * w * 0.5, y, w * 0.98],
      [x - side * w * 0.4, y - gap * 0.26 * near, w * 0.94],
    );
  }
  return points;
}

/** Water with bank shadow, pale glints along the stream and a little sky in it. */
export function river(c: Canvas, points: readonly RoadPoint[], colour: string): string {
  const { colours } = c;
  const body = ribbon(points);
  const parts = [
    path(ribbon(points.map(([x, y, w]) => [x, y - w * 0.04, w * 1.08 + 4] as const)), { fill: shade(colour, -0.13) }),
    path(body, { fill: colour }),
  ];
  const r = c.random.fork('river');
  let glints = '';
  for (const [x, y, w] of points) {
    for (let i = 0; i < 3; i += 1) {
      const length = w * r.between(0.1, 0.28);
      glints += `M${n(x + r.between(-0.32, 0.2) * w)} ${n(y + r.between(-0.25, 0.25) * w)}h${n(length)}`;
    }
  }
  parts.push(path(glints, { stroke: mix(colour, colours.sky[2], 0.6), width: 2.6, opacity: 0.75 }));
  return parts.join('');
}

/** Dry stone wall: two uneven courses of blocks along an edge. */
export function stoneWall(c: Canvas, from: Point, to: Point, height: number, seed = ''): string {
  const r = c.random.fork(`wall${seed}`);
  const stone = c.colours.lit('#8b8f8d');
  const tones = [stone, shade(stone, -0.06), shade(stone, 0.05), mix(stone, c.colours.lit('#a39a86'), 0.5)];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const groups = tones.map(() => '');
  const courses = height > 34 ? 3 : 2;
  const course = height / courses;
  for (let row = 0; row < courses; row += 1) {
    let s = row % 2 ? -course * 0.5 : 0;
    while (s < length) {
      const w = course * r.between(0.9, 1.9);
      const t = Math.max(0, s) / length;
      const x = from[0] + (to[0] - from[0]) * t;
      const y = from[1] + (to[1] - from[1]) * t - row * course;
      const h = course * r.between(0.86, 1.1);
      const tone = r.whole(0, tones.length - 1);
      groups[tone] += polygon([
        [x, y],
        [x + w * 0.04, y - h * 0.8],
        [x + w * 0.24, y - h],
        [x + w * 0.8, y - h * 0.96],
        [x + w * 0.95, y - h * 0.7],
        [x + w * 0.96, y],
      ]);
      s += w;
    }
  }
  const under = polygon([
    [from[0] - 2, from[1] + 3],
    [to[0] + 2, to[1] + 3],
    [to[0] + 2, to[1] - height * 0.9],
    [from[0] - 2, from[1] - height * 0.9],
  ]);
  return (
    path(under, { fill: shade(stone, -0.2) }) + groups.map((d, i) => path(d, { fill: tones[i] ?? stone })).join('')
  );
}

/** A field in flower: stems as a tint, heads as dots that grow towards us. */
export function flowerField(
  c: Canvas,
  top: Slope,
  bottom: number,
  heads: readonly string[],
  count: number,
  seed = '',
): string {
  const r = c.random.fork(`flowers${seed}`);
  const groups = heads.map(() => '');
  for (let i = 0; i < count; i += 1) {
    const u = r.next() ** 0.8;
    const x = r.between(-10, SHEET.width + 10);
    const start = top(x);
    const y = start + (bottom - start) * u;
    if (y < start + 2) continue;
    const s = 2 + 6.5 * u ** 1.4;
    const which = i % heads.length;
    groups[which] +=
      `M${n(x - s)} ${n(y)}a${n(s)} ${n(s * 0.8)} 0 1 1 ${n(2 * s)} 0a${n(s)} ${n(s * 0.8)} 0 1 1 ${n(-2 * s)} 0`;
  }
  return groups.map((d, i) => path(d, { fill: heads[i] ?? '#ffffff' })).join('');
}
