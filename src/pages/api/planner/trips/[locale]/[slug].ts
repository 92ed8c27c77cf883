import type { APIRoute } from 'astro';
import { getApp } from '#src/app.ts';
import { isLocale } from '#src/domain/locale/languages.ts';
import { tripFromSuggestion } from '#src/domain/trip/suggested-trip.ts';
import { viewEntry } from '#src/features/entries/entry-view.ts';

/** A suggested trip as a traveller's copy; the browser gives it an id of its own. */
export const GET: APIRoute = ({ params, locals }) => {
  const { locale, slug = '' } = params;
  if (!isLocale(locale)) return new Response('Not found', { status: 404 });
  const { content } = getApp();
  const moved = content.findMoved('trips', slug);
  const entry = content.find('trips', slug) ?? (moved === undefined ? undefined : content.find('trips', moved));
  if (!entry) return new Response('Not found', { status: 404 });
  locals.page.cache = { tags: [`trips/${entry.slug}`] };
  return Response.json(tripFromSuggestion(entry.facts, 'suggested', viewEntry(entry, locale).name.value));
};
