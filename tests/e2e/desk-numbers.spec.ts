import { expect, test, type Browser, type Page } from '@playwright/test';
import sharp from 'sharp';
import { openStateStore } from '#src/adapters/sql/sql-store.ts';
import { signIn, type Person } from '#tests/support/desk-people.ts';
import { E2E_SITE } from '#tests/support/prepare-e2e-site.ts';
import { newPhone, shellReady } from './offline-phone.ts';
import { dayFromToday, openPlanner, openTrip, untilSaved } from './planner-steps.ts';

let people: Record<'officer' | 'admin', Person>;
test.beforeAll(async ({}, info) => {
  const site = { dataDir: `${E2E_SITE}/var`, origin: info.project.use.baseURL ?? '' };
  people = {
    officer: await signIn(site, { name: 'Nguyễn Lan', roles: ['editor'], duty: true }),
    admin: await signIn(site, { name: 'Vàng Mỷ', roles: ['admin'] }),
  };
});

async function deskOf(browser: Browser, person: Person): Promise<Page> {
  // Everything at the desk works without JavaScript too.
  const context = await browser.newContext({ javaScriptEnabled: false });
  const url = test.info().project.use.baseURL ?? '';
  await context.addCookies(person.cookies.map((cookie) => ({ ...cookie, url })));
  return context.newPage();
}

async function stored<T>(look: (store: Awaited<ReturnType<typeof openStateStore>>) => Promise<T>): Promise<T> {
  const store = await openStateStore({ url: `${E2E_SITE}/var/state.sqlite`, clock: { now: () => new Date() } });
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

test('a report with a photo waits on the phone without signal, is stored once when it is back, and only then has its ticket', async ({
  baseURL,
}) => {
  test.setTimeout(180_000);
  const phone = await newPhone(baseURL ?? '');
  try {
    const words = `Rocks on the road ${Date.now()}`;
    const reports = () => stored(async (store) => (await store.reports.list()).filter(({ text }) => text === words));
    await phone.open('/en/places/ma-pi-leng');
    await shellReady(phone);
    await phone.proxy.cut();
    await phone.context.setOffline(true);
    const { page } = phone;
    await page.goto(`${phone.proxy.origin}/en/report?about=places/ma-pi-leng`);
    await page.getByLabel('An unsafe road').check();
    await page.locator('[name="text"]').fill(words);
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#753' } }).jpeg().toBuffer(); // prettier-ignore
    await page.locator('[name="photo"]').setInputFiles({ name: 'road.jpg', mimeType: 'image/jpeg', buffer: photo });
    const send = page.locator('[data-report] button[type="submit"]');
    await send.click();
    await expect(page.locator('[data-queued]')).toContainText('It is not sent yet.');
    // Impatience changes nothing: it is the same report.
    await send.click();
    await expect(page.locator('[data-later]')).toBeHidden();
    expect(await reports()).toEqual([]);

    await phone.proxy.restore();
    await phone.context.setOffline(false);
    await expect(page.locator('[data-later]')).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('[data-queued]')).toBeHidden();
    expect(await reports()).toMatchObject([{ kind: 'unsafe-road', entry: 'places/ma-pi-leng', photo: /./ }]);
    await page.locator('[data-ticket]').click();
    await expect(page).toHaveURL(/\/en\/tickets\/[\w-]{24}$/);
    await expect(page.getByText(words)).toBeVisible();
    await phone.open('/en/report');
    await expect(page.locator('[data-queued]')).toBeHidden();
    expect(await reports()).toHaveLength(1);
  } finally {
    await phone.throwAway();
  }
});

