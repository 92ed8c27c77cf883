import { farHouse, hall, hamlet, quarterHouse, stiltHouse, townRows } from './buildings.ts';
import type { Canvas, Composition } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { hill, slope } from './land.ts';
import { buffalo, crowd, person, pig, smoke, stall } from './people.ts';
import { bamboo, tree } from './plants.ts';
import { backdrop, greenHill, meadow, nearGround } from './settings.ts';
import { mistBand } from './sky.ts';
import { circle, n, path, rect } from './svg.ts';

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
