import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { keepTrip, LINK, newPhone, publishNewVersion, savePack, shellReady, TRIP_NAME, type Phone } from './offline-phone.ts'; // prettier-ignore
import { stopNames, untilSaved } from './planner-steps.ts';

/** One phone's story, in order: each test goes on where the one before left the device. */
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let phone: Phone;
let tripId = '';
/** What the traveller has made of the first day; it must outlive everything. */
let firstDay: string[] = [];

test.beforeAll(async ({ baseURL }) => {
  phone = await newPhone(baseURL ?? '');
});
test.afterAll(() => phone.throwAway());

test('one visit to any page brings the shell: planner, auto-plan, map, search and the three guides', async () => {
  await phone.open('/en/places/dong-van');
  await shellReady(phone);
  const shell = await phone.stored('tripmap-shell-');
  for (const path of ['/en/planner', '/en/plan', '/en/offline', '/en/open', '/en/map', '/en/guides/emergency', '/en/guides/road-safety', '/en/guides/licence-and-permits', '/api/planner/core/en', '/map/drawing.json']) expect(shell).toContain(path); // prettier-ignore
  expect(shell.some((path) => /^\/data\/search-en-/.test(path))).toBe(true);
  expect((await phone.stored('tripmap-assets')).some((path) => path.includes('autoplan-worker'))).toBe(true);
});

test('a shared trip is kept, measured, loaded and called ready only when counted', async () => {
  tripId = await keepTrip(phone);
  await savePack(phone, tripId);
  const pack = await phone.stored('tripmap-pack-');
  expect(pack).toContain('/en/places/ma-pi-leng');
  expect(pack.some((path) => path.startsWith('/pictures/'))).toBe(true);
  expect(pack).toContain('/api/planner/beds/en/dong-van');
});