test('a shared trip is counted when its traveller ticks the box, which is never ticked by itself', async ({
  browser,
  page,
}) => {
  test.setTimeout(120_000);
  const trips = () => stored((store) => store.counters.sum({ name: 'shared-trip', from: '2000-01-01', to: '2100-01-01' })); // prettier-ignore
  const before = await trips();
  await openPlanner(page);
  const share = async (name: string, consent: boolean) => {
    await openTrip(page, { name, days: [{ stops: [{ at: 'places/dong-van' }], bed: { at: 'places/meo-vac' } }] });
    await untilSaved(page);
    const box = page.getByRole('checkbox', { name: /Count this trip/ });
    // Opened once, the part stays open.
    if (!(await box.isVisible())) await page.getByRole('heading', { name: 'Take it along' }).click();
    await expect(box).not.toBeChecked({ timeout: 20_000 });
    if (consent) await box.check();
    await page.getByRole('button', { name: 'Make a short link' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Short link made.' })).toHaveText(consent ? /are counted/ : 'Short link made.'); // prettier-ignore
  };
  await share(`Silent ${Date.now()}`, false);
  expect(await trips()).toBe(before);
  await share(`Counted ${Date.now()}`, true);
  expect(await trips()).toBe(before + 1);

  const desk = await deskOf(browser, people.admin);
  await desk.goto('/en/desk/numbers');
  await expect(desk.getByRole('img', { name: /Trips counted, by week/ })).toBeVisible();
  expect(await (await desk.request.get('/en/desk/numbers/shared.csv')).text()).toContain('Meo Vac');

  // The official series: what cannot be meant is refused by its field, and what was typed stays.
  const form = desk.locator('form', { has: desk.locator('[name="visitors"]') });
  const fields = { month: '2026-09', visitors: '-5', foreign: '', source: '=1+1', sourceDate: '2026-10-05' };
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('button').click();
  await expect(desk.getByRole('alert')).toContainText('Visitors: a whole number');
  await expect(form.locator('[name="source"]')).toHaveValue('=1+1');
  await form.locator('[name="visitors"]').fill('285.000');
  await form.locator('button').click();
  await expect(desk.getByRole('cell', { name: '285,000' }).first()).toBeVisible();
  expect(await (await desk.request.get('/en/desk/numbers/visitors.csv')).text()).toContain("'=1+1");
  await desk.getByRole('button', { name: 'Remove September 2026' }).click();
  await expect(desk.locator('.notice.calm')).toHaveText('Removed.');
  await desk.goto('/en/desk/numbers?lodging=dong-van-den-long&month=2026-11');
  await expect(desk.getByLabel('To copy')).toHaveValue(/Nights of the month: 30\n/);
});

test('an officer on duty ends an alert with one tap and a confirmation; subscribers get a Cancel', async ({
  browser,
  request,
}) => {
  const title = `Zwend ${Date.now()}`;
  const desk = await deskOf(browser, people.officer);
  await desk.goto('/en/desk/alerts/edit');
  for (const [name, value] of [['level', 'warning'], ['cause', 'fog'], ['effect/kind', 'advice']] as const) await desk.locator(`[name="facts/${name}"]`).selectOption(value); // prettier-ignore
  await desk.locator('[name="facts/places"]').fill('du-gia');
  await desk.locator('[name="facts/until"]').fill(`${dayFromToday(3)}T18:00`);
  await desk.locator('[name="en/name"]').fill(title);
  await desk.locator('[name="en/summary"]').fill('Ride slowly.');
  await desk.locator('button.primary[value="check"]').click();
  await desk.locator('button[value="publish"]').click();
  const item = desk.getByRole('listitem').filter({ hasText: title });
  const cap = (await item.getByRole('link', { name: 'CAP' }).getAttribute('href')) ?? '';
  expect(await (await request.get(cap)).text()).toContain('<msgType>Alert</msgType>');
  await item.getByText('End now', { exact: true }).click();
  await item.getByRole('button', { name: 'Yes, end it now' }).click();
  await expect(desk.locator('.notice.calm')).toContainText('ended everywhere');
  await expect(desk.getByText(title)).toHaveCount(0);
  expect(await (await request.get(cap)).text()).toContain('<msgType>Cancel</msgType>');
  expect(await (await request.get('/api/planner/alerts/en')).text()).not.toContain(title);
});
