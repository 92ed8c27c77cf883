import { mix, shade } from './colour.ts';
import type { Hour, SceneSpec, Season, Weather } from './types.ts';

export type Palette = {
  sky: readonly [string, string, string];
  sun: string;
  mist: string;
  farRock: string;
  nearRock: string;
  ink: string;
  /** Share of the sun's side that stands out from the shadow side of a rock. */
  contrast: number;
  lightFromLeft: boolean;
  dark: boolean;
  /** A thing's own colour as it looks in this light. */
  lit(colour: string): string;
  /** The same, with air between it and us: 0 is here, 1 is the horizon. */
  away(colour: string, distance: number): string;
  grass: readonly [string, string, string];
  wood: string;
  field: readonly string[];
  bund: string;
  leaf: readonly string[];
  /** Lamps: warm at night, plain wood-dark by day. */
  window: string;
};

type Light = {
  sky: readonly [string, string, string];
  sun: string;
  mist: string;
  farRock: string;
  nearRock: string;
  ambient: string;
  ambientShare: number;
  contrast: number;
  fromLeft: boolean;
};

const LIGHTS: Record<Hour, Light> = {
  dawn: {
    sky: ['#86a0b8', '#d9bdb3', '#f7d9b8'],
    sun: '#fff3da',
    mist: '#f0dccd',
    farRock: '#b7b4bf',
    nearRock: '#56646f',
    ambient: '#c58f83',
    ambientShare: 0.14,
    contrast: 0.12,
    fromLeft: true,
  },
  morning: {
    sky: ['#8fb7c6', '#c6dcd9', '#f1ecdb'],
    sun: '#fffbe9',
    mist: '#ebeee4',
    farRock: '#b1c3c9',
    nearRock: '#566c74',
    ambient: '#e7dcb9',
    ambientShare: 0.05,
    contrast: 0.13,
    fromLeft: true,
  },
  noon: {
    sky: ['#74a9bf', '#b2d3d6', '#eeeedf'],
    sun: '#fffdf0',
    mist: '#e6ece6',
    farRock: '#a5bcc6',
    nearRock: '#5d7178',
    ambient: '#ffffff',
    ambientShare: 0.02,
    contrast: 0.14,
    fromLeft: false,
  },
  afternoon: {
    sky: ['#a9bdb9', '#ead7ab', '#f8dea0'],
    sun: '#fff4cf',
    mist: '#f4e1b8',
    farRock: '#c0b79f',
    nearRock: '#5f625a',
    ambient: '#d9963f',
    ambientShare: 0.13,
    contrast: 0.15,
    fromLeft: false,
  },
  dusk: {
    sky: ['#465680', '#96829f', '#ecb798'],
    sun: '#ffd9a8',
    mist: '#d3a9a2',
    farRock: '#8f839f',
    nearRock: '#3a4065',
    ambient: '#574775',
    ambientShare: 0.32,
    contrast: 0.1,
    fromLeft: false,
  },
  night: {
    sky: ['#0f1934', '#1c2b52', '#40517d'],
    sun: '#f3ecd2',
    mist: '#40517a',
    farRock: '#34456f',
    nearRock: '#182241',
    ambient: '#16213f',
    ambientShare: 0.68,
    contrast: 0.06,
    fromLeft: true,
  },
};

type Growth = {
  grass: readonly [string, string, string];
  field: readonly string[];
  bund: string;
  leaf: readonly string[];
};

