import { readFileSync } from 'node:fs';
import { directionOf, isLocale, LOCALES, tagOf, type Language, type Locale } from '#src/domain/locale/languages.ts';
import { languageOf } from '#src/domain/locale/languages.ts';
import { negotiateLanguage } from '#src/domain/locale/negotiate.ts';

/** Answers the front server gives itself, before or instead of a page. */
export type ErrorReason =
  'malformed' | 'foreignWrite' | 'method' | 'tooLarge' | 'tooLong' | 'unknownHost' | 'tooMany' | 'broken' | 'busy';

export const STATUS_OF: Readonly<Record<ErrorReason, number>> = {
  malformed: 400,
  foreignWrite: 403,
  method: 405,
  tooLarge: 413,
  tooLong: 414,
  unknownHost: 421,
  tooMany: 429,
  broken: 500,
  busy: 503,
};

type ErrorWords = Record<ErrorReason, { title: string; text: string }> & { home: string };

const words = new Map<Language, ErrorWords>(
  LOCALES.map((language) => {
    const file = new URL(`../i18n/words/${language}/server.json`, import.meta.url);
    return [language, JSON.parse(readFileSync(file, 'utf8')) as ErrorWords];
  }),
);

/** A page that needs nothing else to work: no style, no script, no application. */
export function errorPage(reason: ErrorReason, locale: Locale): string {
  const { [reason]: message, home } = words.get(languageOf(locale)) as ErrorWords;
  return `<!doctype html>
<html lang="${tagOf(locale)}" dir="${directionOf(locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${message.title}</title></head>
<body><main><h1>${message.title}</h1><p>${message.text}</p><p><a href="/${locale}">${home}</a></p></main></body>
</html>
`;
}

/** From the address, else from what the browser asks for. */
export function localeOfRequest(url: string, acceptLanguage: string | undefined): Locale {
  const first = url.split(/[/?]/, 2)[1];
  return isLocale(first) ? first : negotiateLanguage(acceptLanguage);
}
