import { parseTrip } from '../trip/parse-trip.ts';
import { decodeText } from './decode-text.ts';
import { IMPORT_LIMITS } from './imported.ts';
import type { FileKind, Found, Imported } from './imported.ts';
import { readCsv } from './read-csv.ts';
import { readGeoJson } from './read-geojson.ts';
import { readXml } from './read-xml.ts';
import { simplifyLine } from './simplify-line.ts';
import { decodeTripLink } from './trip-link.ts';
import { unzipKml } from './unzip-kml.ts';

/**
 * Reads what a traveller brings: our own file or link, GPX, KML, KMZ, GeoJSON or a table. Goes by what is inside,
 * because names of files from phones say little. Never throws; nothing is fetched or resolved.
 */
export function readFile(bytes: Uint8Array): Imported {
  if (bytes.length === 0) return { ok: false, reason: 'empty' };
  if (bytes.length > IMPORT_LIMITS.bytes) return { ok: false, reason: 'too-large' };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const inside = unzipKml(bytes);
    if (!inside.ok) return inside;
    const read = readText(decodeText(inside.bytes));
    return read.ok && read.kind === 'points' && read.from === 'kml' ? { ...read, from: 'kmz' } : read;
  }
  return readText(decodeText(bytes));
}

/** The same for text, for instance from the clipboard. */
export function readText(given: string): Imported {
  const text = given.trim();
  if (text === '') return { ok: false, reason: 'empty' };
  if (/^(?:https?:\/\/\S*)?#?v\d+\.\S*$/.test(text) || /^https?:\/\/\S*#v\d+\.\S*$/.test(text)) return readLink(text);
  if (text.startsWith('<')) {
    const read = readXml(text);
    return read.ok ? finish(read.kind, read.found) : read;
  }
  if (text.startsWith('{') || text.startsWith('[')) return readJson(text);
  const table = readCsv(text);
  return table ? finish('csv', table) : { ok: false, reason: 'unknown-format' };
}

function readLink(text: string): Imported {
  const opened = decodeTripLink(text);
  return opened.ok ? { ok: true, kind: 'trip', from: 'link', trip: opened.trip, repairs: opened.repairs } : opened;
}

function readJson(text: string): Imported {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'not-json' };
  }
  const found = readGeoJson(value);
  if (found) return finish('geojson', found);
  const { format, trip } = (value ?? {}) as { format?: unknown; trip?: unknown };
  const parsed = parseTrip(format === 'tripmap' ? trip : value);
  if (parsed.ok) return { ok: true, kind: 'trip', from: 'file', trip: parsed.trip, repairs: parsed.repairs };
  return {
    ok: false,
    reason: format === 'tripmap' || parsed.reason === 'newer-version' ? parsed.reason : 'unknown-format',
  };
}

function finish(from: FileKind, found: Found): Imported {
  if (found.points.length === 0 && found.tracks.length === 0) return { ok: false, reason: 'no-points' };
  const notes = [...found.notes];
  const before = found.tracks.reduce((sum, track) => sum + track.length, 0);
  const share = Math.min(1, IMPORT_LIMITS.trackPoints / Math.max(1, before));
  const tracks = found.tracks.map((track) => simplifyLine(track, Math.max(2, Math.floor(track.length * share))));
  const after = tracks.reduce((sum, track) => sum + track.length, 0);
  if (after < before) notes.push({ key: 'simplified', values: { before, after } });
  const points = found.points.slice(0, IMPORT_LIMITS.stops);
  const left = found.points.length - points.length;
  if (left > 0) notes.push({ key: 'points-skipped', values: { count: left } });
  const lost = points.filter(({ position }) => !position).length;
  if (lost > 0) notes.push({ key: 'without-position', values: { count: lost } });
  return { ok: true, kind: 'points', from, name: found.name, points, tracks, notes };
}
