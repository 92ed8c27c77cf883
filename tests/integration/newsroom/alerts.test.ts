import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { alertFeed } from '#src/features/alerts/alert-feed.ts';
import { capOf } from '#src/features/alerts/cap.ts';
import { activeAlerts } from '#src/features/alerts/active-alerts.ts';
import { effectWords, roadWords } from '#src/features/alerts/effect-words.ts';
import { stretchAtPosts, withPlacesFound } from '#src/features/alerts/where.ts';
import { editor, officer, openNewsroomApp, reviewer, type NewsroomApp } from '#tests/support/newsroom-app.ts';
import { ATOM_SCHEMA, CAP_SCHEMA } from '#tests/support/xml-schemas.ts';

// What reads the messages here is libxml2 and the rules of the standard, written down independently of the writer.
// The whole product starts here, on whatever machine.
vi.setConfig({ testTimeout: 90_000 });
let site: NewsroomApp;
beforeAll(async () => void (site = await openNewsroomApp('2026-11-22T02:00:00Z')), 120_000);
afterAll(() => site.close());

async function faultsOf(contents: string, schema: string): Promise<readonly unknown[]> {
  const result = await validateXML({ xml: [{ fileName: 'message.xml', contents }], schema: [{ fileName: 'schema.xsd', contents: schema }] }); // prettier-ignore
  return result.errors;
}
const all = (xml: string, name: string) => [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text); // prettier-ignore
const one = (xml: string, name: string) => all(xml, name)[0] ?? '';
const referenceTo = (xml: string) => `${one(xml, 'sender')},${one(xml, 'identifier')},${one(xml, 'sent')}`;

/** What the schema cannot say (section 3.2 of the standard). */
function rulesBroken(xml: string): string[] {
  const broken: string[] = [];
  for (const name of ['identifier', 'sender']) if (/[\s,<&]/.test(one(xml, name))) broken.push(name);
  if (['Update', 'Cancel'].includes(one(xml, 'msgType')) && one(xml, 'references') === '') broken.push('references');
  for (const triple of one(xml, 'references').split(' ').filter(Boolean))
    if (!/^[^\s,]+,[^\s,]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/.test(triple)) broken.push(triple);
  for (const circle of all(xml, 'circle')) if (!/^-?\d+(?:\.\d+)?,-?\d+(?:\.\d+)? \d+(?:\.\d+)?$/.test(circle)) broken.push(circle); // prettier-ignore
  for (const text of [...all(xml, 'areaDesc'), ...all(xml, 'event'), ...all(xml, 'description')]) if (text.trim() === '') broken.push('empty'); // prettier-ignore
  if (new Set(all(xml, 'language')).size !== all(xml, 'language').length) broken.push('two infos of one language');
  return broken;
}

const ALERT = {
  'facts/level': 'danger',
  'facts/cause': 'landslide',
  'facts/effect': { kind: 'road-closed' },
  'facts/roads': [{ from: 'dong-van', to: 'meo-vac' }],
  'facts/places': ['pa-vi-ha'],
  'facts/areas': ['dong-van'],
  'facts/from': '2026-11-22T08:00:00+07:00',
  'facts/until': '2026-11-24T18:00:00+07:00',
  'facts/issuedBy': 'Sở "Văn hóa" & Du lịch <thử>',
  'words/vi/name': 'Sạt lở <b>Mã Pí Lèng</b> & đèo',
  'words/vi/summary': 'Đường cấm ]]> cả hai chiều.',
  'words/vi/body': 'Đi đường **Yên Minh**. [Xem](https://example.org)\n\n<script>alert(1)</script>',
  'words/en/name': 'Landslide on Ma Pi Leng',
  'words/en/summary': 'Closed both ways.',
  'words/de/name': 'Erdrutsch',
  'words/de/summary': 'In beiden Richtungen gesperrt.',
};

async function publish(slug: string, changes: Record<string, unknown>): Promise<string> {
  const result = await site.app.state.publishing.publishAlert(officer, slug, changes);
  expect(result).toMatchObject({ kind: 'published' });
  const message = await capOf(site.app, slug);
  if (message === undefined) throw new Error('no message');
  expect(await faultsOf(message, CAP_SCHEMA)).toEqual([]);
  expect(rulesBroken(message)).toEqual([]);
  return message;
}

