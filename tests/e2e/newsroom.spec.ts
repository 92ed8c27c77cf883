import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { E2E_SITE } from '#tests/support/prepare-e2e-site.ts';
import { signIn, type Person } from '#tests/support/desk-people.ts';

// One after the other: they share accounts and the queue.
test.describe.configure({ mode: 'serial' });

const SLUG = 'cot-co-lung-cu';
let people: Record<'editor' | 'reviewer' | 'admin' | 'owner', Person>;

test.beforeAll(async ({}, info) => {
  const site = { dataDir: `${E2E_SITE}/var`, origin: info.project.use.baseURL ?? '' };
  people = {
    editor: await signIn(site, { name: 'Nguyễn Lan', roles: ['editor'], duty: true }),
    reviewer: await signIn(site, { name: 'Trần Minh', roles: ['reviewer'] }),
    admin: await signIn(site, { name: 'Vàng Mỷ', roles: ['admin'] }),
    owner: await signIn(site, { name: 'Sùng Mai', roles: ['owner'], owns: 'homestays/dong-van-den-long' }),
  };
});

async function pageFor(browser: Browser, person: Person | undefined, options: { javaScriptEnabled?: boolean } = {}) {
  const context = await browser.newContext(options);
  const url = test.info().project.use.baseURL ?? '';
  if (person) await context.addCookies(person.cookies.map((cookie) => ({ ...cookie, url })));
  const page = await context.newPage();
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  page.on('dialog', (dialog) => {
    violations.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, violations };
}

/** Milliseconds until an address says a text, asked again and again as readers would. */
async function until(request: APIRequestContext, path: string, text: string, from: number): Promise<number> {
  for (;;) {
    const answer = await request.get(path);
    if ((await answer.text()).includes(text)) return Math.round(performance.now() - from);
    if (performance.now() - from > 5000) throw new Error(`${path} does not show "${text}" after five seconds.`);
    await new Promise((wait) => setTimeout(wait, 20));
  }
}

async function saveWords(page: Page, path: string, fields: Record<string, string>, submit = true): Promise<void> {
  await page.goto(path);
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value);
  await page
    .locator(submit ? 'button[name="submit"]' : 'form button.primary')
    .first()
    .click();
}

test('an edit goes from the form over the reviewer to every place that shows it', async ({ browser, request }) => {
  const mark = `Zwtest${Date.now()}`;
  const { page: editor } = await pageFor(browser, people.editor, { javaScriptEnabled: false });
  await saveWords(editor, `/en/desk/entries/places/${SLUG}/edit?part=vi`, {
    summary: `Cột cờ ${mark} trên đỉnh Lũng Cú.`,
  });
  await expect(editor.locator('.notice.calm')).toBeVisible();
  // Nobody passes their own work.
  await expect(editor.locator('button[value="approve"]')).toHaveCount(0);

  const { page: reviewer, violations } = await pageFor(browser, people.reviewer);
  await reviewer.goto('/en/desk');
  await reviewer.keyboard.press('j');
  await expect(reviewer.locator('[data-queue]').first()).toBeFocused();
  await reviewer.goto(`/en/desk/entries/places/${SLUG}`);
  const field = reviewer.locator('[data-field="words/vi/summary"]');
  await expect(field.locator('ins')).toContainText([mark]);
  await expect(field.locator('h3')).toContainText('Tiếng Việt: Summary');
  await expect(reviewer.locator('[data-field]')).toHaveCount(1);

  // The page is there for readers before, so that what is measured includes forgetting it.
  for (const language of ['vi', 'en', 'de']) await request.get(`/${language}/places/${SLUG}`);
  const approve = reviewer.locator('button[value="approve"]');
  const sent = reviewer.waitForRequest((one) => one.method() === 'POST');
  void approve.click();
  await sent;
  const from = performance.now();
  const times = {
    page: await until(request, `/vi/places/${SLUG}`, mark, from),
    search: await until(request, `/api/search?q=${mark}&lang=vi`, SLUG, from),
  };
  console.log(`approve → visible: ${JSON.stringify(times)} ms`);
  expect(Math.max(...Object.values(times))).toBeLessThan(3000);
  await expect(reviewer.locator('.notice.calm')).toBeVisible();

  // The other languages still show their words, and the board knows that they are outdated.
  for (const language of ['en', 'de']) expect((await request.get(`/${language}/places/${SLUG}`)).status()).toBe(200);
  await reviewer.goto(`/en/desk/translations/places/${SLUG}/de`);
  await expect(reviewer.locator('.badge.gold')).toHaveText('outdated');
  await expect(reviewer.locator('ins')).toContainText([mark]);
  await reviewer.goto(`/en/desk/entries/places/${SLUG}/history`);
  await expect(reviewer.locator('tbody th').first()).toBeVisible();
  expect(violations).toEqual([]);
});

