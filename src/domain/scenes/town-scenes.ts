import { hall, hamlet, lantern, quarterHouse, townRows, triangles } from './buildings.ts';
import type { Composition } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { bronzeDrum } from './gathering-scenes.ts';
import { hill, river, road, slope, terraces } from './land.ts';
import { boat, bus, car, crowd, motorbike, person, stall } from './people.ts';
import { bombax, foreground, tree } from './plants.ts';
import { range } from './rock.ts';
import { backdrop, greenHill, nearGround, yardTree } from './settings.ts';
import { sky } from './sky.ts';
import { n, path } from './svg.ts';

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