test('an alert, its edits and its early end are valid CAP 1.2, each naming what it replaces', async () => {
  const slug = 'e2e-landslide';
  const first = await publish(slug, ALERT);
  expect([one(first, 'msgType'), one(first, 'references')]).toEqual(['Alert', '']);
  expect(all(first, 'language').sort()).toEqual(['de', 'en', 'vi']);
  expect(one(first, 'senderName')).toBe('Sở &quot;Văn hóa&quot; &amp; Du lịch &lt;thử&gt;');
  expect(first).not.toContain('<script');
  expect(one(first, 'expires')).toBe('2026-11-24T18:00:00+07:00');
  // A road is drawn by every place it runs through, not only by its ends.
  expect(all(first, 'circle').length).toBeGreaterThan(9);

  site.goTo('2026-11-22T03:00:00Z');
  const second = await publish(slug, { 'facts/level': 'warning' });
  expect([one(second, 'msgType'), one(second, 'references')]).toEqual(['Update', referenceTo(first)]);
  expect(one(second, 'severity')).toBe('Moderate');

  site.goTo('2026-11-22T04:00:00Z');
  expect(await site.app.state.publishing.unpublish(reviewer, 'alerts', slug, '')).toMatchObject({ kind: 'published' });
  const last = (await capOf(site.app, slug)) ?? '';
  expect(await faultsOf(last, CAP_SCHEMA)).toEqual([]);
  expect(rulesBroken(last)).toEqual([]);
  expect([one(last, 'msgType'), one(last, 'responseType')]).toEqual(['Cancel', 'AllClear']);
  expect(one(last, 'references')).toBe(`${referenceTo(first)} ${referenceTo(second)}`);
  const identifiers = [first, second, last].map((message) => one(message, 'identifier'));
  expect(new Set(identifiers).size).toBe(3);

  // Subscribers hear of the end as long as it would have lasted, in every language and valid.
  for (const locale of ['vi', 'en', 'fr'] as const) {
    const feed = await alertFeed(site.app, locale);
    expect(await faultsOf(feed, ATOM_SCHEMA)).toEqual([]);
    expect(feed).toContain(`/alerts/${slug}.cap.xml`);
    expect(feed).not.toContain(`/${locale}/alerts/${slug}"`);
  }
  const [, before] = await site.app.state.store.revisions.list('alerts', slug);
  expect(await site.app.state.publishing.restore(reviewer, before?.id ?? '')).toMatchObject({ kind: 'published' });
  const again = (await capOf(site.app, slug)) ?? '';
  expect([one(again, 'msgType'), one(again, 'references')]).toEqual(['Alert', '']);
  await site.app.state.publishing.unpublish(reviewer, 'alerts', slug, '');
  site.goTo('2026-11-24T12:00:00Z');
  expect(await capOf(site.app, slug)).toBeUndefined();
  expect(await alertFeed(site.app, 'vi')).not.toContain(slug);
});

test('an officer on duty ends an alert at once, everywhere; nobody else does, and a second person sees it afterwards', async () => {
  const { app } = site;
  const { publishing, store } = app.state;
  site.goTo('2026-11-22T05:00:00Z');
  const slug = 'e2e-flood';
  const first = await publish(slug, { ...ALERT, 'facts/cause': 'flood', 'words/en/name': 'Zwflood' });
  const seen = async () => [
    activeAlerts(app).some((alert) => alert.slug === slug),
    app.planner.core('en').alerts.some(({ id }) => id === `alerts/${slug}`),
    (await app.search.engine.search({ q: 'Zwflood', language: 'en', limit: 5 } as never)).hits.some((hit) => hit.slug === slug), // prettier-ignore
  ];
  expect(await seen()).toEqual([true, true, true]);
  expect(await publishing.endAlert(editor, slug)).toMatchObject({ kind: 'refused', reason: 'not-found' });
  expect(await seen()).toEqual([true, true, true]);
  expect(await publishing.endAlert(officer, slug)).toMatchObject({ kind: 'published' });
  expect(await seen()).toEqual([false, false, false]);
  const message = (await capOf(app, slug)) ?? '';
  expect(await faultsOf(message, CAP_SCHEMA)).toEqual([]);
  expect([one(message, 'msgType'), one(message, 'references')]).toEqual(['Cancel', referenceTo(first)]);
  expect(await publishing.endAlert(officer, slug)).toMatchObject({ kind: 'refused', reason: 'not-found' });
  const [audit] = await store.audit.list({ subject: `alerts/${slug}`, limit: 1 });
  expect(audit).toMatchObject({ action: 'alert-end', by: officer.id });
  const waiting = (await store.liveReviews.open()).filter((review) => review.slug === slug);
  expect(waiting).toHaveLength(2);
  for (const { id } of waiting) expect(await publishing.markLiveSeen(reviewer, id)).toEqual({ kind: 'done' });
});

test('the checker of messages does find faults', async () => {
  site.goTo('2026-11-25T02:00:00Z');
  const message = await publish('e2e-fog', { ...ALERT, 'facts/cause': 'fog', 'facts/from': '2026-11-25T02:00:00Z', 'facts/until': '2026-11-26T02:00:00Z' }); // prettier-ignore
  expect(await faultsOf(message.replace(/<scope>.*<\/scope>\n/, ''), CAP_SCHEMA)).not.toEqual([]);
  expect(await faultsOf(message.replace(/(<urgency>.*<\/urgency>)\n(<severity>.*<\/severity>)/, '$2\n$1'), CAP_SCHEMA)).not.toEqual([]); // prettier-ignore
  expect(rulesBroken(message.replace('<msgType>Alert', '<msgType>Update'))).toEqual(['references']);
  const feed = await alertFeed(site.app, 'de');
  expect(await faultsOf(feed, ATOM_SCHEMA)).toEqual([]);
  expect(feed).toContain('rel="enclosure" type="application/cap+xml"');
});

