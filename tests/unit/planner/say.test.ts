import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { intlTagOf, LOCALES } from '#src/domain/locale/languages.ts';
import { HAZARDS } from '#src/domain/roads/network.ts';
import { browserTranslate } from '#src/features/planner/browser-words.ts';
import { DAY_COMMANDS, STOP_COMMANDS } from '#src/features/planner/commands.ts';
import { PLANNER_WORDS } from '#src/features/planner/planner-words.ts';
import { sayWith } from '#src/features/planner/say.ts';
import { createTranslator } from '#src/i18n/translator.ts';

const translator = createTranslator();
const wordsOf = (locale: (typeof LOCALES)[number]) =>
  browserTranslate(translator.words(locale, PLANNER_WORDS), intlTagOf(locale));

test('a finding writes its values as the language writes them', () => {
  const values = { place: 'Lũng Phìn', date: '2026-11-29', nextDate: '2026-12-02' };
  expect(sayWith(wordsOf('en'), 'en', 'findings:rule.no-market', values)).toBe(
    'No market on Sun 29 Nov: Lũng Phìn is next held on Wed 2 Dec.',
  );
  expect(
    sayWith(wordsOf('de'), 'de', 'findings:rule.riding-too-long', { day: 2, minutes: 505, capMinutes: 360 }),
  ).toContain('8 Std. 25 Min.');
});

test('a date of another year, or one to start on, is written with its year', () => {
  const t = wordsOf('en');
  const festival = { place: 'Gau Tao', date: '2027-05-30', nextDate: '2028-01-26' };
  expect(sayWith(t, 'en', 'findings:rule.no-event', festival)).toMatch(/30 May 2027.*26 January 2028/);
  expect(sayWith(t, 'en', 'findings:fix.shift-trip', { date: '2028-01-24', nextDate: '2028-01-26' })).toContain('24 January 2028'); // prettier-ignore
});

test.each(LOCALES)('every hazard, command and shown word has words in %s', (locale) => {
  const t = wordsOf(locale);
  const commands = [...Object.values(STOP_COMMANDS), ...Object.values(DAY_COMMANDS)];
  const keys = [
    'planner:do.day-improve',
    ...['looking', 'better', 'best', 'tooMany', 'impossible', 'changed', 'failed'].map(
      (one) => `planner:improve.${one}`,
    ),
    ...HAZARDS.map((one) => `planner:hazards.${one}`),
    ...commands.flatMap(({ id }) => [`planner:do.${id}`, `planner:done.${id}`]),
  ];
  expect(keys.filter((key) => t(key) === key)).toEqual([]);
});

test('every word that the island names is in the file', () => {
  const t = wordsOf('en');
  const folder = new URL('../../../src/features/planner/island/', import.meta.url);
  const names = ['PlannerScreen', 'TripBar', 'TripHead', 'TripSettings', 'TripNotices', 'TripsDialog', 'HelpDialog', 'ConflictDialog', 'DaysView', 'DaySection', 'StopRow', 'StopCard', 'LegRow', 'BedRow', 'BedPicker', 'AddStop', 'SpotSearch', 'SleepHere', 'CheckList', 'MapView', 'TimelineView', 'TripExtras', 'ViewTabs', 'DaylightBar']; // prettier-ignore
  const source = names.map((name) => readFileSync(new URL(`${name}.tsx`, folder), 'utf8')).join('\n');
  const keys = [...new Set([...source.matchAll(/'(planner:[\w.-]+[\w])'/g)].map(([, key = '']) => key))];
  // Prefixes of `options(…)` stand for a group of words.
  const groups = /^planner:(?:experience|licence|paper|class|engine|luggage|arrival|departure)$/;
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.filter((key) => !groups.test(key) && t(key, { count: 2 }) === key)).toEqual([]);
});
