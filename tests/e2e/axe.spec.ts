import { expect, test, type Page } from '@playwright/test';
import { axeFindings, THEMES, useTheme, type Theme } from './axe-findings.ts';
import { removeAlert, walks } from './screens.ts';
import { sideways, smallTargets } from './sizes.ts';
import { CORE_TEMPLATES, openTemplate, TEMPLATES } from './templates.ts';

const FULL = process.env['AXE'] === 'full';

/** In `npm test`: every template long, short and right to left by day and night; the rest on the core templates. */
const COVERING: { locale: string; themes: readonly Theme[]; paths: readonly string[] }[] = [
  { locale: 'vi', themes: ['light', 'dark'], paths: TEMPLATES },
  { locale: 'de', themes: ['light', 'dark'], paths: TEMPLATES },
  { locale: 'ar-xb', themes: ['light', 'dark'], paths: TEMPLATES },
  { locale: 'en', themes: ['contrast'], paths: TEMPLATES },
  { locale: 'fr', themes: ['light'], paths: CORE_TEMPLATES },
  { locale: 'zh', themes: ['dark'], paths: CORE_TEMPLATES },
  { locale: 'ko', themes: ['contrast'], paths: CORE_TEMPLATES },
];

/** The page is read once in each theme: they are colours alone, so nothing has to be loaded again. */
async function findingsIn(page: Page, themes: readonly Theme[], where: string): Promise<string[]> {
  const told: string[] = [];
  for (const theme of themes) {
    await useTheme(page, theme);
    for (const finding of await axeFindings(page)) told.push(`${where}, ${theme}: ${finding}`);
  }
  return told;
}

if (FULL) {
  // `npm run test:axe`: every screen of everybody × six languages and right-to-left × three themes.
  test.afterAll(removeAlert);
  for (const locale of ['vi', 'en', 'de', 'fr', 'zh', 'ko', 'ar-xb']) {
    for (const name of ['pages', 'states', 'owner', 'desk', 'helper', 'new staff']) {
      test(`axe, widths and targets: ${name} in ${locale}`, async ({ browser, baseURL }) => {
        test.setTimeout(1_800_000);
        const walk = walks(baseURL ?? '').find((one) => one.name === name);
        if (!walk) throw new Error(`Nobody walks ${name}.`);
        const context = await walk.start(browser);
        const page = await context.newPage();
        page.setDefaultTimeout(60_000);
        const told: string[] = [];
        for (const screen of walk.screens) {
          const where = `${locale} ${screen.name}`;
          await page.setViewportSize({ width: 1280, height: 720 });
          try {
            await screen.open(page, locale);
          } catch (cause) {
            told.push(`${where} did not open: ${String(cause).slice(0, 200)}`);
            continue;
          }
          told.push(...(await findingsIn(page, THEMES, where)));
          await page.setViewportSize({ width: 320, height: 640 });
          for (const one of await sideways(page)) told.push(`${where}, 320 px wide: ${one}`);
          for (const one of await smallTargets(page)) told.push(`${where}, small: ${one}`);
          await page.setViewportSize({ width: 640, height: 800 });
          await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
          for (const one of await sideways(page)) told.push(`${where}, text of twice the size: ${one}`);
        }
        await context.close();
        console.log(
          [
            `${locale} ${name}: ${walk.screens.length} screens × ${THEMES.length} themes, ${told.length} findings`,
            ...told,
          ].join('\n  '),
        );
        expect(told).toEqual([]);
      });
    }
  }
} else {
  for (const { locale, themes, paths } of COVERING) {
    test(`axe finds nothing in ${locale}, ${themes.join(' and ')}`, async ({ page }) => {
      test.setTimeout(900_000);
      const told: string[] = [];
      for (const path of paths) {
        await openTemplate(page, locale, path);
        told.push(...(await findingsIn(page, themes, `/${locale}${path}`)));
      }
      expect(told).toEqual([]);
    });
  }
}

test(`axe finds nothing on the planner's map`, async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await openTemplate(page, 'vi', '/planner?trip=loop-3-days');
  await page.locator('[role=tab]').last().click();
  await expect(page.locator('.leaflet-container path').first()).toBeAttached({ timeout: 30_000 });
  // What lies half below the head while it scrolls by is not small.
  await page.evaluate(() => scrollTo(0, 0));
  expect(await findingsIn(page, THEMES, 'map')).toEqual([]);
});
