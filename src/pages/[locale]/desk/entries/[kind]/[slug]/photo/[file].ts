import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { APIRoute } from 'astro';
import type { Fields } from '#src/domain/publishing/types.ts';
import { enterDesk } from '#src/features/newsroom/enter-desk.ts';
import { findEntryRoom } from '#src/features/newsroom/entry-room.ts';

const TYPES: Readonly<Record<string, string>> = { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', avif: 'image/avif' }; // prettier-ignore

/** A photo as the draft or the published entry names it, for those who decide about it. */
export const GET: APIRoute = async (context) => {
  const door = await enterDesk(context);
  if (door instanceof Response) return door;
  const { app } = context.locals;
  const file = context.params['file'] ?? '';
  const room = await findEntryRoom(app, door.actor, context.params, 'photo-unpublished');
  const type = TYPES[file.split('.').at(-1) ?? ''];
  // Only what the entry names: the store holds photos of other entries and of reports too.
  if (room === undefined || type === undefined || ![room.values, room.fields].some((fields) => names(fields, file)))
    return context.rewrite('/404');
  const { kind, slug } = room;
  const bytes =
    (await app.state.media.read(file)) ??
    (await readFile(resolve(app.settings.contentDir, kind, slug, 'photos', file)).catch(() => undefined));
  if (bytes === undefined) return context.rewrite('/404');
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type, 'cache-control': 'private, no-store' } }); // prettier-ignore
};

function names(fields: Fields, file: string): boolean {
  const photos = fields['facts/photos'];
  return Array.isArray(photos) && photos.includes(file);
}
