import type { Position } from '../geo/position.ts';
import type { Trip } from '../trip/types.ts';
import type { Repair } from '../trip/parse-trip.ts';

/** Why nothing could be read: keys of the `takealong` words below `fault`. */
export type ImportFault =
  | 'empty'
  | 'too-large'
  | 'unreadable'
  | 'unknown-format'
  | 'not-xml'
  | 'entities'
  | 'too-deep'
  | 'broken-zip'
  | 'zip-too-large'
  | 'no-kml-inside'
  | 'not-json'
  | 'no-points'
  | 'damaged'
  | 'newer-version'
  | 'no-link'
  | 'not-a-trip';

/** What was read only in part: keys below `note`, with their values. */
export type ImportNote = { key: 'cut-off' | 'points-skipped' | 'without-position' | 'simplified' | 'lines-skipped'; values: Record<string, number> }; // prettier-ignore

export type ImportedPoint = {
  name: string;
  /** Absent where a list names a place without saying where it is. */
  position?: Position;
  note: string;
  /** Counted from 1; absent where the file knows no days. */
  day?: number;
  /** Entry id and minutes, from a file of ours; still to be proved. */
  entry?: string;
  minutes?: number;
  role?: string;
};

export type FileKind = 'gpx' | 'kml' | 'kmz' | 'geojson' | 'csv';

export type Imported =
  | { ok: true; kind: 'trip'; from: 'file' | 'link'; trip: Trip; repairs: Repair[] }
  | { ok: true; kind: 'points'; from: FileKind; name: string; points: ImportedPoint[]; tracks: Position[][]; notes: ImportNote[] } // prettier-ignore
  | { ok: false; reason: ImportFault };

export const IMPORT_LIMITS = {
  bytes: 2 * 1024 * 1024,
  /** What a packed file may unpack to. */
  unpacked: 8 * 1024 * 1024,
  points: 20_000,
  /** Points that become stops; a trip holds no more. */
  stops: 600,
  depth: 64,
  /** Points of a track after thinning. */
  trackPoints: 2000,
} as const;

/** What the readers of XML, JSON and tables find, before limits and names are looked at. */
export type Found = {
  name: string;
  points: ImportedPoint[];
  tracks: Position[][];
  notes: ImportNote[];
};