test('a name and a position reach search, planner data and the sitemap within a second', async ({
  browser,
  request,
}) => {
  const name = `Tháp ${Date.now()}`;
  const { page: editor } = await pageFor(browser, people.editor);
  await saveWords(editor, `/en/desk/entries/places/${SLUG}/edit?part=vi`, { name });
  const { page: reviewer } = await pageFor(browser, people.reviewer);
  await reviewer.goto(`/en/desk/entries/places/${SLUG}`);
  const sent = reviewer.waitForRequest((one) => one.method() === 'POST');
  void reviewer.locator('button[value="approve"]').click();
  await sent;
  const from = performance.now();
  const day = new Date().toISOString().slice(0, 10);
  const sitemaps = [...(await (await request.get('/sitemap.xml')).text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => new URL(url as string).pathname); // prettier-ignore
  const times = {
    planner: await until(request, '/api/planner/core/vi', name, from),
    page: await until(request, `/vi/places/${SLUG}`, name, from),
    search: await until(request, `/api/search?q=${encodeURIComponent(name)}&lang=vi`, SLUG, from),
  };
  const places = await Promise.all(sitemaps.map(async (path) => (await request.get(path)).text()));
  expect(places.some((xml) => xml.includes(`/vi/places/${SLUG}</loc>`) && xml.includes(day))).toBe(true);
  console.log(`approve → visible: ${JSON.stringify(times)} ms`);
  expect(Math.max(...Object.values(times))).toBeLessThan(3000);
});

test('a stale approval is refused and shows the new version; asking for changes needs a reason', async ({
  browser,
}) => {
  const { page: editor } = await pageFor(browser, people.editor);
  const path = `/en/desk/entries/places/${SLUG}/edit?part=en`;
  await saveWords(editor, path, { summary: 'First wording of the tower.' });
  const { page: reviewer } = await pageFor(browser, people.reviewer);
  await reviewer.goto(`/en/desk/entries/places/${SLUG}`);
  await saveWords(editor, path, { summary: 'Second wording of the tower.' }, false);
  await reviewer.locator('button[value="approve"]').click();
  await expect(reviewer.locator('[role="alert"]')).toContainText('changed after you opened');
  await expect(reviewer.locator('[data-field="words/en/summary"] ins').first()).toContainText('Second');
  await reviewer.locator('button[value="ask"]').click();
  await expect(reviewer.locator('[role="alert"]')).toBeVisible();
  await reviewer.locator('textarea[name="reason"]').fill('Say how many steps.');
  await reviewer.locator('button[value="ask"]').click();
  await expect(reviewer.locator('.notice.calm').first()).toBeVisible();
  await editor.goto(`/en/desk/entries/places/${SLUG}`);
  await expect(editor.getByText('Say how many steps.')).toBeVisible();
  await editor.locator('button[value="discard"]').click();
});

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '[click](javascript:alert(3))',
  '[click](data:text/html;base64,PHNjcmlwdD5hbGVydCg0KTwvc2NyaXB0Pg==)',
  '![x](x"onerror="alert(5))',
  '<svg><script>alert(6)</script></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(7)>',
  '<iframe srcdoc="<script>alert(8)</script>"></iframe>',
  '<a href="java\tscript:alert(9)">x</a>',
  '<form action=/en/desk><button name=_do value=approve>go</button></form>',
  '<details open ontoggle=alert(10)>x</details>',
  '<style>*{background:url(//evil.example)}</style>',
  '[a]: javascript:alert(11)\n[a]',
  '<base href=//evil.example>',
  '"><body onload=alert(12)>',
  '\u202Eevil\u202C <b onmouseover=alert(13)>hover</b>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<noscript><p title="</noscript><img src=x onerror=alert(14)>">',
];

