import { expect, test } from 'vitest';
import { intlTagOf, LOCALES } from '#src/domain/locale/languages.ts';
import { browserTranslate } from '#src/features/planner/browser-words.ts';
import { createTranslator } from '#src/i18n/translator.ts';

test.each(LOCALES)('the browser says the same sentences as the server in %s', (locale) => {
  const translator = createTranslator();
  const server = translator.t(locale);
  const browser = browserTranslate(
    translator.words(locale, ['common', 'trips', 'findings', 'facts']),
    intlTagOf(locale),
  );
  for (const [key, values] of [
    ['common:results', { count: 1 }],
    ['common:results', { count: 7 }],
    ['trips:days', { count: 2 }],
    ['facts:placeKinds.market-village', {}],
    ['findings:rule.no-market', { place: '$& chợ', date: '1.1.', nextDate: '7.1.' }],
  ] as const) {
    expect(browser(key, values)).toBe(server(key, values));
  }
});
