import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test, type APIRequestContext, type Browser, type FrameLocator, type Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import sharp from 'sharp';
import { ALL_ATTACKS, ATTACKS } from '#tests/support/attacks.ts';
import { E2E_SITE } from '#tests/support/prepare-e2e-site.ts';
import { signIn, type Person } from '#tests/support/desk-people.ts';
import { dayFromToday, openPlanner, openTrip, untilSaved } from './planner-steps.ts';

// One after the other: they share accounts and the queue.
test.describe.configure({ mode: 'serial' });

const SLUG = 'cot-co-lung-cu';
/** A house that is no sample, so that the sitemap and the feed know it. */
const HOUSE = `e2e-house-${Date.now()}`;
const HOUSE_FOLDER = `${E2E_SITE}/content/homestays/${HOUSE}`;
let people: Record<'editor' | 'reviewer' | 'admin' | 'owner' | 'stranger', Person>;

function writeHouse(): void {
  mkdirSync(HOUSE_FOLDER, { recursive: true });
  const words = (name: string, summary: string, body: string) => `---\nname: ${name}\nsummary: ${summary}\n---\n\n${body}\n`; // prettier-ignore
  writeFileSync(`${HOUSE_FOLDER}/vi.md`, words('Nhà trên dốc', 'Nhà gỗ nhìn ra thung lũng.', 'Có bếp lửa.'));
  writeFileSync(`${HOUSE_FOLDER}/en.md`, words('House on the slope', 'A wooden house.', 'There is a hearth.'));
  writeFileSync(`${HOUSE_FOLDER}/de.md`, words('Haus am Hang', 'Ein Holzhaus.', 'Es gibt eine Feuerstelle.'));
  // Last, because without its facts an entry is not there.
  writeFileSync(
    `${HOUSE_FOLDER}/facts.yaml`,
    "village: thong-nguyen\nphone: '+84000000011'\npriceFrom: { vnd: 200000, per: person, seen: 2026-11 }\nsleeps: 8\ntoilet: shared\ncar: yes\namenities: [wifi]\n",
  );
}

test.beforeAll(async ({}, info) => {
  const site = { dataDir: `${E2E_SITE}/var`, origin: info.project.use.baseURL ?? '' };
  people = {
    editor: await signIn(site, { name: 'Nguyễn Lan', roles: ['editor'], duty: true }),
    reviewer: await signIn(site, { name: 'Trần Minh', roles: ['reviewer'] }),
    admin: await signIn(site, { name: 'Vàng Mỷ', roles: ['admin'] }),
    owner: await signIn(site, { name: 'Sùng Mai', roles: ['owner'], owns: `homestays/${HOUSE}` }),
    stranger: await signIn(site, { name: 'Lý Sính', roles: ['owner'], owns: 'homestays/dong-van-den-long' }),
  };
  writeHouse();
});
test.afterAll(() => rmSync(HOUSE_FOLDER, { recursive: true, force: true }));

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
  page.on('request', (one) => {
    if (one.url().includes('evil.example')) violations.push(`request: ${one.url()}`);
  });
  return { page, violations };
}

/** Far beyond what is promised: a loaded machine is slow, a fault never comes. The measured times are printed. */
const PATIENCE_MS = 20_000;

/** Milliseconds until an address says what it should, asked again and again as readers would. */
async function until(
  request: APIRequestContext,
  path: string,
  wanted: string | ((text: string) => boolean),
  from: number,
): Promise<number> {
  const says = typeof wanted === 'string' ? (text: string) => text.includes(wanted) : wanted;
  for (;;) {
    const answer = await request.get(path);
    if (says(await answer.text())) return Math.round(performance.now() - from);
    if (performance.now() - from > PATIENCE_MS) throw new Error(`${path} does not show ${String(wanted)}.`);
    await new Promise((wait) => setTimeout(wait, 20));
  }
}

