import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';

type Alert = Entry<'alerts'>;

const LEVEL_ORDER = { danger: 0, warning: 1, notice: 2 } as const;

/** Alerts in force at an instant, the gravest first. Expiry needs no job: it is part of the question. */
export function activeAlerts(app: App, at: Date = app.clock.now()): Alert[] {
  const time = at.getTime();
  return app.content
    .list('alerts')
    .filter(({ facts }) => Date.parse(facts.from) <= time && time < Date.parse(facts.until))
    .sort((a, b) => LEVEL_ORDER[a.facts.level] - LEVEL_ORDER[b.facts.level] || (a.facts.from < b.facts.from ? 1 : -1));
}

/** Alerts that concern a place: named, on its road, or over its whole area. */
export function alertsFor(app: App, subject: { place: string; area: string }): Alert[] {
  return activeAlerts(app).filter(
    ({ facts }) =>
      facts.places.includes(subject.place) ||
      facts.roads.some((road) => placesOnRoad(app, road).includes(subject.place)) ||
      (facts.areas as readonly string[]).includes(subject.area),
  );
}

/** The places an alerted road runs through, its ends included. */
export function placesOnRoad(app: App, { from, to }: { from: string; to: string }): readonly string[] {
  return app.roads.leg(from, to, 'motorbike')?.via ?? [from, to];
}
