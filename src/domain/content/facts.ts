import * as z from 'zod';
import { AREAS, EVENT_KINDS, INTERESTS, NOTICES, PLACE_KINDS, SERVICES } from './kinds.ts';
import {
  clockSchema, closureSchema, commonFacts, confidenceSchema, dateRuleSchema, feeSchema, openingSchema, positionSchema,
  rangeSchema, seenSchema, signalSchema, slugSchema, vndSchema, yesNoSchema,
} from './parts.ts'; // prettier-ignore

/** `facts.yaml` by kind: what is true in every language. One source for files, pages, search documents and forms. */

const accessSchema = z.strictObject({
  motorbike: yesNoSchema.default('yes'),
  /** `partly`: a car gets near, the last part is on foot or by xe ôm. */
  car: yesNoSchema.default('unknown'),
  stepFree: yesNoSchema.default('unknown'),
  /** Number of steps to climb, or its range. */
  steps: rangeSchema.optional(),
  /** Minutes on foot from where a vehicle must stop. */
  walkMinutes: z.int().nonnegative().optional(),
  toilet: yesNoSchema.default('unknown'),
});

export const placeFactsSchema = z.strictObject({
  ...commonFacts,
  kind: z.enum(PLACE_KINDS),
  area: z.enum(AREAS),
  position: positionSchema,
  /** Metres above the sea, or the range that sources give. */
  elevation: rangeSchema.optional(),
  /** Today's commune (two levels since July 2025); absent outside the former province. */
  commune: z.string().min(2).max(80).optional(),
  former: z.strictObject({ commune: z.string().optional(), district: z.string().optional() }).default({}),
  open: z.array(openingSchema).default([]),
  closed: z.array(closureSchema).default([]),
  fees: z.array(feeSchema).default([]),
  /** How long a usual visit takes; 0 for a place one only passes. */
  visitMinutes: z.int().min(0).max(1440),
  access: accessSchema.prefault({}),
  /** Season rules in which it is at its best. */
  best: z.array(dateRuleSchema).default([]),
  interests: z.array(z.enum(INTERESTS)).default([]),
  services: z.array(z.enum(SERVICES)).default([]),
  notices: z.array(z.enum(NOTICES)).default([]),
  peoples: z.array(z.string().min(1).max(40)).default([]),
  signal: signalSchema.default('unknown'),
  confidence: confidenceSchema,
});
export type PlaceFacts = z.infer<typeof placeFactsSchema>;

export const AMENITIES = [
  'hot-water', 'heating', 'thick-bedding', 'fan', 'air-conditioning', 'wifi', 'breakfast', 'dinner', 'vegetarian',
  'parking', 'motorbike-parking', 'family-room', 'private-room', 'ground-floor', 'laundry', 'herbal-bath', 'kitchen',
  'bonfire', 'guide', 'motorbike-hire', 'bus-pickup', 'card-payment',
] as const; // prettier-ignore

export const LISTING_KINDS = ['homestay', 'guesthouse', 'hotel', 'lodge'] as const;

/** Phone numbers in E.164. For samples the range +84 00… is used, which cannot be assigned to anyone. */
export const phoneSchema = z.string().regex(/^\+[0-9]{9,15}$/, 'must look like +84912345678');

/** Eight facts are enough to publish: name (in words), village, photo or drawn scene, phone, price, sleeps, toilet, car. */
export const homestayFactsSchema = z.strictObject({
  ...commonFacts,
  kind: z.enum(LISTING_KINDS).default('homestay'),
  village: slugSchema,
  position: positionSchema.optional(),
  phone: phoneSchema,
  /** The phone is published only with the household's recorded consent. */
  phoneConsent: z.boolean().default(false),
  zalo: z.boolean().default(true),
  facebook: z.url({ protocol: /^https$/, hostname: /(^|\.)facebook\.com$/ }).optional(),
  priceFrom: z.strictObject({
    vnd: vndSchema,
    per: z.enum(['person', 'room']),
    seen: seenSchema,
    weekend: vndSchema.optional(),
    festival: vndSchema.optional(),
  }),
  sleeps: z.int().min(1).max(200),
  rooms: z.int().min(0).max(100).optional(),
  toilet: z.enum(['inside', 'shared']),
  car: yesNoSchema,
  amenities: z.array(z.enum(AMENITIES)).default([]),
  /** Asked and answered with no: "not confirmed" and "no" are different facts. */
  lacks: z.array(z.enum(AMENITIES)).default([]),
  people: z.string().max(40).optional(),
  languages: z.array(z.string().min(2).max(12)).default([]),
  checkIn: clockSchema.optional(),
  checkedOn: seenSchema.optional(),
});
export type HomestayFacts = z.infer<typeof homestayFactsSchema>;

export const eventFactsSchema = z.strictObject({
  ...commonFacts,
  kind: z.enum(EVENT_KINDS),
  place: slugSchema,
  open: z.array(openingSchema).min(1, 'needs at least one rule for its days'),
  closed: z.array(closureSchema).default([]),
  /** Minute after which a market thins out, as a clock time. */
  thinsOut: clockSchema.optional(),
  visitMinutes: z.int().min(0).max(1440).default(90),
  interests: z.array(z.enum(INTERESTS)).default([]),
  notices: z.array(z.enum(NOTICES)).default([]),
  peoples: z.array(z.string().min(1).max(40)).default([]),
  /** The authorities set date or place anew each year. */
  dateSetYearly: z.boolean().default(false),
  confidence: confidenceSchema,
});
export type EventFacts = z.infer<typeof eventFactsSchema>;

