import { addDays } from '../calendar/calendar-date.ts';
import type { ExportWords } from './export-words.ts';
import type { OutlineDay, OutlinePoint, TripOutline } from './outline.ts';
import type { CalendarDate, Minutes } from '../trip/types.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

/** Vietnam has kept UTC+7 without summer time since 1975. */
const TIME_ZONE = ['BEGIN:VTIMEZONE', `TZID:${ZONE}`, 'BEGIN:STANDARD', 'DTSTART:19750613T000000', 'TZOFFSETFROM:+0800', 'TZOFFSETTO:+0700', 'TZNAME:+07', 'END:STANDARD', 'END:VTIMEZONE']; // prettier-ignore

/**
 * iCalendar (RFC 5545): an event a stop, and one from evening to morning for a bed. UIDs come from the ids of trip
 * and stop, so that a second import changes the same events. Undefined for an undated trip, which no calendar can hold.
 * @param stamp the instant of writing, ISO 8601
 */
export function toIcs(outline: TripOutline, words: ExportWords, stamp: string): string | undefined {
  if (outline.days.some((day) => day.date === undefined)) return undefined;
  const written = `${stamp.slice(0, 19).replace(/[-:]/g, '')}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tripmap//Trip//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${icsText(outline.name)}`,
    ...TIME_ZONE,
    ...outline.days.flatMap((day) => day.points.flatMap((point) => event(outline, day, point, words, written))),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function event(
  outline: TripOutline,
  day: OutlineDay,
  point: OutlinePoint,
  words: ExportWords,
  stamp: string,
): string[] {
  const times = timesOf(point);
  if (!times || day.date === undefined) return [];
  const about = [words.about(point), point.entry && words.address(point.entry)].filter(Boolean).join('\n');
  return [
    'BEGIN:VEVENT',
    `UID:${outline.id}-${point.id}@tripmap`,
    `DTSTAMP:${stamp}`,
    `DTSTART;TZID=${ZONE}:${localTime(day.date, times.from)}`,
    // An end must lie after its start; without one the event is a moment.
    ...(times.to > times.from ? [`DTEND;TZID=${ZONE}:${localTime(day.date, times.to)}`] : []),
    `SUMMARY:${icsText(point.name)}`,
    ...(about === '' ? [] : [`DESCRIPTION:${icsText(about)}`]),
    `LOCATION:${icsText(point.name)}`,
    `GEO:${point.lat};${point.lng}`,
    'END:VEVENT',
  ];
}

/** A bed lasts until eight in the morning; start and end of the trip are no visits. */
function timesOf(point: OutlinePoint): { from: Minutes; to: Minutes } | undefined {
  if (point.role === 'bed' && point.arrive !== undefined) {
    const from = Math.min(point.arrive, 1439);
    return { from, to: 1440 + 8 * 60 };
  }
  return point.role === 'stop' && point.arrive !== undefined
    ? { from: point.arrive, to: point.leave ?? point.arrive }
    : undefined;
}

function localTime(date: CalendarDate, minutes: Minutes): string {
  const day = addDays(date, Math.floor(minutes / 1440)).replaceAll('-', '');
  const within = ((minutes % 1440) + 1440) % 1440;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${day}T${two(within / 60)}${two(within % 60)}00`;
}

function icsText(text: string): string {
  return text
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, (letter) => (letter === '\t' ? ' ' : ''))
    .replace(/[\\;,]/g, (letter) => `\\${letter}`)
    .replaceAll('\n', '\\n');
}

/** At most 75 octets a line, and no letter is cut in two (RFC 5545 §3.1). */
export function foldLine(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const letter of line) {
    const size = utf8Length(letter);
    if (octets + size > 75) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += letter;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

function utf8Length(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
