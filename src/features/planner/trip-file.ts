import { parseTrip, type ParsedTrip } from '#src/domain/trip/parse-trip.ts';
import type { Trip } from '#src/domain/trip/types.ts';

/** Larger than any trip with all its notes; stops a wrong file before it is read into memory. */
const MOST_BYTES = 5_000_000;

/** Hands a value to the traveller as a JSON file. */
export function downloadJson(value: unknown, name: string): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName(name)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const downloadTrip = (trip: Trip): void => downloadJson(trip, trip.name);

/** Reads a file that a traveller chose; whatever it is, the answer is a trip or a reason. */
export async function readTripFile(file: File): Promise<ParsedTrip> {
  if (file.size > MOST_BYTES) return { ok: false, reason: 'not-a-trip' };
  try {
    return parseTrip(JSON.parse(await file.text()));
  } catch {
    return { ok: false, reason: 'not-a-trip' };
  }
}

function fileName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''); // prettier-ignore
  return (plain || 'trip').toLowerCase().slice(0, 60);
}
