import { expect, test } from '@playwright/test';
import { keepTrip, LINK, newPhone, publishNewVersion, savePack, shellReady, type Phone } from './offline-phone.ts';
import { inviteOwner } from './owner-people.ts';

/** What planners of others were seen to do wrong without a network, each under the name of its fault. */
test.describe.configure({ mode: 'default', timeout: 180_000 });

let phone: Phone;
test.beforeEach(async ({ baseURL }) => {
  phone = await newPhone(baseURL ?? '');
});
test.afterEach(() => phone.throwAway());

test('regression: addresses cached that are never asked for', async () => {
  await phone.open('/en/places/dong-van');
  await shellReady(phone);
  const assets = await phone.stored('tripmap-assets');
  expect(assets.length).toBeGreaterThan(10);
  // Every stored file is named by a page or file that is stored too, under exactly the address it is stored by.
  const unnamed = await phone.page.evaluate(async (files) => {
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const key of await cache.keys()) {
        const response = await cache.match(key);
        if (/html|javascript|css/.test(response?.headers.get('content-type') ?? '')) texts.push(await response!.text());
      }
    }
    return files.filter((file) => !texts.some((text) => text.includes(file.split('/').at(-1)!)));
  }, assets);
  expect(unnamed).toEqual([]);
  // Pages and data are kept under the address a browser asks for: each of them opens with the line cut.
  const pages = (await phone.stored('tripmap-shell-')).filter((path) => /^\/en(?:\/|$)/.test(path) && !path.endsWith('.webmanifest')); // prettier-ignore
  await phone.proxy.cut();
  for (const path of pages) {
    await phone.open(path);
    await expect(phone.page.locator('html'), path).toHaveAttribute('data-stored-at', /^\d{4}-/);
  }
});

test('regression: fewer entries kept than promised', async () => {
  const visited = ['dong-van', 'meo-vac', 'ma-pi-leng', 'yen-minh', 'lung-cu', 'du-gia', 'sung-la', 'lung-tam', 'tu-san', 'khau-vai', 'pho-cao', 'ha-giang']; // prettier-ignore
  await phone.open('/en/places');
  await shellReady(phone);
  for (const slug of visited) await phone.open(`/en/places/${slug}`);
  // The page that brought the worker in counts too.
  const kept = ['/en/places', ...visited.map((slug) => `/en/places/${slug}`)];
  await expect.poll(() => phone.stored('tripmap-pages'), { timeout: 30_000 }).toEqual(expect.arrayContaining(kept));
  await phone.kill();
  await phone.proxy.cut();
  await phone.start();
  for (const path of kept) {
    await phone.open(path);
    await expect(phone.page.locator('main article').first()).toBeVisible();
  }
});

test('regression: "ready" over an incomplete pack', async () => {
  const { page } = phone;
  const tripId = await keepTrip(phone);
  await shellReady(phone);
  await savePack(phone, tripId);
  // A file of a page of the pack: the shell has some that no trip needs.
  const html = await page.evaluate(async () => (await fetch('/en/places/ma-pi-leng')).text());
  const style =
    (await phone.stored('tripmap-assets')).find((path) => path.endsWith('.css') && html.includes(path)) ?? '';
  expect(style).not.toBe('');
  for (const [cache, path] of [
    [`tripmap-pack-${tripId}`, '/en/places/ma-pi-leng'],
    ['tripmap-assets', style],
  ] as const) {
    await page.evaluate(async ([name, url]) => void (await (await caches.open(name)).delete(url)), [cache, path] as const); // prettier-ignore
    // The page asks for its own files again when it is loaded; the pack is counted by a page that is already there.
    await page.evaluate((id) => (location.hash = `#my.${id}&`), tripId);
    await page.evaluate((id) => (location.hash = `#my.${id}`), tripId);
    await expect(page.getByText(/^Not complete: 1 of \d+/)).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Load it' }).click();
    await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 90_000 });
  }
});

