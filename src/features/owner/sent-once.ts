import * as z from 'zod';
import type { App } from '#src/composition.ts';
import type { Said } from './actions.ts';

/** Answers to saves that a phone may send again because it never heard them. */
const answerSchema = z.object({ ok: z.boolean(), said: z.string(), next: z.string().optional() });
const MOST_KEPT = 200;
const KEY = /^[0-9a-f-]{36}$/;

export async function findAnswer(app: App, accountId: string, key: string): Promise<Said | undefined> {
  if (!KEY.test(key)) return undefined;
  const parsed = answerSchema.safeParse(await app.state.store.records.get(`sent:${accountId}`, key));
  if (!parsed.success) return undefined;
  const { ok, said, next } = parsed.data;
  return { ok, said, ...(next === undefined ? {} : { next }) };
}

/** Keeps the newest answers of an account; older ones no phone asks for any more. */
export async function keepAnswer(app: App, accountId: string, key: string, said: Said): Promise<void> {
  if (!KEY.test(key)) return;
  const { records } = app.state.store;
  const scope = `sent:${accountId}`;
  await records.put(scope, key, { ...said });
  const rows = await records.list(scope);
  if (rows.length <= MOST_KEPT) return;
  const oldest = [...rows].sort((a, b) => a.updatedAt.localeCompare(b.updatedAt)).slice(0, rows.length - MOST_KEPT);
  for (const row of oldest) await records.remove(scope, row.key);
}
