import type { Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import type { Random } from './random.ts';
import { circle, n, path, polygon, smooth, type Point } from './svg.ts';

/** Round-headed tree: a trunk and a crown in two tones, with a few ink leaves. Origin at the foot. */
export function tree(c: Canvas, r: Random, x: number, y: number, size: number, leaf?: string): string {
  const colour = leaf ?? r.pick(c.colours.leaf);
  const crown: Point[] = [];
  const lobes = r.whole(7, 9);
  const cx = x + r.between(-0.08, 0.08) * size;
  const cy = y - size * 0.66;
  for (let i = 0; i < lobes; i += 1) {
    const a = (i / lobes) * Math.PI * 2;
    const rad = size * r.between(0.3, 0.42);
    crown.push([cx + Math.cos(a) * rad * 1.02, cy + Math.sin(a) * rad * 0.9]);
  }
  const left = c.colours.lightFromLeft;
  const lit = crown.map(
    ([px, py]) => [cx + (px - cx) * 0.66 + (left ? -1 : 1) * size * 0.09, cy + (py - cy) * 0.62 - size * 0.08] as const,
  );
  let leaves = '';
  if (size > 50) {
    for (let i = 0; i < 9; i += 1) {
      const a = r.between(0, 6.28);
      const d = size * r.between(0.05, 0.3);
      leaves += `M${n(cx + Math.cos(a) * d)} ${n(cy + Math.sin(a) * d)}q${n(size * 0.03)} ${n(-size * 0.04)} ${n(size * 0.07)} 0`;
    }
  }
  return (
    path(`M${n(x - size * 0.035)} ${n(y)}L${n(cx)} ${n(cy)}L${n(x + size * 0.045)} ${n(y)}Z`, {
      fill: shade(c.colours.wood, -0.05),
    }) +
    path(smooth(crown, true), { fill: shade(colour, -0.07) }) +
    path(smooth(lit, true), { fill: shade(colour, 0.03) }) +
    (leaves ? path(leaves, { stroke: shade(colour, -0.14), width: 1.8, opacity: 0.6 }) : '')
  );
}

/** Sa mộc, the tall straight conifer of the plateau; wider and rougher as a pine. */
export function conifer(c: Canvas, r: Random, x: number, y: number, size: number, slim = true): string {
  const colour = mix(r.pick(c.colours.leaf.slice(1)), c.colours.lit('#2f5a4c'), 0.6);
  const half = size * (slim ? 0.15 : 0.25);
  const tiers = Math.max(4, Math.round(size / 22));
  const left: Point[] = [];
  const right: Point[] = [];
  for (let i = 0; i <= tiers; i += 1) {
    const t = i / tiers;
    const w = half * (1 - t) ** 0.8 * r.between(0.85, 1.15);
    const yy = y - size * (0.12 + 0.86 * t);
    left.push([x - w, yy], [x - w * 0.55, yy - (size / tiers) * 0.42]);
    right.push([x + w, yy], [x + w * 0.55, yy - (size / tiers) * 0.42]);
  }
  const tip: Point = [x, y - size];
  const lightSide = c.colours.lightFromLeft ? left : right;
  return (
    path(`M${n(x)} ${n(y)}V${n(y - size * 0.3)}`, {
      stroke: shade(c.colours.wood, -0.04),
      width: Math.max(1.4, size * 0.035),
    }) +
    path(polygon([...left, tip, ...[...right].reverse()]), { fill: shade(colour, -0.05) }) +
    path(polygon([...lightSide, tip, [x, y - size * 0.12]]), { fill: shade(colour, 0.04) })
  );
}

/** Old fruit tree: crooked limbs and loose clouds of blossom. */
export function blossomTree(
  c: Canvas,
  r: Random,
  x: number,
  y: number,
  size: number,
  petals: readonly string[],
): string {
  const limbs: string[] = [];
  const tips: Point[] = [];
  const grow = (px: number, py: number, angle: number, length: number, level: number): void => {
    const ex = px + Math.cos(angle) * length;
    const ey = py + Math.sin(angle) * length;
    const bend = r.between(-0.18, 0.18) * length;
    limbs.push(
      path(`M${n(px)} ${n(py)}Q${n((px + ex) / 2 + bend)} ${n((py + ey) / 2)} ${n(ex)} ${n(ey)}`, {
        stroke: mix(c.colours.wood, c.colours.ink, 0.5),
        width: Math.max(1.4, size * 0.05 * 0.62 ** level),
      }),
    );
    tips.push([ex, ey]);
    if (level >= 3) return;
    const forks = level === 0 ? 3 : 2;
    for (let i = 0; i < forks; i += 1) {
      const spread = (i / Math.max(1, forks - 1) - 0.5) * 1.5 + r.between(-0.2, 0.2);
      grow(ex, ey, angle + spread, length * r.between(0.62, 0.8), level + 1);
    }
  };
  grow(x, y, -Math.PI / 2 + r.between(-0.2, 0.2), size * 0.32, 0);
  const groups = petals.map(() => '');
  for (const [tx, ty] of tips.slice(1)) {
    const many = r.whole(4, 7);
    for (let i = 0; i < many; i += 1) {
      const a = r.between(0, 6.28);
      const d = size * r.between(0, 0.11);
      const s = size * r.between(0.014, 0.034);
      const px = tx + Math.cos(a) * d;
      const py = ty + Math.sin(a) * d;
      groups[i % petals.length] +=
        `M${n(px - s)} ${n(py)}a${n(s)} ${n(s)} 0 1 1 ${n(2 * s)} 0a${n(s)} ${n(s)} 0 1 1 ${n(-2 * s)} 0`;
    }
  }
  return limbs.join('') + groups.map((d, i) => path(d, { fill: petals[i] ?? '#ffffff' })).join('');
}

/** Bamboo: leaning canes with narrow leaves. */
export function bamboo(c: Canvas, r: Random, x: number, y: number, size: number): string {
  let canes = '';
  let leaves = '';
  for (let i = 0; i < 8; i += 1) {
    const lean = (i - 3.5) * size * 0.085 + r.between(-6, 6);
    const tall = size * r.between(0.75, 1.05);
    const tx = x + lean * 1.7;
    const ty = y - tall;
    canes += `M${n(x + lean * 0.25)} ${n(y)}Q${n(x + lean * 0.6)} ${n(y - tall * 0.6)} ${n(tx + lean * 0.4)} ${n(ty + Math.abs(lean) * 0.35)}`;
    for (let k = 0; k < 10; k += 1) {
      const t = r.between(0.35, 1);
      const px = x + lean * (0.25 + 1.7 * t * t);
      const py = y - tall * t + Math.abs(lean) * 0.3 * t;
      const s = size * r.between(0.07, 0.12);
      const dir = r.chance(0.5) ? 1 : -1;
      leaves += `M${n(px)} ${n(py)}q${n(dir * s * 0.7)} ${n(-s * 0.25)} ${n(dir * s)} ${n(s * 0.45)}q${n(-dir * s * 0.7)} ${n(0)} ${n(-dir * s)} ${n(-s * 0.45)}Z`;
    }
  }
  const green = c.colours.leaf[1] ?? c.colours.grass[1];
  return (
    path(canes, { stroke: shade(green, 0.04), width: Math.max(1.6, size * 0.016) }) +
    path(leaves, { fill: shade(green, -0.04) })
  );
}

/** Fan palm of the low valleys, whose leaves roof the Tày houses. */
export function palm(c: Canvas, r: Random, x: number, y: number, size: number): string {
  const sway = r.between(-0.1, 0.1) * size;
  const green = mix(c.colours.leaf[1] ?? c.colours.grass[1], c.colours.lit('#4d7f4f'), 0.4);
  let fans = '';
  const tx = x + sway;
  const ty = y - size * 0.72;
  for (let i = 0; i < 9; i += 1) {
    const a = -Math.PI * (0.02 + (i / 8) * 0.96) + r.between(-0.1, 0.1);
    const l = size * r.between(0.26, 0.36);
    const ex = tx + Math.cos(a) * l;
    const ey = ty + Math.sin(a) * l * 0.85 + l * 0.16;
    const px = -Math.sin(a) * l * 0.2;
    const py = Math.cos(a) * l * 0.2;
    fans += `M${n(tx)} ${n(ty)}L${n(ex + px)} ${n(ey + py)}L${n(ex * 1 + Math.cos(a) * l * 0.14)} ${n(ey + Math.sin(a) * l * 0.14)}L${n(ex - px)} ${n(ey - py)}Z`;
  }
  return (
    path(`M${n(x)} ${n(y)}Q${n(x + sway * 0.3)} ${n(y - size * 0.4)} ${n(tx)} ${n(ty)}`, {
      stroke: c.colours.wood,
      width: size * 0.035,
    }) + path(fans, { fill: green, stroke: shade(green, -0.1), width: 1 })
  );
}

/** Red cotton tree: level limbs, no leaves, heavy red flowers. */
export function bombax(c: Canvas, r: Random, x: number, y: number, size: number): string {
  const bark = mix(c.colours.wood, c.colours.lit('#9b9186'), 0.55);
  let limbs = `M${n(x)} ${n(y)}C${n(x - size * 0.03)} ${n(y - size * 0.4)} ${n(x + size * 0.03)} ${n(y - size * 0.7)} ${n(x)} ${n(y - size)}`;
  let flowers = '';
  for (let i = 0; i < 9; i += 1) {
    const t = 0.4 + i * 0.065;
    const dir = i % 2 ? 1 : -1;
    const l = size * (0.52 - t * 0.34) * r.between(0.85, 1.15);
    const py = y - size * t;
    limbs += `M${n(x)} ${n(py)}q${n(dir * l * 0.5)} ${n(-l * 0.02)} ${n(dir * l)} ${n(-l * 0.34)}m${n(-dir * l * 0.45)} ${n(l * 0.22)}q${n(dir * l * 0.2)} ${n(-l * 0.05)} ${n(dir * l * 0.25)} ${n(-l * 0.3)}`;
    for (let k = 0; k < 5; k += 1) {
      const s = size * r.between(0.016, 0.026);
      const u = r.between(0.35, 1.02);
      const fx = x + dir * l * u;
      const fy = py - l * 0.34 * u * u - s + r.between(-s, s);
      flowers += `M${n(fx - s)} ${n(fy)}q${n(s)} ${n(s * 1.5)} ${n(2 * s)} 0q${n(-s * 0.4)} ${n(-s * 1.1)} ${n(-s)} ${n(-s * 0.4)}q${n(-s * 0.6)} ${n(-s * 0.7)} ${n(-s)} ${n(s * 0.4)}Z`;
    }
  }
  return (
    path(limbs, { stroke: bark, width: Math.max(2, size * 0.025) }) + path(flowers, { fill: c.colours.lit('#c8392f') })
  );
}

/** Many small crowns along an edge: wood seen from across the valley. */
export function treeline(c: Canvas, r: Random, points: readonly Point[], size: number, distance = 0): string {
  let dark = '';
  let light = '';
  for (const [x, y] of points) {
    const s = size * r.between(0.6, 1.25);
    dark += `M${n(x - s)} ${n(y + s * 0.4)}a${n(s)} ${n(s * r.between(0.85, 1.15))} 0 0 1 ${n(2 * s)} 0Z`;
    const o = (c.colours.lightFromLeft ? -0.3 : 0.3) * s;
    light += `M${n(x - s * 0.55 + o)} ${n(y)}a${n(s * 0.55)} ${n(s * 0.55)} 0 0 1 ${n(1.1 * s)} 0Z`;
  }
  const colour = mix(c.colours.leaf[2] ?? c.colours.grass[2], c.colours.mist, distance);
  return path(dark, { fill: shade(colour, -0.05) }) + path(light, { fill: shade(colour, 0.04) });
}

/** Maize between the stones: arching leaves from one stalk. */
export function maize(c: Canvas, r: Random, x: number, y: number, size: number): string {
  let d = `M${n(x)} ${n(y)}V${n(y - size)}`;
  for (let i = 0; i < 6; i += 1) {
    const dir = i % 2 ? 1 : -1;
    const py = y - size * (0.2 + i * 0.13);
    const l = size * r.between(0.26, 0.4);
    d += `M${n(x)} ${n(py)}q${n(dir * l * 0.5)} ${n(-l * 0.7)} ${n(dir * l)} ${n(l * 0.12)}`;
  }
  return path(d, { stroke: c.colours.leaf[1] ?? c.colours.grass[1], width: Math.max(1.6, size * 0.045) });
}

/** A branch that leans into the picture from a corner: near, dark, and so the view looks far. */
export function framingBranch(c: Canvas, fromLeft: boolean, petals: readonly string[]): string {
  const r = c.random.fork('branch');
  const dir = fromLeft ? 1 : -1;
  const ox = fromLeft ? -20 : 1620;
  const oy = r.between(10, 60);
  const bark = mix(c.colours.wood, c.colours.ink, 0.6);
  let d = '';
  const tips: Point[] = [];
  const twig = (x: number, y: number, angle: number, length: number, width: number): void => {
    const ex = x + dir * Math.cos(angle) * length;
    const ey = y + Math.sin(angle) * length;
    d += `M${n(x)} ${n(y)}Q${n((x + ex) / 2)} ${n((y + ey) / 2 - length * 0.12)} ${n(ex)} ${n(ey)}`;
    for (let i = 1; i <= 6; i += 1)
      tips.push([x + ((ex - x) * i) / 6, y + ((ey - y) * i) / 6 - length * 0.06 * Math.sin((i / 6) * 3.1)]);
    if (width > 1) {
      const forks = r.whole(2, 3);
      for (let i = 0; i < forks; i += 1) {
        const t = r.between(0.3, 0.95);
        twig(
          x + (ex - x) * t,
          y + (ey - y) * t - length * 0.05,
          angle + r.between(-0.6, 0.75),
          length * r.between(0.35, 0.55),
          width - 1,
        );
      }
    }
  };
  twig(ox, oy, r.between(0.14, 0.3), r.between(380, 480), 3);
  const groups = petals.map(() => '');
  tips.forEach(([x, y]) => {
    const many = r.whole(1, 3);
    for (let i = 0; i < many; i += 1) {
      const s = r.between(4, 8.5);
      const px = x + r.between(-12, 12);
      const py = y + r.between(-12, 12);
      groups[r.whole(0, petals.length - 1)] +=
        `M${n(px - s)} ${n(py)}a${n(s)} ${n(s * 0.86)} 0 1 1 ${n(2 * s)} 0a${n(s)} ${n(s * 0.86)} 0 1 1 ${n(-2 * s)} 0`;
    }
  });
  return path(d, { stroke: bark, width: 6 }) + groups.map((g, i) => path(g, { fill: petals[i] ?? '#ffffff' })).join('');
}

/** Grass, flowers and stones along the lower edge, darker than the rest. */
export function foreground(c: Canvas, y: number, options: { flowers?: readonly string[]; seed?: string } = {}): string {
  const r = c.random.fork(`fore${options.seed ?? ''}`);
  const points: Point[] = [];
  for (let x = -40; x <= 1640; x += 80) {
    // Higher at the sides, so the middle stays open.
    const rise = ((x - 800) / 800) ** 2 * 46;
    points.push([x, y - rise + r.between(-10, 10)]);
  }
  const ground = mix(c.colours.grass[2], c.colours.ink, 0.42);
  let blades = '';
  for (let i = 0; i < 120; i += 1) {
    const x = r.between(-10, 1610);
    const gy = y - ((x - 800) / 800) ** 2 * 46 + 14;
    const s = r.between(18, 46);
    const lean = r.between(-0.5, 0.5) * s;
    blades += `M${n(x - 3)} ${n(gy)}q${n(lean * 0.2)} ${n(-s * 0.6)} ${n(lean)} ${n(-s)}q${n(-lean * 0.4 + 3)} ${n(s * 0.5)} ${n(6 - lean)} ${n(s)}Z`;
  }
  const parts = [
    path(blades, { fill: shade(ground, 0.03) }),
    path(`${smooth(points)}L1640 920L-40 920Z`, { fill: ground }),
  ];
  const heads = options.flowers ?? [];
  if (heads.length > 0) {
    let stems = '';
    const clusters: string[] = [];
    for (let i = 0; i < 46; i += 1) {
      const x = r.chance(0.5) ? r.between(0, 620) : r.between(980, 1600);
      const gy = y - ((x - 800) / 800) ** 2 * 46 + 10;
      const s = r.between(34, 88);
      const lean = r.between(-12, 12);
      stems += `M${n(x)} ${n(gy)}q0 ${n(-s * 0.6)} ${n(lean)} ${n(-s)}`;
      const fill = r.pick(heads);
      for (let k = 0; k < 5; k += 1) {
        clusters.push(
          circle(x + lean + r.between(-8, 8), gy - s + r.between(-8, 8), r.between(3, 5.4), {
            fill: k % 2 ? fill : shade(fill, 0.06),
          }),
        );
      }
    }
    parts.push(path(stems, { stroke: mix(ground, c.colours.lit('#a2463f'), 0.4), width: 2.2 }), ...clusters);
  }
  return parts.join('');
}
