import { expect, test } from '@playwright/test';
import { nextDates } from '#src/domain/calendar/opening-hours.ts';
import { addDays } from '#src/domain/calendar/calendar-date.ts';
import { dayFromToday, openPlanner, openTrip, stopNames, tabTo, untilSaved } from './planner-steps.ts';

test.describe('by keyboard only', () => {
  test('three days are built, ordered, undone and found again after a reload', async ({ page }) => {
    test.setTimeout(120_000);
    await openPlanner(page);
    await tabTo(page, 'Add the first stop');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Search places and markets' })).toBeFocused();
    for (const [typed, name] of [
      ['cong troi quan ba', 'Quan Ba Heaven Gate'],
      ['yen minh', 'Yen Minh'],
    ] as const) {
      await page.keyboard.type(typed);
      await expect(page.getByRole('option', { name }).first()).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('status').filter({ hasText: `${name} added to day 1` })).toBeVisible();
    }
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Add a stop' })).toBeFocused();

    for (const [day, typed] of [
      [2, 'lung cu'],
      [3, 'du gia'],
    ] as const) {
      await tabTo(page, 'Add a day');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: `Day ${day}` })).toBeVisible();
      await tabTo(page, 'Add the first stop');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('combobox', { name: 'Search places and markets' })).toBeFocused();
      await page.keyboard.type(typed);
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      // The dialog gives the focus back when it has gone; before that it would be taken from what comes next.
      await expect(page.locator(':focus')).toContainText('Add a stop');
    }

    // To the bed of the first night, which opens a dialog that gives the focus back.
    await page.getByRole('heading', { level: 1 }).focus();
    await tabTo(page, 'Choose a bed for the night');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Bed for the night of day 1' })).toBeVisible();
    await tabTo(page, /^Yen Minh/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /Night at Yen Minh/ })).toBeFocused();

    // A stop is moved within its day and to the next one; the focus goes with it.
    await page.getByRole('heading', { level: 1 }).focus();
    await tabTo(page, 'Quan Ba Heaven Gate');
    await page.keyboard.press('Alt+ArrowDown');
    expect(await stopNames(page, 1)).toEqual(['Yen Minh', 'Quan Ba Heaven Gate']);
    await page.keyboard.press('Alt+PageDown');
    expect((await stopNames(page, 2))[0]).toBe('Quan Ba Heaven Gate');
    await expect(page.locator(':focus')).toContainText('Quan Ba Heaven Gate');

    await untilSaved(page);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Day 3' })).toBeVisible({ timeout: 20_000 });
    expect(await stopNames(page, 1)).toEqual(['Yen Minh']);
    await page.keyboard.press('Control+z');
    expect(await stopNames(page, 1)).toEqual(['Yen Minh', 'Quan Ba Heaven Gate']);
    await page.keyboard.press('Control+Shift+Z');
    expect(await stopNames(page, 1)).toEqual(['Yen Minh']);
  });

  test('a removed stop leaves the focus on its neighbour and comes back by undo', async ({ page }) => {
    await openPlanner(page);
    await openTrip(page, { name: 'Two', days: [{ stops: [{ at: 'places/tam-son' }, { at: 'places/yen-minh' }] }] });
    await page
      .getByRole('button', { name: /Tam Son/ })
      .first()
      .focus();
    await page.keyboard.press('Delete');
    await expect(page.locator(':focus')).toContainText('Yen Minh');
    await page.getByRole('button', { name: 'Undo' }).last().click();
    expect(await stopNames(page, 1)).toHaveLength(2);
  });
});

test('a market on a wrong day is told, and its fix moves the trip to the market day', async ({ page }) => {
  const [market = ''] = nextDates({ open: [{ rule: 'zodiac:DAN,THAN' }] }, dayFromToday(2), 1);
  await openPlanner(page);
  await openTrip(page, {
    name: 'Market',
    date: addDays(market, 1),
    start: { at: 'places/lung-phin', hour: 480, arrival: 'there' },
    end: { at: 'places/lung-phin', departure: 'none' },
    days: [{ stops: [{ at: 'events/lung-phin-market' }] }],
  });
  await expect(page.locator('[data-stop]').getByText(/No market on .*Lung Phin/)).toBeVisible();
  await page
    .locator('[data-stop]')
    .getByRole('button', { name: /^Start the trip on/ })
    .first()
    .click();
  await expect(page.getByText(/No market on/)).toHaveCount(0);
  await expect(page.getByLabel('First day')).not.toHaveValue(addDays(market, 1));
  await expect(page.getByRole('status').filter({ hasText: /^Done: Start the trip/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.locator('[data-stop]').getByText(/No market on/)).toBeVisible();
});

test('a trip without a date says on which day its market is', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, { name: 'Ideas', days: [{ stops: [{ at: 'events/dong-van-market' }] }] });
  await page.locator('.pl-check-list summary').click();
  await expect(page.getByText(/Dong Van.*is on: Sunday/)).toBeVisible();
});

test('a link of a place adds it once where it fits, also after a reload', async ({ page }) => {
  await openPlanner(page, '/en/planner?place=ma-pi-leng');
  await expect(page.getByRole('status').filter({ hasText: 'Ma Pi Leng pass added to day 1.' })).toBeVisible();
  await expect(page).toHaveURL(/\/en\/planner$/);
  await untilSaved(page);
  await page.reload();
  await expect(page.locator('.pl-stop-name').filter({ hasText: 'Ma Pi Leng pass' })).toHaveCount(1);
});

