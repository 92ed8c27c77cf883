import { valueTypes } from '#src/domain/plan-check/value-types.ts';
import type { Values } from '#src/domain/plan-check/finding.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import {
  formatClock,
  formatDate,
  formatKm,
  formatMeters,
  formatMinutes,
  formatNumber,
  formatVnd,
} from '#src/i18n/formats.ts';
import type { BrowserTranslate } from './browser-words.ts';

/** 4 January 1970 was a Sunday. */
const WEEKDAY_DATES: Readonly<Record<string, string>> = {
  SUN: '1970-01-04', MON: '1970-01-05', TUE: '1970-01-06', WED: '1970-01-07', THU: '1970-01-08', FRI: '1970-01-09', SAT: '1970-01-10',
}; // prettier-ignore

/** A sentence of a finding, fix or repair with its values written as the language writes them. */
export function sayWith(t: BrowserTranslate, locale: Locale, key: string, values: Values): string {
  // The next day of a festival, and so the start it asks for, may be in another year than the trip.
  const years = new Set(Object.entries(values).flatMap(([name, value]) => (valueTypes[name] === 'date' ? String(value).slice(0, 4) : []))); // prettier-ignore
  const withYear = years.size > 1 || key === 'findings:fix.shift-trip';
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    withYear && valueTypes[name] === 'date' ? formatDate(locale, String(value)) : sayValue(t, locale, name, value),
  ]);
  return t(key, Object.fromEntries(shown) as Record<string, string>);
}

function sayValue(t: BrowserTranslate, locale: Locale, name: string, value: string | number): string {
  switch (valueTypes[name]) {
    case 'date':
      return formatDate(locale, String(value), 'medium');
    case 'seen':
      return formatDate(locale, String(value));
    case 'time':
      return formatClock(Number(value));
    case 'minutes':
      return formatMinutes(locale, Number(value));
    case 'km':
      return formatKm(locale, Number(value));
    case 'metres':
      return formatMeters(locale, Number(value));
    case 'vnd':
      return formatVnd(locale, Number(value));
    case 'count':
      return formatNumber(locale, Number(value));
    case 'weekday':
      return formatDate(locale, WEEKDAY_DATES[value] ?? '', 'weekday');
    case 'word':
      return t(`findings:word.${value}`);
    default:
      return String(value);
  }
}
