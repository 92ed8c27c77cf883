import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { E2E_SITE } from '#tests/support/prepare-e2e-site.ts';
import { openTemplate, TEMPLATES } from './templates.ts';

for (const locale of ['vi', 'en', 'de']) {
  test(`every page answers complete in ${locale}`, async ({ request }) => {
    for (const path of TEMPLATES) {
      const slug = `/${locale}${path}`;
      const response = await request.get(slug);
      expect(response.status(), slug).toBe(path === '/nowhere' ? 404 : 200);
      const html = await response.text();
      expect(html, slug).toMatch(/<h1[\s>]/);
      expect(html.trimEnd(), slug).toMatch(/<\/html>$/);
      // A key that has no word would show as `namespace:key`.
      expect(html.replace(/<script[\s\S]*?<\/script>/g, ''), slug).not.toMatch(
        />\s*(?:common|home|places|facts|events|calendar|homestays|trips|guides|products|map|month|search|planner|autoplan|alerts|access-view|opendata|reports|account|errors|takealong|newsroom):[\w.-]+\s*</,
      );
    }
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a place can be read, with its facts, ways and pictures', async ({ page }) => {
    await page.goto('/en/places/ma-pi-leng');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Ma Pi Leng');
    await expect(page.getByRole('heading', { name: 'Getting there' })).toBeVisible();
    await expect(page.getByRole('row', { name: /Meo Vac/ })).toContainText(/km/);
    await expect(page.locator('figure img').first()).toBeVisible();
  });

  test('a suggested trip shows its way on the drawn sheet, a line a day and a number a night', async ({ page }) => {
    await page.goto('/en/trips/loop-3-days');
    const sheet = page.getByRole('img', { name: /Map: the way of/ });
    await expect(sheet).toBeVisible();
    await expect(sheet.locator('.way')).toHaveCount(3);
    await expect(sheet.locator('text')).toHaveText(['1', '2']);
    for (const d of await sheet.locator('.way').evaluateAll((ways) => ways.map((way) => way.getAttribute('d') ?? '')))
      expect(d.split('l').length).toBeGreaterThan(20);
  });

  test('the home page tells the week day by day, with the lunar day', async ({ page }) => {
    await page.goto('/vi');
    const days = page.locator('ol.days > li');
    // Every week has a Saturday and a Sunday, and some market of six days.
    expect(await days.count()).toBeGreaterThan(2);
    expect(await days.getByRole('link').count()).toBeGreaterThan(6);
    for (const text of await days.locator('h3').allTextContents()) expect(text).toMatch(/\d+\/\d+ âm lịch/);
  });

  test('places can be filtered, sorted and paged', async ({ page }) => {
    await page.goto('/en/places?kind=waterfall&sort=name');
    expect(await page.locator('article .eyebrow').count()).toBeGreaterThan(0);
    for (const eyebrow of await page.locator('article .eyebrow').allTextContents())
      expect(eyebrow).toContain('Waterfall');
  });
});

test('the language is switched on the same page', async ({ page }) => {
  await page.goto('/vi/places/ma-pi-leng');
  await page.locator('.languages summary').click();
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await expect(page).toHaveURL(/\/de\/places\/ma-pi-leng$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});

test('the bare address asks the browser for its language', async ({ request }) => {
  const german = await request.get('/', { headers: { 'accept-language': 'de-AT,en;q=0.5' }, maxRedirects: 0 });
  expect(german.headers()['location']).toBe('/de');
  const unknown = await request.get('/', { headers: { 'accept-language': 'sw' }, maxRedirects: 0 });
  expect(unknown.headers()['location']).toBe('/vi');
});

test('a borrowed text is marked and keeps its own language', async ({ page }) => {
  await page.goto('/fr/places/ma-pi-leng');
  await expect(page.getByRole('note')).toContainText('English');
  await expect(page.locator('.prose')).toHaveAttribute('lang', 'en');
  const alternates = await page
    .locator('link[rel=alternate][hreflang]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('hreflang')));
  expect(alternates).toContain('de');
});

test('the right-to-left locale mirrors the page', async ({ page }) => {
  await page.goto('/ar-xb/places/ma-pi-leng');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const brand = await page.locator('.brand').boundingBox();
  const width = page.viewportSize()?.width ?? 0;
  expect(brand && brand.x + brand.width / 2).toBeGreaterThan(width / 2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

for (const path of [
  '/vi/nowhere',
  '/de/places/atlantis',
  '/en/places?page=0',
  '/en/places?page=99999',
  '/xx/places',
  '/en/trips/none',
]) {
  test(`answers 404 in words for ${path}`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

for (const path of [
  '/en/places?kind=nothing&sort=<script>',
  '/en/search?q=%F0%9F%8F%94',
  '/en/events?kind=nonsense',
  '/en/map?lat=abc&lng=1e999',
]) {
  test(`ignores malformed parameters: ${path}`, async ({ request }) => {
    expect((await request.get(path)).status()).toBe(200);
  });
}

test('an address with a null byte gets a clear page, not an error of ours', async ({ request }) => {
  const response = await request.get('/en/places?kind=%00');
  expect(response.status()).toBe(400);
  expect(await response.text()).toContain('</html>');
});

test('an edited text shows within a second, without a restart', async ({ request }) => {
  const file = `${E2E_SITE}/content/places/lung-tao/vi.md`;
  const original = readFileSync(file, 'utf8');
  const mark = `Dòng mới ${Date.now()}`;
  expect(await (await request.get('/vi/places/lung-tao')).text()).not.toContain(mark);
  writeFileSync(file, `${original}\n\n${mark}\n`);
  const start = Date.now();
  await expect
    .poll(async () => (await (await request.get('/vi/places/lung-tao')).text()).includes(mark), {
      intervals: [50],
      timeout: 5000,
    })
    .toBe(true);
  const took = Date.now() - start;
  writeFileSync(file, original);
  console.log(`edit visible after ${took} ms`);
  expect(took).toBeLessThan(1000);
});

test('no page sets a cookie or asks a third party', async ({ page, context, baseURL }) => {
  test.setTimeout(240_000);
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== new URL(baseURL ?? '').origin && url.protocol.startsWith('http')) foreign.push(request.url());
  });
  for (const path of TEMPLATES) {
    await openTemplate(page, 'vi', path);
    const named = await page.evaluate(() => [...document.querySelectorAll('script[src], img[src], link[rel=stylesheet], link[rel=preload], iframe[src]')].map((element) => new URL(element.getAttribute('src') ?? element.getAttribute('href') ?? '', location.href).origin)); // prettier-ignore
    foreign.push(...named.filter((origin) => origin !== new URL(baseURL ?? '').origin).map((origin) => `${path} names ${origin}`)); // prettier-ignore
  }
  expect(foreign).toEqual([]);
  expect(await context.cookies()).toEqual([]);
});
