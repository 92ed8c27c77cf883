import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sitemapFile } from '#src/features/seo/sitemap.ts';
import { editor, openNewsroomApp, reviewer, type NewsroomApp } from '#tests/support/newsroom-app.ts';

// The whole product starts here, on whatever machine.
vi.setConfig({ testTimeout: 90_000 });
let site: NewsroomApp;
beforeAll(async () => void (site = await openNewsroomApp('2026-11-22T02:00:00Z')), 120_000);
afterAll(() => site.close());

const SLUG = 'cot-co-lung-cu';

/** Everything that shows an entry: its words on the page, search, the planner's data and the sitemap. */
async function shown(word: string) {
  const { app } = site;
  const found = await app.search.engine.search({ q: word, language: 'vi', limit: 5 } as never);
  return {
    page: app.content.find('places', SLUG)?.words.vi?.name === word,
    search: found.hits.some(({ slug, name }) => slug === SLUG && String(name).includes(word)),
    planner: app.planner.core('vi').places.some(({ id, name }) => id === `places/${SLUG}` && name === word),
    sitemap: sitemapFile(app, 'places', 1)?.includes(`/vi/places/${SLUG}<`) ?? false,
  };
}

test('a scheduled approval and an expiry happen by themselves, everywhere, and pages are made anew', async () => {
  const { publishing } = site.app.state;
  const word = 'Zwzeit Lũng Cú';
  const { version } = await publishing.status('places', SLUG);
  const saved = await publishing.saveDraft(editor, 'places', SLUG, { published: version }, { 'words/vi/name': word });
  if (saved.kind !== 'saved') throw new Error(saved.reason);
  const sent = await publishing.submit(editor, saved.draftId, saved.version);
  if (sent.kind !== 'done') throw new Error(sent.reason);
  const due = '2026-11-22T09:00:00+07:00';
  expect(await publishing.schedule(reviewer, saved.draftId, sent.version, due)).toMatchObject({ reason: 'bad-time' });
  const at = '2026-11-22T09:30:00+07:00';
  expect(await publishing.schedule(reviewer, saved.draftId, sent.version, at)).toMatchObject({ kind: 'done' });
  const ends = '2026-11-23T00:00:00+07:00';
  expect(await publishing.scheduleExpiry(reviewer, 'places', SLUG, ends)).toMatchObject({ kind: 'done' });

  site.goTo('2026-11-22T02:29:59Z');
  await publishing.runDue();
  expect(await shown(word)).toEqual({ page: false, search: false, planner: false, sitemap: true });
  site.forgotten.length = 0;
  site.goTo('2026-11-22T02:30:00Z');
  await publishing.runDue();
  expect(await shown(word)).toEqual({ page: true, search: true, planner: true, sitemap: true });
  expect(site.forgotten).toEqual(expect.arrayContaining([`places/${SLUG}`, 'places']));

  site.forgotten.length = 0;
  site.goTo('2026-11-22T17:00:00Z');
  await publishing.runDue();
  expect(await shown(word)).toEqual({ page: false, search: false, planner: false, sitemap: false });
  expect(site.forgotten).toEqual(expect.arrayContaining([`places/${SLUG}`, 'places']));
  expect((await publishing.status('places', SLUG)).subject.state).toBe('archived');
});
