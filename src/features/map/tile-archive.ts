import type { Layer } from 'leaflet';
import { leafletRasterLayer, PMTiles, TileType } from 'pmtiles';
import { leafletLayer } from 'protomaps-leaflet';
import { DomUtil, GridLayer } from './leaflet.ts';

/**
 * A map in one file (PMTiles 3), read in parts: pictures, or vector tiles with the layers of Protomaps' basemap.
 * This module stands alone because only sites whose operator set such a file load its libraries.
 *
 * @param url of a file whose server answers to byte ranges
 * @returns rejects when the file cannot be had or is none
 */
export async function tileArchiveLayer(
  url: string,
  credit: string,
  theme: 'light' | 'dark',
  language: string,
): Promise<Layer> {
  // Both libraries were written for Leaflet as one global script.
  Object.assign(globalThis, { L: { GridLayer, DomUtil } });
  const archive = new PMTiles(new URL(url, location.href).href);
  const { tileType, maxZoom } = await archive.getHeader();
  if (tileType !== TileType.Mvt)
    return leafletRasterLayer(archive, { attribution: credit, maxNativeZoom: maxZoom }) as Layer;
  return leafletLayer({ url: archive, attribution: credit, flavor: theme, lang: language, maxDataZoom: maxZoom }) as unknown as Layer; // prettier-ignore
}
