import type { Entry } from '#src/domain/content/entry.ts';
import type { BaseDrawing, Line } from './basemap.ts';
import { onSheet } from './projection.ts';

/**
 * Hills for the drawn sheet, as an old field map has them: drawn for the eye, not surveyed. They stand where the land
 * is high (heights are interpolated between the places whose height we know), never on a road or a river, steep in the
 * karst of the geopark and broad in the western ranges. One base map always gives the same hills.
 */
export type Hill = {
  at: [lat: number, lng: number];
  /** Height of the drawing, in thousandths of a degree of latitude. */
  size: number;
  kind: 'karst' | 'range';
};
export type KnownHeight = { lat: number; lng: number; meters: number };

/** Thousandths of a degree of latitude, as on the sheet. */
const GRID = 40;
const CLEAR = { road: 15, river: 13, place: 20 };
const LOWEST_METERS = 380;

type Point = { x: number; y: number };

/** The places that say how high they lie; of a range its middle. */
export function knownHeights(places: readonly Entry<'places'>[]): KnownHeight[] {
  return places.flatMap(({ facts: { position, elevation } }) => {
    if (elevation === undefined) return [];
    const meters = typeof elevation === 'number' ? elevation : (elevation[0] + elevation[1]) / 2;
    return [{ lat: position.lat, lng: position.lng, meters }];
  });
}

export function drawHills(base: Omit<BaseDrawing, 'hills'>, heights: readonly KnownHeight[]): Hill[] {
  const sheet = (line: Line): Point[] => line.map(([lat, lng]) => onSheet({ lat, lng }));
  const outline = sheet(base.outline);
  const karst = base.geopark.map(sheet);
  const roads = base.roads.map(({ line }) => sheet(line));
  const rivers = base.rivers.map(({ line }) => sheet(line));
  const known = heights.map((one) => ({ ...onSheet(one), ...one }));
  if (known.length === 0) return [];
  const lats = base.outline.map(([lat]) => lat);
  const lngs = base.outline.map(([, lng]) => lng);
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lngs), Math.max(...lngs)];
  const step = GRID / 1000;
  const hills: Hill[] = [];
  // From north to south, so that nearer hills stand before farther ones.
  for (let row = 0, lat = north; lat > south; row++, lat -= step) {
    for (let column = 0, lng = west; lng < east; column++, lng += step) {
      const at = {
        lat: lat + (chance(row, column, 1) - 0.5) * step * 0.7,
        lng: lng + (chance(row, column, 2) - 0.5) * step * 0.7,
      };
      const point = onSheet(at);
      if (!isInside(point, outline)) continue;
      const meters = heightAt(point, known);
      if (meters < LOWEST_METERS) continue;
      if (roads.some((line) => distanceTo(point, line) < CLEAR.road)) continue;
      if (rivers.some((line) => distanceTo(point, line) < CLEAR.river)) continue;
      if (known.some((place) => Math.hypot(place.x - point.x, place.y - point.y) < CLEAR.place)) continue;
      const kind = karst.some((ring) => isInside(point, ring)) ? 'karst' : 'range';
      const size = 2 * Math.round((11 + Math.min(meters, 2000) / 100 + chance(row, column, 3) * 6) / 2);
      const hill: Hill = { at: [round(at.lat), round(at.lng)], size, kind };
      // The whole drawing stays on our side of the border.
      if (sheet(hillLines(hill).edge).every((corner) => isInside(corner, outline))) hills.push(hill);
    }
  }
  return hills;
}

/** In units of the hill's size, from its foot's middle: right and up. The shade is the side away from the light. */
const SHAPES: Record<Hill['kind'], { edge: [number, number][]; shade: [number, number][] }> = {
  karst: {
    edge: [[-0.42, 0], [-0.24, 0.75], [-0.04, 1], [0.2, 0.78], [0.42, 0]],
    shade: [[-0.04, 1], [0.2, 0.78], [0.42, 0], [0.14, 0], [0.06, 0.55]],
  },
  range: {
    edge: [[-0.85, 0], [-0.3, 0.5], [0.05, 0.7], [0.45, 0.38], [0.9, 0]],
    shade: [[0.05, 0.7], [0.45, 0.38], [0.9, 0], [0.42, 0], [0.24, 0.3]],
  },
}; // prettier-ignore

/** The outline of a hill (open at its foot) and its shaded side (a ring), as `[lat, lng]`. */
export function hillLines({ at, size, kind }: Hill): { edge: Line; shade: Line } {
  const squeeze = Math.cos((at[0] * Math.PI) / 180);
  const scale = size / 1000;
  const place = (points: [number, number][]): Line =>
    points.map(([right, up]) => [at[0] + up * scale, at[1] + (right * scale) / squeeze]);
  return { edge: place(SHAPES[kind].edge), shade: place(SHAPES[kind].shade) };
}

/** The same number from 0 to 1 for the same three, however often it is asked. */
function chance(row: number, column: number, salt: number): number {
  let value = (row * 374_761_393 + column * 668_265_263 + salt * 2_147_483_647) | 0;
  value = Math.imul(value ^ (value >>> 13), 1_274_126_177);
  return ((value ^ (value >>> 16)) >>> 0) / 4_294_967_296;
}

/** Inverse distance weighting, power two (Shepard 1968). */
function heightAt(point: Point, known: readonly (Point & KnownHeight)[]): number {
  let sum = 0;
  let weights = 0;
  for (const { x, y, meters } of known) {
    const weight = 1 / ((x - point.x) ** 2 + (y - point.y) ** 2 + 1);
    sum += weight * meters;
    weights += weight;
  }
  return sum / weights;
}

/** Even-odd rule. */
function isInside({ x, y }: Point, ring: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i];
    const b = ring[j];
    if (a && b && a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

function distanceTo({ x, y }: Point, line: readonly Point[]): number {
  let nearest = Infinity;
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1];
    const b = line[i];
    if (!a || !b) continue;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(a.x + along * dx - x, a.y + along * dy - y));
  }
  return nearest;
}

const round = (degrees: number): number => Math.round(degrees * 1000) / 1000;
