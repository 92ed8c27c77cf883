import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startBuiltSite, type BuiltSite } from '#tests/support/built-site.ts';
import { writeTileArchive } from '#tests/support/tile-archive.ts';

// Sites whose operator set a PMTiles file of his own.

for (const type of ['png', 'mvt'] as const) {
  test.describe(`with an archive of ${type} tiles`, () => {
    let folder: string;
    let site: BuiltSite;
    test.beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tripmap-tiles-'));
      const file = join(folder, 'province.pmtiles');
      await writeTileArchive(file, type);
      site = await startBuiltSite(undefined, { TILE_URL: file, TILE_CREDIT: 'Tiles & Co.' });
    });
    test.afterAll(async () => {
      await site.stop();
      await rm(folder, { recursive: true, force: true });
    });

    test('the map shows them below its own drawing, read in parts', async ({ page }) => {
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      const parts: number[] = [];
      page.on('response', (response) => response.url().endsWith('.pmtiles') && parts.push(response.status()));
      await page.goto(`${site.origin}/en/map`);
      await expect(page.locator('.map-tiled')).toBeVisible();
      const tiles = page.locator('.leaflet-tile-pane .leaflet-tile-loaded');
      await expect(tiles.first()).toBeAttached();
      await expect.poll(() => tiles.evaluateAll(areColoured)).toBe(true);
      expect(parts.length).toBeGreaterThan(1);
      expect(new Set(parts)).toEqual(new Set([206]));
      await expect(page.getByText('Tiles & Co.')).toBeVisible();
      await expect(page.locator('.map-road-national').first()).toBeAttached();
      expect(faults).toEqual([]);
    });
  });
}

test('a file that cannot be read leaves the drawing whole', async ({ page }) => {
  const site = await startBuiltSite(undefined, { TILE_URL: 'no-such-folder/none.pmtiles' });
  try {
    await page.goto(`${site.origin}/en/map`);
    await expect(page.locator('.map-road-national').first()).toBeAttached();
    await expect(page.locator('.map-tiled')).toHaveCount(0);
    expect((await page.request.get(`${site.origin}/tiles/none.pmtiles`)).status()).toBe(404);
    expect((await page.request.get(`${site.origin}/tiles/package.json`)).status()).toBe(404);
  } finally {
    await site.stop();
  }
});

/** Runs in the page: whether anything is painted on some tile. */
function areColoured(tiles: Element[]): boolean {
  return tiles.some((tile) => {
    if (tile instanceof HTMLImageElement) return tile.naturalWidth > 0;
    if (!(tile instanceof HTMLCanvasElement) || tile.width === 0) return false;
    const pixels = tile.getContext('2d')?.getImageData(0, 0, tile.width, tile.height).data ?? [];
    return pixels.some((value) => value > 0);
  });
}
