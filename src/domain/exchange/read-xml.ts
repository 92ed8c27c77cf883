import { SaxesParser } from 'saxes';
import { isPosition } from '../geo/position.ts';
import type { Position } from '../geo/position.ts';
import { IMPORT_LIMITS } from './imported.ts';
import type { Found, ImportedPoint, ImportFault } from './imported.ts';

type Read = { ok: true; kind: 'gpx' | 'kml'; found: Found } | { ok: false; reason: ImportFault };
type Element = {
  name: string;
  text: string;
  attributes: Readonly<Record<string, string>>;
  fields: Map<string, string>;
};

/** Breaks off the parser; the reason goes to the reader. */
class Refused extends Error {
  readonly reason: ImportFault;
  constructor(reason: ImportFault) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Reads GPX 1.0 and 1.1 and KML 2.x. No entity is resolved but the five of XML, and a document that declares its own
 * is refused. What stands before the place where a file breaks off is kept and told.
 */
export function readXml(text: string): Read {
  const collect = new Collector();
  const parser = new SaxesParser({ xmlns: false, fragment: false, position: false });
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) throw new Refused('entities');
  });
  let broken = false;
  let fault: ImportFault = 'not-xml';
  parser.on('error', () => {
    throw new Refused('not-xml');
  });
  parser.on('opentag', ({ name, attributes }) => collect.open(localName(name), attributes as Record<string, string>));
  parser.on('text', (piece) => collect.text(piece));
  parser.on('cdata', (piece) => collect.text(piece));
  parser.on('closetag', () => collect.close());
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.reason === 'entities') return { ok: false, reason: 'entities' };
    broken = true;
    fault = error.reason;
  }
  const kind = collect.kind;
  if (kind === undefined) return { ok: false, reason: broken ? fault : 'unknown-format' };
  const found = collect.found();
  if (broken) {
    if (found.points.length === 0 && found.tracks.length === 0) return { ok: false, reason: fault };
    found.notes.push({ key: 'cut-off', values: { points: found.points.length } });
  }
  return { ok: true, kind, found };
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

class Collector {
  kind: 'gpx' | 'kml' | undefined;
  readonly #stack: Element[] = [];
  #name = '';
  readonly #waypoints: ImportedPoint[] = [];
  readonly #routed: ImportedPoint[] = [];
  readonly #tracks: Position[][] = [];
  #segment: Position[] = [];
  /** Where the lines of the present track or placemark begin: a recorder that lost its signal writes several. */
  #firstLine = 0;
  #day = 0;
  #folderHadPoints = false;
  #skipped = 0;
  #total = 0;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#stack.length === 0) this.kind = name === 'gpx' ? 'gpx' : name === 'kml' || name === 'Document' || name === 'Folder' ? 'kml' : undefined; // prettier-ignore
    if (this.#stack.length >= IMPORT_LIMITS.depth) throw new Refused('too-deep');
    this.#stack.push({ name, text: '', attributes, fields: new Map() });
    if (name === 'rte') this.#day++;
    if (name === 'Folder' && this.kind === 'kml') {
      // Only a folder with points of its own is a day.
      this.#folderHadPoints = false;
    }
    if (name === 'trkseg' || name === 'LineString' || name === 'Track') this.#segment = [];
    if (name === 'trk' || name === 'Placemark') this.#firstLine = this.#tracks.length;
  }

  text(piece: string): void {
    const top = this.#stack.at(-1);
    if (top) top.text += piece;
  }

