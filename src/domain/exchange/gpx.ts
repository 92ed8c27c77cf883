import { TRIPMAP_NAMESPACE } from './export-words.ts';
import type { ExportWords } from './export-words.ts';
import type { OutlineDay, OutlinePoint, TripOutline } from './outline.ts';
import { xmlElement, xmlText } from './xml-text.ts';

/**
 * GPX 1.1: a waypoint for every point once, a route for every day through its points, and a track for every day
 * along the roads. Element order follows the schema (https://www.topografix.com/GPX/1/1/gpx.xsd).
 */
export function toGpx(outline: TripOutline, words: ExportWords): string {
  const points = new Map<string, OutlinePoint>();
  for (const point of outline.days.flatMap((day) => day.points)) {
    const key = point.entry ?? `${point.lat},${point.lng},${point.name}`;
    if (!points.has(key)) points.set(key, point);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<gpx version="1.1" creator="Tripmap" xmlns="http://www.topografix.com/GPX/1/1" xmlns:tm="${TRIPMAP_NAMESPACE}">`,
    `<metadata>${xmlElement('name', outline.name)}</metadata>`,
    ...[...points.values()].map((point) => gpxPoint('wpt', point, words, false)),
    ...outline.days.filter((day) => day.points.length > 0).map((day) => route(day, words)),
    ...outline.days.filter((day) => day.line.length > 1).map((day) => track(day, words)),
    '</gpx>',
    '',
  ].join('\n');
}

function route(day: OutlineDay, words: ExportWords): string {
  const points = day.points.map((point) => gpxPoint('rtept', point, words, true));
  return `<rte>${xmlElement('name', words.day(day))}${xmlElement('desc', day.note)}<number>${day.number}</number>\n${points.join('\n')}\n</rte>`;
}

function track(day: OutlineDay, words: ExportWords): string {
  const points = day.line.map(({ lat, lng }) => `<trkpt lat="${lat}" lon="${lng}"/>`);
  return `<trk>${xmlElement('name', words.day(day))}<number>${day.number}</number><trkseg>\n${points.join('\n')}\n</trkseg></trk>`;
}

function gpxPoint(tag: 'wpt' | 'rtept', point: OutlinePoint, words: ExportWords, withStop: boolean): string {
  const link = point.entry && `<link href="${xmlText(words.address(point.entry))}"/>`;
  const own = [
    xmlElement('tm:entry', point.entry),
    ...(withStop ? [xmlElement('tm:minutes', point.minutes?.toString()), xmlElement('tm:note', point.note)] : []),
  ].join('');
  return [
    `<${tag} lat="${point.lat}" lon="${point.lng}">`,
    xmlElement('name', point.name),
    xmlElement('desc', words.about(point)),
    link ?? '',
    `<type>${point.role}</type>`,
    own && `<extensions>${own}</extensions>`,
    `</${tag}>`,
  ].join('');
}
