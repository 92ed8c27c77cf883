import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAlert, startBuiltSite, type BuiltSite } from '#tests/support/built-site.ts';

/** Every public template; a slug stands for all entries of its kind. */
const TEMPLATES = [
  '', '/places', '/places?kind=pass', '/places/ma-pi-leng', '/homestays', '/homestays/dong-van-den-long', '/events',
  '/events/dong-van-market', '/guides', '/guides/road-safety', '/trips', '/trips/loop-3-days', '/products', '/products/corn-spirit', '/map',
  '/search?q=dong+van', '/search?q=qqqqqq', '/about', '/this-month', '/alerts', '/alerts/test-landslide', '/accessible', '/widget',
  '/widget/map?place=dong-van', '/widget/list?kind=events', '/nowhere', '/planner', '/plan', '/open', '/offline', '/report',
  '/sign-in', '/dev/components',
]; // prettier-ignore

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // Astro writes `<br>` and attributes in its own, equally valid spelling.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'no-inline-style': 'error',
    'long-title': 'off',
    // Islands and custom elements are ours; what they need is checked by the browser tests.
    'element-required-attributes': 'error',
    // The slot of a definition list may be grouped in <div>; role=note and role=status on <p> are meant.
    'prefer-native-element': ['error', { exclude: ['listbox', 'combobox', 'option', 'note', 'status', 'region', 'group', 'search'] }],
    // A phone number is broken by its own rules, and the texts of editors hold numbers of many kinds.
    'tel-non-breaking': 'off',
    'valid-autocomplete': 'off',
  },
}); // prettier-ignore

let site: BuiltSite;
beforeAll(async () => {
  site = await startBuiltSite(addAlert, { TEST_LOCALE: '1' });
}, 240_000);
afterAll(() => site.stop());

/** Astro writes one rule for its islands where the first of a page stands, in the body. */
function isIslandStyle({ ruleId, message }: { ruleId: string; message: string }): boolean {
  return ruleId === 'element-permitted-content' && message.startsWith('<style> element is not permitted');
}

test.each(['vi', 'en', 'de', 'ar-xb'])(
  'every template is valid HTML in %s',
  async (locale) => {
    const faults: string[] = [];
    for (const path of TEMPLATES) {
      const response = await fetch(`${site.origin}/${locale}${path}`);
      expect(response.status, path).toBe(path === '/nowhere' ? 404 : 200);
      const html = await response.text();
      const report = await validator.validateString(html, `${locale}${path}`);
      for (const { messages } of report.results)
        for (const message of messages.filter((one) => !isIslandStyle(one)))
          faults.push(
            `/${locale}${path}:${message.line} ${message.ruleId}: ${message.message} ${message.selector ?? ''}`,
          );
    }
    expect(faults).toEqual([]);
  },
  120_000,
);

test('the checker does find faults', async () => {
  const report = await validator.validateString('<!doctype html><html lang="vi"><head><title>x</title></head><body><ul><p>x</p></ul><img src="a.png"></body></html>');
  expect(report.results[0]?.messages.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['element-permitted-content', 'wcag/h37']));
}); // prettier-ignore