for (const version of ['the version that was installed', 'a new version']) {
  const again = version === 'a new version';

  test.describe(`${version}, with the line cut`, () => {
    if (again) {
      test('the new version replaces the old without touching the pack, the trip or the registration', async () => {
        await phone.proxy.restore();
        const [old = ''] = (await phone.cacheNames()).filter((name) => name.startsWith('tripmap-shell-'));
        await phone.open(`/en/open#my.${tripId}`);
        await expect(phone.page.getByText(/^Ready: all/)).toBeVisible({ timeout: 30_000 });
        // Only now: a page that comes up alone lets a new version in at once.
        await publishNewVersion(phone.proxy, 'f00dfeed0001');
        // A browser looks for it at each visit; so does this page until it is there.
        await expect
          .poll(() => phone.page.evaluate(findWaiting), { timeout: 120_000, intervals: [1000] })
          .toBe('installed');
        // The open page goes on with the old one, whose files are all still there.
        expect(await phone.cacheNames()).toEqual(expect.arrayContaining([old, 'tripmap-shell-f00dfeed0001']));
        await phone.kill();
        await phone.start();
        await phone.open('/en/places/dong-van');
        await expect.poll(() => phone.cacheNames(), { timeout: 30_000 }).not.toContain(old);
        expect(await phone.cacheNames()).toContain(`tripmap-pack-${tripId}`);
      });
    }

    test('the app starts cold from its home-screen address', async () => {
      const address = await phone.page.evaluate(async () => {
        const manifest = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!.href;
        return ((await (await fetch(manifest)).json()) as { start_url: string }).start_url;
      });
      await phone.kill();
      await phone.proxy.cut();
      await phone.start();
      await phone.open(address);
      await expect(phone.page.getByRole('heading', { level: 1, name: TRIP_NAME })).toBeVisible({ timeout: 30_000 });
      await expect(phone.page.locator('offline-notice')).toContainText('comes from your device');
    });

    test('the saved trip opens; a stop is moved and is still there after a reload', async () => {
      const { page } = phone;
      await phone.open(`/en/open#my.${tripId}`);
      await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 30_000 });
      await page.getByRole('link', { name: 'Open in the planner' }).click();
      const day = page.getByRole('list', { name: 'Stops of day 1', exact: true });
      await expect(day).toBeVisible({ timeout: 30_000 });
      const before = await stopNames(page, 1);
      if (again) expect(before).toEqual(firstDay);
      await day.locator('.pl-stop-name').nth(1).focus();
      await page.keyboard.press('Alt+ArrowDown');
      firstDay = [before[0]!, before[2]!, before[1]!, ...before.slice(3)];
      await expect.poll(() => stopNames(page, 1)).toEqual(firstDay);
      await untilSaved(page);
      await page.reload();
      await expect(day).toBeVisible({ timeout: 30_000 });
      expect(await stopNames(page, 1)).toEqual(firstDay);
    });

    test('a stop is edited, and what the plan check finds changes with it, there and back', async () => {
      const { page } = phone;
      // A closed list is not drawn.
      await page.locator('.pl-check-list summary').click();
      await expect(page.locator('.pl-check-list .pl-finding').first()).toBeVisible();
      const before = await findings(page);
      await openStop(page, 1, 2);
      const stay = page.getByLabel('Minutes there');
      const usual = await stay.inputValue();
      await stay.fill('600');
      await stay.press('Enter');
      const isNew = (text: string) => !before.includes(text) && text.includes('after sunset');
      await expect.poll(async () => (await findings(page)).filter(isNew)).toHaveLength(1);
      await stay.fill(usual);
      await stay.press('Enter');
      await expect.poll(() => findings(page)).toEqual(before);
      await page.getByLabel('Note', { exact: true }).first().fill(`Tea, ${version}`);
      await page.getByLabel('Note', { exact: true }).first().blur();
      await untilSaved(page);
      await page.reload();
      await openStop(page, 1, 2);
      await expect(page.getByLabel('Note', { exact: true }).first()).toHaveValue(`Tea, ${version}`);
    });

    test('auto-plan makes a trip of wishes on its own page', async () => {
      const { page } = phone;
      await phone.open('/en/plan');
      await page.getByLabel('First day').fill('2027-11-12');
      await page.getByLabel('You are there at').fill('08:00');
      await page.getByLabel('Last day').fill('2027-11-14');
      await page.getByLabel('Be there by').fill('20:30');
      await page.getByText('Must see', { exact: true }).click();
      await page.getByLabel('Ma Pi Leng pass', { exact: true }).check();
      await page.getByRole('button', { name: 'Plan the trip' }).click();
      await expect(page.getByRole('heading', { name: 'Your trip' })).toBeVisible({ timeout: 60_000 });
      await expect(page.locator('#plan-result .plan-day')).toHaveCount(3);
      await expect(page.locator('#plan-result').getByRole('link', { name: 'Ma Pi Leng pass' })).toBeVisible();
    });

    test('a search answers, even for a results page never seen', async () => {
      await phone.open('/en/search?q=dong+van+market');
      await expect(phone.page.locator('offline-search').getByRole('link', { name: /Dong Van.*market/i }).first()).toBeVisible({ timeout: 20_000 }); // prettier-ignore
    });

    test(`the map draws at three zooms over ${again ? 'a stop of each day' : 'each of the thirty stops'}`, async () => {
      const { page } = phone;
      await phone.open('/en/planner');
      await expect(page.getByRole('list', { name: 'Stops of day 1', exact: true })).toBeVisible({ timeout: 30_000 });
      const stops = page.locator('[data-stop] .pl-stop-name');
      await expect(stops).toHaveCount(30);
      const ids = await page.locator('[data-stop]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-stop'))); // prettier-ignore
      for (const id of ids.filter((_, i) => !again || i % 6 === 0)) {
        const row = page.locator(`[data-stop="${id}"]`);
        if ((await row.locator('.pl-stop-name').getAttribute('aria-expanded')) === 'false') await row.locator('.pl-stop-name').click(); // prettier-ignore
        await row.getByRole('button', { name: 'Show on the map' }).click();
        const scales = new Set<number>();
        for (let zoom = 0; zoom < 3; zoom++) {
          if (zoom > 0) await page.getByRole('button', { name: 'Zoom out' }).click();
          await expect.poll(() => drawnAroundPin(page, scales), `${id}, zoom ${zoom}`).toBe('drawn');
        }
        await page.getByRole('tab', { name: 'Days' }).click();
      }
    });

    test('pages of the trip, their pictures and the guides open, and say their age', async () => {
      const { page } = phone;
      await phone.open('/en/places/ma-pi-leng');
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Ma Pi Leng');
      await expect(page.locator('offline-notice')).toContainText('comes from your device');
      const picture = page.locator('figure img').first();
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true); // prettier-ignore
      expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Be Vietnam');
      for (const guide of ['emergency', 'road-safety', 'licence-and-permits']) {
        await phone.open(`/en/guides/${guide}`);
        await expect(page.locator('main article').first()).toBeVisible();
        await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('No network');
      }
      for (const path of ['/en/places/never-visited', '/en/my', '/']) {
        await phone.open(path);
        await expect(page.getByRole('heading', { name: 'No network' })).toBeVisible();
      }
    });

    test('the trip goes out as GPX and calendar, and prints on two sheets', async () => {
      const { page } = phone;
      await phone.open(`/en/open#my.${tripId}`);
      for (const [button, sign] of [
        ['GPX (navigators)', '<gpx'],
        ['Calendar (ICS)', 'BEGIN:VCALENDAR'],
      ] as const) {
        const download = page.waitForEvent('download');
        await page.getByRole('button', { name: button }).click();
        const text = readFileSync(await (await download).path(), 'utf8');
        expect(text).toContain(sign);
        expect(text.length).toBeGreaterThan(2000);
      }
      await page.emulateMedia({ media: 'print' });
      await expect(page.getByRole('img', { name: 'QR code that opens this trip' }).last()).toBeVisible();
      const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? [];
      await page.emulateMedia({ media: null });
      expect(sheets).toHaveLength(2);
    });

    test('an altered link says so in words', async () => {
      await phone.open(`/en/open#${LINK.slice(0, -3)}`);
      await expect(phone.page.getByRole('alert')).toContainText('cut off or altered');
    });

    test('killed and started again, nothing is lost', async () => {
      await phone.kill();
      await phone.start();
      await phone.open(`/en/open#my.${tripId}`);
      await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText(TRIP_NAME);
      await expect(phone.page.getByText(/^Ready: all/)).toBeVisible({ timeout: 30_000 });
      await phone.page.getByRole('link', { name: 'Open in the planner' }).click();
      await expect.poll(() => stopNames(phone.page, 1), { timeout: 30_000 }).toEqual(firstDay);
    });

    test('back in the network nothing is lost, and nothing of the trip was sent', async () => {
      const { page, proxy } = phone;
      const asked = proxy.asked.length;
      await proxy.restore();
      await phone.open('/en/planner');
      await expect.poll(() => stopNames(page, 1), { timeout: 30_000 }).toEqual(firstDay);
      await expect(page.locator('offline-notice')).toBeHidden();
      await openStop(page, 1, 2);
      await expect(page.getByLabel('Note', { exact: true }).first()).toHaveValue(`Tea, ${version}`);
      await phone.open(`/en/open#my.${tripId}`);
      await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 30_000 });
      expect(proxy.asked.slice(asked).filter((path) => path.includes(tripId))).toEqual([]);
    });
  });
}

