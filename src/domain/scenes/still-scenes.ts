import { earthHouse, farHouse, kilometreStone, stiltHouse, triangles } from './buildings.ts';
import { createCanvas, type Canvas, type Composition } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { bronzeDrum } from './gathering-scenes.ts';
import { hairpins, road, slope, stoneWall, terraces } from './land.ts';
import { bus, crowd, motorbike, person, smoke } from './people.ts';
import { blossomTree, conifer, tree } from './plants.ts';
import { boulders } from './rock.ts';
import { backdrop, greenHill, meadow, nearGround, yardTree } from './settings.ts';
import { circle, ellipse, n, path, place, rect } from './svg.ts';
import type { Season } from './types.ts';

/** A sill of old wood before the mountains: the stage of everything one can hold in a hand. */
function sill(c: Canvas, y = 700): string {
  const wood = c.colours.lit('#8c6242');
  const r = c.random.fork('sill');
  let grain = '';
  for (let i = 0; i < 26; i += 1) {
    const gy = y + 10 + r.next() * 170;
    grain += `M${n(r.between(-60, 1500))} ${n(gy)}q${n(r.between(40, 120))} ${n(r.between(-5, 5))} ${n(r.between(120, 320))} 0`;
  }
  return (
    rect(0, y, 1600, 210, {
      fill: c.gradient(
        [
          [0, shade(wood, 0.08)],
          [0.12, wood],
          [1, shade(wood, -0.12)],
        ],
        [0, y, 0, 900],
      ),
    }) +
    rect(0, y - 5, 1600, 8, { fill: shade(wood, 0.16) }) +
    path(grain, { stroke: shade(wood, -0.08), width: 2.4, opacity: 0.6 }) +
    triangles(c, 0, 868, 1600, 32, 46)
  );
}

function shadow(c: Canvas, x: number, y: number, width: number): string {
  return ellipse(x + (c.colours.lightFromLeft ? 18 : -18), y, width, width * 0.13, {
    fill: c.colours.ink,
    opacity: 0.26,
  });
}

function table(c: Canvas, things: string): string {
  c.focus = { x: 800, y: 600 };
  return [
    backdrop(c, { to: 560 }),
    terraces(c, {
      top: slope(c, c.random.fork('lie').chance(0.5) ? [640, 590, 560, 590, 560] : [540, 570, 610, 630, 600], 8),
      bands: 10,
      bottom: 800,
      distance: 0.22,
    }),
    sill(c),
    // A little larger than life, about the middle of the sill: on a card the thing must be known at a glance.
    `<g transform="translate(-120 -121.5) scale(1.15)">${things}</g>`,
  ].join('');
}

function cloth(c: Canvas, x: number, y: number, scale: number): string {
  const indigo = c.colours.lit('#2c3762');
  const linen = c.colours.lit('#d9cdb2');
  const folds: string[] = [];
  const tones = [linen, indigo, c.colours.lit('#3f5590'), c.colours.lit('#a9473d'), linen, indigo];
  tones.forEach((tone, i) => {
    const yy = -i * 30;
    folds.push(
      path(`M-150 ${yy}Q-168 ${yy - 14} -150 ${yy - 29}H146Q164 ${yy - 14} 146 ${yy}Z`, { fill: tone }),
      path(`M-150 ${yy}Q-168 ${yy - 14} -150 ${yy - 29}H-138Q-152 ${yy - 14} -138 ${yy}Z`, { fill: shade(tone, -0.1) }),
    );
    if (i % 2) folds.push(triangles(c, -110, yy - 21, 220, 12, 16));
  });
  return shadow(c, x, y, 190 * scale) + place(folds.join(''), x, y, scale);
}

function spindle(c: Canvas, x: number, y: number, scale: number): string {
  const thread = c.colours.lit('#e6dcc3');
  return (
    shadow(c, x, y, 60 * scale) +
    place(
      path('M0 8V-170', { stroke: c.colours.wood, width: 9 }) +
        path('M-46 -20Q-58 -70 0 -120Q58 -70 46 -20Q0 4 -46 -20Z', { fill: thread }) +
        path('M-48 -34Q0 -14 48 -40M-46 -54Q0 -34 44 -60M-38 -74Q0 -56 36 -80M-26 -94Q0 -80 24 -98', {
          stroke: shade(thread, -0.12),
          width: 3,
        }),
      x,
      y,
      scale,
    )
  );
}

