import * as z from 'zod';
import { ALERT_CAUSES, ALERT_LEVELS, AMENITIES, LISTING_KINDS, PACES, VEHICLES } from '#src/domain/content/facts.ts';
import {
  AREAS,
  CONFIDENCES,
  EVENT_KINDS,
  INTERESTS,
  NOTICES,
  PLACE_KINDS,
  SERVICES,
} from '#src/domain/content/kinds.ts';
import { feeSchema, seenSchema, signalSchema, slugSchema, yesNoSchema } from '#src/domain/content/parts.ts';
import { LANGUAGES } from '#src/domain/locale/languages.ts';
import { HAZARDS, MODES, SURFACES } from '#src/domain/roads/network.ts';

/**
 * What `/api/v1` answers, one schema a kind of record. The OpenAPI document is made from these, and the tests
 * hold every answer against that document, so the three cannot drift apart.
 */

const language = z.enum(Object.keys(LANGUAGES) as [keyof typeof LANGUAGES]);
const url = z.url({ protocol: /^https?$/ });
const date = z.iso.date();
const instant = z.iso.datetime();
const confidence = z.enum(CONFIDENCES);
const vnd = z.strictObject({ low: z.int().nonnegative(), high: z.int().nonnegative() });
const rule = z.string().describe('A rule such as weekday:SUN, zodiac:Thân, lunar:27/3 or season:09-01..10-15.');

export const licenceSchema = z.strictObject({
  name: z.string(),
  url,
  attribution: z.string().describe('Print these words beside what you show.'),
});

export const positionSchema = z.strictObject({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  confidence: confidence.describe('low: somewhere near here; do not navigate by it.'),
});

const common = {
  id: z.string().regex(/^[a-z]+\/[a-z0-9-]+$/),
  slug: slugSchema,
  url: url.describe('The page about it, in the language asked for.'),
  name: z.string().min(1),
  nameLanguage: language.describe('The language the name is really in: what is not translated is borrowed.'),
  nameVi: z.string().optional().describe('The Vietnamese name, as on signs.'),
  summary: z.string(),
  summaryLanguage: language,
  sample: z.boolean().describe('true: invented to show the form. Never show it as a real offer.'),
  updatedAt: instant,
  licence: licenceSchema,
} as const;

const sources = z.array(z.strictObject({ title: z.string(), url: url.optional(), year: z.int().optional(), seen: seenSchema.optional() })); // prettier-ignore
const picture = z.strictObject({
  url,
  credit: z.string().describe('Who drew or took it.'),
  drawn: z.boolean().describe('true: a drawing, not a photograph of the place.'),
});
const opening = z.strictObject({ rule, hours: z.string().optional() });
const fee = z.strictObject({ for: feeSchema.shape.for, vnd, per: z.enum(['person', 'group', 'vehicle', 'trip', 'day']), seen: seenSchema }); // prettier-ignore

export const placeSchema = z.strictObject({
  ...common,
  kind: z.enum(PLACE_KINDS),
  area: z.enum(AREAS),
  commune: z.string().optional().describe('Since July 2025.'),
  position: positionSchema,
  elevationMeters: z.strictObject({ low: z.number(), high: z.number() }).optional(),
  open: z.array(opening),
  closed: z.array(z.strictObject({ rule, reason: z.string().optional() })),
  fees: z.array(fee),
  visitMinutes: z.int().nonnegative(),
  access: z.strictObject({
    motorbike: yesNoSchema,
    car: yesNoSchema,
    stepFree: yesNoSchema,
    toilet: yesNoSchema,
    steps: z.strictObject({ low: z.number(), high: z.number() }).optional(),
    walkMinutes: z.int().nonnegative().optional(),
  }),
  best: z.array(rule).describe('When it is at its best.'),
  interests: z.array(z.enum(INTERESTS)),
  services: z.array(z.enum(SERVICES)),
  notices: z.array(z.enum(NOTICES)),
  signal: signalSchema,
  confidence,
  picture,
  sources,
});

export const homestaySchema = z.strictObject({
  ...common,
  kind: z.enum(LISTING_KINDS),
  village: slugSchema,
  position: positionSchema.optional(),
  phone: z.string().optional().describe('Only where the household agreed to publish it.'),
  price: z.strictObject({ vnd, per: z.enum(['person', 'room']), seen: seenSchema }),
  sleeps: z.int().positive(),
  rooms: z.int().nonnegative().optional(),
  toilet: z.enum(['inside', 'shared']),
  car: yesNoSchema,
  amenities: z.array(z.enum(AMENITIES)),
  lacks: z.array(z.enum(AMENITIES)).describe('Asked, and the answer was no.'),
  picture,
});