test('regression: an update wipes a pack', async () => {
  const tripId = await keepTrip(phone);
  await shellReady(phone);
  await savePack(phone, tripId);
  const before = await phone.stored('tripmap-pack-');
  await publishNewVersion(phone.proxy, 'f00dfeed0003');
  await phone.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect
    .poll(() => phone.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state), {
      timeout: 60_000,
    }) // prettier-ignore
    .toBe('installed');
  await phone.kill();
  await phone.start();
  await phone.open('/en/about');
  await expect.poll(() => phone.cacheNames(), { timeout: 30_000 }).toContain('tripmap-shell-f00dfeed0003');
  await expect
    .poll(async () => (await phone.cacheNames()).filter((name) => name.startsWith('tripmap-shell-')), {
      timeout: 30_000,
    }) // prettier-ignore
    .toEqual(['tripmap-shell-f00dfeed0003']);
  expect((await phone.stored('tripmap-pack-')).sort()).toEqual(before.sort());
  await phone.proxy.cut();
  await phone.open(`/en/open#my.${tripId}`);
  await expect(phone.page.getByText(/^Ready: all/)).toBeVisible({ timeout: 30_000 });
  // A page of the old version keeps the scripts and styles it came with.
  await phone.open('/en/places/ma-pi-leng');
  const missing = await phone.page.evaluate(async () => {
    const files = [...document.documentElement.outerHTML.matchAll(/\/_astro\/[\w.@~-]+\.(?:js|css)/g)].map(([url]) => url); // prettier-ignore
    const answers = await Promise.all(files.map((url) => fetch(url).then(({ ok }) => ok, () => false))); // prettier-ignore
    return files.filter((_, i) => !answers[i]);
  });
  expect(missing).toEqual([]);
});

test('regression: the worker unregisters itself', async () => {
  const { page, proxy } = phone;
  await phone.open('/en/places/dong-van');
  await shellReady(phone);
  await expect.poll(() => phone.stored('tripmap-pages')).toContain('/en/places/dong-van');
  const update = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update().catch(() => undefined);
      return (await navigator.serviceWorker.getRegistrations()).length;
    });
  proxy.readdress = (path) => (path === '/sw.js' ? '/nothing-here' : path);
  expect(await update()).toBe(1);
  proxy.readdress = (path) => path;
  // The sign-in page of a hotel network, and a worker that was cut off on the way.
  for (const other of [
    () => '<!doctype html><title>Welcome to our WiFi</title>',
    (body: string) => body.slice(0, body.length / 2),
  ]) {
    proxy.rewrite = (path, body) => (path === '/sw.js' ? other(body) : undefined);
    expect(await update()).toBe(1);
  }
  await proxy.cut();
  expect(await update()).toBe(1);
  await phone.kill();
  await phone.start();
  await phone.open('/en/places/dong-van');
  await expect(phone.page.getByRole('heading', { level: 1 })).toContainText('Dong Van');
});

test('regression: downloads starving sign-in: a real sign-in goes before a pack on a bad line', async () => {
  const { page, proxy } = phone;
  const invitation = inviteOwner('thon-tha-ao-ca', '14', 'Nhà thử');
  const tripId = await keepTrip(phone);
  await shellReady(phone);
  await phone.open(`/en/open#my.${tripId}`);
  await page.getByRole('button', { name: 'Save this trip for offline' }).click();
  await expect(page.getByRole('button', { name: 'Load it' })).toBeVisible({ timeout: 60_000 });
  // Every answer of the account takes a while, so that there is time for others to get in between.
  const signsIn = (path: string) => /^\/vi\/(?:invite|my)|^\/api\/auth/.test(path);
  proxy.bytesPerSecond = 40_000;
  proxy.delayMs = (path) => (signsIn(path) ? 5000 : 0);
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect(page.locator('progress')).toBeVisible();
  const began = proxy.asked.length;
  await expect.poll(() => proxy.asked.length).toBeGreaterThan(began + 2);

  const other = await phone.context.newPage();
  const arrival = other.goto(`${proxy.origin}${invitation}`);
  await expect.poll(() => proxy.asked.some(signsIn)).toBe(true);
  // What was under way when the sign-in came is at most what the pack loads at once.
  await other.waitForTimeout(1500);
  const underWay = proxy.asked.length;
  await arrival;
  expect(proxy.asked.slice(underWay).filter((path) => path.startsWith('/pictures/') || path.startsWith('/en/'))).toEqual([]); // prettier-ignore
  await other.getByRole('button', { name: 'Vào trang của tôi' }).click();
  await expect(other).toHaveURL(/\/vi\/invite\/welcome$/, { timeout: 60_000 });
  await other.close();
  proxy.bytesPerSecond = Infinity;
  proxy.delayMs = () => 0;
  await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 90_000 });
});