test('Markdown made to attack stays text in preview, difference, page and feed', async ({ browser, request }) => {
  const slug = `attack-${Date.now()}`;
  const { page: editor, violations } = await pageFor(browser, people.editor);
  await editor.goto('/en/desk/entries/guides');
  await editor.locator('[name="name"]').fill('<script>alert(0)</script>');
  await editor.locator('[name="slug"]').fill(slug);
  await editor.locator('form[method="post"] button.primary').click();
  await editor.locator('[name="facts/topic"]').selectOption('rules');
  await editor.locator('[name="facts/order"]').fill('99');
  await editor.locator('[name="facts/checkedOn"]').fill('2026-11');
  await editor.locator('form button.primary').first().click();
  await editor.goto(`/en/desk/entries/guides/${slug}/edit?part=vi`);
  await editor.locator('[name="summary"]').fill('<img src=x onerror=alert(1)> tóm tắt');
  await editor.locator('[name="body"]').fill(ATTACKS.join('\n\n'));
  await expect(editor.locator('[data-live]')).toBeVisible();
  const activeIn = (page: Page, within: string) =>
    page.locator(within).evaluate((root) => {
      const found = [...root.querySelectorAll('script,iframe,object,embed,form,style,base,meta,svg,math')].map((element) => element.tagName); // prettier-ignore
      for (const element of root.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) {
          if (name.startsWith('on') || name === 'srcdoc' || /^\s*(?:java\s*script|data|vbscript):/i.test(value)) found.push(`${element.tagName} ${name}`); // prettier-ignore
        }
      }
      return found;
    });
  expect(await activeIn(editor, '[data-live]')).toEqual([]);
  await editor.locator('button[name="submit"]').click();
  const { page: reviewer, violations: seen } = await pageFor(browser, people.reviewer);
  await reviewer.goto(`/en/desk/entries/guides/${slug}`);
  expect(await activeIn(reviewer, '.differences')).toEqual([]);
  await reviewer.goto(`/en/desk/entries/guides/${slug}/preview?lang=vi`);
  await expect(reviewer.getByText('Đây là bản xem trước')).toBeVisible();
  expect(await activeIn(reviewer, '.prose')).toEqual([]);
  await reviewer.goto(`/en/desk/entries/guides/${slug}`);
  await reviewer.locator('button[value="approve"]').click();
  await reviewer.goto(`/vi/guides/${slug}`);
  await expect(reviewer.locator('h1')).toHaveText('<script>alert(0)</script>');
  expect(await activeIn(reviewer, '.prose')).toEqual([]);
  const feed = await (await request.get('/vi/feed.xml')).text();
  expect(feed).toContain('&lt;script&gt;alert(0)');
  expect(feed).not.toContain('<script');
  await reviewer.goto(`/en/desk/entries/guides/${slug}/history`);
  await reviewer.goto(`/en/desk/entries/guides/${slug}`);
  await reviewer.locator('button[value="unpublish"]').click();
  expect((await request.get(`/vi/guides/${slug}`)).status()).toBe(404);
  expect([...violations, ...seen]).toEqual([]);
});

test('an alert shows who is affected, then reaches pages, plans and feeds in seconds, without JavaScript', async ({
  browser,
  request,
}) => {
  const { page } = await pageFor(browser, people.editor, { javaScriptEnabled: false });
  const title = `Landslide ${Date.now()}`;
  await request.get('/en/places/ma-pi-leng');
  await page.goto('/en/desk/alerts/edit');
  await page.locator('[name="facts/level"]').selectOption('danger');
  await page.locator('[name="facts/cause"]').selectOption('landslide');
  await page.locator('[name="facts/effect/kind"]').selectOption('road-closed');
  await page.locator('[name="facts/roads/0/from"]').fill('dong-van');
  await page.locator('[name="facts/roads/0/to"]').fill('meo-vac');
  await page.locator('[name="facts/until"]').fill('2027-12-24T18:00');
  await page.locator('[name="en/name"]').fill(title);
  await page.locator('[name="en/summary"]').fill('Take the detour over Yen Minh.');
  await page.locator('button[value="check"]').click();
  await expect(page.locator('#affected + ul')).toContainText('QL4C');
  await expect(page.locator('#affected + ul')).toContainText('Ma Pi Leng');
  const from = performance.now();
  await page.locator('button[value="publish"]').click();
  const times = {
    planner: await until(request, '/api/planner/alerts/en', title, from),
    place: await until(request, '/en/places/ma-pi-leng', title, from),
    trip: await until(request, '/en/trips/loop-3-days', title, from),
    feed: await until(request, '/en/alerts/feed.xml', title, from),
  };
  console.log(`alert → visible: ${JSON.stringify(times)} ms`);
  expect(Math.max(...Object.values(times))).toBeLessThan(5000);
  const feed = await (await request.get('/en/alerts/feed.xml')).text();
  const cap = /href="[^"]*(\/alerts\/[a-z0-9-]+\.cap\.xml)"/.exec(feed)?.[1] ?? '';
  const message = await (await request.get(cap)).text();
  expect(message).toContain('urn:oasis:names:tc:emergency:cap:1.2');
  expect(message).toContain('<severity>Severe</severity>');
  const slug = /\/alerts\/([a-z0-9-]+)\.cap/.exec(cap)?.[1] ?? '';
  const { page: reviewer } = await pageFor(browser, people.reviewer);
  await reviewer.goto('/en/desk');
  await expect(reviewer.getByText(`alerts/${slug}`)).toBeVisible();
  await reviewer.goto(`/en/desk/entries/alerts/${slug}`);
  await reviewer.locator('button[value="unpublish"]').click();
  expect((await (await request.get('/en/places/ma-pi-leng')).text()).includes(title)).toBe(false);
});

