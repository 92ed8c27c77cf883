import { isPosition } from '../geo/position.ts';
import type { Position } from '../geo/position.ts';
import { IMPORT_LIMITS } from './imported.ts';
import type { Found, ImportedPoint } from './imported.ts';
import { plainText } from './read-xml.ts';

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads a FeatureCollection, a Feature or a bare geometry; undefined where it is none of these. */
export function readGeoJson(value: unknown): Found | undefined {
  const top = fieldsOf(value);
  const features = top['type'] === 'FeatureCollection' && Array.isArray(top['features']) ? (top['features'] as unknown[]) : [value]; // prettier-ignore
  if (typeof top['type'] !== 'string') return undefined;
  const found: Found = { name: textOf(top['name']), points: [], tracks: [], notes: [] };
  const counts = { total: 0, skipped: 0 };
  for (const feature of features) {
    const { type, geometry, properties } = fieldsOf(feature);
    addGeometry(found, type === 'Feature' ? geometry : feature, fieldsOf(properties), counts, 0);
  }
  if (counts.skipped > 0) found.notes.push({ key: 'points-skipped', values: { count: counts.skipped } });
  return found;
}

function addGeometry(
  found: Found,
  value: unknown,
  about: Fields,
  counts: { total: number; skipped: number },
  depth: number,
): void {
  const { type, coordinates, geometries } = fieldsOf(value);
  const list = Array.isArray(coordinates) ? (coordinates as unknown[]) : [];
  const take = (pair: unknown): Position | undefined => {
    const position = positionFrom(pair);
    if (position && ++counts.total <= IMPORT_LIMITS.points) return position;
    counts.skipped++;
    return undefined;
  };
  const addLine = (line: unknown): void => {
    const points = (Array.isArray(line) ? (line as unknown[]) : []).flatMap((pair) => take(pair) ?? []);
    if (points.length > 1) found.tracks.push(points);
  };
  if (type === 'Point' || type === 'MultiPoint') {
    for (const pair of type === 'Point' ? [coordinates] : list) {
      const position = take(pair);
      if (position) found.points.push({ ...pointFrom(about), position });
    }
  } else if (type === 'LineString') addLine(coordinates);
  else if (type === 'MultiLineString') list.forEach(addLine);
  else if (type === 'GeometryCollection' && Array.isArray(geometries) && depth < IMPORT_LIMITS.depth)
    for (const geometry of geometries as unknown[]) addGeometry(found, geometry, about, counts, depth + 1);
}

/** Google Takeout keeps name and address in `location`, everybody else beside the geometry. */
function pointFrom(about: Fields): ImportedPoint {
  const location = fieldsOf(about['location'] ?? about['Location']);
  const { day, minutes, entry, role } = about;
  const name = [about['name'], about['title'], about['Title'], location['name'], location['Business Name']].map(textOf).find(Boolean); // prettier-ignore
  const note = typeof entry === 'string' ? textOf(about['note']) : [about['note'], about['description'], about['desc'], about['Comment']].map(textOf).find(Boolean); // prettier-ignore
  return {
    name: name ?? '',
    note: plainText(note ?? ''),
    ...(Number.isInteger(day) && (day as number) > 0 && { day: day as number }),
    ...(Number.isInteger(minutes) && (minutes as number) > 0 && { minutes: minutes as number }),
    ...(typeof entry === 'string' && { entry }),
    ...(typeof role === 'string' && { role }),
  };
}

function positionFrom(pair: unknown): Position | undefined {
  const [lng, lat] = Array.isArray(pair) ? (pair as unknown[]) : [];
  const position = { lat: lat as number, lng: lng as number };
  return isPosition(position) ? position : undefined;
}
