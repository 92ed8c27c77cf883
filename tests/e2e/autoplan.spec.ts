import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { newPhone, shellReady } from './offline-phone.ts';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

async function fillForm(page: Page): Promise<void> {
  await page.getByLabel('First day').fill('2027-11-12');
  await page.getByLabel('You are there at').fill('04:30');
  await page.getByLabel('I arrive by night bus').check();
  await page.getByLabel('Last day').fill('2027-11-14');
  await page.getByLabel('Be there by').fill('20:30');
  await page.getByText('Must see', { exact: true }).click();
  await page.getByLabel('Ma Pi Leng pass', { exact: true }).check();
  await page.getByLabel('a Sunday market', { exact: true }).check();
}

test('wishes become a trip on the phone; a stop is kept, the rest improved, and the trip opened in the planner, offline', async ({ page, context }) => {
  test.setTimeout(120_000);
  await page.goto('/en/plan');
  await fillForm(page);
  await page.getByRole('button', { name: 'Plan the trip' }).tap();
  const result = page.locator('#plan-result');
  await expect(result.getByRole('heading', { name: 'Your trip' })).toBeVisible({ timeout: 40_000 });
  await expect(result.locator('.plan-day')).toHaveCount(3);
  await expect(result.getByRole('link', { name: 'Ma Pi Leng pass' })).toBeVisible();
  // The other ways come after the plan, below all of it, and are told.
  await expect(page.getByRole('status').filter({ hasText: /\d+ other ways? found/ })).toBeAttached({ timeout: 40_000 });
  await expect(result.locator('.plan-others:last-child').getByRole('button', { name: /^Show this trip/ }).first()).toBeVisible();

  // The data and the worker are there now: the network is no longer needed.
  await context.setOffline(true);
  await result.getByLabel('Keep Ma Pi Leng pass').check();
  await result.getByRole('button', { name: 'Improve around what I keep' }).tap();
  await expect(result.getByLabel('Keep Ma Pi Leng pass')).toBeChecked({ timeout: 40_000 });
  await expect(result.locator('.plan-day')).toHaveCount(3);
  await context.setOffline(false);
  await result.getByRole('button', { name: 'Open in the planner' }).tap();
  await expect(page).toHaveURL(/\/en\/planner/);
  await expect(page.getByText('Ma Pi Leng pass').first()).toBeVisible({ timeout: 30_000 });
}); // prettier-ignore

test('with the line cut from the start, form, plan, a kept stop, improving and saving work on the phone', async ({ baseURL }) => {
  test.setTimeout(240_000);
  const phone = await newPhone(baseURL ?? '');
  try {
    await phone.open('/en/places/dong-van');
    await shellReady(phone);
    await phone.proxy.cut();
    await phone.open('/en/plan');
    const { page } = phone;
    await fillForm(page);
    await page.getByRole('button', { name: 'Plan the trip' }).click();
    const result = page.locator('#plan-result');
    await expect(result.locator('.plan-day')).toHaveCount(3, { timeout: 60_000 });
    await result.getByLabel('Keep Ma Pi Leng pass').check();
    await result.getByRole('button', { name: 'Improve around what I keep' }).click();
    await expect(result.getByLabel('Keep Ma Pi Leng pass')).toBeChecked({ timeout: 60_000 });
    // What was asked for is still its reason.
    await expect(result.getByText('You asked for it').first()).toBeVisible();
    await result.getByRole('button', { name: 'Open in the planner' }).click();
    await expect(page).toHaveURL(/\/en\/planner/);
    await expect(page.getByText('Ma Pi Leng pass').first()).toBeVisible({ timeout: 60_000 });
  } finally {
    await phone.throwAway();
  }
}); // prettier-ignore

test('the form page has no accessibility violations, and the result neither', async ({ page }) => {
  test.setTimeout(90_000);
  await page.goto('/en/plan');
  const form = await new AxeBuilder({ page }).analyze();
  expect(form.violations).toEqual([]);
  await fillForm(page);
  await page.getByRole('button', { name: 'Plan the trip' }).tap();
  await expect(page.getByRole('heading', { name: 'Your trip' })).toBeVisible({ timeout: 40_000 });
  const result = await new AxeBuilder({ page }).analyze();
  expect(result.violations).toEqual([]);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the server plans the same form', async ({ page }) => {
    await page.goto('/en/plan?start=places/ha-giang&date=2027-11-12&time=08:00&end=places/ha-giang&end-date=2027-11-14&by=17:30&vehicle=easy-rider&must=places/ma-pi-leng'); // prettier-ignore
    await expect(page.locator('.plan-day')).toHaveCount(3);
    await expect(page.locator('#plan-result').getByRole('link', { name: 'Ma Pi Leng pass' })).toBeVisible();
    // Another trip opens as a page of its own.
    await page.getByRole('link', { name: /^Show this trip: One day more/ }).click();
    await expect(page.locator('.plan-day')).toHaveCount(4);
  });

  test('a fault names its field', async ({ page }) => {
    await page.goto('/en/plan?start=places/ha-giang&date=2027-11-14&time=08:00&end-date=2027-11-12&by=17:30');
    await expect(page.getByRole('alert')).toContainText('Last day / Be there by: the trip ends before it begins');
  });
});
