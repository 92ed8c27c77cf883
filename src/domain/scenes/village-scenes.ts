import {
  earthHouse,
  farHouse,
  flagTower,
  hall,
  hamlet,
  lantern,
  quarterHouse,
  stiltHouse,
  townRows,
  triangles,
} from './buildings.ts';
import type { Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { flowerField, hill, patchwork, ribbon, river, road, slope, stoneWall, terraces } from './land.ts';
import type { Composition } from './land-scenes.ts';
import { boat, buffalo, bus, car, crowd, motorbike, person, pig, smoke, stall } from './people.ts';
import { bamboo, blossomTree, bombax, conifer, foreground, framingBranch, maize, tree } from './plants.ts';
import { boulders, range } from './rock.ts';
import { backdrop, greenHill, meadow, nearGround, petals, yardTree } from './settings.ts';
import { mistBand, sky } from './sky.ts';
import { circle, n, path, rect, type Point } from './svg.ts';

/** Trampled yard before a house. */
function yard(c: Canvas, y: number): string {
  const earth = mix(c.colours.lit('#b99a6c'), c.colours.grass[1], 0.25);
  return hill(
    c,
    slope(c, [y + 8, y, y - 4, y, y + 8], 3, 'yard'),
    earth,
    shade(mix(earth, c.colours.grass[2], 0.4), -0.04),
    240,
  );
}

/** Rammed-earth houses on the plateau behind stone walls, with maize between the rocks. */
export const earthVillage: Composition = (c) => {
  const r = c.random.fork('earth');
  const flip = r.chance(0.5);
  const mx = (x: number): number => (flip ? 1600 - x : x);
  c.focus = { x: mx(700), y: 640 };
  const crops: string[] = [];
  if (c.spec.season === 'summer' || c.spec.season === 'water') {
    for (let i = 0; i < 26; i += 1) crops.push(maize(c, r, r.between(0, 1600), r.between(820, 880), r.between(50, 84)));
  }
  const lay = r.whole(0, 2);
  return [
    backdrop(c, { near: 280, opening: mx(lay === 1 ? 420 : 1180), openingWidth: 520 }),
    greenHill(c, slope(c, flip ? [600, 560, 590, 620, 600] : [600, 620, 590, 560, 600], 10), {
      tone: 1,
      trees: 46,
      size: 12,
      distance: 0.22,
    }),
    hamlet(c, r, { x: mx(1180), y: 660, spread: 200, rise: 60, count: 7, size: 62, distance: 0.12 }),
    c.has('tower') ? flagTower(c, mx(1390), 590, 0.42) : '',
    meadow(c, slope(c, [690, 684, 690, 680, 690], 5), 1, 'y'),
    lay === 0 ? conifer(c, r, mx(280), 730, 300) : yardTree(c, r, mx(260), 740, 250),
    smoke(c, mx(590), 560, 120),
    lay === 2 ? earthHouse(c, r, mx(960), 706, 0.95, { flip: !flip }) : earthHouse(c, r, mx(980), 716, 0.9, { flip }),
    yard(c, 742),
    earthHouse(c, r, mx(600), 774, lay === 1 ? 1.95 : 1.75, { flip, corn: true }),
    yardTree(c, r, mx(880), 780, 210),
    person(c, r, mx(760), 800, 1.0, { dress: 'skirt', basket: true }),
    r.chance(0.5) ? pig(c, mx(480), 812, 1.1, flip) : buffalo(c, mx(1000), 812, 0.9, flip, true),
    stoneWall(c, [mx(flip ? 420 : -20), 852], [mx(flip ? -20 : 420), 838], 52, 'a'),
    stoneWall(c, [mx(flip ? 1620 : 780), 846], [mx(flip ? 780 : 1620), 852], 52, 'b'),
    ...crops,
    c.spec.season === 'buckwheat' ? flowerField(c, slope(c, [852, 862, 852], 4), 900, petals(c), 160) : '',
    nearGround(c, 890),
  ].join('');
};

/** A village that climbs its slope: houses at every height, walls and trees between, a path up the middle. */
export const slopeVillage: Composition = (c) => {
  const r = c.random.fork('climb');
  const flip = r.chance(0.5);
  const mx = (x: number): number => (flip ? 1600 - x : x);
  c.focus = { x: mx(680), y: 620 };
  const top = slope(c, flip ? [650, 600, 540, 480, 460, 500] : [500, 460, 480, 540, 600, 650], 9, 'cl');
  const earth = c.spec.ground !== 'lowland' && !c.has('stilt');
  const spots: { x: number; y: number; s: number }[] = [];
  for (let row = 0; row < 4; row += 1) {
    const s = 0.42 + row * 0.2;
    const many = 4 - (row > 1 ? 1 : 0);
    for (let i = 0; i < many; i += 1) {
      const x = mx(120 + ((i + 0.5 * (row % 2)) * 1180) / many + r.between(-50, 50));
      spots.push({ x, y: top(x) + 70 + row * 78 + r.between(-12, 12), s: s * r.between(0.92, 1.08) });
    }
  }
  spots.sort((a, b) => a.y - b.y);
  const houses = spots.map(({ x, y, s }) => {
    const trees = r.chance(0.6) ? yardTree(c, r, x + (r.chance(0.5) ? -1 : 1) * 130 * s, y - 4, 190 * s) : '';
    const wall = r.chance(0.4)
      ? stoneWall(c, [x - 150 * s, y + 26 * s], [x + 110 * s, y + 26 * s], 22 * s + 6, `s${Math.round(x)}`)
      : '';
    const house = earth
      ? earthHouse(c, r, x, y, s, { flip: r.chance(0.5), corn: s > 0.6 })
      : stiltHouse(c, r, x, y, s * 0.92, r.chance(0.5));
    return trees + house + wall;
  });
  return [
    backdrop(c, { opening: mx(1250), openingWidth: 640 }),
    greenHill(c, slope(c, [590, 560, 590, 610, 600], 9), { tone: 2, trees: 60, size: 11, distance: 0.32 }),
    c.spec.season === 'buckwheat' || r.chance(0.4)
      ? terraces(c, { top, bands: 17, bottom: 960, distance: 0.03 })
      : meadow(c, top, 1, 'cl'),
    boulders(
      c,
      r,
      [
        [mx(1330), 700],
        [mx(1410), 720],
        [mx(1250), 760],
        [mx(1480), 790],
      ],
      24,
    ),
    road(c, [
      [mx(900), top(mx(900)) + 40, 8],
      [mx(860), 660, 14],
      [mx(980), 720, 24],
      [mx(860), 790, 42],
      [mx(980), 930, 96],
    ]),
    ...houses,
    smoke(c, (spots[2]?.x ?? 600) + 10, (spots[2]?.y ?? 600) - 60, 90),
    person(c, r, mx(900), 812, 1.15, { basket: true, dress: 'skirt', flip }),
    r.chance(0.5) ? buffalo(c, mx(1380), 812, 1.0, !flip) : pig(c, mx(1300), 822, 1.25, flip),
    nearGround(c, 890),
  ].join('');
};

/** Lô Lô Chải: ochre walls shoulder to shoulder, peach trees, the flag on its hill behind. */
export const loloVillage: Composition = (c) => {
  const r = c.random.fork('lolo');
  c.focus = { x: 700, y: 640 };
  const heads = petals(c);
  return [
    backdrop(c, { near: 230, opening: 1080, openingWidth: 560 }),
    greenHill(c, slope(c, [620, 620, 600, 500, 470, 560, 610], 5), { tone: 1, trees: 90, size: 12, distance: 0.26 }),
    flagTower(c, 1080, 482, 0.56),
    meadow(c, slope(c, [640, 640, 650, 640], 4), 1, 'l'),
    earthHouse(c, r, 980, 676, 0.74, { wall: '#d6a552' }),
    earthHouse(c, r, 1230, 690, 0.84, { flip: true, wall: '#cf9a4c' }),
    earthHouse(c, r, 180, 692, 0.86, { wall: '#d9ad5c' }),
    yard(c, 724),
    smoke(c, 470, 560, 120),
    earthHouse(c, r, 460, 770, 1.62, { corn: true, wall: '#d8a24a' }),
    blossomTree(c, r, 770, 800, 290, heads),
    earthHouse(c, r, 1150, 800, 1.5, { flip: true, wall: '#cd9445' }),
    person(c, r, 700, 818, 1.12, { dress: 'skirt', basket: true }),
    person(c, r, 860, 826, 1.1, { dress: 'skirt', flip: true }),
    person(c, r, 902, 830, 1.1, { child: true }),
    stoneWall(c, [-20, 862], [540, 850], 48, 'a'),
    stoneWall(c, [960, 850], [1620, 864], 48, 'b'),
    foreground(c, 892, { flowers: heads }),
  ].join('');
};

/** Houses on posts above the paddies of a warm valley. */
export const stiltVillage: Composition = (c) => {
  const r = c.random.fork('stilt');
  const flip = r.chance(0.5);
  const mx = (x: number): number => (flip ? 1600 - x : x);
  c.focus = { x: mx(640), y: 640 };
  const stream = c.has('stream') || r.chance(0.5);
  return [
    backdrop(c, { near: c.spec.ground === 'plateau' ? 260 : 200, opening: mx(1150), openingWidth: 640 }),
    greenHill(c, slope(c, flip ? [590, 600, 560, 520, 470] : [470, 520, 560, 600, 590], 10), {
      tone: 2,
      trees: 120,
      size: 13,
      distance: 0.18,
    }),
    hamlet(c, r, { x: mx(1240), y: 650, spread: 180, rise: 40, count: 5, size: 50, distance: 0.2 }),
    patchwork(c, slope(c, [640, 644, 640], 3, 'a'), slope(c, [850, 860, 850], 3, 'b'), 's', 5),
    stream
      ? river(
          c,
          [
            [mx(1340), 650, 10],
            [mx(1210), 690, 26],
            [mx(1290), 740, 50],
            [mx(1100), 800, 90],
            [mx(1180), 930, 190],
          ],
          c.colours.lit('#7fb0a6'),
        )
      : '',
    bamboo(c, r, mx(180), 700, 240),
    stiltHouse(c, r, mx(960), 700, 0.82, !flip),
    tree(c, r, mx(350), 716, 200),
    smoke(c, mx(650), 590, 110),
    stiltHouse(c, r, mx(600), 792, 1.5, flip),
    yardTree(c, r, mx(860), 800, 220),
    buffalo(c, mx(1030), 806, 0.95, !flip),
    person(c, r, mx(800), 822, 1.05, { dress: 'skirt', basket: true }),
    bamboo(c, r, mx(70), 860, 300),
    nearGround(c, 886),
  ].join('');
};

/**
 * A host house at the hour one arrives, in four layouts: close by, up on a slope, with a neighbour, behind a wall.
 * The pictures are dealt out among thousands of listings, so they show a kind of house and never a certain one.
 */
export const homestay: Composition = (c) => {
  const r = c.random.fork('home');
  const flip = r.chance(0.5);
  const mx = (x: number): number => (flip ? 1600 - x : x);
  const stilt = c.has('stilt');
  const layout = r.whole(0, 3);
  const land = r.whole(0, 2);
  const heads = petals(c);
  c.focus = { x: mx(layout === 1 ? 620 : 720), y: 620 };
  const house = (x: number, y: number, scale: number, turn: boolean): string =>
    stilt
      ? stiltHouse(c, r, x, y, scale * 0.92, turn)
      : earthHouse(c, r, x, y, scale, { flip: turn, corn: r.chance(0.8) });
  const far =
    land === 0
      ? terraces(c, {
          top: slope(c, flip ? [520, 560, 600, 640, 640] : [640, 640, 600, 560, 520], 8),
          bands: 14,
          bottom: 900,
          distance: 0.16,
        })
      : land === 1
        ? patchwork(c, slope(c, [630, 636, 630], 3, 'a'), slope(c, [860, 866, 860], 3, 'b'), 'h', 6)
        : greenHill(c, slope(c, [600, 570, 590, 610, 590], 9), { tone: 1, trees: 70, size: 14, distance: 0.15 });
  const parts = [
    backdrop(c, { opening: mx(1200), openingWidth: 640, to: 580 }),
    far,
    hamlet(c, r, { x: mx(1260), y: 690, spread: 160, rise: 44, count: land === 1 ? 6 : 3, size: 56, distance: 0.12 }),
  ];
  if (layout === 1) {
    const knoll = slope(c, flip ? [800, 790, 740, 690, 660, 670] : [670, 660, 690, 740, 790, 800], 5, 'kn');
    const hx = mx(520);
    parts.push(
      stilt ? bamboo(c, r, mx(250), knoll(mx(250)) + 20, 260) : yardTree(c, r, mx(250), knoll(mx(250)) + 20, 250),
      terraces(c, { top: knoll, bands: 9, bottom: 980, seed: 'kn' }),
      smoke(c, hx + 20, knoll(hx) - 130, 110),
      house(hx, knoll(hx) + 34, 1.5, flip),
      yardTree(c, r, mx(770), knoll(mx(770)) + 30, r.between(170, 230)),
      road(c, [
        [mx(640), knoll(mx(640)) + 26, 14],
        [mx(800), 780, 24],
        [mx(700), 830, 44],
        [mx(900), 930, 90],
      ]),
      person(c, r, mx(762), 804, 1.15, { basket: true, dress: 'skirt', flip }),
    );
  } else {
    const close = layout === 0 ? 2.2 : layout === 2 ? 1.75 : 1.95;
    const hx = mx(layout === 2 ? 520 : 640);
    if (layout === 2) parts.push(house(mx(1060), 752, 1.15, !flip));
    parts.push(
      stilt ? bamboo(c, r, mx(190), 770, 310) : yardTree(c, r, mx(210), 776, r.between(260, 330)),
      yard(c, 756),
      smoke(c, hx + 50, 545, 120),
      house(hx, 808, close, flip),
      yardTree(c, r, mx(1010), 826, r.between(190, 270)),
      // Behind the wall of the third layout only a head would show: there the host waits in the gap.
      layout === 3
        ? person(c, r, mx(690), 850, 1.25, { dress: 'skirt' })
        : (r.chance(0.6) ? motorbike(c, mx(930), 846, 1.05, { flip: !flip }) : pig(c, mx(950), 846, 1.2, flip)) +
            person(c, r, mx(850), 842, 1.2, { dress: 'skirt' }) +
            (r.chance(0.5) ? person(c, r, mx(892), 846, 1.15, { child: true }) : ''),
    );
    if (layout === 3) {
      parts.push(
        stoneWall(c, [Math.min(mx(-20), mx(560)), 872], [Math.max(mx(-20), mx(560)), 868], 66, 'w'),
        stoneWall(c, [Math.min(mx(800), mx(1620)), 868], [Math.max(mx(800), mx(1620)), 874], 66, 'v'),
        framingBranch(c, !flip, c.spec.season === 'spring' ? heads : c.colours.leaf),
      );
    }
    if (c.colours.dark) parts.push(lantern(c, hx - 80, 742, 11), lantern(c, hx + 70, 742, 11));
  }
  parts.push(nearGround(c, 890));
  return parts.join('');
};

/** Lodge in the wood: posts, a bath-house thread of steam, tall trees. */
export const forestLodge: Composition = (c) => {
  const r = c.random.fork('lodge');
  c.focus = { x: 760, y: 620 };
  return [
    backdrop(c, { near: 200, form: 'cone' }),
    greenHill(c, slope(c, [560, 540, 520, 540, 570], 9), { tone: 2, trees: 170, size: 16, distance: 0.2 }),
    mistBand(c, 640, 100, 0.5),
    greenHill(c, slope(c, [650, 630, 640, 650, 630], 6), { tone: 2, trees: 100, size: 22, distance: 0.06, seed: 'n' }),
    stiltHouse(c, r, 1080, 730, 0.95, true),
    tree(c, r, 380, 770, 300),
    smoke(c, 700, 600, 130),
    stiltHouse(c, r, 690, 800, 1.6),
    river(
      c,
      [
        [1500, 700, 20],
        [1260, 760, 50],
        [1340, 830, 110],
        [1240, 930, 190],
      ],
      c.colours.lit('#7fb0a6'),
    ),
    boulders(
      c,
      r,
      [
        [1180, 800],
        [1420, 820],
        [1140, 860],
      ],
      30,
    ),
    tree(c, r, 160, 860, 380),
    person(c, r, 930, 830, 1.1, {}),
    nearGround(c, 886),
  ].join('');
};

/** Old quarter under its rock: galleries, tiles, lanterns. */
export const oldQuarter: Composition = (c) => {
  const r = c.random.fork('quarter');
  c.focus = { x: 760, y: 600 };
  const lamps: string[] = [];
  for (let i = 0; i < 17; i += 1) {
    const u = i / 16;
    lamps.push(lantern(c, 60 + u * 1480, 470 + Math.sin(u * Math.PI * 3) * 10 + Math.sin(u * Math.PI) * 26, 12));
  }
  const stone = c.colours.lit('#b3a892');
  let slabs = '';
  for (let i = 0; i < 40; i += 1) {
    const y = 748 + r.next() ** 1.4 * 140;
    slabs += `M${n(r.between(-20, 1560))} ${n(y)}h${n(r.between(40, 130))}`;
  }
  return [
    sky(c),
    range(c, { layers: 3, from: 430, to: 560, far: 200, near: 380, form: 'mixed', mist: 0.5 }),
    townRows(c, r, { from: -20, to: 1620, y: 620, size: 56, rows: 2, distance: 0.2 }),
    ...[90, 330, 570, 830, 1090, 1330, 1560].map((x, i) =>
      quarterHouse(c, r, x, 730 + (i % 2) * 6, 1.5 + (i % 3) * 0.1),
    ),
    hill(c, slope(c, [742, 738, 738, 742], 1), stone, shade(stone, -0.14), 170),
    path(slabs, { stroke: shade(stone, -0.1), width: 2.4, opacity: 0.7 }),
    path('M60 474Q420 520 800 500T1540 474', { stroke: c.colours.ink, width: 2, opacity: 0.5 }),
    ...lamps,
    c.has('night-market') ? [200, 430, 1080, 1330].map((x) => stall(c, r, x, 800, 1.15)).join('') : '',
    crowd(c, r, {
      from: 120,
      to: 1480,
      top: 780,
      bottom: 872,
      count: c.has('night-market') ? 26 : 13,
      far: 0.95,
      near: 1.35,
    }),
  ].join('');
};

/** Market day in three settings: below a village, round an open hall, in a street of old houses. */
export const market: Composition = (c) => {
  const r = c.random.fork('market');
  c.focus = { x: 800, y: 680 };
  const setting = r.whole(0, 2);
  const ground = c.colours.lit(r.pick(['#b79c74', '#ad9879', '#a8916c', '#b5a184']));
  const line = slope(c, [690, 684, 680, 684, 690], 3);
  const open = r.between(560, 1040);
  const stalls: { x: number; y: number; s: number }[] = [];
  for (const [row, y, s] of [
    [0, 708, 0.72],
    [1, 764, 1],
    [2, 838, 1.36],
  ] as const) {
    let x = r.between(-40, 60) + row * 40;
    while (x < 1600) {
      // A lane through the front rows stays open for people.
      if (row === 0 || Math.abs(x - open) > 150 + row * 130) stalls.push({ x, y: y + r.between(-6, 6), s });
      x += 146 * s * r.between(0.95, 1.25);
    }
  }
  const behind = {
    0: () =>
      hamlet(c, r, { x: 420, y: 672, spread: 320, rise: 50, count: 9, size: 64, distance: 0.1 }) +
      hamlet(c, r, { x: 1240, y: 672, spread: 280, rise: 50, count: 8, size: 64, distance: 0.1 }),
    1: () =>
      townRows(c, r, { from: -40, to: 1640, y: 660, size: 50, rows: 2, distance: 0.26 }) +
      hall(c, r.between(640, 960), 700, 1.15, true),
    2: () =>
      [60, 260, 460, 670, 880, 1090, 1300, 1510]
        .map((x, i) => quarterHouse(c, r, x, 700, 1.1 + (i % 3) * 0.08))
        .join(''),
  }[setting as 0 | 1 | 2];
  let bunting = '';
  if (r.chance(0.5)) {
    const tones = ['#b23a33', '#d9a63d', '#3c4f86', '#d58ca0'].map(c.colours.lit);
    for (let i = 0; i < 34; i += 1) {
      const u = i / 33;
      const x = 40 + u * 1520;
      const y = 560 + Math.sin(u * Math.PI) * 34 + Math.sin(u * Math.PI * 4) * 5;
      bunting += path(`M${n(x)} ${n(y)}h22l-11 20Z`, { fill: tones[i % 4] ?? '#b23a33' });
    }
  }
  const big = stalls.filter(({ s }) => s > 1.1);
  return [
    backdrop(c),
    greenHill(c, slope(c, [590, 570, 600, 580, 596], 9), { tone: 1, trees: 60, size: 12, distance: 0.22 }),
    behind(),
    hill(c, line, ground, shade(mix(ground, c.colours.grass[2], 0.25), -0.06), 240),
    ...stalls.filter(({ s }) => s < 0.8).map(({ x, y, s }) => stall(c, r, x, y, s)),
    crowd(c, r, { from: 100, to: 1500, top: 716, bottom: 752, count: 20, far: 0.66, near: 0.8 }),
    bunting,
    ...stalls.filter(({ s }) => s === 1).map(({ x, y, s }) => stall(c, r, x, y, s)),
    crowd(c, r, { from: open - 460, to: open + 460, top: 770, bottom: 812, count: 17, far: 0.92, near: 1.12 }),
    r.chance(0.45) ? buffalo(c, open - 150, 820, 1.25, false, r.chance(0.5)) : pig(c, open + 180, 824, 1.4, true),
    ...big.map(({ x, y, s }) => stall(c, r, x, y, s)),
    crowd(c, r, { from: open - 280, to: open + 280, top: 836, bottom: 880, count: 6, far: 1.35, near: 1.6 }),
  ].join('');
};

/** Cattle ring before sunrise: breath, ropes, wool caps. */
export const cattleMarket: Composition = (c) => {
  const r = c.random.fork('cattle');
  c.focus = { x: 800, y: 680 };
  const ground = c.colours.lit('#a98f6c');
  const herd: string[] = [];
  for (let i = 0; i < 11; i += 1) {
    const u = i / 10;
    const y = 706 + u * 150;
    herd.push(buffalo(c, r.between(140, 1460), y, 0.7 + u * 0.95, r.chance(0.5), r.chance(0.72)));
    herd.push(
      person(c, r, r.between(120, 1480), y + 6, 0.72 + u * 0.75, {
        dress: r.chance(0.7) ? 'trousers' : 'skirt',
        flip: r.chance(0.5),
      }),
    );
  }
  return [
    backdrop(c, { near: 290 }),
    townRows(c, r, { from: -20, to: 1620, y: 660, size: 54, rows: 2, distance: 0.22 }),
    hill(c, slope(c, [676, 670, 676], 3), ground, shade(ground, -0.12), 240),
    mistBand(c, 700, 70, 0.45),
    ...[120, 300, 1340, 1500].map((x) => stall(c, r, x, 712, 0.8)),
    ...herd,
    nearGround(c, 896),
  ].join('');
};

/** Khâu Vai: pairs with umbrellas on a wooded knoll. */
export const loveMarket: Composition = (c) => {
  const r = c.random.fork('love');
  c.focus = { x: 800, y: 640 };
  const pairs: string[] = [];
  const umbrella = (x: number, y: number, s: number, tone: string): string =>
    path(`M${n(x)} ${n(y - 20 * s)}V${n(y - 92 * s)}`, { stroke: c.colours.ink, width: 2.4 * s }) +
    path(
      `M${n(x - 44 * s)} ${n(y - 74 * s)}Q${n(x - 34 * s)} ${n(y - 108 * s)} ${n(x)} ${n(y - 110 * s)}Q${n(x + 34 * s)} ${n(y - 108 * s)} ${n(x + 44 * s)} ${n(y - 74 * s)}q${n(-11 * s)} ${n(-9 * s)} ${n(-22 * s)} 0q${n(-11 * s)} ${n(-9 * s)} ${n(-22 * s)} 0q${n(-11 * s)} ${n(-9 * s)} ${n(-22 * s)} 0q${n(-11 * s)} ${n(-9 * s)} ${n(-22 * s)} 0Z`,
      { fill: tone },
    ) +
    path(
      `M${n(x)} ${n(y - 110 * s)}V${n(y - 76 * s)}M${n(x - 22 * s)} ${n(y - 75 * s)}Q${n(x - 16 * s)} ${n(y - 100 * s)} ${n(x)} ${n(y - 110 * s)}Q${n(x + 16 * s)} ${n(y - 100 * s)} ${n(x + 22 * s)} ${n(y - 75 * s)}`,
      { stroke: shade(tone, -0.08), width: 1.6 * s },
    );
  for (const [x, y, s] of [
    [330, 716, 0.8],
    [1190, 712, 0.8],
    [620, 752, 1],
    [980, 770, 1.1],
    [420, 826, 1.4],
    [1220, 836, 1.45],
    [800, 856, 1.6],
  ] as const) {
    const px = x + r.between(-30, 30);
    pairs.push(
      person(c, r, px - 19 * s, y, s, { dress: 'skirt' }),
      person(c, r, px + 19 * s, y + 2, s * 1.05, { dress: 'trousers', flip: true }),
      umbrella(px - 2, y, s, c.colours.lit(r.pick(['#b23a33', '#3c4f86', '#d58ca0', '#d9a63d', '#3f7480']))),
    );
  }
  return [
    backdrop(c, { near: 250 }),
    greenHill(c, slope(c, [600, 560, 530, 560, 600], 9), { tone: 1, trees: 70, size: 14, distance: 0.18 }),
    hamlet(c, r, { x: 1100, y: 640, spread: 260, rise: 50, count: 8, size: 52, distance: 0.14 }),
    ...[240, 420, 1260, 1420].map((x) => stall(c, r, x, 690, 0.7)),
    meadow(c, slope(c, [690, 676, 672, 676, 690], 4), 0),
    tree(c, r, 210, 760, 340),
    tree(c, r, 1420, 770, 360),
    ...pairs,
    nearGround(c, 896),
  ].join('');
};

/** A ring of people around a tall pole: Gầu Tào and other spring gatherings. */
export const poleFestival: Composition = (c) => {
  const r = c.random.fork('pole');
  c.focus = { x: 800, y: 560 };
  const cloth = ['#b23a33', '#3c4f86', '#d9a63d', '#d58ca0'].map(c.colours.lit);
  let ribbons = '';
  cloth.forEach((tone, i) => {
    const dir = i % 2 ? 1 : -1;
    ribbons += path(`M802 ${250 + i * 34}q${dir * 60} ${-18 + i * 4} ${dir * 120} 10t${dir * 84} -6`, {
      stroke: tone,
      width: 11,
    });
  });
  return [
    backdrop(c, { near: 250 }),
    greenHill(c, slope(c, [620, 590, 560, 590, 620], 7), { tone: 1, trees: 50, size: 13, distance: 0.2 }),
    meadow(c, slope(c, [680, 664, 656, 664, 680], 3), 0),
    crowd(c, r, { from: 220, to: 1380, top: 684, bottom: 716, count: 30, far: 0.66, near: 0.8 }),
    path('M796 740L798 214H804L808 740Z', { fill: c.colours.lit('#8a6a48') }),
    path('M800 216q-30 -34 -64 -22M800 216q26 -40 62 -30M800 214q-4 -40 20 -58', {
      stroke: c.colours.leaf[1] ?? c.colours.grass[1],
      width: 6,
    }),
    ribbons,
    ...[
      [640, 760],
      [720, 782],
      [880, 782],
      [960, 760],
      [800, 800],
    ].map(([x, y]) =>
      person(c, r, x ?? 0, y ?? 0, 1.25, { dress: r.chance(0.5) ? 'skirt' : 'trousers', flip: (x ?? 0) > 800 }),
    ),
    crowd(c, r, { from: 80, to: 520, top: 820, bottom: 884, count: 9, far: 1.3, near: 1.6 }),
    crowd(c, r, { from: 1080, to: 1520, top: 820, bottom: 884, count: 9, far: 1.3, near: 1.6 }),
    nearGround(c, 900),
  ].join('');
};

/** Night fire with dancers: Pà Thẻn. */
export const fireDance: Composition = (c) => {
  const r = c.random.fork('fire');
  c.focus = { x: 800, y: 640 };
  const flame = (x: number, y: number, h: number, tone: string): string => {
    const w = h * 0.32;
    return path(
      `M${n(x - w)} ${n(y)}Q${n(x - w * 1.25)} ${n(y - h * 0.45)} ${n(x - w * 0.35)} ${n(y - h * 0.66)}Q${n(x - w * 0.2)} ${n(y - h * 0.5)} ${n(x)} ${n(y - h)}Q${n(x + w * 0.25)} ${n(y - h * 0.62)} ${n(x + w * 0.6)} ${n(y - h * 0.72)}Q${n(x + w * 1.3)} ${n(y - h * 0.36)} ${n(x + w)} ${n(y)}Z`,
      { fill: tone },
    );
  };
  let sparks = '';
  for (let i = 0; i < 70; i += 1)
    sparks += `M${n(800 + r.between(-260, 260) * r.next())} ${n(740 - r.next() ** 0.7 * 520)}h.01`;
  const dancers: string[] = [];
  for (const [x, y, flip] of [
    [610, 792, false],
    [690, 826, false],
    [930, 820, true],
    [1010, 786, true],
  ] as const)
    dancers.push(person(c, r, x, y, 1.5, { dress: 'trousers', flip }));
  return [
    backdrop(c, { near: 220 }),
    greenHill(c, slope(c, [620, 600, 590, 600, 620], 7), { tone: 2, trees: 90, size: 16, distance: 0.12 }),
    stiltHouse(c, r, 260, 716, 0.95),
    stiltHouse(c, r, 1340, 716, 0.95, true),
    hill(
      c,
      slope(c, [716, 704, 700, 704, 716], 3),
      c.colours.lit('#7a6850'),
      shade(c.colours.lit('#6b5a48'), -0.08),
      220,
    ),
    circle(800, 740, 520, {
      fill: c.glow(800, 730, 520, [
        [0, '#ffb45c', 0.75],
        [0.35, '#f0803c', 0.3],
        [1, '#f0803c', 0],
      ]),
    }),
    crowd(c, r, { from: 180, to: 560, top: 720, bottom: 770, count: 11, far: 0.86, near: 1.05 }),
    crowd(c, r, { from: 1040, to: 1440, top: 720, bottom: 770, count: 11, far: 0.86, near: 1.05 }),
    path('M690 800L910 770M700 770L905 802M720 812H890', { stroke: '#3a2a26', width: 16 }),
    flame(790, 800, 250, '#e8622c'),
    flame(840, 802, 180, '#f08a34'),
    flame(760, 802, 170, '#f08a34'),
    flame(800, 802, 140, '#ffcf6a'),
    path(sparks, { stroke: '#ffc46a', width: 5, opacity: 0.9 }),
    ...dancers,
    nearGround(c, 900),
  ].join('');
};

/** Rite at the edge of an old wood: a table, a drum, people seated; at night by a small fire. */
export const forestRite: Composition = (c) => {
  const r = c.random.fork('rite');
  c.focus = { x: 800, y: 660 };
  const seated = [430, 510, 1080, 1160, 340, 1250];
  const fire = c.colours.dark
    ? circle(810, 760, 460, {
        fill: c.glow(810, 770, 460, [
          [0, '#ffb45c', 0.7],
          [0.35, '#f0803c', 0.26],
          [1, '#f0803c', 0],
        ]),
      }) +
      path('M700 850q-22 -46 8 -66q0 16 14 -40q28 34 20 62q16 -12 16 -24q18 44 -10 68Z', { fill: '#f08a34' }) +
      path('M712 850q-8 -26 8 -36q2 -18 10 -26q16 26 10 62Z', { fill: '#ffd27a' })
    : '';
  return [
    backdrop(c),
    greenHill(c, slope(c, [580, 550, 540, 550, 580], 8), { tone: 2, trees: 150, size: 18, distance: 0.14 }),
    r.chance(0.5)
      ? farHouse(c, r, r.between(240, 420), 690, 120)
      : stiltHouse(c, r, r.between(1220, 1380), 712, 0.75, true),
    tree(c, r, r.between(380, 520), 730, r.between(300, 390)),
    tree(c, r, r.between(1060, 1240), 730, r.between(320, 400)),
    r.chance(0.6)
      ? tree(c, r, r.between(740, 860), 706, r.between(240, 320))
      : bamboo(c, r, r.between(740, 860), 716, 280),
    meadow(c, slope(c, [726, 716, 712, 716, 726], 3), 1),
    fire,
    rect(730, 736, 150, 12, { fill: c.colours.lit('#9a7048') }),
    path('M742 748V800M866 748V800', { stroke: c.colours.wood, width: 8 }),
    bronzeDrum(c, 640, 800, 0.62),
    bronzeDrum(c, 970, 800, 0.62),
    path('M768 736q-6 -30 8 -42q14 12 8 42ZM826 736q-6 -30 8 -42q14 12 8 42Z', { fill: c.colours.lit('#c8b48a') }),
    ...(c.has('drum')
      ? [
          person(c, r, 590, 806, 1.3, { dress: 'trousers' }),
          person(c, r, 1024, 806, 1.3, { dress: 'trousers', flip: true }),
        ]
      : []),
    ...seated.map((x, i) =>
      person(c, r, x + r.between(-20, 20), 836 + (i % 3) * 10, 1.35, { sitting: true, flip: x > 800 }),
    ),
    person(c, r, 806, 830, 1.35, { dress: r.chance(0.5) ? 'trousers' : 'skirt' }),
    smoke(c, 800, 690, 90),
    nearGround(c, 896),
  ].join('');
};

export function bronzeDrum(c: Canvas, x: number, y: number, scale: number): string {
  const bronze = c.colours.lit('#a8813f');
  const s = scale;
  return (
    path(
      `M${n(x - 66 * s)} ${n(y - 92 * s)}Q${n(x - 74 * s)} ${n(y - 66 * s)} ${n(x - 46 * s)} ${n(y - 46 * s)}Q${n(x - 46 * s)} ${n(y - 16 * s)} ${n(x - 64 * s)} ${n(y)}Q${n(x)} ${n(y + 14 * s)} ${n(x + 64 * s)} ${n(y)}Q${n(x + 46 * s)} ${n(y - 16 * s)} ${n(x + 46 * s)} ${n(y - 46 * s)}Q${n(x + 74 * s)} ${n(y - 66 * s)} ${n(x + 66 * s)} ${n(y - 92 * s)}Z`,
      { fill: bronze },
    ) +
    path(
      `M${n(x + 14 * s)} ${n(y - 92 * s)}L${n(x + 16 * s)} ${n(y + 8 * s)}Q${n(x + 44 * s)} ${n(y + 8 * s)} ${n(x + 64 * s)} ${n(y)}Q${n(x + 46 * s)} ${n(y - 16 * s)} ${n(x + 46 * s)} ${n(y - 46 * s)}Q${n(x + 74 * s)} ${n(y - 66 * s)} ${n(x + 66 * s)} ${n(y - 92 * s)}Z`,
      { fill: shade(bronze, -0.09) },
    ) +
    `<ellipse cx="${n(x)}" cy="${n(y - 92 * s)}" rx="${n(68 * s)}" ry="${n(20 * s)}" fill="${shade(bronze, 0.08)}"/>` +
    `<ellipse cx="${n(x)}" cy="${n(y - 92 * s)}" rx="${n(44 * s)}" ry="${n(12 * s)}" fill="none" stroke="${shade(bronze, -0.1)}" stroke-width="${n(3 * s)}"/>` +
    `<ellipse cx="${n(x)}" cy="${n(y - 92 * s)}" rx="${n(18 * s)}" ry="${n(5 * s)}" fill="${shade(bronze, -0.1)}"/>` +
    path(
      `M${n(x - 64 * s)} ${n(y - 66 * s)}Q${n(x)} ${n(y - 50 * s)} ${n(x + 64 * s)} ${n(y - 66 * s)}M${n(x - 48 * s)} ${n(y - 34 * s)}Q${n(x)} ${n(y - 22 * s)} ${n(x + 48 * s)} ${n(y - 34 * s)}`,
      { stroke: shade(bronze, -0.14), width: 3 * s },
    )
  );
}

export const busStation: Composition = (c) => {
  const r = c.random.fork('bus');
  c.focus = { x: 800, y: 640 };
  const ground = c.colours.lit('#b7b0a2');
  return [
    backdrop(c, { near: 220 }),
    townRows(c, r, { from: -20, to: 1620, y: 640, size: 64, rows: 3, distance: 0.18 }),
    hill(c, slope(c, [676, 672, 676], 1), ground, shade(ground, -0.08), 240),
    hall(c, 800, 716, 1.7, true),
    bus(c, 500, 786, 1.5, false, '#3f6f86'),
    bus(c, 1090, 792, 1.55, true, '#b5533f'),
    person(c, r, 740, 812, 1.3, { basket: true, dress: 'skirt' }),
    person(c, r, 800, 816, 1.35, { dress: 'trousers' }),
    person(c, r, 850, 818, 1.3, { dress: 'skirt', flip: true }),
    motorbike(c, 310, 856, 1.35, { pillion: true }),
    person(c, r, 1330, 850, 1.5, { basket: true }),
    foreground(c, 898, {}),
  ].join('');
};

export const museum: Composition = (c) => {
  const r = c.random.fork('museum');
  c.focus = { x: 800, y: 620 };
  const ground = c.colours.lit('#c5bda9');
  return [
    backdrop(c, { near: 220 }),
    greenHill(c, slope(c, [590, 570, 560, 570, 590], 8), { tone: 2, trees: 90, size: 15, distance: 0.16 }),
    tree(c, r, 270, 720, 260),
    tree(c, r, 1350, 720, 280),
    hill(c, slope(c, [706, 700, 706], 1), ground, shade(ground, -0.08), 240),
    hall(c, 800, 726, 2, false),
    bronzeDrum(c, 360, 830, 1.05),
    triangles(c, 0, 884, 1600, 22, 60),
    person(c, r, 1060, 800, 1.25, { dress: 'trousers' }),
    person(c, r, 1110, 806, 1.25, { child: true }),
    person(c, r, 700, 806, 1.2, { dress: 'skirt' }),
  ].join('');
};

/** Trip: a road through everything, with the traveller it is meant for. */
export const trip: Composition = (c) => {
  const r = c.random.fork('trip');
  const flip = r.chance(0.5) ? 1 : -1;
  const mx = (x: number): number => 800 + flip * (x - 800);
  c.focus = { x: mx(760), y: 640 };
  const line = slope(c, flip > 0 ? [520, 580, 630, 590, 500] : [500, 590, 630, 580, 520], 10);
  const hero = c.has('car')
    ? car(c, mx(690), 812, 1.35, flip < 0, '#c9523f')
    : c.has('bus')
      ? bus(c, mx(690), 812, 1.15, flip < 0)
      : c.has('walk')
        ? person(c, r, mx(650), 822, 1.4, { dress: 'trousers', basket: true }) +
          person(c, r, mx(720), 826, 1.4, { dress: 'skirt', basket: true })
        : motorbike(c, mx(640), 816, 1.4, { flip: flip < 0, pillion: true }) +
          motorbike(c, mx(870), 762, 0.95, { flip: flip < 0 });
  return [
    backdrop(c, { opening: mx(940), openingWidth: 520, near: 280 }),
    greenHill(c, line, { tone: 2, trees: 60, size: 11, distance: 0.28 }),
    terraces(c, {
      top: slope(c, flip > 0 ? [640, 650, 640, 600, 560] : [560, 600, 640, 650, 640], 8, 't'),
      bands: 15,
      bottom: 930,
      distance: 0.05,
    }),
    road(
      c,
      [
        [mx(960), 616, 3],
        [mx(1060), 634, 6],
        [mx(900), 658, 10],
        [mx(1120), 692, 18],
        [mx(800), 736, 36],
        [mx(1020), 790, 62],
        [mx(620), 826, 96],
        [mx(-60), 900, 170],
      ],
      0.02,
    ),
    hamlet(c, r, { x: mx(350), y: 720, spread: 120, rise: 34, count: 5, size: 58 }),
    yardTree(c, r, mx(200), 780, 170),
    c.has('market')
      ? [1290, 1420].map((x) => stall(c, r, mx(x), 800, 1)).join('') +
        crowd(c, r, {
          from: Math.min(mx(1220), mx(1500)),
          to: Math.max(mx(1220), mx(1500)),
          top: 800,
          bottom: 830,
          count: 6,
          far: 1,
          near: 1.15,
        })
      : hamlet(c, r, { x: mx(1330), y: 740, spread: 90, rise: 24, count: 3, size: 64 }),
    hero,
    nearGround(c, 892),
  ].join('');
};

export const gatewayCity: Composition = (c) => {
  const r = c.random.fork('city');
  c.focus = { x: 800, y: 640 };
  const lake = c.colours.lit('#7fa8a2');
  return [
    sky(c),
    range(c, { layers: 2, from: 520, to: 560, far: 50, near: 60, form: 'cone' }),
    townRows(c, r, { from: -20, to: 1620, y: 690, size: 96, rows: 5, distance: 0.1 }),
    ...Array.from({ length: 22 }, (_, i) => tree(c, r, i * 78 + r.between(-20, 20), 712, r.between(80, 150))),
    path('M-20 716Q800 696 1620 716V920H-20Z', {
      fill: c.gradient(
        [
          [0, mix(lake, c.colours.sky[2], 0.45)],
          [1, shade(lake, -0.1)],
        ],
        [0, 706, 0, 900],
      ),
    }),
    path('M120 760h180M420 800h220M800 776h190M1080 820h260M1360 770h150M300 850h200', {
      stroke: c.colours.sky[2],
      width: 3.4,
      opacity: 0.6,
    }),
    boat(c, r, 620, 800, 0.9),
    bus(c, 1180, 724, 0.62, false, '#b5533f'),
    nearGround(c, 886),
  ].join('');
};

export const bombaxRiver: Composition = (c) => {
  const r = c.random.fork('bx');
  c.focus = { x: 520, y: 560 };
  return [
    backdrop(c, { near: 320, form: 'tower', opening: 1000, openingWidth: 480 }),
    river(
      c,
      [
        [1000, 590, 20],
        [880, 640, 60],
        [1080, 710, 130],
        [900, 800, 260],
        [960, 930, 460],
      ],
      c.colours.lit('#4aa69a'),
    ),
    boat(c, r, 960, 800, 1),
    greenHill(c, slope(c, [600, 650, 740, 860, 900, 900], 8), { tone: 1, trees: 20, size: 13, distance: 0.05 }),
    bombax(c, r, 420, 800, 560),
    bombax(c, r, 190, 720, 300),
    person(c, r, 560, 846, 1.2, { dress: 'skirt', basket: true }),
    nearGround(c, 888),
  ].join('');
};

export function pathTo(points: readonly Point[], width: number): string {
  return ribbon(points.map(([x, y], i) => [x, y, width * (0.3 + (0.7 * i) / points.length)] as const));
}

/** Farm among rocks: used for guides about behaviour, where people meet at a door. */
export const doorway: Composition = (c) => {
  const r = c.random.fork('door');
  c.focus = { x: 760, y: 660 };
  return [
    backdrop(c, { near: 260, opening: 1200, openingWidth: 500 }),
    greenHill(c, slope(c, [600, 610, 590, 560, 580], 8), { tone: 1, trees: 60, size: 13, distance: 0.2 }),
    farHouse(c, r, 1280, 690, 110),
    yardTree(c, r, 180, 770, 320),
    yard(c, 746),
    earthHouse(c, r, 580, 810, 2.5, { corn: true }),
    person(c, r, 830, 850, 1.75, { dress: 'skirt' }),
    person(c, r, 940, 852, 1.75, { dress: 'trousers', flip: true }),
    person(c, r, 1010, 854, 1.7, { dress: 'skirt', flip: true }),
    stoneWall(c, [1090, 862], [1620, 866], 60, 'd'),
    nearGround(c, 896),
  ].join('');
};