function jar(c: Canvas, x: number, y: number, scale: number, tone: string, lid = '#a9473d'): string {
  const clay = c.colours.lit(tone);
  return (
    shadow(c, x, y, 100 * scale) +
    place(
      path('M-52 0Q-96 -50 -84 -120Q-76 -168 -40 -180V-206H40V-180Q76 -168 84 -120Q96 -50 52 0Z', { fill: clay }) +
        path(
          c.colours.lightFromLeft
            ? 'M20 0Q52 -60 46 -130Q40 -176 24 -206H40V-180Q76 -168 84 -120Q96 -50 52 0Z'
            : 'M-20 0Q-52 -60 -46 -130Q-40 -176 -24 -206H-40V-180Q-76 -168 -84 -120Q-96 -50 -52 0Z',
          { fill: shade(clay, -0.1) },
        ) +
        path('M-60 -140Q-56 -162 -44 -170', { stroke: shade(clay, 0.18), width: 8 }) +
        path('M-50 -200Q-54 -236 0 -240Q54 -236 50 -200Q0 -188 -50 -200Z', { fill: c.colours.lit(lid) }) +
        path('M-50 -200Q0 -188 50 -200', { stroke: c.colours.lit('#d9a63d'), width: 7 }),
      x,
      y,
      scale,
    )
  );
}

function bowl(c: Canvas, x: number, y: number, scale: number, tone: string, inside: string): string {
  const ware = c.colours.lit(tone);
  return (
    shadow(c, x, y, 110 * scale) +
    place(
      path('M-110 -84Q-98 -10 -42 0H42Q98 -10 110 -84Z', { fill: ware }) +
        path(
          c.colours.lightFromLeft
            ? 'M20 0H42Q98 -10 110 -84H70Q62 -20 20 0Z'
            : 'M-20 0H-42Q-98 -10 -110 -84H-70Q-62 -20 -20 0Z',
          { fill: shade(ware, -0.09) },
        ) +
        ellipse(0, -84, 110, 26, { fill: shade(ware, 0.07) }) +
        ellipse(0, -82, 98, 21, { fill: c.colours.lit(inside) }) +
        path('M-94 -52Q0 -28 94 -52', { stroke: c.colours.lit('#3c4f86'), width: 5 }),
      x,
      y,
      scale,
    )
  );
}

function cup(c: Canvas, x: number, y: number, scale: number): string {
  return bowl(c, x, y, scale * 0.42, '#e6dcc3', '#b98a3e');
}

function steam(c: Canvas, x: number, y: number, h: number): string {
  const white = mix(c.colours.mist, '#ffffff', 0.6);
  return path(
    `M${n(x)} ${n(y)}q-16 ${n(-h * 0.3)} 0 ${n(-h * 0.5)}t0 ${n(-h * 0.5)}M${n(x + 34)} ${n(y)}q-14 ${n(-h * 0.26)} 0 ${n(-h * 0.42)}t0 ${n(-h * 0.42)}`,
    { stroke: white, width: 9, opacity: 0.6 },
  );
}

function basket(c: Canvas, x: number, y: number, scale: number, heap: string): string {
  const cane = c.colours.lit('#b98f52');
  let weave = '';
  for (let i = 1; i < 6; i += 1)
    weave += `M${n(-118 + i * 4)} ${n(-100 + i * 18)}Q0 ${n(-84 + i * 18)} ${n(118 - i * 4)} ${n(-100 + i * 18)}`;
  for (let i = -4; i <= 4; i += 1) weave += `M${n(i * 27)} -92L${n(i * 21)} -2`;
  return (
    shadow(c, x, y, 130 * scale) +
    place(
      heap +
        path('M-124 -106Q-114 -8 -92 0H92Q114 -8 124 -106Q0 -78 -124 -106Z', { fill: cane }) +
        path(weave, { stroke: shade(cane, -0.13), width: 4, opacity: 0.8 }) +
        path('M-124 -106Q0 -78 124 -106', { stroke: shade(cane, 0.1), width: 9 }),
      x,
      y,
      scale,
    )
  );
}

function heapOf(c: Canvas, tones: readonly string[], size: number, leaf = false): string {
  const r = c.random.fork('heap');
  let out = '';
  for (let row = 0; row < 4; row += 1) {
    const many = 6 - row;
    for (let i = 0; i < many; i += 1) {
      const x = (i - (many - 1) / 2) * size * 1.7 + r.between(-4, 4);
      const y = -100 - row * size * 1.35;
      const tone = c.colours.lit(r.pick(tones));
      out +=
        circle(x, y, size, { fill: tone }) +
        path(
          `M${n(x - size * 0.45)} ${n(y - size * 0.35)}q${n(size * 0.3)} ${n(-size * 0.4)} ${n(size * 0.7)} ${n(-size * 0.1)}`,
          { stroke: shade(tone, 0.12), width: 4 },
        );
      if (leaf && r.chance(0.4))
        out += path(`M${n(x)} ${n(y - size)}q14 -20 34 -12q-12 18 -34 12Z`, { fill: c.colours.leaf[1] ?? '#4f8350' });
    }
  }
  return out;
}

