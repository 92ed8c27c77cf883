import { createCanvas, SHEET, type Canvas } from './canvas.ts';
import { compositions } from './compositions.ts';
import { drizzle } from './sky.ts';
import { n, rect } from './svg.ts';
import type { Crop, SceneSpec } from './types.ts';

export type Drawing = { definitions: string; body: string; focus: Canvas['focus'] };

/** One veil of light from the sun's side and one of shade at our feet tie the pieces into a single hour. */
function light(c: Canvas): string {
  const { colours } = c;
  const [from, to] = colours.lightFromLeft ? [0, SHEET.width] : [SHEET.width, 0];
  const warm = c.gradient(
    [
      [0, colours.sun, colours.dark ? 0.05 : 0.14],
      [0.55, colours.sun, 0],
      [1, colours.ink, 0.06],
    ],
    [from, 120, to, 700],
  );
  const feet = c.gradient(
    [
      [0, colours.ink, 0],
      [1, colours.ink, 0.12],
    ],
    [0, 690, 0, SHEET.height],
  );
  return rect(0, 0, SHEET.width, SHEET.height, { fill: warm }) + rect(0, 690, SHEET.width, 210, { fill: feet });
}

/** The sheet itself, before a window is cut out of it. Deterministic; a few milliseconds. */
export function drawSheet(spec: SceneSpec): Drawing {
  const canvas = createCanvas(spec);
  const compose = compositions[spec.composition] ?? compositions['valley'];
  if (!compose) throw new Error('The general landscape must exist');
  let body = compose(canvas);
  body += light(canvas);
  if (spec.weather === 'drizzle' && spec.hour !== 'night') body += drizzle(canvas);
  return { definitions: canvas.definitions.join(''), body, focus: canvas.focus };
}

const RATIO: Record<Crop, number> = { hero: 16 / 9, card: 4 / 3, social: 1200 / 630 };

/** The part of the sheet a crop shows. Cards come a little closer, since they are looked at small. */
export function windowFor(crop: Crop, focus: Canvas['focus']): { x: number; y: number; width: number; height: number } {
  const ratio = RATIO[crop];
  const height = crop === 'card' ? 820 : crop === 'social' ? SHEET.width / ratio : SHEET.height;
  const width = crop === 'hero' ? SHEET.width : height * ratio;
  const x = Math.max(0, Math.min(SHEET.width - width, focus.x - width / 2));
  const spare = SHEET.height - height;
  return { x, y: crop === 'card' ? spare * 0.85 : spare / 2, width, height };
}

/** A complete SVG document of the given pixel width, without text, scripts or outside references. */
export function cutScene(drawing: Drawing, crop: Crop, pixelWidth: number): string {
  const view = windowFor(crop, drawing.focus);
  const height = Math.round((pixelWidth * view.height) / view.width);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixelWidth}" height="${height}" viewBox="${n(view.x)} ${n(view.y)} ${n(view.width)} ${n(view.height)}" preserveAspectRatio="xMidYMid slice"><defs>${drawing.definitions}</defs>${drawing.body}</svg>`;
}

/** One scene in one crop. */
export function drawScene(spec: SceneSpec, crop: Crop = 'hero', pixelWidth = 1600): string {
  return cutScene(drawSheet(spec), crop, pixelWidth);
}
