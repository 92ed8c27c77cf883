import type { ExportWords } from './export-words.ts';
import type { OutlineDay, OutlinePoint, TripOutline } from './outline.ts';

type Feature = {
  type: 'Feature';
  properties: Record<string, string | number>;
  geometry: { type: 'Point'; coordinates: number[] } | { type: 'LineString'; coordinates: number[][] };
};

/** GeoJSON by RFC 7946: WGS84, `[lng, lat]`, a feature a point and a line a day. */
export function toGeoJson(outline: TripOutline, words: ExportWords): string {
  const features = outline.days.flatMap((day) => [
    ...day.points.map((point) => pointFeature(day, point, words)),
    ...(day.line.length > 1 ? [lineFeature(day, words)] : []),
  ]);
  return `${JSON.stringify({ type: 'FeatureCollection', name: outline.name, features })}\n`;
}

function pointFeature(day: OutlineDay, point: OutlinePoint, words: ExportWords): Feature {
  return {
    type: 'Feature',
    properties: {
      name: point.name,
      description: words.about(point),
      day: day.number,
      role: point.role,
      ...(point.entry !== undefined && { entry: point.entry, url: words.address(point.entry) }),
      ...(point.minutes !== undefined && { minutes: point.minutes }),
      ...(point.note !== '' && { note: point.note }),
      ...(point.phone !== undefined && { phone: point.phone }),
    },
    geometry: { type: 'Point', coordinates: [point.lng, point.lat] },
  };
}

function lineFeature(day: OutlineDay, words: ExportWords): Feature {
  return {
    type: 'Feature',
    properties: { name: words.day(day), day: day.number, km: day.km },
    geometry: { type: 'LineString', coordinates: day.line.map(({ lat, lng }) => [lng, lat]) },
  };
}
