import { expect, test, type Page } from '@playwright/test';
import { openPlanner, openTrip, stopNames, untilSaved } from './planner-steps.ts';

const TRIP = { name: 'Shared', days: [{ stops: [{ at: 'places/tam-son' }, { at: 'places/yen-minh' }] }] };

async function removeFirst(page: Page) {
  await page.locator('.pl-stop-name').first().focus();
  await page.keyboard.press('Delete');
}

test('what one tab changes the other shows', async ({ context, page }) => {
  await openPlanner(page);
  await openTrip(page, TRIP);
  await untilSaved(page);
  const other = await context.newPage();
  await openPlanner(other);
  await expect(other.getByRole('heading', { level: 1, name: 'Shared' })).toBeVisible();
  await removeFirst(page);
  await untilSaved(page);
  await expect.poll(() => stopNames(other, 1)).toEqual(['Yen Minh']);
});

test('two tabs that did not hear of each other lose nothing: both versions can be kept', async ({ context, page }) => {
  await openPlanner(page);
  await openTrip(page, TRIP);
  await untilSaved(page);
  const deaf = await context.newPage();
  await deaf.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
  await openPlanner(deaf);
  await expect(deaf.getByRole('heading', { level: 1, name: 'Shared' })).toBeVisible();
  await removeFirst(page);
  await untilSaved(page);
  await deaf.locator('[data-stop] .pl-stop-name').last().focus();
  await deaf.keyboard.press('Delete');

  const dialog = deaf.getByRole('dialog', { name: 'Changed in two tabs' });
  await expect(dialog.getByRole('heading', { name: 'This tab' })).toBeVisible();
  await expect(dialog).toContainText('Day 1: Tam Son');
  await expect(dialog).toContainText('Day 1: Yen Minh');
  await dialog.getByRole('button', { name: 'Keep both' }).click();
  await untilSaved(deaf);
  await deaf.getByRole('button', { name: /My trips/ }).click();
  await expect(deaf.getByRole('dialog').getByRole('button', { name: /Shared/ })).toHaveCount(2);
});

test('without storage it says so and offers the file, and the file opens again', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('blocked by the test', 'SecurityError');
    };
  });
  await openPlanner(page);
  await expect(page.getByRole('alert').filter({ hasText: 'keeps nothing on the device' })).toBeVisible();
  await openTrip(page, TRIP);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('alert').getByRole('button', { name: 'Download as a file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('shared.json');
  await removeFirst(page);
  await page.getByLabel('Open a file').setInputFiles(await download.path());
  await expect.poll(() => stopNames(page, 1)).toHaveLength(2);
});

test('a full device is told, and nothing on the screen is lost', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, TRIP);
  await untilSaved(page);
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full by the test', 'QuotaExceededError');
    };
  });
  await removeFirst(page);
  await expect(page.getByRole('alert').filter({ hasText: 'no room left' })).toBeVisible();
  expect(await stopNames(page, 1)).toEqual(['Yen Minh']);
});

test('a reload at any time finds the trip before or after the change, never a blank screen', async ({ page }) => {
  test.setTimeout(120_000);
  await openPlanner(page);
  await openTrip(page, {
    name: 'Reload',
    days: [{ stops: Array.from({ length: 8 }, () => ({ at: 'places/dong-van' })) }],
  });
  await untilSaved(page);
  let left = 8;
  for (const wait of [0, 15, 45, 80, 200]) {
    await removeFirst(page);
    await page.waitForTimeout(wait);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Reload' })).toBeVisible({ timeout: 20_000 });
    const found = (await stopNames(page, 1)).length;
    expect([left, left - 1]).toContain(found);
    // From a fifth of a second on it must be kept.
    if (wait >= 200) expect(found).toBe(left - 1);
    left = found;
  }
});

test('a save that cannot be read is told and can be downloaded', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, TRIP);
  await untilSaved(page);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('tripmap');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const write = opening.result.transaction('trips', 'readwrite');
          const all = write.objectStore('trips').getAll();
          all.onsuccess = () => {
            for (const row of all.result as { history: unknown }[]) write.objectStore('trips').put({ ...row, history: { present: 'rubbish' } });
          };
          write.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  ); // prettier-ignore
  await page.reload();
  const alert = page.getByRole('alert').filter({ hasText: 'could not be read' });
  await expect(alert).toBeVisible({ timeout: 20_000 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    alert.getByRole('button', { name: 'Download the damaged save' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('tripmap-damaged.json');
});

test('a file that is no trip is refused in words, and one with faults is repaired and says how', async ({ page }) => {
  await openPlanner(page);
  await page
    .getByLabel('Open a file')
    .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{"no":"trip"}') });
  await expect(page.getByRole('status').filter({ hasText: 'not a trip that can be read' })).toBeVisible();
  await openTrip(page, {
    name: 'Repaired',
    days: [{ stops: [{ at: 'places/dong-van', minutes: -5 }, { at: { lat: Number.NaN, lng: 1 } }] }],
  });
  await expect(page.getByText('Some things in this trip could not be read')).toBeVisible();
  expect(await stopNames(page, 1)).toEqual(['Dong Van']);
});