export const eventSchema = z.strictObject({
  ...common,
  kind: z.enum(EVENT_KINDS),
  place: slugSchema,
  position: positionSchema.optional(),
  rules: z.array(opening),
  dates: z
    .array(
      z.strictObject({
        date,
        hours: z.array(z.strictObject({ from: z.string(), to: z.string(), approximate: z.boolean() })),
      }),
    )
    .describe('Its days in the window asked for, today included, worked out in the calendar of Vietnam.'),
  dateSetYearly: z.boolean().describe('true: the authorities set the date anew each year; ask before travelling.'),
  confidence,
  picture,
  sources,
});

export const tripSchema = z.strictObject({
  ...common,
  vehicle: z.enum(VEHICLES),
  pace: z.enum(PACES),
  start: slugSchema,
  end: slugSchema,
  days: z.array(
    z.strictObject({
      stops: z.array(
        z.strictObject({
          at: z.string().regex(/^(?:places|events)\/[a-z0-9-]+$/),
          name: z.string(),
          minutes: z.int().nonnegative().optional(),
          position: positionSchema.optional(),
        }),
      ),
      bed: z.string().optional(),
    }),
  ),
  picture,
});

const roadEnd = z.strictObject({ slug: slugSchema, name: z.string(), lat: z.number(), lng: z.number() });

export const alertSchema = z.strictObject({
  ...common,
  level: z.enum(ALERT_LEVELS),
  cause: z.enum(ALERT_CAUSES),
  effect: z.enum(['road-closed', 'road-slow', 'place-closed', 'activity-banned', 'advice']),
  activity: z.string().optional(),
  slowFactor: z.number().optional(),
  roads: z.array(z.strictObject({ from: slugSchema, to: slugSchema })),
  places: z.array(slugSchema),
  areas: z.array(z.enum(AREAS)),
  from: z.iso.datetime({ offset: true }),
  until: z.iso.datetime({ offset: true }),
  inForce: z.boolean().describe('At the time of the answer.'),
  issuedBy: z.string(),
  positions: z.array(positionSchema).describe('Of the places it names.'),
});

export const roadSchema = z.strictObject({
  id: z.string().regex(/^roads\/[a-z0-9-]+--[a-z0-9-]+$/),
  road: z.string(),
  numbers: z.array(z.string()),
  mode: z.enum(MODES),
  from: roadEnd,
  to: roadEnd,
  km: z.number().positive(),
  minutes: z
    .strictObject({ motorbike: z.number().optional(), car: z.number().optional(), other: z.number().optional() })
    .describe('Without stops. Without "car" no car goes here.'),
  surface: z.enum(SURFACES),
  hazards: z.array(z.enum(HAZARDS)),
  highestMeters: z.number().optional(),
  confidence,
  alerts: z.array(z.string()).describe('Ids of the alerts in force on it.'),
  licence: licenceSchema,
});

export const RECORD_SCHEMAS = {
  places: placeSchema,
  homestays: homestaySchema,
  events: eventSchema,
  alerts: alertSchema,
  trips: tripSchema,
  roads: roadSchema,
} as const;

export const COLLECTIONS = Object.keys(RECORD_SCHEMAS) as readonly Collection[];
export type Collection = keyof typeof RECORD_SCHEMAS;
export type RecordOf<C extends Collection> = z.infer<(typeof RECORD_SCHEMAS)[C]>;
export type AnyRecord = { [C in Collection]: RecordOf<C> }[Collection];
export type Licence = z.infer<typeof licenceSchema>;
export type PositionRecord = z.infer<typeof positionSchema>;

export const SCHEMA_NAMES: Readonly<Record<Collection, string>> = {
  places: 'Place',
  homestays: 'Homestay',
  events: 'Event',
  alerts: 'Alert',
  trips: 'Trip',
  roads: 'Road',
};

/** One page of a list. */
export const pageFields = {
  collection: z.enum(COLLECTIONS as [Collection, ...Collection[]]),
  language,
  total: z.int().nonnegative().describe('Records that match, over all pages.'),
  page: z.int().positive(),
  perPage: z.int().positive(),
  pages: z.int().positive(),
  next: url.optional(),
  previous: url.optional(),
} as const;

const point = z.tuple([z.number(), z.number()]).describe('Longitude, latitude.');
export const geometrySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Point'), coordinates: point }),
  z.strictObject({ type: z.literal('MultiPoint'), coordinates: z.array(point) }),
  z.strictObject({ type: z.literal('LineString'), coordinates: z.array(point).min(2) }),
]);

export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  problems: z.array(z.strictObject({ parameter: z.string(), expected: z.string() })),
});
