import type { Vnd } from '#src/domain/content/parts.ts';
import { intlTagOf, type Locale } from '#src/domain/locale/languages.ts';

/**
 * Numbers, money, distances and dates as each language writes them. Dates without a clock time are
 * calendar dates of Vietnam, so they are formatted in UTC from midnight UTC and never shift.
 */

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function number(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n|${locale}|${JSON.stringify(options)}`;
  let format = cache.get(key) as Intl.NumberFormat | undefined;
  if (!format) cache.set(key, (format = new Intl.NumberFormat(intlTagOf(locale), options)));
  return format;
}

function dateTime(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d|${locale}|${JSON.stringify(options)}`;
  let format = cache.get(key) as Intl.DateTimeFormat | undefined;
  if (!format) cache.set(key, (format = new Intl.DateTimeFormat(intlTagOf(locale), options)));
  return format;
}

export function formatNumber(locale: Locale, value: number): string {
  return number(locale, { maximumFractionDigits: 1 }).format(value);
}

/** One amount or a range of đồng. */
export function formatVnd(locale: Locale, value: Vnd): string {
  const format = number(locale, { style: 'currency', currency: 'VND', maximumFractionDigits: 0 });
  return typeof value === 'number' ? format.format(value) : format.formatRange(value[0], value[1]);
}

/** A number or a range with its unit, e.g. metres above the sea. */
export function formatMeters(locale: Locale, value: number | readonly [number, number]): string {
  const format = number(locale, { style: 'unit', unit: 'meter', maximumFractionDigits: 0 });
  return typeof value === 'number' ? format.format(value) : format.formatRange(value[0], value[1]);
}

export function formatKm(locale: Locale, km: number): string {
  return number(locale, { style: 'unit', unit: 'kilometer', maximumFractionDigits: km < 10 ? 1 : 0 }).format(km);
}

/** Minutes as hours and minutes: `2 h 5 min`, `2 giờ 5 phút`. */
export function formatMinutes(locale: Locale, minutes: number): string {
  const rounded = Math.round(minutes);
  const hours = Math.floor(rounded / 60);
  const rest = rounded % 60;
  const unit = (value: number, name: 'hour' | 'minute') =>
    number(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  if (hours === 0) return unit(rest, 'minute');
  return rest === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

/** Minutes after midnight as a clock time, 24 hours. */
export function formatClock(minutes: number): string {
  const within = ((Math.round(minutes) % 1440) + 1440) % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

const STYLES = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  medium: { weekday: 'short', day: 'numeric', month: 'short' },
  short: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  weekday: { weekday: 'long' },
  weekdayShort: { weekday: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Where a language's short month is not what its readers write: "22 thg 11" is on no Vietnamese calendar, 22/11 on all. */
const OWN_STYLES: Partial<Record<Locale, Partial<Record<keyof typeof STYLES, Intl.DateTimeFormatOptions>>>> = {
  vi: {
    medium: { weekday: 'short', day: 'numeric', month: 'numeric' },
    short: { day: 'numeric', month: 'numeric' },
  },
};

/** A calendar date `YYYY-MM-DD` (or `YYYY-MM`, `YYYY`, printed as far as it goes). */
export function formatDate(locale: Locale, date: string, style: keyof typeof STYLES = 'long'): string {
  const parts = date.split('-');
  if (parts.length === 1) return date;
  const whole = parts.length === 2 ? `${date}-01` : date;
  const time = Date.parse(`${whole}T00:00:00Z`);
  if (Number.isNaN(time)) return date;
  const wanted = parts.length === 2 ? 'month' : style;
  return dateTime(locale, { ...(OWN_STYLES[locale]?.[wanted] ?? STYLES[wanted]), timeZone: 'UTC' }).format(time);
}

/** An instant, as the clock in Vietnam shows it. */
export function formatInstant(locale: Locale, instant: string | Date): string {
  return dateTime(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' }).format(
    new Date(instant),
  );
}

/** Names in the order readers of the language expect; Vietnamese marks sort after their plain letters. */
export function collator(locale: Locale): Intl.Collator {
  return new Intl.Collator(intlTagOf(locale), { sensitivity: 'variant', numeric: true });
}

export function formatList(locale: Locale, items: readonly string[]): string {
  return new Intl.ListFormat(intlTagOf(locale), { type: 'conjunction' }).format(items);
}

/** Vietnam has kept this time without a summer since 1975; a formatter with a time zone costs a telephone 60 ms to make. */
const VIETNAM = 7 * 60 * 60 * 1000;

/** Today in Vietnam as a calendar date. */
export function todayInVietnam(now: Date): string {
  return new Date(now.getTime() + VIETNAM).toISOString().slice(0, 10);
}
