import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

const PATHS = [
  '', '/places', '/places/ma-pi-leng', '/homestays', '/events', '/events/dong-van-market', '/guides/road-safety', '/trips',
  '/products', '/map', '/search?q=dong+van', '/planner', '/about', '/this-month', '/alerts', '/nowhere',
]; // prettier-ignore

for (const locale of ['vi', 'de', 'ar-xb']) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing in ${locale}, ${theme}`, async ({ page }) => {
      test.setTimeout(240_000);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const path of PATHS) {
        await page.goto(`/${locale}${path}`, { waitUntil: 'networkidle' });
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        const told = violations.map(
          (v) =>
            `${v.id}: ${v.nodes
              .slice(0, 3)
              .map((node) => node.target.join(' '))
              .join(', ')}`,
        );
        expect(told, `/${locale}${path}`).toEqual([]);
      }
    });
  }
}
