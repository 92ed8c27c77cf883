import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { translationStates } from '#src/domain/publishing/translation-state.ts';
import { ANONYMOUS } from '#src/domain/rights/can.ts';
import { entryFiles, dataOf } from '#src/features/publishing/entry-files.ts';
import type { Site } from '#tests/support/publishing-site.ts';
import { actor, makeSiteFolder, openSite, removeSite, writeHomestay } from '#tests/support/publishing-site.ts';

const owner = actor('owner', ['owner'], { owns: ['homestays/nha-co'] });
const helper = actor('helper', ['helper'], { helps: ['homestays/nha-co'] });
const stranger = actor('stranger', ['owner', 'helper'], { owns: ['homestays/other'] });
const editor = actor('editor', ['editor']);
const reviewer = actor('reviewer', ['reviewer']);

let site: Site;
beforeEach(async () => {
  site = await openSite(makeSiteFolder());
});
afterEach(async () => {
  await site.close();
  removeSite(site.folder);
});

const version = async () => (await site.publishing.status('homestays', 'nha-co')).version;

async function submitted(changes: Record<string, unknown>, by = owner) {
  const saved = await site.publishing.saveDraft(by, 'homestays', 'nha-co', { published: await version() }, changes);
  if (saved.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(saved)}`);
  const sent = await site.publishing.submit(by, saved.draftId, saved.version);
  if (sent.kind !== 'done') throw new Error(`not submitted: ${JSON.stringify(sent)}`);
  return sent;
}

test('a price goes live at once, with the day it was seen, history, audit, and a second look afterwards', async () => {
  const result = await site.publishing.editLive(owner, 'homestays', 'nha-co', await version(), {
    'facts/priceFrom/vnd': 300000,
  });
  expect(result).toMatchObject({ kind: 'published', paths: ['facts/priceFrom/vnd', 'facts/priceFrom/seen'] });
  expect(site.read('homestays/nha-co/facts.yaml')).toContain('vnd: 300000');
  expect(site.content.find('homestays', 'nha-co')?.facts.priceFrom).toMatchObject({ vnd: 300000, seen: '2026-11-21' });
  expect(site.invalidated).toEqual(['homestays/nha-co', 'homestays']);
  expect((await site.store.revisions.list('homestays', 'nha-co')).map((one) => one.why)).toEqual(['live', 'files']);
  expect(await site.store.audit.list()).toMatchObject([
    { by: 'owner', action: 'edit-live', subject: 'homestays/nha-co' },
  ]);
  const [review] = await site.store.liveReviews.open();
  expect(await site.publishing.markLiveSeen(reviewer, review?.id ?? '')).toEqual({ kind: 'done' });
  expect(await site.store.liveReviews.open()).toEqual([]);
});

test('untouched files keep their bytes, and a written file says only what the schema does not', async () => {
  const words = site.read('homestays/nha-co/vi.md');
  await site.publishing.editLive(owner, 'homestays', 'nha-co', await version(), { 'facts/phone': '+84000000009' });
  expect(site.read('homestays/nha-co/vi.md')).toBe(words);
  expect(site.read('homestays/nha-co/facts.yaml')).toBe(
    [
      'village: lo-lo-chai', "phone: '+84000000009'", 'phoneConsent: true', 'priceFrom:', '  vnd: 250000', '  per: person',
      '  seen: 2026-10-01', 'sleeps: 8', 'toilet: shared', 'car: partly', 'amenities:', '  - wifi', '  - fan', '',
    ].join('\n'),
  ); // prettier-ignore
  expect(site.filesIn('homestays/nha-co')).toEqual(['de.md', 'en.md', 'facts.yaml', 'vi.md']);
});

test('what needs review cannot be slipped in as a live change, and nothing of it is written', async () => {
  const input = { 'facts/priceFrom/vnd': 1, 'words/vi/body': 'Nhà đẹp nhất.' };
  expect(await site.publishing.editLive(owner, 'homestays', 'nha-co', await version(), input)).toEqual({
    kind: 'refused',
    reason: 'needs-review',
  });
  expect(
    await site.publishing.editLive(owner, 'homestays', 'nha-co', await version(), { 'facts/phone': 'call me' }),
  ).toMatchObject({ reason: 'bad-fields' });
  expect(
    await site.publishing.editLive(owner, 'homestays', 'nha-co', await version(), {
      'facts/sample': true,
      state: 'published',
    }),
  ).toMatchObject({ reason: 'bad-fields' });
  expect(site.content.find('homestays', 'nha-co')?.facts.priceFrom.vnd).toBe(250000);
});

test('another household, an anonymous visitor and a missing entry are answered alike', async () => {
  const seen = await version();
  const asked = [
    await site.publishing.editLive(stranger, 'homestays', 'nha-co', seen, { 'facts/priceFrom/vnd': 1 }),
    await site.publishing.editLive(ANONYMOUS, 'homestays', 'nha-co', seen, { 'facts/priceFrom/vnd': 1 }),
    await site.publishing.editLive(owner, 'homestays', 'nowhere', seen, { 'facts/priceFrom/vnd': 1 }),
    await site.publishing.saveDraft(stranger, 'homestays', 'nha-co', { published: seen }, { 'words/vi/name': 'x' }),
    await site.publishing.unpublish(owner, 'homestays', 'nha-co', ''),
    await site.publishing.approve(stranger, 'no-such-draft', 1),
    await site.publishing.createEntry(stranger, 'homestays', 'nha-moi', {}),
  ];
  for (const answer of asked) expect(answer).toEqual({ kind: 'refused', reason: 'not-found' });
  expect(await site.publishing.history(stranger, 'homestays', 'nha-co')).toBeUndefined();
});

test('a description waits for review; approved it is on the page and the other languages are outdated', async () => {
  const sent = await submitted({ 'words/vi/body': 'Có bếp lửa và vườn đào.' });
  expect(site.content.find('homestays', 'nha-co')?.words.vi?.body).toBe('Có bếp lửa.');
  expect(await site.publishing.approve(owner, sent.draftId, sent.version)).toEqual({
    kind: 'refused',
    reason: 'not-found',
  });

  const result = await site.publishing.approve(reviewer, sent.draftId, sent.version);
  expect(result.kind === 'published' ? result.paths.toSorted() : result).toEqual([
    'words/de/translation',
    'words/en/translation',
    'words/vi/body',
  ]);
  const entry = site.content.find('homestays', 'nha-co');
  expect(entry?.words.vi?.body).toBe('Có bếp lửa và vườn đào.');
  expect(translationStates(entry?.words ?? {})).toMatchObject({
    vi: 'original',
    en: 'outdated',
    de: 'outdated',
    fr: 'missing',
  });
  expect(await site.store.drafts.find(sent.draftId)).toMatchObject({ state: 'published' });
  expect(await site.store.audit.verify()).toMatchObject({ kind: 'whole' });
});

test('an approval holds for the version that was read and for no other', async () => {
  const sent = await submitted({ 'words/vi/body': 'Một.' });
  await site.publishing.saveDraft(
    helper,
    'homestays',
    'nha-co',
    { draft: sent.draftId, version: sent.version },
    { 'words/vi/body': 'Hai.' },
  );
  expect(await site.publishing.approve(reviewer, sent.draftId, sent.version)).toEqual({
    kind: 'refused',
    reason: 'edited-since',
  });
  expect(site.content.find('homestays', 'nha-co')?.words.vi?.body).toBe('Có bếp lửa.');
});

test('a reviewer who wrote in the draft is not its second pair of eyes', async () => {
  const sent = await submitted({ 'words/vi/body': 'Một.' });
  const saved = await site.publishing.saveDraft(
    reviewer,
    'homestays',
    'nha-co',
    { draft: sent.draftId, version: sent.version },
    { 'words/vi/summary': 'Nhà.' },
  );
  expect(saved.kind).toBe('saved');
  expect(await site.publishing.approve(reviewer, sent.draftId, sent.version + 1)).toEqual({
    kind: 'refused',
    reason: 'not-found',
  });
});

test('two reviewers at once publish one time', async () => {
  const sent = await submitted({ 'words/vi/body': 'Một.' });
  const other = actor('reviewer-2', ['reviewer']);
  const answers = await Promise.all([
    site.publishing.approve(reviewer, sent.draftId, sent.version),
    site.publishing.approve(other, sent.draftId, sent.version),
  ]);
  expect(answers.map((answer) => answer.kind).sort()).toEqual(['published', 'refused']);
  expect(await site.store.revisions.list('homestays', 'nha-co')).toHaveLength(2);
});

test('part of a draft can be approved; the rest stays in review', async () => {
  const sent = await submitted({ 'words/vi/body': 'Một.', 'facts/rooms': 3 });
  await site.publishing.approve(reviewer, sent.draftId, sent.version, ['facts/rooms']);
  const entry = site.content.find('homestays', 'nha-co');
  expect([entry?.facts.rooms, entry?.words.vi?.body]).toEqual([3, 'Có bếp lửa.']);
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  expect(draft).toMatchObject({ state: 'in-review' });
  expect(await site.publishing.approve(reviewer, sent.draftId, draft?.version ?? 0)).toMatchObject({
    kind: 'published',
    paths: expect.arrayContaining(['words/vi/body']),
  });
});

test('owner, helper and editor write at once: fields merge, a clash is kept with both wishes and settled by hand', async () => {
  const seen = { published: await version() };
  const first = await site.publishing.saveDraft(owner, 'homestays', 'nha-co', seen, {
    'facts/sleeps': 10,
    'facts/amenities': ['wifi', 'fan', 'dinner'],
  });
  const second = await site.publishing.saveDraft(helper, 'homestays', 'nha-co', seen, {
    'facts/rooms': 3,
    'facts/sleeps': 8,
    'facts/amenities': ['wifi'],
  });
  const third = await site.publishing.saveDraft(editor, 'homestays', 'nha-co', seen, { 'facts/sleeps': 12 });
  expect([first.kind, second.kind, third.kind]).toEqual(['saved', 'saved', 'saved']);
  if (third.kind !== 'saved') return;
  expect(third.conflicts).toMatchObject([
    { path: 'facts/sleeps', base: 8, kept: 10, keptBy: 'owner', brought: 12, broughtBy: 'editor' },
  ]);
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  expect(draft?.values).toMatchObject({ 'facts/sleeps': 10, 'facts/rooms': 3, 'facts/amenities': ['wifi', 'dinner'] });
  expect(draft?.authors).toEqual(['owner', 'helper', 'editor']);

  expect(await site.publishing.submit(owner, third.draftId, third.version)).toEqual({
    kind: 'refused',
    reason: 'open-conflicts',
  });
  const conflict = third.conflicts[0]?.id ?? '';
  expect(await site.publishing.resolveConflict(stranger, conflict, { take: 'brought' })).toMatchObject({
    reason: 'not-found',
  });
  const settled = await site.publishing.resolveConflict(owner, conflict, { take: 'brought' });
  expect(settled).toMatchObject({ kind: 'saved', conflicts: [] });
  expect((await site.publishing.status('homestays', 'nha-co')).draft?.values['facts/sleeps']).toBe(12);
  expect(await site.publishing.resolveConflict(owner, conflict, { take: 'kept' })).toMatchObject({
    reason: 'nothing-to-do',
  });
});

test('ten saves in the same moment are all there', async () => {
  const seen = { published: await version() };
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      site.publishing.saveDraft(owner, 'homestays', 'nha-co', seen, { [`words/vi/photos/p${i}.jpg`]: `Ảnh ${i}` }),
    ),
  );
  const busy = answers.filter((answer) => answer.kind === 'refused');
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  const kept = Object.keys(draft?.values ?? {}).filter((path) => path.startsWith('words/vi/photos/'));
  expect(busy).toEqual([]);
  expect(kept).toHaveLength(8);
});

test('a live price while a draft waits moves the draft onto the new ground', async () => {
  const sent = await submitted({ 'words/vi/body': 'Một.' });
  await site.publishing.editLive(owner, 'homestays', 'nha-co', await version(), { 'facts/priceFrom/vnd': 280000 });
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  expect(draft?.values).toMatchObject({ 'facts/priceFrom/vnd': 280000, 'words/vi/body': 'Một.' });
  await site.publishing.approve(reviewer, sent.draftId, draft?.version ?? 0);
  const entry = site.content.find('homestays', 'nha-co');
  expect([entry?.facts.priceFrom.vnd, entry?.words.vi?.body]).toEqual([280000, 'Một.']);
});

test('two phones with the same old price: the second sees both, with who and when', async () => {
  const seen = await version();
  await site.publishing.editLive(owner, 'homestays', 'nha-co', seen, { 'facts/priceFrom/vnd': 300000 });
  const second = await site.publishing.editLive(helper, 'homestays', 'nha-co', seen, { 'facts/priceFrom/vnd': 270000 });
  expect(second).toMatchObject({
    kind: 'conflicts',
    conflicts: [{ path: 'facts/priceFrom/vnd', base: 250000, kept: 300000, keptBy: 'owner', brought: 270000 }],
  });
  expect(site.content.find('homestays', 'nha-co')?.facts.priceFrom.vnd).toBe(300000);
  expect(await site.publishing.editLive(helper, 'homestays', 'nha-co', seen, { 'facts/zalo': false })).toMatchObject({
    kind: 'published',
  });
});

test('the last live change can be taken back by the one who made it', async () => {
  await site.publishing.editLive(owner, 'homestays', 'nha-co', await version(), { 'facts/priceFrom/vnd': 300000 });
  expect(await site.publishing.undoLive(helper, 'homestays', 'nha-co')).toMatchObject({ reason: 'nothing-to-do' });
  expect(await site.publishing.undoLive(owner, 'homestays', 'nha-co')).toMatchObject({ kind: 'published' });
  expect(site.content.find('homestays', 'nha-co')?.facts.priceFrom).toMatchObject({ vnd: 250000, seen: '2026-10-01' });
});

test('photos come with the entry that names them, go when it does not, and come back with a restored one', async () => {
  const file = `${'ab'.repeat(32)}.jpg`;
  const wish = {
    'facts/photos': [file],
    [`facts/photos/${file}`]: { author: 'Mai', licence: 'CC BY 4.0', consent: true },
  };
  const sent = await submitted(wish);
  expect(await site.publishing.approve(reviewer, sent.draftId, sent.version)).toEqual({
    kind: 'refused',
    reason: 'photo-missing',
  });
  site.photos.set(file, Buffer.from('a clean picture'));
  expect(await site.publishing.approve(reviewer, sent.draftId, sent.version)).toMatchObject({ kind: 'published' });
  expect(site.read(`homestays/nha-co/photos/${file}`)).toBe('a clean picture');
  expect(site.filesIn('homestays/nha-co/photos')).toEqual([file]);

  await site.publishing.unpublish(reviewer, 'homestays', 'nha-co', '');
  expect(existsSync(join(site.folder, 'content/homestays/nha-co/photos', file))).toBe(false);
  const shown = (await site.store.revisions.list('homestays', 'nha-co')).find(
    (revision) => revision.why === 'approved',
  );
  await site.publishing.restore(reviewer, shown?.id ?? '');
  expect(site.read(`homestays/nha-co/photos/${file}`)).toBe('a clean picture');
});

test('an entry comes down at once and any revision comes back', async () => {
  const gone = await site.publishing.unpublish(reviewer, 'homestays', 'nha-co', 'Chủ nhà yêu cầu');
  expect(gone.kind).toBe('published');
  expect(site.content.find('homestays', 'nha-co')).toBeUndefined();
  expect((await site.publishing.status('homestays', 'nha-co')).subject.state).toBe('archived');
  const first = (await site.store.revisions.list('homestays', 'nha-co')).at(-1);
  expect(await site.publishing.restore(editor, first?.id ?? '')).toEqual({ kind: 'refused', reason: 'not-found' });
  expect(await site.publishing.restore(reviewer, first?.id ?? '')).toMatchObject({ kind: 'published' });
  expect(site.content.find('homestays', 'nha-co')?.words.vi?.name).toBe('Nhà cổ');
  expect((await site.store.revisions.list('homestays', 'nha-co')).map(({ number, why }) => [number, why])).toEqual([[3, 'restored'], [2, 'unpublished'], [1, 'files']]); // prettier-ignore
});

test('a scheduled approval goes out at its time, and not after an edit', async () => {
  const sent = await submitted({ 'words/vi/body': 'Tết.' });
  const at = '2026-11-22T00:00:00.000Z';
  expect(await site.publishing.schedule(reviewer, sent.draftId, sent.version, '2026-11-20T00:00:00Z')).toMatchObject({
    reason: 'bad-time',
  });
  const planned = await site.publishing.schedule(reviewer, sent.draftId, sent.version, at);
  expect(planned.kind).toBe('done');
  expect((await site.publishing.runDue()).done).toBe(0);
  await site.publishing.editLive(owner, 'homestays', 'nha-co', await version(), { 'facts/zalo': false });
  site.pass(24 * 3600);
  expect(await site.publishing.runDue()).toEqual({ done: 1, refused: 0, recovered: 0 });
  expect(site.content.find('homestays', 'nha-co')?.words.vi?.body).toBe('Tết.');

  const again = await submitted({ 'words/vi/body': 'Hè.' });
  await site.publishing.schedule(reviewer, again.draftId, again.version, '2026-11-23T00:00:00.000Z');
  const { draft } = await site.publishing.status('homestays', 'nha-co');
  await site.publishing.saveDraft(
    owner,
    'homestays',
    'nha-co',
    { draft: draft?.id ?? '', version: draft?.version ?? 0 },
    { 'words/vi/body': 'Thu.' },
  );
  site.pass(48 * 3600);
  expect((await site.publishing.runDue()).done).toBe(0);
  expect((await site.publishing.status('homestays', 'nha-co')).subject.state).toBe('in-review');
});

test('nights are live at once, taps that waited do not overwrite newer ones, and nobody sets the past', async () => {
  const set = (who: typeof owner, nights: unknown, at?: string) => site.publishing.setNights(who, 'nha-co', nights, at);
  expect(
    await set(owner, [
      { date: '2026-11-24', state: 'full' },
      { date: '2026-11-25', state: 'few' },
    ]),
  ).toEqual({ kind: 'done' });
  expect(site.invalidated).toEqual(['homestays/nha-co', 'homestays']);
  expect(await set(helper, [{ date: '2026-11-24', state: 'free' }], '2026-11-21T01:00:00Z')).toEqual({ kind: 'done' });
  expect(await set(helper, [{ date: '2026-11-25', state: 'free' }], '2099-01-01T00:00:00Z')).toEqual({ kind: 'done' });
  const nights = await site.store.availability.nights('homestays/nha-co', '2026-11-21', '2026-12-31');
  expect(nights.map(({ state, setAt }) => [state, setAt])).toEqual([['full', '2026-11-21T03:00:00.000Z'], ['free', '2026-11-21T03:00:00.000Z']]); // prettier-ignore
  expect(await set(stranger, [{ date: '2026-11-24', state: 'free' }])).toEqual({
    kind: 'refused',
    reason: 'not-found',
  });
  expect(await set(owner, [{ date: '2026-11-20', state: 'free' }])).toMatchObject({ reason: 'bad-time' });
  for (const wrong of [
    null,
    [],
    [{ date: '2026-02-30', state: 'free' }],
    [{ date: '2026-11-24', state: 'maybe' }],
    'x',
    [{ date: '2026-11-24', state: 'free', entry: 'homestays/other' }],
  ]) {
    expect(await set(owner, wrong)).toMatchObject({ reason: 'bad-fields' });
  }
});

test('a file broken by hand is not published over', async () => {
  const seen = await version();
  writeFileSync(join(site.folder, 'content/homestays/nha-co/de.md'), 'no front matter');
  await site.content.refresh('homestays', 'nha-co');
  expect(await site.publishing.editLive(owner, 'homestays', 'nha-co', seen, { 'facts/zalo': false })).toEqual({
    kind: 'refused',
    reason: 'broken-files',
  });
  expect(site.read('homestays/nha-co/de.md')).toBe('no front matter');
});

test('an expiry takes the entry down by itself', async () => {
  await site.publishing.scheduleExpiry(reviewer, 'homestays', 'nha-co', '2026-11-21T04:00:00Z');
  site.pass(3601);
  expect((await site.publishing.runDue()).done).toBe(1);
  expect(site.content.find('homestays', 'nha-co')).toBeUndefined();
});

test('an expiry can be called off by whoever may take the entry down, and both are in the audit log', async () => {
  await site.publishing.scheduleExpiry(reviewer, 'homestays', 'nha-co', '2026-11-21T04:00:00Z');
  for (const nobody of [owner, editor, ANONYMOUS])
    expect(await site.publishing.cancelExpiry(nobody, 'homestays', 'nha-co')).toMatchObject({ reason: 'not-found' });
  expect(await site.publishing.cancelExpiry(reviewer, 'homestays', 'nha-co')).toEqual({ kind: 'done' });
  expect(await site.publishing.cancelExpiry(reviewer, 'homestays', 'nha-co')).toMatchObject({
    reason: 'nothing-to-do',
  });
  site.pass(3601);
  expect((await site.publishing.runDue()).done).toBe(0);
  expect(site.content.find('homestays', 'nha-co')).toBeDefined();
  const actions = (await site.store.audit.list()).map(({ action }) => action);
  expect(actions).toEqual(['cancel-expiry', 'schedule-expiry']);
});

test('a new entry is saved half-done, refused while incomplete, and published once it has its eight facts', async () => {
  const made = await site.publishing.createEntry(editor, 'homestays', 'nha-moi', { 'words/vi/name': 'Nhà mới' });
  if (made.kind !== 'saved') throw new Error('not made');
  const early = await site.publishing.submit(editor, made.draftId, made.version);
  expect(early).toMatchObject({ reason: 'incomplete' });
  expect(early.kind === 'refused' ? early.problems?.some((problem) => problem.path === 'facts/phone') : false).toBe(
    true,
  );
  const rest = { 'facts/village': 'lo-lo-chai', 'facts/phone': '+84000000002', 'facts/priceFrom/vnd': 200000, 'facts/priceFrom/per': 'person', 'facts/priceFrom/seen': '2026-11-21', 'facts/sleeps': 4, 'facts/toilet': 'inside', 'facts/car': 'yes' }; // prettier-ignore
  const saved = await site.publishing.saveDraft(
    editor,
    'homestays',
    'nha-moi',
    { draft: made.draftId, version: made.version },
    rest,
  );
  if (saved.kind !== 'saved') throw new Error('not saved');
  const sent = await site.publishing.submit(editor, saved.draftId, saved.version);
  expect(await site.publishing.approve(reviewer, saved.draftId, sent.kind === 'done' ? sent.version : 0)).toMatchObject(
    { kind: 'published' },
  );
  expect(site.filesIn('homestays/nha-moi')).toEqual(['facts.yaml', 'vi.md']);
  expect(await site.publishing.createEntry(editor, 'homestays', 'nha-moi', {})).toMatchObject({ reason: 'slug-taken' });
  for (const slug of ['../etc', 'a/b', 'A', '', 'x'.repeat(81), 'con..']) {
    expect(await site.publishing.createEntry(editor, 'homestays', slug, {})).toMatchObject({ reason: 'bad-slug' });
  }
});

test('a reviewer sends it back in plain words, and the writer sends it again', async () => {
  const sent = await submitted({ 'words/vi/body': 'Một.' });
  expect(await site.publishing.askChanges(reviewer, sent.draftId, sent.version, '  ')).toMatchObject({
    reason: 'bad-fields',
  });
  const asked = await site.publishing.askChanges(reviewer, sent.draftId, sent.version, 'Xin ghi rõ có mấy giường.');
  expect(await site.store.drafts.find(sent.draftId)).toMatchObject({
    state: 'changes-asked',
    reason: 'Xin ghi rõ có mấy giường.',
  });
  const again = await site.publishing.submit(owner, sent.draftId, asked.kind === 'done' ? asked.version : 0);
  expect(again.kind).toBe('done');
});

test('an alert of the duty officer is out at once; without the duty it is not', async () => {
  writeHomestay(site.folder, 'x');
  const alert = {
    'facts/level': 'danger', 'facts/cause': 'landslide', 'facts/effect': { kind: 'road-closed' }, 'facts/areas': ['meo-vac'],
    'facts/from': '2026-11-21T03:00:00Z', 'facts/until': '2026-11-22T03:00:00Z', 'facts/issuedBy': 'Sở',
    'words/vi/name': 'Sạt lở', 'words/vi/summary': 'Đường tắc.',
  }; // prettier-ignore
  expect(await site.publishing.publishAlert(editor, 'sat-lo', alert)).toMatchObject({ reason: 'not-found' });
  const duty = actor('duty', ['editor'], { duty: true });
  expect(
    await site.publishing.publishAlert(duty, 'sat-lo', { ...alert, 'facts/from': '2026-11-23T03:00:00Z' }),
  ).toMatchObject({ reason: 'bad-fields' });
  expect(
    await site.publishing.publishAlert(duty, 'sat-lo', { ...alert, 'facts/until': '2026-11-20T03:00:00Z' }),
  ).toMatchObject({ reason: 'bad-time' });
  expect(await site.publishing.publishAlert(duty, 'sat-lo', alert)).toMatchObject({ kind: 'published' });
  expect(site.content.find('alerts', 'sat-lo')?.facts.level).toBe('danger');
  expect(await site.store.liveReviews.open()).toMatchObject([{ slug: 'sat-lo', by: 'duty' }]);
});

test('a folder that cannot be written refuses clearly, with nothing half-done and nothing left to do', async () => {
  const blocked = await openSite(site.folder);
  // Root may write anywhere, so the folder is made unusable in a way that holds for everyone.
  const path = join(site.folder, 'content/homestays/nha-chan');
  writeFileSync(path, 'a file where the folder should be');
  chmodSync(path, 0o400);
  const made = await blocked.publishing.createEntry(editor, 'homestays', 'nha-chan', {
    'words/vi/name': 'Nhà', 'facts/village': 'lo-lo-chai', 'facts/phone': '+84000000002', 'facts/priceFrom/vnd': 1, 'facts/priceFrom/per': 'room',
    'facts/priceFrom/seen': '2026-11-21', 'facts/sleeps': 4, 'facts/toilet': 'inside', 'facts/car': 'yes',
  }); // prettier-ignore
  if (made.kind !== 'saved') throw new Error('not made');
  const sent = await blocked.publishing.submit(editor, made.draftId, made.version);
  const result = await blocked.publishing.approve(reviewer, made.draftId, sent.kind === 'done' ? sent.version : 0);
  expect(result).toMatchObject({ kind: 'refused' });
  expect(await blocked.store.intents.open()).toEqual([]);
  expect(await blocked.store.revisions.list('homestays', 'nha-chan')).toEqual([]);
  expect(await blocked.store.drafts.find(made.draftId)).toMatchObject({ state: 'in-review' });
  await blocked.close();
});

test('a fault in the middle of the renames puts the files back', async () => {
  const enospc = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const before = ['facts.yaml', 'vi.md'].map((name) => site.read(`homestays/nha-co/${name}`));
  const failing = await openSite(site.folder, { failpoints: (point) => { if (point === 'first-renamed') throw enospc; } }); // prettier-ignore
  const sent = await submitted({ 'words/vi/body': 'Một.', 'facts/rooms': 3 });
  expect(await failing.publishing.approve(reviewer, sent.draftId, sent.version)).toEqual({
    kind: 'refused',
    reason: 'disk-full',
  });
  const entry = (await openSite(site.folder)).content.find('homestays', 'nha-co');
  expect([entry?.words.vi?.body, entry?.facts.rooms]).toEqual(['Có bếp lửa.', undefined]);
  expect(before[0]).toContain('sleeps: 8');
  expect(site.filesIn('homestays/nha-co').filter((name) => name.endsWith('.tmp'))).toEqual([]);
  await failing.close();
});

test('files are the same bytes however often they are written, and read back the same', async () => {
  const entry = site.content.find('homestays', 'nha-co');
  const data = dataOf(entry);
  if (data === null) throw new Error('no entry');
  const files = entryFiles('homestays', data);
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(site.folder, 'content/homestays/nha-co', name), text);
  await site.content.refresh('homestays', 'nha-co');
  expect(entryFiles('homestays', dataOf(site.content.find('homestays', 'nha-co')) ?? data)).toEqual(files);
  expect(dataOf(site.content.find('homestays', 'nha-co'))).toEqual(data);
});
