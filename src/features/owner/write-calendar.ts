import { addDays } from '#src/domain/listings/availability.ts';
import type { Night } from '#src/ports/state-store.ts';

/**
 * The listing's own feed for booking sites (RFC 5545): the nights that the household calls full, joined into stays,
 * without names, guests or numbers. What other calendars brought in is not sent out again, or two sites would keep a
 * night closed for each other for ever.
 */
export function writeCalendar(
  listing: { slug: string; host: string; words: { title: string; busy: string } },
  nights: readonly Night[],
  now: Date,
): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Tripmap//Availability//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escapeText(listing.words.title)}`]; // prettier-ignore
  for (const { from, to } of staysOf(nights)) {
    lines.push(
      'BEGIN:VEVENT',
      `UID:${from}-${listing.slug}@${listing.host}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${from.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${to.replaceAll('-', '')}`,
      `SUMMARY:${escapeText(listing.words.busy)}`,
      'TRANSP:OPAQUE',
      'END:VEVENT',
    );
  }
  lines.push('END:VCALENDAR');
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function staysOf(nights: readonly Night[]): { from: string; to: string }[] {
  const stays: { from: string; to: string }[] = [];
  const full = nights.filter(({ state }) => state === 'full').map(({ date }) => date).sort(); // prettier-ignore
  for (const date of full) {
    const last = stays.at(-1);
    if (last?.to === date) last.to = addDays(date, 1);
    else stays.push({ from: date, to: addDays(date, 1) });
  }
  return stays;
}

const escapeText = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** Lines are at most 75 bytes long; the rest follows after a space. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part].join('\r\n ');
}