test('an alert begins and ends by itself: on pages, in the planner, in search and in the feed', async () => {
  const { app } = site;
  site.goTo('2026-12-01T00:00:00Z');
  const slug = 'e2e-ice';
  await publish(slug, { ...ALERT, 'facts/cause': 'ice', 'facts/from': '2026-12-01T06:00:00Z', 'facts/until': '2026-12-01T12:00:00Z', 'words/vi/name': 'Băng giá Zwice', 'words/en/name': 'Zwice' }); // prettier-ignore
  const seen = async () => ({
    active: activeAlerts(app).some((alert) => alert.slug === slug),
    planner: app.planner.core('en').alerts.some(({ id }) => id === `alerts/${slug}`),
    feed: (await alertFeed(app, 'en')).includes(slug),
    search: (await app.search.engine.search({ q: 'Zwice', language: 'en', limit: 5 } as never)).hits.some((hit) => hit.slug === slug), // prettier-ignore
  });
  // A planner asks for days to come, so it knows of the alert before it begins.
  expect(await seen()).toEqual({ active: false, planner: true, feed: false, search: true });
  const turned = () =>
    expect.poll(() => site.forgotten.includes(`alerts/${slug}`) && site.forgotten.includes('alerts'), { timeout: 8000 }).toBe(true); // prettier-ignore
  site.forgotten.length = 0;
  site.goTo('2026-12-01T06:00:00Z');
  await turned();
  expect(await seen()).toEqual({ active: true, planner: true, feed: true, search: true });
  site.forgotten.length = 0;
  site.goTo('2026-12-01T12:00:01Z');
  await turned();
  expect(await seen()).toEqual({ active: false, planner: false, feed: false, search: false });
});

test('an officer writes names, road numbers and kilometre posts, and the alert gets places of the site', () => {
  const { app } = site;
  const found = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return Object.fromEntries(withPlacesFound(app, form)) as Record<string, string>;
  };
  expect(found({ 'facts/places': 'Đồng Văn\n meo vac \nNowhere at all\nma-pi-leng' })['facts/places']).toBe('dong-van\nmeo-vac\nNowhere at all\nma-pi-leng'); // prettier-ignore
  expect(found({ 'facts/roads/0/from': 'Nậm Ty', 'facts/roads/0/to': 'Thông Nguyên' })).toMatchObject({ 'facts/roads/0/from': 'nam-ty', 'facts/roads/0/to': 'thong-nguyen' }); // prettier-ignore
  const road = (from: string, kmFrom: string, kmTo = '') => found({ 'facts/roads/0/from': from, 'facts/roads/0/to': '', 'facts/roads/0/kmFrom': kmFrom, 'facts/roads/0/kmTo': kmTo }); // prettier-ignore
  const stretch = road('ql 4c', '160,5', '163');
  expect(stretch).toMatchObject({ 'facts/roads/0/to': 'meo-vac', 'facts/roads/0/kmFrom': '160.5', 'facts/roads/0/kmTo': '163' }); // prettier-ignore
  // Every stretch found holds its posts: reckoned along the road it lies between the stones that enclose them.
  for (const km of [1, 20, 53.29, 80, 120, 141.5, 165.9]) {
    const { from, to } = stretchAtPosts(app, 'QL4C', [km]) ?? {};
    expect(app.roads.leg(from ?? '', to ?? '', 'motorbike')?.km, String(km)).toBeGreaterThan(0);
  }
  // Beyond the stones, on a road without any, and without kilometres nothing is made up.
  for (const [number, km] of [
    ['QL4C', '400'],
    ['QL999', '3'],
    ['QL4C', ''],
    ['QL4C', 'x'],
  ] as const)
    expect(road(number, km)['facts/roads/0/from'], `${number} ${km}`).toBe(number);
});

test('an alert that would be over before it is out is refused', async () => {
  site.goTo('2026-12-10T00:00:00Z');
  const late = { ...ALERT, 'facts/from': '2026-12-01T00:00:00Z', 'facts/until': '2026-12-09T00:00:00Z' };
  expect(await site.app.state.publishing.publishAlert(officer, 'e2e-late', late)).toEqual({ kind: 'refused', reason: 'bad-time' }); // prettier-ignore
});

test('what is banned, and between which posts, is told in words', () => {
  const t = site.app.translator.t('vi');
  expect(effectWords(t, { kind: 'activity-banned', activity: 'boat' })).toBe('Cấm đi thuyền');
  expect(roadWords(site.app, 'en', { from: 'dong-van', to: 'meo-vac', kmFrom: 163, kmTo: 160.5 })).toMatch(/^Dong Van – Meo Vac \(.*QL4C.*\), km 160\.5–163$/); // prettier-ignore
});
