import { writeFile } from 'node:fs/promises';
import { zxyToTileId } from 'pmtiles';
import sharp from 'sharp';

/** Around Hà Giang one tile of each of these zooms is enough to cover the province's middle. */
const ZOOMS = [8, 9, 10];
const MIDDLE = { lat: 22.85, lng: 105.0 };
const TILE_TYPE = { mvt: 1, png: 2 } as const;

/**
 * A small PMTiles archive (version 3, without compression) whose tiles are all one colour, or one piece of land.
 * After the specification of https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 */
export async function writeTileArchive(file: string, type: keyof typeof TILE_TYPE): Promise<void> {
  const tile = type === 'png' ? await onePicture() : onePieceOfLand();
  const ids = ZOOMS.flatMap((zoom) => around(zoom)).sort((a, b) => a - b);
  const directory = bytes([
    ids.length,
    ...ids.map((id, index) => id - (ids[index - 1] ?? 0)),
    ...ids.map(() => 1),
    ...ids.map(() => tile.byteLength),
    // Every entry shows the same bytes; an offset is written one higher than it is.
    ...ids.map(() => 1),
  ]);
  const metadata = Buffer.from('{}');
  const header = Buffer.alloc(127);
  header.write('PMTiles', 0);
  header.writeUInt8(3, 7);
  const sections = [directory.byteLength, metadata.byteLength, 0, tile.byteLength];
  let offset = header.byteLength;
  sections.forEach((length, index) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + index * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + index * 16);
    offset += length;
  });
  header.writeBigUInt64LE(BigInt(ids.length), 72);
  header.writeBigUInt64LE(BigInt(ids.length), 80);
  header.writeBigUInt64LE(1n, 88);
  header.writeUInt8(1, 97);
  header.writeUInt8(1, 98);
  header.writeUInt8(TILE_TYPE[type], 99);
  header.writeUInt8(Math.min(...ZOOMS), 100);
  header.writeUInt8(Math.max(...ZOOMS), 101);
  [104, 22, 106, 24].forEach((degrees, index) => header.writeInt32LE(degrees * 1e7, 102 + index * 4));
  await writeFile(file, Buffer.concat([header, directory, metadata, tile]));
}

/** The tile under the middle and its neighbours, by their ids. */
function around(zoom: number): number[] {
  const side = 2 ** zoom;
  const sin = Math.sin((MIDDLE.lat * Math.PI) / 180);
  const x = Math.floor(((MIDDLE.lng + 180) / 360) * side);
  const y = Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * side);
  return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => zxyToTileId(zoom, x + dx, y + dy)));
}

async function onePicture(): Promise<Buffer> {
  const background = { r: 20, g: 140, b: 90 };
  return sharp({ create: { width: 256, height: 256, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A Mapbox vector tile 2 with one feature of Protomaps' layer `earth`, as large as the tile. */
function onePieceOfLand(): Buffer {
  const geometry = bytes([9, 0, 0, 26, 8192, 0, 0, 8192, 8191, 0, 15]);
  const feature = Buffer.concat([bytes([0x18, 3, 0x22, geometry.byteLength]), geometry]);
  const name = Buffer.from('earth');
  const layer = Buffer.concat([
    bytes([0x0a, name.byteLength]),
    name,
    bytes([0x12, feature.byteLength]),
    feature,
    bytes([0x28, 4096, 0x78, 2]),
  ]);
  return Buffer.concat([bytes([0x1a, layer.byteLength]), layer]);
}

/** Whole numbers as protobuf writes them: seven bits a byte, the lowest first. */
function bytes(numbers: readonly number[]): Buffer {
  return Buffer.from(
    numbers.flatMap((number) => {
      const parts: number[] = [];
      let rest = number;
      for (; rest >= 128; rest = Math.floor(rest / 128)) parts.push((rest % 128) | 128);
      return [...parts, rest];
    }),
  );
}
