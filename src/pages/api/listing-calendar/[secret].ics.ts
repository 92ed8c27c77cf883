import type { APIRoute } from 'astro';
import { parseEntryId } from '#src/domain/content/entry.ts';
import { addDays } from '#src/domain/listings/availability.ts';
import { isTraining } from '#src/domain/listings/training.ts';
import { writeCalendar } from '#src/features/owner/write-calendar.ts';
import { dayInVietnam } from '#src/features/publishing/releasing.ts';

/** The nights that are not available, for booking sites. The secret in the address is the key; nothing else is told. */
export const GET: APIRoute = async ({ locals, params, clientAddress }) => {
  const { app } = locals;
  const { calendars, availability, throttle } = app.state.store;
  const secret = params['secret'] ?? '';
  const entry = /^[\w-]{32}$/.test(secret) ? await calendars.findBySecret(secret) : undefined;
  const slug = entry && parseEntryId(entry)?.slug;
  if (entry === undefined || slug === undefined || isTraining(slug)) {
    const turn = await throttle.hit(`calendar-guess:${clientAddress}`, 30, 600);
    return new Response(null, { status: turn.allowed ? 404 : 429 });
  }
  const now = app.clock.now();
  const today = dayInVietnam(now);
  const nights = await availability.nights(entry, today, addDays(today, 366));
  const t = app.translator.t('en');
  const name = app.content.find('homestays', slug)?.words.vi?.name ?? slug;
  const words = { title: name, busy: t('owner:calendars.busy') };
  return new Response(writeCalendar({ slug, host: app.settings.siteUrl.hostname, words }, nights, now), {
    headers: { 'content-type': 'text/calendar; charset=utf-8' },
  });
};
