import type { OutlineDay } from './outline.ts';

/** Apps that many travellers have on their phones; names are theirs and not translated. */
export type HandOff = { app: 'geo' | 'Google Maps' | 'OsmAnd' | 'Organic Maps' | 'Apple Maps'; url: string };

type Point = { name: string; lat: number; lng: number };

/** Opens one point. `geo:` (RFC 5870) lets the phone choose the app. */
export function pointLinks({ name, lat, lng }: Point): HandOff[] {
  const at = `${lat},${lng}`;
  const label = encodeURIComponent(name);
  return [
    { app: 'geo', url: `geo:${at}?q=${at}(${label})` },
    { app: 'Google Maps', url: `https://www.google.com/maps/search/?api=1&query=${at}` },
    { app: 'OsmAnd', url: `https://osmand.net/map?pin=${at}#15/${lat}/${lng}` },
    { app: 'Organic Maps', url: `om://map?v=1&ll=${at}&n=${label}` },
    { app: 'Apple Maps', url: `https://maps.apple.com/?ll=${at}&q=${label}` },
  ];
}

/** Google takes nine points between start and goal. */
const GOOGLE_BETWEEN = 9;

/**
 * Opens a day as a route, in as many pieces as the app needs; the end of one is the start of the next.
 * Apple Maps and Organic Maps take only a start and a goal, so they are offered a point at a time (`pointLinks`).
 */
export function dayLinks(day: OutlineDay): HandOff[] {
  const points = day.points.filter((point, i) => {
    const before = day.points[i - 1];
    return before?.lat !== point.lat || before.lng !== point.lng;
  });
  const links: HandOff[] = [];
  const text = ({ lat, lng }: Point): string => `${lat},${lng}`;
  for (let from = 0; from < points.length - 1; from += GOOGLE_BETWEEN + 1) {
    const piece = points.slice(from, from + GOOGLE_BETWEEN + 2);
    const between = piece.slice(1, -1).map(text).join('%7C');
    const ends = `origin=${text(piece[0] as Point)}&destination=${text(piece.at(-1) as Point)}`;
    links.push({
      app: 'Google Maps',
      url: `https://www.google.com/maps/dir/?api=1&${ends}${between && `&waypoints=${between}`}&travelmode=driving`,
    });
  }
  return links;
}
