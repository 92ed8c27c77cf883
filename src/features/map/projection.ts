/**
 * The sheet all static maps share: plate carrée with longitudes shrunk by the cosine of the middle
 * latitude, which is true enough over two degrees. One unit is 1/1000 of a degree of latitude.
 */
const WEST = 104.3;
const EAST = 105.65;
const SOUTH = 22.12;
const NORTH = 23.42;
const SQUEEZE = Math.cos((((SOUTH + NORTH) / 2) * Math.PI) / 180);

export const SHEET = { width: Math.round((EAST - WEST) * SQUEEZE * 1000), height: Math.round((NORTH - SOUTH) * 1000) };

/** Sheet units of a position, rounded to whole units; outside the sheet where the position is. */
export function onSheet({ lat, lng }: { lat: number; lng: number }): { x: number; y: number } {
  return { x: Math.round((lng - WEST) * SQUEEZE * 1000), y: Math.round((NORTH - lat) * 1000) };
}

export function isOnSheet({ lat, lng }: { lat: number; lng: number }): boolean {
  return lat >= SOUTH && lat <= NORTH && lng >= WEST && lng <= EAST;
}

/** The position of a point of the sheet: the way back from `onSheet`, without its rounding. */
export function fromSheet({ x, y }: { x: number; y: number }): { lat: number; lng: number } {
  return { lat: NORTH - y / 1000, lng: WEST + x / (SQUEEZE * 1000) };
}
