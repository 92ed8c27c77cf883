import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';

/** The drawing for the live map: the same for every language, kept by the reader's device. */
export const GET: APIRoute = ({ locals }) => {
  locals.page.cache = { tags: ['map'] };
  return Response.json(getApp().basemap);
};