/** Asks all addresses at the same time, so that each time is its own. */
async function timesUntil(
  request: APIRequestContext,
  from: number,
  parts: Readonly<Record<string, readonly [path: string, wanted: string | ((text: string) => boolean)]>>,
): Promise<Record<string, number>> {
  const times = Object.entries(parts).map(async ([name, [path, wanted]]) => [name, await until(request, path, wanted, from)] as const); // prettier-ignore
  return Object.fromEntries(await Promise.all(times));
}

/** Presses a button and says when its request left the browser. */
async function press(page: Page, selector: string): Promise<number> {
  const sent = page.waitForRequest((one) => one.method() === 'POST');
  void page.locator(selector).click();
  await sent;
  return performance.now();
}

async function saveWords(page: Page, path: string, fields: Record<string, string>, submit = true): Promise<void> {
  await page.goto(path);
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value);
  await page
    .locator(submit ? 'button[name="submit"]' : 'form button.primary')
    .first()
    .click();
}

test('an owner changes the description; approved, it is on the page in three languages, in search, planner, sitemap and feed', async ({
  browser,
  request,
}) => {
  const mark = `Zwtest${Date.now()}`;
  const { page: owner } = await pageFor(browser, people.owner);
  await owner.goto(`/vi/my/${HOUSE}/words`);
  await owner.locator('[name="summary"]').fill(`Nhà gỗ ${mark} trên dốc.`);
  await owner.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(owner.locator('[data-status] .notice.calm')).toBeVisible();
  await owner.goto(`/vi/my/${HOUSE}/review`);
  await owner.locator('form[data-act="submit"] button').click();
  await expect(owner.locator('form[data-act="withdraw"]')).toBeVisible();
  // An editor adds the name to the same draft, because the planner shows names.
  const { page: editor } = await pageFor(browser, people.editor, { javaScriptEnabled: false });
  await editor.goto(`/en/desk/entries/homestays/${HOUSE}/edit?part=vi`);
  await editor.locator('[name="name"]').fill(`Nhà ${mark}`);
  await editor.locator('form button.primary').first().click();
  await expect(editor.locator('.notice.calm')).toBeVisible();
  // Nobody passes their own work.
  await editor.goto(`/en/desk/entries/homestays/${HOUSE}`);
  await expect(editor.locator('button[value="approve"]')).toHaveCount(0);

  const { page: reviewer, violations } = await pageFor(browser, people.reviewer);
  await reviewer.goto('/en/desk');
  await reviewer.keyboard.press('j');
  await expect(reviewer.locator('[data-queue]').first()).toBeFocused();
  await reviewer.locator(`[data-queue][href$="/homestays/${HOUSE}"]`).click();
  const field = reviewer.locator('[data-field="words/vi/summary"]');
  await expect(field.locator('ins')).toContainText([mark]);
  await expect(field.locator('h3')).toContainText('Tiếng Việt: Summary');
  await expect(reviewer.locator('[data-field]')).toHaveCount(2);

  // Readers have all of it before, so that what is measured includes forgetting it.
  const parts = {
    page: [`/vi/homestays/${HOUSE}`, mark],
    'page in English, marked': [`/en/homestays/${HOUSE}`, 'data-outdated'],
    'page in German, marked': [`/de/homestays/${HOUSE}`, 'data-outdated'],
    search: [`/api/search?q=${mark}&lang=vi`, HOUSE],
    planner: ['/api/planner/beds/vi/hoang-su-phi', mark],
    feed: ['/vi/feed.xml', mark],
  } as const;
  const sitemap = '/sitemap-homestays-1.xml';
  const lastChange = (xml: string) => new RegExp(`/vi/homestays/${HOUSE}</loc><lastmod>([^<]+)`).exec(xml)?.[1];
  for (const [path, text] of Object.values(parts)) expect(await (await request.get(path)).text()).not.toContain(text);
  const before = lastChange(await (await request.get(sitemap)).text());
  expect(before).toBeDefined();
  const from = await press(reviewer, 'button[value="approve"]');
  const times = await timesUntil(request, from, { ...parts, sitemap: [sitemap, (xml) => (lastChange(xml) ?? '') > (before ?? '')] }); // prettier-ignore
  console.log(`approve → visible: ${JSON.stringify(times)} ms`);
  await expect(reviewer.locator('.notice.calm')).toBeVisible();

  // The other languages keep their words, with the way to the original, and the board knows.
  await reviewer.goto(`/de/homestays/${HOUSE}`);
  await expect(reviewer.getByText('Ein Holzhaus.')).toBeVisible();
  await expect(reviewer.locator('[data-outdated] a')).toHaveAttribute('href', `/vi/homestays/${HOUSE}`);
  await reviewer.goto(`/vi/homestays/${HOUSE}`);
  await expect(reviewer.locator('[data-outdated]')).toHaveCount(0);
  await reviewer.goto(`/en/desk/translations/homestays/${HOUSE}/de`);
  await expect(reviewer.locator('.badge.gold')).toHaveText('outdated');
  await expect(reviewer.locator('ins').first()).toContainText(mark);
  await reviewer.goto(`/en/desk/entries/homestays/${HOUSE}/history`);
  await expect(reviewer.locator('tbody th').first()).toBeVisible();
  expect(violations).toEqual([]);
});

