import type { App } from '#src/composition.ts';
import { parseEntryId } from '#src/domain/content/entry.ts';
import type { Language } from '#src/domain/locale/languages.ts';
import { fromFields } from '#src/domain/publishing/fields.ts';
import { sourceHash, sourceLanguage, translationState } from '#src/domain/publishing/translation-state.ts';
import type { Json } from '#src/domain/publishing/types.ts';
import type { Actor } from '#src/domain/rights/can.ts';
import { isKind } from './entry-room.ts';
import type { Words } from './translations.ts';
import type { ReadXliff, XliffResult } from './xliff.ts';

/** What became of one entry of a file: saved (made from words that changed since?), sent for review, or refused. */
export type ImportedEntry = { id: string } & (
  { kind: 'saved'; outdated: boolean; sent: boolean } | { kind: 'refused'; reason: string }
);

/**
 * Puts the words of a read file into drafts, entry by entry, with the record of the words they were made from. A file
 * never turns an original into a translation, and an entry that nobody translated anything in stays as it is.
 */
export async function importXliff(
  app: { state: Pick<App['state'], 'publishing'> },
  actor: Actor,
  file: Extract<ReadXliff, { kind: 'read' }>,
  send: boolean,
): Promise<ImportedEntry[]> {
  const imported: ImportedEntry[] = [];
  for (const entry of file.entries) {
    const made = await importEntry(app, actor, file, entry, send);
    if (made !== undefined) imported.push({ id: entry.id.slice(0, 90), ...made });
  }
  return imported;
}

type Made = { kind: 'saved'; outdated: boolean; sent: boolean } | { kind: 'refused'; reason: string };

async function importEntry(
  { state: { publishing } }: { state: Pick<App['state'], 'publishing'> },
  actor: Actor,
  { from, to }: { from: Language; to: Language },
  entry: XliffResult,
  send: boolean,
): Promise<Made | undefined> {
  const id = parseEntryId(entry.id);
  if (id === undefined || !isKind(id.kind) || !/^[0-9a-f]{16}$/.test(entry.of)) return { kind: 'refused', reason: 'not-found' }; // prettier-ignore
  const status = await publishing.status(id.kind, id.slug);
  if (status.subject.state === 'none') return { kind: 'refused', reason: 'not-found' };
  const fields = status.draft?.values ?? status.fields;
  const words = fromFields(fields).words as Words;
  const source = sourceLanguage(words);
  if (source === undefined || source !== from || to === source) return { kind: 'refused', reason: 'other-original' };
  const { name, summary, body, photos } = entry.words;
  const known = Object.entries(photos).filter(([file]) => words[source]?.photos?.[file] !== undefined);
  const texts = { name, summary, body, ...Object.fromEntries(known.map(([file, text]) => [`photos/${file}`, text])) };
  const changes: Record<string, Json> = {};
  for (const [field, text] of Object.entries(texts)) if (text !== undefined && text.trim() !== '') changes[`words/${to}/${field}`] = text.trim(); // prettier-ignore
  if (Object.keys(changes).length === 0) return undefined;
  const same = Object.entries(changes).every(([path, text]) => fields[path] === text);
  if (same && translationState(words, to) === 'current') return undefined;
  changes[`words/${to}/translation`] = { from, of: entry.of, by: 'person' };
  const seen = status.draft === undefined ? { published: status.version } : { draft: status.draft.id, version: status.draft.version }; // prettier-ignore
  const saved = await publishing.saveDraft(actor, id.kind, id.slug, seen, changes);
  if (saved.kind === 'refused') return { kind: 'refused', reason: saved.reason };
  const waits = status.draft?.state === 'in-review';
  const sent = send && (waits || (await publishing.submit(actor, saved.draftId, saved.version)).kind === 'done');
  return { kind: 'saved', outdated: entry.of !== sourceHash(words[source] ?? {}), sent };
}
