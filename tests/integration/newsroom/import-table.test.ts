import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { createSpreadsheets } from '#src/adapters/spreadsheets/spreadsheets.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import { dryRun } from '#src/features/newsroom/import-table.ts';
import { findImport, isStuck, keepImport, runImport } from '#src/features/newsroom/kept-imports.ts';
import { cellOf, columnsOf, headerOf } from '#src/features/newsroom/table-columns.ts';
import { dataOf } from '#src/features/publishing/entry-files.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import type { Cell } from '#src/ports/tables.ts';
import { actor, makeSiteFolder, openSite, removeSite, type Site } from '#tests/support/publishing-site.ts';

const translator = createTranslator();
const editor = actor('editor', ['editor']);
const clock = { now: () => new Date('2026-11-22T02:00:00Z') };
const HEAD = ['slug', 'Tiếng Việt: Tên', 'Bản', 'Điện thoại', 'facts/priceFrom/vnd', 'facts/priceFrom/per', 'facts/priceFrom/seen', 'Sleeps', 'facts/toilet', 'facts/car']; // prettier-ignore
const row = (slug: string, more: Partial<Record<number, Cell>> = {}): Cell[] =>
  [slug, `Nhà ${slug}`, 'lo-lo-chai', '0912345678', '250.000', 'mỗi người', '11/2026', 8, 'khép kín', 'có'].map((cell, i) => more[i] ?? (i === 6 ? '2026-11' : cell)); // prettier-ignore

let site: Site | undefined;
let folder = '';
afterEach(async () => {
  await site?.close();
  removeSite(folder);
  site = undefined;
});
async function open(): Promise<Site> {
  folder = makeSiteFolder();
  site = await openSite(folder);
  return site;
}

test('says of each row whether it is new, changed, the same or wrong', async () => {
  const { content } = await open();
  const run = await dryRun({ content, translator }, 'homestays', [
    [...HEAD, 'Không có cột này'],
    row('nha-moi'),
    row('nha-co', { 1: 'Nhà cổ', 4: 260000 }),
    row('nha-moi'),
    row('../../etc/passwd'),
    row('nha-hong', { 3: 'gọi sau', 7: 'nhiều' }),
    row('', { 1: 'Nhà Đá Đỏ' }),
    [null, ' '],
  ]);
  expect(run.rows.map(({ row: number, slug, state }) => [number, slug, state])).toEqual([
    [2, 'nha-moi', 'new'],
    [3, 'nha-co', 'changed'],
    [4, 'nha-moi', 'wrong'],
    [5, '../../etc/passwd', 'wrong'],
    [6, 'nha-hong', 'wrong'],
    [7, 'nha-da-do', 'new'],
  ]);
  // What stands in a faulty cell is named, so that the author finds it.
  expect(run.rows[4]).toMatchObject({
    faults: [
      { path: 'facts/phone', reason: 'invalid', found: 'gọi sau' },
      { path: 'facts/sleeps', reason: 'invalid', found: 'nhiều' },
    ],
  });
  expect(run.unknownHeaders).toEqual(['Không có cột này']);
});

test('reads dates as Excel keeps them, however they arrive', async () => {
  const { content } = await open();
  const seen = async (cell: Cell) => {
    const { rows } = await dryRun({ content, translator }, 'homestays', [HEAD, row('nha-moi', { 6: cell })]);
    const [first] = rows;
    return first?.state === 'new' ? first.changes['facts/priceFrom/seen'] : first?.state;
  };
  expect(await seen(new Date('2026-11-05T00:00:00Z'))).toBe('2026-11-05');
  expect(await seen(46331)).toBe('2026-11-05');
  expect(await seen('5/11/2026')).toBe('2026-11-05');
  expect(await seen('11/2026')).toBe('2026-11');
  expect(await seen('yesterday')).toBe('wrong');
});

test('an import does exactly what its dry run said', async () => {
  const { content, publishing, store } = await open();
  let runs = 0;
  const slug = fc.constantFrom('nha-co', 'nha-a', 'nha-b', 'nha-c', 'BAD SLUG', '../x');
  const price = fc.constantFrom<Cell>(250000, '300.000', 'free', -1);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(slug, price), { minLength: 1, maxLength: 8 }), async (wishes) => {
      const table = [HEAD, ...wishes.map(([name, vnd]) => row(name, { 4: vnd }))];
      const run = await dryRun({ content, translator }, 'homestays', table);
      const promised = run.rows.filter(({ state }) => state === 'new' || state === 'changed');
      const id = await keepImport(store.records, { by: 'editor', kind: 'homestays', run, at: ++runs });
      const kept = await findImport(store.records, id, 'editor');
      if (kept === undefined) throw new Error('not kept');
      await runImport({ state: { publishing, store }, clock } as never, editor, kept);
      const { progress } = (await findImport(store.records, id, 'editor')) ?? {};
      expect(progress).toMatchObject({ total: promised.length, drafts: promised.length, failed: 0, done: true });
      const drafts = await store.drafts.list({ kind: 'homestays', states: ['draft'] });
      expect(drafts.map((draft) => draft.slug).sort()).toEqual(promised.map((one) => one.slug).sort());
      for (const one of promised) {
        const draft = drafts.find((each) => each.slug === one.slug);
        if (!('changes' in one) || draft === undefined) throw new Error('promised without changes');
        for (const [path, value] of Object.entries(one.changes)) expect(draft.values[path]).toEqual(value);
        await publishing.discard(actor('chief', ['reviewer']), draft.id, draft.version);
      }
    }),
    { seed: 3, numRuns: 25 },
  );
});