function khen(c: Canvas, x: number, y: number, scale: number): string {
  const cane = c.colours.lit('#c9a262');
  const tones = [shade(cane, -0.06), cane, shade(cane, 0.04), cane, shade(cane, -0.05), shade(cane, 0.05)];
  const pipes = tones
    .map((tone, i) => {
      const d = `M${-46 + i * 15} -46C${-40 + i * 18} ${-150 - i * 6} ${-4 + i * 24} ${-250 - i * 22} ${74 + i * 44} ${-330 - i * 26}`;
      return path(d, { stroke: shade(tone, -0.2), width: 17 }) + path(d, { stroke: tone, width: 12 });
    })
    .join('');
  return (
    shadow(c, x, y, 190 * scale) +
    place(
      pipes +
        path('M-330 -40Q-200 -52 -80 -84Q10 -92 60 -52Q80 -26 46 -12Q-20 6 -90 -6Q-210 -22 -330 -28Z', {
          fill: c.colours.lit('#a9633a'),
        }) +
        path('M-90 -82Q10 -90 56 -54Q0 -66 -90 -60Z', { fill: c.colours.lit('#c98250') }) +
        path('M-70 -84v78M-30 -88v86M14 -80v76', { stroke: c.colours.lit('#d9a63d'), width: 8 }) +
        path('M-34 -150Q40 -176 92 -166M4 -232Q90 -268 160 -262', { stroke: c.colours.lit('#b23a33'), width: 12 }),
      x,
      y,
      scale,
    )
  );
}

function meat(c: Canvas): string {
  const r = c.random.fork('meat');
  let out = path('M260 250H1340', { stroke: c.colours.wood, width: 16 });
  for (let i = 0; i < 13; i += 1) {
    const x = 320 + i * 80;
    const h = r.between(200, 320);
    const tone = c.colours.lit(r.pick(['#7a3b2e', '#8c4a35', '#6b332c']));
    out +=
      path(`M${x} 250v24`, { stroke: c.colours.lit('#d9cdb2'), width: 4 }) +
      path(
        `M${x - 20} 276Q${x - 34} ${n(276 + h * 0.5)} ${x - 16} ${n(276 + h)}Q${x + 6} ${n(290 + h)} ${x + 20} ${n(270 + h)}Q${x + 30} ${n(276 + h * 0.4)} ${x + 18} 276Z`,
        { fill: tone },
      ) +
      path(`M${x - 10} 300Q${x - 20} ${n(276 + h * 0.5)} ${x - 8} ${n(256 + h)}`, {
        stroke: shade(tone, 0.14),
        width: 5,
        opacity: 0.7,
      });
  }
  return out;
}

/** A tub of staves with the leaves of the forest in its water. */
function tub(c: Canvas, x: number, y: number, scale: number): string {
  const r = c.random.fork('tub');
  const wood = c.colours.lit('#9a6a42');
  const water = c.colours.lit('#5d6b3a');
  let staves = '';
  for (let i = -4; i <= 4; i += 1) staves += `M${n(i * 46)} ${n(-196 + Math.abs(i) * -5)}L${n(i * 40)} -4`;
  const leaves = Array.from({ length: 11 }, (_, i) => {
    const at = { x: r.between(-150, 150), y: -214 + r.between(-16, 14) };
    const long = r.between(22, 40) * (i % 2 ? 1 : -1);
    return path(`M${n(at.x)} ${n(at.y)}q${n(long / 2)} -16 ${n(long)} 0q${n(-long / 2)} 14 ${n(-long)} 0Z`, {
      fill: c.colours.lit(r.pick(['#6f8f4a', '#4f7344', '#8a9a4a'])),
    });
  }).join('');
  return (
    shadow(c, x, y, 220 * scale) +
    place(
      path('M-206 -214L-176 -6Q0 22 176 -6L206 -214Z', { fill: wood }) +
        path(staves, { stroke: shade(wood, -0.12), width: 5 }) +
        ellipse(0, -214, 206, 46, { fill: shade(wood, 0.1) }) +
        ellipse(0, -212, 186, 37, { fill: water }) +
        leaves +
        path('M-199 -164Q0 -124 199 -164M-184 -62Q0 -26 184 -62', { stroke: c.colours.lit('#b98f52'), width: 15 }),
      x,
      y,
      scale,
    )
  );
}

/** Rows of triangles, sewn cloth on cloth, over a pole: the jackets of Lô Lô women are made so. */
function patchwork(c: Canvas, x: number, y: number): string {
  const r = c.random.fork('patchwork');
  const ground = c.colours.lit('#1f2436');
  const tones = ['#c0392f', '#e0a12f', '#2f6f8f', '#d7628a', '#f1e9d6', '#3f7a4f'].map((tone) => c.colours.lit(tone));
  const [width, rows, side] = [560, 8, 56];
  let pieces = '';
  for (let row = 0; row < rows; row += 1) {
    const top = 30 + row * (side + 6);
    if (row % 4 === 3) {
      pieces += rect(0, top + 12, width, side - 24, { fill: r.pick(tones) });
      continue;
    }
    for (let i = 0; i < width / side; i += 1) {
      const left = i * side;
      const up = (i + row) % 2 === 0;
      pieces += path(
        up
          ? `M${left} ${top + side}L${left + side / 2} ${top}L${left + side} ${top + side}Z`
          : `M${left} ${top}L${left + side / 2} ${top + side}L${left + side} ${top}Z`,
        { fill: tones[(i * 2 + row * 3) % tones.length] ?? ground },
      );
    }
  }
  const height = 30 + rows * (side + 6) + 16;
  let fringe = '';
  for (let i = 0; i <= 28; i += 1) fringe += `M${i * 20} ${height}v${n(r.between(22, 34))}`;
  return (
    `<g transform="translate(${n(x)} ${n(y)})">` +
    path(`M-120 8H${width + 120}`, { stroke: c.colours.wood, width: 18 }) +
    rect(0, 0, width, height, { fill: ground }) +
    pieces +
    path(fringe, { stroke: tones[0] ?? ground, width: 7 }) +
    '</g>'
  );
}

