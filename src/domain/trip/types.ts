import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Pace, Vehicle } from '../content/facts.ts';

export type { CalendarDate, Pace, Vehicle };

/** Whole minutes: of a day after local midnight (a night may run past 1440), or a length of time. */
export type Minutes = number;

export const TRIP_VERSION = 1;

/** The content schemas hold the same words; these copies keep Zod out of the browser. */
export const VEHICLES = [
  'motorbike',
  'easy-rider',
  'car',
  'bus',
  'bicycle',
  'foot',
] as const satisfies readonly Vehicle[];
export const PACES = ['slow', 'normal', 'fast'] as const satisfies readonly Pace[];
export const ARRIVALS = ['there', 'night-bus', 'bus', 'own'] as const;
export const DEPARTURES = ['none', 'bus', 'boat', 'other'] as const;
export const LICENCES = ['valid', 'none', 'unsure'] as const;
/** Which paper the rider holds; never its number or a picture of it. */
export const LICENCE_PAPERS = ['vietnamese', 'idp-1968', 'idp-1949', 'home-only'] as const;
export const LICENCE_CLASSES = ['a1', 'a'] as const;
export const ENGINES = ['up-to-50', 'up-to-125', 'over-125'] as const;
export const EXPERIENCES = ['novice', 'normal', 'expert'] as const;
export const BED_NEEDS = [
  'family-room',
  'hot-water',
  'car-access',
  'ground-floor',
  'private-toilet',
  'heating',
] as const;
export const LUGGAGE = ['with', 'forwarded', 'left-at-start'] as const;
export const LISTS = ['packing', 'todo'] as const;

export type Arrival = (typeof ARRIVALS)[number];
export type Departure = (typeof DEPARTURES)[number];
export type BedNeed = (typeof BED_NEEDS)[number];
export type ListName = (typeof LISTS)[number];

/** A traveller's own point on the map. */
export type Pin = { lat: number; lng: number; name: string };
/** Where something is: an entry (`places/…`, `events/…`, `homestays/…`) or an own pin. */
export type Spot = string | Pin;

export type Stop = {
  id: string;
  at: Spot;
  /** Length of the visit; absent means the usual one of the place. */
  minutes?: Minutes;
  /** Fixed departure from here (a boat, a bus): the traveller must be here by then and leaves then. */
  departs?: Minutes;
  locked: boolean;
  note: string;
};

export type Bed = {
  at: Spot;
  /** Area of the homestay, so that a phone knows which list of beds to load. */
  area?: string;
  /** Price agreed for the whole party and night, in đồng. */
  vnd?: number;
  booked: boolean;
  note: string;
};

export type Day = {
  id: string;
  stops: Stop[];
  bed?: Bed;
  /** When this day begins; absent means the trip's usual hour. */
  start?: Minutes;
  note: string;
};

export type Licence = {
  status: (typeof LICENCES)[number];
  paper?: (typeof LICENCE_PAPERS)[number];
  class?: (typeof LICENCE_CLASSES)[number];
};

export type Party = {
  adults: number;
  /** Ages in years. */
  children: number[];
  mobility?: 'limited';
};

export type ListItem = { id: string; text: string; done: boolean };
export type CostItem = { id: string; text: string; vnd: number; per: 'trip' | 'day' | 'person' };

/**
 * One trip as plain data. Nothing computed is stored: times, distances and findings follow from it
 * and the planner data. Undated trips (`date` absent) are first-class.
 */
export type Trip = {
  version: typeof TRIP_VERSION;
  id: string;
  name: string;
  archived: boolean;
  date?: CalendarDate;
  /** `hour`: when the traveller is at the start place on the first day, for instance 270 for a night bus at 04:30. */
  start: { at: Spot; hour: Minutes; arrival: Arrival };
  /** Without `at` the trip ends where its last stop is. `by`: the fixed departure (or hour) on the last day. */
  end: { at?: Spot; by?: Minutes; departure: Departure };
  /** When days begin, unless a day says otherwise. */
  dayStart: Minutes;
  vehicle: Vehicle;
  engine?: (typeof ENGINES)[number];
  licence: Licence;
  experience: (typeof EXPERIENCES)[number];
  pace: Pace;
  party: Party;
  bedNeeds: BedNeed[];
  luggage?: (typeof LUGGAGE)[number];
  days: Day[];
  lists: Record<ListName, ListItem[]>;
  costs: CostItem[];
  /** The next free number for ids, so that the reducer needs no randomness. */
  serial: number;
};

/** What a careless or hostile file may not exceed. */
export const LIMITS = {
  days: 60,
  stopsPerDay: 60,
  name: 120,
  note: 2000,
  item: 200,
  items: 200,
  costs: 100,
  stayMinutes: 1440,
  vnd: 10_000_000_000,
  adults: 50,
  children: 20,
} as const;
