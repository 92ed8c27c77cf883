import {
  borderGate,
  borderStone,
  flagTower,
  hamlet,
  kilometreStone,
  memorial,
  pagoda,
  ruin,
  stoneGate,
  townRows,
} from './buildings.ts';
import type { Composition } from './canvas.ts';
import { scatter } from './cliffs.ts';
import { mix, shade } from './colour.ts';
import { hill, ribbon, river, road, slope, stoneWall, terraces } from './land.ts';
import { bus, motorbike, person } from './people.ts';
import { conifer, tree, treeline } from './plants.ts';
import { boulders } from './rock.ts';
import { backdrop, greenHill, meadow, nearGround, yardTree } from './settings.ts';
import { n, path, rect, type Point } from './svg.ts';

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
