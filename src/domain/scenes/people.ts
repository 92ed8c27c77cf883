import type { Canvas } from './canvas.ts';
import { mix, shade } from './colour.ts';
import type { Random } from './random.ts';
import { circle, ellipse, n, path, place, rect } from './svg.ts';

const SKIN = '#b98562';

export type PersonOptions = {
  dress?: 'skirt' | 'trousers' | 'any';
  basket?: boolean;
  flip?: boolean;
  sitting?: boolean;
  child?: boolean;
};

/** A person about 70 units tall, seen from far enough that clothes say who they are: pleats, apron, turban, basket. */
export function person(c: Canvas, r: Random, x: number, y: number, scale: number, options: PersonOptions = {}): string {
  const { colours } = c;
  const dye = (tone: string): string => mix(colours.lit(tone), colours.ink, colours.dark ? 0.08 : 0);
  const indigo = dye(r.pick(['#2c3762', '#27304f', '#38487c']));
  const red = dye(r.pick(['#b23a33', '#c0483a', '#a8324a']));
  const pink = dye('#d58ca0');
  const gold = dye('#d9a63d');
  const skin = colours.lit(SKIN);
  const skirt = options.dress === 'skirt' || (options.dress !== 'trousers' && r.chance(0.6));
  const top = r.pick([indigo, dye('#3f6f78'), red, dye('#4b3d6b'), dye('#e6dcc3')]);
  const parts: string[] = [];
  if (options.sitting) {
    parts.push(
      path('M-15 0Q-18 -16 -8 -20H8Q20 -14 17 0Z', { fill: skirt ? red : indigo }),
      path('M-15 -3Q2 -7 17 -3', { stroke: gold, width: 2.4 }),
      path('M-10 -18Q-11 -38 0 -40Q11 -38 10 -18Z', { fill: top }),
      path('M8 -32Q17 -26 14 -17', { stroke: shade(top, -0.05), width: 5 }),
      circle(0, -47, 7, { fill: skin }),
    );
  } else if (skirt) {
    parts.push(
      path('M-6 0V-16M6 0V-16', { stroke: indigo, width: 5.4 }),
      path('M-8 -38L-19 -13Q0 -7 19 -13L8 -38Z', { fill: r.chance(0.5) ? indigo : red }),
      path('M-17 -18Q0 -12 17 -18', { stroke: pink, width: 3.4 }),
      path('M-14 -25Q0 -20 14 -25', { stroke: gold, width: 2 }),
      path('M-4 -38L-7 -14Q0 -11 7 -14L4 -38Z', { fill: mix(top, colours.ink, 0.3) }),
      path('M-10 -36Q-11 -58 0 -60Q11 -58 10 -36Z', { fill: top }),
      path('M-10 -37H10', { stroke: gold, width: 3.2, cap: 'butt' }),
      path('M-9 -54Q-17 -44 -13 -33M9 -54Q17 -46 14 -34', { stroke: shade(top, -0.04), width: 5 }),
      circle(0, -66, 7, { fill: skin }),
    );
  } else {
    parts.push(
      path('M-9 -36L-11 0H-3L0 -28L3 0H11L9 -36Z', { fill: indigo }),
      path('M-10 -34Q-12 -58 0 -60Q12 -58 10 -34Z', { fill: top }),
      path('M-9 -54Q-17 -44 -13 -33M9 -54Q17 -46 14 -34', { stroke: shade(top, -0.05), width: 5 }),
      circle(0, -66, 7, { fill: skin }),
    );
  }
  const head = options.sitting ? -47 : -66;
  const hat = r.next();
  if (skirt || hat < 0.35) {
    parts.push(
      path(
        `M-9 ${head - 1}Q-9 ${head - 12} 0 ${head - 12}Q9 ${head - 12} 9 ${head - 1}Q0 ${head - 6} -9 ${head - 1}Z`,
        { fill: r.pick([red, indigo, dye('#3f6f78'), pink]) },
      ),
      path(`M-8 ${head - 4}Q0 ${head - 9} 8 ${head - 4}`, { stroke: gold, width: 1.8 }),
    );
  } else if (hat < 0.6) {
    parts.push(
      path(`M-17 ${head - 1}L0 ${head - 15}L17 ${head - 1}Q0 ${head + 3} -17 ${head - 1}Z`, {
        fill: colours.lit('#e2c98f'),
      }),
    );
  } else {
    parts.push(
      path(`M-8 ${head - 2}Q-7 ${head - 11} 1 ${head - 11}Q10 ${head - 10} 8 ${head - 2}Z`, {
        fill: shade(indigo, -0.05),
      }),
    );
  }
  if (options.basket) {
    parts.push(
      path('M-24 -58H-7L-10 -30H-20Z', { fill: colours.lit('#b58a4f') }),
      path('M-23 -50H-8M-22 -42H-9M-21 -35H-10', { stroke: colours.lit('#8b6536'), width: 1.6 }),
      path('M-24 -58q4 -9 9 -3q5 -8 8 3Z', { fill: colours.leaf[1] ?? colours.grass[1] }),
    );
  }
  return place(parts.join(''), x, y, options.child ? scale * 0.62 : scale, options.flip);
}