test('a dry run is its author’s, outlives the server, and an import that was cut off goes on where it was', async () => {
  let here = await open();
  const table = [HEAD, ...Array.from({ length: 130 }, (_, i) => row(`nha-${i}`, i % 10 === 0 ? { 4: 'dear' } : {}))];
  const run = await dryRun({ content: here.content, translator }, 'homestays', table);
  const id = await keepImport(here.store.records, { by: 'editor', kind: 'homestays', run, at: 0 });
  expect(await findImport(here.store.records, id, 'somebody-else')).toBeUndefined();

  // The server ends in the middle of the import, after a row that it had no time to note.
  const { publishing } = here;
  let left = 77;
  const dying = { ...publishing, createEntry: (...args: Parameters<typeof publishing.createEntry>) => (left-- > 0 ? publishing.createEntry(...args) : Promise.reject(new Error('killed'))) }; // prettier-ignore
  const first = await findImport(here.store.records, id, 'editor');
  if (first === undefined) throw new Error('not kept');
  await expect(runImport({ state: { publishing: dying, store: here.store }, clock } as never, editor, first)).rejects.toThrow('killed'); // prettier-ignore
  await here.close();

  site = here = await openSite(folder);
  const again = await findImport(here.store.records, id, 'editor');
  expect(again?.counts).toEqual({ new: 117, changed: 0, same: 0, wrong: 13 });
  expect(again?.shown.slice(0, 13).every(({ state }) => state === 'wrong')).toBe(true);
  expect(again?.progress).toMatchObject({ next: 50, done: false });
  if (again === undefined) throw new Error('gone');
  expect(isStuck(again, clock.now().getTime() + 60_000)).toBe(true);
  expect(isStuck(again, clock.now().getTime())).toBe(false);
  await runImport({ state: { publishing: here.publishing, store: here.store }, clock } as never, editor, again);
  const drafts = await here.store.drafts.list({ kind: 'homestays', states: ['draft'], limit: 500 });
  expect(drafts).toHaveLength(117);
  expect(drafts.every(({ values }) => values['words/vi/name'] !== undefined)).toBe(true);
  expect((await findImport(here.store.records, id, 'editor'))?.progress).toMatchObject({ next: 130, failed: 0, done: true }); // prettier-ignore
});

test('only the newest dry runs are kept', async () => {
  const { content, store } = await open();
  const run = await dryRun({ content, translator }, 'homestays', [HEAD, row('nha-moi')]);
  const ids: string[] = [];
  for (let at = 0; at < 22; at++)
    ids.push(await keepImport(store.records, { by: 'editor', kind: 'homestays', run, at }));
  expect(await findImport(store.records, ids[0] ?? '', 'editor')).toBeUndefined();
  expect(await findImport(store.records, ids[2] ?? '', 'editor')).toBeDefined();
  expect(await store.records.list('import-rows')).toHaveLength(20);
});

test('20,000 rows with 1,000 errors are told apart and kept, and the site answers meanwhile', async () => {
  const { content, store } = await open();
  const table = [HEAD, ...Array.from({ length: 20_000 }, (_, i) => row(`nha-${i}`, i % 20 === 0 ? { 4: 'dear' } : {}))];
  const csv = createSpreadsheets().writeCsv(table.map((cells) => cells.map(String)));
  const started = performance.now();
  let turns = 0;
  const count = () => {
    turns++;
    immediate = setImmediate(count);
  };
  let immediate = setImmediate(count);
  const read = await createSpreadsheets().read(new TextEncoder().encode(csv));
  const run = await dryRun({ content, translator }, 'homestays', read.kind === 'read' ? read.rows : []);
  const id = await keepImport(store.records, { by: 'editor', kind: 'homestays', run, at: 0 });
  clearImmediate(immediate);
  console.log(
    `import dry run: 20,000 rows in ${Math.round(performance.now() - started)} ms, ${turns} turns for others`,
  );
  expect((await findImport(store.records, id, 'editor'))?.counts).toEqual({ new: 19_000, changed: 0, same: 0, wrong: 1000 }); // prettier-ignore
  expect(turns).toBeGreaterThan(150);
}, 120_000);

test('an exported list comes back as unchanged, in CSV and in XLSX, and no cell can run', async () => {
  const { content } = await open();
  const tables = createSpreadsheets();
  const rows = [
    columnsOf('homestays').map((column) => headerOf(translator, 'vi', column)),
    ...content.list('homestays').map((entry) => {
      const fields = toFields(dataOf(entry) ?? { facts: {}, words: {} });
      return columnsOf('homestays').map((column) => cellOf(translator, 'homestays', column, entry.slug, fields));
    }),
  ];
  const csv = tables.writeCsv(rows);
  expect(csv).toContain("'+84000000000");
  for (const bytes of [new TextEncoder().encode(csv), await tables.writeXlsx(rows)]) {
    const read = await tables.read(bytes);
    const run = await dryRun({ content, translator }, 'homestays', read.kind === 'read' ? read.rows : []);
    expect(run.rows.map(({ state }) => state)).toEqual(['same']);
  }
  for (const text of ['=1+1', '+cmd', '-2', '@SUM(A1)', '\t=x']) {
    expect(
      tables
        .writeCsv([[text]])
        .replace('\ufeff', '')
        .replace(/^"/, ''),
    ).toMatch(/^'/);
  }
});

test('what is no table is refused and never half read', async () => {
  const tables = createSpreadsheets();
  for (const bytes of [
    new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]),
    new Uint8Array([0xff, 0xfe, 0xfd]),
    new TextEncoder().encode('a\u0000b'),
    new Uint8Array(0),
  ])
    expect(await tables.read(bytes)).toEqual({ kind: 'bad' });
  // Zeros pack a thousand to one.
  const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(101_000_000) }, { level: 1 });
  expect(bomb.length).toBeLessThan(1_000_000);
  expect(await tables.read(bomb)).toEqual({ kind: 'bad' });
}, 60_000);
