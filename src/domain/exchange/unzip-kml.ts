import { inflateWithin } from './inflate.ts';
import { IMPORT_LIMITS } from './imported.ts';
import type { ImportFault } from './imported.ts';

type Unzipped = { ok: true; bytes: Uint8Array } | { ok: false; reason: ImportFault };

/**
 * Takes the first `.kml` out of a KMZ. Only the central directory is believed (APPNOTE.TXT 6.3.9 §4.3), sizes are
 * checked while unpacking and not from what the file says of itself, and nothing else in the archive is touched.
 */
export function unzipKml(bytes: Uint8Array): Unzipped {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return { ok: false, reason: 'broken-zip' };
  let at = view.getUint32(end + 16, true);
  const count = view.getUint16(end + 10, true);
  const files: { name: string; method: number; size: number; offset: number }[] = [];
  for (let i = 0; i < count && i < 2000; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) break;
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [number, number, number]; // prettier-ignore
    files.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extra + comment;
  }
  const kml = files.find(({ name }) => name.toLowerCase() === 'doc.kml') ?? files.find(({ name }) => /\.kml$/i.test(name)); // prettier-ignore
  if (!kml) return { ok: false, reason: files.length === 0 ? 'broken-zip' : 'no-kml-inside' };
  if (kml.offset + 30 > bytes.length || view.getUint32(kml.offset, true) !== 0x04034b50) return { ok: false, reason: 'broken-zip' }; // prettier-ignore
  const start = kml.offset + 30 + view.getUint16(kml.offset + 26, true) + view.getUint16(kml.offset + 28, true);
  const packed = bytes.subarray(start, start + kml.size);
  if (packed.length < kml.size) return { ok: false, reason: 'broken-zip' };
  if (kml.method === 0) return { ok: true, bytes: packed };
  if (kml.method !== 8) return { ok: false, reason: 'broken-zip' };
  const plain = inflateWithin(packed, IMPORT_LIMITS.unpacked);
  if (plain.kind === 'whole') return { ok: true, bytes: plain.bytes };
  return { ok: false, reason: plain.kind === 'too-large' ? 'zip-too-large' : 'broken-zip' };
}

function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= 0 && at > view.byteLength - 65_600; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return undefined;
}
