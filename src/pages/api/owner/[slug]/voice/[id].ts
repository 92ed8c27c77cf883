import type { APIRoute } from 'astro';
import { can } from '#src/domain/rights/can.ts';
import { openListing } from '#src/features/owner/listing.ts';
import { findVisitor } from '#src/features/owner/visitor.ts';
import { readVoiceNote } from '#src/features/owner/voice-notes.ts';

/** A spoken description, for the household and the helper who types it up. */
export const GET: APIRoute = async (context) => {
  const { app } = context.locals;
  const visitor = await findVisitor(context);
  const listing = visitor && (await openListing(app, visitor.actor, context.params['slug'] ?? ''));
  if (!visitor || !listing || !(can(visitor.actor, 'preview', listing.status.subject) || listing.status.subject.state === 'none')) return gone(); // prettier-ignore
  const note = await readVoiceNote(app, listing.slug, context.params['id'] ?? '');
  return note === undefined
    ? gone()
    : new Response(new Uint8Array(note.bytes), { headers: { 'content-type': note.type } });
};

const gone = () => new Response(null, { status: 404 });
