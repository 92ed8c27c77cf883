import type { App } from '#src/composition.ts';
import { parseEntryId, type Entry } from '#src/domain/content/entry.ts';
import type { ContentKind } from '#src/domain/content/kinds.ts';
import type { Position } from '#src/domain/geo/position.ts';
import type { Localized } from '#src/domain/locale/fallback.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { legLine } from '#src/domain/roads/leg-line.ts';
import { viewEntry } from '../entries/entry-view.ts';
import { roadLinesOf } from '../map/road-lines.ts';
import { placeOfStop } from './trips-through.ts';

export type TripStop = {
  name: Localized;
  href: string;
  arrive: number;
  stay: number;
  leg: { km: number; minutes: number } | undefined;
};
export type TripDay = {
  number: number;
  km: number;
  ridingMinutes: number;
  stops: TripStop[];
  bed: { name: Localized; href: string } | undefined;
  /** The way of the day as the map draws it. */
  line: Position[];
  /** Where the day ends, when the night is on the trip. */
  night: Position | undefined;
};

const DAY_COLOURS = 6;

/** The class that gives a day (1 …) its colour, `--day` in `trip-days.css`. */
export const dayColour = (day: number): string => `trip-day-${(day - 1) % DAY_COLOURS}`;

/** Real mountain days take longer than riding time alone: photo stops, fuel, a wrong turn. */
const BUFFER = { slow: 1.35, normal: 1.2, fast: 1.1 } as const;

/** A suggested trip with its legs and clock times, as its page prints them. The planner checks it against dates. */
export function tripDays(app: App, locale: Locale, trip: Entry<'trips'>): TripDay[] {
  const { facts } = trip;
  const lines = roadLinesOf(app.basemap);
  let at = facts.start;
  return facts.days.map((day, index) => {
    let clock = minutesOf(day.startHour ?? facts.startHour);
    let km = 0;
    let ridingMinutes = 0;
    const stops: TripStop[] = [];
    const line: Position[] = [];
    const ride = (to: string) => {
      const leg = to === at ? undefined : app.roads.leg(at, to, facts.vehicle);
      if (leg) {
        km += leg.km;
        ridingMinutes += leg.minutes;
        clock += leg.minutes * BUFFER[facts.pace];
        line.push(...legLine(app.roads.graph(), leg, lines));
      }
      at = to;
      return leg ? { km: leg.km, minutes: leg.minutes } : undefined;
    };
    for (const stop of day.stops) {
      const found = find(app, locale, stop.at);
      if (!found) continue;
      const leg = ride(placeOfStop(app, stop.at));
      const stay = stop.minutes ?? visitMinutes(app, stop.at);
      stops.push({ ...found, arrive: clock, stay, leg });
      clock += stay;
    }
    const target = day.bed ? placeOfBed(app, day.bed) : index === facts.days.length - 1 ? facts.end : undefined;
    if (target !== undefined && target !== at) {
      const found = find(app, locale, `places/${target}`);
      const leg = ride(target);
      if (found) stops.push({ ...found, arrive: clock, stay: 0, leg });
    }
    const bed = day.bed ? find(app, locale, day.bed) : undefined;
    const night = bed && app.content.find('places', at)?.facts.position;
    return { number: index + 1, km, ridingMinutes, stops, bed, line, night };
  });
}

function find(app: App, locale: Locale, id: string): { name: Localized; href: string } | undefined {
  const parsed = parseEntryId(id);
  const entry = parsed ? app.content.find(parsed.kind as ContentKind, parsed.slug) : undefined;
  if (!entry) return undefined;
  const view = viewEntry(entry, locale);
  return { name: view.name, href: view.href };
}

function placeOfBed(app: App, bed: string): string {
  const [kind, slug = ''] = bed.split('/');
  return kind === 'homestays' ? (app.content.find('homestays', slug)?.facts.village ?? slug) : slug;
}

function visitMinutes(app: App, id: string): number {
  const [kind, slug = ''] = id.split('/');
  const entry = kind === 'events' ? app.content.find('events', slug) : app.content.find('places', slug);
  return entry?.facts.visitMinutes ?? 0;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
