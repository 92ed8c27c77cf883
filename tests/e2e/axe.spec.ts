import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { CORE_TEMPLATES, openTemplate, TEMPLATES } from './templates.ts';

type Theme = 'light' | 'dark' | 'contrast';
type Part = { locale: string; theme: Theme; paths: readonly string[] };

/** `npm run test:axe`: every template × six languages and right-to-left × three themes. */
const FULL: Part[] = ['vi', 'en', 'de', 'fr', 'zh', 'ko', 'ar-xb'].flatMap((locale) =>
  (['light', 'dark', 'contrast'] as const).map((theme) => ({ locale, theme, paths: TEMPLATES })),
);

/** In `npm test`: every template long, short and right to left by day and night; the rest on the core templates. */
const COVERING: Part[] = [
  { locale: 'vi', theme: 'light', paths: TEMPLATES },
  { locale: 'vi', theme: 'dark', paths: TEMPLATES },
  { locale: 'de', theme: 'light', paths: TEMPLATES },
  { locale: 'de', theme: 'dark', paths: TEMPLATES },
  { locale: 'ar-xb', theme: 'light', paths: TEMPLATES },
  { locale: 'ar-xb', theme: 'dark', paths: TEMPLATES },
  { locale: 'en', theme: 'contrast', paths: TEMPLATES },
  { locale: 'fr', theme: 'light', paths: CORE_TEMPLATES },
  { locale: 'zh', theme: 'dark', paths: CORE_TEMPLATES },
  { locale: 'ko', theme: 'contrast', paths: CORE_TEMPLATES },
];

async function useTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
  if (theme === 'contrast') await page.addInitScript(() => localStorage.setItem('theme', 'contrast'));
}

/** Nothing runs inside a sandbox without scripts, axe neither: the sample of the widget is opened without its own. */
async function openSandboxes(page: Page): Promise<void> {
  const frames = page.locator('iframe[sandbox]');
  for (let left = await frames.count(); left > 0; left--) {
    await frames.first().evaluate((frame: HTMLIFrameElement) => {
      frame.removeAttribute('sandbox');
      frame.loading = 'eager';
      return new Promise((resolve) => {
        frame.addEventListener('load', resolve, { once: true });
        frame.src = String(frame.src);
      });
    });
  }
}

async function findings(page: Page): Promise<string[]> {
  await openSandboxes(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => {
    // Marks of near places lie closer than a finger on any map; each is in the list beside it, with room.
    const wrong = id === 'target-size' ? nodes.filter(({ html }) => !/leaflet|pl-pin/.test(html)) : nodes;
    const where = wrong.slice(0, 3).map(({ target }) => target.join(' '));
    return where.length > 0 ? [`${id}: ${where.join(', ')}`] : [];
  });
}

for (const { locale, theme, paths } of process.env['AXE'] === 'full' ? FULL : COVERING) {
  test(`axe finds nothing in ${locale}, ${theme}`, async ({ page }) => {
    test.setTimeout(900_000);
    await useTheme(page, theme);
    const told: string[] = [];
    for (const path of paths) {
      await openTemplate(page, locale, path);
      for (const finding of await findings(page)) told.push(`/${locale}${path} ${finding}`);
    }
    expect(told).toEqual([]);
  });
}

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`axe finds nothing on the planner's map, ${theme}`, async ({ page }) => {
    await useTheme(page, theme);
    await page.setViewportSize({ width: 390, height: 844 });
    await openTemplate(page, 'vi', '/planner?trip=loop-3-days');
    await page.locator('[role=tab]').last().click();
    await expect(page.locator('.leaflet-container path').first()).toBeAttached({ timeout: 30_000 });
    // What lies half below the head while it scrolls by is not small.
    await page.evaluate(() => scrollTo(0, 0));
    expect(await findings(page)).toEqual([]);
  });
}