/** One or two riders on a small motorbike, about 70 units long. */
export function motorbike(
  c: Canvas,
  x: number,
  y: number,
  scale: number,
  options: { flip?: boolean; pillion?: boolean } = {},
): string {
  const { colours } = c;
  const body = colours.lit('#b5352e');
  const jacket = colours.lit('#2f4a6d');
  const second = colours.lit('#d9a63d');
  const dark = mix(colours.ink, '#000000', 0.15);
  return place(
    circle(-22, -11, 11, { fill: 'none', stroke: dark, width: 4.6 }) +
      circle(24, -11, 11, { fill: 'none', stroke: dark, width: 4.6 }) +
      path('M-24 -20L-4 -16L6 -28L20 -30L24 -11', { stroke: dark, width: 4 }) +
      path('M-26 -26L-2 -26L6 -14L-6 -12Z', { fill: body }) +
      path('M6 -14L14 -34L22 -34L20 -18Z', { fill: body }) +
      path('M16 -36L26 -40', { stroke: dark, width: 3.6 }) +
      (options.pillion
        ? path('M-26 -28Q-27 -50 -17 -52Q-9 -50 -11 -28Z', { fill: second }) +
          circle(-17, -58, 7, { fill: colours.lit('#efe6d2') })
        : path('M-34 -44H-16V-27H-34Z', { fill: colours.lit('#5f6b3f') })) +
      path('M-13 -27Q-12 -52 0 -54Q9 -50 5 -28Z', { fill: jacket }) +
      path('M2 -47Q12 -44 20 -38', { stroke: jacket, width: 5.4 }) +
      path('M-6 -27L8 -24L6 -12', { stroke: colours.lit('#3b3a44'), width: 6 }) +
      circle(1, -60, 8, { fill: colours.lit('#f2eddf') }) +
      path('M1 -62q8 0 8 5h-7Z', { fill: dark }) +
      (colours.dark ? path('M26 -36L110 -18L110 6Z', { fill: '#ffe2a0', opacity: 0.32 }) : ''),
    x,
    y,
    scale,
    options.flip,
  );
}

/** Coach or minibus, about 150 units long. */
export function bus(c: Canvas, x: number, y: number, scale: number, flip = false, tone = '#3f6f86'): string {
  const { colours } = c;
  const body = colours.lit(tone);
  const glass = colours.dark ? '#ffd98f' : colours.lit('#cfe0de');
  return place(
    path('M-76 -12V-58Q-76 -68 -64 -68H60Q74 -68 76 -52L78 -12Z', { fill: body }) +
      path('M-70 -60H58Q68 -60 70 -38H-70Z', { fill: glass }) +
      path('M-46 -60V-38M-22 -60V-38M2 -60V-38M26 -60V-38M48 -60V-38', { stroke: body, width: 4, cap: 'butt' }) +
      path('M-76 -30H77', { stroke: colours.lit('#efe3c8'), width: 4, cap: 'butt' }) +
      circle(-46, -11, 11, { fill: colours.ink }) +
      circle(46, -11, 11, { fill: colours.ink }) +
      circle(-46, -11, 4.5, { fill: colours.lit('#b9b4a6') }) +
      circle(46, -11, 4.5, { fill: colours.lit('#b9b4a6') }) +
      (colours.dark ? path('M78 -24L190 -6L190 20Z', { fill: '#ffe2a0', opacity: 0.3 }) : ''),
    x,
    y,
    scale,
    flip,
  );
}

