import type { APIRoute } from 'astro';
import { can } from '#src/domain/rights/can.ts';
import { openListing } from '#src/features/owner/listing.ts';
import { photosOf } from '#src/features/owner/photos.ts';
import { findVisitor } from '#src/features/owner/visitor.ts';

/** A photo that is not published yet, for those who may see the draft. */
export const GET: APIRoute = async (context) => {
  const { app } = context.locals;
  const visitor = await findVisitor(context);
  const file = context.params['file'] ?? '';
  const listing = visitor && (await openListing(app, visitor.actor, context.params['slug'] ?? ''));
  if (!visitor || !listing || !can(visitor.actor, 'photo-unpublished', listing.status.subject)) return gone();
  if (!photosOf(listing).some((photo) => photo.file === file)) return gone();
  const bytes = await app.state.media.read(file);
  if (bytes === undefined) return gone();
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=3600' } }); // prettier-ignore
};

const gone = () => new Response(null, { status: 404 });