function paper(c: Canvas, x: number, y: number, w: number, h: number, tilt: number): string {
  const sheet = c.colours.lit('#f1e9d6');
  let fibres = '';
  for (let i = 0; i < 9; i += 1) fibres += `M${n((w * (i + 0.4)) / 9)} ${n((h * ((i * 5) % 9)) / 9 + 8)}q14 5 30 -2`;
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(tilt)})">${rect(5, 7, w, h, { fill: c.colours.ink, opacity: 0.24 })}${rect(0, 0, w, h, { fill: sheet })}${path(`M0 ${n(h)}H${n(w)}V0`, { stroke: shade(sheet, -0.12), width: 4 })}${path(fibres, { stroke: shade(sheet, -0.09), width: 3 })}</g>`;
}

/** What a product is made of decides what lies on the sill; unknown ones get a full basket. */
export const product: Composition = (c) => {
  const scenes: Record<string, () => string> = {
    cloth: () => cloth(c, 720, 800, 1.35) + spindle(c, 1120, 806, 1.15) + spindle(c, 1230, 820, 0.8),
    patchwork: () => patchwork(c, 470, 250) + spindle(c, 1190, 816, 1),
    bath: () =>
      tub(c, 700, 812, 1) +
      steam(c, 640, 560, 170) +
      steam(c, 770, 570, 140) +
      bowl(c, 1130, 830, 0.8, '#7d5a42', '#6f8f4a'),
    honey: () =>
      jar(c, 690, 806, 1.2, '#d99a2f', '#e6dcc3') +
      jar(c, 960, 820, 0.85, '#c98522', '#e6dcc3') +
      bowl(c, 1200, 826, 0.7, '#e6dcc3', '#e0a12f'),
    tea: () =>
      basket(c, 620, 812, 1.15, heapOf(c, ['#4f6b45', '#3f5a3c', '#6b7f4f'], 26)) +
      jar(c, 980, 806, 0.78, '#8a5a3c', '#6b4630') +
      cup(c, 1180, 824, 1.3) +
      cup(c, 1300, 836, 1.3) +
      steam(c, 1160, 770, 120),
    wine: () =>
      jar(c, 640, 808, 1.3, '#7d5a42') +
      jar(c, 920, 818, 0.95, '#8f6a4a') +
      cup(c, 1130, 830, 1.3) +
      cup(c, 1240, 836, 1.3),
    fruit: () =>
      basket(c, 760, 812, 1.4, heapOf(c, ['#e08a2e', '#e59c3f', '#d97a25'], 26, true)) +
      [1080, 1160, 1230]
        .map((x, i) => circle(x, 806 + i * 8, 34, { fill: c.colours.lit(i % 2 ? '#e59c3f' : '#e08a2e') }))
        .join(''),
    plum: () =>
      basket(c, 760, 812, 1.4, heapOf(c, ['#a8324a', '#8f2f4a', '#c0485a'], 28, true)) +
      [1080, 1150, 1210]
        .map((x, i) => circle(x, 812 + i * 8, 29, { fill: c.colours.lit(i % 2 ? '#a8324a' : '#c0485a') }))
        .join(''),
    meat: () => meat(c) + bowl(c, 760, 828, 0.8, '#e6dcc3', '#b5352e'),
    cake: () => {
      let cakes = '';
      for (let i = 0; i < 5; i += 1) {
        const tone = c.colours.lit(i % 2 ? '#a98a9a' : '#b79aa6');
        cakes +=
          ellipse(640, 780 - i * 30, 150 - i * 6, 34, { fill: shade(tone, -0.1) }) +
          ellipse(640, 770 - i * 30, 150 - i * 6, 32, { fill: tone });
      }
      return (
        shadow(c, 640, 806, 170) +
        cakes +
        bowl(c, 1000, 826, 0.9, '#e6dcc3', '#d9cdb2') +
        path('M1180 830q30 -110 90 -150M1210 836q40 -90 110 -120', {
          stroke: c.colours.leaf[1] ?? '#5f8f52',
          width: 5,
        }) +
        Array.from({ length: 24 }, (_, i) =>
          circle(1230 + (i % 6) * 16, 690 + Math.floor(i / 6) * 14 + (i % 3) * 5, 8, {
            fill: c.colours.lit(i % 2 ? '#d58ca0' : '#e9c3cb'),
          }),
        ).join('')
      );
    },
    pipe: () => khen(c, 760, 826, 1.2) + cup(c, 1200, 836, 1.2),
    rice: () =>
      basket(c, 640, 812, 1.2, heapOf(c, ['#e6d6a0', '#d9c27a'], 30)) +
      bowl(c, 1040, 826, 1.05, '#3f5590', '#f4eedd') +
      path('M1180 800L1330 720M1190 812L1344 736', { stroke: c.colours.wood, width: 9 }),
    drum: () => bronzeDrum(c, 760, 806, 1.6) + cloth(c, 1120, 826, 0.7),
    silver: () => {
      const silver = c.colours.lit('#d3d8da');
      const ring = (x: number, y: number, radius: number, width: number): string =>
        circle(x, y + 4, radius, { fill: 'none', stroke: shade(silver, -0.2), width: width + 6 }) +
        circle(x, y, radius, { fill: 'none', stroke: silver, width }) +
        circle(x - 3, y - 3, radius + width * 0.18, { fill: 'none', stroke: shade(silver, 0.12), width: width * 0.22 });
      // Neck rings one in the other with a lock of silver before them, and two bracelets.
      return (
        shadow(c, 700, 806, 210) +
        ring(700, 610, 178, 26) +
        ring(700, 624, 138, 20) +
        ring(700, 636, 104, 15) +
        path('M636 748h128l18 34-34 30H652l-34-30Z', { fill: silver }) +
        path('M652 770h96M668 788h64', { stroke: shade(silver, -0.2), width: 6 }) +
        [640, 680, 720, 760].map((x) => path(`M${x} 812v26`, { stroke: shade(silver, -0.1), width: 7 })).join('') +
        shadow(c, 1010, 816, 80) +
        ring(1010, 742, 62, 19) +
        shadow(c, 1160, 826, 66) +
        ring(1160, 766, 50, 16)
      );
    },
    knife: () => {
      const steel = c.colours.lit('#c3ccd0');
      const blade = (y: number): string =>
        path(`M560 ${y}L1010 ${y - 44}Q1150 ${y - 58} 1190 ${y - 6}Q1040 ${y + 44} 566 ${y + 40}Z`, { fill: steel }) +
        path(`M566 ${y + 26}Q1000 ${y + 34} 1180 ${y - 4}Q1040 ${y + 44} 566 ${y + 40}Z`, { fill: shade(steel, 0.1) }) +
        path(`M560 ${y}L1010 ${y - 44}`, { stroke: shade(steel, -0.16), width: 7 }) +
        path(`M330 ${y + 24}L552 ${y + 20}`, { stroke: c.colours.lit('#6b4028'), width: 40 }) +
        path(`M540 ${y - 4}V${y + 44}`, { stroke: c.colours.lit('#d9a63d'), width: 13 });
      return shadow(c, 760, 800, 420) + blade(690) + blade(778);
    },
    basket: () =>
      basket(c, 660, 812, 1.35, '') +
      basket(c, 1040, 822, 0.95, heapOf(c, ['#e9b93f', '#d9a63d'], 26)) +
      spindle(c, 1290, 826, 0.8),
    paper: () =>
      [0, 1, 2, 3].map((i) => paper(c, 480 + i * 70, 640 + i * 24, 420, 150, -5 + i * 3.4)).join('') +
      path('M1180 820L1330 640', { stroke: c.colours.wood, width: 12 }),
    spice: () =>
      bowl(c, 620, 822, 1, '#7d5a42', '#8f2f2a') +
      bowl(c, 900, 832, 0.85, '#e6dcc3', '#7a5a30') +
      basket(c, 1190, 826, 0.85, heapOf(c, ['#8a9a4a', '#6b7a3c'], 22)),
  };
  const wanted = Object.keys(scenes).find((name) => c.has(name)) ?? 'basket';
  return table(c, scenes[wanted]?.() ?? '');
};

