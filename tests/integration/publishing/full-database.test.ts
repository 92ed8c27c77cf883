import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '#src/adapters/sql/open-database.ts';
import { createDrafting } from '#src/features/publishing/drafting.ts';
import { storageFault } from '#src/features/publishing/write-files.ts';
import { actor, makeSiteFolder, openSite, removeSite, type Site } from '#tests/support/publishing-site.ts';

const editor = actor('editor', ['editor']);
let site: Site;
beforeEach(async () => void (site = await openSite(makeSiteFolder())));
afterEach(async () => {
  await site.close();
  removeSite(site.folder);
});

test('a database without room says so itself, and what was begun is gone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tripmap-full-'));
  const { db, raw } = await openDatabase(join(folder, 'state.sqlite'));
  if (raw === undefined) throw new Error('not SQLite');
  raw.exec('create table notes (text text)');
  const { page_count } = raw.prepare('pragma page_count').get() as { page_count: number };
  raw.exec(`pragma max_page_count = ${page_count + 8}`);
  const big = db.transaction().execute(async (inside) => {
    for (let i = 0; i < 40; i++) await inside.insertInto('notes' as never).values({ text: 'x'.repeat(4000) } as never).execute();
  });
  const error: unknown = await big.then(() => undefined, (reason: unknown) => reason);
  expect(storageFault(error)).toBe('disk-full');
  expect(raw.prepare('select count(*) as n from notes').get()).toEqual({ n: 0 });
  // And the next one, for which there is room, goes through.
  await db.transaction().execute((inside) => inside.insertInto('notes' as never).values({ text: 'y' } as never).execute());
  expect(raw.prepare('select count(*) as n from notes').get()).toEqual({ n: 1 });
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
}); // prettier-ignore

test('a draft that cannot be stored is refused in words, and what stood before stands', async () => {
  const { store, content } = site;
  const { version } = await site.publishing.status('homestays', 'nha-co');
  const save = (drafting: Pick<Site['publishing'], 'saveDraft'>, text: string) =>
    drafting.saveDraft(editor, 'homestays', 'nha-co', { published: version }, { 'words/vi/body': text });
  expect(await save(site.publishing, 'Bản một.')).toMatchObject({ kind: 'saved' });
  const clock = { now: () => new Date('2026-11-21T03:00:00Z') };
  for (const [message, reason] of [
    ['database or disk is full', 'disk-full'],
    ['attempt to write a readonly database', 'read-only'],
  ] as const) {
    const broken = { ...store, transaction: () => Promise.reject(new Error(message)) };
    const drafting = createDrafting({ store: broken, content, clock });
    expect(await save(drafting, 'Bản hai.')).toEqual({ kind: 'refused', reason });
    expect((await site.publishing.status('homestays', 'nha-co')).draft?.values['words/vi/body']).toBe('Bản một.');
  }
  const other = createDrafting({ store: { ...store, transaction: () => Promise.reject(new TypeError('a fault of ours')) }, content, clock }); // prettier-ignore
  await expect(save(other, 'x')).rejects.toThrow('a fault of ours');
});
