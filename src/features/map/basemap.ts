import * as z from 'zod';
import { roadNumbers } from '#src/domain/roads/network.ts';
import { drawHills, type Hill, type KnownHeight } from './relief.ts';

/** Our own drawing of the province, reduced to what is drawn. Points are `[lat, lng]`, as Leaflet wants them. */
export type Line = [lat: number, lng: number][];
export type RoadClass = 'national' | 'provincial' | 'local';
export type BaseDrawing = {
  outline: Line;
  border: Line;
  geopark: Line[];
  communes: { name: string; label: [number, number]; ring: Line }[];
  rivers: { name: string; kind: string; line: Line }[];
  roads: { from: string; to: string; class: RoadClass; refs: string[]; sure: boolean; line: Line }[];
  paths: { kind: string; line: Line }[];
  neighbours: { vi: string; en: string; at: [number, number] }[];
  hills: Hill[];
};

const pair = z.tuple([z.number(), z.number()]).rest(z.number());
const featureSchema = z.object({
  properties: z.looseObject({ layer: z.string() }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Point'), coordinates: pair }),
    z.object({ type: z.literal('LineString'), coordinates: z.array(pair) }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(pair)) }),
    z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(pair)) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(pair))) }),
  ]),
});
const fileSchema = z.object({ features: z.array(featureSchema) });

/**
 * Reads `content/map/basemap.geojson` (GeoJSON positions are `[lng, lat]`). Throws ZodError on another shape.
 * @param heights where hills may be drawn from; without them the sheet is flat
 */
export function readBasemap(value: unknown, heights: readonly KnownHeight[] = []): BaseDrawing {
  const drawing: Omit<BaseDrawing, 'hills'> = {
    outline: [],
    border: [],
    geopark: [],
    communes: [],
    rivers: [],
    roads: [],
    paths: [],
    neighbours: [],
  };
  for (const { properties, geometry } of fileSchema.parse(value).features) {
    const text = (key: string) => (typeof properties[key] === 'string' ? (properties[key] as string) : '');
    const lines = linesOf(geometry);
    const line = lines[0] ?? [];
    switch (properties.layer) {
      case 'province':
        drawing.outline = line;
        break;
      case 'border':
        drawing.border = line;
        break;
      case 'geopark':
        drawing.geopark.push(...lines);
        break;
      case 'commune':
        drawing.communes.push({
          name: text('name_vi'),
          label: turn(properties['label']) ?? line[0] ?? [0, 0],
          ring: line,
        });
        break;
      case 'river':
        for (const part of lines) drawing.rivers.push({ name: text('name_vi'), kind: text('kind'), line: part });
        break;
      case 'road': {
        const kind = text('class');
        const roadClass: RoadClass = kind === 'national' || kind === 'provincial' ? kind : 'local';
        drawing.roads.push({
          from: text('from'),
          to: text('to'),
          class: roadClass,
          refs: roadNumbers(text('road')),
          sure: text('confidence') !== 'schematic',
          line,
        });
        break;
      }
      case 'path':
        drawing.paths.push({ kind: text('kind'), line });
        break;
      case 'neighbour':
        drawing.neighbours.push({ vi: text('name_vi'), en: text('name_en'), at: line[0] ?? [0, 0] });
        break;
    }
  }
  return { ...drawing, hills: drawHills(drawing, heights) };
}

function linesOf(geometry: z.infer<typeof featureSchema>['geometry']): Line[] {
  const flip = (points: readonly (readonly number[])[]): Line => points.map(([lng = 0, lat = 0]) => [lat, lng]);
  switch (geometry.type) {
    case 'Point':
      return [flip([geometry.coordinates])];
    case 'LineString':
      return [flip(geometry.coordinates)];
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.map(flip);
    case 'MultiPolygon':
      return geometry.coordinates.map((polygon) => flip(polygon[0] ?? []));
  }
}

function turn(value: unknown): [number, number] | undefined {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number'
    ? [value[1], value[0]]
    : undefined;
}
