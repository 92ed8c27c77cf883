/** WGS84 degrees. `[lng, lat]` arrays exist only inside GeoJSON. */
export type Position = { lat: number; lng: number };

/** Mean earth radius of the IUGG, in metres. */
const earthRadius = 6_371_008.8;
const toRadians = (degrees: number): number => (degrees * Math.PI) / 180;

export function isPosition(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null) return false;
  const { lat, lng } = value as Record<string, unknown>;
  return typeof lat === 'number' && typeof lng === 'number' && Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
}

/** Great-circle distance by the haversine formula, on a sphere: up to 0.5 % off the ellipsoid. */
export function distanceMeters(a: Position, b: Position): number {
  const halfLat = Math.sin(toRadians(b.lat - a.lat) / 2);
  const halfLng = Math.sin(toRadians(b.lng - a.lng) / 2);
  const h = halfLat ** 2 + Math.cos(toRadians(a.lat)) * Math.cos(toRadians(b.lat)) * halfLng ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The point at `fraction` (0–1) of the straight line from a to b. */
export function between(a: Position, b: Position, fraction: number): Position {
  return { lat: a.lat + (b.lat - a.lat) * fraction, lng: a.lng + (b.lng - a.lng) * fraction };
}

export type NearestOnLine = { position: Position; fraction: number; meters: number };

/**
 * The point of a line nearest to `point`: where it is, at which fraction (0–1) of the line's length,
 * and how far from `point`. Undefined for a line without points. Works on a plane laid at `point`, which
 * is right to the metre within a province.
 */
export function nearestOnLine(point: Position, line: readonly Position[]): NearestOnLine | undefined {
  const first = line[0];
  if (!first) return undefined;
  const eastScale = Math.cos(toRadians(point.lat));
  let best: NearestOnLine = { position: first, fraction: 0, meters: distanceMeters(point, first) };
  let bestAlong = 0;
  let length = 0;
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] as Position;
    const b = line[i] as Position;
    const [dx, dy] = [(b.lng - a.lng) * eastScale, b.lat - a.lat];
    const square = dx * dx + dy * dy;
    const dot = (point.lng - a.lng) * eastScale * dx + (point.lat - a.lat) * dy;
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, dot / square));
    const position = between(a, b, t);
    const meters = distanceMeters(point, position);
    const piece = distanceMeters(a, b);
    if (meters < best.meters) {
      best = { position, fraction: 0, meters };
      bestAlong = length + t * piece;
    }
    length += piece;
  }
  return { ...best, fraction: length === 0 ? 0 : bestAlong / length };
}

/** The part of a line between two fractions of its length; reversed when `from` > `to`. Lines have 2 points or more. */
export function cutLine(line: readonly Position[], from: number, to: number): Position[] {
  if (from > to) return cutLine(line, to, from).reverse();
  const lengths = line.slice(1).map((point, i) => distanceMeters(line[i] as Position, point));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total === 0) return [...line];
  const at = (fraction: number): { index: number; position: Position } => {
    let rest = fraction * total;
    for (let i = 0; i < lengths.length; i++) {
      const length = lengths[i] as number;
      if (rest <= length || i === lengths.length - 1) {
        const t = length === 0 ? 0 : Math.min(1, rest / length);
        return { index: i, position: between(line[i] as Position, line[i + 1] as Position, t) };
      }
      rest -= length;
    }
    return { index: 0, position: line[0] as Position };
  };
  const [start, end] = [at(from), at(to)];
  const points = [start.position, ...line.slice(start.index + 1, end.index + 1), end.position];
  return points.filter((point, i) => i === 0 || !samePosition(point, points[i - 1] as Position));
}

export function samePosition(a: Position, b: Position): boolean {
  return a.lat === b.lat && a.lng === b.lng;
}