test('personal and portal pages are never stored, and signing out forgets what was visited but keeps saved trips', async () => {
  const { page } = phone;
  const tripId = await keepTrip(phone);
  await shellReady(phone);
  await savePack(phone, tripId);
  await phone.open('/en/places/lung-cu');
  await expect.poll(() => phone.stored('tripmap-pages')).toContain('/en/places/lung-cu');
  await phone.open(inviteOwner('thon-tha-mai-co', '14', 'Nhà thử'));
  await page.getByRole('button', { name: 'Vào trang của tôi' }).click();
  await expect(page).toHaveURL(/\/vi\/invite\/welcome$/);
  for (const path of ['/vi/my', '/vi/my/thon-tha-mai-co', '/vi/account', '/vi/sign-in', '/vi/desk', '/vi/helper']) await phone.open(path); // prettier-ignore
  const all = await phone.stored('tripmap-');
  expect(all.filter((path) => /sign-in|invite|\/(?:my|desk|helper|account)\b|\/api\/(?:auth|owner)/.test(path))).toEqual([]); // prettier-ignore
  expect(JSON.stringify(await page.evaluate(textOfCaches))).not.toContain('Nhà thử');
  await phone.open('/vi/sign-out');
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await expect(page).toHaveURL(/\/vi\/sign-in/);
  await expect.poll(() => phone.stored('tripmap-pages')).toEqual([]);
  expect((await phone.stored('tripmap-pack-')).length).toBeGreaterThan(10);
});

test('a quota reached in the middle of a pack is told, and the pack goes on from there', async () => {
  const { page } = phone;
  const tripId = await keepTrip(phone);
  await shellReady(phone);
  await phone.open(`/en/open#my.${tripId}`);
  await page.getByRole('button', { name: 'Save this trip for offline' }).click();
  await expect(page.getByRole('button', { name: 'Load it' })).toBeVisible({ timeout: 60_000 });
  const session = await phone.context.newCDPSession(page);
  const { usage = 0 } = await page.evaluate(() => navigator.storage.estimate());
  const { origin } = phone.proxy;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 300_000 });
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect(page.getByText('The device is full.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^Not complete: \d+ of \d+/)).toBeVisible();
  // The trip itself and what came before are still there.
  expect((await phone.stored('tripmap-pack-')).length).toBeGreaterThan(1);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 90_000 });
});

test('a connection lost in the middle of a pack or of an update loses nothing', async () => {
  const { page, proxy } = phone;
  const tripId = await keepTrip(phone);
  await shellReady(phone);
  await phone.open(`/en/open#my.${tripId}`);
  await page.getByRole('button', { name: 'Save this trip for offline' }).click();
  await expect(page.getByRole('button', { name: 'Load it' })).toBeVisible({ timeout: 60_000 });
  proxy.bytesPerSecond = 50_000;
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect.poll(() => page.locator('progress').getAttribute('value').then(Number)).toBeGreaterThan(1);
  await proxy.cut();
  await expect(page.getByText('The connection was lost.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^Not complete: \d+ of \d+/)).toBeVisible();
  await proxy.restore();
  proxy.bytesPerSecond = Infinity;
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 90_000 });

  await publishNewVersion(proxy, 'f00dfeed0002');
  proxy.delayMs = (path) => (path.startsWith('/api/planner/core') ? 60_000 : 0);
  await phone.open('/en/about');
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update().catch(() => undefined)));
  await expect.poll(() => phone.cacheNames()).toContain('tripmap-shell-f00dfeed0002');
  await proxy.cut();
  proxy.delayMs = () => 0;
  await phone.open(`/en/open#my.${tripId}`);
  await expect(page.getByText(/^Ready: all/)).toBeVisible({ timeout: 30_000 });
  await phone.open('/en/planner');
  await expect(page.getByRole('list', { name: 'Stops of day 1', exact: true })).toBeVisible({ timeout: 30_000 });
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(1);
});

