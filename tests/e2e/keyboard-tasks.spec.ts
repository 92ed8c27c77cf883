import { expect, test, type Browser, type Page } from '@playwright/test';
import { E2E_SITE } from '#tests/support/prepare-e2e-site.ts';
import { signIn } from '#tests/support/desk-people.ts';
import { LINK } from './offline-phone.ts';

/*
 * Each main task once by keys alone. Finding, searching, filtering and the map are in look-keyboard.spec.ts, the type-ahead
 * in search.spec.ts, building a trip in planner.spec.ts.
 */
test.setTimeout(150_000);

/** Presses Tab until the focus is on what the selector names; fails where the keyboard cannot get there. */
async function tabTo(page: Page, selector: string, most = 250): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${selector}`);
}

async function press(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

async function write(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Goes down a list of choices until the wanted one is chosen. */
async function choose(page: Page, selector: string, value: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press('Home');
  for (let i = 0; i < 20; i++) {
    if ((await page.locator(selector).inputValue()) === value) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`${selector} does not offer ${value}`);
}

async function pageAs(browser: Browser, who: Omit<Parameters<typeof signIn>[1], 'name'>): Promise<Page> {
  const origin = test.info().project.use.baseURL ?? '';
  const { cookies } = await signIn({ dataDir: `${E2E_SITE}/var`, origin }, { name: 'Keys', ...who });
  const context = await browser.newContext();
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: origin })));
  return context.newPage();
}

test('auto-plan: wishes become a trip, a stop is kept, and the trip opens in the planner', async ({ page }) => {
  await page.goto('/en/plan', { waitUntil: 'networkidle' });
  await press(page, 'details:has([name=must]) > summary');
  await press(page, '[name=must][value="places/ma-pi-leng"]', 'Space');
  await press(page, '#plan-form button[type=submit], #plan-form button:not([type])');
  const days = page.locator('#plan-result .plan-day');
  await expect(days.first()).toBeVisible({ timeout: 60_000 });
  await press(page, '#plan-result input[type=checkbox]', 'Space');
  await tabTo(page, '#plan-result button');
  await page.getByRole('button', { name: 'Open in the planner' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en\/planner/);
});

test.describe('with its worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('share and go offline: the code of a trip is shown, a copy kept, and its pages counted', async ({ page }) => {
    await page.goto(`/en/open#${LINK}`);
    await expect(page.locator('.ta-trip')).toBeVisible({ timeout: 60_000 });
    await press(page, '.ta-trip > .cluster button.primary');
    await expect(page.locator('.ta-trip [role=status] a[href$="/planner"]')).toBeVisible();
    await tabTo(page, '#ta-link');
    const qr = page.locator('section[aria-labelledby=ta-share] .ta-qr');
    for (let i = 0; i < 6 && !(await qr.isVisible()); i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.textContent === 'QR code'))
        await page.keyboard.press('Enter');
    }
    await expect(qr).toBeVisible();
    const id = await page.evaluate(() => localStorage.getItem('tripmap-open-trip'));
    await page.goto('about:blank');
    await page.goto(`/en/open#my.${id}`);
    await expect(page.locator('[data-pack=none]')).toBeAttached({ timeout: 60_000 });
    await press(page, 'section[aria-labelledby=ta-pack] .button.primary');
    await expect(page.getByRole('button', { name: 'Load it' })).toBeVisible({ timeout: 60_000 });
    await press(page, 'section[aria-labelledby=ta-pack] .button.primary');
    await expect(page.getByText(/^Ready: all \d+ files counted/)).toBeVisible({ timeout: 90_000 });
  });
});

