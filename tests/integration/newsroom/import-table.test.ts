import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { createSpreadsheets } from '#src/adapters/spreadsheets/spreadsheets.ts';
import { toFields } from '#src/domain/publishing/fields.ts';
import { dryRun, importRows, type ImportProgress } from '#src/features/newsroom/import-table.ts';
import { cellOf, columnsOf, headerOf } from '#src/features/newsroom/table-columns.ts';
import { dataOf } from '#src/features/publishing/entry-files.ts';
import { createTranslator } from '#src/i18n/translator.ts';
import type { Cell } from '#src/ports/tables.ts';
import { actor, makeSiteFolder, openSite, removeSite, type Site } from '#tests/support/publishing-site.ts';

const translator = createTranslator();
const editor = actor('editor', ['editor']);
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
  const run = dryRun({ content, translator }, 'homestays', [
    [...HEAD, 'Không có cột này'],
    row('nha-moi'),
    row('nha-co', { 1: 'Nhà cổ', 4: 260000 }),
    row('nha-moi'),
    row('../../etc/passwd'),
    row('nha-hong', { 7: 'nhiều' }),
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
  expect(run.unknownHeaders).toEqual(['Không có cột này']);
});

test('reads dates as Excel keeps them, however they arrive', async () => {
  const { content } = await open();
  const seen = (cell: Cell) => {
    const [first] = dryRun({ content, translator }, 'homestays', [HEAD, row('nha-moi', { 6: cell })]).rows;
    return first?.state === 'new' ? first.changes['facts/priceFrom/seen'] : first?.state;
  };
  expect(seen(new Date('2026-11-05T00:00:00Z'))).toBe('2026-11-05');
  expect(seen(46331)).toBe('2026-11-05');
  expect(seen('5/11/2026')).toBe('2026-11-05');
  expect(seen('yesterday')).toBe('wrong');
});

test('an import does exactly what its dry run said', async () => {
  const { content, publishing, store } = await open();
  const slug = fc.constantFrom('nha-co', 'nha-a', 'nha-b', 'nha-c', 'BAD SLUG', '../x');
  const price = fc.constantFrom<Cell>(250000, '300.000', 'free', -1);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(slug, price), { minLength: 1, maxLength: 8 }), async (wishes) => {
      const table = [HEAD, ...wishes.map(([name, vnd]) => row(name, { 4: vnd }))];
      const run = dryRun({ content, translator }, 'homestays', table);
      const promised = run.rows.filter(({ state }) => state === 'new' || state === 'changed');
      const progress: ImportProgress = { total: promised.length, drafts: 0, failed: [], done: false };
      await importRows({ state: { publishing } } as never, editor, 'homestays', run.rows, progress);
      expect(progress).toEqual({ total: promised.length, drafts: promised.length, failed: [], done: true });
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

test('20,000 rows with 1,000 errors are told apart in seconds', async () => {
  const { content } = await open();
  const table = [HEAD, ...Array.from({ length: 20_000 }, (_, i) => row(`nha-${i}`, i % 20 === 0 ? { 4: 'dear' } : {}))];
  const csv = createSpreadsheets().writeCsv(table.map((cells) => cells.map(String)));
  const started = performance.now();
  const read = await createSpreadsheets().read(new TextEncoder().encode(csv));
  const run = dryRun({ content, translator }, 'homestays', read.kind === 'read' ? read.rows : []);
  const ms = Math.round(performance.now() - started);
  console.log(`import dry run: 20,000 rows in ${ms} ms`);
  expect(run.rows.filter(({ state }) => state === 'wrong')).toHaveLength(1000);
  expect(run.rows.filter(({ state }) => state === 'new')).toHaveLength(19_000);
  expect(ms).toBeLessThan(15_000);
});

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
    const run = dryRun({ content, translator }, 'homestays', read.kind === 'read' ? read.rows : []);
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
});