test('a pack goes with its trip, at once by its button and later when the page was closed too soon', async () => {
  const { page } = phone;
  const tripId = await keepTrip(phone);
  await shellReady(phone);
  await savePack(phone, tripId);
  await page.getByRole('button', { name: 'Remove from this device' }).click();
  await expect.poll(() => phone.stored('tripmap-pack-')).toEqual([]);

  await savePack(phone, tripId);
  await phone.open('/en/planner');
  await page.getByRole('button', { name: 'More about this trip' }).click();
  await page.getByRole('menuitem', { name: 'Delete this trip' }).click();
  await expect(page.getByRole('button', { name: 'Undo' }).last()).toBeVisible();
  await phone.kill();
  await phone.start();
  await phone.page.clock.install();
  await phone.open('/en/about');
  expect((await phone.stored('tripmap-pack-')).length).toBeGreaterThan(10);
  await expect
    .poll(async () => {
      await phone.page.clock.fastForward(31_000);
      return phone.stored('tripmap-pack-');
    })
    .toEqual([]);
});

test('back in the network, an alert that is new on a saved trip is pointed out, once, and others are not', async () => {
  const { page, proxy } = phone;
  const tripId = await keepTrip(phone);
  await shellReady(phone);
  await savePack(phone, tripId);
  const about = { level: 'danger', cause: 'landslide', effect: { kind: 'place-closed' }, from: '2026-11-20T00:00:00+07:00', until: '2027-12-01T00:00:00+07:00', issuedBy: 'x' }; // prettier-ignore
  proxy.rewrite = (path, body) =>
    /^\/api\/planner\/alerts\//.test(path)
      ? JSON.stringify([
          ...(JSON.parse(body) as object[]),
          { ...about, id: 'alerts/test-on-the-way', name: 'Rockfall at the pass', places: ['places/ma-pi-leng'] },
          { ...about, id: 'alerts/test-elsewhere', name: 'Flood far away', places: ['places/bac-ha'] },
        ])
      : undefined;
  // In the language the reader has now, whatever the trip was saved in.
  await phone.open('/de/about');
  const notice = page.locator('offline-notice');
  await expect(notice.getByRole('link', { name: 'Rockfall at the pass' })).toBeVisible({ timeout: 20_000 });
  await expect(notice).toContainText('Warnungen auf einer gesicherten Reise haben sich geändert');
  await expect(notice).not.toContainText('Flood far away');
  await page.reload();
  await page.waitForLoadState('networkidle');
  await expect(notice).toBeHidden();
});

test('pages and the planner from the device say in the reader’s language how old their alerts and prices are', async () => {
  for (const [locale, age, words] of [
    ['de', 'vor 3 Stunden', /Warnungen und Preise/],
    ['vi', '3 giờ trước', /[Cc]ảnh báo và giá/],
  ] as const) {
    await phone.open(`/${locale}/places/dong-van`);
    await shellReady(phone, locale);
    await expect.poll(() => phone.stored('tripmap-pages')).toContain(`/${locale}/places/dong-van`);
    await phone.page.evaluate(setStoredBack, new Date(Date.now() - 3 * 3_600_000).toISOString());
    await phone.proxy.cut();
    for (const path of [`/${locale}/places/dong-van`, `/${locale}/planner`]) {
      await phone.open(path);
      await expect(phone.page.locator('offline-notice')).toContainText(age);
      await expect(phone.page.locator('offline-notice')).toContainText(words);
    }
    await phone.proxy.restore();
  }
});

test('a link cut off or from a newer version says so in words and leaves the saved trip alone', async () => {
  const { page } = phone;
  const tripId = await keepTrip(phone);
  for (const [link, words] of [
    [LINK.slice(0, -3), 'cut off or altered'],
    [`v9${LINK.slice(2)}`, 'made by a newer version'],
  ] as const) {
    await phone.open(`/en/open#${link}`);
    await expect(page.getByRole('alert')).toContainText(words);
  }
  await phone.open(`/en/open#my.${tripId}`);
  await expect(page.getByRole('button', { name: 'GPX (navigators)' })).toBeVisible();
});

async function textOfCaches(): Promise<string[]> {
  const texts: string[] = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const response = await cache.match(key);
      if (/html|json/.test(response?.headers.get('content-type') ?? '')) texts.push(await response!.text());
    }
  }
  return texts;
}

/** As if everything had been stored at that hour. */
async function setStoredBack(at: string): Promise<void> {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const response = await cache.match(key);
      if (!response?.headers.has('x-stored-at')) continue;
      const headers = new Headers(response.headers);
      headers.set('x-stored-at', at);
      await cache.put(key, new Response(await response.arrayBuffer(), { headers }));
    }
  }
}