export const gettingThere: Composition = (c) => {
  c.focus = { x: 800, y: 640 };
  const r = c.random.fork('there');
  return [
    backdrop(c, { near: 290, opening: 900, openingWidth: 620 }),
    greenHill(c, slope(c, [600, 620, 630, 610, 590], 7), { tone: 1, trees: 60, size: 12, distance: 0.24 }),
    terraces(c, { top: slope(c, [650, 670, 680, 666, 650], 5), bands: 10, bottom: 930 }),
    road(
      c,
      [
        [900, 624, 4],
        [960, 650, 12],
        [860, 690, 30],
        [960, 750, 74],
        [760, 840, 170],
        [600, 960, 330],
      ],
      0,
    ),
    bus(c, 900, 764, 1.35, true, '#b5533f'),
    motorbike(c, 930, 682, 0.5, {}),
    kilometreStone(c, 1250, 830, 1.25),
    conifer(c, r, 300, 800, 300),
    conifer(c, r, 190, 830, 360),
    nearGround(c, 892),
  ].join('');
};

export const licence: Composition = (c) =>
  table(
    c,
    paper(c, 420, 560, 460, 270, -7) +
      `<g transform="translate(420 560) rotate(-7)">${rect(36, 40, 118, 150, { fill: c.colours.lit('#c9d3d0') })}${circle(95, 98, 32, { fill: c.colours.lit('#b98562') })}${path('M44 190Q48 140 95 138Q142 140 146 190Z', { fill: c.colours.lit('#3c4f86') })}${path('M186 60h220M186 98h180M186 136h200M36 220h220', { stroke: c.colours.lit('#8b8f8d'), width: 11 })}${circle(370, 196, 48, { stroke: c.colours.lit('#b23a33'), width: 8, opacity: 0.8 })}${path('M346 196l16 18 34 -38', { stroke: c.colours.lit('#b23a33'), width: 9, opacity: 0.8 })}</g>` +
      shadow(c, 1130, 812, 190) +
      place(
        path('M-170 0Q-190 -150 -60 -196Q70 -226 140 -130Q180 -70 160 0Z', { fill: c.colours.lit('#c9523f') }) +
          path('M-20 -110Q70 -120 152 -86Q168 -40 160 -14H40Q-20 -30 -20 -110Z', { fill: c.colours.lit('#2f3d4d') }) +
          path('M0 -96Q60 -102 110 -90', { stroke: c.colours.lit('#c9d8da'), width: 9 }) +
          path('M-170 -8H160', { stroke: c.colours.lit('#e6dcc3'), width: 14 }),
        1130,
        810,
        1.15,
      ),
  );