  close(): void {
    const element = this.#stack.pop();
    const parent = this.#stack.at(-1);
    if (!element) return;
    const { name } = element;
    const text = element.text.trim();
    if (name === 'wpt') this.#add(this.#waypoints, gpxPoint(element));
    else if (name === 'rtept') this.#add(this.#routed, gpxPoint(element), this.#day);
    else if (name === 'trkpt') this.#step(positionOf(element.attributes));
    else if (name === 'trk') this.#joinLines();
    else if (name === 'Placemark') {
      this.#joinLines();
      this.#placemark(element);
    } else if (name === 'coordinates') this.#coordinates(text, parent?.name, parent);
    else if (name === 'coord') this.#step(positionFrom(text.split(/\s+/)));
    else if (name === 'trkseg' || name === 'LineString' || name === 'Track') this.#endSegment();
    else if (name === 'Data')
      parent?.fields.set(`data:${element.attributes['name'] ?? ''}`, element.fields.get('value') ?? ''); // prettier-ignore
    else if (name === 'SimpleData') parent?.fields.set(`data:${element.attributes['name'] ?? ''}`, text);
    else if (parent && text !== '' && !parent.fields.has(name)) parent.fields.set(name, text);
    // Values from inside (ExtendedData, extensions, Point) belong to the point around them.
    if (parent && ['ExtendedData', 'SchemaData', 'extensions', 'Point', 'MultiGeometry', 'metadata'].includes(name)) {
      for (const [key, value] of element.fields) if (!parent.fields.has(key)) parent.fields.set(key, value);
    }
    if ((name === 'gpx' || name === 'Document') && this.#name === '') this.#name = element.fields.get('name') ?? '';
  }

  found(): Found {
    const notes: Found['notes'] = [];
    if (this.#skipped > 0) notes.push({ key: 'points-skipped', values: { count: this.#skipped } });
    // Routes say the order by day; waypoints then only repeat their points.
    const places = new Set(this.#routed.map(keyOf));
    const points = [...this.#routed, ...this.#waypoints.filter((point) => !places.has(keyOf(point)))];
    // A file that broke off inside a track keeps what came before.
    if (this.#segment.length > 1) this.#tracks.push(this.#segment);
    return { name: this.#name, points, tracks: this.#tracks, notes };
  }

  #add(list: ImportedPoint[], point: ImportedPoint | undefined, day?: number): void {
    if (!point || ++this.#total > IMPORT_LIMITS.points) this.#skipped++;
    else list.push(day === undefined ? point : { ...point, day });
  }

  #step(position: Position | undefined): void {
    if (!position || ++this.#total > IMPORT_LIMITS.points) this.#skipped++;
    else this.#segment.push(position);
  }

  #endSegment(): void {
    if (this.#segment.length > 1) this.#tracks.push(this.#segment);
    this.#segment = [];
  }

  #joinLines(): void {
    const lines = this.#tracks.splice(this.#firstLine);
    if (lines.length > 0) this.#tracks.push(lines.flat());
  }

  #coordinates(text: string, around: string | undefined, parent: Element | undefined): void {
    if (around === 'Point') {
      parent?.fields.set('coordinates', text);
      return;
    }
    if (around !== 'LineString') return;
    for (const tuple of text.split(/\s+/)) if (tuple !== '') this.#step(positionFrom(tuple.split(',')));
  }

  #placemark({ fields }: Element): void {
    const at = fields.get('coordinates');
    if (at === undefined) return;
    const position = positionFrom(at.split(','));
    if (position && !this.#folderHadPoints && this.#stack.some(({ name }) => name === 'Folder')) {
      this.#folderHadPoints = true;
      this.#day++;
    }
    const inFolder = this.#stack.some(({ name }) => name === 'Folder');
    this.#add(this.#waypoints, position && { ...pointOf(fields, fields.get('data:note') ?? plainText(fields.get('description') ?? ''), 'data:'), position }, inFolder ? this.#day : undefined); // prettier-ignore
  }
}

function gpxPoint({ attributes, fields }: Element): ImportedPoint | undefined {
  const position = positionOf(attributes);
  const own = fields.get('entry') !== undefined;
  const note = fields.get('note') ?? (own ? '' : (fields.get('desc') ?? fields.get('cmt') ?? ''));
  return position && { ...pointOf(fields, plainText(note), ''), position };
}

function pointOf(fields: ReadonlyMap<string, string>, note: string, prefix: string): ImportedPoint {
  const [entry, minutes] = [fields.get(`${prefix}entry`), Number(fields.get(`${prefix}minutes`))];
  const role = fields.get(`${prefix}role`) ?? (entry === undefined ? undefined : fields.get('type'));
  return {
    name: fields.get('name') ?? '',
    note: entry === undefined || fields.has(`${prefix}note`) ? note : '',
    ...(entry !== undefined && { entry }),
    ...(Number.isInteger(minutes) && minutes > 0 && { minutes }),
    ...(role !== undefined && { role }),
  };
}

const positionOf = ({ lat, lon }: Readonly<Record<string, string>>): Position | undefined => positionFrom([lon, lat]);

/** Longitude first, as in KML. */
function positionFrom([lng, lat]: readonly (string | undefined)[]): Position | undefined {
  const position = { lat: numberFrom(lat), lng: numberFrom(lng) };
  return isPosition(position) ? position : undefined;
}

const numberFrom = (text: string | undefined): number =>
  text === undefined || text.trim() === '' ? NaN : Number(text);

/** Descriptions often hold HTML; its text is enough. */
export function plainText(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/p>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(
      /&(nbsp|amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
    ) // prettier-ignore
    .replace(/[ \t]+/g, ' ')
    .trim();
}

function keyOf({ name, position }: ImportedPoint): string {
  return `${position?.lat.toFixed(5)},${position?.lng.toFixed(5)},${name}`;
}
