import { createCanvas, SHEET, type Canvas } from './canvas.ts';
import { compositions } from './compositions.ts';
import { drizzle } from './sky.ts';
import { n } from './svg.ts';
import type { Crop, SceneSpec } from './types.ts';

export type Drawing = { definitions: string; body: string; focus: Canvas['focus'] };

/** The sheet itself, before a window is cut out of it. Deterministic; a few milliseconds. */
export function drawSheet(spec: SceneSpec): Drawing {
  const canvas = createCanvas(spec);
  const compose = compositions[spec.composition] ?? compositions['valley'];
  if (!compose) throw new Error('The general landscape must exist');
  let body = compose(canvas);
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
