import { writeFileSync, mkdirSync, rmSync } from 'node:fs';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { signIn } from '#tests/support/desk-people.ts';
import { E2E_SITE } from '#tests/support/prepare-e2e-site.ts';
import { inviteOwner, signInHelper } from './owner-people.ts';
import { LINK } from './offline-phone.ts';
import { openTemplate, TEMPLATES } from './templates.ts';

/** A screen in one state, opened in any language. Nothing here knows a word of the page. */
export type Screen = { name: string; open(page: Page, locale: string): Promise<void> };
/** Screens that one visitor sees, in the order in which they are opened. */
export type Walk = { name: string; start(browser: Browser): Promise<BrowserContext>; screens: readonly Screen[] };

const at = (path: string): Screen => ({
  name: path === '' ? '/' : path,
  open: async (page, locale) => {
    await page.goto(`/${locale}${path}`, { waitUntil: path.startsWith('/map') ? 'networkidle' : 'load' });
    if (new URL(page.url()).pathname !== `/${locale}${path}`.split('?')[0]) throw new Error(`${path} led to ${page.url()}`);
  },
}); // prettier-ignore

/** Sends a form as it stands, past the browser's own checks and our scripts, so that the server refuses it. */
async function sendRaw(page: Page, selector: string): Promise<void> {
  await Promise.all([
    page.waitForEvent('load'),
    page.locator(selector).first().evaluate((form: HTMLFormElement) => HTMLFormElement.prototype.submit.call(form)),
  ]); // prettier-ignore
}

let ticket = '';

const THREE_DAYS = {
  version: 1,
  name: 'Three days',
  date: '2027-11-12',
  vehicle: 'motorbike',
  licence: { status: 'none' },
  start: { at: 'places/ha-giang', hour: 480, arrival: 'there' },
  end: { at: 'places/ha-giang', departure: 'none' },
  days: [
    { stops: [{ at: 'places/tam-son', note: 'A note' }, { at: 'places/yen-minh' }], bed: { at: 'places/yen-minh' } },
    { stops: [{ at: 'places/lung-cu', locked: true }, { at: 'places/dong-van' }] },
    { stops: [{ at: 'places/ma-pi-leng' }, { at: 'places/meo-vac' }, { at: 'places/du-gia' }] },
  ],
};

async function openThreeDays(page: Page, locale: string): Promise<void> {
  await openTemplate(page, locale, '/planner');
  await page.locator('input[type=file]').first().setInputFiles({
    name: 't.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(THREE_DAYS)),
  }); // prettier-ignore
  await expect(page.locator('.pl-stop .pl-stop-name')).toHaveCount(7, { timeout: 30_000 });
}

const planner = (name: string, then: (page: Page) => Promise<void>): Screen => ({
  name: `planner, ${name}`,
  open: async (page, locale) => {
    await openThreeDays(page, locale);
    await then(page);
    // What lies half below the head while it scrolls by is not small.
    await page.evaluate(() => scrollTo(0, 0));
  },
});

const dialog = (page: Page) => expect(page.locator('dialog[open]')).toBeVisible();

const PLANNER: Screen[] = [
  planner('opened from a file, with its message', async () => undefined),
  planner('a stop and the check open', async (page) => {
    await page.locator('.pl-check-list summary').click();
    await page.locator('.pl-stop-name').first().click();
  }),
  planner('settings, adding and extras open', async (page) => {
    await page.locator('.pl-settings-button').click();
    await page.locator('.pl-add').first().click();
    for (const summary of await page.locator('.pl-extras > details > summary').all()) await summary.click();
  }),
  planner('timeline', async (page) => {
    await page.locator('[role=tab]').nth(1).click();
    await expect(page.locator('.pl-block').first()).toBeVisible();
  }),
  planner('beds', async (page) => {
    await page.locator('.pl-bed button').first().click();
    await dialog(page);
  }),
  planner('my trips', async (page) => {
    await page.locator('.pl-bar-button').first().click();
    await dialog(page);
  }),
  planner('day menu', async (page) => {
    await page.locator('.pl-day-head .pl-menu button').first().click();
  }),
];

