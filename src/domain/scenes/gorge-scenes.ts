import { bridge, hamlet, kilometreStone } from './buildings.ts';
import { SHEET, type Composition } from './canvas.ts';
import { abyss, cliff, jade, scatter } from './cliffs.ts';
import { mix, shade } from './colour.ts';
import { edge, hairpins, river, road, slope, terraces, type RoadPoint } from './land.ts';
import { boat, motorbike, person } from './people.ts';
import { bombax, foreground, tree, treeline } from './plants.ts';
import { createNoise } from './random.ts';
import { boulders, range } from './rock.ts';
import { backdrop, greenHill, meadow, nearGround, petals } from './settings.ts';
import { mistBand, sky } from './sky.ts';
import { circle, n, path, rect, type Point } from './svg.ts';

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
