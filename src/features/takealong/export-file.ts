import type { ExportWords } from '#src/domain/exchange/export-words.ts';
import { toGeoJson } from '#src/domain/exchange/geojson.ts';
import { toGpx } from '#src/domain/exchange/gpx.ts';
import { toIcs } from '#src/domain/exchange/ics.ts';
import { toKml } from '#src/domain/exchange/kml.ts';
import type { OutlineDay, OutlinePoint, TripOutline } from '#src/domain/exchange/outline.ts';
import { toTripFile } from '#src/domain/exchange/trip-file.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { formatClock, formatDate } from '#src/i18n/formats.ts';
import type { BrowserTranslate } from '../planner/browser-words.ts';

export const FILE_KINDS = ['gpx', 'kml', 'geojson', 'ics', 'own'] as const;
export type ExportKind = (typeof FILE_KINDS)[number];

const TYPES: Readonly<Record<ExportKind, { type: string; extension: string }>> = {
  gpx: { type: 'application/gpx+xml', extension: 'gpx' },
  kml: { type: 'application/vnd.google-earth.kml+xml', extension: 'kml' },
  geojson: { type: 'application/geo+json', extension: 'geojson' },
  ics: { type: 'text/calendar', extension: 'ics' },
  own: { type: 'application/json', extension: 'tripmap.json' },
};

export function dayTitle(t: BrowserTranslate, locale: Locale, day: Pick<OutlineDay, 'number' | 'date'>): string {
  return day.date === undefined
    ? t('takealong:day', { number: day.number })
    : t('takealong:dayOn', { number: day.number, date: formatDate(locale, day.date, 'medium') });
}

export function timesOf({ arrive, leave, role }: OutlinePoint): string {
  if (role === 'start') return leave === undefined ? '' : formatClock(leave);
  if (arrive === undefined) return '';
  return leave === undefined || leave === arrive ? formatClock(arrive) : `${formatClock(arrive)}–${formatClock(leave)}`;
}

export function exportWords(t: BrowserTranslate, locale: Locale, origin: string): ExportWords {
  return {
    day: (day) => dayTitle(t, locale, day),
    about: (point) => [timesOf(point), point.note, point.phone && `☎ ${point.phone}`].filter(Boolean).join(' · '),
    address: (entry) => `${origin}/${locale}/${entry}`,
  };
}

/** The text of a file; undefined for a calendar of an undated trip. */
export function exportText(
  kind: ExportKind,
  trip: Trip,
  outline: TripOutline,
  words: ExportWords,
  now: Date,
): string | undefined {
  switch (kind) {
    case 'gpx':
      return toGpx(outline, words);
    case 'kml':
      return toKml(outline, words);
    case 'geojson':
      return toGeoJson(outline, words);
    case 'ics':
      return toIcs(outline, words, now.toISOString());
    case 'own':
      return toTripFile(trip);
  }
}

/** A plain name that every system takes: `vong-ha-giang-2.gpx`. */
export function fileName(name: string, kind: ExportKind, day?: number): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain || 'tripmap'}${day === undefined ? '' : `-${day}`}.${TYPES[kind].extension}`;
}

export function download(text: string, kind: ExportKind, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: TYPES[kind].type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Safari reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
