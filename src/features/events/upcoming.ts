import type { App } from '#src/composition.ts';
import { addDays, type CalendarDate } from '#src/domain/calendar/calendar-date.ts';
import { datesBetween, isOpenOn, nextDates, type OpenInterval } from '#src/domain/calendar/opening-hours.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { todayInVietnam } from '#src/i18n/formats.ts';

type Event = Entry<'events'>;

export type EventDay = { date: CalendarDate; event: Event; hours: OpenInterval[] };

/** Seasons last for weeks: a calendar shows them as running, not on each of their days. */
export function isDayEvent(event: Event): boolean {
  return event.facts.kind !== 'season';
}

export function today(app: App): CalendarDate {
  return todayInVietnam(app.clock.now());
}

/** Every event day from `from` on, by date; long-running seasons are left to `runningSeasons`. */
export function eventDays(
  app: App,
  from: CalendarDate,
  days: number,
  keep: (event: Event) => boolean = () => true,
): EventDay[] {
  const to = addDays(from, days - 1);
  return app.content
    .list('events')
    .filter((event) => isDayEvent(event) && keep(event))
    .flatMap((event) =>
      datesBetween(event.facts, from, to).map((date) => ({ date, event, hours: isOpenOn(event.facts, date) })),
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : (a.hours[0]?.from ?? 0) - (b.hours[0]?.from ?? 0)));
}

/** What is held on every one of the days, said once, and the rest day by day. */
export function splitDaily(days: readonly EventDay[], count: number): { daily: Event[]; single: EventDay[] } {
  const held = Map.groupBy(days, ({ event }) => event);
  const isDaily = (event: Event) => count > 1 && (held.get(event)?.length ?? 0) >= count;
  return { daily: [...held.keys()].filter(isDaily), single: days.filter(({ event }) => !isDaily(event)) };
}

/** Seasons that run on that day. */
export function runningSeasons(app: App, date: CalendarDate): Event[] {
  return app.content.list('events').filter((event) => !isDayEvent(event) && isOpenOn(event.facts, date).length > 0);
}

/** The next days on which an event takes place, today included. */
export function nextEventDates(app: App, event: Event, count: number): CalendarDate[] {
  return nextDates(event.facts, today(app), count);
}

/** Events held at a place. */
export function eventsAt(app: App, placeSlug: string): Event[] {
  return app.content.list('events').filter((event) => event.facts.place === placeSlug);
}
