import { paletteFor, type Palette } from './palette.ts';
import { createRandom, type Random } from './random.ts';
import { n } from './svg.ts';
import type { SceneSpec } from './types.ts';

/** Every scene is drawn on one sheet; hero, card and social are windows on it. */
export const SHEET = { width: 1600, height: 900 } as const;

export type Stop = readonly [offset: number, colour: string, opacity?: number];

export type Canvas = {
  readonly spec: SceneSpec;
  readonly colours: Palette;
  readonly random: Random;
  readonly definitions: string[];
  /** Where the subject stands, so that narrow crops keep it. */
  focus: { x: number; y: number };
  has(feature: string): boolean;
  /** A gradient along a line in sheet coordinates (or in those of the group it is used in). */
  gradient(stops: readonly Stop[], line: readonly [x1: number, y1: number, x2: number, y2: number]): string;
  glow(x: number, y: number, radius: number, stops: readonly Stop[]): string;
};

function stopsOf(stops: readonly Stop[]): string {
  return stops
    .map(([offset, colour, opacity]) => {
      const see = opacity === undefined ? '' : ` stop-opacity="${opacity}"`;
      return `<stop offset="${offset}" stop-color="${colour}"${see}/>`;
    })
    .join('');
}

export function createCanvas(spec: SceneSpec): Canvas {
  const definitions: string[] = [];
  const define = (make: (id: string) => string): string => {
    const id = `g${definitions.length}`;
    definitions.push(make(id));
    return `url(#${id})`;
  };
  return {
    spec,
    colours: paletteFor(spec),
    random: createRandom(`${spec.composition}/${spec.seed}`),
    definitions,
    focus: { x: SHEET.width / 2, y: SHEET.height / 2 },
    has: (feature) => spec.features.includes(feature),
    gradient: (stops, [x1, y1, x2, y2]) =>
      define(
        (id) =>
          `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}">${stopsOf(stops)}</linearGradient>`,
      ),
    glow: (x, y, radius, stops) =>
      define(
        (id) =>
          `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${n(x)}" cy="${n(y)}" r="${n(radius)}">${stopsOf(stops)}</radialGradient>`,
      ),
  };
}

/** One picture: what stands on a canvas of its own light, season and place, as SVG. */
export type Composition = (c: Canvas) => string;
