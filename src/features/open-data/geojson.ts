import type * as z from 'zod';
import type { AnyRecord, Collection, geometrySchema, RecordOf } from './schemas.ts';

export type Geometry = z.infer<typeof geometrySchema>;
export type Feature = { type: 'Feature'; id: string; geometry: Geometry | null; properties: AnyRecord };

type Position = { lat: number; lng: number };
const at = ({ lat, lng }: Position): [number, number] => [lng, lat];

/** RFC 7946. What has no position has the geometry null; a trip is its stops in order, not a line nobody rides. */
export function featureOf(collection: Collection, record: AnyRecord): Feature {
  return { type: 'Feature', id: record.id, geometry: GEOMETRIES[collection](record as never), properties: record };
}

const GEOMETRIES: { readonly [C in Collection]: (record: RecordOf<C>) => Geometry | null } = {
  places: ({ position }) => point(position),
  homestays: ({ position }) => point(position),
  events: ({ position }) => point(position),
  alerts: ({ positions }) => points(positions),
  trips: ({ days }) => points(days.flatMap((day) => day.stops.flatMap((stop) => stop.position ?? []))),
  roads: ({ from, to }) => ({ type: 'LineString', coordinates: [at(from), at(to)] }),
};

function point(position: Position | undefined): Geometry | null {
  return position ? { type: 'Point', coordinates: at(position) } : null;
}

function points(positions: readonly Position[]): Geometry | null {
  return positions.length === 0 ? null : { type: 'MultiPoint', coordinates: positions.map(at) };
}