export const guideFactsSchema = z.strictObject({
  ...commonFacts,
  topic: z.enum(['travel', 'rules', 'safety', 'season', 'money', 'culture', 'food', 'family', 'market']),
  order: z.int().min(1).max(99),
  /** Safety guides are kept on every device for offline use. */
  offline: z.boolean().default(false),
  checkedOn: seenSchema,
  related: z.array(z.string().regex(/^(?:places|events|guides|trips|products)\/[a-z0-9-]+$/)).default([]),
});
export type GuideFacts = z.infer<typeof guideFactsSchema>;

export const VEHICLES = ['motorbike', 'easy-rider', 'car', 'bus', 'bicycle', 'foot'] as const;
export type Vehicle = (typeof VEHICLES)[number];
export const PACES = ['slow', 'normal', 'fast'] as const;
export type Pace = (typeof PACES)[number];

const tripStopSchema = z.strictObject({
  /** `places/<slug>` or `events/<slug>`. */
  at: z.string().regex(/^(?:places|events)\/[a-z0-9-]+$/, 'must be places/<slug> or events/<slug>'),
  minutes: z.int().min(0).max(1440).optional(),
});

export const tripFactsSchema = z.strictObject({
  ...commonFacts,
  vehicle: z.enum(VEHICLES),
  pace: z.enum(PACES),
  start: slugSchema,
  end: slugSchema,
  /** When each day begins, unless the day says otherwise. */
  startHour: clockSchema.default('08:00'),
  days: z
    .array(
      z.strictObject({
        startHour: clockSchema.optional(),
        stops: z.array(tripStopSchema),
        /** Where the night is spent: a place or a homestay; none on the last day. */
        bed: z.string().regex(/^(?:places|homestays)\/[a-z0-9-]+$/).optional(),
      }),
    )
    .min(1)
    .max(21),
  /** Weekday on which it works best (a market), 0 = Sunday. */
  startWeekday: z.int().min(0).max(6).optional(),
  best: z.array(dateRuleSchema).default([]),
  interests: z.array(z.enum(INTERESTS)).default([]),
  suits: z.array(z.enum(['first-time', 'family', 'limited-mobility', 'experienced', 'no-licence', 'harvest', 'winter', 'market', 'festival'])).default([]), // prettier-ignore
});
export type TripFacts = z.infer<typeof tripFactsSchema>;

export const ALERT_LEVELS = ['notice', 'warning', 'danger'] as const;
export const ALERT_CAUSES = ['landslide', 'flood', 'fog', 'ice', 'roadworks', 'accident', 'festival', 'storm', 'fire', 'boat-suspended', 'border', 'health', 'other'] as const; // prettier-ignore

const instantSchema = z.iso.datetime({ offset: true, message: 'must be a time such as 2026-07-01T06:00:00+07:00' });

export const alertFactsSchema = z
  .strictObject({
    ...commonFacts,
    level: z.enum(ALERT_LEVELS),
    cause: z.enum(ALERT_CAUSES),
    effect: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('road-closed') }),
      z.strictObject({ kind: z.literal('road-slow'), factor: z.number().min(1.1).max(10) }),
      z.strictObject({ kind: z.literal('place-closed') }),
      z.strictObject({ kind: z.literal('activity-banned'), activity: z.enum(['boat', 'swimming', 'trekking', 'night-riding', 'border-visit', 'camping']) }),
      z.strictObject({ kind: z.literal('advice') }),
    ]), // prettier-ignore
    roads: z
      .array(z.strictObject({ from: slugSchema, to: slugSchema, kmFrom: z.number().optional(), kmTo: z.number().optional() }))
      .default([]),
    places: z.array(slugSchema).default([]),
    areas: z.array(z.enum(AREAS)).default([]),
    from: instantSchema,
    until: instantSchema,
    issuedBy: z.string().min(2).max(120),
  })
  .refine((alert) => Date.parse(alert.from) < Date.parse(alert.until), { path: ['until'], message: 'must be after "from"' })
  .refine((alert) => alert.roads.length + alert.places.length + alert.areas.length > 0, {
    path: ['places'],
    message: 'must name a road, a place or an area',
  });
export type AlertFacts = z.infer<typeof alertFactsSchema>;

export const productFactsSchema = z.strictObject({
  ...commonFacts,
  kind: z.enum(['textile', 'food', 'drink', 'tea', 'honey', 'craft', 'instrument', 'medicine']),
  village: slugSchema,
  maker: z.enum(['cooperative', 'household', 'workshop', 'company', 'village']),
  season: z.array(dateRuleSchema).default([]),
  /** `places/<slug>` or `events/<slug>` where it is sold. */
  soldAt: z.array(z.string().regex(/^(?:places|events)\/[a-z0-9-]+$/)).default([]),
  price: z.strictObject({ vnd: vndSchema, per: z.string().max(40), seen: seenSchema }).optional(),
  peoples: z.array(z.string().min(1).max(40)).default([]),
  confidence: confidenceSchema,
});
export type ProductFacts = z.infer<typeof productFactsSchema>;

/** Single pages that editors write: the home page's opening words, about, privacy. */
export const pageFactsSchema = z.strictObject({ ...commonFacts, feature: z.array(z.string().regex(/^[a-z]+\/[a-z0-9-]+$/)).default([]) });
export type PageFacts = z.infer<typeof pageFactsSchema>;

export const factsSchemas = {
  places: placeFactsSchema,
  homestays: homestayFactsSchema,
  events: eventFactsSchema,
  guides: guideFactsSchema,
  trips: tripFactsSchema,
  alerts: alertFactsSchema,
  products: productFactsSchema,
  pages: pageFactsSchema,
} as const;

export type FactsByKind = {
  places: PlaceFacts;
  homestays: HomestayFacts;
  events: EventFacts;
  guides: GuideFacts;
  trips: TripFacts;
  alerts: AlertFacts;
  products: ProductFacts;
  pages: PageFacts;
};
