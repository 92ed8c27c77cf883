export type Point = readonly [number, number];

/** One decimal is a tenth of a pixel at full size: finer numbers would only be bytes. */
export function n(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}

export function polyline(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join('');
}

export function polygon(points: readonly Point[]): string {
  return `${polyline(points)}Z`;
}

/** Catmull-Rom through the points as cubic Béziers; open unless `closed`. */
export function smooth(points: readonly Point[], closed = false): string {
  const count = points.length;
  const at = (i: number): Point => {
    const index = closed ? (i + count) % count : Math.max(0, Math.min(count - 1, i));
    return points[index] ?? [0, 0];
  };
  const [x0, y0] = at(0);
  let d = `M${n(x0)} ${n(y0)}`;
  for (let i = 0; i < (closed ? count : count - 1); i += 1) {
    const [ax, ay] = at(i - 1);
    const [bx, by] = at(i);
    const [cx, cy] = at(i + 1);
    const [dx, dy] = at(i + 2);
    d += `C${n(bx + (cx - ax) / 6)} ${n(by + (cy - ay) / 6)} ${n(cx - (dx - bx) / 6)} ${n(cy - (dy - by) / 6)} ${n(cx)} ${n(cy)}`;
  }
  return closed ? `${d}Z` : d;
}

export type Paint = {
  fill?: string;
  stroke?: string;
  width?: number;
  opacity?: number;
  cap?: 'round' | 'butt';
  dash?: string;
};

function attributes({ fill, stroke, width, opacity, cap, dash }: Paint): string {
  let text = ` fill="${fill ?? 'none'}"`;
  if (stroke) text += ` stroke="${stroke}" stroke-width="${n(width ?? 1)}"`;
  if (stroke && cap !== 'butt') text += ' stroke-linecap="round" stroke-linejoin="round"';
  if (dash) text += ` stroke-dasharray="${dash}"`;
  if (opacity !== undefined && opacity < 1) text += ` opacity="${Math.round(opacity * 100) / 100}"`;
  return text;
}

export function path(d: string, paint: Paint): string {
  return `<path d="${d}"${attributes(paint)}/>`;
}

export function circle(x: number, y: number, r: number, paint: Paint): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}"${attributes(paint)}/>`;
}

export function ellipse(x: number, y: number, rx: number, ry: number, paint: Paint): string {
  return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}"${attributes(paint)}/>`;
}

export function rect(x: number, y: number, width: number, height: number, paint: Paint): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"${attributes(paint)}/>`;
}

/** Draws `content` (made around the origin) at a place, scaled, and turned round when `flip`. */
export function place(content: string, x: number, y: number, scale = 1, flip = false): string {
  const k = Math.round(scale * 1000) / 1000;
  return `<g transform="translate(${n(x)} ${n(y)}) scale(${flip ? -k : k} ${k})">${content}</g>`;
}
