/** The kinds of entries, named as their folders under `content/` and as their part of the URL. */
export const CONTENT_KINDS = ['places', 'homestays', 'events', 'guides', 'trips', 'alerts', 'products', 'pages'] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

export const PLACE_KINDS = [
  'town', 'village', 'market-village', 'pass', 'viewpoint', 'landmark', 'heritage', 'museum', 'canyon', 'river', 'pier',
  'lake', 'cave', 'waterfall', 'peak', 'trail', 'lodging', 'cemetery', 'border-gate', 'border-marker', 'bus-station',
  'junction', 'gateway',
] as const; // prettier-ignore
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Places that only join roads: they are never pages of their own interest, lists and suggestions leave them out. */
export const TECHNICAL_PLACE_KINDS: readonly PlaceKind[] = ['junction'];

/** Areas by former district: the regions travellers speak of, although addresses print today's communes. */
export const AREAS = [
  'ha-giang-city', 'quan-ba', 'yen-minh', 'dong-van', 'meo-vac', 'bac-me', 'vi-xuyen', 'bac-quang', 'quang-binh',
  'hoang-su-phi', 'xin-man', 'outside',
] as const; // prettier-ignore
export type Area = (typeof AREAS)[number];

export const EVENT_KINDS = ['weekly-market', 'rotating-market', 'festival', 'season', 'night'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const INTERESTS = [
  'nature', 'viewpoint', 'culture', 'market', 'history', 'craft', 'walking', 'photography', 'water', 'food', 'family',
  'adventure',
] as const; // prettier-ignore
export type Interest = (typeof INTERESTS)[number];

export const SERVICES = [
  'food', 'toilet', 'parking', 'petrol', 'atm', 'bank', 'hospital', 'pharmacy', 'motorbike-hire', 'motorbike-repair',
  'bus', 'police', 'homestay', 'hotel', 'wifi', 'guide', 'tickets',
] as const; // prettier-ignore

/** Notices that hold for a place whatever the day; each has words in every language. */
export const NOTICES = [
  'border-permit', 'border-guard-check', 'guide-needed', 'steep-road', 'no-car', 'narrow-road', 'no-railing',
  'slippery-in-rain', 'landslide-in-rain', 'fog', 'steps', 'boat-may-stop', 'no-night-riding', 'respect-graves',
  'ask-before-photo', 'hours-vary', 'position-approximate',
] as const; // prettier-ignore

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
