import type { ExportWords } from './export-words.ts';
import type { OutlineDay, OutlinePoint, TripOutline } from './outline.ts';
import { xmlElement, xmlText } from './xml-text.ts';

/** KML 2.2 (OGC 07-147r2): a folder a day with its points in order and the line along the roads. */
export function toKml(outline: TripOutline, words: ExportWords): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
    xmlElement('name', outline.name),
    ...outline.days.map((day) => folder(day, words)),
    '</Document></kml>',
    '',
  ]
    .filter((line, i, all) => line !== '' || i === all.length - 1)
    .join('\n');
}

function folder(day: OutlineDay, words: ExportWords): string {
  const line =
    day.line.length > 1
      ? `<Placemark>${xmlElement('name', words.day(day))}<LineString><tessellate>1</tessellate><coordinates>${day.line.map(({ lat, lng }) => `${lng},${lat}`).join(' ')}</coordinates></LineString></Placemark>\n`
      : '';
  const points = day.points.map((point) => placemark(point, words)).join('\n');
  return `<Folder>${xmlElement('name', words.day(day))}${xmlElement('description', day.note)}\n${points}\n${line}</Folder>`;
}

function placemark(point: OutlinePoint, words: ExportWords): string {
  const data = [
    ['role', point.role],
    ['entry', point.entry],
    ['url', point.entry && words.address(point.entry)],
    ['minutes', point.minutes?.toString()],
    ['note', point.note],
  ].flatMap(([name, value]) => (value ? [`<Data name="${name}"><value>${xmlText(value)}</value></Data>`] : []));
  return [
    '<Placemark>',
    xmlElement('name', point.name),
    xmlElement('phoneNumber', point.phone && `tel:${point.phone.replace(/[^\d+]/g, '')}`),
    xmlElement('description', words.about(point)),
    `<ExtendedData>${data.join('')}</ExtendedData>`,
    `<Point><coordinates>${point.lng},${point.lat}</coordinates></Point>`,
    '</Placemark>',
  ].join('');
}
