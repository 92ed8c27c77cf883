import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { CONTENT_KINDS, type ContentKind } from '#src/domain/content/kinds.ts';
import { slugSchema } from '#src/domain/content/parts.ts';
import { LOCALES, type Language } from '#src/domain/locale/languages.ts';
import { checkEntry } from '#src/domain/publishing/check-change.ts';
import { fromFields } from '#src/domain/publishing/fields.ts';
import type { Fields } from '#src/domain/publishing/types.ts';
import type { EntryAction } from '#src/domain/rights/actions.ts';
import { can, type Actor } from '#src/domain/rights/can.ts';
import type { EntryStatus } from '../publishing/entry-status.ts';

export const isKind = (text: string | undefined): text is ContentKind => (CONTENT_KINDS as readonly string[]).includes(text ?? ''); // prettier-ignore

/** An entry as the desk works on it; undefined for one that is not there or that this person may not see. */
export async function findEntryRoom(
  app: App,
  actor: Actor,
  params: { kind?: string | undefined; slug?: string | undefined },
  action: EntryAction = 'preview',
): Promise<(EntryStatus & { values: Fields; seen: Record<string, string> }) | undefined> {
  const { kind, slug = '' } = params;
  if (!isKind(kind) || !slugSchema.safeParse(slug).success) return undefined;
  const status = await app.state.publishing.status(kind, slug);
  if (status.subject.state === 'none' || !can(actor, action, status.subject)) return undefined;
  const { draft } = status;
  const values = draft?.values ?? status.fields;
  // What the form showed travels with it, so that nobody's later work is overwritten.
  const seen = draft === undefined ? { seenPublished: status.version } : { seenDraft: draft.id, seenVersion: String(draft.version) }; // prettier-ignore
  return { ...status, values, seen: seen as Record<string, string> };
}

export function seenOf(form: FormData): { draft: string; version: number } | { published: string } {
  const text = (name: string) => String(form.get(name) ?? '');
  return form.has('seenDraft')
    ? { draft: text('seenDraft'), version: Number(text('seenVersion')) || 0 }
    : { published: text('seenPublished') };
}

/** The entry as readers would see it; undefined while it lacks what a page needs. */
export function entryOfFields(app: App, kind: ContentKind, slug: string, fields: Fields): Entry | undefined {
  const checked = checkEntry(kind, slug, fields);
  if (!checked.ok) return undefined;
  const { facts, words } = checked.data;
  return { kind, slug, facts, words, updatedAt: app.clock.now().toISOString(), version: 'preview' } as unknown as Entry;
}

export function nameOfFields(fields: Fields, slug: string, wanted: Language): string {
  const order: Language[] = [wanted, 'vi', 'en', ...LOCALES];
  const found = order.map((language) => fields[`words/${language}/name`]).find((name) => typeof name === 'string');
  return typeof found === 'string' ? found : slug;
}

/** Facts as nested data, for forms: half-done drafts too. */
export const factsOf = (fields: Fields) => fromFields(fields).facts;

/** Names of accounts, for "who": a person who is gone stays a blank. */
export async function namesOf(app: App, ids: readonly string[]): Promise<(id: string) => string> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) names.set(id, (await app.state.store.accounts.find(id))?.name ?? '');
  return (id) => names.get(id) || (id === 'system' ? 'Tripmap' : '–');
}
