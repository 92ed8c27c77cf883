import { defineMiddleware } from 'astro:middleware';
import { findApp, getApp, setApp } from '#src/app.ts';
import { DEFAULT_LOCALE, isLocale } from '#src/domain/locale/languages.ts';

export const onRequest = defineMiddleware(async (context, next) => {
  // In `astro dev` no front server runs, so the first request starts the application.
  if (import.meta.env.DEV && findApp() === undefined) {
    const { startDevelopmentApp } = await import('#src/server/development-app.ts');
    setApp(await startDevelopmentApp());
  }
  const first = context.url.pathname.split('/')[1];
  context.locals.app = getApp();
  // A rewrite to the 404 page comes here again with another path; the reader's language stays.
  if (isLocale(first)) context.locals.locale = first;
  else context.locals.locale ??= DEFAULT_LOCALE;
  context.locals.page ??= {};
  return next();
});
