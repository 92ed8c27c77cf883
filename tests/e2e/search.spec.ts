import { expect, test, type Page } from '@playwright/test';

const box = (page: Page) => page.locator('header [data-search-box] input');
const options = (page: Page) => page.locator('header [role="option"]');

test('type-ahead by keyboard: arrows choose, Enter opens, Escape closes, and it is announced', async ({ page }) => {
  await page.goto('/en');
  await box(page).click();
  await box(page).pressSequentially('ma pi leng', { delay: 20 });
  await expect(options(page).first()).toContainText('Ma Pi Leng');
  await expect(page.locator('header [data-search-box] [role="status"]')).toContainText(/suggestion/);
  await expect(box(page)).toHaveAttribute('aria-expanded', 'true');

  await page.keyboard.press('Escape');
  await expect(box(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(box(page)).toHaveValue('ma pi leng');

  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  const active = await box(page).getAttribute('aria-activedescendant');
  expect(active).toBe(await options(page).first().getAttribute('id'));
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en\/places\/ma-pi-leng$/);
});

test('Enter without a choice shows all results, and the search is remembered on this device only', async ({ page }) => {
  await page.goto('/vi');
  await box(page).fill('Mèo Vạc');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/vi\/search\?q=/);
  await expect(page.locator('main ol > li').first()).toContainText('Mèo Vạc');

  await page.goto('/vi');
  await box(page).click();
  await expect(options(page).first()).toHaveText('Mèo Vạc');
  await page.locator('header .clear').click();
  await box(page).blur();
  await box(page).click();
  await expect(page.locator('header .panel')).toBeHidden();
});

test('suggestions are grouped by kind, with a picture and where it is', async ({ page }) => {
  await page.goto('/en');
  await box(page).pressSequentially('lolo chai', { delay: 20 });
  const group = page.locator('header [role="group"]').filter({ hasText: 'Places' });
  await expect(group.locator('[role="option"]').first()).toContainText('Lo Lo Chai');
  await expect(group.locator('[role="option"] img').first()).toHaveAttribute('src', /^\/pictures\//);
  await expect(group.locator('.where').first()).toHaveText('Dong Van');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('results, facets with counts, order and pages are complete', async ({ page }) => {
    await page.goto('/en/search?q=market');
    const results = page.locator('main ol > li');
    await expect(results.first()).toContainText(/market/i);
    const before = await results.count();
    const areas = page.locator('main form details.facet').filter({ has: page.locator('input[name="area"]') });
    await areas.locator('summary').click();
    await expect(areas.locator('label').first()).toContainText(/\d/);
    await areas.locator('input[value="meo-vac"]').check();
    await page.locator('main form button[type="submit"]').first().click();
    await expect(page).toHaveURL(/area=meo-vac/);
    await expect(page).toHaveURL(/q=market/);
    expect(await results.count()).toBeLessThan(before);
    await expect(page.locator('main svg circle').first()).toBeAttached();
  });

  test('nothing found offers the nearest spelling and popular places', async ({ page }) => {
    await page.goto('/vi/search?q=xqzwvy');
    await expect(page.locator('main')).toContainText('xqzwvy');
    await expect(page.locator('main article').first()).toBeVisible();
  });

  for (const query of [
    'q=%F0%9F%8F%94%EF%B8%8F', 'q=%3Cscript%3Ealert(1)%3C/script%3E', 'q=' + 'a'.repeat(3_000), 'q=%E2%80%AEabc', 'q=%00%07', 'q=(a%2B)%2B%24',
    'q=x&page=1000000', 'q=market&page=1000000', 'page=-1&box=1,2,3&near=north&kind=%3Cb%3E', 'q=market&box=99,200,-99,-200', 'q=market&area=atlantis', 'q=%ED%A0%80',
  ]) {
    test(`odd address ${query.slice(0, 50)} is no error`, async ({ page }) => {
      const answer = await page.goto(`/en/search?${query}`);
      expect(answer?.status()).toBe(200);
      expect(await page.content()).not.toContain('<script>alert(1)');
      await expect(page.locator('h1')).toBeVisible();
    });
  } // prettier-ignore
});

test('a part of the map can be chosen by a link and by dragging', async ({ page }) => {
  await page.goto('/en/search?q=market');
  const all = await page.locator('main ol > li').count();
  await page.getByRole('link', { name: 'Northern half only' }).click();
  await expect(page).toHaveURL(/box=/);
  const north = await page.locator('main ol > li').count();
  expect(north).toBeLessThan(all);
  await page.getByRole('link', { name: 'Whole map' }).click();
  await expect(page).not.toHaveURL(/box=/);

  // The script that follows the pointer has run when the page is loaded, not before.
  await page.waitForLoadState('load');
  const map = page.locator('[data-results-map] svg');
  await map.scrollIntoViewIfNeeded();
  const place = await map.boundingBox();
  if (!place) throw new Error('the map has no place on the page');
  await page.mouse.move(place.x + place.width * 0.02, place.y + place.height * 0.6);
  await page.mouse.down();
  await page.mouse.move(place.x + place.width * 0.5, place.y + place.height * 0.97, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/box=/);
});

test('near me is asked for by a button, and the order is by distance', async ({ page, context }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 23.28, longitude: 105.36 });
  await page.goto('/en/search?q=homestay');
  await page.getByRole('button', { name: 'Near me' }).click();
  await expect(page).toHaveURL(/near=23.28%2C105.36|near=23.280%2C105.360/);
  await expect(page.locator('main ol > li').first()).toContainText(/km away/);
});

test('when the server stops answering in mid-session, the index on the device does', async ({ page }) => {
  await page.goto('/en');
  await box(page).pressSequentially('dong', { delay: 20 });
  await expect(options(page).first()).toBeVisible();
  await page.route('**/api/suggest**', (route) => route.abort());
  await box(page).fill('');
  await box(page).pressSequentially('meo vac', { delay: 20 });
  await expect(page.locator('header .note')).toContainText('Offline');
  await expect(options(page).first()).toContainText('Meo Vac');
});

test.describe('after one visit', () => {
  test.use({ serviceWorkers: 'allow' });

  test('search works without network', async ({ page, context }) => {
    await page.goto('/en');
    await page.evaluate(() => navigator.serviceWorker.ready);
    // The shell, the index and the code for searching it are fetched behind the page.
    await expect
      .poll(() => page.evaluate(async () => (await caches.match('/data/search.json')) !== undefined), {
        timeout: 20_000,
      })
      .toBe(true);
    await page.reload();
    await context.setOffline(true);
    await box(page).pressSequentially('lung cu', { delay: 20 });
    await expect(page.locator('header .note')).toContainText('Offline');
    await expect(options(page).first()).toContainText('Lung Cu');
  });
});