test('an owner changes the price and takes it back', async ({ browser }) => {
  const slug = 'tam-son-nui-doi';
  const page = await pageAs(browser, { roles: ['owner'], owns: `homestays/${slug}` });
  await page.goto(`/vi/my/${slug}`);
  await press(page, 'a[href$="/price"]');
  await page.waitForURL(/\/price$/);
  await press(page, '#vnd .chip[aria-pressed="true"] + .chip');
  await expect(page).toHaveURL(/said=live/);
  await page.goto(`/vi/my/${slug}`);
  await tabTo(page, 'main form button');
  await expect(page.getByRole('button', { name: 'Lấy lại như trước' })).toBeVisible();
  await page.getByRole('button', { name: 'Lấy lại như trước' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Đã lấy lại như trước.')).toBeVisible();
});

test('a reviewer finds a change in the queue and approves it', async ({ browser }) => {
  const entry = 'places/tay-con-linh';
  const editor = await pageAs(browser, { roles: ['editor'] });
  await editor.goto(`/en/desk/entries/${entry}/edit?part=en`);
  await write(editor, '[name="summary"]', `A summit changed by keys at ${Date.now()}.`);
  await press(editor, 'button[name="submit"]');
  const page = await pageAs(browser, { roles: ['reviewer'] });
  await page.goto('/en/desk');
  const link = `[data-queue][href$="/${entry}"]`;
  for (let i = 0; i < 40 && !(await page.locator(link).evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press('j'); // prettier-ignore
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/${entry}$`));
  await press(page, 'button[value="approve"]');
  await expect(page.locator('.notice.calm').first()).toBeVisible();
});

test('an alert is written, checked, published and ended', async ({ browser }) => {
  const page = await pageAs(browser, { roles: ['editor'], duty: true });
  await page.goto('/en/desk/alerts/edit');
  await choose(page, '[name="facts/level"]', 'warning');
  await choose(page, '[name="facts/cause"]', 'fog');
  await choose(page, '[name="facts/effect/kind"]', 'advice');
  await write(page, '[name="facts/roads/0/from"]', 'na-chi');
  await write(page, '[name="facts/roads/0/to"]', 'coc-pai');
  await tabTo(page, '[name="facts/until"]');
  // Day and month in either order, by a clock of twelve hours or of twenty-four.
  await page.keyboard.type('11112027');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('1111P');
  await expect(page.locator('[name="facts/until"]')).toHaveValue(/^2027-11-11T(?:11|23):11/);
  const title = `Fog by keys ${Date.now()}`;
  await write(page, '[name="en/name"]', title);
  await write(page, '[name="en/summary"]', 'Ride with your lights on.');
  await press(page, 'button[value="check"]');
  await expect(page.locator('#affected')).toBeVisible();
  await press(page, 'button[value="publish"]');
  await expect(page.locator('.notice.calm').first()).toBeVisible();
  await page.goto('/en/alerts');
  const link = page.getByRole('link', { name: title }).first();
  const slug = (await link.getAttribute('href'))?.split('/').at(-1) ?? '';
  await press(page, `main a[href$="/alerts/${slug}"]`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  await page.goto('/en/desk/alerts');
  await tabTo(page, `a[href$="/desk/alerts/edit?slug=${slug}"]`);
  await press(page, 'summary.button');
  await press(page, 'details[open] button.primary');
  await expect(page.locator('.notice.calm').first()).toBeVisible();
  expect(await (await page.request.get('/en/alerts')).text()).not.toContain(title);
});

test('a report is sent and its ticket shown', async ({ page }) => {
  await page.goto('/en/places/ma-pi-leng');
  await press(page, 'a[href*="/report?about="]');
  await page.waitForURL(/\/report/);
  await tabTo(page, '[name="kind"]');
  await page.keyboard.press('ArrowDown');
  await write(page, '[name="text"]', 'The viewpoint is closed for works.');
  await press(page, 'form[data-report] button[type=submit]');
  await expect(page).toHaveURL(/\/en\/tickets\/[\w-]{24}/, { timeout: 30_000 });
});

test('a translator finds a text on the board, writes and saves it', async ({ browser }) => {
  const page = await pageAs(browser, { roles: ['editor'] });
  await page.goto('/en/desk/translations/places/cao-bo/fr');
  await write(page, '[name="name"]', 'Cao Bo');
  await write(page, '[name="summary"]', 'Village du thé ancien.');
  await press(page, 'button[value="save"]');
  await expect(page.locator('.notice.calm').first()).toBeVisible();
});
