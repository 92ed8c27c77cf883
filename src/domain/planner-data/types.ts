import type { Area, Confidence, EventKind, Interest, PlaceKind } from '../content/kinds.ts';
import type { AlertFacts, HomestayFacts, PlaceFacts } from '../content/facts.ts';
import type { Language } from '../locale/languages.ts';
import type { RoadNetwork } from '../roads/network.ts';

/**
 * What the planner and its workers get to know of the content, in one language and as plain JSON.
 * Defaults are left out to keep it small on a phone. Ids are entry ids (`places/ma-pi-leng`).
 */
export type Named = {
  id: string;
  name: string;
  /** The language the name is really in, where it is not the one asked for. */
  lang?: Language;
};

/** A line of opening times, as the calendar reads it. */
export type OpenRule = { rule: string; hours?: string };
export type ClosedRule = { rule: string; reason?: string };

/** đồng, low and high (equal where sources agree), with the day or year it was seen. */
export type PlannerFee = { for: string; per: string; low: number; high: number; seen: string };

export type PlannerPlace = Named & {
  kind: PlaceKind;
  area: Area;
  lat: number;
  lng: number;
  /** Metres; the higher figure where sources differ, as the check warns about cold and fog by it. */
  elevation?: number;
  visitMinutes: number;
  open?: OpenRule[];
  closed?: ClosedRule[];
  /** Newest day on which the hours were seen. */
  hoursSeen?: string;
  access: PlaceFacts['access'];
  notices?: PlaceFacts['notices'];
  interests?: Interest[];
  services?: PlaceFacts['services'];
  /** Season rules in which it is at its best. */
  best?: string[];
  fees?: PlannerFee[];
  weight: number;
  confidence: Confidence;
  positionConfidence: Confidence;
};

export type PlannerEvent = Named & {
  kind: EventKind;
  /** Entry id of the place it is at. */
  place: string;
  open: OpenRule[];
  closed?: ClosedRule[];
  hoursSeen?: string;
  /** Minute of the day after which a market thins out. */
  thinsOut?: number;
  visitMinutes: number;
  interests?: Interest[];
  notices?: PlaceFacts['notices'];
  dateSetYearly?: true;
  weight: number;
  confidence: Confidence;
};

export type PlannerBed = Named & {
  /** Entry id of its village. */
  village: string;
  area: Area;
  lat: number;
  lng: number;
  price: { low: number; high: number; per: 'person' | 'room'; seen: string };
  car: HomestayFacts['car'];
  sleeps: number;
  toilet: HomestayFacts['toilet'];
  amenities?: HomestayFacts['amenities'];
  /** Asked and answered with no. */
  lacks?: HomestayFacts['lacks'];
  /** Only with the household's consent, or a sample's number that cannot be assigned. */
  phone?: string;
  sample?: true;
};

export type PlannerAlert = Named & {
  level: AlertFacts['level'];
  cause: AlertFacts['cause'];
  effect: AlertFacts['effect'];
  /** Stretches of road by the entry ids of their ends, with kilometre posts where the alert names them. */
  roads?: { from: string; to: string; kmFrom?: number; kmTo?: number }[];
  places?: string[];
  areas?: Area[];
  /** Instants, ISO 8601 with offset; `until` is the first instant without it. */
  from: string;
  until: string;
  issuedBy: string;
};

export type PlannerCore = {
  language: Language;
  places: PlannerPlace[];
  events: PlannerEvent[];
  alerts: PlannerAlert[];
  roads: RoadNetwork;
  /** Old ids and the ones they became. */
  moved: Record<string, string>;
};

/** Beds by area: ten thousand listings must not all go to a phone. */
export type PlannerBeds = Partial<Record<Area, PlannerBed[]>>;

export type PlannerData = { core: PlannerCore; beds: PlannerBeds };