export const roadSafety: Composition = (c) => {
  const r = c.random.fork('safety');
  c.focus = { x: 700, y: 600 };
  const line = slope(c, [470, 540, 620, 660, 680], 10);
  const way = hairpins(c, { bottom: [760, 880], top: [520, line(520) + 30], bends: 6, width: 54, sway: 380 });
  return [
    backdrop(c, { near: 280, opening: 1150, openingWidth: 560 }),
    greenHill(c, line, { tone: 2, trees: 70, size: 12, distance: 0.1 }),
    road(c, way, 0),
    motorbike(c, 700, 846, 1.5, { flip: true }),
    bus(c, 700, 706, 0.5, false),
    path('M1180 880V600', { stroke: c.colours.lit('#d8cfba'), width: 14 }),
    circle(1180, 560, 86, { fill: c.colours.lit('#c9523f') }),
    circle(1180, 560, 72, { fill: mix(c.colours.sky[1], '#ffffff', 0.25) }),
    path('M1120 590Q1160 540 1200 570T1240 566Q1226 626 1180 630Q1132 626 1120 590Z', { fill: c.colours.grass[2] }),
    path('M1170 628Q1200 590 1176 574', { stroke: c.colours.lit('#e6dcc3'), width: 8 }),
    boulders(
      c,
      r,
      [
        [1320, 880],
        [1400, 876],
        [1270, 888],
      ],
      30,
    ),
    nearGround(c, 896),
  ].join('');
};