test('a stale approval is refused and shows the new version; asking for changes needs a reason', async ({
  browser,
}) => {
  const { page: editor } = await pageFor(browser, people.editor);
  const path = `/en/desk/entries/places/${SLUG}/edit?part=en`;
  await saveWords(editor, path, { summary: 'First wording of the tower.' });
  const { page: reviewer } = await pageFor(browser, people.reviewer);
  await reviewer.goto(`/en/desk/entries/places/${SLUG}`);
  // Enter on a tick or in a field approves nothing by accident.
  await reviewer.locator('input[name="path"]').first().press('Enter');
  await reviewer.locator('[name="note"]').press('Enter');
  await reviewer
    .locator('[data-buttons-only] button[value="stay"]')
    .first()
    .evaluate((button: HTMLElement) => button.click());
  await expect(reviewer).toHaveURL(/done=stay/);
  await expect(reviewer.locator('button[value="approve"]')).toBeVisible();
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
  await editor.locator('summary:has(+ * button[value="discard"])').click();
  await editor.locator('button[value="discard"]').click();
  await expect(editor.locator('.notice.calm')).toBeVisible();
});

/** What is active below an element, told by what may be there and not by what may not. */
const activeIn = (page: Page | FrameLocator, within: string) =>
  page.locator(within).evaluate((root) => {
    const may = new Set(['A', 'ABBR', 'ARTICLE', 'ASIDE', 'B', 'BLOCKQUOTE', 'BR', 'CODE', 'DEL', 'DIV', 'EM', 'H1', 'H2', 'H3', 'H4', 'HEADER', 'HR', 'INPUT', 'INS', 'LABEL', 'LI', 'OL', 'P', 'PRE', 'SECTION', 'SPAN', 'STRONG', 'SUB', 'SUP', 'TABLE', 'TBODY', 'TD', 'TH', 'THEAD', 'TR', 'UL', 'DL', 'DT', 'DD']); // prettier-ignore
    const attributes = /^(?:href|rel|class|lang|dir|title|scope|start|data-[\w-]+|aria-[\w-]+|role|type|name|value|checked|hreflang|id)$/; // prettier-ignore
    const found: string[] = [];
    for (const element of root.querySelectorAll('*')) {
      if (!may.has(element.tagName)) found.push(element.tagName);
      // The only field is the reviewer's own tick.
      if (element.tagName === 'INPUT' && element.getAttribute('name') !== 'path') found.push('INPUT');
      for (const { name } of element.attributes) if (!attributes.test(name)) found.push(`${element.tagName} ${name}`);
      if (element instanceof HTMLAnchorElement && !['http:', 'https:', 'mailto:', 'tel:', 'geo:', ':'].includes(element.protocol)) found.push(element.href); // prettier-ignore
      if (element.shadowRoot) found.push('shadow root');
    }
    return found;
  });

