import ICAL from 'ical.js';
import { addDays } from '#src/domain/listings/availability.ts';
import type { RemoteCalendarProblem } from '#src/ports/remote-calendar.ts';

export type BusyNights =
  { kind: 'read'; nights: readonly string[] } | { kind: 'failed'; problem: RemoteCalendarProblem };

const MOST_EVENTS = 2_000;
const DAYS_AHEAD = 400;
/** A repeating event may go on for ever; nobody blocks a room more often than this. */
const MOST_REPEATS = 800;

/**
 * The nights that a booking site's calendar calls taken, from today on, sorted. An event from the 3rd to the 5th takes
 * the nights of the 3rd and the 4th: the last day is when the guests leave (RFC 5545: DTEND is not part of it).
 * Cancelled and transparent events take none. Names and notes in the feed are never read.
 */
export function busyNightsOf(text: string, today: string): BusyNights {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text.replace(/^\uFEFF/, ''))) return { kind: 'failed', problem: 'not-a-calendar' };
  if ((text.match(/BEGIN:VEVENT/gi)?.length ?? 0) > MOST_EVENTS) return { kind: 'failed', problem: 'too-many-events' };
  const last = addDays(today, DAYS_AHEAD);
  const nights = new Set<string>();
  try {
    const calendar = new ICAL.Component(ICAL.parse(text.replace(/^\uFEFF/, '')) as unknown[]);
    for (const component of calendar.getAllSubcomponents('vevent')) {
      if (!takesRoom(component)) continue;
      const event = new ICAL.Event(component);
      if (event.startDate === null || event.startDate === undefined) continue;
      if (!event.isRecurring()) {
        addNights(nights, dayOf(event.startDate), dayOf(event.endDate), today, last);
        continue;
      }
      const length = Math.max(1, daysBetween(dayOf(event.startDate), dayOf(event.endDate)));
      const times = event.iterator();
      for (let i = 0; i < MOST_REPEATS; i++) {
        const time = times.next() as InstanceType<typeof ICAL.Time> | null;
        if (!time) break;
        const from = dayOf(time);
        if (from > last) break;
        addNights(nights, from, addDays(from, length), today, last);
      }
    }
  } catch {
    return { kind: 'failed', problem: 'not-a-calendar' };
  }
  return { kind: 'read', nights: [...nights].sort() };
}

function takesRoom(component: InstanceType<typeof ICAL.Component>): boolean {
  const value = (name: string) => String(component.getFirstPropertyValue(name) ?? '').toUpperCase();
  return value('status') !== 'CANCELLED' && value('transp') !== 'TRANSPARENT';
}

/** The day as the calendar writes it; a time in UTC counts as the day it is in Vietnam. */
function dayOf(time: InstanceType<typeof ICAL.Time>): string {
  if (!time.isDate && time.zone?.tzid === 'UTC')
    return new Date(time.toJSDate().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${String(time.year).padStart(4, '0')}-${pad(time.month)}-${pad(time.day)}`;
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function addNights(nights: Set<string>, from: string, to: string, today: string, last: string): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || !/^\d{4}-\d{2}-\d{2}$/.test(to)) return;
  const end = to > from ? to : addDays(from, 1);
  for (let day = from < today ? today : from; day < end && day <= last; day = addDays(day, 1)) nights.add(day);
}
