/** What the drawing needs to know of an entry. Nothing here is text that would be shown. */
export type SceneEntry = {
  kind: 'place' | 'homestay' | 'event' | 'guide' | 'trip' | 'product';
  slug: string;
  /** The entry's own kind: `pass`, `market-village`, `weekly-market`, … Unknown words get a general landscape. */
  type?: string;
  /** Metres above the sea. */
  elevation?: number;
  season?: Season;
  /** Free words such as `stilt-house`, `hmong`, `harvest`; unknown ones are ignored. */
  tags?: readonly string[];
};

export const SEASONS = ['spring', 'water', 'summer', 'gold', 'buckwheat', 'winter'] as const;
export type Season = (typeof SEASONS)[number];

export const HOURS = ['dawn', 'morning', 'noon', 'afternoon', 'dusk', 'night'] as const;
export type Hour = (typeof HOURS)[number];

export const WEATHERS = ['clear', 'mist', 'drizzle'] as const;
export type Weather = (typeof WEATHERS)[number];

/** 16:9, 4:3 and 1200×630 windows on one and the same drawing. */
export type Crop = 'hero' | 'card' | 'social';
export type Theme = 'day' | 'night';

/** Everything a drawing depends on: two equal specs give the same bytes. */
export type SceneSpec = {
  composition: string;
  seed: string;
  season: Season;
  hour: Hour;
  weather: Weather;
  /** Lowland valleys have soft hills and palms, the plateau has bare towers. */
  ground: 'lowland' | 'middle' | 'plateau';
  features: readonly string[];
};
