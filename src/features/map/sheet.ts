import type { BaseDrawing, Line, RoadClass } from './basemap.ts';
import { fromSheet, onSheet, SHEET } from './projection.ts';
import { hillLines, type Hill } from './relief.ts';

/** The whole province as one small picture, for pages without JavaScript. Its colours are fixed: an image has no theme. */
export type SheetTheme = 'day' | 'night';

const COLOURS = {
  day: { land: '#fffdf8', hill: '#b9ab8c', shade: '#e9dfc8', around: '#e7e1d3', edge: '#8a8577', border: '#a8242c', river: '#5e9bb0', national: '#a8242c', provincial: '#b98a1f', local: '#a9a392' },
  night: { land: '#1d2333', hill: '#525d80', shade: '#2a3349', around: '#0f131d', edge: '#6a7186', border: '#f0908a', river: '#3f7f92', national: '#e07c72', provincial: '#cfa54a', local: '#59617a' },
} as const; // prettier-ignore

const ROAD_WIDTH: Record<RoadClass, number> = { national: 5, provincial: 3.5, local: 2 };

export function drawSheet(base: BaseDrawing, theme: SheetTheme): string {
  const colour = COLOURS[theme];
  const roads = (['local', 'provincial', 'national'] as const).map((roadClass) => {
    const d = base.roads.filter((road) => road.class === roadClass).map((road) => path(road.line)).join(''); // prettier-ignore
    return `<path d="${d}" stroke="${colour[roadClass]}" stroke-width="${ROAD_WIDTH[roadClass]}"/>`;
  });
  // Like beside like: the same moves again and again are packed to a few bytes.
  const hills = base.hills.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.size - b.size);
  const edges = hills.map((hill) => hillPath(hill, 'edge')).join('');
  const shades = hills.map((hill) => hillPath(hill, 'shade')).join('');
  const rivers = base.rivers.map((river) => path(river.line)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SHEET.width} ${SHEET.height}" width="${SHEET.width}" height="${SHEET.height}"><rect width="100%" height="100%" fill="${colour.around}"/><path d="${path(base.outline)}z" fill="${colour.land}" stroke="${colour.edge}" stroke-width="2"/><path d="${shades}" fill="${colour.shade}"/><g fill="none" stroke-linecap="round" stroke-linejoin="round"><path d="${edges}" stroke="${colour.hill}"/><path d="${rivers}" stroke="${colour.river}" stroke-width="4"/><path d="${path(base.border)}" stroke="${colour.border}" stroke-width="3" stroke-dasharray="10 6"/>${roads.join('')}</g></svg>`;
}

/** Hills of one kind and size have the same moves to the unit. */
function hillPath({ at: [lat, lng], size, kind }: Hill, part: 'edge' | 'shade'): string {
  const middle = fromSheet({ x: SHEET.width / 2, y: SHEET.height / 2 });
  const origin = onSheet(middle);
  const [, x = '0', y = '0', moves = ''] =
    /^M(-?\d+) (-?\d+)(.*)$/.exec(path(hillLines({ at: [middle.lat, middle.lng], size, kind })[part])) ?? [];
  const foot = onSheet({ lat, lng });
  return `M${Number(x) - origin.x + foot.x} ${Number(y) - origin.y + foot.y}${moves}`;
}

/** Relative moves of whole units: a third of the bytes of absolute ones. */
function path(line: Line): string {
  let previous: { x: number; y: number } | undefined;
  let d = '';
  for (const [lat, lng] of line) {
    const point = onSheet({ lat, lng });
    if (!previous) d += `M${point.x} ${point.y}`;
    else if (point.x !== previous.x || point.y !== previous.y) d += `l${point.x - previous.x} ${point.y - previous.y}`;
    previous = point;
  }
  return d;
}
