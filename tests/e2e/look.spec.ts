import { expect, test } from '@playwright/test';
import { sideways } from './sizes.ts';
import { openTemplate, TEMPLATES } from './templates.ts';

for (const locale of ['vi', 'de']) {
  test(`nothing is lost sideways at 320 px in ${locale}`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of TEMPLATES) {
      await openTemplate(page, locale, path);
      expect(await sideways(page), `/${locale}${path}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `/${locale}${path}`).toBe(320);
    }
  });

  // 1280 px at 200 % is 640 CSS pixels; text alone doubled is harder, and readers of large print do just that.
  test(`text of twice the size stays on the page in ${locale}`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: 640, height: 800 });
    for (const path of TEMPLATES) {
      await openTemplate(page, locale, path);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      expect(await sideways(page), `/${locale}${path}`).toEqual([]);
    }
  });
}

test('motion stops for those who ask for it', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const path of ['', '/places', '/map']) {
    await page.goto(`/vi${path}`);
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) => {
          const style = getComputedStyle(element);
          const longest = (text: string) => Math.max(...text.split(',').map((part) => parseFloat(part) || 0));
          return longest(style.transitionDuration) > 0.001 || longest(style.animationDuration) > 0.001;
        }).length,
    );
    expect(moving, path).toBe(0);
  }
});

test('more contrast is given to those whose device asks for it', async ({ page }) => {
  const soft = async (contrast: 'more' | 'no-preference') => {
    await page.emulateMedia({ contrast });
    await page.goto('/vi/places/ma-pi-leng');
    return page.locator('.soft').first().evaluate((element) => getComputedStyle(element).color); // prettier-ignore
  };
  const usual = await soft('no-preference');
  expect(await soft('more')).not.toBe(usual);
});

test('where the device has its own few colours, edges say what grounds said', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto('/vi/places');
  const edge = (selector: string) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).borderBlockEndColor); // prettier-ignore
  expect(await edge('.sections a[aria-current]')).not.toBe(await edge('.sections a:not([aria-current])'));
  const card = page.locator('.card').first();
  expect(await card.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('1px');
  await openTemplate(page, 'vi', '/planner?trip=loop-3-days');
  expect(await edge('.pl-tabs [aria-selected=true]')).not.toBe(await edge('.pl-tabs [aria-selected=false]'));
  expect(await page.locator('.pl-toast').evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('1px');
});

for (const path of ['/vi/guides/road-safety', '/de/places/ma-pi-leng', '/de/trips/loop-3-days']) {
  test(`prints ${path} without navigation, in black on white, on few sheets`, async ({ page }) => {
    await page.goto(path);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.locator('header.site')).toBeHidden();
    await expect(page.locator('body > footer')).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return { color, backgroundColor };
    });
    expect(colours.color).toBe('rgb(0, 0, 0)');
    // White, or nothing at all: either way no ink is spent on the paper.
    expect(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']).toContain(colours.backgroundColor);
    const pdf = await page.pdf({ format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(0);
    expect(pages).toBeLessThanOrEqual(3);
  });
}

// A frame without allow-scripts cannot be looked into by the test either, so the frame's page is opened by itself.
test('the widget needs no script, sets no cookie, and its links leave the frame', async ({ page, context }) => {
  await page.goto('/de/widget/map?place=dong-van&theme=dark');
  await expect(page.getByRole('link', { name: 'Dong Van', exact: true })).toBeVisible();
  await expect(page.getByRole('img')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('script')).toHaveCount(0);
  const links = await page.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('target')));
  expect(new Set(links)).toEqual(new Set(['_blank']));
  await page.goto('/de/widget?place=dong-van');
  await expect(page.locator('iframe')).toHaveAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
  await expect(page.locator('pre')).toContainText('/de/widget/map?place=dong-van');
  expect(await context.cookies()).toEqual([]);
});

test('a page that is no widget cannot be framed', async ({ request }) => {
  const policy = async (path: string) => (await request.get(path)).headers()['content-security-policy'];
  expect(await policy('/vi/places')).toContain("frame-ancestors 'none'");
  expect(await policy('/vi/widget/list')).toContain('frame-ancestors *');
});
