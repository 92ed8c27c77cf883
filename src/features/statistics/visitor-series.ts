import * as z from 'zod';
import type { App } from '#src/composition.ts';
import { cleanText } from '#src/domain/publishing/check-change.ts';
import { can, type Actor } from '#src/domain/rights/can.ts';
import { todayInVietnam } from '#src/i18n/formats.ts';

const MOST = 100_000_000;
const FIRST_MONTH = '1990-01';

/**
 * A whole number as officers type it: `250000`, `250.000`, `250 000`. Groups must have three digits: what could be read
 * in two ways (`250.5`, `1e5`, `2,5`) is refused rather than stored a thousand times too small.
 */
const people = z
  .string()
  .trim()
  .regex(/^(?:\d{1,9}|\d{1,3}(?:([.,\u00a0\u202f' ])\d{3})(?:\1\d{3})*)$/)
  .transform((text) => Number(text.replace(/\D/g, '')))
  .pipe(z.number().int().max(MOST));

const formSchema = z.object({
  month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/),
  visitors: people,
  foreign: z.union([z.literal('').transform(() => undefined), people]),
  source: z.string().transform((text) => cleanText(text).replace(/\s+/g, ' ').trim()).pipe(z.string().min(2).max(200)), // prettier-ignore
  sourceDate: z.iso.date(),
});
const storedSchema = z.object({
  month: z.string(),
  visitors: z.number(),
  foreign: z.number().optional(),
  source: z.string(),
  sourceDate: z.string(),
});
export type Visitors = z.infer<typeof storedSchema>;
export const VISITOR_FIELDS = ['month', 'visitors', 'foreign', 'source', 'sourceDate'] as const;
export type VisitorField = (typeof VISITOR_FIELDS)[number];
export type Recorded = { kind: 'done'; done: 'added' | 'removed' } | { kind: 'refused'; reason: 'not-found' | 'bad-fields'; fields: readonly VisitorField[] }; // prettier-ignore

const SCOPE = 'visitor-series';

/** Newest month first. */
export async function visitorSeries(app: App): Promise<Visitors[]> {
  const rows = await app.state.store.records.list(SCOPE);
  return rows.flatMap(({ value }) => storedSchema.safeParse(value).data ?? []).sort((a, b) => (a.month < b.month ? 1 : -1)); // prettier-ignore
}

/** Records a month of the official series, or corrects it: what stood there before is in the audit log. */
export async function recordVisitors(app: App, actor: Actor, form: FormData): Promise<Recorded> {
  if (actor.kind === 'anonymous' || !can(actor, 'numbers-edit')) return refused('not-found');
  const text = (name: string) => (typeof form.get(name) === 'string' ? (form.get(name) as string) : '');
  const { records } = app.state.store;
  if (text('_do') === 'remove') {
    const month = text('month');
    const before = await records.get(SCOPE, month);
    if (before === undefined) return refused('not-found');
    await app.state.store.transaction(async (inside) => {
      await inside.records.remove(SCOPE, month);
      await inside.audit.append({ by: actor.id, action: 'visitor-series-remove', subject: `numbers/${month}`, detail: { before } }); // prettier-ignore
    });
    return { kind: 'done', done: 'removed' };
  }
  const parsed = formSchema.safeParse(Object.fromEntries(VISITOR_FIELDS.map((name) => [name, text(name)])));
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
    return refused('bad-fields', VISITOR_FIELDS.filter((name) => wrong.has(name))); // prettier-ignore
  }
  const { month, visitors, foreign, source, sourceDate } = parsed.data;
  const today = todayInVietnam(app.clock.now());
  const wrong: VisitorField[] = [];
  if (month > today.slice(0, 7) || month < FIRST_MONTH) wrong.push('month');
  if (foreign !== undefined && foreign > visitors) wrong.push('foreign');
  // Nobody publishes a month before it has begun, nor tomorrow.
  if (sourceDate > today || sourceDate.slice(0, 7) < month) wrong.push('sourceDate');
  if (wrong.length > 0) return refused('bad-fields', wrong);
  const row = { month, visitors, source, sourceDate, ...(foreign === undefined ? {} : { foreign }) };
  const before = await records.get(SCOPE, month);
  await app.state.store.transaction(async (inside) => {
    await inside.records.put(SCOPE, month, row);
    await inside.audit.append({ by: actor.id, action: 'visitor-series', subject: `numbers/${month}`, detail: { after: row, ...(before === undefined ? {} : { before }) } }); // prettier-ignore
  });
  return { kind: 'done', done: 'added' };
}

const refused = (reason: 'not-found' | 'bad-fields', fields: readonly VisitorField[] = []): Recorded => ({ kind: 'refused', reason, fields }); // prettier-ignore
