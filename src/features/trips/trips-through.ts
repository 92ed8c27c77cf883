import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';

/** Suggested trips that stop at a place or sleep there. */
export function tripsThrough(app: App, placeSlug: string): Entry<'trips'>[] {
  const id = `places/${placeSlug}`;
  return app.content.list('trips').filter(({ facts }) =>
    facts.days.some((day) => day.bed === id || day.stops.some((stop) => placeOfStop(app, stop.at) === placeSlug)),
  ); // prettier-ignore
}

/** The place where a stop happens: itself, or where its event is held. */
export function placeOfStop(app: App, at: string): string {
  const [kind, slug = ''] = at.split('/');
  return kind === 'events' ? (app.content.find('events', slug)?.facts.place ?? slug) : slug;
}
