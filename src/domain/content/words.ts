import * as z from 'zod';

/**
 * Front matter of `<lang>.md`. Facts never stand here: a price or a phone number belongs to `facts.yaml`.
 * `translation` remembers which source words a text was made from; whether it is outdated is derived from it.
 */
export const wordsSchema = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(120, 'must be at most 120 characters'),
  summary: z.string().trim().max(320, 'must be at most 320 characters').default(''),
  /** What each photo shows, by file name. */
  photos: z.record(z.string(), z.string().max(300)).default({}),
  translation: z
    .strictObject({
      from: z.string().min(2).max(8),
      /** Hash of the source words at the time of translation (see `domain/publishing`). */
      of: z.string().regex(/^[0-9a-f]{8,64}$/),
      by: z.enum(['person', 'machine']).default('person'),
    })
    .optional(),
});

export type FrontMatter = z.infer<typeof wordsSchema>;
export type Words = FrontMatter & { body: string };