/** The texts of the whole check, in order. */
const findings = (page: Page): Promise<string[]> =>
  page.locator('.pl-check-list .pl-finding > div > p').allTextContents();

async function openStop(page: Page, day: number, position: number): Promise<void> {
  const name = page.getByRole('list', { name: `Stops of day ${day}`, exact: true }).locator('.pl-stop-name').nth(position - 1); // prettier-ignore
  await expect(name).toBeVisible({ timeout: 30_000 });
  if ((await name.getAttribute('aria-expanded')) === 'false') await name.click();
}

/** Runs in the page: the state of the version that waits, looking for one where none is coming in. */
async function findWaiting(): Promise<string | undefined> {
  const registration = await navigator.serviceWorker.ready;
  if (!registration.waiting && !registration.installing) await registration.update().catch(() => undefined);
  return registration.waiting?.state;
}

/**
 * Whether the pin that was asked for stands in the middle of the map with roads and land drawn around it.
 * @param scales gets the distance of two pins on the screen, which is another at each zoom
 */
async function drawnAroundPin(page: Page, scales: Set<number>): Promise<string> {
  const seen = await page.locator('.leaflet-container').evaluate((map) => {
    const view = map.getBoundingClientRect();
    const pins = [...map.querySelectorAll('.pl-pin')].map((pin) => pin.getBoundingClientRect());
    const picked = map.querySelector('.pl-pin-picked')?.getBoundingClientRect();
    const offX = Math.abs((picked?.x ?? Infinity) + 13 - view.x - view.width / 2);
    const offY = Math.abs((picked?.y ?? Infinity) + 13 - view.y - view.height / 2);
    const paths = [...map.querySelectorAll('svg path')].map((path) => path.getBoundingClientRect());
    const [first, last] = [pins[0], pins[10]];
    // The map stands before its pins do.
    if (!first || !last) return undefined;
    return {
      moving: map.querySelector('.leaflet-zoom-anim') !== null,
      isInMiddle: offX < view.width / 4 && offY < view.height / 4,
      paths: paths.filter((box) => box.width + box.height > 0 && box.right > view.left && box.left < view.right && box.bottom > view.top && box.top < view.bottom).length, // prettier-ignore
      scale: Math.round(Math.hypot(first.x - last.x, first.y - last.y)),
    };
  });
  if (!seen) return 'no pins';
  if (seen.moving) return 'moving';
  if (!seen.isInMiddle) return 'no pin in the middle';
  if (seen.paths < 3) return `only ${seen.paths} paths in view`;
  if (scales.has(seen.scale)) return 'the zoom before';
  scales.add(seen.scale);
  return 'drawn';
}
