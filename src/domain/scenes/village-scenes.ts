import { earthHouse, farHouse, flagTower, hamlet, lantern, stiltHouse } from './buildings.ts';
import type { Canvas, Composition } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { flowerField, hill, patchwork, river, road, slope, stoneWall, terraces } from './land.ts';
import { buffalo, motorbike, person, pig, smoke } from './people.ts';
import { bamboo, blossomTree, conifer, foreground, framingBranch, maize, tree } from './plants.ts';
import { boulders } from './rock.ts';
import { backdrop, greenHill, meadow, nearGround, petals, yardTree } from './settings.ts';
import { mistBand } from './sky.ts';

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