/** An alert that closes nothing, far from the roads of the other tests. */
const ALERT = `${E2E_SITE}/content/alerts/axe-advice`;
function writeAlert(): void {
  mkdirSync(ALERT, { recursive: true });
  for (const language of ['en', 'vi', 'de'])
    writeFileSync(`${ALERT}/${language}.md`, '---\nname: Fog\nsummary: Ride slowly.\n---\n\nFog.\n');
  writeFileSync(`${ALERT}/facts.yaml`, "level: notice\ncause: fog\neffect: { kind: advice }\nplaces: [tay-con-linh]\nfrom: '2026-01-01T00:00:00+07:00'\nuntil: '2099-01-01T00:00:00+07:00'\nissuedBy: Test\n"); // prettier-ignore
}
export const removeAlert = (): void => rmSync(ALERT, { recursive: true, force: true });

const STATES: Screen[] = [
  at('/alerts/axe-advice'),
  at('/places/ma-pi-leng/sign'),
  at('/homestays/dong-van-den-long/sign'),
  at('/sign-in/outbox'),
  at('/invite/nobody'),
  at('/plan?start=places/ha-giang&date=2027-11-12&time=08:00&end=places/ha-giang&end-date=2027-11-14&by=17:30&vehicle=easy-rider&must=places/ma-pi-leng'), // prettier-ignore
  at('/plan?start=places/ha-giang&date=2027-11-14&time=08:00&end-date=2027-11-12&by=17:30'),
  at('/map?place=ma-pi-leng'),
  {
    name: 'the server’s own fault page',
    open: async (page, locale) => {
      await page.goto(`/${locale}`);
      const answer = await page.request.get('/500', { headers: { 'accept-language': locale } });
      await page.setContent(await answer.text());
    },
  },
  {
    name: 'a request that is refused before any page',
    open: async (page, locale) => void (await page.goto(`/${locale}/%E0%A4%A`)),
  },
  {
    name: 'the words of a search with its suggestions',
    open: async (page, locale) => {
      await page.goto(`/${locale}/places`);
      await page.locator('header.site input[type=search]').first().pressSequentially('dong van');
      await expect(page.locator('[role=option]').first()).toBeVisible();
    },
  },
  {
    name: 'the languages open',
    open: async (page, locale) => {
      await page.goto(`/${locale}/places`);
      await page.locator('.languages summary').click();
      for (const one of await page.locator('main details > summary').all())
        if (await one.isVisible()) await one.click();
    },
  },
  {
    name: 'a trip from a link',
    open: async (page, locale) => {
      await page.goto('about:blank');
      await page.goto(`/${locale}/open#${LINK}`);
      await expect(page.locator('main h1')).toBeVisible();
      await expect(page.locator('.ta-trip')).toBeVisible({ timeout: 30_000 });
    },
  },
  {
    name: 'a trip from a broken link',
    open: async (page, locale) => {
      await page.goto('about:blank');
      await page.goto(`/${locale}/open#${LINK.slice(0, 40)}`);
      await expect(page.locator('.ta-trouble')).toBeVisible({ timeout: 30_000 });
    },
  },
  {
    name: 'a report that is refused',
    open: async (page, locale) => {
      await page.goto(`/${locale}/report?about=places/ma-pi-leng`);
      await sendRaw(page, 'form[data-report]');
      await expect(page.locator('.notice.danger:visible').first()).toBeVisible();
    },
  },
  {
    name: 'the ticket of a report',
    open: async (page, locale) => {
      // One ticket in all languages: nobody may send a report for each of them within the hour.
      if (ticket !== '') return void (await page.goto(`/${locale}/tickets/${ticket}`));
      await page.goto(`/${locale}/report?about=places/ma-pi-leng`);
      await page.locator('[name="text"]').fill('Bottles below the viewpoint.');
      await sendRaw(page, 'form[data-report]');
      ticket = /\/tickets\/([^/?]+)/.exec(page.url())?.[1] ?? '';
      expect(ticket, page.url()).not.toBe('');
    },
  },
  {
    name: 'signing in with a wrong code',
    open: async (page, locale) => {
      await page.goto(`/${locale}/sign-in`);
      await page.locator('#address').fill(`nobody-${crypto.randomUUID()}@example.vn`);
      await sendRaw(page, 'form:has(#address)');
      const code = page.locator('[name=code]');
      if (!(await code.count())) return;
      await code.fill('000000');
      await sendRaw(page, 'form:has([name=code])');
    },
  },
];

