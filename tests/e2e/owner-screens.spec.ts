import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { inviteOwner, PHONE } from './owner-people.ts';

test.use(PHONE);
test.setTimeout(150_000);

const SLUG = 'thon-tha-ao-ca';
const SCREENS = ['', '/price', '/contact', '/photos', '/questions/sleeps', '/questions/amenity-wifi', '/questions/languages', '/questions/position', '/words', '/requests', '/review', '/read-back', '/calendars', '/helpers', '/conflicts']; // prettier-ignore

for (const [locale, colorScheme] of [['vi', 'light'], ['de', 'dark'], ['ko', 'light'], ['ar-xb', 'dark']] as const) {
  test(`owner screens in ${locale} (${colorScheme}): no axe findings, large targets, nothing cut off`, async ({ browser }) => {
    const context = await browser.newContext({ ...PHONE, colorScheme });
    const page = await context.newPage();
    await page.goto(inviteOwner(SLUG));
    await page.getByRole('button', { name: 'Vào trang của tôi' }).tap();
    await page.waitForURL(/welcome/);
    for (const path of [...SCREENS.map((screen) => `/my/${SLUG}${screen}`), '/account', '/invite/welcome', '/sign-out', `/homestays/${SLUG}/ask`]) {
      await page.goto(`/${locale}${path}`);
      const where = `/${locale}${path}`;
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${where} ${id} ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), where).toBe(true);
      const text = (await page.locator('main').innerText()).replace(/https?:\S+/g, '');
      expect(text, where).not.toMatch(/\b(?:owner|account|homestays|facts):[\w.-]+|\{\{/);
      if (path.startsWith('/homestays')) continue;
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('.owner .button, .owner .chip, .owner .night, .owner .door, .owner .input, .owner summary, .owner .bar a, .owner .check')]
          .filter((target) => target.getBoundingClientRect().height > 0 && target.getBoundingClientRect().height < 47.5)
          .map((target) => target.outerHTML.slice(0, 80)),
      );
      expect(small, where).toEqual([]);
    }
    await context.close();
  });
} // prettier-ignore
