import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAlert, startBuiltSite, type BuiltSite } from '#tests/support/built-site.ts';
import { signIn } from '#tests/support/desk-people.ts';

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

const HOUSE = 'thon-tha-ao-ca';
const PLACE = 'cot-co-lung-cu';
/** Screens behind sign-in, by who sees them; one language each, for all have the same parts. */
const BEHIND_SIGN_IN: readonly { who: Parameters<typeof signIn>[1]; locale: string; paths: readonly string[] }[] = [
  {
    who: { name: 'Sùng Mai', roles: ['owner'], owns: `homestays/${HOUSE}` },
    locale: 'vi',
    paths: [
      ...['', '/price', '/contact', '/photos', '/questions/sleeps', '/questions/amenity-wifi', '/questions/languages', '/questions/position', '/words', '/requests', '/review', '/read-back', '/calendars', '/helpers', '/conflicts', '/preview'].map((screen) => `/my/${HOUSE}${screen}`),
      '/account', '/invite/welcome', '/sign-out',
    ],
  },
  {
    who: { name: 'Vàng Mỷ', roles: ['admin'] },
    locale: 'de',
    paths: ['', '/entries/places', `/entries/places/${PLACE}`, `/entries/places/${PLACE}/edit`, `/entries/places/${PLACE}/edit?part=de`, '/entries/events/dong-van-market/edit', `/entries/places/${PLACE}/history`, `/entries/places/${PLACE}/preview`, '/alerts', '/alerts/edit', '/translations', '/translations/glossary', `/translations/places/${PLACE}/fr`, '/reports', '/import', '/people', '/people/sheet?village=lo-lo-chai', '/numbers', '/audit'].map((door) => `/desk${door}`),
  },
  { who: { name: 'Chị Mai', roles: ['helper'] }, locale: 'en', paths: ['/helper', '/account'] },
  { who: { name: 'Lò Mới', roles: ['reviewer'], proven: false }, locale: 'ko', paths: ['/account/authenticator'] },
]; // prettier-ignore

let site: BuiltSite;
beforeAll(async () => {
  site = await startBuiltSite(addAlert, { TEST_LOCALE: '1' });
}, 240_000);
afterAll(() => site.stop());

/** Astro writes one rule for its islands where the first of a page stands, in the body. */
function isIslandStyle({ ruleId, message }: { ruleId: string; message: string }): boolean {
  return ruleId === 'element-permitted-content' && message.startsWith('<style> element is not permitted');
}

async function faultsOf(path: string, html: string): Promise<string[]> {
  const report = await validator.validateString(html, path);
  return report.results.flatMap(({ messages }) =>
    messages
      .filter((one) => !isIslandStyle(one))
      .map(({ line, ruleId, message, selector }) => `${path}:${line} ${ruleId}: ${message} ${selector ?? ''}`),
  );
}

test.each(['vi', 'en', 'de', 'ar-xb'])(
  'every template is valid HTML in %s',
  async (locale) => {
    const faults: string[] = [];
    for (const path of TEMPLATES) {
      const response = await fetch(`${site.origin}/${locale}${path}`);
      expect(response.status, path).toBe(path === '/nowhere' ? 404 : 200);
      faults.push(...(await faultsOf(`/${locale}${path}`, await response.text())));
    }
    expect(faults).toEqual([]);
  },
  120_000,
);

test.each(BEHIND_SIGN_IN)(
  'every screen of $who.roles.0 is valid HTML',
  async ({ who, locale, paths }) => {
    const { cookies } = await signIn(site, who);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const faults: string[] = [];
    for (const path of paths.map((one) => `/${locale}${one}`)) {
      const response = await fetch(site.origin + path, { headers: { cookie }, redirect: 'manual' });
      expect(response.status, path).toBe(200);
      faults.push(...(await faultsOf(path, await response.text())));
    }
    // A button without a type sends its form, and that is what nearly every button behind sign-in is for.
    expect(faults.filter((fault) => !fault.includes(' no-implicit-button-type:'))).toEqual([]);
  },
  120_000,
);

test('the checker does find faults', async () => {
  const report = await validator.validateString('<!doctype html><html lang="vi"><head><title>x</title></head><body><ul><p>x</p></ul><img src="a.png"></body></html>');
  expect(report.results[0]?.messages.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['element-permitted-content', 'wcag/h37']));
}); // prettier-ignore
