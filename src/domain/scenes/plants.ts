import type { Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import type { Random } from './random.ts';
import { n, path, polygon, smooth, type Point } from './svg.ts';

/** Outline of a leafy mass: a ring of small bows, so that it has neither the look of a ball nor of a cloud. */
function leafMass(r: Random, x: number, y: number, rx: number, ry: number): string {
  const bows = Math.max(7, Math.round((rx + ry) / 7));
  const points: Point[] = [];
  for (let i = 0; i < bows; i += 1) {
    const a = (i / bows) * Math.PI * 2;
    const k = r.between(0.86, 1.12);
    points.push([x + Math.cos(a) * rx * k, y + Math.sin(a) * ry * k]);
  }
  let d = '';
  points.forEach(([px, py], i) => {
    const [qx, qy] = points[(i + 1) % bows] ?? [px, py];
    const reach = (Math.hypot(qx - px, qy - py) * 0.62).toFixed(1);
    d += i === 0 ? `M${n(px)} ${n(py)}` : '';
    d += `A${reach} ${reach} 0 0 1 ${n(qx)} ${n(qy)}`;
  });
  return `${d}Z`;
}

/** Broad-leaved tree: forked trunk and three or four leafy masses, each lit on the sun's side. Origin at the foot. */
export function tree(c: Canvas, r: Random, x: number, y: number, size: number, leaf?: string): string {
  const colour = leaf ?? r.pick(c.colours.leaf);
  const sun = c.colours.lightFromLeft ? -1 : 1;
  const masses: [number, number, number, number][] = [
    [x + r.between(-0.06, 0.06) * size, y - size * 0.74, size * 0.3, size * 0.24],
    [x - size * r.between(0.16, 0.24), y - size * r.between(0.5, 0.58), size * 0.24, size * 0.17],
    [x + size * r.between(0.16, 0.24), y - size * r.between(0.5, 0.6), size * 0.23, size * 0.17],
  ];
  if (size > 120) masses.push([x + r.between(-0.1, 0.1) * size, y - size * 0.48, size * 0.2, size * 0.12]);
  const bark = shade(c.colours.wood, -0.04);
  const t = size * 0.034;
  const trunk = `M${n(x - t)} ${n(y)}Q${n(x - t * 0.5)} ${n(y - size * 0.3)} ${n(x - size * 0.16)} ${n(y - size * 0.52)}L${n(x)} ${n(y - size * 0.4)}L${n(x + size * 0.16)} ${n(y - size * 0.54)}Q${n(x + t * 0.7)} ${n(y - size * 0.3)} ${n(x + t * 1.3)} ${n(y)}Z`;
  let dark = '';
  let light = '';
  let spark = '';
  for (const [mx, my, rx, ry] of masses) {
    dark += leafMass(r, mx, my, rx, ry);
    light += leafMass(r, mx + sun * rx * 0.2, my - ry * 0.22, rx * 0.66, ry * 0.6);
    spark += leafMass(r, mx + sun * rx * 0.34, my - ry * 0.42, rx * 0.3, ry * 0.26);
  }
  return (
    path(trunk, { fill: bark }) +
    path(dark, { fill: shade(colour, -0.075) }) +
    path(light, { fill: shade(colour, 0.01) }) +
    path(spark, { fill: shade(colour, 0.06) })
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

/** Red cotton tree: a tall mast, limbs that leave it level and turn up, no leaves, heavy red flowers. */
export function bombax(c: Canvas, r: Random, x: number, y: number, size: number): string {
  const bark = mix(c.colours.wood, c.colours.lit('#8f8579'), 0.5);
  const parts = [
    path(
      `M${n(x - size * 0.034)} ${n(y)}Q${n(x - size * 0.012)} ${n(y - size * 0.1)} ${n(x - size * 0.014)} ${n(y - size * 0.5)}L${n(x)} ${n(y - size)}L${n(x + size * 0.014)} ${n(y - size * 0.5)}Q${n(x + size * 0.012)} ${n(y - size * 0.1)} ${n(x + size * 0.04)} ${n(y)}Z`,
      { fill: bark },
    ),
  ];
  let flowers = '';
  let glow = '';
  const bloom = (fx: number, fy: number): void => {
    const s = size * r.between(0.013, 0.024);
    flowers += `M${n(fx - s)} ${n(fy)}a${n(s)} ${n(s * 0.85)} 0 1 1 ${n(2 * s)} 0a${n(s)} ${n(s * 0.85)} 0 1 1 ${n(-2 * s)} 0`;
    glow += `M${n(fx - s * 0.5)} ${n(fy - s * 0.3)}h${n(s * 0.7)}`;
  };
  for (let i = 0; i < 11; i += 1) {
    const t = 0.42 + i * 0.052;
    const dir = i % 2 ? 1 : -1;
    const l = size * (0.6 - t * 0.46) * r.between(0.8, 1.2);
    const py = y - size * t;
    const rise = l * r.between(0.42, 0.7);
    const width = Math.max(1.6, size * 0.014 * (1.3 - t));
    let d = `M${n(x)} ${n(py)}C${n(x + dir * l * 0.5)} ${n(py - l * 0.02)} ${n(x + dir * l * 0.86)} ${n(py - rise * 0.2)} ${n(x + dir * l)} ${n(py - rise)}`;
    for (let k = 1; k <= 4; k += 1) {
      const u = 0.3 + k * 0.16;
      const bx = x + dir * l * u * 1.06;
      const by = py - rise * u ** 2.4;
      const twig = l * r.between(0.14, 0.26);
      d += `M${n(bx)} ${n(by)}q${n(dir * twig * 0.3)} ${n(-twig * 0.3)} ${n(dir * twig * 0.35)} ${n(-twig)}`;
      bloom(bx + dir * twig * 0.35, by - twig);
      bloom(bx + r.between(-0.4, 0.4) * twig, by - twig * r.between(0.1, 0.6));
    }
    bloom(x + dir * l, py - rise);
    parts.push(path(d, { stroke: bark, width }));
  }
  const red = c.colours.lit('#c63a2e');
  parts.push(path(flowers, { fill: red }), path(glow, { stroke: shade(red, 0.12), width: 2 }));
  return parts.join('');
}

/** Many small crowns along an edge: wood seen from across the valley. */
export function treeline(c: Canvas, r: Random, points: readonly Point[], size: number, distance = 0): string {
  let dark = '';
  let light = '';
  for (const [x, y] of points) {
    const s = size * r.between(0.55, 1.2);
    const k = r.between(0.5, 0.8) * s;
    dark += `M${n(x - s)} ${n(y + s * 0.4)}a${n(k)} ${n(k)} 0 0 1 ${n(s * 0.7)} ${n(-s * 0.55)}a${n(k)} ${n(k)} 0 0 1 ${n(s * 0.9)} ${n(s * 0.08)}a${n(k * 0.8)} ${n(k * 0.8)} 0 0 1 ${n(s * 0.5)} ${n(s * 0.47)}Z`;
    const o = (c.colours.lightFromLeft ? -0.34 : 0.16) * s;
    light += `M${n(x - s * 0.4 + o)} ${n(y - s * 0.08)}a${n(s * 0.45)} ${n(s * 0.42)} 0 0 1 ${n(0.8 * s)} 0Z`;
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

export type ForegroundOptions = {
  flowers?: readonly string[];
  /** Where the tall growth stands; without it only short grass. */
  side?: 'left' | 'right' | 'both';
};

/** Grass and flowers along the lower edge, taller towards the sides and darker than the rest. */
export function foreground(c: Canvas, y: number, options: ForegroundOptions = {}): string {
  const r = c.random.fork('fore');
  const heads = options.flowers ?? [];
  const side = options.side ?? (heads.length > 0 ? 'both' : undefined);
  const rise = (x: number): number => {
    const u = (x - 800) / 800;
    const wanted = side === 'left' ? Math.max(0, -u) : side === 'right' ? Math.max(0, u) : Math.abs(u);
    return wanted ** 2 * 50;
  };
  const points: Point[] = [];
  for (let x = -40; x <= 1640; x += 80) points.push([x, y - rise(x) + r.between(-8, 8)]);
  const ground = mix(c.colours.grass[2], c.colours.ink, 0.42);
  let blades = '';
  for (let i = 0; i < 130; i += 1) {
    const x = r.between(-10, 1610);
    const gy = y - rise(x) + 14;
    const s = r.between(14, 34) + rise(x) * r.between(0.2, 1.6);
    const lean = r.between(-0.5, 0.5) * s;
    blades += `M${n(x - 3)} ${n(gy)}q${n(lean * 0.2)} ${n(-s * 0.6)} ${n(lean)} ${n(-s)}q${n(-lean * 0.4 + 3)} ${n(s * 0.5)} ${n(6 - lean)} ${n(s)}Z`;
  }
  const parts = [
    path(blades, { fill: shade(ground, 0.03) }),
    path(`${smooth(points)}L1640 920L-40 920Z`, { fill: ground }),
  ];
  if (heads.length === 0 || !side) return parts.join('');
  let stems = '';
  let leaves = '';
  const groups = heads.map(() => '');
  for (let i = 0; i < 44; i += 1) {
    // Thick at the edge of the sheet, thin inwards; nothing before the subject.
    const inward = r.next() ** 1.7 * 560;
    const left = side === 'left' || (side === 'both' && i % 2 === 0);
    const x = left ? inward - 10 : 1610 - inward;
    const gy = y - rise(x) + 12;
    const s = r.between(46, 90) + (1 - inward / 560) * r.between(20, 120);
    const lean = r.between(-16, 16);
    stems += `M${n(x)} ${n(gy)}q${n(-lean * 0.4)} ${n(-s * 0.6)} ${n(lean)} ${n(-s)}`;
    for (let k = 0; k < 2; k += 1) {
      const ly = gy - s * r.between(0.25, 0.7);
      const w = r.between(9, 17) * (k ? 1 : -1);
      leaves += `M${n(x)} ${n(ly)}q${n(w * 0.5)} ${n(-9)} ${n(w)} ${n(-3)}q${n(-w * 0.3)} ${n(9)} ${n(-w)} 3Z`;
    }
    const which = r.whole(0, heads.length - 1);
    for (let k = 0; k < 6; k += 1) {
      const size = r.between(3, 6.2);
      const px = x + lean + r.between(-11, 11);
      const py = gy - s + r.between(-12, 9);
      groups[which] +=
        `M${n(px - size)} ${n(py)}a${n(size)} ${n(size * 0.9)} 0 1 1 ${n(2 * size)} 0a${n(size)} ${n(size * 0.9)} 0 1 1 ${n(-2 * size)} 0`;
    }
  }
  parts.push(
    path(stems, { stroke: mix(ground, c.colours.lit('#a2463f'), 0.35), width: 2.4 }),
    path(leaves, { fill: shade(ground, 0.07) }),
    ...groups.map((d, i) => path(d, { fill: heads[i] ?? '#ffffff' })),
  );
  return parts.join('');
}
