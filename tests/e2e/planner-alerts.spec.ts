import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { E2E_SITE } from '#tests/support/prepare-e2e-site.ts';
import { dayFromToday, openPlanner, openTrip } from './planner-steps.ts';

const FOLDER = `${E2E_SITE}/content/alerts/ma-pi-leng-e2e`;

test.afterEach(() => rmSync(FOLDER, { recursive: true, force: true }));

test('an alert on Mã Pí Lèng flags the ride while the planner is open and ends with the alert', async ({ page }) => {
  test.setTimeout(90_000);
  rmSync(FOLDER, { recursive: true, force: true });
  await openPlanner(page);
  await openTrip(page, {
    name: 'Pass',
    date: dayFromToday(3),
    start: { at: 'places/dong-van', hour: 480, arrival: 'there' },
    end: { at: 'places/meo-vac', departure: 'none' },
    days: [{ stops: [{ at: 'places/ma-pi-leng' }, { at: 'places/pa-vi-ha' }] }],
  });
  await expect(page.getByRole('heading', { name: /^Day 1/ })).toBeVisible();
  await expect(page.locator('.pl-leg-bad')).toHaveCount(0);

  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    `${FOLDER}/en.md`,
    '---\nname: Rockfall on Ma Pi Leng\nsummary: The road is closed between Dong Van and the pass.\n---\n\nThe road is closed.\n',
  );
  writeFileSync(
    `${FOLDER}/vi.md`,
    '---\nname: Đá lăn ở Mã Pí Lèng\nsummary: Đường cấm giữa Đồng Văn và đèo.\n---\n\nĐường cấm.\n',
  );
  writeFileSync(
    `${FOLDER}/facts.yaml`,
    `level: danger\ncause: landslide\neffect: { kind: road-closed }\nroads: [{ from: dong-van, to: ma-pi-leng }]\nfrom: '${dayFromToday(-1)}T00:00:00+07:00'\nuntil: '${dayFromToday(9)}T00:00:00+07:00'\nissuedBy: Test\n`,
  );
  await expect(page.locator('.pl-leg-bad').first()).toBeVisible({ timeout: 30_000 });
  await expect(
    page
      .locator('.pl-leg')
      .getByText(/Rockfall on Ma Pi Leng/)
      .first(),
  ).toBeVisible();

  rmSync(FOLDER, { recursive: true, force: true });
  await expect(page.locator('.pl-leg-bad')).toHaveCount(0, { timeout: 30_000 });
});