/** Family car with things on its roof, about 100 units long. */
export function car(c: Canvas, x: number, y: number, scale: number, flip = false, tone = '#d9cdb2'): string {
  const { colours } = c;
  const body = colours.lit(tone);
  return place(
    path('M-52 -10V-24Q-52 -32 -42 -33L-28 -50Q-24 -54 -18 -54H16Q22 -54 28 -48L40 -32Q54 -30 54 -20V-10Z', {
      fill: body,
    }) +
      path('M-30 -34L-20 -48H-4V-34ZM2 -34V-48H15L28 -34Z', {
        fill: colours.dark ? '#ffd98f' : colours.lit('#a9c1c4'),
      }) +
      path('M-24 -56h36v-9h-36Z', { fill: colours.lit('#a2463f') }) +
      path('M-52 -18H54', { stroke: shade(body, -0.12), width: 3 }) +
      circle(-30, -9, 9, { fill: colours.ink }) +
      circle(32, -9, 9, { fill: colours.ink }) +
      circle(-30, -9, 3.6, { fill: colours.lit('#b9b4a6') }) +
      circle(32, -9, 3.6, { fill: colours.lit('#b9b4a6') }),
    x,
    y,
    scale,
    flip,
  );
}

/** Tour boat of the Nho Quế with a canopy, seen slightly from above. 120 units long. */
export function boat(c: Canvas, r: Random, x: number, y: number, scale: number, flip = false): string {
  const { colours } = c;
  const hull = colours.lit('#8a4a35');
  let heads = '';
  for (let i = 0; i < 5; i += 1)
    heads += circle(-36 + i * 17, -23 + r.between(-1, 1), 4.6, {
      fill: colours.lit(r.pick(['#d9692f', '#d9a63d', '#b5352e', '#e6dcc3'])),
    });
  return place(
    path('M-120 12Q-60 2 0 6T130 10Q70 20 0 18T-120 12Z', {
      fill: mix(colours.sky[2], colours.lit('#4a9a8e'), 0.35),
      opacity: 0.7,
    }) +
      path('M-62 -16Q-54 8 -30 8H36Q58 6 70 -18Q40 -8 0 -9T-62 -16Z', { fill: hull }) +
      path('M-62 -16Q-30 -8 0 -9T70 -18L64 -10Q30 -3 0 -4T-58 -10Z', { fill: shade(hull, 0.12) }) +
      heads +
      path('M-44 -12V-40M40 -12V-40M-2 -10V-41', { stroke: colours.lit('#d8cfba'), width: 2.6 }) +
      path('M-54 -38Q0 -50 52 -38L48 -32Q0 -42 -50 -32Z', { fill: colours.lit('#3c5f8a') }),
    x,
    y,
    scale,
    flip,
  );
}

/** Water buffalo or ox, about 100 units long. */
export function buffalo(c: Canvas, x: number, y: number, scale: number, flip = false, ox = false): string {
  const { colours } = c;
  const hide = colours.lit(ox ? '#b07a4a' : '#5a5656');
  return place(
    path('M-40 -24L-41 -1M-30 -22L-29 -1M18 -22L17 -1M29 -24L29 -1', {
      stroke: shade(hide, -0.09),
      width: 7,
      cap: 'butt',
    }) +
      path(
        'M-48 -44Q-40 -58 -10 -56Q16 -60 34 -52L48 -58Q60 -54 62 -42Q56 -34 46 -38L36 -30Q34 -18 20 -18H-34Q-50 -20 -48 -44Z',
        { fill: hide },
      ) +
      path('M-46 -46Q-56 -34 -52 -18', { stroke: shade(hide, -0.06), width: 3 }) +
      path('M-40 -22Q-10 -12 26 -22Q10 -30 -20 -28Z', { fill: shade(hide, -0.07) }) +
      path(ox ? 'M46 -58q2 -8 8 -9M52 -57q6 -5 12 -3' : 'M46 -57Q34 -66 36 -78M54 -56Q66 -64 66 -77', {
        stroke: colours.lit('#cfc3a8'),
        width: 4,
      }) +
      circle(54, -47, 1.8, { fill: colours.ink }),
    x,
    y,
    scale,
    flip,
  );
}

/** Small black pig, about 46 units long. */
export function pig(c: Canvas, x: number, y: number, scale: number, flip = false): string {
  const hide = c.colours.lit('#3f3c44');
  return place(
    path('M-14 -6V0M-6 -5V0M8 -5V0M14 -6V0', { stroke: hide, width: 3.4 }) +
      path('M-20 -14Q-16 -24 0 -24Q12 -26 18 -18L25 -13L22 -7Q10 -2 -8 -4Q-22 -4 -20 -14Z', { fill: hide }) +
      path('M-20 -15q-7 0 -6 6', { stroke: hide, width: 2 }),
    x,
    y,
    scale,
    flip,
  );
}