/** Four seasons side by side on the same slopes. */
export const seasons: Composition = (c) => {
  c.focus = { x: 800, y: 560 };
  const strips: readonly Season[] = ['spring', 'water', 'gold', 'buckwheat'];
  const parts = strips.map((season, i) => {
    const one = createCanvas({ ...c.spec, season, hour: c.spec.hour });
    const edges = [0, 530, 800, 1070, 1600];
    const x = edges[i] ?? 0;
    const end = edges[i + 1] ?? 1600;
    const body = [
      terraces(one, { top: slope(one, [640, 600, 590, 560, 600, 640], 6, 'same'), bands: 16 }),
      season === 'spring'
        ? blossomTree(one, one.random.fork('b'), 390, 850, 280, ['#f4c6d0', '#e89db2', '#fbeee9'].map(one.colours.lit))
        : '',
      season === 'gold' ? person(one, one.random.fork('p'), 930, 830, 1.25, { basket: true, dress: 'skirt' }) : '',
      season === 'buckwheat'
        ? person(one, one.random.fork('p'), 1190, 836, 1.25, { dress: 'skirt', child: false })
        : '',
      season === 'water' ? person(one, one.random.fork('p'), 660, 822, 1.15, { dress: 'trousers' }) : '',
    ].join('');
    const definitions = one.definitions.map((text) => text.replaceAll('id="g', `id="s${i}g`)).join('');
    c.definitions.push(
      `<clipPath id="strip${i}"><path d="M${i ? x + 24 : -20} 0H${i === 3 ? 1620 : end + 24}L${i === 3 ? 1620 : end - 24} 900H${i ? x - 24 : -20}Z"/></clipPath>`,
      definitions,
    );
    return `<g clip-path="url(#strip${i})">${body.replaceAll('url(#g', `url(#s${i}g`)}</g>`;
  });
  return [backdrop(c, { near: 250 }), ...parts].join('');
};

export const signal: Composition = (c) => {
  const r = c.random.fork('signal');
  c.focus = { x: 820, y: 560 };
  const steel = c.colours.lit('#b8524a');
  let lattice = 'M1060 560L1092 250L1124 560';
  for (let i = 0; i < 6; i += 1)
    lattice += `M${n(1064 + i * 4.6)} ${n(530 - i * 44)}L${n(1116 - i * 4)} ${n(490 - i * 44)}M${n(1120 - i * 4.6)} ${n(530 - i * 44)}L${n(1068 + i * 4)} ${n(490 - i * 44)}`;
  return [
    backdrop(c, { near: 250 }),
    greenHill(c, slope(c, [640, 620, 590, 550, 560, 620], 7), { tone: 1, trees: 60, size: 12, distance: 0.12 }),
    path(lattice, { stroke: steel, width: 6 }),
    path(
      'M1050 300a60 60 0 0 1 12 -78M1134 300a60 60 0 0 0 -12 -78M1022 318a96 96 0 0 1 20 -124M1162 318a96 96 0 0 0 -20 -124',
      { stroke: mix(c.colours.sun, '#ffffff', 0.3), width: 6, opacity: 0.8 },
    ),
    meadow(c, slope(c, [700, 696, 700], 4), 1),
    earthHouse(c, r, 520, 800, 1.9, { corn: true }),
    person(c, r, 830, 838, 1.5, { dress: 'trousers' }),
    person(c, r, 900, 842, 1.45, { dress: 'skirt', flip: true }),
    motorbike(c, 1110, 850, 1.3, { flip: true }),
    nearGround(c, 892),
  ].join('');
};

export const packing: Composition = (c) =>
  table(
    c,
    shadow(c, 640, 808, 170) +
      place(
        path('M-120 0Q-140 -180 -96 -250Q0 -300 96 -250Q140 -180 120 0Z', { fill: c.colours.lit('#5f7a4a') }) +
          path('M-84 -6Q-92 -96 0 -100Q92 -96 84 -6Z', { fill: c.colours.lit('#75925a') }) +
          path('M-104 -210Q0 -180 104 -210L96 -250Q0 -300 -96 -250Z', { fill: c.colours.lit('#4d653f') }) +
          path('M-50 -190V-90M50 -190V-90', { stroke: c.colours.lit('#b98f52'), width: 14 }) +
          path('M-134 -286Q0 -330 134 -286Q146 -262 130 -244Q0 -292 -130 -244Q-146 -262 -134 -286Z', {
            fill: c.colours.lit('#3c4f86'),
          }),
        640,
        806,
        1.15,
      ) +
      shadow(c, 990, 824, 110) +
      place(
        path('M-80 0V-46L-60 -140H6L14 -70Q70 -60 84 -24V0Z', { fill: c.colours.lit('#7b5238') }) +
          path('M-84 -2H88V14H-84Z', { fill: c.colours.lit('#3f3a38') }) +
          path('M-6 -124l22 6M-4 -104l24 6M0 -84l24 6', { stroke: c.colours.lit('#d9cdb2'), width: 6 }),
        960,
        822,
        1.05,
      ) +
      place(
        path('M-80 0V-46L-60 -140H6L14 -70Q70 -60 84 -24V0Z', { fill: c.colours.lit('#8a5f3f') }) +
          path('M-84 -2H88V14H-84Z', { fill: c.colours.lit('#3f3a38') }),
        1060,
        834,
        1.05,
      ) +
      place(
        path('M-46 0V-150Q-46 -164 -30 -168V-190H30V-168Q46 -164 46 -150V0Z', { fill: c.colours.lit('#5f97a0') }) +
          path('M-30 -190H30V-212H-30Z', { fill: c.colours.lit('#2f3d4d') }) +
          path('M-30 -140V-20', { stroke: c.colours.lit('#a9cdd0'), width: 10 }),
        1270,
        830,
        1,
      ),
  );

export const emergency: Composition = (c) => {
  const r = c.random.fork('sos');
  c.focus = { x: 800, y: 640 };
  const red = c.colours.dark ? '#d1453c' : c.colours.lit('#c23b33');
  const wall = c.colours.lit('#e9e2d0');
  return [
    backdrop(c, { near: 270 }),
    greenHill(c, slope(c, [600, 590, 580, 600, 610], 8), { tone: 2, trees: 70, size: 13, distance: 0.16 }),
    meadow(c, slope(c, [690, 684, 690], 3), 1),
    rect(330, 590, 420, 170, { fill: wall }),
    rect(330, 590, 420, 24, { fill: c.colours.lit('#4f7a86') }),
    path('M300 596L360 530H720L780 596Z', { fill: c.colours.lit('#9a4b3c') }),
    rect(500, 650, 80, 110, { fill: c.colours.window }),
    rect(370, 650, 80, 56, { fill: c.colours.window }),
    rect(630, 650, 80, 56, { fill: c.colours.window }),
    circle(540, 562, 26, { fill: '#f4efe2' }),
    path('M540 546v32M524 562h32', { stroke: red, width: 10, cap: 'butt' }),
    road(
      c,
      [
        [1500, 700, 26],
        [1200, 740, 60],
        [900, 790, 110],
        [500, 870, 190],
      ],
      0,
    ),
    bus(c, 1010, 812, 1.3, true, '#ece6d6'),
    path('M1002 748v34M985 765h34', { stroke: red, width: 11, cap: 'butt' }),
    c.colours.dark
      ? circle(1010, 716, 190, {
          fill: c.glow(1010, 716, 190, [
            [0, '#8fb4ff', 0.55],
            [0.4, '#8fb4ff', 0.16],
            [1, '#8fb4ff', 0],
          ]),
        })
      : '',
    rect(996, 710, 30, 14, { fill: c.colours.dark ? '#9cc0ff' : c.colours.lit('#4f7ac0') }),
    yardTree(c, r, 190, 800, 260),
    person(c, r, 640, 800, 1.3, { dress: 'trousers' }),
    nearGround(c, 894),
  ].join('');
};

export const responsible: Composition = (c) => {
  const r = c.random.fork('resp');
  c.focus = { x: 800, y: 680 };
  return [
    backdrop(c, { near: 240 }),
    terraces(c, { top: slope(c, [500, 560, 600, 580, 540], 9), bands: 17, seed: 'r' }),
    road(
      c,
      [
        [1180, 640, 5],
        [1040, 680, 12],
        [1140, 730, 24],
        [900, 790, 44],
        [700, 930, 120],
      ],
      0,
    ),
    person(c, r, 1100, 724, 0.8, { basket: true, dress: 'skirt' }),
    person(c, r, 1010, 768, 1.1, { basket: true, dress: 'skirt' }),
    person(c, r, 900, 812, 1.45, { basket: true, dress: 'trousers' }),
    person(c, r, 820, 846, 1.65, { basket: true }),
    tree(c, r, 330, 820, 340),
    stoneWall(c, [120, 860], [600, 872], 44, 's'),
    nearGround(c, 894),
  ].join('');
};

export const food: Composition = (c) =>
  table(
    c,
    bowl(c, 560, 824, 1.35, '#e6dcc3', '#c98a3e') +
      path('M470 712q40 -22 84 0t90 -4M486 722q50 -16 90 0t70 -2', { stroke: c.colours.lit('#f0e3bd'), width: 9 }) +
      path('M600 704q20 -16 40 -2M500 706q14 -14 30 -2', { stroke: c.colours.leaf[0] ?? '#7ba35a', width: 10 }) +
      steam(c, 540, 680, 190) +
      path('M660 740L860 620M676 752L880 636', { stroke: c.colours.lit('#7b4a30'), width: 9 }) +
      shadow(c, 930, 820, 140) +
      ellipse(930, 806, 150, 34, { fill: c.colours.lit('#b98f52') }) +
      ['#b23a33', '#e9b93f', '#4b3d6b', '#f4eedd', '#5f8f52']
        .map((tone, i) => ellipse(862 + i * 35, 790 - (i % 2) * 16, 32, 24, { fill: c.colours.lit(tone) }))
        .join('') +
      jar(c, 1210, 812, 0.92, '#7d5a42') +
      cup(c, 1370, 838, 1.3),
  );

export const children: Composition = (c) => {
  const r = c.random.fork('kids');
  c.focus = { x: 820, y: 560 };
  return [
    backdrop(c, { near: 210 }),
    greenHill(c, slope(c, [600, 590, 600, 580, 560], 8), { tone: 1, trees: 60, size: 14, distance: 0.18 }),
    stiltHouse(c, r, 400, 760, 1.35),
    tree(c, r, 160, 780, 260),
    meadow(c, slope(c, [764, 756, 750, 756, 764], 4), 0),
    person(c, r, 760, 850, 1.7, { dress: 'trousers' }),
    person(c, r, 850, 856, 1.7, { child: true, dress: 'skirt' }),
    person(c, r, 930, 858, 1.6, { child: true, dress: 'trousers', flip: true }),
    person(c, r, 1010, 852, 1.65, { dress: 'skirt', flip: true }),
    path('M866 790Q1000 600 1130 330', { stroke: c.colours.lit('#f4efe2'), width: 2.6 }),
    path('M1130 250L1190 318L1142 392L1082 330Z', { fill: c.colours.lit('#b23a33') }),
    path('M1130 250L1142 392M1082 330L1190 318', { stroke: c.colours.lit('#d9a63d'), width: 5 }),
    path('M1142 392q26 34 6 66t10 64', { stroke: c.colours.lit('#3c4f86'), width: 8 }),
    farHouse(c, r, 1330, 720, 90),
    crowd(c, r, { from: 1300, to: 1460, top: 780, bottom: 800, count: 2, far: 1, near: 1.1 }),
    smoke(c, 420, 560, 90),
    nearGround(c, 896),
  ].join('');
};
