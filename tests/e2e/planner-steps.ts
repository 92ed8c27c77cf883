import { expect, type Page } from '@playwright/test';

/** Steps that the planner's browser tests share. */

export type PlainTrip = { name: string; date?: string; days: { stops: object[]; bed?: object }[] } & Record<
  string,
  unknown
>;

export async function openPlanner(page: Page, path = '/en/planner'): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('button', { name: /My trips/ })).toBeVisible({ timeout: 20_000 });
}

/** Brings a trip in by the door a traveller has for it: the file. */
export async function openTrip(page: Page, trip: PlainTrip): Promise<void> {
  await page.getByLabel('Open a file').setInputFiles({
    name: 'trip.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ version: 1, vehicle: 'motorbike', licence: { status: 'valid', paper: 'vietnamese', class: 'a' }, ...trip })),
  }); // prettier-ignore
  await expect(page.getByRole('heading', { level: 1, name: trip.name })).toBeVisible();
}

export const stopNames = (page: Page, day: number) =>
  page
    .getByRole('list', { name: `Stops of day ${day}`, exact: true })
    .locator('.pl-stop-name strong')
    .allTextContents();

/** Waits until the device has the last change. */
export async function untilSaved(page: Page): Promise<void> {
  await expect(page.locator('.pl-save[data-save=saved]')).toBeAttached();
}

/** Presses Tab until the element with this name has the focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    const said = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      // The page itself has the focus at first, and all of its text.
      if (!at?.matches('button, a, input, select, textarea, summary, [role]')) return '';
      return at.getAttribute('aria-label') ?? at.innerText.trim();
    });
    if (typeof name === 'string' ? said.includes(name) : name.test(said)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${String(name)}`);
}

export function dayFromToday(days: number): string {
  return new Date(Date.now() + 7 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}