/** The frame that is shown, not one that is still being drawn behind it. */
const shownFrame = (page: Page) => page.frameLocator('[data-frames] iframe:not([data-coming])');

test('the officer sees the real page of unsaved words, in each language; a draft that cannot be drawn leaves it', async ({
  browser,
}) => {
  const { page, violations } = await pageFor(browser, people.editor);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/en/desk/entries/places/${SLUG}/edit?part=de`);
  const frame = shownFrame(page);
  await expect(frame.locator('html')).toHaveAttribute('lang', 'de');
  const steps = await page.evaluate(() => history.length);
  await page.locator('[name="name"]').fill('Turm im Wind');
  await page.locator('[name="body"]').pressSequentially('Oben weht die Fahne. ');
  await expect(frame.locator('h1')).toHaveText('Turm im Wind');
  await expect(frame.locator('.prose')).toContainText('Oben weht die Fahne.');
  // The very page: its header, its facts, its map.
  for (const part of ['header nav', '.entry-page figure img', 'aside', 'footer']) await expect(frame.locator(part).first()).toBeVisible(); // prettier-ignore
  await expect(page.locator('[name="body"]')).toBeFocused();
  expect(await page.evaluate(() => history.length)).toBe(steps);
  await page.locator('[name="name"]').fill('');
  await expect(page.locator('[data-said] li')).toHaveText(['Deutsch: Name: Missing.']);
  await expect(frame.locator('h1')).toHaveText('Turm im Wind');

  // On a phone one is seen at a time, without a mouse too, and nothing typed is lost on the way.
  await page.setViewportSize({ width: 360, height: 780 });
  await page.locator('[name="name"]').fill('Turm am Abend');
  const [write, look] = [page.locator('[data-view="write"]'), page.locator('[data-view="page"]')];
  await expect(page.locator('[data-frames]')).toBeHidden();
  await look.press('Enter');
  await expect(frame.locator('h1')).toHaveText('Turm am Abend');
  await expect(page.locator('[name="name"]')).toBeHidden();
  await write.press('Enter');
  await expect(page.locator('[name="name"]')).toHaveValue('Turm am Abend');

  // Every kind of page is drawn, and without JavaScript the button asks for it.
  const { page: plain } = await pageFor(browser, people.editor, { javaScriptEnabled: false });
  for (const entry of ['homestays/dong-van-den-long', 'events/dong-van-market', 'trips/loop-3-days', 'products/corn-spirit', 'pages/home']) {
    await plain.goto(`/en/desk/entries/${entry}/edit?part=en`);
    await plain.locator('[name="summary"]').fill('Words of this minute.');
    await plain.locator('[data-show]').click();
    await expect(shownFrame(plain).getByText('Words of this minute.').first()).toBeVisible();
  } // prettier-ignore
  await plain.goto('/en/desk/alerts/edit');
  await expect(shownFrame(plain).locator('[data-live="problems"] li').first()).toBeVisible();
  await plain.locator('[name="facts/level"]').selectOption('danger');
  await plain.locator('[name="facts/cause"]').selectOption('fog');
  await plain.locator('[name="facts/places"]').fill('ma-pi-leng');
  await plain.locator('[name="facts/effect/kind"]').selectOption('advice');
  await plain.locator('[name="facts/until"]').fill(`${dayFromToday(9)}T18:00`);
  await plain.locator('[name="en/name"]').fill('Fog on the pass');
  await plain.locator('[name="en/summary"]').fill('Wait below.');
  await plain.locator('[data-show]').click();
  await expect(shownFrame(plain).locator('h1')).toHaveText('Fog on the pass');
  const { page: owner } = await pageFor(browser, people.owner);
  const answer = await owner.request.post(`/en/desk/entries/places/${SLUG}/live?part=de`, { form: { name: 'x' }, headers: { origin: test.info().project.use.baseURL ?? '' } }); // prettier-ignore
  expect(answer.status()).toBe(404);
  expect(violations).toEqual([]);
});

test(`${ATTACKS.length} attacks in Markdown stay text in preview, difference, history, page, search, comment and feed`, async ({
  browser,
  request,
}) => {
  test.setTimeout(180_000);
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
  await editor.locator('[name="body"]').fill(ALL_ATTACKS);
  const frame = shownFrame(editor);
  await expect(frame.locator('.prose')).toContainText('fake');
  expect(await activeIn(frame, '.prose')).toEqual([]);
  await expect(frame.locator('h1')).toHaveText('<script>alert(0)</script>');
  await expect(frame.locator('.lead').first()).toContainText('<img src=x onerror=alert(1)>');
  await expect(frame.locator('script')).toHaveCount(0);
  // One by one too: an unclosed attack hides the ones after it.
  const answers = await editor.evaluate(async ([address, attacks]) => {
    const found: { attack: string; policy: string; kept: string; scripts: number; prose: string }[] = [];
    for (const attack of attacks) {
      const body = new URLSearchParams({ name: attack, summary: attack, body: attack });
      const answer = await fetch(address, { method: 'POST', body });
      const html = await answer.text();
      // The head holds our own fonts' styles, which a document read by script would apply under this page's policy.
      const page = new DOMParser().parseFromString(html.slice(html.indexOf('</head>')), 'text/html');
      found.push({
        attack,
        policy: answer.headers.get('content-security-policy') ?? '',
        kept: `${answer.headers.get('cache-control') ?? ''} ${answer.headers.get('x-robots-tag') ?? ''}`,
        scripts: page.querySelectorAll('script, style, object, embed, iframe, meta[http-equiv], [onload], [onerror], [onclick]').length,
        prose: page.querySelector('.prose')?.innerHTML ?? page.querySelector('[data-live]')?.innerHTML ?? '',
      });
    }
    return found;
  }, [(await editor.locator('[data-live-page]').getAttribute('data-live-page')) ?? '', ATTACKS] as const); // prettier-ignore
  await editor.evaluate(() => document.body.append(Object.assign(document.createElement('div'), { id: 'judge' })));
  for (const { attack, policy, kept, scripts, prose } of answers) {
    expect(policy, attack).toContain('sandbox allow-same-origin');
    expect(policy, attack).not.toMatch(/script-src|allow-scripts|unsafe/);
    expect(kept, attack).toBe('private, no-store noindex');
    expect(scripts, attack).toBe(0);
    await editor.locator('#judge').evaluate((judge, html) => void (judge.innerHTML = html), prose);
    expect(await activeIn(editor, '#judge'), attack).toEqual([]);
  }
  // What was shown is kept nowhere.
  const { page: other } = await pageFor(browser, people.reviewer);
  await other.goto(`/en/desk/entries/guides/${slug}/edit?part=vi`);
  await expect(other.locator('[name="body"]')).toHaveValue('');
  await editor.locator('button[name="submit"]').click();
  await editor.goto(`/en/desk/entries/guides/${slug}/edit?part=vi`);
  await expect(editor.locator('[name="body"]')).toHaveValue(/alert\(120\)/);
  const { page: reviewer, violations: seen } = await pageFor(browser, people.reviewer);
  await reviewer.goto(`/en/desk/entries/guides/${slug}`);
  await expect(reviewer.locator('.differences')).toContainText('<ScRiPt src=//evil.example/a.js>');
  expect(await activeIn(reviewer, '.differences')).toEqual([]);
  await reviewer.locator('form:has(button[value="comment"]) [name="text"]').fill(ALL_ATTACKS.slice(0, 3900));
  await reviewer.locator('button[value="comment"]').click();
  await expect(reviewer.locator('.words').last()).toContainText('alert(4)');
  expect(await activeIn(reviewer, 'ul:has(> li > .words)')).toEqual([]);
  await reviewer.goto(`/en/desk/entries/guides/${slug}/preview?lang=vi`);
  await expect(reviewer.getByText('Đây là bản xem trước')).toBeVisible();
  expect(await activeIn(reviewer, '.prose')).toEqual([]);
  await reviewer.goto(`/en/desk/entries/guides/${slug}`);
  await reviewer.locator('button[value="approve"]').click();
  await expect(reviewer.locator('.notice.calm')).toBeVisible();
  await reviewer.goto(`/vi/guides/${slug}`);
  await expect(reviewer.locator('h1')).toHaveText('<script>alert(0)</script>');
  expect(await activeIn(reviewer, '.prose')).toEqual([]);
  await reviewer.goto('/vi/search?q=script+alert');
  const feed = await (await request.get('/vi/feed.xml')).text();
  expect(feed).toContain('&lt;script&gt;alert(0)');
  expect(feed).not.toContain('<script');
  await reviewer.goto(`/en/desk/entries/guides/${slug}`);
  await reviewer.locator('button[value="unpublish"]').click();
  await expect(reviewer.locator('.notice.calm')).toBeVisible();
  expect((await request.get(`/vi/guides/${slug}`)).status()).toBe(404);
  await reviewer.goto(`/en/desk/entries/guides/${slug}/history?a=1&b=2`);
  await expect(reviewer.locator('.differences')).toContainText('alert(1)');
  expect(await activeIn(reviewer, '.differences')).toEqual([]);
  expect([...violations, ...seen]).toEqual([]);
});

test('a report made to attack stays text on the ticket, in the list and at the desk', async ({ browser }) => {
  const { page: visitor, violations } = await pageFor(browser, undefined);
  await visitor.goto('/vi/report');
  await visitor.locator('[value="other"]').check();
  await visitor.locator('[name="text"]').fill(ALL_ATTACKS.slice(0, 3900));
  await visitor.locator('[name="contact"]').fill('<img src=x onerror=alert(1)>');
  await visitor.locator('form[data-report] button.primary').click();
  await expect(visitor).toHaveURL(/\/vi\/tickets\//);
  expect(await activeIn(visitor, '.ticket')).toEqual([]);
  const ticket = visitor.url();
  const { page: editor, violations: seen } = await pageFor(browser, people.editor);
  await editor.goto('/en/desk/reports');
  await editor.getByRole('link', { name: /alert\(1\)/ }).first().click(); // prettier-ignore
  expect(await activeIn(editor, '.words')).toEqual([]);
  await editor.locator('[name="words"]').fill(ALL_ATTACKS.slice(3900, 5800));
  await editor.locator('button[value="answer"]').click();
  await expect(editor.locator('.notice.calm')).toBeVisible();
  await visitor.goto(ticket);
  await expect(visitor.locator('.ticket ol')).toContainText('alert(');
  expect(await activeIn(visitor, '.ticket')).toEqual([]);
  expect([...violations, ...seen]).toEqual([]);
});

test('an alert shows who is affected, then reaches pages, plans and feeds in seconds, without JavaScript', async ({
  browser,
  request,
}) => {
  const { page } = await pageFor(browser, people.editor, { javaScriptEnabled: false });
  const title = `Landslide ${Date.now()}`;
  await request.get('/en/places/thong-nguyen');
  await page.goto('/en/desk/alerts/edit');
  await page.locator('[name="facts/level"]').selectOption('danger');
  await page.locator('[name="facts/cause"]').selectOption('landslide');
  await page.locator('[name="facts/effect/kind"]').selectOption('road-closed');
  await page.locator('[name="facts/roads/0/from"]').fill('nam-ty');
  await page.locator('[name="facts/roads/0/to"]').fill('thong-nguyen');
  await page.locator('[name="facts/until"]').fill('2027-12-24T18:00');
  await page.locator('[name="en/name"]').fill(title);
  await page.locator('[name="en/summary"]').fill('Take the detour over Nam Dich.');
  await page.locator('button.primary[value="check"]').click();
  await expect(page.locator('#affected + ul')).toContainText('9 km');
  await expect(page.locator('#affected + ul')).toContainText('Thong Nguyen');
  const from = await press(page, 'button[value="publish"]');
  const times = await timesUntil(request, from, {
    planner: ['/api/planner/alerts/en', title],
    place: ['/en/places/thong-nguyen', title],
    trip: ['/en/trips/hoang-su-phi-harvest', title],
    search: [`/api/search?q=${encodeURIComponent(title)}&lang=en`, title],
    feed: ['/en/alerts/feed.xml', title],
  });
  console.log(`alert → visible: ${JSON.stringify(times)} ms`);
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
  expect((await (await request.get('/en/places/thong-nguyen')).text()).includes(title)).toBe(false);
});

test('an alert flags the leg in an open planner, in a saved trip and, for who had no signal, at the next connection', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const title = `Rockfall ${Date.now()}`;
  const trip = {
    name: 'Terraces',
    date: dayFromToday(3),
    start: { at: 'places/nam-ty', hour: 480, arrival: 'there' },
    end: { at: 'places/nam-hong', departure: 'none' },
    days: [{ stops: [{ at: 'places/thong-nguyen' }] }],
  };
  const planner = async () => {
    const { page } = await pageFor(browser, undefined);
    await openPlanner(page);
    await openTrip(page, trip);
    await untilSaved(page);
    await expect(page.locator('.pl-leg-bad')).toHaveCount(0);
    return page;
  };
  const [open, offline, saved] = [await planner(), await planner(), await planner()];
  const flag = (page: Page) => page.locator('.pl-leg').getByText(title).first();
  await saved.goto('/en/offline');
  await offline.context().setOffline(true);

  const { page: officer } = await pageFor(browser, people.editor, { javaScriptEnabled: false });
  await officer.goto('/en/desk/alerts/edit');
  await officer.locator('[name="facts/level"]').selectOption('danger');
  await officer.locator('[name="facts/cause"]').selectOption('landslide');
  await officer.locator('[name="facts/effect/kind"]').selectOption('road-closed');
  await officer.locator('[name="facts/roads/0/from"]').fill('nam-ty');
  await officer.locator('[name="facts/roads/0/to"]').fill('thong-nguyen');
  await officer.locator('[name="facts/until"]').fill(`${dayFromToday(9)}T18:00`);
  await officer.locator('[name="en/name"]').fill(title);
  await officer.locator('[name="en/summary"]').fill('Wait in Nam Ty.');
  await officer.locator('button.primary[value="check"]').click();
  const from = await press(officer, 'button[value="publish"]');
  await expect(flag(open)).toBeVisible({ timeout: PATIENCE_MS });
  const online = Math.round(performance.now() - from);
  await expect(open.locator('.pl-leg-bad').first()).toBeVisible();
  // Without signal nothing is known, and nothing is claimed.
  await expect(flag(offline)).toHaveCount(0);
  const connected = performance.now();
  await offline.context().setOffline(false);
  await expect(flag(offline)).toBeVisible({ timeout: PATIENCE_MS });
  const again = Math.round(performance.now() - connected);
  const opened = performance.now();
  await saved.goto('/en/planner');
  await expect(flag(saved)).toBeVisible({ timeout: PATIENCE_MS });
  const reopened = Math.round(performance.now() - opened);
  console.log(`alert → leg flagged: ${JSON.stringify({ online, 'after the connection': again, 'saved trip, from opening it': reopened })} ms`); // prettier-ignore

  // Taken back, it goes from the plans as it came.
  await officer.goto('/en/desk/alerts');
  const href = await officer.getByRole('link', { name: title }).first().getAttribute('href');
  const slug = /([a-z0-9-]+)(?:\/edit)?$/.exec(new URL(href ?? '', 'http://x').searchParams.get('slug') ?? href ?? '')?.[1] ?? ''; // prettier-ignore
  const { page: reviewer } = await pageFor(browser, people.reviewer);
  await reviewer.goto(`/en/desk/entries/alerts/${slug}`);
  await reviewer.locator('button[value="unpublish"]').click();
  await expect(reviewer.locator('.notice.calm')).toBeVisible();
  await expect(open.locator('.pl-leg-bad')).toHaveCount(0, { timeout: PATIENCE_MS });
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

const DOORS = ['', '/entries/places', `/entries/places/${SLUG}`, `/entries/places/${SLUG}/edit`, `/entries/places/${SLUG}/history`, `/entries/places/${SLUG}/preview`, `/entries/places/${SLUG}/live`, '/alerts', '/alerts/edit', '/alerts/live', '/translations', '/translations/glossary', '/translations/xliff?to=fr', `/translations/places/${SLUG}/fr`, '/reports', '/import', '/export/homestays.csv', '/people', '/people/sheet?village=lo-lo-chai', '/numbers', '/numbers/weeks.csv', '/audit']; // prettier-ignore
const ONLY_CHIEFS = ['/audit'];

test('every door of the desk opens for its roles, leads strangers to sign-in and does not exist for owners', async ({
  browser,
}) => {
  for (const [name, person] of Object.entries({ ...people, anonymous: undefined })) {
    const { page } = await pageFor(browser, person);
    for (const door of DOORS) {
      const answer = await page.request.get(`/en/desk${door}`, { maxRedirects: 0 });
      const expected = name === 'anonymous' ? 303 : name === 'owner' || name === 'stranger' ? 404 : name === 'editor' && ONLY_CHIEFS.includes(door) ? 404 : 200; // prettier-ignore
      expect(answer.status(), `${name} ${door}`).toBe(expected);
      expect(answer.headers()['cache-control'], door).toContain('no-store');
    }
  }
});

test('a photo that waits for review is seen by those who decide about it, and by nobody else', async ({ browser }) => {
  const { page: editor } = await pageFor(browser, people.editor);
  await editor.goto(`/en/desk/entries/places/${SLUG}/edit?part=facts`);
  const buffer = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#386', noise: { type: 'gaussian', mean: 120, sigma: 40 } } }).jpeg().toBuffer(); // prettier-ignore
  await editor.locator('[name="upload"]').setInputFiles({ name: 'tower.jpg', mimeType: 'image/jpeg', buffer });
  await editor.locator('[name="upload-author"]').fill('Nguyễn Lan');
  await editor.locator('[name="upload-licence"]').fill('CC BY 4.0');
  await editor.locator('button[name="submit"]').click();
  await expect(editor).toHaveURL(/done=submitted/);
  const { page: reviewer, violations } = await pageFor(browser, people.reviewer);
  await reviewer.goto(`/en/desk/entries/places/${SLUG}`);
  const photo = reviewer.locator('[data-field="facts/photos"] ins img');
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  const src = (await photo.getAttribute('src')) ?? '';
  for (const [name, person] of Object.entries({ ...people, anonymous: undefined })) {
    const { page } = await pageFor(browser, person);
    const answer = await page.request.get(src, { maxRedirects: 0 });
    expect(answer.status(), name).toBe(name === 'anonymous' ? 303 : ['owner', 'stranger'].includes(name) ? 404 : 200);
    // The same photo is not to be had through an entry that does not name it.
    const other = await page.request.get(src.replace(SLUG, 'dong-van'), { maxRedirects: 0 });
    expect(other.status(), name).toBe(name === 'anonymous' ? 303 : 404);
  }
  await reviewer.locator('summary:has(+ * button[value="discard"])').click();
  await reviewer.locator('button[value="discard"]').click();
  await expect(reviewer.locator('.notice.calm')).toBeVisible();
  expect((await reviewer.request.get(src)).status()).toBe(404);
  expect(violations).toEqual([]);
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
    // Fifteen screens: on a loaded machine each takes its time.
    test.setTimeout(600_000);
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
        // No script runs in the frame with the public page, so axe would wait for ever; that page has its own test.
        .exclude('[data-frames] iframe')
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