test('a report is stored once, answered in the open and forgotten by person', async ({ browser }) => {
  const { page: visitor } = await pageFor(browser, undefined, { javaScriptEnabled: false });
  await visitor.goto('/en/report?about=places/ma-pi-leng');
  await visitor.locator('[value="rubbish"]').check();
  await visitor.locator('[name="text"]').fill('Bottles below the viewpoint <b>here</b>.');
  await visitor.locator('[name="contact"]').fill('mail@example.org');
  await visitor.locator('form[data-report] button.primary').click();
  await expect(visitor).toHaveURL(/\/en\/tickets\/[\w-]{24}/);
  await expect(visitor.locator('[role="status"]').first()).toBeVisible();
  const ticket = visitor.url();
  expect(await visitor.content()).not.toContain('mail@example.org');
  const { page: editor } = await pageFor(browser, people.editor);
  await editor.goto('/en/desk/reports');
  await editor
    .getByRole('link', { name: /Bottles below/ })
    .first()
    .click();
  await expect(editor.getByText('mail@example.org')).toBeVisible();
  await editor.locator('[name="words"]').fill('Collected on Sunday. Thank you.');
  await editor.locator('[name="state"]').selectOption('fixed');
  await editor.locator('button[value="answer"]').click();
  await visitor.goto(ticket);
  await expect(visitor.getByText('Collected on Sunday. Thank you.')).toBeVisible();
});

const DOORS = ['', '/entries/places', `/entries/places/${SLUG}`, `/entries/places/${SLUG}/edit`, `/entries/places/${SLUG}/history`, `/entries/places/${SLUG}/preview`, '/alerts', '/alerts/edit', '/translations', '/translations/glossary', '/translations/xliff?to=fr', `/translations/places/${SLUG}/fr`, '/reports', '/import', '/export/homestays.csv', '/people', '/people/sheet?village=lo-lo-chai', '/numbers', '/numbers/weeks.csv', '/audit']; // prettier-ignore
const ONLY_CHIEFS = ['/audit'];

test('every door of the desk opens for its roles, leads strangers to sign-in and does not exist for owners', async ({
  browser,
}) => {
  for (const [name, person] of Object.entries({ ...people, anonymous: undefined })) {
    const { page } = await pageFor(browser, person);
    for (const door of DOORS) {
      const answer = await page.request.get(`/en/desk${door}`, { maxRedirects: 0 });
      const expected = name === 'anonymous' ? 303 : name === 'owner' ? 404 : name === 'editor' && ONLY_CHIEFS.includes(door) ? 404 : 200; // prettier-ignore
      expect(answer.status(), `${name} ${door}`).toBe(expected);
      expect(answer.headers()['cache-control'], door).toContain('no-store');
    }
  }
});

test('names and addresses made to lead elsewhere answer like nothing is there', async ({ browser }) => {
  const { page } = await pageFor(browser, people.admin);
  for (const path of [
    '/en/desk/entries/places/..%2f..%2fetc',
    '/en/desk/entries/__proto__',
    '/en/desk/entries/constructor/x',
    '/en/desk/export/passwd',
    '/en/desk/export/..%2fpackage.json',
    '/xx/desk',
    '/en/desk/reports/photo/..%2f..%2fstate.sqlite',
    '/en/tickets/short',
    '/alerts/nothing.cap.xml',
  ]) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect([400, 404], path).toContain(answer.status());
  }
});

for (const [locale, theme] of [
  ['vi', 'light'],
  ['de', 'dark'],
] as const) {
  test(`axe finds nothing on the desk in ${locale}, ${theme}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const { page, violations } = await pageFor(browser, people.admin);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const path of [
      '/desk',
      '/desk/entries/places',
      `/desk/entries/places/${SLUG}`,
      `/desk/entries/events/dong-van-market/edit`,
      `/desk/entries/places/${SLUG}/edit?part=de`,
      '/desk/alerts',
      '/desk/alerts/edit',
      '/desk/translations',
      `/desk/translations/places/${SLUG}/fr`,
      '/desk/reports',
      '/desk/import',
      '/desk/people',
      '/desk/numbers',
      '/desk/audit',
      '/report',
    ]) {
      await page.goto(`/${locale}${path}`, { waitUntil: 'networkidle' });
      const { violations: found } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        found.map(
          (one) =>
            `${one.id}: ${one.nodes
              .slice(0, 3)
              .map((node) => node.target.join(' '))
              .join(', ')}`,
        ),
        path,
      ).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
    }
    expect(violations).toEqual([]);
  });
}