test('a suggested trip opens as a copy of its own', async ({ page }) => {
  await page.goto('/en/planner');
  const link = page.locator('section[aria-labelledby=suggested-trips] article a').first();
  const name = (await link.textContent())?.trim() ?? '';
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('heading', { name: /^Day 2/ })).toBeVisible();
  await page.getByRole('button', { name: /My trips/ }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name })).toBeVisible();
});

test('trips are started, deleted with a way back, and archived', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, { name: 'First', days: [{ stops: [{ at: 'places/dong-van' }] }] });
  await openTrip(page, { name: 'Second', days: [{ stops: [{ at: 'places/meo-vac' }] }] });
  await page.getByRole('button', { name: 'More about this trip' }).click();
  await page.getByRole('menuitem', { name: 'Delete this trip' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'First' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Second' })).toBeVisible();
  await page.getByRole('button', { name: /My trips/ }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: /First/ })).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('button', { name: /Second/ })).toBeVisible();
});

test('the screen reader tree names days, stops, times and what is wrong', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, {
    name: 'Tree',
    date: dayFromToday(20),
    days: [{ stops: [{ at: 'places/tam-son' }], bed: { at: 'places/tam-son' } }, { stops: [{ at: 'places/dong-van', locked: true }] }],
  }); // prettier-ignore
  await expect(page.getByRole('region', { name: /^Day 1/ })).toMatchAriaSnapshot(`
    - region /Day 1/:
      - heading /Day 1/ [level=2]
      - button "What to do with day 1"
      - img /From \\d\\d:\\d\\d to \\d\\d:\\d\\d, .* on the road. Sunrise/
      - list "Stops of day 1":
        - listitem:
          - button /\\d\\d:\\d\\d Tam Son .* Town/
      - button "Add a stop"
      - button /Night at Tam Son/
  `);
  await expect(page.getByRole('region', { name: /^Day 2/ })).toMatchAriaSnapshot(`
    - list "Stops of day 2":
      - listitem:
        - button /\\d\\d:\\d\\d Dong Van .* locked/
  `);
  await expect(page.getByRole('tablist', { name: 'View' })).toMatchAriaSnapshot(`
    - tablist "View":
      - tab "Days" [selected]
      - tab "Timeline"
  `);
  await expect(page.getByRole('region', { name: 'Plan check' })).toBeVisible();
});

test('the best order of a day is found by key, told in minutes, undone, and locks stay', async ({ page }) => {
  await openPlanner(page);
  const ends = { start: { at: 'places/ha-giang', hour: 480, arrival: 'there' }, end: { at: 'places/dong-van', departure: 'none' } };
  await openTrip(page, {
    name: 'Zigzag',
    ...ends,
    days: [{ stops: [{ at: 'places/yen-minh' }, { at: 'places/tam-son' }, { at: 'places/pho-bang' }] }],
  });
  await page.locator('.pl-stop-name').first().focus();
  await page.keyboard.press('Alt+i');
  await expect(page.getByRole('status').filter({ hasText: /^Day 1 put into its best order: .* won\.$/ })).toBeVisible();
  expect((await stopNames(page, 1))[0]).toMatch(/Tam Son/);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  expect((await stopNames(page, 1))[0]).toMatch(/Yen Minh/);

  await page.getByRole('button', { name: 'What to do with day 1' }).click();
  await page.getByRole('menuitem', { name: /Find the best order/ }).click();
  await expect.poll(async () => (await stopNames(page, 1))[0]).toMatch(/Tam Son/);
  await page.getByRole('region', { name: /^Day 1/ }).getByRole('button', { name: 'Find the best order' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Day 1 is already in its best order.' })).toBeVisible();

  await openTrip(page, {
    name: 'Locked',
    ...ends,
    days: [{ stops: [{ at: 'places/yen-minh', locked: true }, { at: 'places/tam-son', locked: true }, { at: 'places/pho-bang' }] }],
  });
  await page.getByRole('region', { name: /^Day 1/ }).getByRole('button', { name: 'Find the best order' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Day 1/ })).toBeVisible();
  const names = await stopNames(page, 1);
  expect(names.findIndex((name) => name.startsWith('Yen Minh'))).toBeLessThan(names.findIndex((name) => name.startsWith('Tam Son')));
}); // prettier-ignore

test('a homestay page leads to the night it is wanted for', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, { name: 'Two nights', days: [{ stops: [{ at: 'places/tam-son' }] }, { stops: [{ at: 'places/dong-van' }] }] }); // prettier-ignore
  await untilSaved(page);
  await page.goto('/en/homestays');
  await page.locator('main article a').first().click();
  const name = (await page.getByRole('heading', { level: 1 }).textContent())?.trim() ?? '';
  await page.getByRole('link', { name: 'Sleep here: add to my trip' }).click();
  const dialog = page.getByRole('dialog', { name: `Add ${name} to a trip` });
  await dialog.getByRole('button', { name: /^Night of day 2/ }).click();
  await expect(page).toHaveURL(/\/en\/planner$/);
  await expect(page.getByRole('button', { name: `Night at ${name}` })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: `Night of day 2: ${name}.` })).toBeVisible();
  await untilSaved(page);
  await page.reload();
  await expect(page.getByRole('button', { name: `Night at ${name}` })).toBeVisible({ timeout: 20_000 });
});

test('what is said while a dialog is open is said inside of it, and the focus goes back', async ({ page }) => {
  await openPlanner(page);
  await openTrip(page, { name: 'Said', days: [{ stops: [{ at: 'places/tam-son' }], bed: { at: 'places/tam-son' } }] });
  await page.getByRole('button', { name: /Night at Tam Son/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('summary').first().click();
  await dialog.getByLabel(/booked/i).check();
  await expect(dialog.getByRole('status').filter({ hasText: /./ }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Night at Tam Son/ })).toBeFocused();
});
