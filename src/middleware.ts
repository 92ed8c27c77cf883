import { defineMiddleware } from 'astro:middleware';
import { findApp, getApp, setApp } from '#src/app.ts';
import { DEFAULT_LOCALE, isLocale, TEST_LOCALE, type Locale } from '#src/domain/locale/languages.ts';
import type { Settings } from '#src/settings.ts';

export const onRequest = defineMiddleware(async (context, next) => {
  // In `astro dev` no front server runs, so the first request starts the application.
  if (import.meta.env.DEV && findApp() === undefined) {
    const { startDevelopmentApp } = await import('#src/server/development-app.ts');
    setApp(await startDevelopmentApp());
  }
  const { locals, params, url } = context;
  // A preview renders the real page over a content store that knows the draft.
  locals.app = locals.preview?.app ?? getApp();
  locals.page ??= {};
  const first = url.pathname.split('/')[1];
  // A rewrite to the 404 page comes here again with another path; the reader's language stays.
  if (isOffered(first, locals.app.settings)) locals.locale = first;
  else locals.locale ??= DEFAULT_LOCALE;
  // `/xx/places` matches `[locale]/places` too.
  const { locale } = params;
  if (locale !== undefined && !isOffered(locale, locals.app.settings)) return context.rewrite('/404');
  return next();
});

function isOffered(locale: string | undefined, settings: Settings): locale is Locale {
  return isLocale(locale) && (locale !== TEST_LOCALE || settings.testLocale);
}
