import { bridge, earthHouse, farHouse, hamlet, kilometreStone, townRows } from './buildings.ts';
import type { Composition } from './canvas.ts';
import { scatter } from './cliffs.ts';
import { mix, shade } from './colour.ts';
import { flowerField, hill, patchwork, road, slope, stoneWall, terraces } from './land.ts';
import { buffalo, bus, car, motorbike, person, smoke } from './people.ts';
import { conifer, foreground, framingBranch, tree, treeline } from './plants.ts';
import { boulders, range, tower } from './rock.ts';
import { backdrop, greenHill, nearGround, petals, yardTree } from './settings.ts';
import { mistBand, sky } from './sky.ts';
import { ellipse, path, type Point } from './svg.ts';

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
