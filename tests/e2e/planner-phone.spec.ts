import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { dayFromToday, openPlanner, openTrip, stopNames, untilSaved } from './planner-steps.ts';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

const THREE_DAYS = {
  name: 'Three days',
  date: dayFromToday(12),
  days: [
    { stops: [{ at: 'places/cong-troi-quan-ba' }, { at: 'places/yen-minh' }], bed: { at: 'places/dong-van' } },
    { stops: [{ at: 'places/lung-cu' }, { at: 'places/ma-pi-leng' }], bed: { at: 'places/meo-vac' } },
    { stops: [{ at: 'places/du-gia' }] },
  ],
};

test('three days are built by touch and kept', async ({ page }) => {
  test.setTimeout(90_000);
  await openPlanner(page);
  for (const [day, names] of [
    [1, ['Yen Minh', 'Dong Van']],
    [2, ['Lung Cu flag tower']],
    [3, ['Du Gia']],
  ] as const) {
    if (day > 1) await page.getByRole('button', { name: 'Add a day' }).tap();
    const section = page.getByRole('region', { name: new RegExp(`^Day ${day}`) });
    await section.getByRole('button', { name: 'Add the first stop' }).tap();
    for (const name of names) {
      await section.getByRole('combobox').fill(name);
      await section.getByRole('option', { name }).first().tap();
    }
    await section.getByRole('button', { name: 'Done', exact: true }).tap();
  }
  expect(await stopNames(page, 1)).toEqual(['Yen Minh', 'Dong Van']);
  await page.getByRole('button', { name: 'Choose a bed for the night' }).first().tap();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Dong Van/ })
    .first()
    .tap();
  await expect(page.getByRole('button', { name: /Night at Dong Van/ })).toBeVisible();
  await untilSaved(page);
  await page.reload();
  await expect(page.getByRole('button', { name: /Du Gia/ })).toBeVisible({ timeout: 20_000 });
});

test('a stop is dragged by touch to another place of its day', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, {
    name: 'Drag',
    days: [{ stops: [{ at: 'places/tam-son' }, { at: 'places/yen-minh' }, { at: 'places/dong-van' }] }],
  });
  const rows = page.locator('[data-stop]');
  await rows.first().scrollIntoViewIfNeeded();
  const from = await rows.nth(0).locator('.pl-handle').boundingBox();
  const to = await rows.nth(1).locator('.pl-row').boundingBox();
  if (!from || !to) throw new Error('The rows are not on the screen.');
  const touch = await page.context().newCDPSession(page);
  const point = (y: number) => [{ x: from.x + from.width / 2, y }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: point(from.y + from.height / 2) });
  for (let step = 1; step <= 8; step += 1) {
    await touch.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: point(from.y + ((to.y + to.height + 6 - from.y) * step) / 8),
    });
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(() => stopNames(page, 1)).toEqual(['Yen Minh', 'Tam Son (Quan Ba)', 'Dong Van']);
  await expect(page.getByRole('status').filter({ hasText: /Tam Son.* is now on day 1, stop 2/ })).toBeVisible();
});

test('a place is added from the map', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, THREE_DAYS);
  await page.getByRole('tab', { name: 'Map' }).tap();
  await expect(page.locator('.pl-pin')).toHaveCount(5, { timeout: 20_000 });
  await page.locator('.map').tap({ position: { x: 300, y: 330 } });
  const chosen = page.getByRole('group', { name: 'Chosen on the map' });
  await expect(chosen).toBeVisible();
  await chosen.getByRole('combobox').selectOption({ label: 'Day 3' });
  await chosen.getByRole('button', { name: 'Add', exact: true }).tap();
  await expect(page.locator('.pl-pin')).toHaveCount(6);
});

test('nothing is wider than the phone and every target is large enough', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, THREE_DAYS);
  await page.locator('.pl-stop-name').first().tap();
  await page.locator('.pl-check-list summary').tap();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const small = await page.locator('.planner :is(button, summary, input, select):visible').evaluateAll((all) =>
    all.filter((one) => !one.classList.contains('visually-hidden')).map((one) => ({ name: one.textContent, box: one.getBoundingClientRect() })).filter(({ box }) => box.width < 22 || box.height < 22).map(({ name }) => name)); // prettier-ignore
  expect(small).toEqual([]);
});

for (const [locale, theme] of [
  ['en', 'light'],
  ['vi', 'dark'],
  ['ar-xb', 'light'],
] as const) {
  test(`axe finds nothing in the planner in use (${locale}, ${theme})`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto(`/${locale}/planner`);
    await page.locator('input[type=file]').setInputFiles({
      name: 't.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ version: 1, ...THREE_DAYS })),
    });
    await expect(page.getByRole('heading', { level: 1, name: 'Three days' })).toBeVisible({ timeout: 20_000 });
    await page.locator('.pl-toast .pl-icon').click();
    await page.locator('.pl-check-list summary').click();
    await page.locator('.pl-stop-name').first().click();
    await expectClean(page, 'days');
    await page.locator('.pl-settings-button').click();
    await page.locator('.pl-add').first().click();
    for (const summary of await page.locator('.pl-extras > details > summary').all()) await summary.click();
    await expectClean(page, 'settings, adding and extras');
    await page.locator('[role=tab]').nth(1).click();
    await expect(page.locator('.pl-block').first()).toBeVisible();
    await expectClean(page, 'timeline');
    await page.locator('[role=tab]').nth(2).click();
    await expect(page.locator('.pl-pin').first()).toBeVisible({ timeout: 20_000 });
    await expectClean(page, 'map');
    await page.locator('[role=tab]').nth(0).click();
    await page.locator('.pl-bed button').first().click();
    await expect(page.locator('dialog[open]')).toBeVisible();
    await expectClean(page, 'beds');
  });
}

async function expectClean(page: Page, where: string) {
  // What lies under the bar that stays at the top would count as too small.
  await page.evaluate(() => scrollTo(0, 0));
  // Marks of a map lie where the places are, close to each other too; the list is the equivalent (WCAG 2.5.8).
  const { violations } = await new AxeBuilder({ page }).exclude('.leaflet-marker-pane').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze(); // prettier-ignore
  expect(violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`), where).toEqual([]); // prettier-ignore
}
