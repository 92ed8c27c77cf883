import { edgeKey, type RoadLines } from '#src/domain/roads/graph.ts';
import type { BaseDrawing } from './basemap.ts';

/** The roads of the drawing by their ends, so that a way lies on the roads of the sheet. */
export function roadLinesOf(base: BaseDrawing): RoadLines {
  return new Map(base.roads.map(({ from, to, line }) => [edgeKey(from, to), line.map(([lat, lng]) => ({ lat, lng }))]));
}
