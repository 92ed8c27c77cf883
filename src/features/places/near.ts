import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import { TECHNICAL_PLACE_KINDS } from '#src/domain/content/kinds.ts';
import { distanceMeters } from '#src/domain/geo/position.ts';

type Position = { lat: number; lng: number };

export type Near<T> = { item: T; meters: number };

/** The nearest of some items within a straight-line distance, nearest first. */
export function nearest<T>(
  items: readonly T[],
  from: Position,
  positionOf: (item: T) => Position | undefined,
  withinMeters: number,
  count: number,
): Near<T>[] {
  const found: Near<T>[] = [];
  for (const item of items) {
    const position = positionOf(item);
    if (!position) continue;
    const meters = distanceMeters(from, position);
    if (meters <= withinMeters) found.push({ item, meters });
  }
  return found.sort((a, b) => a.meters - b.meters).slice(0, count);
}

/** Where a homestay stands: its own position, or its village's. */
export function homestayPosition(app: App, homestay: Entry<'homestays'>): Position | undefined {
  return homestay.facts.position ?? app.content.find('places', homestay.facts.village)?.facts.position;
}

export function placesNear(app: App, place: Entry<'places'>, count = 6): Near<Entry<'places'>>[] {
  const others = app.content.list('places').filter((other) => other.slug !== place.slug && !TECHNICAL_PLACE_KINDS.includes(other.facts.kind)); // prettier-ignore
  return nearest(others, place.facts.position, (other) => other.facts.position, 30_000, count);
}

export function homestaysNear(app: App, at: Position, count = 6, withinMeters = 10_000): Near<Entry<'homestays'>>[] {
  return nearest(app.content.list('homestays'), at, (homestay) => homestayPosition(app, homestay), withinMeters, count);
}
