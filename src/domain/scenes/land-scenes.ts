import {
  borderGate,
  borderStone,
  bridge,
  earthHouse,
  farHouse,
  flagTower,
  hamlet,
  kilometreStone,
  memorial,
  pagoda,
  ruin,
  stoneGate,
  townRows,
} from './buildings.ts';
import { SHEET, type Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import {
  edge,
  flowerField,
  hairpins,
  hill,
  patchwork,
  ribbon,
  river,
  road,
  slope,
  stoneWall,
  terraces,
  type RoadPoint,
} from './land.ts';
import { boat, buffalo, bus, car, motorbike, person, smoke } from './people.ts';
import { bombax, conifer, foreground, framingBranch, tree, treeline } from './plants.ts';
import { createNoise, type Random } from './random.ts';
import { boulders, range, tower } from './rock.ts';
import { backdrop, greenHill, meadow, nearGround, petals, yardTree } from './settings.ts';
import { mistBand, sky } from './sky.ts';
import { circle, ellipse, n, path, polygon, rect, type Point } from './svg.ts';

export type Composition = (c: Canvas) => string;

/** Green-blue of the Nho Quế under this light. */
function jade(c: Canvas): string {
  return c.colours.lit(c.spec.season === 'summer' ? '#5f9f86' : '#3fa294');
}

/** Mountain road: bends climb from the lower edge to a saddle between peaks. */
export const pass: Composition = (c) => {
  const r = c.random.fork('pass');
  const side = r.chance(0.5) ? 1 : -1;
  const saddle = 800 + side * r.between(140, 260);
  const high = r.between(400, 470);
  const line = slope(c, side > 0 ? [700, 640, 560, high, high - 30, 520] : [520, high - 30, high, 560, 640, 700], 12);
  const bends = r.whole(7, 9);
  const way = hairpins(c, {
    bottom: [800 - side * 160, 890],
    top: [saddle, line(saddle) + 4],
    bends,
    width: 50,
    sway: r.between(380, 470),
  });
  c.focus = { x: saddle - side * 120, y: 600 };
  const lower = way[3] ?? [800, 760, 30];
  const upper = way[9] ?? [800, 600, 12];
  return [
    backdrop(c, { opening: saddle + side * 200, openingWidth: 560 }),
    greenHill(c, slope(c, side > 0 ? [500, 540, 590, 600, 560, 470] : [470, 560, 600, 590, 540, 500], 12), {
      tone: 2,
      trees: 60,
      size: 10,
      distance: 0.34,
    }),
    greenHill(c, line, { tone: 1, trees: 90, size: 11, distance: 0.12, seed: 'p' }),
    boulders(c, r, scatter(c, 26, line, 30, 320), 17),
    road(c, way, 0.05),
    motorbike(c, lower[0], lower[1] + 2, 0.3 + lower[2] * 0.014, { flip: r.chance(0.5), pillion: r.chance(0.5) }),
    motorbike(c, upper[0], upper[1] + 1, 0.14 + upper[2] * 0.012, { flip: r.chance(0.5) }),
    r.chance(0.4) ? kilometreStone(c, 800 + side * 460, 850, 1.05) : '',
    boulders(c, r, scatter(c, 9, slope(c, [800, 815, 800], 5), 0, 90), 26),
    nearGround(c, 880),
  ].join('');
};

function scatter(c: Canvas, count: number, line: (x: number) => number, from: number, to: number): Point[] {
  const r = c.random.fork(`scatter${count}${from}`);
  const spots: Point[] = [];
  for (let i = 0; i < count; i += 1) {
    const x = r.between(0, SHEET.width);
    spots.push([x, line(x) + r.between(from, to)]);
  }
  return spots.sort((a, b) => a[1] - b[1]);
}

/** Shrubs in the cracks: low, in groups, and closer to the colour of the rock than to a meadow. */
function cliffScrub(c: Canvas, r: Random, spots: readonly Point[], rock: string): string {
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
function cliff(
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
function abyss(c: Canvas): string {
  return mix(mix(c.colours.nearRock, c.colours.leaf[2] ?? c.colours.nearRock, 0.45), c.colours.mist, 0.42);
}

/** Mã Pí Lèng: the road cut into the left wall, the river a thread far below. */
export const gorge: Composition = (c) => {
  const r = c.random.fork('gorge');
  c.focus = { x: 760, y: 520 };
  const water: RoadPoint[] = [
    [850, 574, 8],
    [880, 606, 15],
    [850, 650, 28],
    [905, 715, 44],
    [835, 790, 68],
    [860, 930, 110],
  ];
  const way: RoadPoint[] = [
    [-30, 700, 62],
    [150, 640, 44],
    [300, 612, 32],
    [420, 560, 23],
    [470, 512, 17],
    [560, 486, 13],
    [628, 440, 9],
    [600, 405, 7],
    [660, 372, 5],
  ];
  return [
    sky(c),
    range(c, {
      layers: 4,
      from: 400,
      to: 540,
      far: 170,
      near: 260,
      form: 'tower',
      opening: 860,
      openingWidth: 560,
      plain: abyss(c),
    }),
    cliff(c, false, [60, 330, 420, 560, 620, 690, 740], { near: 0.62, seed: 'far' }),
    cliff(c, true, [120, 480, 600, 640, 730, 780, 800], { near: 0.72, seed: 'mid' }),
    mistBand(c, 560, 120, 0.55),
    greenHill(c, slope(c, [560, 600, 650, 700, 720, 690, 620, 560], 10), {
      tone: 2,
      trees: 60,
      size: 9,
      distance: 0.56,
    }),
    river(c, water, jade(c)),
    mistBand(c, 596, 76, 0.75),
    cliff(c, false, [0, 90, 190, 300, 420, 560, 640], { near: 0.86, seed: 'right' }),
    cliff(c, true, [0, 330, 560, 640, 650, 690, 740], { near: 0.92, seed: 'left' }),
    road(c, way, 0.02),
    motorbike(c, 246, 612, 0.62, { pillion: true }),
    motorbike(c, 516, 492, 0.26, {}),
    mistBand(c, 700, 100, 0.18),
    boulders(
      c,
      r,
      [
        [1180, 880],
        [1260, 874],
        [1420, 880],
      ],
      40,
    ),
    person(c, r, 1300, 858, 1.15, { dress: 'trousers', flip: true }),
    person(c, r, 1344, 862, 1.1, { dress: 'skirt', basket: false, flip: true }),
    nearGround(c, 878),
  ].join('');
};

/** Tu Sản: between the walls, sky a slot, water all the floor. */
export const canyon: Composition = (c) => {
  const r = c.random.fork('canyon');
  const middle = 800 + r.between(-60, 60);
  c.focus = { x: middle, y: 620 };
  const shore = 690;
  const green = jade(c);
  let reflections = '';
  for (let i = 0; i < 46; i += 1) {
    const y = shore + 14 + r.next() ** 1.3 * 190;
    const w = r.between(30, 150) * (0.4 + (y - shore) / 200);
    reflections += `M${n(r.between(60, 1480))} ${n(y)}h${n(w)}`;
  }
  return [
    sky(c, { sunX: middle + 60, sunY: 180, clouds: 2 }),
    range(c, {
      layers: 3,
      from: 520,
      to: 640,
      far: 260,
      near: 330,
      form: 'tower',
      opening: middle,
      openingWidth: 360,
      mist: 0.9,
      plain: abyss(c),
    }),
    cliff(c, true, [480, 590, 610, 660, 690, 706], { near: 0.5, seed: 'a', foot: shore }),
    cliff(c, false, [430, 540, 590, 600, 690, 700], { near: 0.55, seed: 'b', foot: shore }),
    mistBand(c, shore - 30, 110, 0.7),
    cliff(c, true, [330, 400, 460, 450, 520, 540], { near: 0.74, seed: 'c', foot: shore + 14 }),
    cliff(c, false, [300, 420, 430, 500, 510, 560], { near: 0.78, seed: 'd', foot: shore + 10 }),
    rect(0, shore, SHEET.width, SHEET.height - shore, {
      fill: c.gradient(
        [
          [0, mix(green, c.colours.mist, 0.5)],
          [0.35, green],
          [1, shade(green, -0.14)],
        ],
        [0, shore, 0, SHEET.height],
      ),
    }),
    rect(0, shore, SHEET.width, 60, {
      fill: c.gradient(
        [
          [0, mix(green, c.colours.sky[2], 0.75), 0.75],
          [1, green, 0],
        ],
        [0, shore, 0, shore + 60],
      ),
    }),
    path(reflections, { stroke: mix(green, c.colours.mist, 0.45), width: 3, opacity: 0.6 }),
    cliff(c, true, [120, 200, 260, 250, 300, 330], { near: 1, seed: 'e', foot: shore + 86 }),
    cliff(c, false, [60, 190, 200, 280, 260, 330], { near: 1, seed: 'f', foot: shore + 70 }),
    boat(c, r, middle + 40, 768, 1.15),
    boat(c, r, middle - 120, 716, 0.42, true),
  ].join('');
};

/** A river that winds between farmed slopes, seen from half way up. */
export const riverValley: Composition = (c) => {
  const r = c.random.fork('river');
  c.focus = { x: 800, y: 640 };
  const flip = r.chance(0.5) ? 1 : -1;
  const mx = (x: number): number => 800 + flip * (x - 800);
  const green = c.has('jade') ? jade(c) : c.colours.lit('#6fa5a0');
  const water: RoadPoint[] = [
    [mx(900), 548, 14],
    [mx(760), 584, 26],
    [mx(980), 628, 46],
    [mx(1010), 680, 72],
    [mx(690), 736, 104],
    [mx(640), 800, 140],
    [mx(900), 930, 210],
  ];
  const left = slope(c, flip > 0 ? [470, 560, 640, 700, 720, 740] : [440, 520, 560, 640, 720, 760], 10, 'l');
  return [
    backdrop(c, { opening: mx(880), openingWidth: 480, form: 'tower', near: 300 }),
    greenHill(c, slope(c, [500, 560, 590, 560, 520, 470], 8), { tone: 2, trees: 70, size: 9, distance: 0.35 }),
    terraces(c, { top: left, bands: 13, distance: 0.1, bottom: 960 }),
    river(c, water, green),
    c.has('pier')
      ? path(
          `M${n(mx(560))} 788l150 -14 8 12 -148 16ZM${n(mx(580))} 800v34M${n(mx(640))} 794v34M${n(mx(690))} 788v34`,
          { fill: c.colours.lit('#b08a60'), stroke: c.colours.wood, width: 5 },
        )
      : '',
    c.has('bombax') ? bombax(c, r, mx(1180), 810, 380) + bombax(c, r, mx(330), 690, 200) : '',
    boat(c, r, mx(830), 728, 0.62, flip < 0),
    boat(c, r, mx(700), 836, 1.05, flip > 0),
    hamlet(c, r, { x: mx(1230), y: 640, spread: 110, rise: 40, count: 5, size: 34 }),
    nearGround(c, 884),
  ].join('');
};

export const gorgeBridge: Composition = (c) => {
  const r = c.random.fork('bridge');
  c.focus = { x: 800, y: 560 };
  return [
    sky(c),
    range(c, {
      layers: 4,
      from: 430,
      to: 560,
      far: 190,
      near: 290,
      form: 'tower',
      opening: 800,
      openingWidth: 480,
      plain: abyss(c),
    }),
    cliff(c, true, [60, 210, 330, 380, 440, 520], { near: 0.75, seed: 'l' }),
    cliff(c, false, [90, 250, 300, 380, 450, 500], { near: 0.8, seed: 'r' }),
    path('M700 600Q800 588 900 600Q960 680 1010 740Q1120 820 1180 920H430Q480 820 590 740Q650 680 700 600Z', {
      fill: c.gradient(
        [
          [0, mix(jade(c), c.colours.mist, 0.55)],
          [0.4, jade(c)],
          [1, shade(jade(c), -0.13)],
        ],
        [0, 590, 0, 900],
      ),
    }),
    path('M690 690h90M840 716h110M620 760h120M880 800h150M560 846h190M800 870h160', {
      stroke: mix(jade(c), c.colours.mist, 0.6),
      width: 3,
      opacity: 0.6,
    }),
    mistBand(c, 600, 80, 0.7),
    boat(c, r, 830, 812, 1),
    bridge(c, [360, 590], [1250, 590], 80),
    motorbike(c, 690, 586, 0.5, { pillion: true }),
    nearGround(c, 884),
  ].join('');
};

export const lake: Composition = (c) => {
  const r = c.random.fork('lake');
  c.focus = { x: 800, y: 560 };
  const shore = 600;
  const tone = mix(c.colours.sky[1], c.colours.lit('#4f8f93'), 0.45);
  let lines = '';
  for (let i = 0; i < 60; i += 1) {
    const y = shore + 12 + r.next() ** 1.4 * 240;
    lines += `M${n(r.between(-20, 1560))} ${n(y)}h${n(r.between(30, 160))}`;
  }
  c.definitions.push(`<clipPath id="water"><path d="M-20 ${shore}H1620V920H-20Z"/></clipPath>`);
  const mirrored = range(c, { layers: 2, from: shore - 6, to: shore, far: 120, near: 190, seed: 'm' });
  const wood = edge(slope(c, [596, 590, 600, 594, 588], 5), 16).map(([x, y]) => [x, y] as const);
  return [
    backdrop(c, { to: 560 }),
    range(c, { layers: 1, from: shore, to: shore, near: 190, seed: 'near' }),
    treeline(c, r, wood, 15, 0.12),
    rect(0, shore, SHEET.width, 300, {
      fill: c.gradient(
        [
          [0, mix(tone, c.colours.mist, 0.35)],
          [1, shade(tone, -0.1)],
        ],
        [0, shore, 0, 900],
      ),
    }),
    `<g clip-path="url(#water)"><g transform="translate(0 ${2 * shore}) scale(1 -1)" opacity="0.22">${mirrored}</g></g>`,
    rect(0, shore + 130, SHEET.width, 170, {
      fill: c.gradient(
        [
          [0, tone, 0],
          [1, shade(tone, -0.1), 0.95],
        ],
        [0, shore + 60, 0, 900],
      ),
    }),
    path(lines, { stroke: mix(c.colours.mist, '#ffffff', 0.4), width: 2.6, opacity: 0.5 }),
    path('M980 742Q1060 776 1160 742Q1150 762 1120 764H1020Q990 760 980 742Z', { fill: c.colours.lit('#6b4a35') }),
    person(c, r, 1066, 746, 0.85, { sitting: true }),
    path('M1100 742L1190 690', { stroke: c.colours.wood, width: 4 }),
    foreground(c, 868, { flowers: petals(c) }),
    tree(c, r, 130, 880, 330),
    tree(c, r, 300, 890, 200),
  ].join('');
};

export const waterfall: Composition = (c) => {
  const r = c.random.fork('fall');
  const x = r.chance(0.5) ? 700 : 900;
  c.focus = { x, y: 520 };
  const white = mix(c.colours.mist, '#ffffff', c.colours.dark ? 0.25 : 0.75);
  const pool = c.colours.lit('#5aa097');
  let streaks = '';
  for (let i = 0; i < 26; i += 1) {
    const y = r.between(280, 620);
    const sx = x + r.between(-1, 1) * (20 + (y - 260) * 0.13);
    streaks += `M${n(sx)} ${n(y)}q${n(r.between(-6, 6))} 30 ${n(r.between(-3, 3))} ${n(r.between(40, 110))}`;
  }
  const foam: string[] = [];
  for (let i = 0; i < 18; i += 1)
    foam.push(
      circle(x + r.between(-130, 130), 704 + r.between(-12, 14), r.between(10, 26), { fill: white, opacity: 0.65 }),
    );
  return [
    sky(c, { clouds: 3 }),
    range(c, { layers: 3, from: 200, to: 250, far: 120, near: 130, opening: x, openingWidth: 520 }),
    greenHill(c, slope(c, [180, 200, 236, 200, 180], 8), { tone: 2, trees: 130, size: 15, distance: 0.12 }),
    cliff(c, true, [x - 210, x - 60, x - 52, x - 78, x - 92, x - 130], { near: 0.78, seed: 'l', foot: 720, head: 190 }),
    cliff(c, false, [1390 - x, 1544 - x, 1548 - x, 1520 - x, 1506 - x, 1450 - x], {
      near: 0.84,
      seed: 'r',
      foot: 720,
      head: 170,
    }),
    path(
      `M${x - 34} 262Q${x} 248 ${x + 30} 260L${x + 40} 330Q${x + 70} 350 ${x + 62} 430L${x + 88} 474L${x + 96} 712H${x - 104}L${x - 90} 520L${x - 66} 480L${x - 58} 360Q${x - 36} 330 ${x - 34} 262Z`,
      {
        fill: c.gradient(
          [
            [0, mix(white, pool, 0.25)],
            [1, white],
          ],
          [0, 200, 0, 700],
        ),
      },
    ),
    path(streaks, { stroke: mix(pool, white, 0.45), width: 5, opacity: 0.7 }),
    path('M-20 712Q400 690 800 700T1620 708V920H-20Z', {
      fill: c.gradient(
        [
          [0, mix(pool, white, 0.35)],
          [1, shade(pool, -0.14)],
        ],
        [0, 700, 0, 900],
      ),
    }),
    ...foam,
    path(`M${x - 300} 740h120M${x + 90} 756h180M${x - 160} 790h220M${x + 210} 812h170M${x - 420} 826h150`, {
      stroke: white,
      width: 3.4,
      opacity: 0.55,
    }),
    boulders(
      c,
      r,
      [
        [x - 290, 742],
        [x + 250, 738],
        [x + 330, 766],
        [x - 400, 790],
        [x + 460, 812],
      ],
      46,
    ),
    person(c, r, x + 330, 728, 0.85, { dress: 'trousers' }),
    person(c, r, x + 366, 734, 0.8, { dress: 'skirt' }),
    tree(c, r, x < 800 ? 1420 : 150, 872, 300),
    foreground(c, 876, { flowers: petals(c) }),
  ].join('');
};

/** From inside the rock: a dark frame with hanging stone, the bright valley beyond. */
export const cave: Composition = (c) => {
  const r = c.random.fork('cave');
  c.focus = { x: 800, y: 520 };
  const dark = mix(c.colours.ink, '#1c1a26', 0.45);
  const warm = c.colours.dark ? '#e0a866' : '#c9a27a';
  const rim = (grow: number, unrest: number, seed: string): Point[] => {
    const noise = createNoise(`${c.spec.seed}${seed}`);
    const points: Point[] = [];
    for (let i = 0; i <= 44; i += 1) {
      const a = Math.PI * (1 + i / 44);
      const wobble = 1 + noise(i * 0.55) * unrest;
      points.push([800 + Math.cos(a) * (470 + grow) * wobble, 720 + Math.sin(a) * (460 + grow) * wobble]);
    }
    return points;
  };
  const frame = (points: Point[], fill: string): string =>
    path(`M-20 -20H1620V920H-20ZM${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}L${n(1270)} 900L330 900Z`, {
      fill,
    }).replace('<path', '<path fill-rule="evenodd"');
  let stone = '';
  for (let i = 0; i < 30; i += 1) {
    const x = r.between(260, 1340);
    const u = (x - 800) / 560;
    const y = 720 - Math.sqrt(Math.max(0, 1 - u * u)) * 500 - 30;
    const h = r.between(40, 190) * (0.5 + Math.abs(u));
    const w = r.between(9, 22);
    stone += `M${n(x - w)} ${n(y - 40)}Q${n(x - w * 0.3)} ${n(y + h * 0.4)} ${n(x)} ${n(y + h)}Q${n(x + w * 0.3)} ${n(y + h * 0.4)} ${n(x + w)} ${n(y - 40)}Z`;
  }
  let floor = '';
  for (let i = 0; i < 14; i += 1) {
    const x = r.between(120, 1480);
    const h = r.between(30, 120) * (0.4 + Math.abs(x - 800) / 800);
    const w = r.between(12, 30);
    floor += `M${n(x - w)} 880Q${n(x - w * 0.4)} ${n(860 - h * 0.5)} ${n(x)} ${n(850 - h)}Q${n(x + w * 0.4)} ${n(860 - h * 0.5)} ${n(x + w)} 880Z`;
  }
  return [
    backdrop(c, { from: 470, to: 640, opening: 800, openingWidth: 700 }),
    meadow(c, slope(c, [690, 670, 680, 690], 8), 1),
    hamlet(c, r, { x: 700, y: 710, spread: 120, rise: 30, count: 4, size: 34 }),
    frame(rim(0, 0.04, 'i'), mix(warm, dark, 0.45)),
    frame(rim(46, 0.06, 'j'), mix(warm, dark, 0.68)),
    path(stone, { fill: mix(warm, dark, 0.55) }),
    frame(rim(130, 0.07, 'k'), mix(warm, dark, 0.86)),
    path('M-20 920V830Q300 780 560 838T1060 836T1620 826V920Z', { fill: mix(warm, dark, 0.82) }),
    path(floor, { fill: mix(warm, dark, 0.66) }),
    person(c, r, 860, 852, 1.15, { dress: 'trousers', basket: true }),
    person(c, r, 790, 848, 1.05, { dress: 'trousers', flip: true }),
  ].join('');
};

/** A summit above a sea of cloud. */
export const peak: Composition = (c) => {
  const r = c.random.fork('peak');
  const x = r.between(640, 960);
  c.focus = { x, y: 460 };
  const rock = c.colours.nearRock;
  const rng = r.fork('t');
  const tops: string[] = [];
  for (const [dx, h, w] of [
    [-470, 300, 330],
    [480, 340, 340],
    [60, 560, 400],
    [-230, 380, 300],
    [270, 400, 280],
    [-60, 290, 260],
    [130, 240, 230],
  ] as const) {
    tops.push(
      tower(
        c,
        rng,
        { x: x + dx, base: 760, height: h, half: w, form: 'cone' },
        {
          light: c.gradient(
            [
              [0, shade(rock, 0.06)],
              [1, mix(rock, c.colours.mist, 0.55)],
            ],
            [0, 760 - h, 0, 760],
          ),
          shadow: c.gradient(
            [
              [0, shade(rock, -0.07)],
              [1, mix(rock, c.colours.mist, 0.5)],
            ],
            [0, 760 - h, 0, 760],
          ),
          ink: c.colours.ink,
          green: mix(c.colours.leaf[2] ?? rock, rock, 0.3),
          detail: 2,
        },
      ),
    );
  }
  const wood: Point[] = [];
  const front = slope(c, [760, 800, 830, 810, 770], 10);
  for (let i = 0; i < 26; i += 1) {
    const px = r.between(0, 1600);
    wood.push([px, front(px) + r.between(0, 60)]);
  }
  wood.sort((a, b) => a[1] - b[1]);
  return [
    sky(c, { clouds: 4 }),
    range(c, { layers: 3, from: 520, to: 640, far: 110, near: 150, form: 'cone' }),
    ...tops,
    mistBand(c, 700, 220, 1),
    mistBand(c, 640, 90, 0.6),
    hill(c, front, shade(c.colours.grass[2], 0.02), shade(c.colours.grass[2], -0.1)),
    ...wood.map(([px, py]) => conifer(c, r, px, py, r.between(70, 150), r.chance(0.4))),
    ...(c.has('trek') || r.chance(0.6)
      ? [
          person(c, r, 800, 846, 0.9, { dress: 'trousers', basket: true }),
          person(c, r, 850, 850, 0.95, { basket: true }),
        ]
      : []),
    nearGround(c, 886),
  ].join('');
};

/** Straight trunks on a slope with light between them. */
export const pines: Composition = (c) => {
  const r = c.random.fork('pines');
  c.focus = { x: 800, y: 560 };
  const line = slope(c, [560, 600, 620, 590, 540], 10, 'a');
  const near = slope(c, [700, 740, 770, 730, 690], 8, 'b');
  const rows: string[] = [];
  for (const [row, from, size] of [
    [0, line, 110],
    [1, slope(c, [620, 660, 690, 650, 610], 6), 170],
    [2, near, 250],
  ] as const) {
    const spots: Point[] = [];
    for (let i = 0; i < 17 - row * 3; i += 1) {
      const x = r.between(-20, 1620);
      if (row > 0 && Math.abs(x - 800) < 190 * row) continue;
      spots.push([x, from(x) + r.between(0, 40)]);
    }
    spots.sort((a, b) => a[1] - b[1]);
    rows.push(hill(c, from, mix(c.colours.grass[1], c.colours.mist, 0.4 - row * 0.18), c.colours.grass[2]));
    rows.push(...spots.map(([x, y]) => conifer(c, r, x, y, size * r.between(0.8, 1.2), false)));
    if (row < 2) rows.push(mistBand(c, 640 + row * 70, 90, 0.4));
  }
  return [
    backdrop(c, { to: 560 }),
    ...rows,
    road(
      c,
      [
        [820, 690, 8],
        [760, 720, 20],
        [850, 770, 40],
        [780, 840, 72],
        [820, 930, 120],
      ],
      0,
    ),
    motorbike(c, 836, 770, 0.7, { pillion: true }),
    nearGround(c, 880),
  ].join('');
};

/** Paddies on a hillside, on a great spur, or round the bowl of a valley: the reason people come in May and September. */
export const terraceHill: Composition = (c) => {
  const r = c.random.fork('terr');
  const flip = r.chance(0.5);
  const mirrored = (heights: readonly number[]): readonly number[] => (flip ? [...heights].reverse() : heights);
  const layout = r.whole(0, 2);
  const shapes = [
    { far: [600, 580, 540, 500, 520], top: [470, 500, 560, 600, 650, 690], house: 470 },
    { far: [640, 620, 560, 470, 430], top: [360, 390, 470, 590, 690, 740, 760], house: 560 },
    { far: [480, 560, 610, 560, 480], top: [520, 600, 690, 730, 700, 620, 540], house: 330 },
  ];
  const shape = shapes[layout] ?? shapes[0];
  if (!shape) return '';
  const far = slope(c, mirrored(shape.far), 8, 'far');
  const top = slope(c, mirrored(shape.top), 10, 'top');
  const mx = (x: number): number => (flip ? 1600 - x : x);
  const hx = mx(shape.house);
  c.focus = { x: mx(640), y: 620 };
  const ridge: Point[] = [];
  const clumps: Point[] = [];
  for (let i = 0; i < 30; i += 1) {
    const x = r.between(0, 1600);
    ridge.push([x, top(x) + r.between(-3, 6)]);
  }
  for (let i = 0; i < 4; i += 1) {
    const x = r.between(80, 1520);
    const y = top(x) + r.between(90, 190);
    for (let k = 0; k < 6; k += 1) clumps.push([x + r.between(-38, 38), y + r.between(-9, 12)]);
  }
  clumps.sort((a, b) => a[1] - b[1]);
  const below = (x: number, deep: number): number => top(x) + deep;
  return [
    backdrop(c, {
      form: c.spec.ground === 'plateau' ? 'mixed' : 'cone',
      to: 560,
      opening: mx(layout === 1 ? 1150 : 800),
      openingWidth: 760,
    }),
    terraces(c, { top: far, bands: 12, bottom: 780, distance: 0.42, seed: 'far', crowd: 0.5 }),
    layout === 2 ? hamlet(c, r, { x: 800, y: 690, spread: 120, rise: 30, count: 5, size: 34, distance: 0.25 }) : '',
    mistBand(c, layout === 2 ? 690 : 650, 120, 0.6),
    terraces(c, { top, bands: layout === 1 ? 26 : 20, seed: 'near' }),
    treeline(c, r, ridge, 13, 0.1),
    treeline(c, r, clumps, 15, 0.04),
    smoke(c, hx + 6, below(hx, 40), 90),
    hamlet(c, r, { x: hx, y: below(hx, 92), spread: 120, rise: 46, count: r.whole(4, 7), size: 48 }),
    yardTree(c, r, hx + 150, below(hx + 150, 96), 100),
    yardTree(c, r, hx - 150, below(hx - 150, 90), 80),
    person(c, r, mx(1010), 800, 0.95, { basket: true, dress: 'skirt' }),
    person(c, r, mx(1064), 806, 0.98, { basket: true }),
    r.chance(0.5) ? buffalo(c, mx(860), 826, 0.8, flip) : '',
    nearGround(c, 886),
  ].join('');
};

/** A fork of mountain roads with a kilometre stone. */
export const junction: Composition = (c) => {
  const r = c.random.fork('junction');
  const flip = r.chance(0.5) ? 1 : -1;
  const mx = (x: number): number => 800 + flip * (x - 800);
  c.focus = { x: mx(760), y: 660 };
  const line = slope(c, flip > 0 ? [600, 590, 610, 560, 520] : [520, 560, 610, 590, 600], 10);
  const vehicle = r.next();
  return [
    backdrop(c, { opening: mx(900), openingWidth: 520 }),
    greenHill(c, line, { tone: 1, trees: 50, size: 13, distance: 0.15 }),
    terraces(c, { top: slope(c, [690, 700, 680, 690], 6, 't'), bands: 8, bottom: 900, distance: 0.05, seed: 'j' }),
    road(
      c,
      [
        [mx(560), line(mx(560)) + 8, 6],
        [mx(640), 640, 14],
        [mx(560), 680, 26],
        [mx(700), 740, 46],
      ],
      0.05,
    ),
    road(
      c,
      [
        [mx(1260), line(mx(1260)) + 6, 6],
        [mx(1120), 610, 12],
        [mx(1180), 660, 22],
        [mx(900), 730, 46],
        [mx(720), 790, 80],
        [mx(640), 960, 190],
      ],
      0.02,
    ),
    vehicle < 0.4
      ? bus(c, mx(880), 748, 0.62, flip < 0)
      : vehicle < 0.7
        ? car(c, mx(880), 748, 0.75, flip < 0)
        : motorbike(c, mx(880), 748, 0.85, { flip: flip < 0, pillion: true }),
    farHouse(c, r, mx(1240), 690, 78),
    farHouse(c, r, mx(1360), 706, 92),
    yardTree(c, r, mx(1120), 710, 110),
    kilometreStone(c, mx(400), 838, 1.15),
    nearGround(c, 884),
  ].join('');
};

/** The bowl of a valley from above: patchwork floor, scattered farms, a winding road. */
export const valleyView: Composition = (c) => {
  const r = c.random.fork('valley');
  const x = r.between(560, 1040);
  c.focus = { x, y: 620 };
  const top = slope(c, [590, 600, 604, 600, 590], 4, 'v');
  const low = slope(c, [800, 830, 850, 830, 800], 8, 'w');
  return [
    backdrop(c, { near: 250 }),
    patchwork(c, top, low, '', 7),
    treeline(c, r, scatter(c, 24, top, -4, 18), 10, 0.25),
    road(
      c,
      [
        [x + 420, 606, 3],
        [x + 180, 630, 6],
        [x + 290, 664, 10],
        [x - 40, 700, 16],
        [x + 60, 752, 26],
        [x - 250, 820, 40],
      ],
      0.06,
    ),
    hamlet(c, r, { x: x - 160, y: 690, spread: 150, rise: 50, count: 9, size: 38, distance: 0.08 }),
    hamlet(c, r, { x: x + 330, y: 720, spread: 80, rise: 30, count: 4, size: 44, distance: 0.04 }),
    smoke(c, x - 150, 660, 80),
    boulders(c, r, scatter(c, 7, slope(c, [850, 870, 850], 4), 0, 40), 30),
    ...(c.has('look-out') || r.chance(0.5)
      ? [person(c, r, x + 150, 866, 1.2, { dress: 'trousers' }), person(c, r, x + 196, 868, 1.15, { dress: 'skirt' })]
      : []),
    c.has('branch') || c.spec.season === 'spring' ? framingBranch(c, r.chance(0.5), petals(c)) : '',
    nearGround(c, 884),
  ].join('');
};

/** Quản Bạ's twin hills: two even domes among fields. */
export const twinHills: Composition = (c) => {
  const r = c.random.fork('twin');
  c.focus = { x: 800, y: 560 };
  const top = slope(c, [570, 574, 570, 574], 3, 'q');
  const low = slope(c, [850, 866, 850], 6, 'p');
  const green = mix(c.colours.grass[1], c.colours.leaf[2] ?? c.colours.grass[2], 0.4);
  const dome = (x: number, base: number, h: number, w: number): string =>
    ellipse(x, base, w * 1.1, 13, { fill: c.colours.ink, opacity: 0.14 }) +
    tower(
      c,
      r.fork(`d${x}`),
      { x, base, height: h, half: w, form: 'dome' },
      { light: shade(green, 0.06), shadow: shade(green, -0.05), ink: c.colours.ink, detail: 1 },
    ) +
    treeline(
      c,
      r,
      Array.from({ length: 18 }, () => [x + r.between(-0.9, 0.9) * w, base - r.between(0, 16)] as const),
      9,
      0.1,
    ) +
    treeline(
      c,
      r,
      Array.from({ length: 16 }, () => [x + r.between(-0.6, 0.6) * w, base - r.between(20, h * 0.7)] as const),
      7,
      0.12,
    );
  return [
    backdrop(c, { near: 230, to: 560, opening: 800, openingWidth: 900 }),
    patchwork(c, top, low, '', 8),
    dome(690, 680, 190, 138),
    dome(958, 690, 186, 136),
    townRows(c, r, { from: 1140, to: 1500, y: 690, size: 36, rows: 3, distance: 0.15 }),
    hamlet(c, r, { x: 360, y: 720, spread: 160, rise: 50, count: 8, size: 40 }),
    road(
      c,
      [
        [1080, 590, 3],
        [1130, 640, 6],
        [1080, 720, 14],
        [1230, 780, 26],
        [1500, 860, 50],
      ],
      0.05,
    ),
    boulders(c, r, scatter(c, 6, slope(c, [860, 874, 860], 4), 0, 30), 30),
    nearGround(c, 884),
  ].join('');
};

/** Lũng Cú: the hill like a dragon's head, its stair, the tower and the flag. */
export const flagHill: Composition = (c) => {
  const r = c.random.fork('flag');
  c.focus = { x: 800, y: 470 };
  const green = mix(c.colours.grass[1], c.colours.leaf[1] ?? c.colours.grass[1], 0.5);
  const knoll = slope(c, [760, 720, 640, 500, 420, 415, 510, 650, 730, 770], 5, 'k');
  const trees: Point[] = [];
  for (let i = 0; i < 120; i += 1) {
    const x = r.between(260, 1360);
    const y = knoll(x) + r.between(4, 210);
    if (y < 730 && Math.abs(x - 800 - (y - 420) * 0.16) > 26) trees.push([x, y]);
  }
  trees.sort((a, b) => a[1] - b[1]);
  return [
    backdrop(c, { near: 230, to: 600 }),
    greenHill(c, slope(c, [610, 600, 630, 640, 600, 580], 8), { tone: 1, distance: 0.35, trees: 40, size: 9 }),
    hill(c, knoll, shade(green, 0.04), shade(green, -0.08)),
    treeline(c, r, trees, 14, 0.06),
    path(
      ribbon([
        [800, 426, 10],
        [815, 500, 13],
        [812, 580, 18],
        [850, 680, 26],
        [850, 750, 36],
      ]),
      { fill: c.colours.lit('#d8cfba') },
    ),
    flagTower(c, 800, 428, 0.94, r.chance(0.5) ? 1 : -1),
    terraces(c, { top: slope(c, [700, 740, 760, 750, 730, 700], 6, 'low'), bands: 9, bottom: 960 }),
    hamlet(c, r, { x: 380, y: 770, spread: 190, rise: 50, count: 9, size: 58 }),
    hamlet(c, r, { x: 1260, y: 780, spread: 160, rise: 40, count: 6, size: 56 }),
    yardTree(c, r, 610, 800, 110),
    nearGround(c, 886),
  ].join('');
};

/** Wide town in its bowl of rock: rows that rise at the sides, trees between them, a stream or fields before. */
export const town: Composition = (c) => {
  const r = c.random.fork('town');
  const low = c.spec.ground === 'lowland';
  const stream = c.has('river') || low || r.chance(0.35);
  const size = r.between(74, 104);
  const lift = r.between(-24, 26);
  c.focus = { x: r.between(660, 940), y: 640 };
  const shore = slope(c, [600 + lift, 640 + lift, 648 + lift, 636 + lift, 596 + lift], 5, 'sh');
  const knoll = r.chance(0.45);
  const kx = c.focus.x > 800 ? r.between(320, 520) : r.between(1080, 1280);
  const hillTop = slope(
    c,
    kx < 800 ? [610, 560, 470, 560, 620, 620, 620, 620, 620] : [620, 620, 620, 620, 620, 560, 470, 560, 610],
    5,
    'kn',
  );
  return [
    backdrop(c, low ? { near: 180 } : { near: 290 }),
    greenHill(c, slope(c, [556, 590, 604, 590, 550], 8), { tone: 2, trees: 70, size: 10, distance: 0.32 }),
    knoll ? greenHill(c, hillTop, { tone: 2, trees: 120, size: 11, distance: 0.2, seed: 'kn' }) : '',
    greenHill(c, shore, { tone: 1, trees: 30, size: 10, distance: 0.2, seed: 'b' }),
    townRows(c, r, { from: -40, to: 1640, y: 770 + lift, size, rows: 5, distance: 0.06, bowl: r.between(30, 70) }),
    stream
      ? path('M-20 806Q400 776 800 798T1620 786V920H-20Z', {
          fill: c.gradient(
            [
              [0, mix(c.colours.lit('#6fa5a0'), c.colours.sky[2], 0.4)],
              [1, c.colours.lit('#4f8790')],
            ],
            [0, 780, 0, 900],
          ),
        }) +
        path('M120 826h160M420 846h200M760 824h180M1040 850h240M1360 826h140', {
          stroke: mix(c.colours.mist, '#ffffff', 0.3),
          width: 3,
          opacity: 0.6,
        }) +
        (r.chance(0.5) ? bridge(c, [1060, 800], [1460, 800], 46) : '')
      : terraces(c, { top: slope(c, [770, 796, 800, 790, 764], 4, 'f'), bands: 6, bottom: 940 }),
    treeline(c, r, scatter(c, 44, slope(c, [780, 800, 800, 796, 780], 3), -6, 8), 18, 0.02),
    yardTree(c, r, r.between(60, 260), 850, r.between(150, 230)),
    nearGround(c, 888),
  ].join('');
};

/** Km 0: the stone, the road, the town behind. */
export const milestone: Composition = (c) => {
  const r = c.random.fork('km');
  c.focus = { x: 620, y: 640 };
  return [
    backdrop(c, { near: 220, opening: 980, openingWidth: 600 }),
    greenHill(c, slope(c, [600, 610, 590, 560, 540], 8), { tone: 1, trees: 50, size: 12 }),
    townRows(c, r, { from: 60, to: 700, y: 690, size: 62, rows: 3, distance: 0.14 }),
    meadow(c, slope(c, [700, 704, 700, 690], 4), 1),
    road(
      c,
      [
        [1100, 566, 4],
        [1010, 600, 9],
        [1090, 640, 17],
        [960, 690, 34],
        [1060, 760, 70],
        [1010, 930, 190],
      ],
      0.02,
    ),
    motorbike(c, 1000, 690, 0.72, { pillion: true, flip: true }),
    motorbike(c, 1074, 772, 1.15, { pillion: true }),
    kilometreStone(c, 590, 836, 3.1),
    path(`M420 846H760L780 866H400Z`, { fill: c.colours.lit('#b9b1a0') }),
    yardTree(c, r, 250, 850, 260),
    nearGround(c, 884),
  ].join('');
};

export const borderMarker: Composition = (c) => {
  const r = c.random.fork('border');
  c.focus = { x: 860, y: 600 };
  return [
    backdrop(c, { near: 290, form: 'mixed' }),
    greenHill(c, slope(c, [600, 620, 580, 560, 600], 10), { tone: 1, trees: 44, size: 11 }),
    meadow(c, slope(c, [720, 700, 720, 740, 700], 8), 1),
    boulders(c, r, scatter(c, 18, slope(c, [740, 720, 740], 8), 0, 110), 26),
    borderStone(c, 860, 800, 1.9),
    person(c, r, 640, 808, 1.35, { dress: 'trousers' }),
    conifer(c, r, 1240, 790, 260),
    conifer(c, r, 1330, 810, 320),
    nearGround(c, 882),
  ].join('');
};

export const borderCrossing: Composition = (c) => {
  const r = c.random.fork('gate');
  c.focus = { x: 800, y: 560 };
  return [
    backdrop(c, { near: 250, opening: 800, openingWidth: 700 }),
    greenHill(c, slope(c, [560, 590, 610, 590, 560], 8), { tone: 2, trees: 70, size: 12, distance: 0.2 }),
    meadow(c, slope(c, [720, 716, 720, 716], 3), 1),
    borderGate(c, 800, 730, 1.55),
    road(
      c,
      [
        [760, 730, 130],
        [750, 790, 210],
        [740, 930, 420],
      ],
      0,
    ),
    bus(c, 1010, 800, 0.9, true),
    person(c, r, 520, 796, 1.1, { basket: true }),
    person(c, r, 480, 802, 1.1, { basket: true, dress: 'skirt' }),
    tree(c, r, 240, 830, 240),
    tree(c, r, 1410, 830, 260),
    nearGround(c, 886),
  ].join('');
};

export const templeHill: Composition = (c) => {
  const r = c.random.fork('pagoda');
  c.focus = { x: 780, y: 600 };
  return [
    backdrop(c, { near: 220 }),
    greenHill(c, slope(c, [590, 560, 520, 540, 580, 600], 8), { tone: 2, trees: 110, size: 15, distance: 0.15 }),
    meadow(c, slope(c, [730, 710, 700, 710, 730], 5), 1),
    tree(c, r, 470, 730, 230),
    tree(c, r, 1100, 730, 260),
    pagoda(c, 780, 742, 1.5),
    path(
      ribbon([
        [780, 744, 70],
        [790, 800, 100],
        [760, 930, 190],
      ]),
      { fill: c.colours.lit('#cfc4ad') },
    ),
    stoneWall(c, [340, 812], [650, 806], 32, 'a'),
    stoneWall(c, [910, 806], [1260, 814], 32, 'b'),
    tree(c, r, 1380, 850, 300),
    person(c, r, 850, 812, 1.05, { dress: 'skirt' }),
    nearGround(c, 884),
  ].join('');
};

export const citadel: Composition = (c) => {
  const r = c.random.fork('ruin');
  c.focus = { x: 800, y: 580 };
  const line = slope(c, [760, 700, 640, 600, 600, 640, 710, 760], 8);
  return [
    backdrop(c, { near: 200 }),
    river(
      c,
      [
        [1300, 620, 10],
        [1180, 660, 26],
        [1330, 710, 50],
        [1220, 780, 110],
        [1360, 930, 220],
      ],
      c.colours.lit('#6fa5a0'),
    ),
    greenHill(c, line, { tone: 1, trees: 70, size: 13, distance: 0.06 }),
    ruin(c, r, 790, 640, 1.5),
    tree(c, r, 440, 720, 200),
    conifer(c, r, 1150, 700, 220),
    path(
      ribbon([
        [800, 640, 30],
        [760, 700, 44],
        [840, 780, 70],
        [780, 930, 150],
      ]),
      { fill: c.colours.lit('#cbbd9b') },
    ),
    person(c, r, 800, 740, 0.9, { dress: 'trousers' }),
    nearGround(c, 884),
  ].join('');
};

export const fort: Composition = (c) => {
  const r = c.random.fork('fort');
  c.focus = { x: 640, y: 560 };
  return [
    backdrop(c, { near: 260, layers: 5 }),
    townRows(c, r, { from: 760, to: 1500, y: 690, size: 40, rows: 4, distance: 0.25 }),
    greenHill(c, slope(c, [560, 520, 560, 660, 760, 800], 8), { tone: 0, trees: 30, size: 11, distance: 0.04 }),
    ruin(c, r, 400, 580, 1.1),
    path(
      ribbon([
        [430, 580, 16],
        [520, 650, 26],
        [420, 730, 44],
        [620, 830, 80],
        [560, 930, 120],
      ]),
      { fill: c.colours.lit('#cbbd9b') },
    ),
    person(c, r, 560, 700, 0.85, { dress: 'trousers' }),
    boulders(c, r, scatter(c, 12, slope(c, [640, 740, 830], 8), 0, 80), 24),
    nearGround(c, 884),
  ].join('');
};

/** Quiet rows on a hillside: no crowd, no sunburst. */
export const memorialGround: Composition = (c) => {
  const r = c.random.fork('memorial');
  c.focus = { x: 800, y: 560 };
  const line = slope(c, [640, 620, 600, 620, 640], 5);
  let stones = '';
  for (let row = 0; row < 5; row += 1) {
    const y = 690 + row * 34;
    const s = 9 + row * 3;
    for (let x = 240 - row * 20; x < 1360 + row * 20; x += s * 3.2) {
      if (Math.abs(x - 800) < 96 + row * 12) continue;
      stones += `M${n(x - s * 0.6)} ${n(y)}v${n(-s)}q${n(s * 0.6)} ${n(-s * 0.7)} ${n(s * 1.2)} 0v${n(s)}Z`;
    }
  }
  return [
    backdrop(c, { near: 190 }),
    greenHill(c, line, { tone: 2, trees: 110, size: 14, distance: 0.2 }),
    meadow(c, slope(c, [660, 655, 650, 655, 660], 3), 0),
    memorial(c, 800, 690, 1.15),
    path('M760 690H840L900 900H700Z', { fill: c.colours.lit('#d6ccb4') }),
    path(stones, { fill: c.colours.lit('#ece5d3') }),
    conifer(c, r, 330, 760, 260),
    conifer(c, r, 1270, 760, 260),
    conifer(c, r, 190, 800, 300),
    conifer(c, r, 1410, 800, 300),
    nearGround(c, 890),
  ].join('');
};

/** Footpath along a precipice. */
export const cliffPath: Composition = (c) => {
  const r = c.random.fork('trail');
  c.focus = { x: 600, y: 560 };
  return [
    sky(c),
    range(c, {
      layers: 5,
      from: 430,
      to: 620,
      far: 170,
      near: 280,
      form: 'tower',
      opening: 1050,
      openingWidth: 560,
      plain: abyss(c),
    }),
    river(
      c,
      [
        [1130, 690, 14],
        [1060, 720, 24],
        [1140, 770, 42],
        [1070, 930, 90],
      ],
      jade(c),
    ),
    mistBand(c, 720, 130, 0.5),
    cliff(c, true, [210, 430, 560, 660, 720, 790, 820], { near: 0.95, seed: 'l' }),
    road(
      c,
      [
        [660, 452, 4],
        [590, 490, 8],
        [610, 540, 12],
        [480, 590, 18],
        [500, 650, 26],
        [300, 720, 40],
        [240, 820, 64],
        [-40, 880, 90],
      ],
      0,
    ),
    person(c, r, 566, 560, 0.42, { dress: 'trousers', basket: true }),
    person(c, r, 420, 664, 0.72, { dress: 'trousers', basket: true }),
    person(c, r, 372, 682, 0.76, { basket: true, dress: 'skirt' }),
    nearGround(c, 886),
  ].join('');
};

/** Buckwheat or mustard over a whole valley floor, bed behind bed, a lone farm between stone walls. */
export const flowerValley: Composition = (c) => {
  const r = c.random.fork('flower');
  const flip = r.chance(0.5) ? 1 : -1;
  const mx = (x: number): number => 800 + flip * (x - 800);
  c.focus = { x: mx(620), y: 600 };
  const heads = petals(c);
  const pink = heads[0] ?? c.colours.grass[1];
  const green = c.colours.grass[1];
  const beds = [
    mix(pink, green, 0.3),
    mix(pink, green, 0.45),
    mix(heads[1] ?? pink, green, 0.25),
    mix(pink, green, 0.18),
  ];
  const line = slope(c, flip > 0 ? [600, 640, 650, 620, 580] : [580, 620, 650, 640, 600], 6);
  const near = slope(c, [726, 700, 716, 740, 716], 8);
  const rise = r.chance(0.5);
  return [
    backdrop(c, { opening: mx(rise ? 300 : 1200), openingWidth: 700 }),
    greenHill(c, slope(c, [590, 600, 590, 560, 580], 8), { tone: 1, trees: 60, size: 10, distance: 0.35 }),
    terraces(c, {
      top: line,
      bands: 7,
      bottom: 860,
      fields: beds.map((bed) => mix(bed, c.colours.mist, 0.16)),
      seed: 'fl',
      crowd: 0.5,
    }),
    flowerField(
      c,
      line,
      760,
      heads.map((head) => mix(head, c.colours.mist, 0.2)),
      420,
      'far',
    ),
    stoneWall(c, [mx(flip > 0 ? 40 : 700), 716], [mx(flip > 0 ? 700 : 40), 712], 22, 'f'),
    smoke(c, mx(450), 640, 90),
    earthHouse(c, r, mx(430), 722, 0.92, { flip: flip < 0 }),
    yardTree(c, r, mx(270), 724, 180),
    rise ? hamlet(c, r, { x: mx(1180), y: 680, spread: 150, rise: 30, count: 4, size: 44, distance: 0.1 }) : '',
    terraces(c, { top: near, bands: 6, bottom: 960, fields: beds, seed: 'fn', crowd: 0.7 }),
    flowerField(c, near, 910, heads, 900, 'near'),
    person(c, r, mx(900), 800, 1.15, { dress: 'skirt', basket: true, flip: flip < 0 }),
    r.chance(0.6)
      ? person(c, r, mx(950), 808, 1.1, { child: true, dress: 'skirt' })
      : person(c, r, mx(1010), 786, 1.05, { dress: 'trousers', basket: true }),
    boulders(c, r, scatter(c, 6, near, 20, 120), 28),
    foreground(c, 894, { flowers: heads }),
  ].join('');
};

/** Storm light over a cutting: beautiful, and a warning. */
export const wetRoad: Composition = (c) => {
  const r = c.random.fork('wet');
  c.focus = { x: 800, y: 640 };
  const line = slope(c, [430, 500, 600, 660, 700], 12);
  return [
    backdrop(c, { opening: 1100, openingWidth: 600 }),
    greenHill(c, line, { tone: 2, trees: 60, size: 13, distance: 0.08 }),
    path('M180 470Q330 560 300 660Q420 720 520 770L330 800Q220 640 180 470Z', { fill: c.colours.lit('#a7794f') }),
    boulders(
      c,
      r,
      [
        [400, 772],
        [452, 786],
        [356, 790],
        [520, 800],
        [430, 812],
      ],
      24,
    ),
    road(
      c,
      [
        [1340, 640, 8],
        [1200, 680, 20],
        [980, 720, 40],
        [820, 770, 66],
        [560, 830, 110],
        [-40, 920, 200],
      ],
      0,
    ),
    motorbike(c, 1010, 716, 0.72, { pillion: true, flip: true }),
    path('M650 776l26 -46 26 46Z', { fill: c.colours.lit('#d9a63d'), stroke: c.colours.lit('#b23a33'), width: 6 }),
    nearGround(c, 892),
  ].join('');
};

export const teaHill: Composition = (c) => {
  const r = c.random.fork('tea');
  c.focus = { x: 760, y: 620 };
  const top = slope(c, [620, 590, 560, 590, 630, 600], 10);
  const greens = ['#5f8f52', '#4f8350', '#74a05c', '#3f7248'].map(c.colours.lit);
  const trees: string[] = [];
  for (let i = 0; i < 7; i += 1) {
    const x = r.between(60, 1540);
    trees.push(tree(c, r, x, top(x) + r.between(20, 90), r.between(90, 170)));
  }
  return [
    backdrop(c, { near: 200, form: 'cone' }),
    mistBand(c, 560, 100, 0.6),
    terraces(c, { top, bands: 16, fields: greens, seed: 'tea' }),
    ...trees,
    hamlet(c, r, { x: 1180, y: top(1180) + 60, spread: 100, rise: 30, count: 4, size: 48 }),
    person(c, r, 640, 790, 1.05, { dress: 'skirt', basket: true }),
    person(c, r, 760, 770, 0.95, { dress: 'skirt', basket: true, flip: true }),
    person(c, r, 930, 812, 1.15, { dress: 'trousers', basket: true }),
    nearGround(c, 888),
  ].join('');
};

export const palace: Composition = (c) => {
  const r = c.random.fork('palace');
  c.focus = { x: 800, y: 620 };
  const back: string[] = [];
  for (const [x, y, s] of [
    [250, 690, 300],
    [360, 700, 360],
    [470, 690, 300],
    [1130, 690, 320],
    [1240, 700, 380],
    [1350, 690, 300],
    [1450, 700, 340],
  ] as const)
    back.push(conifer(c, r, x, y, s));
  const roof = (x: number, y: number, w: number): string => {
    const tone = c.colours.lit('#565b60');
    return (
      rect(x - w * 0.42, y, w * 0.84, w * 0.2, { fill: c.colours.lit('#c3a574') }) +
      path(
        `M${n(x - w * 0.56)} ${n(y + 6)}Q${n(x - w * 0.44)} ${n(y - w * 0.06)} ${n(x - w * 0.36)} ${n(y - w * 0.2)}H${n(x + w * 0.36)}Q${n(x + w * 0.44)} ${n(y - w * 0.06)} ${n(x + w * 0.56)} ${n(y + 6)}Z`,
        { fill: tone },
      ) +
      path(
        `M${n(x - w * 0.4)} ${n(y - w * 0.22)}Q${n(x - w * 0.34)} ${n(y - w * 0.19)} ${n(x - w * 0.28)} ${n(y - w * 0.2)}H${n(x + w * 0.28)}Q${n(x + w * 0.34)} ${n(y - w * 0.19)} ${n(x + w * 0.4)} ${n(y - w * 0.22)}`,
        { stroke: shade(tone, -0.12), width: 6 },
      ) +
      Array.from({ length: 17 }, (_, i) =>
        path(
          `M${n(x - w * 0.5 + (i / 16) * w)} ${n(y + 2)}L${n(x - w * 0.35 + (i / 16) * w * 0.7)} ${n(y - w * 0.19)}`,
          { stroke: shade(tone, -0.07), width: 2 },
        ),
      ).join('')
    );
  };
  return [
    backdrop(c, { near: 280, opening: 800, openingWidth: 620 }),
    greenHill(c, slope(c, [620, 600, 540, 520, 540, 600, 620], 6), { tone: 2, trees: 80, size: 13, distance: 0.12 }),
    ...back,
    roof(800, 560, 300),
    roof(610, 612, 260),
    roof(990, 612, 260),
    roof(800, 650, 330),
    stoneWall(c, [250, 748], [706, 742], 62, 'a'),
    stoneWall(c, [894, 742], [1360, 748], 62, 'b'),
    meadow(c, slope(c, [752, 746, 746, 752], 2), 1),
    stoneGate(c, 800, 754, 1.25),
    path(
      ribbon([
        [800, 752, 84],
        [804, 800, 130],
        [790, 930, 260],
      ]),
      { fill: c.colours.lit('#c4bda9') },
    ),
    path('M770 776h60M748 800h110M726 830h150M700 866h200', { stroke: c.colours.lit('#a39c8a'), width: 3 }),
    person(c, r, 900, 812, 1.1, { dress: 'skirt' }),
    person(c, r, 700, 822, 1.15, { dress: 'trousers' }),
    yardTree(c, r, 200, 850, 260),
    nearGround(c, 888),
  ].join('');
};
