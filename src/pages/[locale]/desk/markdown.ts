import type { APIRoute } from 'astro';
import { enterDesk } from '#src/features/newsroom/enter-desk.ts';

const MOST = 60_000;

/** Markdown as the public page would show it: the same renderer, the same sanitiser. */
export const POST: APIRoute = async (context) => {
  const door = await enterDesk(context);
  if (door instanceof Response) return door;
  const text = (await context.request.text()).slice(0, MOST);
  const html = context.locals.app.markdown.render(text);
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
};
