import * as z from 'zod';
import { parseDateRule } from '../calendar/date-rule.ts';
import { hourWords, parseHours } from '../calendar/opening-hours.ts';
import { CONFIDENCES } from './kinds.ts';

/** Parts that several kinds of facts share. Every object is strict: a misspelt field is a problem, not a silent loss. */

export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be a slug such as ma-pi-leng (a-z, 0-9 and single hyphens)')
  .max(80, 'must be at most 80 characters');

/** A day, or only a month or a year where the source says no more: `2026-03-01`, `2026-03`, `2026`. */
export const seenSchema = z
  .string()
  .regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/, 'must be a date such as 2026-03-01, 2026-03 or 2026');

export const clockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must look like 09:30');

export const confidenceSchema = z.enum(CONFIDENCES);

/** Vietnam's mainland with a margin: a swapped or mistyped position falls outside it. */
export const positionSchema = z.strictObject({
  lat: z.number().min(8, 'must be a latitude in Vietnam (8 to 24)').max(24, 'must be a latitude in Vietnam (8 to 24)'),
  lng: z
    .number()
    .min(102, 'must be a longitude in Vietnam (102 to 110)')
    .max(110, 'must be a longitude in Vietnam (102 to 110)'),
  confidence: confidenceSchema,
});

/** A whole number of đồng, or `[low, high]` where sources differ: conflicting sources are a range, not a choice. */
export const vndSchema = z.union([
  z.int().nonnegative('must be a whole number of đồng'),
  z.tuple([z.int().nonnegative(), z.int().nonnegative()]).refine(([low, high]) => low <= high, 'must run from low to high'),
]);
export type Vnd = z.infer<typeof vndSchema>;

/** A whole number with its range where sources differ. */
export const rangeSchema = z.union([
  z.number(),
  z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, 'must run from low to high'),
]);

export const dateRuleSchema = z.string().superRefine((text, ctx) => {
  const parsed = parseDateRule(text);
  if (!parsed.ok) ctx.addIssue({ code: 'custom', message: `must be a date rule such as weekday:SUN (${parsed.reason})` });
});

export const hoursSchema = z
  .string()
  .refine(
    (text) => parseHours(text) !== undefined,
    `must look like 05:00-12:00 or be one of: ${Object.keys(hourWords).join(', ')}`,
  );

export const openingSchema = z.strictObject({
  rule: dateRuleSchema,
  hours: hoursSchema.optional(),
  seen: seenSchema.optional(),
  confidence: confidenceSchema.optional(),
});

export const closureSchema = z.strictObject({ rule: dateRuleSchema, reason: z.string().max(200).optional() });

export const FEE_FOR = ['adult', 'child', 'vehicle', 'boat', 'xe-om', 'guide', 'parking', 'stall', 'visit'] as const;

export const feeSchema = z.strictObject({
  for: z.enum(FEE_FOR),
  vnd: vndSchema,
  per: z.enum(['person', 'group', 'vehicle', 'trip', 'day']).default('person'),
  seen: seenSchema,
  source: z.string().max(200).optional(),
});

/** What a source says, for readers of another language than English: figures of a law must not be English only. */
const saidSchema = z.string().min(1).max(400).optional();

export const sourceSchema = z.strictObject({
  title: z.string().min(2).max(200),
  url: z.url({ protocol: /^https?$/ }).optional(),
  year: z.int().min(1800).max(2100).optional(),
  seen: seenSchema.optional(),
  says: z.string().max(300).optional(),
  saysIn: z.strictObject({ vi: saidSchema, de: saidSchema, fr: saidSchema, zh: saidSchema, ko: saidSchema }).optional(),
  confidence: confidenceSchema.optional(),
});

/** Other spellings and names, by language; `any` holds those that belong to none (nicknames, former communes). */
export const aliasesSchema = z.strictObject({
  vi: z.array(z.string().min(1).max(120)).optional(),
  en: z.array(z.string().min(1).max(120)).optional(),
  de: z.array(z.string().min(1).max(120)).optional(),
  fr: z.array(z.string().min(1).max(120)).optional(),
  zh: z.array(z.string().min(1).max(120)).optional(),
  ko: z.array(z.string().min(1).max(120)).optional(),
  any: z.array(z.string().min(1).max(120)).optional(),
});

export const photoSchema = z.strictObject({
  file: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,120}$/, 'must be a plain file name in the photos folder'),
  author: z.string().min(1).max(120),
  licence: z.string().min(1).max(80),
  source: z.url().optional(),
  taken: seenSchema.optional(),
  consent: z.boolean().optional(),
});

export const YES_NO_UNKNOWN = ['yes', 'partly', 'no', 'unknown'] as const;
export const yesNoSchema = z.enum(YES_NO_UNKNOWN);

export const signalSchema = z.enum(['good', 'patchy', 'none', 'unknown']);

/** What every kind of facts may carry. */
export const commonFacts = {
  aliases: aliasesSchema.default({}),
  photos: z.array(photoSchema).max(60).default([]),
  sources: z.array(sourceSchema).max(30).default([]),
  /** Old slugs that must redirect here. */
  formerSlugs: z.array(slugSchema).default([]),
  /** Shown as a sample, never passed off as real. */
  sample: z.boolean().default(false),
  /** 1 (a detail) to 5 (the reason people come): order of lists, search and plans when nothing else decides. */
  weight: z.int().min(1).max(5).default(2),
} as const;