const GROWTH: Record<Season, Growth> = {
  spring: {
    grass: ['#aebb62', '#7fa351', '#4f7a47'],
    field: ['#a8b868', '#8fa85c', '#c2bf74', '#9aa468', '#b7a57a'],
    bund: '#5f6b45',
    leaf: ['#8ea75d', '#6f9155', '#4f7549'],
  },
  water: {
    grass: ['#9dba5c', '#6a9c50', '#3f7449'],
    field: ['#a9c4c9', '#bfd2d1', '#8fb0ba', '#cfd9d2', '#9bbcab'],
    bund: '#5d6a44',
    leaf: ['#7ba35a', '#5a8a52', '#3c6a48'],
  },
  summer: {
    grass: ['#8db954', '#56954b', '#326c44'],
    field: ['#8fb85b', '#7aab55', '#a3c265', '#6a9d52', '#94b760'],
    bund: '#3f6b43',
    leaf: ['#6f9f57', '#4b8350', '#2f6246'],
  },
  gold: {
    grass: ['#c2b350', '#8fa04a', '#577d46'],
    field: ['#e0b64a', '#d3a43c', '#ebc765', '#c99634', '#b5b04f', '#dcae42'],
    bund: '#8d7a36',
    leaf: ['#8ba055', '#64874f', '#446b48'],
  },
  buckwheat: {
    grass: ['#b9aa66', '#8e9857', '#5d734b'],
    field: ['#dc9fae', '#cc7f95', '#e6b9c1', '#bcab6a', '#a3a45e', '#d4919f'],
    bund: '#7a6a5a',
    leaf: ['#9a9c5d', '#7a8752', '#586c4a'],
  },
  winter: {
    grass: ['#bfae7c', '#979468', '#6a755a'],
    field: ['#c6b48a', '#b3a07a', '#d2c39c', '#a79673', '#a8a27f'],
    bund: '#7b7058',
    leaf: ['#8b9070', '#6b7a61', '#4e6355'],
  },
};

function withWeather(light: Light, weather: Weather): Light {
  if (weather === 'clear') return light;
  const grey = weather === 'drizzle' ? '#a3b1b0' : '#e4e6df';
  const share = weather === 'drizzle' ? 0.55 : 0.35;
  const mute = (colour: string): string => mix(colour, mix(grey, light.mist, 0.25), share);
  return {
    ...light,
    sky: [mute(light.sky[0]), mute(light.sky[1]), mute(light.sky[2])],
    mist: mix(light.mist, grey, share * 0.8),
    farRock: mix(light.farRock, grey, share * 0.7),
    nearRock: mix(light.nearRock, grey, weather === 'drizzle' ? 0.12 : 0.06),
    ambient: mix(light.ambient, '#6c7f80', 0.6),
    ambientShare: Math.max(light.ambientShare, 0.16),
    contrast: light.contrast * 0.65,
  };
}

/** All colours of one scene. Weather only takes light away at day: at night it is dark already. */
export function paletteFor(spec: SceneSpec): Palette {
  const light = spec.hour === 'night' ? LIGHTS.night : withWeather(LIGHTS[spec.hour], spec.weather);
  const growth = GROWTH[spec.season];
  const lit = (colour: string): string => mix(colour, light.ambient, light.ambientShare);
  const away = (colour: string, distance: number): string => mix(lit(colour), light.mist, distance * 0.85);
  const dark = spec.hour === 'night' || spec.hour === 'dusk';
  const water = spec.season === 'water';
  return {
    sky: light.sky,
    sun: light.sun,
    mist: light.mist,
    farRock: light.farRock,
    nearRock: light.nearRock,
    ink: mix(shade(light.nearRock, -0.16), '#1f2a44', 0.45),
    contrast: light.contrast,
    lightFromLeft: light.fromLeft,
    dark,
    lit,
    away,
    grass: [lit(growth.grass[0]), lit(growth.grass[1]), lit(growth.grass[2])],
    wood: lit('#6b4a35'),
    // Paddies under water show the sky, whatever its colour.
    field: growth.field.map((colour, i) =>
      water && i < 4 ? mix(light.sky[i % 3] ?? light.mist, i % 2 ? light.mist : lit(colour), 0.35) : lit(colour),
    ),
    bund: lit(growth.bund),
    leaf: growth.leaf.map(lit),
    window: dark ? '#ffcf7a' : lit('#4a3a34'),
  };
}
