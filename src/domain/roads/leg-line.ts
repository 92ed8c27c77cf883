import { cutLine, samePosition } from '../geo/position.ts';
import type { Position } from '../geo/position.ts';
import { edgeKey } from './graph.ts';
import type { GraphEdge, RoadGraph, RoadLines } from './graph.ts';
import type { Leg, LegPiece } from './leg.ts';

/**
 * The leg as a line to draw, in the direction of travel: the drawn roads where there are any,
 * else straight from place to place.
 */
export function legLine(graph: RoadGraph, leg: Leg, lines?: RoadLines): Position[] {
  const points = leg.pieces.flatMap((piece) => pieceLine(graph, piece, lines));
  return points.filter((point, i) => i === 0 || !samePosition(point, points[i - 1] as Position));
}

/** The line of one piece; pieces are drawn apart where they look different (boat, path, straight). */
export function pieceLine(graph: RoadGraph, piece: LegPiece, lines?: RoadLines): readonly Position[] {
  if (piece.edge === undefined) return piece.line ?? [];
  const { edge, line } = graph.edges[piece.edge] as GraphEdge;
  return cutLine(lines?.get(edgeKey(edge.from, edge.to)) ?? line, piece.start, piece.end);
}

/** Takes the drawn roads out of a GeoJSON collection (`basemap.geojson`); other features are passed over. */
export function readRoadLines(collection: unknown): RoadLines {
  const lines = new Map<string, Position[]>();
  const { features } = (collection ?? {}) as { features?: unknown };
  if (!Array.isArray(features)) return lines;
  for (const feature of features as unknown[]) {
    const { properties, geometry } = (feature ?? {}) as {
      properties?: { from?: unknown; to?: unknown } | null;
      geometry?: { type?: unknown; coordinates?: unknown } | null;
    };
    const { from, to } = properties ?? {};
    const { type, coordinates } = geometry ?? {};
    if (typeof from !== 'string' || typeof to !== 'string' || type !== 'LineString' || !Array.isArray(coordinates))
      continue;
    const line = (coordinates as unknown[]).flatMap((pair) => {
      const [lng, lat] = Array.isArray(pair) ? (pair as unknown[]) : [];
      return typeof lat === 'number' && typeof lng === 'number' ? [{ lat, lng }] : [];
    });
    if (line.length > 1) lines.set(edgeKey(from, to), line);
  }
  return lines;
}
