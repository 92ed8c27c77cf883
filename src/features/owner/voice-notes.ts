import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { App } from '#src/composition.ts';
import { can } from '#src/domain/rights/can.ts';
import type { Doing, Said } from './actions.ts';
import { textOf } from './visitor.ts';

/** A spoken description, kept only until somebody has typed it up. Two minutes of a phone's usual recording. */
const MOST_BYTES = 1_500_000;
const MOST_NOTES = 3;

const noteSchema = z.object({ at: z.string(), by: z.string(), type: z.string(), data: z.string() });
export type VoiceNote = { id: string; at: string; by: string };

const scopeOf = (slug: string) => `voice:${slug}`;

export async function voiceNotes(app: App, slug: string): Promise<VoiceNote[]> {
  const rows = await app.state.store.records.list(scopeOf(slug));
  return rows.flatMap(({ key, value }) => {
    const parsed = noteSchema.safeParse(value);
    return parsed.success ? [{ id: key, at: parsed.data.at, by: parsed.data.by }] : [];
  });
}

export async function readVoiceNote(
  app: App,
  slug: string,
  id: string,
): Promise<{ type: string; bytes: Uint8Array } | undefined> {
  const parsed = noteSchema.safeParse(await app.state.store.records.get(scopeOf(slug), id));
  return parsed.success ? { type: parsed.data.type, bytes: Buffer.from(parsed.data.data, 'base64') } : undefined;
}

export async function addVoiceNote({ app, actor, listing, form }: Doing): Promise<Said> {
  if (!can(actor, listing.status.subject.state === 'none' ? 'draft-create' : 'draft-edit', listing.status.subject)) return { ok: false, said: 'not-found' }; // prettier-ignore
  const file = form.get('voice');
  if (file === null || typeof file === 'string' || file.size === 0) return { ok: false, said: 'voice-none' };
  if (file.size > MOST_BYTES) return { ok: false, said: 'voice-too-long' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = soundType(bytes);
  if (type === undefined) return { ok: false, said: 'voice-no-sound' };
  if ((await voiceNotes(app, listing.slug)).length >= MOST_NOTES) return { ok: false, said: 'voice-too-many' };
  const at = app.clock.now().toISOString();
  const data = Buffer.from(bytes).toString('base64');
  await app.state.store.records.put(scopeOf(listing.slug), randomUUID(), { at, by: actor.id, type, data });
  await app.state.store.audit.append({ by: actor.id, action: 'voice-add', subject: listing.id });
  return { ok: true, said: 'voice-added' };
}

export async function removeVoiceNote({ app, actor, listing, form }: Doing): Promise<Said> {
  if (!can(actor, listing.status.subject.state === 'none' ? 'draft-create' : 'draft-edit', listing.status.subject)) return { ok: false, said: 'not-found' }; // prettier-ignore
  const removed = await app.state.store.records.remove(scopeOf(listing.slug), textOf(form, 'note'));
  if (!removed) return { ok: false, said: 'not-found' };
  await app.state.store.audit.append({ by: actor.id, action: 'voice-remove', subject: listing.id });
  return { ok: true, said: 'voice-removed' };
}

/** By the first bytes, never by the name: what phones record. */
export function soundType(bytes: Uint8Array): string | undefined {
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3) return 'audio/webm';
  if (ascii(0, 4) === 'OggS') return 'audio/ogg';
  if (ascii(4, 8) === 'ftyp') return 'audio/mp4';
  if (ascii(0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)) return 'audio/mpeg';
  if (ascii(0, 5) === '#!AMR') return 'audio/amr';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WAVE') return 'audio/wav';
  return undefined;
}
