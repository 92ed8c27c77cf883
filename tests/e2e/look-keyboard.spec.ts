import { expect, test, type Page } from '@playwright/test';
import { CORE_TEMPLATES, openTemplate } from './templates.ts';

/** Presses Tab until the named thing has the focus; fails where the keyboard cannot get there. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : '';
      return `${element?.getAttribute('aria-label') ?? ''} ${label} ${element?.textContent ?? ''}`.replace(/\s+/g, ' ').trim();
    }); // prettier-ignore
    if (name.test(text)) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

async function focusRing(page: Page): Promise<number> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const card = element?.closest('.card') ?? element;
    return Math.max(...[element, card].map((one) => (one ? parseFloat(getComputedStyle(one).outlineWidth) || 0 : 0)));
  });
}

test('by keyboard: find a place from the home page, and see where the focus is', async ({ page }) => {
  await page.goto('/en');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await tabTo(page, /^Search/);
  await page.keyboard.type('ma pi leng');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en\/search\?q=ma/);
  await tabTo(page, /^Ma Pi Leng/, 120);
  expect(await focusRing(page)).toBeGreaterThanOrEqual(2);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ma Pi Leng');
});

test('by keyboard: filter the places to waterfalls', async ({ page }) => {
  await page.goto('/en/places');
  await tabTo(page, /^Kind/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Waterfall/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Show/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/kind=waterfall/);
});

test('by keyboard: filter on a phone, where the choices are folded', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('/en/places');
  await expect(page.getByRole('button', { name: 'Show' })).toBeHidden();
  await tabTo(page, /^Filter and sort/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Kind/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Waterfall/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Show/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/kind=waterfall/);
});

test('by keyboard: reach a place through the list beside the map', async ({ page }) => {
  await page.goto('/en/map');
  await tabTo(page, /^Pass \d+/, 120);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Ma Pi Leng/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en\/places\/ma-pi-leng$/);
});

test('by keyboard: add a place to a trip', async ({ page }) => {
  await page.goto('/en/places/ma-pi-leng');
  await tabTo(page, /^Add to/);
  expect(await focusRing(page)).toBeGreaterThanOrEqual(2);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toContainText('Ma Pi Leng');
  await expect(page).toHaveURL(/\/en\/(?:planner|places)/);
});

test('by keyboard: read the same page in another language', async ({ page }) => {
  await page.goto('/en/guides/road-safety');
  await tabTo(page, /^Language/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Deutsch$/);
  expect(await focusRing(page)).toBeGreaterThanOrEqual(2);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/de\/guides\/road-safety$/);
});

test('by keyboard: from today’s markets to a market and the night before it', async ({ page }) => {
  await page.goto('/en/events');
  await tabTo(page, /^Weekly market/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/kind=weekly-market/);
  await tabTo(page, /^Dong Van Sunday market$/, 160);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Dong Van');
  await tabTo(page, /^Lantern Guesthouse/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en\/homestays\//);
});

for (const locale of ['vi', 'de']) {
  test(`targets are at least 24 px, or have as much room, in ${locale}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 780 });
    for (const path of [...CORE_TEMPLATES, '/accessible', '/this-month', '/map', '/plan', '/widget', '/report']) {
      await openTemplate(page, locale, path);
      const small = await page.evaluate(() => {
        // WCAG 2.5.8: 24 × 24 CSS pixels, except links within a sentence.
        const inText = (element: Element) => element.closest('p, li, dd, td, figcaption, .prose') !== null;
        return [...document.querySelectorAll('button, summary, input:not([type=hidden]), select, .button, nav a')]
          .filter((element) => element.checkVisibility() && !(element.matches('a') && !element.matches('nav a, .button') && inText(element)))
          .map((element) => ({ name: element.textContent?.trim().slice(0, 30), box: (element.closest('label') ?? element).getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
          .map(({ name, box }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`);
      }); // prettier-ignore
      expect(small, `/${locale}${path}`).toEqual([]);
    }
  });
}
