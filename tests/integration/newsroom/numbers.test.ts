import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { monthlyTally } from '#src/features/statistics/monthly-tally.ts';
import { pagesByLanguage, reviewTimes, sharedNumbers } from '#src/features/statistics/numbers.ts';
import { tableOf } from '#src/features/statistics/number-tables.ts';
import { recordVisitors, visitorSeries } from '#src/features/statistics/visitor-series.ts';
import { lastWeeks } from '#src/features/statistics/weeks.ts';
import { editor, openNewsroomApp, reviewer, type NewsroomApp } from '#tests/support/newsroom-app.ts';

// The whole product starts here, on whatever machine.
vi.setConfig({ testTimeout: 90_000 });
let site: NewsroomApp;
// A Sunday evening in Vietnam, still in the week that began on the 16th.
beforeAll(async () => void (site = await openNewsroomApp('2026-11-22T13:00:00Z')), 120_000);
afterAll(() => site.close());

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};
const october = { month: '2026-10', visitors: '285.000', foreign: '61 300', source: 'Cục Thống kê', sourceDate: '2026-11-05' }; // prettier-ignore
const record = (change: Record<string, string> = {}) => recordVisitors(site.app, reviewer, form({ ...october, ...change })); // prettier-ignore

test('the official series is read as officers write numbers, corrected by writing again, and its past stays in the log', async () => {
  expect(await record()).toEqual({ kind: 'done', done: 'added' });
  expect(await visitorSeries(site.app)).toEqual([{ month: '2026-10', visitors: 285_000, foreign: 61_300, source: 'Cục Thống kê', sourceDate: '2026-11-05' }]); // prettier-ignore
  await record({ visitors: '285400', foreign: '' });
  expect(await visitorSeries(site.app)).toMatchObject([{ visitors: 285_400 }]);
  const [last] = await site.app.state.store.audit.list({ subject: 'numbers/2026-10', limit: 1 });
  expect(last).toMatchObject({ by: reviewer.id, detail: { before: { visitors: 285_000 }, after: { visitors: 285_400 } } }); // prettier-ignore
  expect(await recordVisitors(site.app, editor, form(october))).toMatchObject({ reason: 'not-found' });
});

test.each([
  ['a negative number', { visitors: '-5' }, ['visitors']],
  ['nothing but a space', { visitors: ' ' }, ['visitors']],
  ['a number no country has', { visitors: '999999999' }, ['visitors']],
  ['a decimal that could be thousands', { visitors: '285.5' }, ['visitors']],
  ['two kinds of separators', { visitors: '1.234,567' }, ['visitors']],
  ['a power', { visitors: '1e6' }, ['visitors']],
  ['more from abroad than in all', { foreign: '285001' }, ['foreign']],
  ['a month to come', { month: '2026-12', sourceDate: '2026-11-20' }, ['month', 'sourceDate']],
  ['a thirteenth month', { month: '2026-13' }, ['month']],
  ['a day that does not exist', { sourceDate: '2026-02-30' }, ['sourceDate']],
  ['a source from tomorrow', { sourceDate: '2026-11-23' }, ['sourceDate']],
  ['a source from before the month', { sourceDate: '2026-09-30' }, ['sourceDate']],
  ['no source', { source: ' \u0007 ' }, ['source']],
])('%s is refused by its field, and nothing is stored', async (_, change, fields) => {
  const before = await visitorSeries(site.app);
  expect(await record(change)).toEqual({ kind: 'refused', reason: 'bad-fields', fields });
  expect(await visitorSeries(site.app)).toEqual(before);
});

test('a removed month is gone from the table and stays in the log; formulas do not run from the CSV', async () => {
  await record({ month: '2026-09', source: '=HYPERLINK("https://evil.example")', sourceDate: '2026-10-03' });
  const csv = site.app.tables.writeCsv(await tableOf(site.app, 'vi', 'visitors'));
  expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(csv).toMatch(/^\ufeffTháng,Lượt khách,/);
  expect(await recordVisitors(site.app, reviewer, form({ _do: 'remove', month: '2026-09' }))).toEqual({ kind: 'done', done: 'removed' }); // prettier-ignore
  expect(await recordVisitors(site.app, reviewer, form({ _do: 'remove', month: '2026-09' }))).toMatchObject({ reason: 'not-found' }); // prettier-ignore
  expect((await visitorSeries(site.app)).map(({ month }) => month)).toEqual(['2026-10']);
});