/** Open stall under a cloth, with goods on a bench. 130 units wide. */
export function stall(c: Canvas, r: Random, x: number, y: number, scale: number): string {
  const { colours } = c;
  const cloth = colours.lit(r.pick(['#3c4f86', '#a9473d', '#c79a45', '#3f7480', '#8a4f6e', '#d8cdb4']));
  const dim = shade(cloth, -0.09);
  const peak = r.between(-112, -98);
  const sag = r.between(6, 14);
  const parts = [
    path(`M-58 0V-80M58 0V-80M0 -4V${n(peak)}`, { stroke: colours.lit('#8a6a48'), width: 4.4 }),
    path(`M-58 -72L-60 -36H60L58 -72Z`, { fill: mix(colours.ink, cloth, 0.25), opacity: colours.dark ? 0.35 : 0.22 }),
  ];
  if (colours.dark)
    parts.push(circle(0, -62, 34, { fill: '#ffcf7a', opacity: 0.26 }), circle(0, -66, 5, { fill: '#ffe9b0' }));
  parts.push(
    path(`M-72 -74Q-34 ${n(-84 + sag)} 0 ${n(peak)}Q34 ${n(-84 + sag)} 72 -74L66 -66Q0 -78 -66 -66Z`, { fill: cloth }),
    path(`M0 ${n(peak)}Q34 ${n(-84 + sag)} 72 -74L66 -66Q34 -74 6 -72Z`, { fill: dim }),
  );
  let stripes = '';
  for (let i = -2; i <= 2; i += 1) stripes += `M${n(i * 6)} ${n(peak + 8)}Q${n(i * 16)} -84 ${n(i * 27)} -70`;
  if (r.chance(0.6)) parts.push(path(stripes, { stroke: shade(cloth, 0.12), width: 3, opacity: 0.7 }));
  parts.push(
    rect(-54, -30, 108, 30, { fill: colours.lit('#94714d') }),
    rect(-58, -34, 116, 7, { fill: colours.lit('#b08a60') }),
  );
  const goods = r.pick(['cloth', 'fruit', 'green'] as const);
  for (let i = 0; i < 8; i += 1) {
    const gx = -48 + i * 13.5;
    if (goods === 'cloth')
      parts.push(
        rect(gx - 5, -46 - (i % 3) * 4, 11, 12 + (i % 3) * 4, {
          fill: colours.lit(r.pick(['#b23a33', '#2c3762', '#d58ca0', '#d9a63d', '#3f7480'])),
        }),
      );
    else
      parts.push(
        circle(gx, -38, r.between(5, 7.5), {
          fill: colours.lit(
            goods === 'fruit' ? r.pick(['#e08a2e', '#d9a63d', '#c0483a']) : r.pick(['#6f9155', '#8ea75d', '#4f7549']),
          ),
        }),
      );
  }
  return place(parts.join(''), x, y, scale);
}

/** People in loose groups on a piece of ground; lower ones are nearer and larger. */
export function crowd(
  c: Canvas,
  r: Random,
  options: { from: number; to: number; top: number; bottom: number; count: number; far: number; near: number },
): string {
  const people: { x: number; y: number }[] = [];
  for (let i = 0; i < options.count; i += 1) {
    people.push({
      x: r.between(options.from, options.to),
      y: options.top + (options.bottom - options.top) * r.next() ** 0.85,
    });
  }
  people.sort((a, b) => a.y - b.y);
  return people
    .map(({ x, y }) => {
      const u = (y - options.top) / Math.max(1, options.bottom - options.top);
      const s = options.far + (options.near - options.far) * u;
      return (
        ellipse(x, y, 20 * s, 5 * s, { fill: c.colours.ink, opacity: 0.16 }) +
        person(c, r, x, y, s * r.between(0.92, 1.06), {
          basket: r.chance(0.4),
          flip: r.chance(0.5),
          child: r.chance(0.1),
        })
      );
    })
    .join('');
}

/** A thread of smoke from a hearth. */
export function smoke(c: Canvas, x: number, y: number, height: number): string {
  const r = c.random;
  const s = height * r.between(0.14, 0.22);
  return path(
    `M${n(x)} ${n(y)}C${n(x + s)} ${n(y - height * 0.3)} ${n(x - s)} ${n(y - height * 0.6)} ${n(x + s * 0.8)} ${n(y - height)}C${n(x + s * 0.2)} ${n(y - height * 0.6)} ${n(x + s * 1.6)} ${n(y - height * 0.3)} ${n(x + 3)} ${n(y)}Z`,
    { fill: mix(c.colours.mist, '#ffffff', 0.3), opacity: 0.55 },
  );
}
