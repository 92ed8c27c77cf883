import { SHEET, type Canvas } from './canvas.ts';
import { mix } from './colour.ts';
import { circle, n, path, rect } from './svg.ts';

/** Long clouds with a flat foot and a low swelling back, thin at both ends, as brushed into a print. */
function cloud(c: Canvas, x: number, y: number, width: number): string {
  const r = c.random;
  let d = '';
  const bars = r.whole(2, 3);
  for (let i = 0; i < bars; i += 1) {
    const w = width * r.between(0.5, 1) * (1 - i * 0.2);
    const left = x + (width - w) * r.next();
    const foot = y - i * width * 0.045;
    const swell = w * r.between(0.04, 0.075);
    const back = left + w * r.between(0.3, 0.6);
    d += `M${n(left)} ${n(foot)}C${n(left + w * 0.12)} ${n(foot - swell * 0.3)} ${n(back - w * 0.16)} ${n(foot - swell)} ${n(back)} ${n(foot - swell)}C${n(back + w * 0.12)} ${n(foot - swell)} ${n(back + w * 0.14)} ${n(foot - swell * 0.45)} ${n(back + w * 0.24)} ${n(foot - swell * 0.42)}S${n(left + w * 0.9)} ${n(foot - 1)} ${n(left + w)} ${n(foot)}Q${n(left + w * 0.5)} ${n(foot + swell * 0.2)} ${n(left)} ${n(foot)}Z`;
  }
  return d;
}

/** Broken level strokes, close at the zenith and wide apart below: the sky of an engraving. */
function engraving(c: Canvas, horizon: number): string {
  const r = c.random.fork('engraving');
  let d = '';
  let y = 10;
  for (let i = 0; y < horizon - 170; i += 1) {
    let x = -r.between(0, 300);
    while (x < SHEET.width) {
      const w = r.between(120, 520);
      d += `M${n(x)} ${n(y)}h${n(w)}`;
      x += w + r.between(60, 360) * (0.5 + y / 240);
    }
    y += 11 + i * 1.5;
  }
  const tone = c.colours.dark ? mix(c.colours.sky[0], c.colours.sky[2], 0.3) : mix(c.colours.sky[0], '#ffffff', 0.35);
  return path(d, { stroke: tone, width: 1.6, opacity: 0.3 });
}

export type SkyOptions = { sunX?: number; sunY?: number; clouds?: number; horizon?: number };

export function sky(c: Canvas, options: SkyOptions = {}): string {
  const { colours, spec } = c;
  const r = c.random.fork('sky');
  const horizon = options.horizon ?? 560;
  const [top, middle, low] = colours.sky;
  const parts = [
    rect(0, 0, SHEET.width, SHEET.height, {
      fill: c.gradient(
        [
          [0, top],
          [0.55, middle],
          [1, low],
        ],
        [0, 0, 0, horizon],
      ),
    }),
  ];
  parts.push(engraving(c, horizon));
  const lowSun = spec.hour === 'dawn' || spec.hour === 'dusk' || spec.hour === 'afternoon';
  const x = options.sunX ?? (colours.lightFromLeft ? r.between(330, 560) : r.between(1040, 1270));
  const y = options.sunY ?? (lowSun ? r.between(200, 265) : r.between(95, 165));
  if (spec.hour === 'night') {
    const bright: string[] = [];
    let d = '';
    for (let i = 0; i < 70; i += 1) {
      const sx = r.between(0, SHEET.width);
      const sy = r.between(0, 400) ** 1.02;
      if (i % 9 === 0) bright.push(circle(sx, sy, r.between(2, 2.8), { fill: '#fff4d8', opacity: 0.95 }));
      else d += `M${n(sx)} ${n(sy)}h.01`;
    }
    parts.push(path(d, { stroke: '#dfe6f5', width: 2.4, opacity: 0.6 }), ...bright);
    parts.push(
      circle(x, y, 210, {
        fill: c.glow(x, y, 210, [
          [0, colours.sun, 0.28],
          [1, colours.sun, 0],
        ]),
      }),
      path(`M${n(x + 12)} ${n(y - 43)}A45 45 0 1 0 ${n(x + 44)} ${n(y + 9)}A37 37 0 1 1 ${n(x + 12)} ${n(y - 43)}Z`, {
        fill: colours.sun,
      }),
    );
  } else if (spec.weather !== 'drizzle') {
    const reach = lowSun ? 430 : 300;
    parts.push(
      circle(x, y, reach, {
        fill: c.glow(x, y, reach, [
          [0, colours.sun, lowSun ? 0.85 : 0.6],
          [0.3, colours.sun, 0.3],
          [1, colours.sun, 0],
        ]),
      }),
      circle(x, y, lowSun ? 46 : 34, { fill: colours.sun, opacity: spec.weather === 'mist' ? 0.75 : 1 }),
    );
  }
  const count = options.clouds ?? (spec.weather === 'drizzle' ? 6 : r.whole(2, 4));
  let d = '';
  for (let i = 0; i < count; i += 1) {
    d += cloud(c, r.between(-120, 1400), r.between(60, 210), r.between(260, 560));
  }
  const tone = spec.hour === 'night' ? mix(middle, low, 0.45) : mix(low, '#ffffff', 0.45);
  parts.push(path(d, { fill: tone, opacity: spec.hour === 'night' ? 0.3 : 0.55 }));
  return parts.join('');
}

/** A band of mist over the whole width, thickest in its middle, with a few woodcut tongues. */
export function mistBand(c: Canvas, y: number, height: number, strength: number): string {
  const r = c.random;
  const { mist } = c.colours;
  const parts = [
    rect(0, y - height / 2, SHEET.width, height, {
      fill: c.gradient(
        [
          [0, mist, 0],
          [0.55, mist, strength],
          [1, mist, 0],
        ],
        [0, y - height / 2, 0, y + height / 2],
      ),
    }),
  ];
  let d = '';
  for (let i = 0; i < 2; i += 1) {
    d += cloud(c, r.between(-200, 1500), y + r.between(-0.1, 0.25) * height, r.between(240, 520));
  }
  parts.push(path(d, { fill: mist, opacity: strength * 0.55 }));
  return parts.join('');
}

/** Slanted strokes, few and long: rain as an engraver would put it. */
export function drizzle(c: Canvas): string {
  const r = c.random.fork('rain');
  let d = '';
  for (let i = 0; i < 90; i += 1) {
    const x = r.between(-40, 1640);
    const y = r.between(-40, 860);
    const length = r.between(30, 64);
    d += `M${n(x)} ${n(y)}l${n(-length * 0.22)} ${n(length)}`;
  }
  return path(d, { stroke: '#f3f6f2', width: 1.6, opacity: 0.42 });
}

/** Birds as two strokes; three or five of them, never a flock. */
export function birds(c: Canvas, x: number, y: number): string {
  const r = c.random.fork('birds');
  let d = '';
  const count = r.chance(0.5) ? 3 : 5;
  for (let i = 0; i < count; i += 1) {
    const bx = x + r.between(-70, 70);
    const by = y + r.between(-30, 30);
    const s = r.between(5, 9);
    d += `M${n(bx - s)} ${n(by - s * 0.4)}q${n(s * 0.6)} ${n(-s * 0.3)} ${n(s)} ${n(s * 0.4)}q${n(s * 0.4)} ${n(-s * 0.7)} ${n(s)} ${n(-s * 0.4)}`;
  }
  return path(d, { stroke: c.colours.ink, width: 2, opacity: 0.65 });
}