test('pages are told by place, language and week', async () => {
  const { counters } = site.app.state.store;
  const weeks = lastWeeks(site.app.clock.now());
  expect([weeks.length, weeks.at(-1), weeks[0]]).toEqual([8, '2026-11-16', '2026-09-28']);
  for (const [day, language, by] of [
    ['2026-11-22', 'vi', 3],
    ['2026-11-16', 'de', 2],
    ['2026-11-15', 'vi', 5],
    ['2026-09-27', 'vi', 100],
  ] as const)
    // prettier-ignore
    await counters.add({ name: 'page', key: 'places/ma-pi-leng', language, day, by });
  expect(await pagesByLanguage(site.app, '2026-11-16')).toEqual([{ page: 'places/ma-pi-leng', sum: 5, byLanguage: { vi: 3, de: 2 } }]); // prettier-ignore
  expect(await pagesByLanguage(site.app)).toMatchObject([{ sum: 10, byLanguage: { vi: 8, de: 2 } }]);
  const [, ...rows] = await tableOf(site.app, 'de', 'pages');
  expect(rows).toEqual([
    ['2026-11-09', '/places/ma-pi-leng', 'Ma-Pi-Leng-Pass', 'vi', '5'],
    ['2026-11-16', '/places/ma-pi-leng', 'Ma-Pi-Leng-Pass', 'de', '2'],
    ['2026-11-16', '/places/ma-pi-leng', 'Ma-Pi-Leng-Pass', 'vi', '3'],
  ]);
});

test('numbers of shared trips that could be one family are not shown, neither on the screen nor in the file', async () => {
  const { counters } = site.app.state.store;
  const add = (name: string, key: string, by: number) => counters.add({ name, key, language: '-', day: '2026-11-16', by }); // prettier-ignore
  await add('shared-trip', 'all', 6);
  await add('shared-place', 'dong-van', 5);
  await add('shared-place', 'meo-vac', 4);
  await add('shared-night', 'meo-vac', 1);
  const shared = await sharedNumbers(site.app);
  expect(shared.trips.at(-1)).toEqual({ label: '2026-11-16', count: 6 });
  expect(shared.places).toEqual([{ label: 'dong-van', count: 5 }]);
  expect(shared.nights).toEqual([]);
  expect(shared.hidden).toEqual({ places: 1, nights: 1 });
  const [, ...rows] = await tableOf(site.app, 'en', 'shared');
  expect(rows.map(([, , place, count]) => [place, count])).toEqual([['', '6'], ['Dong Van', '5'], ['Meo Vac', 'fewer than 5'], ['Meo Vac', 'fewer than 5']]); // prettier-ignore
});

test('the time to approval is the middle one, by the week of the approval', async () => {
  const { app } = site;
  for (const [hours, slug] of [[2, 'dong-van'], [10, 'meo-vac'], [3, 'ma-pi-leng']] as const) {
    site.goTo('2026-11-20T00:00:00Z');
    const saved = await app.state.publishing.saveDraft(editor, 'places', slug, { published: '' }, { 'words/en/summary': `Seen again, ${slug}.` }); // prettier-ignore
    if (saved.kind !== 'saved') throw new Error(saved.kind);
    const sent = await app.state.publishing.submit(editor, saved.draftId, saved.version);
    if (sent.kind !== 'done') throw new Error(sent.reason);
    site.goTo(`2026-11-20T${String(hours).padStart(2, '0')}:00:00Z`);
    expect(await app.state.publishing.approve(reviewer, saved.draftId, sent.version)).toMatchObject({ kind: 'published' }); // prettier-ignore
  }
  site.goTo('2026-11-22T13:00:00Z');
  const times = await reviewTimes(app);
  expect(times.medianHours).toBe(3);
  expect(times.weeks.at(-1)).toEqual({ week: '2026-11-16', approved: 3, medianHours: 3 });
  expect(times.weeks[0]).toEqual({ week: '2026-09-28', approved: 0, medianHours: undefined });
}); // prettier-ignore

test('a lodging’s month counts what the household told and promised, and leaves open who came', async () => {
  const { store } = site.app.state;
  const slug = 'dong-van-den-long';
  await store.availability.set(`homestays/${slug}`, [{ date: '2026-11-30', state: 'full' }, { date: '2026-11-29', state: 'few' }, { date: '2026-12-01', state: 'full' }], 'x', '2026-11-22T00:00:00.000Z'); // prettier-ignore
  const wish = { entry: `homestays/${slug}`, nights: 2, people: 3, name: 'A', contact: '+4900', language: 'de', words: '', createdAt: '2026-11-20T00:00:00.000Z' } as const; // prettier-ignore
  const first = await store.requests.add({ ...wish, from: '2026-11-24' }, 'a');
  await store.requests.add({ ...wish, from: '2026-11-25' }, 'b');
  await store.requests.add({ ...wish, from: '2026-12-25' }, 'c');
  await store.requests.answer(first.id, 'free', 'Còn phòng', '2026-11-20T01:00:00.000Z');
  expect(await monthlyTally(site.app, slug, '2026-11')).toEqual({ nights: 30, told: 2, full: 1, few: 1, requests: 2, promised: 1, guests: 3, guestNights: 6 }); // prettier-ignore
});