const HOUSE = 'thon-tha-ao-ca';
const QUESTIONS = ['sleeps', 'amenity-wifi', 'languages', 'position'].map((one) => `/questions/${one}`);
const OWNER: Screen[] = [
  ...['', '/price', '/contact', '/photos', ...QUESTIONS, '/words', '/requests', '/review', '/read-back', '/calendars', '/helpers', '/conflicts', '/preview'].map((screen) => at(`/my/${HOUSE}${screen}`)),
  at('/account'),
  at('/invite/welcome'),
  at('/sign-out'),
  at(`/homestays/${HOUSE}/ask`),
  {
    name: 'a question for a room that is refused',
    open: async (page, locale) => {
      await page.goto(`/${locale}/homestays/${HOUSE}/ask`);
      await sendRaw(page, 'main form[method=post]');
      await expect(page.locator('[role=alert], .notice.danger').first()).toBeVisible();
    },
  },
  {
    name: 'a price that is refused',
    open: async (page, locale) => {
      await page.goto(`/${locale}/my/${HOUSE}/price`);
      await page.locator('form input:not([type=hidden])').first().evaluate((input: HTMLInputElement) => (input.value = ''));
      await sendRaw(page, 'main form');
    },
  },
  {
    name: 'an invitation before its tap',
    open: async (page, locale) => void (await page.goto(inviteOwner(HOUSE).replace(/^\/vi/, `/${locale}`))),
  },
]; // prettier-ignore

const SLUG = 'cot-co-lung-cu';
const DESK: Screen[] = [
  ...['', '/entries/places', `/entries/places/${SLUG}`, `/entries/places/${SLUG}/edit`, `/entries/places/${SLUG}/edit?part=de`, '/entries/events/dong-van-market/edit', `/entries/places/${SLUG}/history`, `/entries/places/${SLUG}/preview`, '/alerts', '/alerts/edit', '/translations', '/translations/glossary', `/translations/places/${SLUG}/fr`, '/reports', '/import', '/people', '/people/sheet?village=lo-lo-chai', '/numbers', '/audit'].map((door) => at(`/desk${door}`)),
  {
    name: 'one report at the desk',
    open: async (page, locale) => {
      await page.goto(`/${locale}/report?about=places/ma-pi-leng`);
      await page.locator('[name="text"]').fill('Stones on the road.');
      await sendRaw(page, 'form[data-report]');
      await page.goto(`/${locale}/desk/reports`);
      await page.locator('main a[href*="/desk/reports/"]').first().click();
      await page.waitForURL(/\/desk\/reports\/./);
    },
  },
  {
    name: 'printed invitations',
    open: async (page, locale) => {
      await page.goto(`/${locale}/desk/people/sheet?village=lo-lo-chai`);
      await page.locator('main form [name=home]').first().check();
      await sendRaw(page, 'main form.stack');
      await expect(page.locator('.sheets li').first()).toBeVisible();
    },
  },
  {
    name: 'an alert that is refused',
    open: async (page, locale) => {
      await page.goto(`/${locale}/desk/alerts/edit`);
      await sendRaw(page, 'main form[method=post]');
    },
  },
]; // prettier-ignore

const HELPER: Screen[] = [at('/helper'), at(`/helper/${HOUSE}`), at('/account')];
const NEW_STAFF: Screen[] = [at('/account/authenticator')];

const anyone = (browser: Browser) => browser.newContext();

/** Every screen of the product, by who sees it. */
export function walks(baseURL: string): Walk[] {
  const site = { dataDir: `${E2E_SITE}/var`, origin: baseURL };
  const as = (who: Parameters<typeof signIn>[1]) => async (browser: Browser) => {
    const person = await signIn(site, who);
    const context = await browser.newContext();
    await context.addCookies(person.cookies.map((cookie) => ({ ...cookie, url: baseURL })));
    return context;
  };
  return [
    { name: 'pages', start: anyone, screens: TEMPLATES.map((path) => ({ name: path === '' ? '/' : path, open: (page, locale) => openTemplate(page, locale, path) })) },
    { name: 'states', start: (browser) => (writeAlert(), anyone(browser)), screens: [...STATES, ...PLANNER] },
    { name: 'owner', start: as({ name: 'Sùng Mai', roles: ['owner'], owns: `homestays/${HOUSE}` }), screens: OWNER },
    { name: 'desk', start: as({ name: 'Vàng Mỷ', roles: ['admin'] }), screens: DESK },
    {
      name: 'helper',
      start: async (browser) => {
        const context = await browser.newContext();
        await (await signInHelper(context, [HOUSE])).page.close();
        return context;
      },
      screens: HELPER,
    },
    { name: 'new staff', start: as({ name: 'Lò Mới', roles: ['reviewer'], proven: false }), screens: NEW_STAFF },
  ];
} // prettier-ignore
