import type { Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import { tree } from './plants.ts';
import type { Random } from './random.ts';
import { circle, n, path, place, polygon, rect, type Point } from './svg.ts';

/** Roof of grey yin-yang tiles: a sagging slope with tile courses and a lifted ridge. Origin: middle of the eaves. */
function tileRoof(width: number, height: number, colour: string, depth = 0): string {
  const half = width / 2;
  const inset = width * 0.09;
  const lift = height * 0.12;
  const body = `M${n(-half)} 0Q${n(-half + inset * 0.75)} ${n(-height * 0.42)} ${n(-half + inset)} ${n(-height)}L${n(half - inset + depth)} ${n(-height)}Q${n(half - inset * 0.75 + depth * 0.5)} ${n(-height * 0.42)} ${n(half)} 0Q0 ${n(height * 0.07)} ${n(-half)} 0Z`;
  let courses = '';
  const tiles = Math.max(8, Math.round(width / 9));
  for (let i = 1; i < tiles; i += 1) {
    const u = i / tiles;
    const bottom = -half + width * u;
    const top = -half + inset + (width - 2 * inset + depth) * u;
    courses += `M${n(bottom)} ${n(height * 0.03)}Q${n((bottom + top) / 2 + (u < 0.5 ? 1 : -1) * inset * 0.16)} ${n(-height * 0.45)} ${n(top)} ${n(-height)}`;
  }
  let rim = '';
  for (let i = 0; i < tiles; i += 1) {
    const x = -half + (width / tiles) * i;
    rim += `M${n(x)} ${n(height * 0.02)}q${n(width / tiles / 2)} ${n(height * 0.12)} ${n(width / tiles)} 0`;
  }
  return (
    path(body, { fill: colour }) +
    path(courses, { stroke: shade(colour, -0.09), width: 1.5, opacity: 0.75 }) +
    path(rim, { stroke: shade(colour, 0.13), width: 2 }) +
    path(
      `M${n(-half + inset - 7)} ${n(-height - lift)}Q${n(-half + inset + 4)} ${n(-height)} ${n(-half + inset + 16)} ${n(-height)}H${n(half - inset - 16 + depth)}Q${n(half - inset - 4 + depth)} ${n(-height)} ${n(half - inset + 7 + depth)} ${n(-height - lift)}`,
      { stroke: shade(colour, -0.13), width: 4.5 },
    )
  );
}

export type HouseOptions = { flip?: boolean; corn?: boolean; wall?: string };

/** Rammed-earth house of the plateau, 200 units wide, on a stone plinth. `scale` 1 is 200 px. */
export function earthHouse(
  c: Canvas,
  r: Random,
  x: number,
  y: number,
  scale: number,
  options: HouseOptions = {},
): string {
  const { colours } = c;
  const earth = colours.lit(options.wall ?? r.pick(['#d2a05a', '#c9954f', '#d9ad68', '#c78f55']));
  const dim = shade(earth, -0.12);
  const roof = colours.lit(r.pick(['#5f6468', '#6b6a68', '#575d63']));
  const stone = colours.lit('#8d8f8c');
  const gable = 46;
  const parts: string[] = [];
  // Gable wall in shadow, then the long front.
  parts.push(
    path(
      polygon([
        [74, 0],
        [74, -66],
        [74 + gable * 0.5, -112],
        [74 + gable, -70],
        [74 + gable, -6],
      ]),
      { fill: dim },
    ),
    rect(-92, -68, 168, 68, { fill: earth }),
  );
  let layers = '';
  for (let i = 1; i < 5; i += 1)
    layers += `M-92 ${n(-i * 14)}q40 ${n(r.between(-3, 3))} 84 0t84 0M76 ${n(-i * 14)}l${gable - 2} ${n(-1.2)}`;
  parts.push(path(layers, { stroke: shade(earth, -0.1), width: 1.3, opacity: 0.6 }));
  parts.push(
    path(
      polygon([
        [-96, 4],
        [-96, -12],
        [76, -12],
        [76 + gable, -15],
        [76 + gable, -3],
        [76, 6],
      ]),
      { fill: stone },
    ),
    path('M-80 -11v14M-58 -6h20M-38 -11v14M-12 -6h22M22 -11v14M44 -5h20M90 -13v15M106 -8h14', {
      stroke: shade(stone, -0.12),
      width: 1.6,
    }),
  );
  const door = mix(colours.wood, colours.ink, 0.25);
  parts.push(
    rect(-24, -52, 36, 44, { fill: colours.dark ? colours.window : door }),
    path('M-24 -8V-52H12V-8M-6 -52V-8', { stroke: shade(door, -0.06), width: 3 }),
  );
  if (!colours.dark) {
    parts.push(
      rect(-20, -44, 5, 13, { fill: colours.lit('#b23a33') }),
      rect(3, -44, 5, 13, { fill: colours.lit('#b23a33') }),
    );
  }
  for (const wx of [-74, 36]) {
    parts.push(
      rect(wx, -48, 22, 18, { fill: colours.window }),
      path(`M${wx} -48h22v18h-22ZM${wx + 7} -48v18M${wx + 15} -48v18`, { stroke: door, width: 2.2 }),
    );
  }
  if (options.corn ?? r.chance(0.6)) {
    let cobs = '';
    for (let i = 0; i < 13; i += 1) cobs += `M${n(-88 + i * 13)} -61v${n(r.between(7, 12))}`;
    parts.push(path(cobs, { stroke: colours.lit('#e9b93f'), width: 6 }));
  }
  parts.push(path('M-92 -66H76l46 -4', { stroke: colours.ink, width: 5, opacity: 0.28 }));
  parts.push(
    path(
      polygon([
        [80, -118],
        [74 + gable + 12, -64],
        [74 + gable + 4, -60],
        [78, -100],
      ]),
      { fill: shade(roof, -0.1) },
    ),
    place(tileRoof(206, 54, roof, 16), -4, -64),
  );
  return place(parts.join(''), x, y, scale, options.flip);
}

/** Tày or Dao house on posts with a thick palm roof, 230 units wide. */
export function stiltHouse(c: Canvas, r: Random, x: number, y: number, scale: number, flip = false): string {
  const { colours } = c;
  const wood = colours.lit(r.pick(['#8a5f3f', '#7b5238', '#96694a']));
  const palmRoof = colours.lit(r.pick(['#8f8063', '#857455', '#9a8a68']));
  const post = shade(wood, -0.12);
  const parts: string[] = [];
  let posts = '';
  for (let i = 0; i < 7; i += 1) posts += `M${n(-92 + i * 30.5)} 0V-46`;
  parts.push(
    rect(-96, -46, 192, 40, { fill: mix(colours.ink, wood, 0.15), opacity: 0.5 }),
    path(posts, { stroke: post, width: 5.5 }),
    rect(-100, -92, 200, 44, { fill: wood }),
  );
  let planks = '';
  for (let i = 1; i < 20; i += 1) planks += `M${n(-100 + i * 10)} -92v44`;
  parts.push(path(planks, { stroke: shade(wood, -0.07), width: 1.4, opacity: 0.8 }));
  for (const wx of [-78, -30, 18, 62]) {
    parts.push(rect(wx, -84, 20, 22, { fill: colours.window }), path(`M${wx + 10} -84v22`, { stroke: post, width: 2 }));
  }
  parts.push(
    rect(-114, -51, 228, 6, { fill: shade(wood, -0.05) }),
    path('M-112 -62H-60M-112 -51v-11M-99 -51v-11M-86 -51v-11M-73 -51v-11M-60 -51v-11', {
      stroke: shade(wood, 0.04),
      width: 2.6,
    }),
    path('M-112 -48L-138 2M-98 -48L-124 2M-104 -34h-13M-110 -23h-14M-116 -11h-14', { stroke: post, width: 4 }),
  );
  const roof = 'M-128 -80Q-108 -112 -78 -158Q0 -164 78 -158Q108 -112 128 -80Q64 -70 0 -72Q-64 -70 -128 -80Z';
  let thatch = '';
  for (let row = 0; row < 4; row += 1) {
    const yy = -98 - row * 17;
    const half = 112 - row * 13;
    for (let i = 0; i <= 16; i += 1) {
      const px = -half + (2 * half * i) / 16;
      thatch += `M${n(px)} ${n(yy)}l${n(r.between(-2, 2) + px * 0.03)} ${n(r.between(7, 13))}`;
    }
  }
  parts.push(
    path(roof, { fill: palmRoof }),
    path('M-128 -80Q-64 -70 0 -72Q64 -70 128 -80L124 -88Q64 -80 0 -81Q-64 -80 -124 -88Z', {
      fill: shade(palmRoof, -0.12),
    }),
    path(thatch, { stroke: shade(palmRoof, -0.1), width: 2, opacity: 0.8 }),
    path('M-80 -159Q0 -166 80 -159', { stroke: shade(palmRoof, 0.1), width: 6 }),
  );
  return place(parts.join(''), x, y, scale, flip);
}

/** Farm house far away: a roof, a wall and a lit window are enough. */
export function farHouse(c: Canvas, r: Random, x: number, y: number, size: number, distance = 0): string {
  const { colours } = c;
  const wall = colours.away(r.pick(['#d9ad68', '#cf9f5c', '#c8945a', '#e0c79a']), distance);
  const roof = colours.away(r.pick(['#5b6064', '#6c625c', '#7a5648', '#4f5860']), distance);
  const flip = r.chance(0.5) ? 1 : -1;
  const w = size;
  const h = size * 0.36;
  return (
    rect(x - w / 2, y - h, w, h, { fill: wall }) +
    path(
      polygon([
        [x + (flip * w) / 2, y],
        [x + (flip * w) / 2, y - h],
        [x + flip * w * 0.66, y - h * 1.75],
        [x + flip * w * 0.82, y - h],
        [x + flip * w * 0.82, y - h * 0.06],
      ]),
      { fill: shade(wall, -0.12) },
    ) +
    path(
      polygon([
        [x - flip * w * 0.58, y - h * 0.92],
        [x - flip * w * 0.44, y - h * 1.9],
        [x + flip * w * 0.66, y - h * 1.9],
        [x + flip * w * 0.55, y - h * 0.92],
      ]),
      { fill: roof },
    ) +
    path(
      polygon([
        [x + flip * w * 0.66, y - h * 1.9],
        [x + flip * w * 0.9, y - h * 0.9],
        [x + flip * w * 0.84, y - h * 0.82],
        [x + flip * w * 0.64, y - h * 1.7],
      ]),
      { fill: shade(roof, -0.08) },
    ) +
    rect(x - w * 0.26, y - h * 0.7, w * 0.14, h * 0.36, { fill: colours.window }) +
    rect(x + w * 0.1, y - h * 0.7, w * 0.14, h * 0.7, { fill: colours.dark ? colours.window : shade(wall, -0.25) })
  );
}

/** Houses drop into rows by how low they stand, so the near ones cover the far ones. */
export function hamlet(
  c: Canvas,
  r: Random,
  options: { x: number; y: number; spread: number; rise: number; count: number; size: number; distance?: number },
): string {
  const spots: Point[] = [];
  for (let i = 0; i < options.count; i += 1) {
    spots.push([options.x + r.between(-1, 1) * options.spread, options.y + r.between(-1, 0.2) * options.rise]);
  }
  spots.sort((a, b) => a[1] - b[1]);
  return spots
    .map(([x, y]) => {
      const near = 1 - 0.45 * Math.max(0, (options.y - y) / Math.max(1, options.rise));
      return farHouse(
        c,
        r,
        x,
        y,
        options.size * near * r.between(0.85, 1.15),
        (options.distance ?? 0) + (1 - near) * 0.3,
      );
    })
    .join('');
}

/** Town: narrow concrete houses of three or four storeys between older roofs. */
export function townRows(
  c: Canvas,
  r: Random,
  options: { from: number; to: number; y: number; size: number; rows: number; distance?: number; bowl?: number },
): string {
  const { colours } = c;
  const parts: string[] = [];
  for (let row = 0; row < options.rows; row += 1) {
    const u = options.rows === 1 ? 1 : row / (options.rows - 1);
    const size = options.size * (0.5 + 0.5 * u);
    const distance = (options.distance ?? 0.1) + 0.35 * (1 - u);
    const base = options.y + (u - 1) * options.size * 1.5;
    let x = options.from + r.between(0, size);
    while (x < options.to) {
      const w = size * r.between(0.55, 1.05);
      const h = size * r.between(0.55, 1.5);
      const wall = colours.away(
        r.pick(['#efe3c8', '#e3cfa0', '#d8dcd2', '#c9d6d3', '#e6c3a4', '#d9b07c', '#cfc6b8']),
        distance,
      );
      const roof = colours.away(r.pick(['#9a4b3c', '#7c5a4e', '#5c6570', '#a86a4c', '#4f6a75']), distance);
      const y = base + r.between(-0.12, 0.12) * size - (options.bowl ?? 0) * ((x - 800) / 800) ** 2;
      parts.push(rect(x, y - h, w, h + 30, { fill: wall }));
      parts.push(rect(x + w * 0.72, y - h, w * 0.28, h + 30, { fill: shade(wall, -0.06) }));
      if (r.chance(0.55)) {
        parts.push(
          path(
            polygon([
              [x - w * 0.08, y - h],
              [x + w * 0.2, y - h - size * 0.3],
              [x + w * 0.8, y - h - size * 0.3],
              [x + w * 1.08, y - h],
            ]),
            { fill: roof },
          ),
        );
      } else {
        parts.push(
          rect(x - w * 0.04, y - h - size * 0.06, w * 1.08, size * 0.09, { fill: roof }),
          rect(x + w * 0.3, y - h - size * 0.2, w * 0.26, size * 0.14, { fill: colours.away('#8fa3a8', distance) }),
        );
      }
      let panes = '';
      const floors = Math.max(1, Math.round(h / (size * 0.42)));
      for (let f = 0; f < floors; f += 1) {
        for (let k = 0; k < 2; k += 1) {
          if (!colours.dark || r.chance(0.7)) {
            panes += `M${n(x + w * (0.18 + 0.36 * k))} ${n(y - h + size * (0.12 + 0.4 * f))}h${n(w * 0.2)}v${n(size * 0.17)}h${n(-w * 0.2)}Z`;
          }
        }
      }
      parts.push(path(panes, { fill: colours.dark ? colours.window : mix(colours.lit('#51616b'), wall, 0.25) }));
      if (r.chance(0.16))
        parts.push(
          tree(
            c,
            r,
            x + w * 1.2,
            y + 6,
            size * r.between(0.6, 0.95),
            mix(r.pick(colours.leaf), colours.mist, distance * 0.7),
          ),
        );
      x += w * r.between(1, 1.35);
    }
  }
  return parts.join('');
}

/** Old-quarter house: two storeys, a wooden gallery, tiles and red lanterns. 150 units wide. */
export function quarterHouse(c: Canvas, r: Random, x: number, y: number, scale: number): string {
  const { colours } = c;
  const wall = colours.lit(r.pick(['#d9b06a', '#cfa257', '#e0bd80']));
  const wood = colours.lit('#6e4630');
  const roof = colours.lit('#55595e');
  const parts = [
    rect(-76, -150, 152, 150, { fill: wall }),
    rect(-76, -84, 152, 12, { fill: wood }),
    rect(-62, -64, 124, 64, { fill: colours.dark ? colours.window : shade(wood, -0.08) }),
    path('M-62 -64V0M-31 -64V0M0 -64V0M31 -64V0M62 -64V0M-62 -64H62', { stroke: wood, width: 6 }),
    rect(-62, -138, 124, 42, { fill: colours.dark ? mix(colours.window, wall, 0.25) : shade(wood, -0.04) }),
    path('M-62 -138v42M-20 -138v42M20 -138v42M62 -138v42', { stroke: shade(wood, -0.05), width: 5 }),
    path(
      'M-72 -96H72M-72 -84H72M-66 -96v12M-50 -96v12M-34 -96v12M-18 -96v12M-2 -96v12M14 -96v12M30 -96v12M46 -96v12M62 -96v12',
      { stroke: shade(wood, 0.05), width: 2.6 },
    ),
    place(tileRoof(178, 46, roof), 0, -146),
    place(tileRoof(166, 15, shade(roof, 0.03)), 0, -66),
  ];
  for (const lx of [-46, 0, 46]) parts.push(lantern(c, lx, -50, 9));
  return place(parts.join(''), x, y, scale);
}

export function lantern(c: Canvas, x: number, y: number, size: number): string {
  const red = c.colours.dark ? '#e4513a' : c.colours.lit('#c43a30');
  return (
    (c.colours.dark ? circle(x, y, size * 2.6, { fill: '#ff9a55', opacity: 0.16 }) : '') +
    path(`M${n(x)} ${n(y - size * 1.7)}V${n(y + size * 1.8)}`, {
      stroke: '#e9b84c',
      width: Math.max(1.2, size * 0.16),
    }) +
    `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(size)}" ry="${n(size * 0.86)}" fill="${red}"/>` +
    path(
      `M${n(x - size * 0.4)} ${n(y - size * 0.78)}q${n(-size * 0.4)} ${n(size * 0.8)} 0 ${n(size * 1.56)}M${n(x + size * 0.4)} ${n(y - size * 0.78)}q${n(size * 0.4)} ${n(size * 0.8)} 0 ${n(size * 1.56)}`,
      {
        stroke: shade(red, -0.1),
        width: Math.max(1, size * 0.12),
      },
    )
  );
}

/** Octagonal tower with drum reliefs at its foot and the national flag. 60 units wide at the foot, 330 tall with its mast. */
export function flagTower(c: Canvas, x: number, y: number, scale: number, wind: 1 | -1 = 1): string {
  const { colours } = c;
  const stone = colours.lit('#d9cdb2');
  const dim = shade(stone, -0.11);
  const flag = colours.dark ? '#c8322c' : colours.lit('#d1302a');
  const star: Point[] = [];
  for (let i = 0; i < 10; i += 1) {
    const a = -Math.PI / 2 + (i * Math.PI) / 5;
    const rad = i % 2 ? 6.4 : 16;
    star.push([60 + Math.cos(a) * rad, -302 + Math.sin(a) * rad]);
  }
  const body =
    path('M-46 0L-40 -22H40L46 0Z', { fill: shade(stone, -0.05) }) +
    path('M-32 -22L-24 -190H24L32 -22Z', { fill: stone }) +
    path('M8 -22L6 -190H24L32 -22Z', { fill: dim }) +
    path('M-32 -22L-24 -190H-10L-14 -22Z', { fill: shade(stone, 0.04) }) +
    path('M-30 -190H30V-206H-30Z', { fill: shade(stone, -0.03) }) +
    path('M-30 -206v-12M-18 -206v-12M-6 -206v-12M6 -206v-12M18 -206v-12M30 -206v-12M-31 -218H31', {
      stroke: dim,
      width: 3,
    }) +
    path('M-27 -150H27M-26 -172H26', { stroke: colours.lit('#a94438'), width: 4, opacity: 0.8 }) +
    [-18, 0, 18]
      .map((dx) => circle(dx, -46, 7.5, { fill: mix(stone, colours.lit('#9b7a4a'), 0.6), stroke: dim, width: 2 }))
      .join('') +
    path('M-5 -118h10v14h-10ZM-5 -90h10v14h-10Z', { fill: colours.window }) +
    path('M0 -206V-344', { stroke: colours.lit('#8b8578'), width: 4 }) +
    path('M2 -342Q34 -352 62 -340T120 -340V-266Q90 -254 62 -266T2 -266Z', { fill: flag }) +
    path('M62 -340Q76 -334 90 -341V-262Q76 -258 62 -266Z', { fill: shade(flag, -0.05), opacity: 0.6 }) +
    path(polygon(star), { fill: '#f6cf4a' });
  return place(body, x, y, scale, wind < 0);
}

/** Pagoda or communal house: two roofs with lifted corners. 240 units wide. */
export function pagoda(c: Canvas, x: number, y: number, scale: number): string {
  const { colours } = c;
  const wall = colours.lit('#dcbf86');
  const roof = colours.lit('#9a4f3c');
  const wood = colours.lit('#6b3f2f');
  const curved = (half: number, yy: number, h: number): string =>
    path(
      `M${-half - 18} ${yy - 10}Q${-half + 6} ${yy + 2} ${-half + 24} ${yy}H${half - 24}Q${half - 6} ${yy + 2} ${half + 18} ${yy - 10}Q${half - 20} ${yy - h * 0.4} ${half - 44} ${yy - h}H${-half + 44}Q${-half + 20} ${yy - h * 0.4} ${-half - 18} ${yy - 10}Z`,
      { fill: roof },
    );
  const tiles = (half: number, yy: number, h: number): string => {
    let d = '';
    for (let i = -9; i <= 9; i += 1)
      d += `M${n((i / 9) * (half - 14))} ${yy - 2}L${n((i / 9) * (half - 46))} ${yy - h}`;
    return path(d, { stroke: shade(roof, -0.08), width: 1.8 });
  };
  const body =
    path('M-126 10H126L118 -6H-118Z', { fill: colours.lit('#a7a59a') }) +
    rect(-100, -72, 200, 66, { fill: wall }) +
    rect(-34, -64, 68, 58, { fill: colours.dark ? colours.window : shade(wood, -0.05) }) +
    path('M-96 -72V-6M-64 -72V-6M-34 -72V-6M0 -64V-6M34 -72V-6M64 -72V-6M96 -72V-6', { stroke: wood, width: 6 }) +
    curved(122, -66, 46) +
    tiles(122, -66, 46) +
    rect(-62, -130, 124, 22, { fill: wall }) +
    path('M-58 -130v20M-30 -130v20M0 -130v20M30 -130v20M58 -130v20', { stroke: wood, width: 4 }) +
    curved(82, -126, 40) +
    tiles(82, -126, 40) +
    path('M-42 -168Q0 -164 42 -168', { stroke: shade(roof, -0.12), width: 5 });
  return place(body, x, y, scale);
}

/** Museum or station hall: long low block with a woven band as its only ornament. */
export function hall(c: Canvas, x: number, y: number, scale: number, open: boolean): string {
  const { colours } = c;
  const wall = colours.lit('#e6dcc3');
  const glass = colours.dark ? colours.window : colours.lit('#7f9aa3');
  let posts = '';
  for (let i = 0; i <= 10; i += 1) posts += `M${n(-180 + i * 36)} -92V0`;
  const body =
    rect(-200, -110, 400, 110, { fill: wall }) +
    rect(-184, -92, 368, 92, { fill: open ? mix(colours.ink, glass, 0.5) : glass }) +
    path(posts, { stroke: shade(wall, -0.06), width: open ? 7 : 12, cap: 'butt' }) +
    path(open ? 'M-236 -104L-214 -140H214L236 -104Z' : 'M-214 -108L-176 -168Q0 -196 176 -168L214 -108Z', {
      fill: colours.lit(open ? '#4f6f7a' : '#8a4a3c'),
    }) +
    path('M-226 -104H226', { stroke: shade(wall, -0.2), width: 5 }) +
    triangles(c, -180, -106, 360, 12, 20) +
    path('M-220 0H220L232 14H-232Z', { fill: colours.lit('#b3ada0') });
  return place(body, x, y, scale);
}

/** The woven band of Lô Lô cloth: triangles up and down in four colours. The one ornament of the house. */
export function triangles(c: Canvas, x: number, y: number, width: number, height: number, count: number): string {
  const step = width / count;
  const tones = ['#b23a33', '#d9a63d', '#3c4f86', '#d58ca0'].map((tone) => c.colours.lit(tone));
  const groups = tones.map(() => '');
  for (let i = 0; i < count; i += 1) {
    const left = x + i * step;
    groups[i % 4] += `M${n(left)} ${n(y + height)}l${n(step / 2)} ${n(-height)}l${n(step / 2)} ${n(height)}Z`;
    groups[(i + 2) % 4] += `M${n(left + step * 0.5)} ${n(y)}h${n(step)}l${n(-step / 2)} ${n(height * 0.55)}Z`;
  }
  return (
    rect(x, y, width, height, { fill: c.colours.lit('#27304f') }) +
    groups.map((d, i) => path(d, { fill: tones[i] ?? '#b23a33' })).join('')
  );
}

/** Carved stone gate with a tiled roof, as before the Vương house. 150 units wide. */
export function stoneGate(c: Canvas, x: number, y: number, scale: number): string {
  const { colours } = c;
  const stone = colours.lit('#9ba09c');
  const roof = colours.lit('#565b60');
  const body =
    path('M-74 0V-120H74V0H34V-58Q34 -88 0 -88Q-34 -88 -34 -58V0Z', { fill: stone }) +
    path('M44 0V-120H74V0Z', { fill: shade(stone, -0.08) }) +
    path('M-34 0V-58Q-34 -88 0 -88Q34 -88 34 -58V0Z', {
      fill: colours.dark ? mix(colours.window, colours.ink, 0.35) : shade(stone, -0.32),
    }) +
    path(
      'M-74 -28h34M-74 -56h36M-74 -84h44M40 -28h34M38 -56h36M32 -84h42M-56 -28v-28M-60 -56v-28M56 -28v-28M60 -84v-28',
      { stroke: shade(stone, -0.15), width: 1.8 },
    ) +
    path('M-40 -104H40', { stroke: shade(stone, 0.08), width: 9 }) +
    place(tileRoof(196, 44, roof), 0, -118) +
    path('M-98 -122q-16 -4 -24 -22M98 -122q16 -4 24 -22', { stroke: shade(roof, -0.1), width: 6 });
  return place(body, x, y, scale);
}

/** Long suspension bridge between two banks. */
export function bridge(c: Canvas, from: Point, to: Point, sag: number): string {
  const steel = c.colours.lit('#7d4a3c');
  const [x1, y1] = from;
  const [x2, y2] = to;
  const tall = sag * 1.5;
  let hangers = '';
  for (let i = 1; i < 24; i += 1) {
    const u = i / 24;
    const x = x1 + (x2 - x1) * u;
    const deck = y1 + (y2 - y1) * u;
    hangers += `M${n(x)} ${n(deck)}V${n(deck - tall + (1 - (2 * u - 1) ** 2) * sag * 1.15)}`;
  }
  const middle = (x1 + x2) / 2;
  const low = (y1 + y2) / 2 - tall + sag * 1.15;
  return (
    path(hangers, { stroke: steel, width: 2, opacity: 0.8 }) +
    path(`M${n(x1)} ${n(y1 - tall)}Q${n(middle)} ${n(2 * low - (y1 + y2) / 2 + tall)} ${n(x2)} ${n(y2 - tall)}`, {
      stroke: steel,
      width: 5,
    }) +
    path(`M${n(x1)} ${n(y1 + 46)}V${n(y1 - tall - 10)}M${n(x2)} ${n(y2 + 46)}V${n(y2 - tall - 10)}`, {
      stroke: c.colours.lit('#b9b1a0'),
      width: 13,
      cap: 'butt',
    }) +
    path(`M${n(x1 - 80)} ${n(y1 + 2)}L${n(x2 + 80)} ${n(y2 + 2)}`, {
      stroke: c.colours.lit('#d8cfba'),
      width: 11,
      cap: 'butt',
    }) +
    path(`M${n(x1 - 80)} ${n(y1 + 10)}L${n(x2 + 80)} ${n(y2 + 10)}`, {
      stroke: shade(steel, -0.1),
      width: 5,
      cap: 'butt',
    })
  );
}

/** Border stone: grey granite on a stepped base, a red cap. */
export function borderStone(c: Canvas, x: number, y: number, scale: number): string {
  const stone = c.colours.lit('#b7b6ae');
  const body =
    path('M-58 0H58L50 -16H-50Z', { fill: shade(stone, -0.1) }) +
    path('M-44 -16H44L38 -32H-38Z', { fill: shade(stone, -0.03) }) +
    path('M-28 -32L-24 -138L0 -154L24 -138L28 -32Z', { fill: stone }) +
    path('M8 -32L8 -148L24 -138L28 -32Z', { fill: shade(stone, -0.1) }) +
    rect(-17, -124, 20, 26, { fill: c.colours.lit('#b5362f') }) +
    path('M-17 -86h20M-17 -76h20M-17 -66h14', { stroke: shade(stone, -0.22), width: 3 });
  return place(body, x, y, scale);
}

/** White-and-red kilometre stone of the national roads. */
export function kilometreStone(c: Canvas, x: number, y: number, scale: number): string {
  const white = c.colours.lit('#f1ebdd');
  const red = c.colours.lit('#bf3a31');
  return place(
    path('M-30 0V-52Q-30 -82 0 -82Q30 -82 30 -52V0Z', { fill: white }) +
      path('M-30 -46V-52Q-30 -82 0 -82Q30 -82 30 -52V-46Z', { fill: red }) +
      path('M14 0V-78Q30 -72 30 -52V0Z', { fill: c.colours.ink, opacity: 0.14 }) +
      path('M-16 -30h26M-16 -20h18', { stroke: c.colours.ink, width: 4, opacity: 0.7 }) +
      path('M-42 6H42L36 -6H-36Z', { fill: c.colours.lit('#9b988c') }),
    x,
    y,
    scale,
  );
}

/** Gate over the road at the border. 320 units wide. */
export function borderGate(c: Canvas, x: number, y: number, scale: number): string {
  const { colours } = c;
  const wall = colours.lit('#e2d5b6');
  const red = colours.lit('#a63f35');
  return place(
    rect(-160, -150, 60, 150, { fill: wall }) +
      rect(100, -150, 60, 150, { fill: shade(wall, -0.06) }) +
      rect(-24, -120, 48, 120, { fill: shade(wall, -0.03) }) +
      rect(-176, -190, 352, 52, { fill: wall }) +
      triangles(c, -160, -172, 320, 16, 18) +
      path('M-196 -188Q-168 -190 -150 -226H150Q168 -190 196 -188Z', { fill: red }) +
      path('M-110 -226Q-96 -228 -84 -252H84Q96 -228 110 -226Z', { fill: shade(red, -0.05) }) +
      path('M-100 -120Q-62 -150 -24 -120M24 -120Q62 -150 100 -120', { stroke: shade(wall, -0.15), width: 8 }) +
      rect(-146, -110, 32, 44, { fill: colours.window }) +
      rect(114, -110, 32, 44, { fill: colours.window }) +
      path('M0 -252V-300', { stroke: colours.ink, width: 3 }) +
      path('M2 -299q18 -6 34 0v24q-16 6 -34 0Z', { fill: colours.lit('#d1302a') }),
    x,
    y,
    scale,
  );
}

/** Three steps, a column and rows of small stones: quiet and plain. */
export function memorial(c: Canvas, x: number, y: number, scale: number): string {
  const stone = c.colours.lit('#d9d2c0');
  return place(
    path('M-120 0H120L104 -14H-104ZM-86 -14H86L74 -28H-74Z', { fill: shade(stone, -0.07) }) +
      path('M-24 -28L-15 -210L0 -236L15 -210L24 -28Z', { fill: stone }) +
      path('M4 -28L3 -232L15 -210L24 -28Z', { fill: shade(stone, -0.1) }) +
      circle(0, -176, 9, { fill: c.colours.lit('#d9a63d') }) +
      path('M-52 -28q10 -22 20 0M34 -28q10 -22 20 0', { fill: c.colours.lit('#b8453c') }),
    x,
    y,
    scale,
  );
}

/** Broken rampart with an arch. */
export function ruin(c: Canvas, r: Random, x: number, y: number, scale: number): string {
  const stone = c.colours.lit('#a39d8c');
  let courses = '';
  for (let i = 0; i < 26; i += 1)
    courses += `M${n(r.between(-180, 150))} ${n(-r.whole(1, 7) * 16)}h${n(r.between(18, 40))}`;
  return place(
    path(
      'M-200 0V-72L-176 -84L-168 -110L-120 -112L-112 -96L-70 -98L-64 -132L-20 -136L30 -132L40 -104L92 -108L100 -84L150 -80L160 -52L196 -46V0H40V-46Q40 -78 6 -78Q-28 -78 -28 -46V0Z',
      { fill: stone },
    ) +
      path('M40 0V-46Q40 -78 6 -78Q14 -60 14 -40V0Z', { fill: shade(stone, -0.22) }) +
      path(courses, { stroke: shade(stone, -0.14), width: 2.4 }),
    x,
    y,
    scale,
  );
}
