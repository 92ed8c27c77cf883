/** WGS84 degrees. `[lng, lat]` arrays exist only inside GeoJSON. */
export type Position = { lat: number; lng: number };

/** Edges of a box that does not cross the date line. */
export type BoundingBox = { south: number; west: number; north: number; east: number };

/** Mean earth radius of the IUGG, in metres. */
const earthRadius = 6_371_008.8;
const toRadians = (degrees: number): number => (degrees * Math.PI) / 180;
const toDegrees = (radians: number): number => (radians * 180) / Math.PI;

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

/** Direction in which one sets out from `a` to `b`, in degrees from north, clockwise, 0–360. */
export function bearingDegrees(a: Position, b: Position): number {
  const [latA, latB, turn] = [toRadians(a.lat), toRadians(b.lat), toRadians(b.lng - a.lng)];
  const east = Math.sin(turn) * Math.cos(latB);
  const north = Math.cos(latA) * Math.sin(latB) - Math.sin(latA) * Math.cos(latB) * Math.cos(turn);
  return (toDegrees(Math.atan2(east, north)) + 360) % 360;
}

/** The point halfway, by plain means: right to the metre at the size of a province. */
export function midpoint(a: Position, b: Position): Position {
  return between(a, b, 0.5);
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

/** Reads `south,west,north,east`; undefined when it is no box on the globe or its sides are swapped. */
export function parseBoundingBox(text: string): BoundingBox | undefined {
  const parts = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [south = NaN, west = NaN, north = NaN, east = NaN] = parts;
  const corners = isPosition({ lat: south, lng: west }) && isPosition({ lat: north, lng: east });
  return parts.length === 4 && corners && south <= north && west <= east ? { south, west, north, east } : undefined;
}

export function boxContains(box: BoundingBox, { lat, lng }: Position): boolean {
  return lat >= box.south && lat <= box.north && lng >= box.west && lng <= box.east;
}

/** The position itself, or the nearest one inside the box. */
export function clampToBox(box: BoundingBox, { lat, lng }: Position): Position {
  return {
    lat: Math.min(box.north, Math.max(box.south, lat)),
    lng: Math.min(box.east, Math.max(box.west, lng)),
  };
}

/** The smallest box around the points; undefined for none. */
export function boxAround(points: readonly Position[]): BoundingBox | undefined {
  if (points.length === 0) return undefined;
  const box = { south: 90, west: 180, north: -90, east: -180 };
  for (const { lat, lng } of points) {
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
    box.west = Math.min(box.west, lng);
    box.east = Math.max(box.east, lng);
  }
  return box;
}
