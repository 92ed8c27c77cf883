import type { APIRoute } from 'astro';
import { enterDesk } from '#src/features/newsroom/enter-desk.ts';

export const GET: APIRoute = async (context) => {
  const door = await enterDesk(context, 'report-read');
  if (door instanceof Response) return door;
  const { app } = context.locals;
  const file = context.params['file'] ?? '';
  // Only photos of open reports: the store holds those of unpublished entries too.
  const known = (await app.state.store.reports.list({ states: ['new', 'looking'] })).some(
    ({ photo }) => photo === file,
  );
  const bytes = known ? await app.state.media.read(file) : undefined;
  if (bytes === undefined) return context.rewrite('/404');
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, no-store' } }); // prettier-ignore
};
